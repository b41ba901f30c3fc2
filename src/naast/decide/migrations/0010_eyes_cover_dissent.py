"""Tables of a second pair of eyes: answers, who covers, dissent and the sample; kinds of exceptions in a mandate.

What they refuse stands in migration 0011.
"""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import naast.kernel.clock
import naast.kernel.tenancy
from naast.kernel.migrating import at_once


class Migration(migrations.Migration):
    dependencies = [
        ("decide", "0009_paid_to_and_proved"),
        ("kernel", "0005_retention_terms"),
        ("people", "0010_words_of_choices"),
    ]

    operations = at_once(
        [
            migrations.CreateModel(
                name="Cover",
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
                    ("name", models.CharField(blank=True, max_length=200, verbose_name="name and function")),
                    ("named_on", models.DateField(default=naast.kernel.clock.today, verbose_name="named on")),
                ],
                options={
                    "verbose_name": "cover",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Dissent",
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
                    ("words", models.TextField(max_length=5000, verbose_name="dissent")),
                    ("said_on", models.DateField(default=naast.kernel.clock.today, verbose_name="said on")),
                    (
                        "was_decided",
                        models.BooleanField(default=False, editable=False, verbose_name="after the decision"),
                    ),
                ],
                options={
                    "verbose_name": "dissent",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="ReadingAnswer",
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
                    ("words", models.TextField(max_length=5000, verbose_name="answer")),
                    (
                        "said_on",
                        models.DateField(default=naast.kernel.clock.today, verbose_name="answered on"),
                    ),
                ],
                options={
                    "verbose_name": "answer to the second reader",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Sample",
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
                ],
                options={
                    "verbose_name": "drawn decision",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="SampleRate",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("one_in", models.PositiveIntegerField(blank=True, null=True, verbose_name="one in")),
                    ("because", models.CharField(max_length=500, verbose_name="why")),
                    ("since", models.DateField(default=naast.kernel.clock.today, verbose_name="since")),
                ],
                options={
                    "verbose_name": "size of the sample",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="SampleReader",
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
                    ("asked_on", models.DateField(default=naast.kernel.clock.today, verbose_name="asked on")),
                ],
                options={
                    "verbose_name": "reader of a drawn decision",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="SampleReading",
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
                        "verdict",
                        models.CharField(
                            choices=[("nothing", "I have nothing to remark"), ("remark", "I have a remark")],
                            max_length=10,
                            verbose_name="remark",
                        ),
                    ),
                    ("words", models.TextField(blank=True, max_length=5000, verbose_name="words")),
                    ("read_on", models.DateField(default=naast.kernel.clock.today, verbose_name="read on")),
                ],
                options={
                    "verbose_name": "reading afterwards",
                    "abstract": False,
                },
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="mandate",
                name="insert_insert",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="mandate",
                name="update_update",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="mandate",
                name="delete_delete",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="proposal",
                name="insert_insert",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="proposal",
                name="update_update",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="proposal",
                name="delete_delete",
            ),
            migrations.AddField(
                model_name="decision",
                name="clause",
                field=models.CharField(
                    blank=True, db_default="", max_length=30, verbose_name="kind of exception"
                ),
            ),
            migrations.AddField(
                model_name="decision",
                name="despite_advice",
                field=models.CharField(
                    blank=True, db_default="", max_length=1000, verbose_name="why the advice is not followed"
                ),
            ),
            migrations.AddField(
                model_name="decision",
                name="urgent_kind",
                field=models.CharField(
                    blank=True,
                    choices=[
                        ("danger", "somebody is in danger"),
                        ("eviction", "somebody is put out of the house within days"),
                        ("otherwise", "something else, namely"),
                    ],
                    db_default="",
                    max_length=10,
                    verbose_name="what cannot wait",
                ),
            ),
            migrations.AddField(
                model_name="mandate",
                name="cancelled_on",
                field=models.DateField(blank=True, null=True, verbose_name="cancelled on"),
            ),
            migrations.AddField(
                model_name="mandate",
                name="kinds",
                field=models.JSONField(
                    blank=True,
                    db_default=models.Value([], models.JSONField()),
                    default=list,
                    verbose_name="kinds of exceptions",
                ),
            ),
            migrations.AddField(
                model_name="mandateevent",
                name="cancelled_on",
                field=models.DateField(blank=True, null=True, verbose_name="cancelled on"),
            ),
            migrations.AddField(
                model_name="mandateevent",
                name="kinds",
                field=models.JSONField(
                    blank=True,
                    db_default=models.Value([], models.JSONField()),
                    default=list,
                    verbose_name="kinds of exceptions",
                ),
            ),
            migrations.AddField(
                model_name="proposal",
                name="clause",
                field=models.CharField(
                    blank=True, db_default="", max_length=30, verbose_name="kind of exception"
                ),
            ),
            migrations.AddField(
                model_name="proposal",
                name="urgent_kind",
                field=models.CharField(
                    blank=True,
                    choices=[
                        ("danger", "somebody is in danger"),
                        ("eviction", "somebody is put out of the house within days"),
                        ("otherwise", "something else, namely"),
                    ],
                    db_default="",
                    max_length=10,
                    verbose_name="what cannot wait",
                ),
            ),
            migrations.AddField(
                model_name="proposalevent",
                name="clause",
                field=models.CharField(
                    blank=True, db_default="", max_length=30, verbose_name="kind of exception"
                ),
            ),
            migrations.AddField(
                model_name="proposalevent",
                name="urgent_kind",
                field=models.CharField(
                    blank=True,
                    choices=[
                        ("danger", "somebody is in danger"),
                        ("eviction", "somebody is put out of the house within days"),
                        ("otherwise", "something else, namely"),
                    ],
                    db_default="",
                    max_length=10,
                    verbose_name="what cannot wait",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="mandate",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "decide_mandateevent" ("basis", "cancelled_on", "from_on", "granted_by_id", "id", "kinds", "law", "municipality_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reach", "source", "staff_id", "stands_in_for_id", "until_on", "up_to") VALUES (NEW."basis", NEW."cancelled_on", NEW."from_on", NEW."granted_by_id", NEW."id", NEW."kinds", NEW."law", NEW."municipality_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reach", NEW."source", NEW."staff_id", NEW."stands_in_for_id", NEW."until_on", NEW."up_to"); RETURN NULL;',
                        hash="772621fce3ea0a2e9d78753248f7bea58b3d51bb",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_1d8a8",
                        table="decide_mandate",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="mandate",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "decide_mandateevent" ("basis", "cancelled_on", "from_on", "granted_by_id", "id", "kinds", "law", "municipality_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reach", "source", "staff_id", "stands_in_for_id", "until_on", "up_to") VALUES (NEW."basis", NEW."cancelled_on", NEW."from_on", NEW."granted_by_id", NEW."id", NEW."kinds", NEW."law", NEW."municipality_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reach", NEW."source", NEW."staff_id", NEW."stands_in_for_id", NEW."until_on", NEW."up_to"); RETURN NULL;',
                        hash="670813d4863fd4380dc625b3516649c6a746266e",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_be21c",
                        table="decide_mandate",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="mandate",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "decide_mandateevent" ("basis", "cancelled_on", "from_on", "granted_by_id", "id", "kinds", "law", "municipality_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reach", "source", "staff_id", "stands_in_for_id", "until_on", "up_to") VALUES (OLD."basis", OLD."cancelled_on", OLD."from_on", OLD."granted_by_id", OLD."id", OLD."kinds", OLD."law", OLD."municipality_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reach", OLD."source", OLD."staff_id", OLD."stands_in_for_id", OLD."until_on", OLD."up_to"); RETURN NULL;',
                        hash="7300bae5c51f8a42014621bbb89907657bfa6a6a",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_35d8d",
                        table="decide_mandate",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="proposal",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "decide_proposalevent" ("amount", "case_id", "clause", "conditions", "created_at", "destroy_on", "from_on", "fund_id", "granted", "ground", "id", "is_exception", "is_routine", "is_urgent", "law", "mandate_id", "municipality_id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reach", "reader_id", "reader_role", "reason", "refused_because", "review_on", "state", "title_row", "title_text", "until_on", "urgent_because", "urgent_kind", "version", "writer_id") VALUES (NEW."amount", NEW."case_id", NEW."clause", NEW."conditions", NEW."created_at", NEW."destroy_on", NEW."from_on", NEW."fund_id", NEW."granted", NEW."ground", NEW."id", NEW."is_exception", NEW."is_routine", NEW."is_urgent", NEW."law", NEW."mandate_id", NEW."municipality_id", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reach", NEW."reader_id", NEW."reader_role", NEW."reason", NEW."refused_because", NEW."review_on", NEW."state", NEW."title_row", NEW."title_text", NEW."until_on", NEW."urgent_because", NEW."urgent_kind", NEW."version", NEW."writer_id"); RETURN NULL;',
                        hash="510b0990e120be5a98365bc08548596f4b3f6fe0",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_beabc",
                        table="decide_proposal",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="proposal",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "decide_proposalevent" ("amount", "case_id", "clause", "conditions", "created_at", "destroy_on", "from_on", "fund_id", "granted", "ground", "id", "is_exception", "is_routine", "is_urgent", "law", "mandate_id", "municipality_id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reach", "reader_id", "reader_role", "reason", "refused_because", "review_on", "state", "title_row", "title_text", "until_on", "urgent_because", "urgent_kind", "version", "writer_id") VALUES (NEW."amount", NEW."case_id", NEW."clause", NEW."conditions", NEW."created_at", NEW."destroy_on", NEW."from_on", NEW."fund_id", NEW."granted", NEW."ground", NEW."id", NEW."is_exception", NEW."is_routine", NEW."is_urgent", NEW."law", NEW."mandate_id", NEW."municipality_id", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reach", NEW."reader_id", NEW."reader_role", NEW."reason", NEW."refused_because", NEW."review_on", NEW."state", NEW."title_row", NEW."title_text", NEW."until_on", NEW."urgent_because", NEW."urgent_kind", NEW."version", NEW."writer_id"); RETURN NULL;',
                        hash="cda6a9ae54e0daa76899a440edcd4589383d2d4c",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_71222",
                        table="decide_proposal",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="proposal",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "decide_proposalevent" ("amount", "case_id", "clause", "conditions", "created_at", "destroy_on", "from_on", "fund_id", "granted", "ground", "id", "is_exception", "is_routine", "is_urgent", "law", "mandate_id", "municipality_id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reach", "reader_id", "reader_role", "reason", "refused_because", "review_on", "state", "title_row", "title_text", "until_on", "urgent_because", "urgent_kind", "version", "writer_id") VALUES (OLD."amount", OLD."case_id", OLD."clause", OLD."conditions", OLD."created_at", OLD."destroy_on", OLD."from_on", OLD."fund_id", OLD."granted", OLD."ground", OLD."id", OLD."is_exception", OLD."is_routine", OLD."is_urgent", OLD."law", OLD."mandate_id", OLD."municipality_id", OLD."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reach", OLD."reader_id", OLD."reader_role", OLD."reason", OLD."refused_because", OLD."review_on", OLD."state", OLD."title_row", OLD."title_text", OLD."until_on", OLD."urgent_because", OLD."urgent_kind", OLD."version", OLD."writer_id"); RETURN NULL;',
                        hash="c4e2fed39286433634c2512aad85ca5b81b5430d",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_70d26",
                        table="decide_proposal",
                        when="AFTER",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="mandate",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("cancelled_on__isnull", True),
                        ("cancelled_on__lt", models.F("from_on")),
                        _connector="OR",
                    ),
                    name="decide_mandate_cancelled_before",
                ),
            ),
            migrations.AddField(
                model_name="cover",
                name="case",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="people.case",
                    verbose_name="case",
                ),
            ),
            migrations.AddField(
                model_name="cover",
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
                model_name="cover",
                name="named_by",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.staff"
                ),
            ),
            migrations.AddField(
                model_name="cover",
                name="proposal",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="covers", to="decide.proposal"
                ),
            ),
            migrations.AddField(
                model_name="cover",
                name="staff",
                field=models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="people.staff",
                    verbose_name="colleague",
                ),
            ),
            migrations.AddField(
                model_name="dissent",
                name="case",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="people.case",
                    verbose_name="case",
                ),
            ),
            migrations.AddField(
                model_name="dissent",
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
                model_name="dissent",
                name="proposal",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="dissents", to="decide.proposal"
                ),
            ),
            migrations.AddField(
                model_name="dissent",
                name="said_by",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.staff"
                ),
            ),
            migrations.AddField(
                model_name="readinganswer",
                name="case",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="people.case",
                    verbose_name="case",
                ),
            ),
            migrations.AddField(
                model_name="readinganswer",
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
                model_name="readinganswer",
                name="reading",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="answers",
                    to="decide.secondreading",
                ),
            ),
            migrations.AddField(
                model_name="readinganswer",
                name="said_by",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.staff"
                ),
            ),
            migrations.AddField(
                model_name="sample",
                name="case",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="people.case",
                    verbose_name="case",
                ),
            ),
            migrations.AddField(
                model_name="sample",
                name="decision",
                field=models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT, related_name="sample", to="decide.decision"
                ),
            ),
            migrations.AddField(
                model_name="sample",
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
                model_name="samplerate",
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
                model_name="samplerate",
                name="set_by",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.staff"
                ),
            ),
            migrations.AddField(
                model_name="samplereader",
                name="case",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="people.case",
                    verbose_name="case",
                ),
            ),
            migrations.AddField(
                model_name="samplereader",
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
                model_name="samplereader",
                name="reader",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.staff"
                ),
            ),
            migrations.AddField(
                model_name="samplereader",
                name="sample",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="readers", to="decide.sample"
                ),
            ),
            migrations.AddField(
                model_name="samplereading",
                name="case",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="people.case",
                    verbose_name="case",
                ),
            ),
            migrations.AddField(
                model_name="samplereading",
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
                model_name="samplereading",
                name="reader",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.staff"
                ),
            ),
            migrations.AddField(
                model_name="samplereading",
                name="sample",
                field=models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT, related_name="reading", to="decide.sample"
                ),
            ),
            migrations.AddIndex(
                model_name="cover",
                index=models.Index(fields=["municipality", "case"], name="decide_cover_case"),
            ),
            migrations.AddConstraint(
                model_name="cover",
                constraint=naast.kernel.tenancy.MunicipalityPolicy(
                    field="municipality", name="decide_cover_policy", tenant_pk_type="bigint"
                ),
            ),
            migrations.AddConstraint(
                model_name="cover",
                constraint=models.CheckConstraint(
                    condition=models.Q(("staff__isnull", True), ("name", ""), _connector="XOR"),
                    name="decide_cover_one_name",
                ),
            ),
            migrations.AddIndex(
                model_name="dissent",
                index=models.Index(fields=["municipality", "case"], name="decide_dissent_case"),
            ),
            migrations.AddConstraint(
                model_name="dissent",
                constraint=naast.kernel.tenancy.MunicipalityPolicy(
                    field="municipality", name="decide_dissent_policy", tenant_pk_type="bigint"
                ),
            ),
            migrations.AddConstraint(
                model_name="dissent",
                constraint=models.CheckConstraint(
                    condition=models.Q(("words", ""), _negated=True), name="decide_dissent_words"
                ),
            ),
            migrations.AddIndex(
                model_name="readinganswer",
                index=models.Index(fields=["municipality", "case"], name="decide_answer_case"),
            ),
            migrations.AddConstraint(
                model_name="readinganswer",
                constraint=naast.kernel.tenancy.MunicipalityPolicy(
                    field="municipality", name="decide_readinganswer_policy", tenant_pk_type="bigint"
                ),
            ),
            migrations.AddConstraint(
                model_name="readinganswer",
                constraint=models.CheckConstraint(
                    condition=models.Q(("words", ""), _negated=True), name="decide_readinganswer_words"
                ),
            ),
            migrations.AddConstraint(
                model_name="sample",
                constraint=naast.kernel.tenancy.MunicipalityPolicy(
                    field="municipality", name="decide_sample_policy", tenant_pk_type="bigint"
                ),
            ),
            migrations.AddConstraint(
                model_name="samplerate",
                constraint=naast.kernel.tenancy.MunicipalityPolicy(
                    field="municipality", name="decide_samplerate_policy", tenant_pk_type="bigint"
                ),
            ),
            migrations.AddConstraint(
                model_name="samplerate",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("one_in__isnull", True), ("one_in__range", (1, 10000)), _connector="OR"
                    ),
                    name="decide_samplerate_one_in",
                ),
            ),
            migrations.AddConstraint(
                model_name="samplerate",
                constraint=models.CheckConstraint(
                    condition=models.Q(("because", ""), _negated=True), name="decide_samplerate_says_why"
                ),
            ),
            migrations.AddIndex(
                model_name="samplereader",
                index=models.Index(fields=["municipality", "reader"], name="decide_sample_reader"),
            ),
            migrations.AddConstraint(
                model_name="samplereader",
                constraint=naast.kernel.tenancy.MunicipalityPolicy(
                    field="municipality", name="decide_samplereader_policy", tenant_pk_type="bigint"
                ),
            ),
            migrations.AddIndex(
                model_name="samplereading",
                index=models.Index(fields=["municipality", "case"], name="decide_samplereading_case"),
            ),
            migrations.AddConstraint(
                model_name="samplereading",
                constraint=naast.kernel.tenancy.MunicipalityPolicy(
                    field="municipality", name="decide_samplereading_policy", tenant_pk_type="bigint"
                ),
            ),
            migrations.AddConstraint(
                model_name="samplereading",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("verdict", "nothing"), models.Q(("words", ""), _negated=True), _connector="OR"
                    ),
                    name="decide_samplereading_words",
                ),
            ),
        ]
    )
