"""A settlement goes on step by step, and nobody agrees to what they proposed or pays what they agreed to.

The functions run as whoever writes, inside that municipality's scope.
"""

from django.db import migrations

FORWARDS = """
CREATE FUNCTION naast_settlement_step() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
    before text;
BEGIN
    -- Locked: two people who bring the same settlement on meet each other here.
    PERFORM 1 FROM follow_settlement s WHERE s.id = NEW.settlement_id FOR UPDATE;
    SELECT s.state INTO before FROM follow_settlementstep s
        WHERE s.settlement_id = NEW.settlement_id ORDER BY s.id DESC LIMIT 1;
    IF (coalesce(before, '') || '>' || NEW.state) NOT IN (
        '>proposed', 'proposed>agreed', 'agreed>measured', 'measured>settled',
        'proposed>withdrawn', 'agreed>withdrawn'
    ) THEN
        RAISE EXCEPTION 'a settlement is proposed, agreed, measured and settled, in this order'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'follow_settlementstep_in_order';
    END IF;
    IF NEW.state IN ('agreed', 'settled') AND EXISTS (
        SELECT 1 FROM follow_settlementstep s
        WHERE s.settlement_id = NEW.settlement_id AND s.by_staff_id = NEW.by_staff_id
          AND s.state = CASE NEW.state WHEN 'agreed' THEN 'proposed' ELSE 'agreed' END
    ) THEN
        RAISE EXCEPTION 'who agrees did not propose, and who pays did not agree'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'follow_settlementstep_other_hands';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER follow_settlement_step BEFORE INSERT ON follow_settlementstep
    FOR EACH ROW EXECUTE FUNCTION naast_settlement_step();
"""

BACKWARDS = """
DROP TRIGGER follow_settlement_step ON follow_settlementstep;
DROP FUNCTION naast_settlement_step();
"""


class Migration(migrations.Migration):
    dependencies = [("follow", "0003_after_a_year")]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
