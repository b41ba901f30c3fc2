"""What was fetched from the official repository of law texts."""

import django.db.models.deletion
from django.db import migrations, models

import naast.kernel.clock
import naast.kernel.tenancy
from naast.kernel.migrating import at_once


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kernel", "0005_retention_terms"),
        ("people", "0010_words_of_choices"),
    ]

    operations = at_once(
        [
            migrations.CreateModel(
                name="LawFetch",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "asked_at",
                        models.DateTimeField(default=naast.kernel.clock.now, verbose_name="asked at"),
                    ),
                    ("on", models.DateField(verbose_name="texts of this day")),
                    ("laws", models.JSONField(verbose_name="laws")),
                    ("language", models.CharField(default="nl", max_length=5, verbose_name="language")),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("busy", "being fetched"),
                                ("ready", "ready"),
                                ("failed", "did not work"),
                            ],
                            default="busy",
                            max_length=6,
                            verbose_name="state",
                        ),
                    ),
                    ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended at")),
                    (
                        "asked_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="people.staff",
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
                ],
                options={
                    "verbose_name": "law texts fetched",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="LawFetchLine",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("law_id", models.CharField(max_length=20, verbose_name="number in the register")),
                    (
                        "outcome",
                        models.CharField(
                            choices=[
                                ("fetched", "fetched"),
                                ("unchanged", "unchanged"),
                                ("refused", "refused"),
                            ],
                            max_length=9,
                            verbose_name="what came of it",
                        ),
                    ),
                    ("title", models.CharField(blank=True, max_length=500, verbose_name="title")),
                    ("label", models.CharField(blank=True, max_length=60, verbose_name="text of the law")),
                    ("why", models.CharField(blank=True, max_length=1000, verbose_name="why it was refused")),
                    ("at", models.DateTimeField(default=naast.kernel.clock.now, verbose_name="at")),
                    (
                        "fetch",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="lines",
                            to="connect.lawfetch",
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
                ],
                options={
                    "verbose_name": "law that was fetched",
                    "abstract": False,
                },
            ),
            migrations.AddIndex(
                model_name="lawfetch",
                index=models.Index(fields=["municipality", "-id"], name="connect_lawfetch_last"),
            ),
            migrations.AddConstraint(
                model_name="lawfetch",
                constraint=naast.kernel.tenancy.MunicipalityPolicy(
                    field="municipality", name="connect_lawfetch_policy", tenant_pk_type="bigint"
                ),
            ),
            migrations.AddConstraint(
                model_name="lawfetch",
                constraint=models.UniqueConstraint(
                    condition=models.Q(("state", "busy")),
                    fields=("municipality",),
                    name="connect_lawfetch_one_at_a_time",
                ),
            ),
            migrations.AddConstraint(
                model_name="lawfetch",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("ended_at__isnull", True), ("state", "busy")),
                        models.Q(models.Q(("state", "busy"), _negated=True), ("ended_at__isnull", False)),
                        _connector="OR",
                    ),
                    name="connect_lawfetch_ended",
                ),
            ),
            migrations.AddConstraint(
                model_name="lawfetchline",
                constraint=naast.kernel.tenancy.MunicipalityPolicy(
                    field="municipality", name="connect_lawfetchline_policy", tenant_pk_type="bigint"
                ),
            ),
            migrations.AddConstraint(
                model_name="lawfetchline",
                constraint=models.UniqueConstraint(
                    fields=("municipality", "fetch", "law_id"), name="connect_lawfetchline_once"
                ),
            ),
            migrations.AddConstraint(
                model_name="lawfetchline",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("outcome", "refused"), models.Q(("why", ""), _negated=True), ("label", "")),
                        models.Q(
                            ("outcome__in", ["fetched", "unchanged"]),
                            ("why", ""),
                            models.Q(("label", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="connect_lawfetchline_says_why",
                ),
            ),
        ]
    )
