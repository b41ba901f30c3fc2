"""What is owed for being late under a mandate and in the ledger; time to complete an objection.

Articles (to be checked by a lawyer): penalty Awb 4:17 and 4:18, what an objection misses Awb 6:5 and 6:6.
"""

import importlib

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from naast.kernel.migrating import at_once

_FUND = "    IF NEW.kind IN ('reserve', 'petty') THEN"
_FUND_OWES = f"""    IF NEW.kind = 'reserve' AND NEW.notice_id IS NOT NULL THEN
        -- The law says what is owed, not a balance (Awb 4:17).
        RETURN NEW;
    END IF;
{_FUND}"""
_NOTICE = "determined_words,determined_by_id}"
_NOTICE_MORE = "determined_words,determined_by_id,determiner_id,determined_mandate_id,determined_letter_id}"
_KINDS = "'hearing', 'on_objection']),"
_KINDS_MORE = """'hearing', 'on_objection', 'incomplete', 'penalty']),
            ('news', ARRAY['{missing}', '{until_on}'], ARRAY['incomplete']),
            ('decision', ARRAY['{owed}'], ARRAY['penalty']),
            ('objection', ARRAY['{objection_ends_on}', '{objection_address}'], ARRAY['penalty']),"""


def _function(text: str, name: str) -> str:
    """A function as an earlier migration made it, to be put in place of what stands there."""
    found = text.replace("CREATE OR REPLACE FUNCTION", "CREATE FUNCTION").partition(
        f"CREATE FUNCTION {name}()"
    )[2]
    return f"CREATE OR REPLACE FUNCTION {name}(){found.partition('END $$;')[0]}END $$;\n"


def _with(text: str, rule: str, more: str) -> str:
    if text.count(rule) != 1:
        raise RuntimeError("an earlier migration holds another rule than this one changes")
    return text.replace(rule, more)


def _before() -> tuple[str, str, str]:
    """The guards of the fund (0009), of notices of default (0015) and of letters (0012) as they stand."""
    of = "naast.decide.migrations."
    fund = importlib.import_module(f"{of}0009_paid_to_and_proved").FORWARDS
    notice = importlib.import_module(f"{of}0015_clocks").GUARDS
    letter = importlib.import_module(f"{of}0012_letters_leave").FORWARDS
    return (
        _function(fund, "naast_fund_entry"),
        _function(notice, "naast_clock_default"),
        _function(letter, "naast_letter_template"),
    )


