"""A weighing whose words of the money moved (migration 0004) says something else than the version that was typed on.

Without a higher version a page or a draft from before goes over the words that came in, and they are gone. The audit
knows in which weighings those words were ever written. That one more is raised than needed harms nobody: what was
typed is shown beside what stands.
"""

from django.db import migrations

from naast.kernel.tenancy import scope

_RAISED = """
UPDATE weigh_weighing w SET version = w.version + 1
WHERE EXISTS (
    SELECT 1 FROM kernel_auditevent e
    WHERE e.object_type = 'weigh.Weighing' AND e.object_id = w.id AND e.kind = 'change'
      AND jsonb_exists(e.detail -> 'parts', 'for_finances')
)
"""


def _raised(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        for municipality in apps.get_model("kernel", "Municipality").objects.values_list("pk", flat=True):
            with scope(municipality, using=schema_editor.connection.alias):
                cursor.execute(_RAISED)


class Migration(migrations.Migration):
    dependencies = [("weigh", "0005_each_under_their_own_name")]

    operations = [migrations.RunPython(_raised, migrations.RunPython.noop)]
