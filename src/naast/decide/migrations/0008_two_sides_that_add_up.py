"""Each booking gets its two sides from the database itself, and they add up to nothing.

What was booked before is carried over, each municipality in its own scope: the policies hold for the owner too.
The guards of migration 0002 on the fund are said anew here, on what the sides say, with petty cash and allocation.
"""

import importlib

from django.db import migrations

SIDES = """
CREATE FUNCTION naast_fund_opening() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NEW.opening IS DISTINCT FROM OLD.opening THEN
            RAISE EXCEPTION 'an opening balance does not change'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_fund_opening_stays';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.opening > 0 THEN
        INSERT INTO decide_fundside (municipality_id, fund_id, entry_id, account, cost_centre, cents) VALUES
            (NEW.municipality_id, NEW.id, NULL, 'free', '', NEW.opening * 100),
            (NEW.municipality_id, NEW.id, NULL, 'given', '', -NEW.opening * 100);
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION naast_fund_sides() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
    debit text := CASE NEW.kind WHEN 'reserve' THEN 'reserved' WHEN 'release' THEN 'free'
        WHEN 'allocate' THEN 'cost' ELSE 'open' END;
    credit text := CASE WHEN NEW.kind IN ('reserve', 'petty') THEN 'free' WHEN NEW.kind IN ('spend', 'release')
        THEN 'reserved' WHEN NEW.from_centre <> '' THEN 'cost' ELSE 'open' END;
BEGIN
    INSERT INTO decide_fundside (municipality_id, fund_id, entry_id, account, cost_centre, cents) VALUES
        (NEW.municipality_id, NEW.fund_id, NEW.id, debit, NEW.cost_centre, NEW.amount * 100),
        (NEW.municipality_id, NEW.fund_id, NEW.id, credit, NEW.from_centre, -NEW.amount * 100);
    RETURN NEW;
END $$;

CREATE FUNCTION naast_fund_sides_add_up() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public AS $$
BEGIN
    -- Both sides come in one statement; of what is written here row security hides nothing.
    IF EXISTS (
        SELECT 1 FROM made m
        LEFT JOIN decide_fundentry e ON e.id = m.entry_id
        LEFT JOIN decide_openfund f ON f.id = m.fund_id
        GROUP BY m.fund_id, m.entry_id, e.fund_id, e.amount, f.opening
        HAVING sum(m.cents) <> 0 OR count(*) <> 2 OR coalesce(e.fund_id, m.fund_id) <> m.fund_id
            OR max(m.cents) IS DISTINCT FROM CASE WHEN m.entry_id IS NULL THEN f.opening ELSE e.amount END * 100
    ) THEN
        RAISE EXCEPTION 'the two sides of a booking add up to nothing'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_fund_sides_add_up';
    END IF;
    RETURN NULL;
END $$;
"""

CARRY = """
DO $$
DECLARE
    here record;
BEGIN
    FOR here IN SELECT id FROM kernel_municipality LOOP
        PERFORM set_config('rls.current_tenant', here.id::text, true);
        INSERT INTO decide_fundside (municipality_id, fund_id, entry_id, account, cost_centre, cents)
        SELECT f.municipality_id, f.id, NULL, side.account, '', side.sign * f.opening * 100
          FROM decide_openfund f, (VALUES ('free', 1), ('given', -1)) AS side (account, sign)
         WHERE f.opening > 0
           AND NOT EXISTS (SELECT 1 FROM decide_fundside s WHERE s.fund_id = f.id AND s.entry_id IS NULL);
        INSERT INTO decide_fundside (municipality_id, fund_id, entry_id, account, cost_centre, cents)
        SELECT e.municipality_id, e.fund_id, e.id, side.account, '', side.sign * e.amount * 100
          FROM decide_fundentry e
          JOIN (VALUES ('reserve', 'reserved', 1), ('reserve', 'free', -1), ('spend', 'open', 1),
                       ('spend', 'reserved', -1), ('release', 'free', 1), ('release', 'reserved', -1))
            AS side (kind, account, sign) ON side.kind = e.kind
         WHERE NOT EXISTS (SELECT 1 FROM decide_fundside s WHERE s.entry_id = e.id);
    END LOOP;
    PERFORM set_config('rls.current_tenant', '', true);
END $$;
"""