MADE = """
CREATE FUNCTION naast_fund_of_purpose() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
    owed decide_defaultnotice%ROWTYPE;
    from_entry decide_fundentry%ROWTYPE;
BEGIN
    IF (NEW.notice_id IS NOT NULL) IS DISTINCT FROM (
        SELECT f.purpose = 'penalty' FROM decide_openfund f WHERE f.id = NEW.fund_id
    ) THEN
        RAISE EXCEPTION 'a penalty stands in its own account, and nothing else does'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_fund_of_its_purpose';
    END IF;
    IF NEW.notice_id IS NULL THEN
        RETURN NEW;
    END IF;
    SELECT * INTO owed FROM decide_defaultnotice n WHERE n.id = NEW.notice_id;
    IF owed.case_id IS DISTINCT FROM NEW.case_id
       OR (NEW.kind = 'reserve' AND owed.determined_amount IS DISTINCT FROM NEW.amount) THEN
        RAISE EXCEPTION 'what is owed is what was determined'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_fund_owes_as_determined';
    END IF;
    IF NEW.kind = 'reserve' THEN
        RETURN NEW;
    END IF;
    SELECT * INTO from_entry FROM decide_fundentry e
     WHERE e.id = CASE NEW.kind WHEN 'allocate' THEN NEW.payment_id ELSE NEW.reservation_id END;
    IF from_entry.notice_id IS DISTINCT FROM NEW.notice_id THEN
        RAISE EXCEPTION 'this is of another notice of default'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_fund_of_one_reservation';
    END IF;
    IF NEW.kind = 'spend' AND owed.determined_by_id = NEW.made_by_id THEN
        RAISE EXCEPTION 'who determined does not pay'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_fund_payer_is_not_approver';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decide_fundentry_purpose BEFORE INSERT ON decide_fundentry
    FOR EACH ROW EXECUTE FUNCTION naast_fund_of_purpose();

CREATE FUNCTION naast_fund_purpose() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF NEW.purpose <> OLD.purpose THEN
        RAISE EXCEPTION 'a fund stays for what it was opened for'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_fund_of_its_purpose';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decide_openfund_purpose BEFORE UPDATE ON decide_openfund
    FOR EACH ROW EXECUTE FUNCTION naast_fund_purpose();

CREATE FUNCTION naast_penalty_determined() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
    held decide_mandate%ROWTYPE;
    stood decide_mandate%ROWTYPE;
    came people_intake%ROWTYPE;
BEGIN
    SELECT * INTO held FROM decide_mandate m WHERE m.id = NEW.determined_mandate_id FOR SHARE;
    SELECT * INTO stood FROM decide_mandate m WHERE m.id = held.stands_in_for_id FOR SHARE;
    SELECT * INTO came FROM people_intake i WHERE i.id = NEW.intake_id;
    IF held.id IS NULL OR held.staff_id IS DISTINCT FROM NEW.determined_by_id
       OR NEW.determined_on < held.from_on
       OR NEW.determined_on > least(held.until_on, stood.until_on, 'infinity'::date)
       OR held.law NOT IN ('', came.law) OR NEW.determined_amount > held.up_to THEN
        RAISE EXCEPTION 'outside the mandate'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_default_within_mandate';
    END IF;
    IF NEW.determined_amount > 0 AND EXISTS (
        SELECT 1 FROM decide_openfund f WHERE f.purpose = 'penalty' AND f.owner_id = NEW.determined_by_id
    ) THEN
        RAISE EXCEPTION 'who pays it does not determine it'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_default_not_by_payer';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decide_defaultnotice_mandate BEFORE UPDATE ON decide_defaultnotice FOR EACH ROW
    WHEN (OLD.determined_on IS NULL AND NEW.determined_on IS NOT NULL) EXECUTE FUNCTION naast_penalty_determined();

CREATE FUNCTION naast_mandate_determined_stands() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM decide_defaultnotice n JOIN decide_mandate m ON m.id = n.determined_mandate_id
        WHERE NEW.id IN (m.id, m.stands_in_for_id) AND n.determined_on > NEW.until_on
    ) THEN
        RAISE EXCEPTION 'something was determined under this mandate after that day'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_mandate_past_stands';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decide_mandate_determined_stands BEFORE UPDATE ON decide_mandate
    FOR EACH ROW EXECUTE FUNCTION naast_mandate_determined_stands();

CREATE FUNCTION naast_penalty_booked() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF NEW.determined_amount > 0 AND EXISTS (SELECT 1 FROM decide_defaultnotice n WHERE n.id = NEW.id)
       AND NOT EXISTS (
        SELECT 1 FROM decide_fundentry e WHERE e.notice_id = NEW.id AND e.kind = 'reserve'
    ) THEN
        RAISE EXCEPTION 'what is owed stands in the ledger at once'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_default_in_the_ledger';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER decide_defaultnotice_booked AFTER UPDATE ON decide_defaultnotice
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.determined_on IS NULL AND NEW.determined_on IS NOT NULL) EXECUTE FUNCTION naast_penalty_booked();

CREATE FUNCTION naast_objection_complete() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
    objected decide_objection%ROWTYPE;
BEGIN
    SELECT * INTO objected FROM decide_objection o WHERE o.id = NEW.objection_id;
    IF NEW.kind = 'asked' AND NEW.made_by_id IS DISTINCT FROM objected.handler_id THEN
        RAISE EXCEPTION 'who handles the objection does this'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_objectionstep_by_handler';
    END IF;
    IF NEW.kind = 'asked' AND NEW.until_on <= NEW.done_on THEN
        RAISE EXCEPTION 'there is time to complete it'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_objectionstep_time_to_complete';
    END IF;
    IF NEW.kind = 'completed' AND NOT EXISTS (
        SELECT 1 FROM decide_objectionstep s WHERE s.objection_id = NEW.objection_id AND s.kind = 'asked'
    ) THEN
        RAISE EXCEPTION 'nothing was asked'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_objectionstep_asked_first';
    END IF;
    IF NEW.kind <> 'decided' OR NEW.verdict <> 'inadmissible' THEN
        RETURN NEW;
    END IF;
    IF NEW.because NOT IN ('missing', 'too_late', 'other') OR (NEW.because = 'too_late' AND NOT objected.is_late) THEN
        RAISE EXCEPTION 'inadmissible on a ground'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_objectionstep_inadmissible_ground';
    END IF;
    IF NEW.because = 'missing' AND NOT EXISTS (
        SELECT 1 FROM decide_objectionstep s, jsonb_array_elements_text(s.parts) part
        WHERE s.objection_id = NEW.objection_id AND s.kind = 'asked' AND s.until_on < NEW.done_on
          AND NOT EXISTS (
            SELECT 1 FROM decide_objectionstep c
            WHERE c.objection_id = NEW.objection_id AND c.kind = 'completed' AND c.id > s.id
              AND jsonb_exists(c.parts, part)
        )
    ) THEN
        RAISE EXCEPTION 'first there is time to complete it'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_objectionstep_completed_first';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decide_objectionstep_complete BEFORE INSERT ON decide_objectionstep
    FOR EACH ROW EXECUTE FUNCTION naast_objection_complete();
"""

