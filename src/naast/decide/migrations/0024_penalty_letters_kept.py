"""Letters about what is owed that left already stand with the other letters."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

from naast.kernel.migrating import at_once
from naast.kernel.tenancy import scope

# They were printed and sent on the day on which it was determined, and by who did.
MOVE = (
    "INSERT INTO decide_document (municipality_id, case_id, ground, destroy_on, created_at, version, kind, "
    "notice_id, file_id, sent_on, way, text, made_by_id) "
    "SELECT n.municipality_id, n.case_id, n.ground, n.destroy_on, now(), 1, 'letter', n.id, "
    "n.determined_letter_id, n.determined_on, 'paper', '', n.determined_by_id FROM decide_defaultnotice n "
    "WHERE n.determined_letter_id IS NOT NULL ORDER BY n.id"
)


def with_the_letters(apps, schema_editor):
    """Under the scope of each municipality: the policy wants it, also of the owner."""
    with schema_editor.connection.cursor() as cursor:
        for municipality in apps.get_model("kernel", "Municipality").objects.values_list("pk", flat=True):
            with scope(municipality, using=schema_editor.connection.alias):
                cursor.execute(MOVE)


class Migration(migrations.Migration):
    dependencies = [("decide", "0023_penalty_letters_leave")]

    operations = [
        migrations.RunPython(with_the_letters, migrations.RunPython.noop),
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
                migrations.RemoveField(
                    model_name="defaultnotice",
                    name="determined_letter",
                ),
                migrations.RemoveField(
                    model_name="defaultnoticeevent",
                    name="determined_letter",
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="defaultnotice",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "decide_defaultnoticeevent" ("case_id", "created_at", "destroy_on", "determined_amount", "determined_by_id", "determined_days", "determined_mandate_id", "determined_on", "determined_words", "determiner_id", "ground", "id", "intake_id", "municipality_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_by_id", "received_on", "version", "words") VALUES (NEW."case_id", NEW."created_at", NEW."destroy_on", NEW."determined_amount", NEW."determined_by_id", NEW."determined_days", NEW."determined_mandate_id", NEW."determined_on", NEW."determined_words", NEW."determiner_id", NEW."ground", NEW."id", NEW."intake_id", NEW."municipality_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."received_by_id", NEW."received_on", NEW."version", NEW."words"); RETURN NULL;',
                            hash="1626cf60b98928691546ed1a1913aabc71283ae0",
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
                            func='INSERT INTO "decide_defaultnoticeevent" ("case_id", "created_at", "destroy_on", "determined_amount", "determined_by_id", "determined_days", "determined_mandate_id", "determined_on", "determined_words", "determiner_id", "ground", "id", "intake_id", "municipality_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_by_id", "received_on", "version", "words") VALUES (NEW."case_id", NEW."created_at", NEW."destroy_on", NEW."determined_amount", NEW."determined_by_id", NEW."determined_days", NEW."determined_mandate_id", NEW."determined_on", NEW."determined_words", NEW."determiner_id", NEW."ground", NEW."id", NEW."intake_id", NEW."municipality_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."received_by_id", NEW."received_on", NEW."version", NEW."words"); RETURN NULL;',
                            hash="a91922bf07b4769a34f0b2815a3d0730c04d59be",
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
                            func='INSERT INTO "decide_defaultnoticeevent" ("case_id", "created_at", "destroy_on", "determined_amount", "determined_by_id", "determined_days", "determined_mandate_id", "determined_on", "determined_words", "determiner_id", "ground", "id", "intake_id", "municipality_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_by_id", "received_on", "version", "words") VALUES (OLD."case_id", OLD."created_at", OLD."destroy_on", OLD."determined_amount", OLD."determined_by_id", OLD."determined_days", OLD."determined_mandate_id", OLD."determined_on", OLD."determined_words", OLD."determiner_id", OLD."ground", OLD."id", OLD."intake_id", OLD."municipality_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."received_by_id", OLD."received_on", OLD."version", OLD."words"); RETURN NULL;',
                            hash="0fa9eb67fd540428b5e206c78b59a10b203b7431",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_62e6d",
                            table="decide_defaultnotice",
                            when="AFTER",
                        ),
                    ),
                ),
            ]
        ),
    ]
