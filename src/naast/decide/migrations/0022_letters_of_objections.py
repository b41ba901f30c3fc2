"""Letters about an objection that left already stand with the other letters; what stays is bundles."""

from django.db import migrations

from naast.kernel.tenancy import scope

MOVES = (
    # The letter of a new decision on an objection was kept twice: once is enough.
    "UPDATE decide_document d SET step_id = p.step_id FROM decide_objectionpaper p "
    "WHERE p.kind <> 'bundle' AND d.kind = 'letter' AND d.file_id = p.file_id",
    "INSERT INTO decide_document (municipality_id, case_id, ground, destroy_on, created_at, version, kind, "
    "step_id, file_id, sent_on, way, text, made_by_id) "
    "SELECT p.municipality_id, p.case_id, p.ground, p.destroy_on, p.created_at, p.version, 'letter', "
    "p.step_id, p.file_id, p.sent_on, p.way, '', p.made_by_id FROM decide_objectionpaper p "
    "WHERE p.kind <> 'bundle' AND NOT EXISTS (SELECT 1 FROM decide_document d WHERE d.step_id = p.step_id) "
    "ORDER BY p.id",
    "DELETE FROM decide_objectionpaper WHERE kind <> 'bundle'",
)


def with_the_letters(apps, schema_editor):
    """Under the scope of each municipality: the policy wants it, also of the owner."""
    with schema_editor.connection.cursor() as cursor:
        for municipality in apps.get_model("kernel", "Municipality").objects.values_list("pk", flat=True):
            with scope(municipality, using=schema_editor.connection.alias):
                for statement in MOVES:
                    cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("decide", "0021_every_letter_leaves")]

    operations = [
        migrations.RunPython(with_the_letters, migrations.RunPython.noop),
        migrations.AlterModelOptions(
            name="objectionpaper",
            options={"verbose_name": "bundle of papers"},
        ),
        migrations.RemoveConstraint(
            model_name="objectionpaper",
            name="decide_objectionpaper_letter_sent",
        ),
        migrations.RemoveField(
            model_name="objectionpaper",
            name="kind",
        ),
        migrations.RemoveField(
            model_name="objectionpaper",
            name="sent_on",
        ),
        migrations.RemoveField(
            model_name="objectionpaper",
            name="step",
        ),
        migrations.RemoveField(
            model_name="objectionpaper",
            name="way",
        ),
    ]
