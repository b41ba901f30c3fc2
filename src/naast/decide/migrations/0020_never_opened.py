"""A folder that was never opened is one more reason why no message goes by mail."""

from django.db import migrations, models

from naast.kernel.migrating import at_once


class Migration(migrations.Migration):
    dependencies = [
        ("decide", "0019_of_its_weighing"),
    ]

    operations = at_once(
        [
            migrations.AlterField(
                model_name="dispatch",
                name="problem",
                field=models.CharField(
                    blank=True,
                    choices=[
                        ("no_address", "there is no e-mail address, or the resident chose another way"),
                        ("no_folder", "the resident has no folder of their own, or never opened it"),
                        ("refused", "the mail server refused the message"),
                        ("lost", "the connection broke off: perhaps the message arrived"),
                        ("not_made", "something that must stand in the letter is missing"),
                    ],
                    max_length=10,
                    verbose_name="problem",
                ),
            ),
            migrations.AlterField(
                model_name="dispatchevent",
                name="problem",
                field=models.CharField(
                    blank=True,
                    choices=[
                        ("no_address", "there is no e-mail address, or the resident chose another way"),
                        ("no_folder", "the resident has no folder of their own, or never opened it"),
                        ("refused", "the mail server refused the message"),
                        ("lost", "the connection broke off: perhaps the message arrived"),
                        ("not_made", "something that must stand in the letter is missing"),
                    ],
                    max_length=10,
                    verbose_name="problem",
                ),
            ),
        ]
    )
