"""An objection to what was determined that the house owes for being late, with its whole course.

Who determined it, was asked to, or was stood in for has a hand in it and does not handle the objection (Awb 10:3).
A founded one says anew what is owed: never less (Awb 7:11), under a mandate, not by who pays it, and in the ledger at
once. While nobody looked at what was added to an objection, it is not inadmissible for what it misses. To be checked by
a lawyer.
"""

import importlib

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from naast.kernel.migrating import at_once, function_of, with_rule

_OF = "naast.decide.migrations."
_STEP_BEFORE = function_of(
    importlib.import_module(f"{_OF}0014_what_an_objection_refuses").FORWARDS, "naast_objection_step"
)
_PENALTY = importlib.import_module(f"{_OF}0018_penalty_and_repair").MADE
_FUND_BEFORE = function_of(_PENALTY, "naast_fund_of_purpose")
_MANDATE_BEFORE = function_of(_PENALTY, "naast_mandate_determined_stands")

_COMPLETE_BEFORE = importlib.import_module(f"{_OF}0026_added_to_objections").FORWARDS

_UNREAD = """sent.kind = 'completed' AND sent.made_by_id IS NULL
"""
# Also what was added since, in the folder or by somebody who does not handle it, is looked at first.
_UNREAD_ADDED = """(
            sent.kind = 'completed' AND sent.made_by_id IS NULL
            OR sent.kind = 'added' AND sent.made_by_id IS DISTINCT FROM objected.handler_id AND sent.id > (
                SELECT min(s.id) FROM decide_objectionstep s JOIN decide_document d ON d.step_id = s.id
                WHERE s.objection_id = NEW.objection_id AND s.kind = 'asked'
            )
          )
"""

_DECIDED = "    SELECT * INTO held FROM decide_mandate m WHERE m.id = NEW.mandate_id;"
# What was determined asks a mandate for its law and amount, and departs from no rule. Who stands in decides on no
# objection for somebody who had a hand in it, nor after the last day of that mandate.
_DECIDED_OR_OWED = """    IF objected.notice_id IS NOT NULL THEN
        SELECT i.law INTO decided.law FROM decide_defaultnotice n JOIN people_intake i ON i.id = n.intake_id
         WHERE n.id = objected.notice_id;
        decided.amount := greatest(NEW.owed_amount, naast_owed(objected.notice_id, NEW.id));
        decided.reach := 'routine';
    END IF;
    SELECT * INTO held FROM decide_mandate m WHERE m.id = NEW.mandate_id FOR SHARE;
    IF EXISTS (SELECT 1 FROM decide_mandate m WHERE m.id = held.stands_in_for_id AND m.until_on < NEW.done_on) THEN
        RAISE EXCEPTION 'outside the mandate'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_objectionstep_within_mandate';
    END IF;
    IF EXISTS (
        SELECT 1 FROM decide_mandate m LEFT JOIN decide_defaultnotice n ON n.id = objected.notice_id
        WHERE m.id = held.stands_in_for_id AND (naast_had_a_hand(objected.decision_id, m.staff_id)
                                                OR m.staff_id IN (n.determined_by_id, n.determiner_id))
    ) THEN
        RAISE EXCEPTION 'the mandate of somebody who had a hand in it'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_objection_other_decider';
    END IF;"""
_FOUNDED = """    IF (NEW.verdict IN ('founded', 'partly')) <> EXISTS (
        SELECT 1 FROM decide_revision r WHERE r.objection_id = NEW.objection_id AND r.state = 'done'
    ) THEN"""
_FOUNDED_OR_OWED = """    IF NEW.owed_amount IS NOT NULL AND objected.notice_id IS NULL THEN
        RAISE EXCEPTION 'only of what was determined for being late'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_objectionstep_owes';
    END IF;
    IF (NEW.verdict IN ('founded', 'partly')) <> (NEW.owed_amount IS NOT NULL OR EXISTS (
        SELECT 1 FROM decide_revision r WHERE r.objection_id = NEW.objection_id AND r.state = 'done'
    )) THEN"""

_OWES = """       OR (NEW.kind = 'reserve' AND owed.determined_amount IS DISTINCT FROM NEW.amount) THEN"""
_OWES_MORE = """       OR (NEW.kind = 'reserve' AND NEW.amount IS DISTINCT FROM CASE WHEN NEW.step_id IS NULL
           THEN owed.determined_amount
           ELSE (SELECT s.owed_amount - naast_owed(owed.id, s.id)
                   FROM decide_objectionstep s JOIN decide_objection o ON o.id = s.objection_id
                  WHERE s.id = NEW.step_id AND o.notice_id = owed.id) END) THEN"""
_PAYS = "    IF NEW.kind = 'spend' AND owed.determined_by_id = NEW.made_by_id THEN"
_PAYS_MORE = (
    "    IF NEW.kind = 'spend' AND NEW.made_by_id IN (owed.determined_by_id, from_entry.made_by_id) THEN"
)
_PAST = """        WHERE NEW.id IN (m.id, m.stands_in_for_id) AND n.determined_on > NEW.until_on
    ) THEN"""
