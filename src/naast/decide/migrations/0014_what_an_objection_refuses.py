"""What objections, revisions and policy rules refuse, whoever writes the rows.

The functions run as whoever writes, inside that municipality's scope. Articles (to be checked by a lawyer): papers a
week before the hearing Awb 7:4, heard first 7:2, postponed once 7:10, a new decision 7:11, another decider 10:3.
"""

from django.db import migrations

FORWARDS = """
CREATE FUNCTION naast_had_a_hand(decided_id bigint, staff bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public AS $$
    SELECT EXISTS (
        SELECT 1 FROM decide_decision d JOIN decide_proposal p ON p.id = d.proposal_id
        WHERE d.id = decided_id AND (
            staff IN (d.decided_by_id, d.writer_id, p.reader_id)
            OR EXISTS (SELECT 1 FROM decide_secondreading r WHERE r.proposal_id = p.id AND r.reader_id = staff)
            OR EXISTS (SELECT 1 FROM decide_proposalevent e WHERE e.pgh_obj_id = p.id AND e.writer_id = staff)
        )
    )
$$;

CREATE FUNCTION naast_objection_step() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
    objected decide_objection%ROWTYPE;
    decided decide_decision%ROWTYPE;
    held decide_mandate%ROWTYPE;
    reaches text[] := ARRAY['routine', 'exception', 'college'];
BEGIN
    SELECT * INTO objected FROM decide_objection o WHERE o.id = NEW.objection_id FOR UPDATE;
    IF objected.id IS NULL OR objected.case_id <> NEW.case_id THEN
        RAISE EXCEPTION 'this objection is of another case'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_objectionstep_here';
    END IF;
    IF EXISTS (SELECT 1 FROM decide_objectionstep s
               WHERE s.objection_id = NEW.objection_id AND s.kind IN ('decided', 'withdrawn')) THEN
        RAISE EXCEPTION 'this objection has its end'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_objectionstep_after_end';
    END IF;
    IF NEW.kind IN ('invited', 'not_heard', 'heard', 'postponed', 'decided')
       AND NEW.made_by_id IS DISTINCT FROM objected.handler_id THEN
        RAISE EXCEPTION 'who handles the objection does this'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_objectionstep_by_handler';
    END IF;
    IF NEW.kind = 'invited' AND NEW.papers_from > NEW.hearing_on - 7 THEN
        RAISE EXCEPTION 'the papers lie ready for at least a week before the hearing'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_objectionstep_papers_a_week';
    END IF;
    IF NEW.kind = 'postponed' AND NEW.because = 'once' AND EXISTS (
        SELECT 1 FROM decide_objectionstep s
        WHERE s.objection_id = NEW.objection_id AND s.kind = 'postponed' AND s.because = 'once'
    ) THEN
        RAISE EXCEPTION 'postponed once already'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_objectionstep_postponed_once';
    END IF;
    IF NEW.kind <> 'decided' THEN
        RETURN NEW;
    END IF;
    IF NOT EXISTS (SELECT 1 FROM decide_objectionstep s
                   WHERE s.objection_id = NEW.objection_id AND s.kind IN ('heard', 'not_heard')) THEN
        RAISE EXCEPTION 'heard first, or said why not'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_objectionstep_heard_first';
    END IF;
    SELECT * INTO decided FROM decide_decision d WHERE d.id = objected.decision_id;
    SELECT * INTO held FROM decide_mandate m WHERE m.id = NEW.mandate_id;
    IF held.staff_id IS DISTINCT FROM NEW.made_by_id
       OR NEW.done_on < held.from_on OR NEW.done_on > coalesce(held.until_on, NEW.done_on)
       OR held.law NOT IN ('', decided.law) OR coalesce(decided.amount, 0) > held.up_to
       OR array_position(reaches, held.reach::text) < coalesce(array_position(reaches, decided.reach::text), 4) THEN
        RAISE EXCEPTION 'outside the mandate'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_objectionstep_within_mandate';
    END IF;
    IF (NEW.verdict IN ('founded', 'partly')) <> EXISTS (
        SELECT 1 FROM decide_revision r WHERE r.objection_id = NEW.objection_id AND r.state = 'done'
    ) THEN
        RAISE EXCEPTION 'founded comes with a new decision, and a new decision with founded'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_objectionstep_new_decision';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decide_objectionstep_holds BEFORE INSERT ON decide_objectionstep
    FOR EACH ROW EXECUTE FUNCTION naast_objection_step();

CREATE FUNCTION naast_objection_state() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF NEW.state = OLD.state THEN
        RETURN NEW;
    END IF;
    IF OLD.state IN ('decided', 'withdrawn') OR NOT EXISTS (
        SELECT 1 FROM decide_objectionstep s WHERE s.objection_id = NEW.id AND s.kind = NEW.state
    ) THEN
        RAISE EXCEPTION 'an objection goes on by a step, and ends once'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_objection_by_a_step';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decide_objection_state BEFORE UPDATE ON decide_objection
    FOR EACH ROW EXECUTE FUNCTION naast_objection_state();

CREATE FUNCTION naast_revision() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
    earlier decide_decision%ROWTYPE;
    made decide_decision%ROWTYPE;
    gives_less boolean;
    is_made boolean := NEW.state = 'done';
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF OLD.state <> 'open' OR NEW.replaces_id <> OLD.replaces_id OR NEW.case_id <> OLD.case_id
           OR NEW.why <> OLD.why OR NEW.objection_id IS DISTINCT FROM OLD.objection_id THEN
            RAISE EXCEPTION 'a revision stays as it was made'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_revision_stays';
        END IF;
    END IF;
    SELECT * INTO earlier FROM decide_decision d WHERE d.id = NEW.replaces_id;
    IF earlier.case_id IS DISTINCT FROM NEW.case_id OR (NEW.objection_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM decide_objection o
        WHERE o.id = NEW.objection_id AND o.decision_id = NEW.replaces_id
          AND (o.state NOT IN ('decided', 'withdrawn') OR NEW.state = 'stopped')
    )) THEN
        RAISE EXCEPTION 'this decision or objection is another one'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_revision_here';
    END IF;
    IF NEW.state = 'open' AND EXISTS (
        SELECT 1 FROM decide_revision r WHERE r.replaces_id = NEW.replaces_id AND r.state = 'done'
    ) THEN
        RAISE EXCEPTION 'this decision was replaced already'
            USING ERRCODE = 'unique_violation', CONSTRAINT = 'decide_revision_replaced_once';
    END IF;
    IF NOT is_made THEN
        RETURN NEW;
    END IF;
    SELECT * INTO made FROM decide_decision d WHERE d.id = NEW.decision_id;
    IF made.case_id IS DISTINCT FROM NEW.case_id OR made.id <= earlier.id THEN
        RAISE EXCEPTION 'a later decision of the same case replaces'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_revision_here';
    END IF;
    gives_less := array_position(ARRAY['no', 'partly', 'yes'], made.outcome::text)
                < array_position(ARRAY['no', 'partly', 'yes'], earlier.outcome::text)
        OR coalesce(made.amount, 0) < coalesce(earlier.amount, 0)
        OR (earlier.outcome <> 'no' AND made.until_on < coalesce(earlier.until_on, 'infinity'));
    IF gives_less AND NEW.objection_id IS NOT NULL THEN
        RAISE EXCEPTION 'an objection leaves nobody worse off'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_revision_not_worse';
    END IF;
    IF gives_less AND made.outcome = 'yes' THEN
        RAISE EXCEPTION 'what gives less is no yes'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_revision_less_is_partly';
    END IF;
    IF gives_less AND NEW.works_from < made.decided_on AND (NEW.back_because = '' OR NOT EXISTS (
        SELECT 1 FROM decide_hearing h WHERE h.id = made.hearing_id AND h.words <> ''
    )) THEN
        RAISE EXCEPTION 'back to the harm of the resident only with a reason and a hearing'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_revision_back';
    END IF;
    IF NEW.objection_id IS NOT NULL AND naast_had_a_hand(earlier.id, made.decided_by_id) THEN
        RAISE EXCEPTION 'somebody else decides after an objection'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_objection_other_decider';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decide_revision_holds BEFORE INSERT OR UPDATE ON decide_revision
    FOR EACH ROW EXECUTE FUNCTION naast_revision();

CREATE FUNCTION naast_policy_by_role() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM people_staffrole r WHERE r.staff_id = NEW.made_by_id AND r.role = TG_ARGV[0]
    ) THEN
        RAISE EXCEPTION 'this is for another role'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_policy_by_role';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decide_policyanswer_holds BEFORE INSERT ON decide_policyanswer
    FOR EACH ROW EXECUTE FUNCTION naast_policy_by_role('policy');
CREATE TRIGGER decide_policythreshold_holds BEFORE INSERT ON decide_policythreshold
    FOR EACH ROW EXECUTE FUNCTION naast_policy_by_role('administrator');
"""

BACKWARDS = """
DROP TRIGGER decide_policythreshold_holds ON decide_policythreshold;
DROP TRIGGER decide_policyanswer_holds ON decide_policyanswer;
DROP FUNCTION naast_policy_by_role();
DROP TRIGGER decide_revision_holds ON decide_revision;
DROP FUNCTION naast_revision();
DROP TRIGGER decide_objection_state ON decide_objection;
DROP FUNCTION naast_objection_state();
DROP TRIGGER decide_objectionstep_holds ON decide_objectionstep;
DROP FUNCTION naast_objection_step();
DROP FUNCTION naast_had_a_hand(bigint, bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("decide", "0013_objections_and_revisions")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
