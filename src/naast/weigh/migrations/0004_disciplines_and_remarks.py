"""Disciplines beside each other, remarks of who reads along, who wrote what, and consequences now and later."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import naast.kernel.clock
import naast.kernel.tenancy
from naast.kernel.migrating import at_once
from naast.kernel.tenancy import scope


def _kept_in_consequences(apps, schema_editor):
    """What was written of the money of both sides in one text stands from now on with the consequences.

    Nobody can say afterwards which sentence was of whose money. The history moves along. No trigger stands
    on the table here, and the policy wants the municipality, also of its owner.
    """
    with schema_editor.connection.cursor() as cursor:
        for municipality in apps.get_model("kernel", "Municipality").objects.values_list("pk", flat=True):
            with scope(municipality, using=schema_editor.connection.alias):
                for statement in _MOVES:
                    cursor.execute(statement)


_MOVES = (
    "UPDATE weigh_weighing SET consequences = concat_ws(E'\\n\\n', nullif(consequences, ''), for_finances) "
    "WHERE for_finances <> ''",
    "UPDATE weigh_weighingevent SET consequences = concat_ws(E'\\n\\n', nullif(consequences, ''), for_finances) "
    "WHERE for_finances <> ''",
)


class Migration(migrations.Migration):
    dependencies = [
        ("kernel", "0005_retention_terms"),
        ("people", "0010_words_of_choices"),
        ("weigh", "0003_text_and_its_fingerprint"),
    ]

    operations = [
        *at_once(
            [
                migrations.CreateModel(
                    name="BlockWriter",
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
                        ("part", models.CharField(max_length=30, verbose_name="part")),
                    ],
                    options={
                        "verbose_name": "writer of a part",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Clash",
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
                            "words",
                            models.CharField(max_length=1000, verbose_name="what does not go together"),
                        ),
                    ],
                    options={
                        "verbose_name": "clash",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Conclusion",
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
                        ("edition", models.PositiveSmallIntegerField(default=1, verbose_name="edition")),
                        ("found", models.TextField(max_length=5000, verbose_name="it is so")),
                        ("does", models.TextField(max_length=5000, verbose_name="and therefore we do this")),
                        (
                            "because",
                            models.TextField(
                                blank=True, max_length=5000, verbose_name="why so, and not otherwise"
                            ),
                        ),
                        ("rests_on", models.JSONField(default=list, verbose_name="views that it rests on")),
                    ],
                    options={
                        "verbose_name": "conclusion of the disciplines",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="DisciplineView",
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
                        ("place", models.PositiveSmallIntegerField(verbose_name="place")),
                        ("edition", models.PositiveSmallIntegerField(default=1, verbose_name="edition")),
                        ("discipline", models.CharField(max_length=80, verbose_name="discipline")),
                        ("said_by", models.CharField(blank=True, max_length=120, verbose_name="who said it")),
                        ("found", models.TextField(max_length=5000, verbose_name="it is so")),
                        ("does", models.TextField(max_length=5000, verbose_name="so we do")),
                    ],
                    options={
                        "verbose_name": "view of a discipline",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Remark",
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
                        ("block", models.CharField(max_length=30, verbose_name="block")),
                        ("block_text", models.TextField(blank=True, verbose_name="the block as it was")),
                        ("words", models.TextField(max_length=3000, verbose_name="remark")),
                    ],
                    options={
                        "verbose_name": "remark",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="RemarkAnswer",
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
                        ("words", models.TextField(max_length=3000, verbose_name="answer")),
                    ],
                    options={
                        "verbose_name": "answer to a remark",
                        "abstract": False,
                    },
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="weighing",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="weighing",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="weighing",
                    name="delete_delete",
                ),
                migrations.AddField(
                    model_name="weighing",
                    name="for_family_later",
                    field=models.TextField(blank=True, max_length=5000, verbose_name="for the family, later"),
                ),
                migrations.AddField(
                    model_name="weighing",
                    name="for_own_money",
                    field=models.TextField(
                        blank=True, max_length=5000, verbose_name="for the resident's money, now"
                    ),
                ),
                migrations.AddField(
                    model_name="weighing",
                    name="for_own_money_later",
                    field=models.TextField(
                        blank=True, max_length=5000, verbose_name="for the resident's money, later"
                    ),
                ),
                migrations.AddField(
                    model_name="weighing",
                    name="for_public_money",
                    field=models.TextField(
                        blank=True, max_length=5000, verbose_name="for the public money, now"
                    ),
                ),
                migrations.AddField(
                    model_name="weighing",
                    name="for_public_money_later",
                    field=models.TextField(
                        blank=True, max_length=5000, verbose_name="for the public money, later"
                    ),
                ),
                migrations.AddField(
                    model_name="weighing",
                    name="for_resident_later",
                    field=models.TextField(
                        blank=True, max_length=5000, verbose_name="for the resident, later"
                    ),
                ),
                migrations.AddField(
                    model_name="weighing",
                    name="for_surroundings_later",
                    field=models.TextField(
                        blank=True, max_length=5000, verbose_name="for the surroundings, later"
                    ),
                ),
                migrations.AddField(
                    model_name="weighingevent",
                    name="for_family_later",
                    field=models.TextField(blank=True, max_length=5000, verbose_name="for the family, later"),
                ),
                migrations.AddField(
                    model_name="weighingevent",
                    name="for_own_money",
                    field=models.TextField(
                        blank=True, max_length=5000, verbose_name="for the resident's money, now"
                    ),
                ),
                migrations.AddField(
                    model_name="weighingevent",
                    name="for_own_money_later",
                    field=models.TextField(
                        blank=True, max_length=5000, verbose_name="for the resident's money, later"
                    ),
                ),
                migrations.AddField(
                    model_name="weighingevent",
                    name="for_public_money",
                    field=models.TextField(
                        blank=True, max_length=5000, verbose_name="for the public money, now"
                    ),
                ),
                migrations.AddField(
                    model_name="weighingevent",
                    name="for_public_money_later",
                    field=models.TextField(
                        blank=True, max_length=5000, verbose_name="for the public money, later"
                    ),
                ),
                migrations.AddField(
                    model_name="weighingevent",
                    name="for_resident_later",
                    field=models.TextField(
                        blank=True, max_length=5000, verbose_name="for the resident, later"
                    ),
                ),
                migrations.AddField(
                    model_name="weighingevent",
                    name="for_surroundings_later",
                    field=models.TextField(
                        blank=True, max_length=5000, verbose_name="for the surroundings, later"
                    ),
                ),
                migrations.AlterField(
                    model_name="weighing",
                    name="for_family",
                    field=models.TextField(blank=True, max_length=5000, verbose_name="for the family, now"),
                ),
                migrations.AlterField(
                    model_name="weighing",
                    name="for_resident",
                    field=models.TextField(blank=True, max_length=5000, verbose_name="for the resident, now"),
                ),
                migrations.AlterField(
                    model_name="weighing",
                    name="for_surroundings",
                    field=models.TextField(
                        blank=True, max_length=5000, verbose_name="for the surroundings, now"
                    ),
                ),
                migrations.AlterField(
                    model_name="weighingevent",
                    name="for_family",
                    field=models.TextField(blank=True, max_length=5000, verbose_name="for the family, now"),
                ),
                migrations.AlterField(
                    model_name="weighingevent",
                    name="for_resident",
                    field=models.TextField(blank=True, max_length=5000, verbose_name="for the resident, now"),
                ),
                migrations.AlterField(
                    model_name="weighingevent",
                    name="for_surroundings",
                    field=models.TextField(
                        blank=True, max_length=5000, verbose_name="for the surroundings, now"
                    ),
                ),
                migrations.AlterField(
                    model_name="weighingfact",
                    name="answer",
                    field=models.CharField(default="unknown", max_length=700, verbose_name="answer"),
                ),
                migrations.AlterField(
                    model_name="weighingfactevent",
                    name="answer",
                    field=models.CharField(default="unknown", max_length=700, verbose_name="answer"),
                ),
                migrations.AddField(
                    model_name="blockwriter",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.case",
                        verbose_name="case",
                    ),
                ),
                migrations.AddField(
                    model_name="blockwriter",
                    name="municipality",
                    field=models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kernel.municipality",
                    ),
                ),
                migrations.AddField(
                    model_name="blockwriter",
                    name="staff",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.staff"
                    ),
                ),
                migrations.AddField(
                    model_name="blockwriter",
                    name="weighing",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="writers",
                        to="weigh.weighing",
                    ),
                ),
                migrations.AddField(
                    model_name="clash",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.case",
                        verbose_name="case",
                    ),
                ),
                migrations.AddField(
                    model_name="clash",
                    name="municipality",
                    field=models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kernel.municipality",
                    ),
                ),
                migrations.AddField(
                    model_name="clash",
                    name="named_by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.staff"
                    ),
                ),
                migrations.AddField(
                    model_name="clash",
                    name="weighing",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clashes",
                        to="weigh.weighing",
                    ),
                ),
                migrations.AddField(
                    model_name="conclusion",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.case",
                        verbose_name="case",
                    ),
                ),
                migrations.AddField(
                    model_name="conclusion",
                    name="municipality",
                    field=models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kernel.municipality",
                    ),
                ),
                migrations.AddField(
                    model_name="conclusion",
                    name="weighing",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conclusions",
                        to="weigh.weighing",
                    ),
                ),
                migrations.AddField(
                    model_name="conclusion",
                    name="written_by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.staff"
                    ),
                ),
                migrations.AddField(
                    model_name="disciplineview",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.case",
                        verbose_name="case",
                    ),
                ),
                migrations.AddField(
                    model_name="disciplineview",
                    name="municipality",
                    field=models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kernel.municipality",
                    ),
                ),
                migrations.AddField(
                    model_name="disciplineview",
                    name="weighing",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="views", to="weigh.weighing"
                    ),
                ),
                migrations.AddField(
                    model_name="disciplineview",
                    name="written_by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.staff"
                    ),
                ),
                migrations.AddField(
                    model_name="clash",
                    name="one",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="weigh.disciplineview",
                    ),
                ),
                migrations.AddField(
                    model_name="clash",
                    name="other",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="weigh.disciplineview",
                    ),
                ),
                migrations.AddField(
                    model_name="remark",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.case",
                        verbose_name="case",
                    ),
                ),
                migrations.AddField(
                    model_name="remark",
                    name="municipality",
                    field=models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kernel.municipality",
                    ),
                ),
                migrations.AddField(
                    model_name="remark",
                    name="reader",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.staff"
                    ),
                ),
                migrations.AddField(
                    model_name="remark",
                    name="weighing",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="remarks",
                        to="weigh.weighing",
                    ),
                ),
                migrations.AddField(
                    model_name="remarkanswer",
                    name="answered_by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.staff"
                    ),
                ),
                migrations.AddField(
                    model_name="remarkanswer",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.case",
                        verbose_name="case",
                    ),
                ),
                migrations.AddField(
                    model_name="remarkanswer",
                    name="municipality",
                    field=models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kernel.municipality",
                    ),
                ),
                migrations.AddField(
                    model_name="remarkanswer",
                    name="remark",
                    field=models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answer", to="weigh.remark"
                    ),
                ),
                migrations.AddIndex(
                    model_name="blockwriter",
                    index=models.Index(
                        fields=["municipality", "case", "staff"], name="weigh_blockwriter_case"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="blockwriter",
                    constraint=naast.kernel.tenancy.MunicipalityPolicy(
                        field="municipality", name="weigh_blockwriter_policy", tenant_pk_type="bigint"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="blockwriter",
                    constraint=models.UniqueConstraint(
                        fields=("municipality", "weighing", "part", "staff"), name="weigh_blockwriter_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="conclusion",
                    constraint=naast.kernel.tenancy.MunicipalityPolicy(
                        field="municipality", name="weigh_conclusion_policy", tenant_pk_type="bigint"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="conclusion",
                    constraint=models.UniqueConstraint(
                        fields=("municipality", "weighing", "edition"), name="weigh_conclusion_edition"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="conclusion",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("found", ""), _negated=True), models.Q(("does", ""), _negated=True)
                        ),
                        name="weigh_conclusion_says_both",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="disciplineview",
                    constraint=naast.kernel.tenancy.MunicipalityPolicy(
                        field="municipality", name="weigh_disciplineview_policy", tenant_pk_type="bigint"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="disciplineview",
                    constraint=models.UniqueConstraint(
                        fields=("municipality", "weighing", "place", "edition"), name="weigh_view_edition"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="disciplineview",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("discipline", ""), _negated=True),
                            models.Q(("found", ""), _negated=True),
                            models.Q(("does", ""), _negated=True),
                        ),
                        name="weigh_view_says_both",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="clash",
                    constraint=naast.kernel.tenancy.MunicipalityPolicy(
                        field="municipality", name="weigh_clash_policy", tenant_pk_type="bigint"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="clash",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="weigh_clash_in_words"
                    ),
                ),
                migrations.AddIndex(
                    model_name="remark",
                    index=models.Index(fields=["municipality", "case"], name="weigh_remark_case"),
                ),
                migrations.AddConstraint(
                    model_name="remark",
                    constraint=naast.kernel.tenancy.MunicipalityPolicy(
                        field="municipality", name="weigh_remark_policy", tenant_pk_type="bigint"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="remark",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="weigh_remark_in_words"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="remarkanswer",
                    constraint=naast.kernel.tenancy.MunicipalityPolicy(
                        field="municipality", name="weigh_remarkanswer_policy", tenant_pk_type="bigint"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="remarkanswer",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="weigh_answer_in_words"
                    ),
                ),
            ]
        ),
        migrations.RunPython(_kept_in_consequences, migrations.RunPython.noop),
        *at_once(
            [
                migrations.RemoveField(
                    model_name="weighing",
                    name="for_finances",
                ),
                migrations.RemoveField(
                    model_name="weighingevent",
                    name="for_finances",
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="weighing",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "weigh_weighingevent" ("balanced", "case_id", "chosen_id", "consequences", "created_at", "destroy_on", "effect", "for_family", "for_family_later", "for_own_money", "for_own_money_later", "for_public_money", "for_public_money_later", "for_resident", "for_resident_later", "for_surroundings", "for_surroundings_later", "ground", "id", "municipality_id", "necessary", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "suitable", "urgent_reason", "urgent_since", "values_words", "version", "why_differs") VALUES (NEW."balanced", NEW."case_id", NEW."chosen_id", NEW."consequences", NEW."created_at", NEW."destroy_on", NEW."effect", NEW."for_family", NEW."for_family_later", NEW."for_own_money", NEW."for_own_money_later", NEW."for_public_money", NEW."for_public_money_later", NEW."for_resident", NEW."for_resident_later", NEW."for_surroundings", NEW."for_surroundings_later", NEW."ground", NEW."id", NEW."municipality_id", NEW."necessary", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."suitable", NEW."urgent_reason", NEW."urgent_since", NEW."values_words", NEW."version", NEW."why_differs"); RETURN NULL;',
                            hash="d5d6068291591c59e830de59bb41966f934efcb2",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_50694",
                            table="weigh_weighing",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="weighing",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "weigh_weighingevent" ("balanced", "case_id", "chosen_id", "consequences", "created_at", "destroy_on", "effect", "for_family", "for_family_later", "for_own_money", "for_own_money_later", "for_public_money", "for_public_money_later", "for_resident", "for_resident_later", "for_surroundings", "for_surroundings_later", "ground", "id", "municipality_id", "necessary", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "suitable", "urgent_reason", "urgent_since", "values_words", "version", "why_differs") VALUES (NEW."balanced", NEW."case_id", NEW."chosen_id", NEW."consequences", NEW."created_at", NEW."destroy_on", NEW."effect", NEW."for_family", NEW."for_family_later", NEW."for_own_money", NEW."for_own_money_later", NEW."for_public_money", NEW."for_public_money_later", NEW."for_resident", NEW."for_resident_later", NEW."for_surroundings", NEW."for_surroundings_later", NEW."ground", NEW."id", NEW."municipality_id", NEW."necessary", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."suitable", NEW."urgent_reason", NEW."urgent_since", NEW."values_words", NEW."version", NEW."why_differs"); RETURN NULL;',
                            hash="7feb7c59b9f5d18ba08c642ac57727ef17de14b4",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_af976",
                            table="weigh_weighing",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="weighing",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "weigh_weighingevent" ("balanced", "case_id", "chosen_id", "consequences", "created_at", "destroy_on", "effect", "for_family", "for_family_later", "for_own_money", "for_own_money_later", "for_public_money", "for_public_money_later", "for_resident", "for_resident_later", "for_surroundings", "for_surroundings_later", "ground", "id", "municipality_id", "necessary", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "suitable", "urgent_reason", "urgent_since", "values_words", "version", "why_differs") VALUES (OLD."balanced", OLD."case_id", OLD."chosen_id", OLD."consequences", OLD."created_at", OLD."destroy_on", OLD."effect", OLD."for_family", OLD."for_family_later", OLD."for_own_money", OLD."for_own_money_later", OLD."for_public_money", OLD."for_public_money_later", OLD."for_resident", OLD."for_resident_later", OLD."for_surroundings", OLD."for_surroundings_later", OLD."ground", OLD."id", OLD."municipality_id", OLD."necessary", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."suitable", OLD."urgent_reason", OLD."urgent_since", OLD."values_words", OLD."version", OLD."why_differs"); RETURN NULL;',
                            hash="40ddf7776d928ccde308b88d5994794bbb700624",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_0d7b0",
                            table="weigh_weighing",
                            when="AFTER",
                        ),
                    ),
                ),
            ]
        ),
    ]
