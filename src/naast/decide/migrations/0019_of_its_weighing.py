"""A decision that its weighing outgrew, an exception by the short way, and who reads an urgent decision afterwards.

Beside the rules of migrations 0002 to 0018; those about substitutes (0006, 0016) refuse the reading itself. Who reads
a drawn decision (0016) is said anew here: the day on which somebody stands in is one in Amsterdam, and not in UTC.
"""

import importlib

from django.db import migrations

DRAWN = importlib.import_module("naast.decide.migrations.0016_held_beside").FORWARDS
_UTC, _AMSTERDAM = "NEW.created_at::date", "(NEW.created_at AT TIME ZONE 'Europe/Amsterdam')::date"


def _sample_reader(day: str) -> str:
    """The function of 0016 with the day on which it looks."""
    head, end = "CREATE FUNCTION naast_sample_reader()", "END $$;"
    body = DRAWN.partition(head)[2].partition(end)[0]
    assert _UTC in body
    return f"CREATE OR REPLACE FUNCTION naast_sample_reader(){body.replace(_UTC, day)}{end}"


FORWARDS = """
CREATE FUNCTION naast_decision_of_its_weighing() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public AS $$
DECLARE
    weighed weigh_weighing%ROWTYPE;
    kept jsonb := NEW.frozen -> 'weighing';
    found text := coalesce(NEW.frozen #>> '{weighing,result}', '');
BEGIN
    -- Held, so that nobody writes in the weighing between what was kept of it and the decision.
    SELECT * INTO weighed FROM weigh_weighing w WHERE w.case_id = NEW.case_id FOR SHARE;
    IF weighed.id IS NULL THEN
        RETURN NULL;
    END IF;
    IF NEW.is_routine THEN
        IF EXISTS (
            SELECT 1 FROM weigh_legalrow c JOIN weigh_legalrow t ON t.key = c.key
            WHERE c.id = weighed.chosen_id AND t.id::text = NEW.title_row
        ) THEN
            RAISE EXCEPTION 'an exception goes by its weighing'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_decision_exception_weighed';
        END IF;
        RETURN NULL;
    END IF;
    IF (kept #>> '{weighing,version}')::int IS DISTINCT FROM weighed.version
       OR NOT NEW.is_exception OR NEW.reach = 'routine'
       OR (NEW.reach <> 'college'
           AND (found = 'outside_statute' OR (found = 'no_room' AND NEW.outcome <> 'no')))
       OR (NEW.reader_role <> 'lawyer' AND found IN ('outside_statute', 'no_room'))
       OR EXISTS (
           SELECT 1 FROM jsonb_array_elements(kept -> 'routes') AS each(route)
           WHERE route ->> 'id' = NEW.title_row AND route ->> 'applies' = 'false'
       ) THEN
        RAISE EXCEPTION 'the weighing says something else than this decision rests on'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_decision_outgrown';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER decide_decision_of_its_weighing AFTER INSERT ON decide_decision
    FOR EACH ROW EXECUTE FUNCTION naast_decision_of_its_weighing();

CREATE FUNCTION naast_reader_named() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF NEW.reader_id IS NULL OR NOT NEW.is_urgent OR NEW.reader_role = '' OR EXISTS (
        SELECT 1 FROM decide_secondreading r
        WHERE r.proposal_id = NEW.id AND r.proposal_version = NEW.version AND r.verdict <> 'question'
    ) THEN
        RAISE EXCEPTION 'a reader is named afterwards only where an urgent decision was not read yet'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_reader_named_unread';
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM people_staffrole r WHERE r.staff_id = NEW.reader_id AND r.role = NEW.reader_role
    ) OR EXISTS (
        SELECT 1 FROM (
            SELECT e.writer_id AS id FROM decide_proposalevent e WHERE e.pgh_obj_id = NEW.id
            UNION SELECT b.staff_id FROM weigh_blockwriter b WHERE b.case_id = NEW.case_id
            UNION SELECT d.decided_by_id FROM decide_decision d WHERE d.proposal_id = NEW.id
            UNION SELECT m.staff_id FROM decide_decision d JOIN decide_mandate s ON s.id = d.mandate_id
                JOIN decide_mandate m ON m.id = s.stands_in_for_id WHERE d.proposal_id = NEW.id
            UNION SELECT o.handler_id FROM decide_objection o JOIN decide_decision d ON d.id = o.decision_id
                WHERE d.proposal_id = NEW.id
        ) AS hand
        WHERE hand.id = NEW.reader_id
    ) THEN
        RAISE EXCEPTION 'who reads along holds the role and had no hand in it'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_reader_named_no_hand';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decide_proposal_reader_named BEFORE UPDATE OF reader_id ON decide_proposal
    FOR EACH ROW WHEN (OLD.state = 'decided' AND NEW.reader_id IS DISTINCT FROM OLD.reader_id)
    EXECUTE FUNCTION naast_reader_named();
"""

BACKWARDS = """
DROP TRIGGER decide_proposal_reader_named ON decide_proposal;
DROP FUNCTION naast_reader_named();
DROP TRIGGER decide_decision_of_its_weighing ON decide_decision;
DROP FUNCTION naast_decision_of_its_weighing();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("decide", "0018_penalty_and_repair"),
        ("weigh", "0005_each_under_their_own_name"),
    ]
    operations = [
        migrations.RunSQL(_sample_reader(_AMSTERDAM), _sample_reader(_UTC)),
        migrations.RunSQL(FORWARDS, BACKWARDS),
    ]
