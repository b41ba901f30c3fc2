from django.db import migrations, models

from naast.kernel.migrating import at_once


class Migration(migrations.Migration):
    dependencies = [
        ("listen", "0006_covered_boards"),
    ]

    operations = at_once(
        [
            migrations.AddField(
                model_name="storydeletion",
                name="recording_number",
                field=models.BigIntegerField(null=True, verbose_name="of this recording"),
            ),
        ]
    )
