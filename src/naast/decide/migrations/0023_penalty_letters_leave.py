"""The letter about what is owed for being late leaves and is kept as every letter."""

import importlib

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from naast.kernel.migrating import at_once, function_of, with_rule

_DISPATCH, _LEAVES, _OF_CASE = "naast_dispatch", "naast_letter_leaves", "naast_letter_of_this_case"
_BEFORE = importlib.import_module("naast.decide.migrations.0021_every_letter_leaves").FORWARDS
_IN_CASE = """SELECT 1 FROM decide_termchange c WHERE c.id = NEW.change_id AND c.case_id = NEW.case_id
    ) THEN"""
_IN_CASE_MORE = """SELECT 1 FROM decide_termchange c WHERE c.id = NEW.change_id AND c.case_id = NEW.case_id
    ) OR NEW.notice_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM decide_defaultnotice n WHERE n.id = NEW.notice_id AND n.case_id = NEW.case_id
    ) THEN"""
_RULES = (
    (
        _DISPATCH,
        "OR NEW.change_id IS DISTINCT FROM OLD.change_id OR NEW.way",
        "OR NEW.change_id IS DISTINCT FROM OLD.change_id "
        "OR NEW.notice_id IS DISTINCT FROM OLD.notice_id OR NEW.way",
    ),
    (_DISPATCH, _IN_CASE, _IN_CASE_MORE),
    (
        _DISPATCH,
        "OR NEW.change_id IS DISTINCT FROM letter.change_id",
        "OR NEW.change_id IS DISTINCT FROM letter.change_id OR NEW.notice_id IS DISTINCT FROM letter.notice_id",
    ),
    (
        _DISPATCH,
        "        -- What a letter tells of a term works",
        """        IF NEW.notice_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM decide_defaultnotice n WHERE n.id = NEW.notice_id AND n.determined_on <= NEW.left_on
        ) THEN
            RAISE EXCEPTION 'what is owed is determined before its letter leaves'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_dispatch_tells_what_is_owed';
        END IF;
        -- What a letter tells of a term works""",
    ),
    (
        _LEAVES,
        "OR d.change_id = NEW.change_id)",
        "OR d.change_id = NEW.change_id OR d.notice_id = NEW.notice_id)",
    ),
    (_OF_CASE, _IN_CASE, _IN_CASE_MORE),
)


def _functions() -> tuple[str, str]:
    """The guards of letters with what is owed among what they are about, and as they stood."""
    before = {name: function_of(_BEFORE, name) for name in (_DISPATCH, _LEAVES, _OF_CASE)}
    after = dict(before)
    for name, rule, more in _RULES:
        after[name] = with_rule(after[name], rule, more)
    return "\n".join(after.values()), "\n".join(before.values())


FORWARDS, BACKWARDS = _functions()