_PAST_OF_STEPS = """        WHERE NEW.id IN (m.id, m.stands_in_for_id) AND n.determined_on > NEW.until_on
    ) OR EXISTS (
        SELECT 1 FROM decide_objectionstep s JOIN decide_mandate m ON m.id = s.mandate_id
        WHERE NEW.id IN (m.id, m.stands_in_for_id) AND s.done_on > NEW.until_on
    ) THEN"""

OWED = """
CREATE FUNCTION naast_owed(notice bigint, before_step bigint) RETURNS numeric
LANGUAGE sql STABLE SET search_path = pg_catalog, public AS $$
    SELECT greatest(n.determined_amount, (
        SELECT max(s.owed_amount) FROM decide_objectionstep s JOIN decide_objection o ON o.id = s.objection_id
        WHERE o.notice_id = n.id AND s.id < before_step
    )) FROM decide_defaultnotice n WHERE n.id = notice
$$;
"""

MADE = """
CREATE FUNCTION naast_objection_about() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
    owed decide_defaultnotice%ROWTYPE;
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.decision_id IS DISTINCT FROM OLD.decision_id
                             OR NEW.notice_id IS DISTINCT FROM OLD.notice_id) THEN
        RAISE EXCEPTION 'an objection stays about what it is about'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_objection_here';
    END IF;
    IF NEW.notice_id IS NULL THEN
        RETURN NEW;
    END IF;
    -- What was determined stays, so nothing is locked: who receives an objection locks the notice before it.
    SELECT * INTO owed FROM decide_defaultnotice n WHERE n.id = NEW.notice_id;
    IF owed.case_id IS DISTINCT FROM NEW.case_id OR owed.determined_on IS NULL THEN
        RAISE EXCEPTION 'nothing was determined here'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_objection_here';
    END IF;
    IF NEW.handler_id IN (owed.determined_by_id, owed.determiner_id) OR EXISTS (
        SELECT 1 FROM decide_mandate s JOIN decide_mandate m ON m.id = s.stands_in_for_id
        WHERE s.id = owed.determined_mandate_id AND m.staff_id = NEW.handler_id
    ) THEN
        RAISE EXCEPTION 'an objection is handled by somebody else'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_objection_other_decider';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decide_objection_about BEFORE INSERT OR UPDATE ON decide_objection
    FOR EACH ROW EXECUTE FUNCTION naast_objection_about();

CREATE FUNCTION naast_owes_more() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
    about bigint;
BEGIN
    SELECT o.notice_id INTO about FROM decide_objection o WHERE o.id = NEW.objection_id;
    -- Locked: of two that say anew what is owed the second meets the first.
    PERFORM 1 FROM decide_defaultnotice n WHERE n.id = about FOR UPDATE;
    IF NEW.owed_amount <= naast_owed(about, NEW.id) THEN
        RAISE EXCEPTION 'an objection leaves nobody worse off'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_objectionstep_owes_more';
    END IF;
    IF EXISTS (SELECT 1 FROM decide_openfund f WHERE f.purpose = 'penalty' AND f.owner_id = NEW.made_by_id) THEN
        RAISE EXCEPTION 'who pays it does not determine it'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_default_not_by_payer';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decide_objectionstep_owes_more BEFORE INSERT ON decide_objectionstep
    FOR EACH ROW WHEN (NEW.owed_amount IS NOT NULL) EXECUTE FUNCTION naast_owes_more();

CREATE FUNCTION naast_more_is_booked() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM decide_objectionstep s WHERE s.id = NEW.id)
       AND NOT EXISTS (SELECT 1 FROM decide_fundentry e WHERE e.step_id = NEW.id) THEN
        RAISE EXCEPTION 'what is owed stands in the ledger at once'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_default_in_the_ledger';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER decide_objectionstep_booked AFTER INSERT ON decide_objectionstep
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.owed_amount IS NOT NULL) EXECUTE FUNCTION naast_more_is_booked();
"""

UNMADE = """
DROP TRIGGER decide_objectionstep_booked ON decide_objectionstep;
DROP FUNCTION naast_more_is_booked();
DROP TRIGGER decide_objectionstep_owes_more ON decide_objectionstep;
DROP FUNCTION naast_owes_more();
DROP TRIGGER decide_objection_about ON decide_objection;
DROP FUNCTION naast_objection_about();
"""

FORWARDS = "\n".join(
    [
        OWED,
        with_rule(with_rule(_STEP_BEFORE, _DECIDED, _DECIDED_OR_OWED), _FOUNDED, _FOUNDED_OR_OWED),
        with_rule(with_rule(_FUND_BEFORE, _OWES, _OWES_MORE), _PAYS, _PAYS_MORE),
        with_rule(_MANDATE_BEFORE, _PAST, _PAST_OF_STEPS),
        with_rule(_COMPLETE_BEFORE, _UNREAD, _UNREAD_ADDED),
        MADE,
    ]
)
BACKWARDS = "\n".join(
    [
        UNMADE,
        _STEP_BEFORE,
        _FUND_BEFORE,
        _MANDATE_BEFORE,
        _COMPLETE_BEFORE,
        "DROP FUNCTION naast_owed(bigint, bigint);",
    ]
)


