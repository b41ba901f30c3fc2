"""Who decides on an objection holds a mandate for the kind of exception that was objected to.

Beside the other rules of a mandate, which migration 0014 holds.
"""

from django.db import migrations

FORWARDS = """
CREATE FUNCTION naast_objection_kinds() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF NEW.kind = 'decided' AND EXISTS (
        SELECT 1 FROM decide_objection o JOIN decide_decision d ON d.id = o.decision_id
        JOIN decide_mandate m ON m.id = NEW.mandate_id
        WHERE o.id = NEW.objection_id AND d.clause <> ''
          AND jsonb_array_length(m.kinds) > 0 AND NOT jsonb_exists(m.kinds, d.clause)
    ) THEN
        RAISE EXCEPTION 'outside the mandate'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_objectionstep_within_mandate';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decide_objectionstep_kinds BEFORE INSERT ON decide_objectionstep
    FOR EACH ROW EXECUTE FUNCTION naast_objection_kinds();
"""

BACKWARDS = """
DROP TRIGGER decide_objectionstep_kinds ON decide_objectionstep;
DROP FUNCTION naast_objection_kinds();
"""


class Migration(migrations.Migration):
    dependencies = [("decide", "0016_held_beside")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
