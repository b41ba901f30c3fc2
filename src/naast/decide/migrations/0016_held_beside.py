"""What a second pair of eyes, the sample, who covers, dissent and the kinds of a mandate refuse, whoever writes.

The functions run as whoever writes, inside that municipality's scope, beside those of migrations 0002 to 0014. Those
about mandates that fit or only end (0004, 0006) and about who had a hand (0014) are said anew here.
"""

import importlib

from django.db import migrations, models

FORWARDS = """
CREATE FUNCTION naast_kinds_meet(one jsonb, other jsonb) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public AS $$
    SELECT jsonb_array_length(one) = 0 OR jsonb_array_length(other) = 0
        OR EXISTS (SELECT 1 FROM jsonb_array_elements_text(one) AS each(kind) WHERE jsonb_exists(other, each.kind))
$$;

CREATE OR REPLACE FUNCTION naast_mandate_fits() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public AS $$
DECLARE
    stood decide_mandate%ROWTYPE;
BEGIN
    -- One after the other: two that contradict, written at the same moment, do not miss each other.
    PERFORM pg_advisory_xact_lock(hashtext('decide_mandate'), NEW.municipality_id::integer);
    IF jsonb_typeof(NEW.kinds) <> 'array' OR NEW.cancelled_on IS NOT NULL THEN
        RAISE EXCEPTION 'a mandate names kinds of exceptions, and is cancelled only afterwards'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_mandate_kinds';
    END IF;
    IF NEW.stands_in_for_id IS NULL THEN
        IF EXISTS (
            SELECT 1 FROM decide_mandate m
            WHERE m.stands_in_for_id IS NULL AND m.cancelled_on IS NULL
              AND m.staff_id = NEW.staff_id AND m.reach = NEW.reach
              AND m.law = NEW.law AND m.up_to <> NEW.up_to AND naast_kinds_meet(m.kinds, NEW.kinds)
              AND m.from_on <= coalesce(NEW.until_on, 'infinity') AND NEW.from_on <= coalesce(m.until_on, 'infinity')
        ) THEN
            RAISE EXCEPTION 'this mandate contradicts another of the same holder and kind'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_mandate_contradicts';
        END IF;
        RETURN NEW;
    END IF;
    SELECT * INTO stood FROM decide_mandate m WHERE m.id = NEW.stands_in_for_id FOR UPDATE;
    IF stood.id IS NULL OR stood.stands_in_for_id IS NOT NULL OR stood.staff_id = NEW.staff_id
       OR stood.reach <> NEW.reach OR stood.law <> NEW.law OR stood.up_to <> NEW.up_to OR stood.kinds <> NEW.kinds
       OR NEW.from_on < stood.from_on OR NEW.until_on > coalesce(stood.until_on, NEW.until_on) THEN
        RAISE EXCEPTION 'who stands in holds what the mandate holds, within its days'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_mandate_stand_in_within';
    END IF;
    IF EXISTS (
        SELECT 1 FROM decide_mandate m
        WHERE m.stands_in_for_id = NEW.stands_in_for_id AND m.staff_id = NEW.staff_id AND m.cancelled_on IS NULL
          AND m.from_on <= NEW.until_on AND NEW.from_on <= m.until_on
    ) THEN
        RAISE EXCEPTION 'stands in already on these days'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_mandate_stand_in_once';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION naast_mandate_holds() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF to_jsonb(NEW) - '{until_on,cancelled_on}'::text[] IS DISTINCT FROM
           to_jsonb(OLD) - '{until_on,cancelled_on}'::text[]
           OR coalesce(NEW.until_on, 'infinity') > coalesce(OLD.until_on, 'infinity')
           OR OLD.cancelled_on IS NOT NULL THEN
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

CREATE FUNCTION naast_decision_eyes() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
    proposed decide_proposal%ROWTYPE;
    advice text;
BEGIN
    SELECT * INTO proposed FROM decide_proposal p WHERE p.id = NEW.proposal_id FOR UPDATE;
    IF proposed.clause <> NEW.clause OR proposed.urgent_kind <> NEW.urgent_kind THEN
        RAISE EXCEPTION 'a decision says what was proposed'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_decision_as_proposed';
    END IF;
    IF NEW.clause <> '' AND EXISTS (
        SELECT 1 FROM decide_mandate m
        WHERE m.id = NEW.mandate_id AND jsonb_array_length(m.kinds) > 0 AND NOT jsonb_exists(m.kinds, NEW.clause)
    ) THEN
        RAISE EXCEPTION 'outside the mandate'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_decision_within_mandate';
    END IF;
    IF NEW.reader_role <> '' AND NOT NEW.is_urgent AND NOT EXISTS (
        SELECT 1 FROM decide_secondreading r
        WHERE r.proposal_id = proposed.id AND r.proposal_version = proposed.version AND r.verdict <> 'question'
          AND NOT EXISTS (SELECT 1 FROM weigh_blockwriter b WHERE b.case_id = NEW.case_id AND b.staff_id = r.reader_id)
    ) THEN
        RAISE EXCEPTION 'who read along wrote a part of the weighing meanwhile'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_decision_read_by_another';
    END IF;
    SELECT r.verdict INTO advice FROM decide_secondreading r
     WHERE r.proposal_id = proposed.id AND r.proposal_version = proposed.version AND r.verdict <> 'question'
     ORDER BY r.id DESC LIMIT 1;
    IF (advice IS NOT DISTINCT FROM 'advise_against') <> (NEW.despite_advice <> '') THEN
        RAISE EXCEPTION 'a decision against the advice says why, and no other does'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_decision_despite_says_why';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decide_decision_other_eyes BEFORE INSERT ON decide_decision
    FOR EACH ROW EXECUTE FUNCTION naast_decision_eyes();

CREATE FUNCTION naast_reading_of_another() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM weigh_blockwriter b WHERE b.case_id = NEW.case_id AND b.staff_id = NEW.reader_id
    ) THEN
        RAISE EXCEPTION 'who wrote a part of the weighing does not read it along'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_reading_not_by_weigher';
    END IF;
    IF EXISTS (
        SELECT 1 FROM weigh_blockwriter b
        WHERE b.case_id = NEW.case_id AND (naast_stands_in(NEW.reader_id, b.staff_id, NEW.read_on)
                                        OR naast_stands_in(b.staff_id, NEW.reader_id, NEW.read_on))
    ) THEN
        RAISE EXCEPTION 'a second reader is not the writer through a substitute'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_reading_not_through_stand_in';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decide_secondreading_of_another BEFORE INSERT ON decide_secondreading
    FOR EACH ROW EXECUTE FUNCTION naast_reading_of_another();

CREATE OR REPLACE FUNCTION naast_had_a_hand(decided_id bigint, staff bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public AS $$
    SELECT EXISTS (
        SELECT 1 FROM decide_decision d JOIN decide_proposal p ON p.id = d.proposal_id
        JOIN decide_mandate m ON m.id = d.mandate_id LEFT JOIN decide_mandate held ON held.id = m.stands_in_for_id
        WHERE d.id = decided_id AND (
            staff IN (d.decided_by_id, d.writer_id, p.reader_id, held.staff_id)
            OR EXISTS (SELECT 1 FROM decide_secondreading r WHERE r.proposal_id = p.id AND r.reader_id = staff)
            OR EXISTS (SELECT 1 FROM decide_proposalevent e WHERE e.pgh_obj_id = p.id AND e.writer_id = staff)
        )
    )
$$;

CREATE FUNCTION naast_objection_not_stood_in() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public AS $$
BEGIN
    IF NEW.handler_id IS NOT NULL AND EXISTS (
        SELECT 1 FROM decide_decision d JOIN decide_mandate s ON s.id = d.mandate_id
        JOIN decide_mandate m ON m.id = s.stands_in_for_id
        WHERE d.id = NEW.decision_id AND m.staff_id = NEW.handler_id
    ) THEN
        RAISE EXCEPTION 'an objection is handled by somebody else'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_objection_other_decider';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decide_objection_not_stood_in BEFORE INSERT OR UPDATE ON decide_objection
    FOR EACH ROW EXECUTE FUNCTION naast_objection_not_stood_in();

CREATE FUNCTION naast_reading_answer() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM decide_secondreading r
        WHERE r.id = NEW.reading_id AND r.case_id = NEW.case_id AND r.verdict <> 'agree'
          AND r.reader_id <> NEW.said_by_id
    ) THEN
        RAISE EXCEPTION 'what was asked in this case is answered by somebody else'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_readinganswer_by_another';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decide_readinganswer_holds BEFORE INSERT ON decide_readinganswer
    FOR EACH ROW EXECUTE FUNCTION naast_reading_answer();

CREATE FUNCTION naast_cover() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM decide_proposal p WHERE p.id = NEW.proposal_id AND p.case_id = NEW.case_id
    ) OR EXISTS (
        SELECT 1 FROM decide_proposalevent e WHERE e.pgh_obj_id = NEW.proposal_id AND e.writer_id = NEW.staff_id
    ) THEN
        RAISE EXCEPTION 'somebody else than the writer covers'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_cover_by_another';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decide_cover_holds BEFORE INSERT ON decide_cover FOR EACH ROW EXECUTE FUNCTION naast_cover();

CREATE FUNCTION naast_dissent() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
    about decide_proposal%ROWTYPE;
BEGIN
    SELECT * INTO about FROM decide_proposal p WHERE p.id = NEW.proposal_id FOR UPDATE;
    IF about.case_id IS DISTINCT FROM NEW.case_id OR about.state = 'withdrawn' OR NOT EXISTS (
        SELECT 1 FROM people_circlemember m
        WHERE m.case_id = NEW.case_id AND m.staff_id = NEW.said_by_id
          AND NEW.said_on BETWEEN m.from_on AND coalesce(m.until_on, NEW.said_on)
    ) THEN
        RAISE EXCEPTION 'a dissent comes from the circle of the case'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_dissent_from_circle';
    END IF;
    NEW.was_decided := about.state = 'decided';
    RETURN NEW;
END $$;
CREATE TRIGGER decide_dissent_holds BEFORE INSERT ON decide_dissent FOR EACH ROW EXECUTE FUNCTION naast_dissent();

CREATE FUNCTION naast_sample_rate() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM people_staffrole r WHERE r.staff_id = NEW.set_by_id AND r.role = 'administrator'
    ) THEN
        RAISE EXCEPTION 'only the administrator sets this'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_samplerate_by_administrator';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decide_samplerate_holds BEFORE INSERT ON decide_samplerate
    FOR EACH ROW EXECUTE FUNCTION naast_sample_rate();

-- Not random(): whoever writes could seed that one.
CREATE FUNCTION naast_drawn(one_in integer) RETURNS boolean LANGUAGE sql VOLATILE
SET search_path = pg_catalog, public AS $$
    SELECT ('x' || left(replace(gen_random_uuid()::text, '-', ''), 12))::bit(48)::bigint % one_in = 0
$$;

CREATE FUNCTION naast_sample_draw() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
    rate integer;
BEGIN
    SELECT s.one_in INTO rate FROM decide_samplerate s
     WHERE s.municipality_id = NEW.municipality_id ORDER BY s.id DESC LIMIT 1;
    IF rate IS NULL OR NOT naast_drawn(rate) OR EXISTS (
        SELECT 1 FROM people_case c WHERE c.id = NEW.case_id AND c.is_practice
    ) THEN
        RETURN NULL;
    END IF;
    INSERT INTO decide_sample (municipality_id, case_id, decision_id, ground, destroy_on, created_at, version)
    VALUES (NEW.municipality_id, NEW.case_id, NEW.id, NEW.ground, NEW.destroy_on, NEW.created_at, 1);
    RETURN NULL;
END $$;
CREATE TRIGGER decide_decision_sample AFTER INSERT ON decide_decision
    FOR EACH ROW WHEN (NEW.reader_role = '') EXECUTE FUNCTION naast_sample_draw();

CREATE FUNCTION naast_sample_by_lot() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF pg_trigger_depth() < 2 THEN
        RAISE EXCEPTION 'a decision is drawn by lot, when it is made'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_sample_by_lot';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decide_sample_by_lot BEFORE INSERT ON decide_sample
    FOR EACH ROW EXECUTE FUNCTION naast_sample_by_lot();

CREATE FUNCTION naast_reads_afterwards(decided_id bigint, staff bigint, on_day date) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public AS $$
    SELECT NOT naast_had_a_hand(decided_id, staff) AND EXISTS (
        SELECT 1 FROM people_staffrole r WHERE r.staff_id = staff AND r.role = 'second_reader'
    ) AND NOT EXISTS (
        SELECT 1 FROM decide_decision d JOIN weigh_blockwriter b ON b.case_id = d.case_id
        WHERE d.id = decided_id AND (b.staff_id = staff OR naast_stands_in(staff, b.staff_id, on_day)
                                     OR naast_stands_in(b.staff_id, staff, on_day))
    ) AND NOT EXISTS (
        SELECT 1 FROM decide_decision d JOIN decide_proposalevent e ON e.pgh_obj_id = d.proposal_id
        CROSS JOIN LATERAL unnest(ARRAY[e.writer_id, d.decided_by_id]) AS hand(id)
        WHERE d.id = decided_id AND (naast_stands_in(staff, hand.id, on_day) OR naast_stands_in(hand.id, staff, on_day))
    ) AND NOT EXISTS (
        SELECT 1 FROM decide_objection o WHERE o.decision_id = decided_id AND o.handler_id = staff
    )
$$;

CREATE FUNCTION naast_sample_reader() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
    drawn decide_sample%ROWTYPE;
    last bigint;
BEGIN
    SELECT * INTO drawn FROM decide_sample s WHERE s.id = NEW.sample_id;
    IF TG_TABLE_NAME = 'decide_samplereading' THEN
        SELECT r.reader_id INTO last FROM decide_samplereader r
         WHERE r.sample_id = NEW.sample_id ORDER BY r.id DESC LIMIT 1;
        IF last IS DISTINCT FROM NEW.reader_id THEN
            RAISE EXCEPTION 'who was drawn reads it'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_samplereading_by_drawn';
        END IF;
    END IF;
    IF drawn.case_id IS DISTINCT FROM NEW.case_id
       OR NOT naast_reads_afterwards(drawn.decision_id, NEW.reader_id, NEW.created_at::date) THEN
        RAISE EXCEPTION 'somebody reads afterwards who had no hand in it'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_samplereader_no_hand';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decide_samplereader_holds BEFORE INSERT ON decide_samplereader
    FOR EACH ROW EXECUTE FUNCTION naast_sample_reader();
CREATE TRIGGER decide_samplereading_holds BEFORE INSERT ON decide_samplereading
    FOR EACH ROW EXECUTE FUNCTION naast_sample_reader();
"""