class Migration(migrations.Migration):
    dependencies = [
        ("decide", "0022_letters_of_objections"),
        ("kernel", "0005_retention_terms"),
        ("people", "0012_who_answers_a_complaint"),
    ]

    operations = [
        *at_once(
            [
                pgtrigger.migrations.RemoveTrigger(
                    model_name="dispatch",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="dispatch",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="dispatch",
                    name="delete_delete",
                ),
                migrations.RemoveConstraint(
                    model_name="dispatch",
                    name="decide_dispatch_about",
                ),
                migrations.RemoveConstraint(
                    model_name="document",
                    name="decide_document_about",
                ),
                migrations.AddField(
                    model_name="dispatch",
                    name="notice",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dispatches",
                        to="decide.defaultnotice",
                    ),
                ),
                migrations.AddField(
                    model_name="dispatchevent",
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
                    model_name="document",
                    name="notice",
                    field=models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sent_letter",
                        to="decide.defaultnotice",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="dispatch",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "decide_dispatchevent" ("accepted_at", "asked_by_id", "asked_on", "back_by_id", "back_on", "called_by_id", "called_on", "case_id", "change_id", "created_at", "decision_id", "destroy_on", "document_id", "ground", "handed_at", "id", "left_by_id", "left_on", "municipality_id", "notice_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_for", "printed_id", "problem", "state", "step_id", "template_id", "version", "way") VALUES (NEW."accepted_at", NEW."asked_by_id", NEW."asked_on", NEW."back_by_id", NEW."back_on", NEW."called_by_id", NEW."called_on", NEW."case_id", NEW."change_id", NEW."created_at", NEW."decision_id", NEW."destroy_on", NEW."document_id", NEW."ground", NEW."handed_at", NEW."id", NEW."left_by_id", NEW."left_on", NEW."municipality_id", NEW."notice_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."printed_for", NEW."printed_id", NEW."problem", NEW."state", NEW."step_id", NEW."template_id", NEW."version", NEW."way"); RETURN NULL;',
                            hash="96eb2dbc246a4d6284e20b3b93a572412676fb66",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_7a08c",
                            table="decide_dispatch",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="dispatch",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."accepted_at" IS DISTINCT FROM (NEW."accepted_at") OR OLD."asked_by_id" IS DISTINCT FROM (NEW."asked_by_id") OR OLD."asked_on" IS DISTINCT FROM (NEW."asked_on") OR OLD."back_by_id" IS DISTINCT FROM (NEW."back_by_id") OR OLD."back_on" IS DISTINCT FROM (NEW."back_on") OR OLD."called_by_id" IS DISTINCT FROM (NEW."called_by_id") OR OLD."called_on" IS DISTINCT FROM (NEW."called_on") OR OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."change_id" IS DISTINCT FROM (NEW."change_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."decision_id" IS DISTINCT FROM (NEW."decision_id") OR OLD."destroy_on" IS DISTINCT FROM (NEW."destroy_on") OR OLD."document_id" IS DISTINCT FROM (NEW."document_id") OR OLD."ground" IS DISTINCT FROM (NEW."ground") OR OLD."handed_at" IS DISTINCT FROM (NEW."handed_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."left_by_id" IS DISTINCT FROM (NEW."left_by_id") OR OLD."left_on" IS DISTINCT FROM (NEW."left_on") OR OLD."municipality_id" IS DISTINCT FROM (NEW."municipality_id") OR OLD."notice_id" IS DISTINCT FROM (NEW."notice_id") OR OLD."printed_id" IS DISTINCT FROM (NEW."printed_id") OR OLD."printed_for" IS DISTINCT FROM (NEW."printed_for") OR OLD."problem" IS DISTINCT FROM (NEW."problem") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."step_id" IS DISTINCT FROM (NEW."step_id") OR OLD."template_id" IS DISTINCT FROM (NEW."template_id") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."way" IS DISTINCT FROM (NEW."way"))',
                            func='INSERT INTO "decide_dispatchevent" ("accepted_at", "asked_by_id", "asked_on", "back_by_id", "back_on", "called_by_id", "called_on", "case_id", "change_id", "created_at", "decision_id", "destroy_on", "document_id", "ground", "handed_at", "id", "left_by_id", "left_on", "municipality_id", "notice_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_for", "printed_id", "problem", "state", "step_id", "template_id", "version", "way") VALUES (NEW."accepted_at", NEW."asked_by_id", NEW."asked_on", NEW."back_by_id", NEW."back_on", NEW."called_by_id", NEW."called_on", NEW."case_id", NEW."change_id", NEW."created_at", NEW."decision_id", NEW."destroy_on", NEW."document_id", NEW."ground", NEW."handed_at", NEW."id", NEW."left_by_id", NEW."left_on", NEW."municipality_id", NEW."notice_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."printed_for", NEW."printed_id", NEW."problem", NEW."state", NEW."step_id", NEW."template_id", NEW."version", NEW."way"); RETURN NULL;',
                            hash="33dfc2d535517bbe4939dc5cd590d5eeee6b81e6",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_9c0e4",
                            table="decide_dispatch",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="dispatch",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "decide_dispatchevent" ("accepted_at", "asked_by_id", "asked_on", "back_by_id", "back_on", "called_by_id", "called_on", "case_id", "change_id", "created_at", "decision_id", "destroy_on", "document_id", "ground", "handed_at", "id", "left_by_id", "left_on", "municipality_id", "notice_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_for", "printed_id", "problem", "state", "step_id", "template_id", "version", "way") VALUES (OLD."accepted_at", OLD."asked_by_id", OLD."asked_on", OLD."back_by_id", OLD."back_on", OLD."called_by_id", OLD."called_on", OLD."case_id", OLD."change_id", OLD."created_at", OLD."decision_id", OLD."destroy_on", OLD."document_id", OLD."ground", OLD."handed_at", OLD."id", OLD."left_by_id", OLD."left_on", OLD."municipality_id", OLD."notice_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."printed_for", OLD."printed_id", OLD."problem", OLD."state", OLD."step_id", OLD."template_id", OLD."version", OLD."way"); RETURN NULL;',
                            hash="fb2d2a2cfd90e5fce877dad0df3281177ee77325",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_56e61",
                            table="decide_dispatch",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="dispatch",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("state__in", ["waiting", "handing", "left"])),
                        fields=("notice",),
                        name="decide_dispatch_one_notice",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="dispatch",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("change__isnull", True),
                                ("decision__isnull", False),
                                ("notice__isnull", True),
                                ("step__isnull", True),
                            ),
                            models.Q(
                                ("change__isnull", True),
                                ("decision__isnull", True),
                                ("notice__isnull", True),
                                ("step__isnull", False),
                            ),
                            models.Q(
                                ("change__isnull", False),
                                ("decision__isnull", True),
                                ("notice__isnull", True),
                                ("step__isnull", True),
                            ),
                            models.Q(
                                ("change__isnull", True),
                                ("decision__isnull", True),
                                ("notice__isnull", False),
                                ("step__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="decide_dispatch_about",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="document",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("change__isnull", True),
                                ("decision__isnull", False),
                                ("kind", "report"),
                                ("notice__isnull", True),
                                ("step__isnull", True),
                            ),
                            models.Q(
                                ("change__isnull", True),
                                ("decision__isnull", False),
                                ("kind", "letter"),
                                ("notice__isnull", True),
                                ("step__isnull", False),
                            ),
                            models.Q(
                                ("change__isnull", True),
                                ("decision__isnull", False),
                                ("kind", "letter"),
                                ("notice__isnull", True),
                                ("step__isnull", True),
                            ),
                            models.Q(
                                ("change__isnull", True),
                                ("decision__isnull", True),
                                ("kind", "letter"),
                                ("notice__isnull", True),
                                ("step__isnull", False),
                            ),
                            models.Q(
                                ("change__isnull", False),
                                ("decision__isnull", True),
                                ("kind", "letter"),
                                ("notice__isnull", True),
                                ("step__isnull", True),
                            ),
                            models.Q(
                                ("change__isnull", True),
                                ("decision__isnull", True),
                                ("kind", "letter"),
                                ("notice__isnull", False),
                                ("step__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="decide_document_about",
                    ),
                ),
            ]
        ),
        migrations.RunSQL(FORWARDS, BACKWARDS),
    ]
