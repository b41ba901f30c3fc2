"""Why the answer to a complaint may take longer (Awb 9:11), each once."""

import django.db.models.deletion
from django.db import migrations, models

import naast.kernel.clock
import naast.kernel.tenancy
from naast.kernel.migrating import at_once


class Migration(migrations.Migration):
    dependencies = [
        ("kernel", "0005_retention_terms"),
        ("people", "0010_words_of_choices"),
    ]

    operations = at_once(
        [
            migrations.CreateModel(
                name="ComplaintLater",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("ground", models.CharField(default="awb", max_length=20, verbose_name="ground")),
                    ("destroy_on", models.DateField(editable=False, verbose_name="destruction date")),
                    (
                        "created_at",
                        models.DateTimeField(
                            default=naast.kernel.clock.now, editable=False, verbose_name="made at"
                        ),
                    ),
                    (
                        "version",
                        models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("committee", "a committee advises: ten weeks"),
                                ("postponed", "postponed: four weeks more"),
                            ],
                            max_length=10,
                            verbose_name="why later",
                        ),
                    ),
                    ("words", models.CharField(max_length=300, verbose_name="why")),
                    ("made_on", models.DateField(default=naast.kernel.clock.today, verbose_name="day")),
                    (
                        "case",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="people.case",
                            verbose_name="case",
                        ),
                    ),
                    (
                        "made_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.staff"
                        ),
                    ),
                    (
                        "municipality",
                        models.ForeignKey(
                            db_index=False,
                            editable=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="kernel.municipality",
                        ),
                    ),
                    (
                        "request",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="later",
                            to="people.residentrequest",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "later answer to a complaint",
                    "abstract": False,
                    "constraints": [
                        naast.kernel.tenancy.MunicipalityPolicy(
                            field="municipality", name="people_complaintlater_policy", tenant_pk_type="bigint"
                        ),
                        models.UniqueConstraint(
                            fields=("request", "kind"), name="people_complaintlater_once"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("words", ""), _negated=True), name="people_complaintlater_why"
                        ),
                    ],
                },
            ),
        ]
    )
