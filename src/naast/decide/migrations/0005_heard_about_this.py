"""What a resident said before one decision carries no other; set-up without a giver of mandates ends for good.

The history remembers the first administrator of a municipality, also when their row is deleted.
"""

from django.db import migrations

FORWARDS = """
CREATE FUNCTION naast_decision_heard_anew() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF NEW.hearing_id IS NOT NULL AND EXISTS (
        SELECT 1 FROM decide_decision d WHERE d.hearing_id = NEW.hearing_id
    ) THEN
        RAISE EXCEPTION 'this hearing was about an earlier decision'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_decision_heard_anew';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decide_decision_heard_anew BEFORE INSERT ON decide_decision
    FOR EACH ROW EXECUTE FUNCTION naast_decision_heard_anew();

CREATE FUNCTION naast_mandate_has_giver() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF NEW.granted_by_id IS NULL AND EXISTS (
        SELECT 1 FROM people_staffroleevent e
        WHERE e.municipality_id = NEW.municipality_id AND e.role = 'administrator'
    ) THEN
        RAISE EXCEPTION 'only the administrator gives a mandate'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_mandate_by_administrator';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decide_mandate_has_giver BEFORE INSERT ON decide_mandate
    FOR EACH ROW EXECUTE FUNCTION naast_mandate_has_giver();
"""

BACKWARDS = """
DROP TRIGGER decide_mandate_has_giver ON decide_mandate;
DROP FUNCTION naast_mandate_has_giver();
DROP TRIGGER decide_decision_heard_anew ON decide_decision;
DROP FUNCTION naast_decision_heard_anew();
"""


class Migration(migrations.Migration):
    dependencies = [("decide", "0004_nobody_for_themselves")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