def _of_before(module: str, name: str) -> str:
    """A function as an earlier migration made it, to go back to."""
    made = importlib.import_module(f"naast.decide.migrations.{module}").FORWARDS
    head = f"CREATE FUNCTION {name}("
    body = made.partition(head)[2]
    end = "END $$;" if "plpgsql" in body.partition("$$")[0] else "$$;"
    start, mark, rest = body.partition("$$")
    return f"CREATE OR REPLACE FUNCTION {name}({start}{mark}{rest.partition(end)[0]}{end}"


BACKWARDS = "\n".join(
    [
        "DROP TRIGGER decide_samplereading_holds ON decide_samplereading;",
        "DROP TRIGGER decide_samplereader_holds ON decide_samplereader;",
        "DROP FUNCTION naast_sample_reader();",
        "DROP FUNCTION naast_reads_afterwards(bigint, bigint, date);",
        "DROP TRIGGER decide_sample_by_lot ON decide_sample;",
        "DROP FUNCTION naast_sample_by_lot();",
        "DROP TRIGGER decide_decision_sample ON decide_decision;",
        "DROP FUNCTION naast_sample_draw();",
        "DROP FUNCTION naast_drawn(integer);",
        "DROP TRIGGER decide_samplerate_holds ON decide_samplerate;",
        "DROP FUNCTION naast_sample_rate();",
        "DROP TRIGGER decide_dissent_holds ON decide_dissent;",
        "DROP FUNCTION naast_dissent();",
        "DROP TRIGGER decide_cover_holds ON decide_cover;",
        "DROP FUNCTION naast_cover();",
        "DROP TRIGGER decide_readinganswer_holds ON decide_readinganswer;",
        "DROP FUNCTION naast_reading_answer();",
        "DROP TRIGGER decide_objection_not_stood_in ON decide_objection;",
        "DROP FUNCTION naast_objection_not_stood_in();",
        _of_before("0014_what_an_objection_refuses", "naast_had_a_hand"),
        "DROP TRIGGER decide_secondreading_of_another ON decide_secondreading;",
        "DROP FUNCTION naast_reading_of_another();",
        "DROP TRIGGER decide_decision_other_eyes ON decide_decision;",
        "DROP FUNCTION naast_decision_eyes();",
        _of_before("0004_nobody_for_themselves", "naast_mandate_holds"),
        _of_before("0006_stand_ins", "naast_mandate_fits"),
        "DROP FUNCTION naast_kinds_meet(jsonb, jsonb);",
    ]
)


class Migration(migrations.Migration):
    dependencies = [
        ("decide", "0015_clocks"),
        ("weigh", "0004_disciplines_and_remarks"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="mandate", name="decide_mandate_days"),
        migrations.RemoveConstraint(model_name="mandate", name="decide_mandate_cancelled_before"),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("cancelled_on__isnull", True),
                        models.Q(
                            ("until_on__isnull", True),
                            ("until_on__gte", models.F("from_on")),
                            _connector="OR",
                        ),
                    ),
                    models.Q(
                        ("cancelled_on__lt", models.F("from_on")), ("until_on__lt", models.F("from_on"))
                    ),
                    _connector="OR",
                ),
                name="decide_mandate_days",
            ),
        ),
        migrations.RunSQL(FORWARDS, BACKWARDS),
    ]