GUARDS = """
CREATE OR REPLACE FUNCTION naast_fund_entry() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public AS $$
DECLARE
    fund decide_openfund%ROWTYPE;
    from_entry decide_fundentry%ROWTYPE;
    free numeric;
BEGIN
    -- The ledger only grows, so its lines cannot be locked: the fund stands for them.
    SELECT * INTO fund FROM decide_openfund f WHERE f.id = NEW.fund_id FOR UPDATE;
    IF NEW.kind IN ('reserve', 'petty') THEN
        SELECT coalesce(sum(s.cents), 0) INTO free FROM decide_fundside s
         WHERE s.fund_id = NEW.fund_id AND s.account = 'free';
        IF fund.id IS NULL OR NEW.amount * 100 > free THEN
            RAISE EXCEPTION 'the fund does not hold this much'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_fund_never_below_zero';
        END IF;
        IF NEW.kind = 'petty' AND NEW.amount > fund.petty_up_to - coalesce((
            SELECT sum(e.amount) FROM decide_fundentry e
            WHERE e.kind = 'petty' AND e.case_id = NEW.case_id AND e.made_on = NEW.made_on), 0) THEN
            RAISE EXCEPTION 'more than petty cash holds for a day'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_fund_petty_of_a_day';
        END IF;
        RETURN NEW;
    END IF;
    SELECT * INTO from_entry FROM decide_fundentry e
     WHERE e.id = CASE NEW.kind WHEN 'allocate' THEN NEW.payment_id ELSE NEW.reservation_id END;
    IF NEW.kind = 'allocate' THEN
        IF from_entry.kind IS NULL OR from_entry.kind NOT IN ('spend', 'petty')
           OR from_entry.fund_id <> NEW.fund_id OR from_entry.case_id <> NEW.case_id
           OR from_entry.decision_id IS DISTINCT FROM NEW.decision_id THEN
            RAISE EXCEPTION 'this is not a payment of the same decision'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_fund_of_one_payment';
        END IF;
        SELECT coalesce(sum(s.cents), 0) INTO free
          FROM decide_fundside s JOIN decide_fundentry e ON e.id = s.entry_id
         WHERE NEW.payment_id IN (e.id, e.payment_id) AND s.cost_centre = NEW.from_centre
           AND s.account = CASE NEW.from_centre WHEN '' THEN 'open' ELSE 'cost' END;
        IF NEW.amount * 100 > free OR NEW.cost_centre = NEW.from_centre THEN
            RAISE EXCEPTION 'more than is left to allocate of this payment'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_fund_within_payment';
        END IF;
        RETURN NEW;
    END IF;
    IF from_entry.kind IS DISTINCT FROM 'reserve' OR from_entry.fund_id <> NEW.fund_id
       OR from_entry.decision_id <> NEW.decision_id THEN
        RAISE EXCEPTION 'this is not a reservation of the same decision'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_fund_of_one_reservation';
    END IF;
    SELECT from_entry.amount - coalesce(sum(e.amount), 0) INTO free
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

CREATE TRIGGER decide_fundentry_sides AFTER INSERT ON decide_fundentry
    FOR EACH ROW EXECUTE FUNCTION naast_fund_sides();
CREATE TRIGGER decide_openfund_opening AFTER INSERT OR UPDATE ON decide_openfund
    FOR EACH ROW EXECUTE FUNCTION naast_fund_opening();
CREATE TRIGGER decide_fundside_adds_up AFTER INSERT ON decide_fundside REFERENCING NEW TABLE AS made
    FOR EACH STATEMENT EXECUTE FUNCTION naast_fund_sides_add_up();
"""


def _of_before() -> str:
    """The guard as migration 0002 made it, to go back to."""
    made = importlib.import_module("naast.decide.migrations.0002_held_by_the_database").FORWARDS
    body = made.partition("CREATE FUNCTION naast_fund_entry()")[2].partition("END $$;")[0]
    return f"CREATE OR REPLACE FUNCTION naast_fund_entry(){body}END $$;"


BACKWARDS = "\n".join(
    [
        "DROP TRIGGER decide_fundside_adds_up ON decide_fundside;",
        "DROP TRIGGER decide_openfund_opening ON decide_openfund;",
        "DROP TRIGGER decide_fundentry_sides ON decide_fundentry;",
        "DROP FUNCTION naast_fund_sides_add_up();",
        "DROP FUNCTION naast_fund_sides();",
        "DROP FUNCTION naast_fund_opening();",
        _of_before(),
    ]
)


class Migration(migrations.Migration):
    dependencies = [("decide", "0007_ledger_of_two_sides")]
    operations = [
        migrations.RunSQL(SIDES, migrations.RunSQL.noop),
        migrations.RunSQL(GUARDS, BACKWARDS),
        migrations.RunSQL(CARRY, migrations.RunSQL.noop),
    ]