class Migration(migrations.Migration):
    dependencies = [
        ("decide", "0026_added_to_objections"),
        ("kernel", "0005_retention_terms"),
        ("people", "0012_who_answers_a_complaint"),
    ]

    operations = [
        *at_once(
            [
                pgtrigger.migrations.RemoveTrigger(
                    model_name="objection",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="objection",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="objection",
                    name="delete_delete",
                ),
                migrations.RemoveConstraint(
                    model_name="fundentry",
                    name="decide_fundentry_owed_once",
                ),
                migrations.AddField(
                    model_name="fundentry",
                    name="step",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="decide.objectionstep",
                    ),
                ),
                migrations.AddField(
                    model_name="objection",
                    name="notice",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="decide.defaultnotice",
                    ),
                ),
                migrations.AddField(
                    model_name="objectionevent",
                    name="notice",
                    field=models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="decide.defaultnotice",
                    ),
                ),
                migrations.AddField(
                    model_name="objectionstep",
                    name="owed_amount",
                    field=models.DecimalField(
                        blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="amount (euros)"
                    ),
                ),
                migrations.AddField(
                    model_name="objectionstep",
                    name="owed_days",
                    field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="days"),
                ),
                migrations.AlterField(
                    model_name="objection",
                    name="decision",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="decide.decision",
                    ),
                ),
                migrations.AlterField(
                    model_name="objectionevent",
                    name="decision",
                    field=models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="decide.decision",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="objection",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "decide_objectionevent" ("answer_by", "case_id", "created_at", "decision_id", "destroy_on", "ground", "handler_id", "id", "is_late", "municipality_id", "notice_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_by_id", "received_on", "state", "term_ends_on", "version", "words") VALUES (NEW."answer_by", NEW."case_id", NEW."created_at", NEW."decision_id", NEW."destroy_on", NEW."ground", NEW."handler_id", NEW."id", NEW."is_late", NEW."municipality_id", NEW."notice_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."received_by_id", NEW."received_on", NEW."state", NEW."term_ends_on", NEW."version", NEW."words"); RETURN NULL;',
                            hash="f15bca94995ef31dc805b30cf8502bf580be8c4b",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_7451b",
                            table="decide_objection",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="objection",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "decide_objectionevent" ("answer_by", "case_id", "created_at", "decision_id", "destroy_on", "ground", "handler_id", "id", "is_late", "municipality_id", "notice_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_by_id", "received_on", "state", "term_ends_on", "version", "words") VALUES (NEW."answer_by", NEW."case_id", NEW."created_at", NEW."decision_id", NEW."destroy_on", NEW."ground", NEW."handler_id", NEW."id", NEW."is_late", NEW."municipality_id", NEW."notice_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."received_by_id", NEW."received_on", NEW."state", NEW."term_ends_on", NEW."version", NEW."words"); RETURN NULL;',
                            hash="e98deaefc2202482fc0187efbc259d148c6ec247",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_21221",
                            table="decide_objection",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="objection",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "decide_objectionevent" ("answer_by", "case_id", "created_at", "decision_id", "destroy_on", "ground", "handler_id", "id", "is_late", "municipality_id", "notice_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_by_id", "received_on", "state", "term_ends_on", "version", "words") VALUES (OLD."answer_by", OLD."case_id", OLD."created_at", OLD."decision_id", OLD."destroy_on", OLD."ground", OLD."handler_id", OLD."id", OLD."is_late", OLD."municipality_id", OLD."notice_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."received_by_id", OLD."received_on", OLD."state", OLD."term_ends_on", OLD."version", OLD."words"); RETURN NULL;',
                            hash="4ada352c87b2decfda4fdf307a24a59293f6f49e",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_a86ef",
                            table="decide_objection",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="fundentry",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("kind", "reserve"), ("step__isnull", True)),
                        fields=("notice",),
                        name="decide_fundentry_owed_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="fundentry",
                    constraint=models.UniqueConstraint(
                        fields=("step",), name="decide_fundentry_owed_more_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="fundentry",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("step__isnull", True),
                            models.Q(("kind", "reserve"), ("notice__isnull", False)),
                            _connector="OR",
                        ),
                        name="decide_fundentry_owed_more",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="objection",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("decision__isnull", False), ("notice__isnull", False), _connector="XOR"
                        ),
                        name="decide_objection_about_one",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="objectionstep",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("owed_amount__isnull", True), ("owed_days__isnull", True)),
                            models.Q(
                                ("kind", "decided"),
                                ("owed_amount__gt", 0),
                                ("owed_days__range", (1, 42)),
                                ("verdict__in", ["founded", "partly"]),
                            ),
                            _connector="OR",
                        ),
                        name="decide_objectionstep_owes",
                    ),
                ),
            ]
        ),
        migrations.RunSQL(FORWARDS, BACKWARDS),
    ]