UNMADE = """
DROP TRIGGER decide_objectionstep_complete ON decide_objectionstep;
DROP FUNCTION naast_objection_complete();
DROP TRIGGER decide_defaultnotice_booked ON decide_defaultnotice;
DROP FUNCTION naast_penalty_booked();
DROP TRIGGER decide_mandate_determined_stands ON decide_mandate;
DROP FUNCTION naast_mandate_determined_stands();
DROP TRIGGER decide_defaultnotice_mandate ON decide_defaultnotice;
DROP FUNCTION naast_penalty_determined();
DROP TRIGGER decide_openfund_purpose ON decide_openfund;
DROP FUNCTION naast_fund_purpose();
DROP TRIGGER decide_fundentry_purpose ON decide_fundentry;
DROP FUNCTION naast_fund_of_purpose();
"""

_OF_FUND, _OF_NOTICE, _OF_LETTER = _before()
FORWARDS = "\n".join(
    [
        _with(_OF_FUND, _FUND, _FUND_OWES),
        _with(_OF_NOTICE, _NOTICE, _NOTICE_MORE),
        _with(_OF_LETTER, _KINDS, _KINDS_MORE),
        MADE,
    ]
)
BACKWARDS = "\n".join([UNMADE, *_before()])


class Migration(migrations.Migration):
    dependencies = [
        ("decide", "0017_kinds_after_objection"),
        ("kernel", "0005_retention_terms"),
        ("people", "0011_complaint_terms"),
    ]

    operations = [
        *at_once(
            [
                pgtrigger.migrations.RemoveTrigger(
                    model_name="defaultnotice",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="defaultnotice",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="defaultnotice",
                    name="delete_delete",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="openfund",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="openfund",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="openfund",
                    name="delete_delete",
                ),
                migrations.RemoveConstraint(
                    model_name="fundentry",
                    name="decide_fundentry_by_decision",
                ),
                migrations.RemoveConstraint(
                    model_name="objectionstep",
                    name="decide_objectionstep_until",
                ),
                migrations.RemoveConstraint(
                    model_name="objectionstep",
                    name="decide_objectionstep_by_staff",
                ),
                migrations.AddField(
                    model_name="defaultnotice",
                    name="determined_letter",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kernel.storedfile",
                    ),
                ),
                migrations.AddField(
                    model_name="defaultnotice",
                    name="determined_mandate",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="decide.mandate",
                    ),
                ),
                migrations.AddField(
                    model_name="defaultnotice",
                    name="determiner",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.staff",
                    ),
                ),
                migrations.AddField(
                    model_name="defaultnoticeevent",
                    name="determined_letter",
                    field=models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="kernel.storedfile",
                    ),
                ),
                migrations.AddField(
                    model_name="defaultnoticeevent",
                    name="determined_mandate",
                    field=models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="decide.mandate",
                    ),
                ),
                migrations.AddField(
                    model_name="defaultnoticeevent",
                    name="determiner",
                    field=models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="people.staff",
                    ),
                ),
                migrations.AddField(
                    model_name="fundentry",
                    name="notice",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="decide.defaultnotice",
                    ),
                ),
                migrations.AddField(
                    model_name="objectionstep",
                    name="parts",
                    field=models.JSONField(blank=True, default=list, verbose_name="parts"),
                ),
                migrations.AddField(
                    model_name="openfund",
                    name="purpose",
                    field=models.CharField(
                        choices=[
                            ("open", "what a decision or petty cash pays"),
                            ("penalty", "penalty for lateness"),
                        ],
                        default="open",
                        max_length=7,
                        verbose_name="for",
                    ),
                ),
                migrations.AddField(
                    model_name="openfundevent",
                    name="purpose",
                    field=models.CharField(
                        choices=[
                            ("open", "what a decision or petty cash pays"),
                            ("penalty", "penalty for lateness"),
                        ],
                        default="open",
                        max_length=7,
                        verbose_name="for",
                    ),
                ),
                migrations.AlterField(
                    model_name="lettertemplate",
                    name="kind",
                    field=models.CharField(
                        choices=[
                            ("yes", "decision: yes"),
                            ("partly", "decision: partly"),
                            ("no", "decision: no"),
                            ("receipt", "confirmation that something came in"),
                            ("postponement", "the decision comes later"),
                            ("incomplete", "an objection misses something"),
                            ("hearing", "invitation to a hearing"),
                            ("on_objection", "decision on an objection"),
                            ("penalty", "what we owe because we were late"),
                        ],
                        max_length=12,
                        verbose_name="kind of letter",
                    ),
                ),
                migrations.AlterField(
                    model_name="objectionpaper",
                    name="kind",
                    field=models.CharField(
                        choices=[
                            ("confirmation", "confirmation of receipt"),
                            ("ask", "letter that something is missing"),
                            ("invitation", "invitation to the hearing"),
                            ("postponement", "letter that the answer comes later"),
                            ("decision", "decision on the objection"),
                            ("bundle", "bundle of papers"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                migrations.AlterField(
                    model_name="objectionstep",
                    name="kind",
                    field=models.CharField(
                        choices=[
                            ("confirmed", "receipt confirmed"),
                            ("late", "why it came later"),
                            ("asked", "asked to complete the objection"),
                            ("completed", "what came in since"),
                            ("invited", "invited to the hearing"),
                            ("not_heard", "no hearing"),
                            ("heard", "heard"),
                            ("postponed", "answer postponed"),
                            ("decided", "decided"),
                            ("withdrawn", "withdrawn"),
                        ],
                        max_length=10,
                        verbose_name="step",
                    ),
                ),
                migrations.AlterField(
                    model_name="objectionstep",
                    name="until_on",
                    field=models.DateField(blank=True, null=True, verbose_name="at the latest on"),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="defaultnotice",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "decide_defaultnoticeevent" ("case_id", "created_at", "destroy_on", "determined_amount", "determined_by_id", "determined_days", "determined_letter_id", "determined_mandate_id", "determined_on", "determined_words", "determiner_id", "ground", "id", "intake_id", "municipality_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_by_id", "received_on", "version", "words") VALUES (NEW."case_id", NEW."created_at", NEW."destroy_on", NEW."determined_amount", NEW."determined_by_id", NEW."determined_days", NEW."determined_letter_id", NEW."determined_mandate_id", NEW."determined_on", NEW."determined_words", NEW."determiner_id", NEW."ground", NEW."id", NEW."intake_id", NEW."municipality_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."received_by_id", NEW."received_on", NEW."version", NEW."words"); RETURN NULL;',
                            hash="b54156c4d10f7eb5562abeabb189c1a6172edc54",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_83985",
                            table="decide_defaultnotice",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="defaultnotice",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "decide_defaultnoticeevent" ("case_id", "created_at", "destroy_on", "determined_amount", "determined_by_id", "determined_days", "determined_letter_id", "determined_mandate_id", "determined_on", "determined_words", "determiner_id", "ground", "id", "intake_id", "municipality_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_by_id", "received_on", "version", "words") VALUES (NEW."case_id", NEW."created_at", NEW."destroy_on", NEW."determined_amount", NEW."determined_by_id", NEW."determined_days", NEW."determined_letter_id", NEW."determined_mandate_id", NEW."determined_on", NEW."determined_words", NEW."determiner_id", NEW."ground", NEW."id", NEW."intake_id", NEW."municipality_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."received_by_id", NEW."received_on", NEW."version", NEW."words"); RETURN NULL;',
                            hash="03a5ae089bc6436430c6ff1228a135eab8acc2be",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_506d6",
                            table="decide_defaultnotice",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="defaultnotice",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "decide_defaultnoticeevent" ("case_id", "created_at", "destroy_on", "determined_amount", "determined_by_id", "determined_days", "determined_letter_id", "determined_mandate_id", "determined_on", "determined_words", "determiner_id", "ground", "id", "intake_id", "municipality_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_by_id", "received_on", "version", "words") VALUES (OLD."case_id", OLD."created_at", OLD."destroy_on", OLD."determined_amount", OLD."determined_by_id", OLD."determined_days", OLD."determined_letter_id", OLD."determined_mandate_id", OLD."determined_on", OLD."determined_words", OLD."determiner_id", OLD."ground", OLD."id", OLD."intake_id", OLD."municipality_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."received_by_id", OLD."received_on", OLD."version", OLD."words"); RETURN NULL;',
                            hash="029cf76430e8708efdc0979e2852b9818beeb502",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_62e6d",
                            table="decide_defaultnotice",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="openfund",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "decide_openfundevent" ("id", "is_fictive", "municipality_id", "name", "opened_on", "opening", "owner_id", "petty_up_to", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose") VALUES (NEW."id", NEW."is_fictive", NEW."municipality_id", NEW."name", NEW."opened_on", NEW."opening", NEW."owner_id", NEW."petty_up_to", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."purpose"); RETURN NULL;',
                            hash="e767e463d47e86221d0fe2ef91123390cb84fa88",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_b2fbc",
                            table="decide_openfund",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="openfund",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "decide_openfundevent" ("id", "is_fictive", "municipality_id", "name", "opened_on", "opening", "owner_id", "petty_up_to", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose") VALUES (NEW."id", NEW."is_fictive", NEW."municipality_id", NEW."name", NEW."opened_on", NEW."opening", NEW."owner_id", NEW."petty_up_to", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."purpose"); RETURN NULL;',
                            hash="10aaba3f6bc6521a4bf85560dad39661bcb6bb41",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_081a0",
                            table="decide_openfund",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="openfund",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "decide_openfundevent" ("id", "is_fictive", "municipality_id", "name", "opened_on", "opening", "owner_id", "petty_up_to", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose") VALUES (OLD."id", OLD."is_fictive", OLD."municipality_id", OLD."name", OLD."opened_on", OLD."opening", OLD."owner_id", OLD."petty_up_to", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."purpose"); RETURN NULL;',
                            hash="b989b3ef9097c5deb26ed28cf845583a4124e8e6",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_ab223",
                            table="decide_openfund",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="fundentry",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decision__isnull", True), ("kind", "petty"), ("notice__isnull", True)),
                            models.Q(
                                ("kind", "allocate"),
                                models.Q(
                                    ("decision__isnull", True), ("notice__isnull", True), _connector="OR"
                                ),
                            ),
                            models.Q(
                                ("decision__isnull", False),
                                ("kind__in", ["reserve", "spend", "release"]),
                                ("notice__isnull", True),
                            ),
                            models.Q(
                                ("decision__isnull", True),
                                ("kind__in", ["reserve", "spend"]),
                                ("notice__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="decide_fundentry_by_decision",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="fundentry",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("kind", "reserve")),
                        fields=("notice",),
                        name="decide_fundentry_owed_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="objectionstep",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind__in", ["postponed", "asked"]), _negated=True),
                            ("until_on__isnull", False),
                            _connector="OR",
                        ),
                        name="decide_objectionstep_until",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="objectionstep",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "asked"), _negated=True),
                            models.Q(("parts", []), _negated=True),
                            _connector="OR",
                        ),
                        name="decide_objectionstep_asks_what",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="objectionstep",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["asked", "completed"]), ("parts", []), _connector="OR"
                        ),
                        name="decide_objectionstep_parts",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="objectionstep",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("made_by__isnull", False),
                            ("kind__in", ["late", "withdrawn", "completed"]),
                            _connector="OR",
                        ),
                        name="decide_objectionstep_by_staff",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="openfund",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("purpose", "penalty")),
                        fields=("municipality",),
                        name="decide_openfund_one_penalty",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="openfund",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("purpose", "open"), models.Q(("opening", 0), ("petty_up_to", 0)), _connector="OR"
                        ),
                        name="decide_openfund_no_budget",
                    ),
                ),
            ]
        ),
        migrations.RunSQL(FORWARDS, BACKWARDS),
    ]
