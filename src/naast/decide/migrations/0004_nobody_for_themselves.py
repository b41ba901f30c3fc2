"""Nobody gives a mandate to themselves or stretches one; who had any hand in a decision handles no objection to it.

The functions run as whoever writes, inside that municipality's scope. Those of migration 0002 about readers and
handlers are said anew here, with earlier writers and (for a handler) who was asked to read along or did.
"""

import importlib

from django.db import migrations

FORWARDS = """
CREATE FUNCTION naast_mandate_holds() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF to_jsonb(NEW) - 'until_on' IS DISTINCT FROM to_jsonb(OLD) - 'until_on'
           OR coalesce(NEW.until_on, 'infinity') > coalesce(OLD.until_on, 'infinity') THEN
            RAISE EXCEPTION 'a mandate only ends'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_mandate_only_ends';
        END IF;
        RETURN NEW;
    END IF;
    -- Without a granter: only while there is no administrator yet. With one: that is an administrator.
    IF (NEW.granted_by_id IS NULL) = EXISTS (
        SELECT 1 FROM people_staffrole r
        WHERE r.municipality_id = NEW.municipality_id AND r.role = 'administrator'
          AND r.staff_id = coalesce(NEW.granted_by_id, r.staff_id)
    ) THEN
        RAISE EXCEPTION 'only the administrator gives a mandate'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_mandate_by_administrator';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decide_mandate_holds BEFORE INSERT OR UPDATE ON decide_mandate
    FOR EACH ROW EXECUTE FUNCTION naast_mandate_holds();

CREATE OR REPLACE FUNCTION naast_second_reading() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public AS $$
DECLARE
    read decide_proposal%ROWTYPE;
BEGIN
    SELECT * INTO read FROM decide_proposal p WHERE p.id = NEW.proposal_id FOR UPDATE;
    IF read.writer_id = NEW.reader_id OR EXISTS (
        SELECT 1 FROM decide_proposalevent e WHERE e.pgh_obj_id = read.id AND e.writer_id = NEW.reader_id
    ) OR EXISTS (
        SELECT 1 FROM decide_decision d WHERE d.proposal_id = read.id AND d.decided_by_id = NEW.reader_id
    ) OR EXISTS (
        SELECT 1 FROM decide_objection o JOIN decide_decision d ON d.id = o.decision_id
        WHERE d.proposal_id = read.id AND o.handler_id = NEW.reader_id
    ) THEN
        RAISE EXCEPTION 'a second reader is somebody else than who wrote or decided'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_reading_by_somebody_else';
    END IF;
    IF (read.reader_role = 'lawyer' AND NEW.role <> 'lawyer') OR NOT EXISTS (
        SELECT 1 FROM people_staffrole r WHERE r.staff_id = NEW.reader_id AND r.role = NEW.role
    ) THEN
        RAISE EXCEPTION 'the reader does not hold the role that is asked'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_reading_in_role';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION naast_objection_handler() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public AS $$
DECLARE
    decided decide_decision%ROWTYPE;
    read decide_proposal%ROWTYPE;
BEGIN
    IF NEW.handler_id IS NULL THEN
        RETURN NEW;
    END IF;
    SELECT * INTO decided FROM decide_decision d WHERE d.id = NEW.decision_id;
    -- Locked: who reads along at this moment waits, and then meets the handler.
    SELECT * INTO read FROM decide_proposal p WHERE p.id = decided.proposal_id FOR UPDATE;
    IF NEW.handler_id IN (decided.decided_by_id, decided.writer_id)
       OR NEW.handler_id = coalesce(read.reader_id, 0)
       OR EXISTS (SELECT 1 FROM decide_secondreading r WHERE r.proposal_id = read.id AND r.reader_id = NEW.handler_id)
       OR EXISTS (SELECT 1 FROM decide_proposalevent e WHERE e.pgh_obj_id = read.id AND e.writer_id = NEW.handler_id)
    THEN
        RAISE EXCEPTION 'an objection is handled by somebody else'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_objection_other_decider';
    END IF;
    RETURN NEW;
END $$;
"""


def _of_before(name: str) -> str:
    """A function as migration 0002 made it, to go back to."""
    made = importlib.import_module("naast.decide.migrations.0002_held_by_the_database").FORWARDS
    body = made.partition(f"CREATE FUNCTION {name}()")[2].partition("END $$;")[0]
    return f"CREATE OR REPLACE FUNCTION {name}(){body}END $$;"


BACKWARDS = "\n".join(
    [
        "DROP TRIGGER decide_mandate_holds ON decide_mandate;",
        "DROP FUNCTION naast_mandate_holds();",
        _of_before("naast_second_reading"),
        _of_before("naast_objection_handler"),
    ]
)


class Migration(migrations.Migration):
    dependencies = [("decide", "0003_mandate_granted_by")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
