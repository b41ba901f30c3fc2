"""What must hold whoever writes the rows: mandate, second reader, fund, and another hand for an objection.

The functions run as whoever inserts, inside that municipality's scope: another municipality's rows are not there.
"""

from django.db import migrations

FORWARDS = """
CREATE FUNCTION naast_fund_entry() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
    free numeric(14, 2);
    reserved decide_fundentry%ROWTYPE;
BEGIN
    SELECT f.opening INTO free FROM decide_openfund f WHERE f.id = NEW.fund_id FOR UPDATE;
    IF NEW.kind = 'reserve' THEN
        SELECT free - coalesce(sum(CASE e.kind WHEN 'reserve' THEN e.amount WHEN 'release' THEN -e.amount ELSE 0 END), 0)
          INTO free FROM decide_fundentry e WHERE e.fund_id = NEW.fund_id;
        IF free IS NULL OR NEW.amount > free THEN
            RAISE EXCEPTION 'the fund does not hold this much'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_fund_never_below_zero';
        END IF;
        RETURN NEW;
    END IF;
    SELECT * INTO reserved FROM decide_fundentry e WHERE e.id = NEW.reservation_id;
    IF reserved.kind IS DISTINCT FROM 'reserve' OR reserved.fund_id <> NEW.fund_id
       OR reserved.decision_id <> NEW.decision_id THEN
        RAISE EXCEPTION 'this is not a reservation of the same decision'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_fund_of_one_reservation';
    END IF;
    SELECT reserved.amount - coalesce(sum(e.amount), 0) INTO free
      FROM decide_fundentry e WHERE e.reservation_id = NEW.reservation_id;
    IF NEW.amount > free THEN
        RAISE EXCEPTION 'more than is left of the reservation'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_fund_within_reservation';
    END IF;
    IF NEW.kind = 'spend' AND EXISTS (
        SELECT 1 FROM decide_decision d WHERE d.id = NEW.decision_id AND d.decided_by_id = NEW.made_by_id
    ) THEN
        RAISE EXCEPTION 'who decided does not pay'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_fund_payer_is_not_approver';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decide_fundentry_holds BEFORE INSERT ON decide_fundentry
    FOR EACH ROW EXECUTE FUNCTION naast_fund_entry();

CREATE FUNCTION naast_second_reading() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
    read decide_proposal%ROWTYPE;
BEGIN
    SELECT * INTO read FROM decide_proposal p WHERE p.id = NEW.proposal_id FOR UPDATE;
    IF read.writer_id = NEW.reader_id OR EXISTS (
        SELECT 1 FROM decide_decision d WHERE d.proposal_id = read.id AND d.decided_by_id = NEW.reader_id
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
CREATE TRIGGER decide_secondreading_holds BEFORE INSERT ON decide_secondreading
    FOR EACH ROW EXECUTE FUNCTION naast_second_reading();

CREATE FUNCTION naast_decision_holds() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
    proposed decide_proposal%ROWTYPE;
    held decide_mandate%ROWTYPE;
    reaches text[] := ARRAY['routine', 'exception', 'college'];
BEGIN
    SELECT * INTO proposed FROM decide_proposal p WHERE p.id = NEW.proposal_id FOR UPDATE;
    IF proposed.state <> 'open' OR proposed.case_id <> NEW.case_id OR proposed.outcome <> NEW.outcome
       OR proposed.amount IS DISTINCT FROM NEW.amount OR proposed.reach <> NEW.reach OR proposed.law <> NEW.law
       OR proposed.reader_role <> NEW.reader_role OR proposed.is_urgent <> NEW.is_urgent
       OR proposed.writer_id <> NEW.writer_id THEN
        RAISE EXCEPTION 'a decision says what was proposed'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_decision_as_proposed';
    END IF;
    SELECT * INTO held FROM decide_mandate m WHERE m.id = NEW.mandate_id;
    IF held.staff_id IS DISTINCT FROM NEW.decided_by_id
       OR NEW.decided_on < held.from_on OR NEW.decided_on > coalesce(held.until_on, NEW.decided_on)
       OR held.law NOT IN ('', NEW.law) OR coalesce(NEW.amount, 0) > held.up_to
       OR array_position(reaches, held.reach::text) < coalesce(array_position(reaches, NEW.reach::text), 4) THEN
        RAISE EXCEPTION 'outside the mandate'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_decision_within_mandate';
    END IF;
    IF EXISTS (SELECT 1 FROM decide_secondreading r
               WHERE r.proposal_id = proposed.id AND r.reader_id = NEW.decided_by_id) THEN
        RAISE EXCEPTION 'who read along does not decide'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_decision_not_by_reader';
    END IF;
    IF NEW.reader_role <> '' AND NOT NEW.is_urgent AND NOT EXISTS (
        SELECT 1 FROM decide_secondreading r
        WHERE r.proposal_id = proposed.id AND r.proposal_version = proposed.version AND r.verdict <> 'question'
    ) THEN
        RAISE EXCEPTION 'the second reader has not read this yet'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_decision_read_along';
    END IF;
    IF NEW.hearing_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM decide_hearing h WHERE h.id = NEW.hearing_id AND h.case_id = NEW.case_id
    ) THEN
        RAISE EXCEPTION 'this hearing is of another case'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_decision_heard_here';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decide_decision_holds BEFORE INSERT ON decide_decision
    FOR EACH ROW EXECUTE FUNCTION naast_decision_holds();

CREATE FUNCTION naast_objection_handler() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF NEW.handler_id IS NOT NULL AND EXISTS (
        SELECT 1 FROM decide_decision d
        WHERE d.id = NEW.decision_id AND NEW.handler_id IN (d.decided_by_id, d.writer_id)
    ) THEN
        RAISE EXCEPTION 'an objection is handled by somebody else'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_objection_other_decider';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decide_objection_holds BEFORE INSERT OR UPDATE ON decide_objection
    FOR EACH ROW EXECUTE FUNCTION naast_objection_handler();
"""

BACKWARDS = """
DROP TRIGGER decide_objection_holds ON decide_objection;
DROP FUNCTION naast_objection_handler();
DROP TRIGGER decide_decision_holds ON decide_decision;
DROP FUNCTION naast_decision_holds();
DROP TRIGGER decide_secondreading_holds ON decide_secondreading;
DROP FUNCTION naast_second_reading();
DROP TRIGGER decide_fundentry_holds ON decide_fundentry;
DROP FUNCTION naast_fund_entry();
"""


class Migration(migrations.Migration):
    dependencies = [("decide", "0001_initial"), ("people", "0002_one_fixed_contact")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
