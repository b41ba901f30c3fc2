"""The words of a letter, who does not understand it, and what is said about it in simpler words."""

import django.db.models.deletion
from django.db import migrations, models

import naast.kernel.clock
import naast.kernel.tenancy
from naast.kernel.migrating import at_once

FORWARDS = """
CREATE FUNCTION naast_letter_explained() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF TG_TABLE_NAME = 'decide_letterexplanation' THEN
        IF NOT EXISTS (
            SELECT 1 FROM decide_letterquestion q WHERE q.id = NEW.question_id AND q.case_id = NEW.case_id
        ) THEN
            RAISE EXCEPTION 'an explanation answers a question in the same case'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_letter_explained_here';
        END IF;
    ELSIF NOT EXISTS (
        SELECT 1 FROM decide_document d WHERE d.id = NEW.document_id AND d.case_id = NEW.case_id
    ) THEN
        RAISE EXCEPTION 'this is no letter of the same case'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_letter_of_this_case';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decide_lettertext_holds BEFORE INSERT ON decide_lettertext
    FOR EACH ROW EXECUTE FUNCTION naast_letter_explained();
CREATE TRIGGER decide_letterquestion_holds BEFORE INSERT ON decide_letterquestion
    FOR EACH ROW EXECUTE FUNCTION naast_letter_explained();
CREATE TRIGGER decide_letterexplanation_holds BEFORE INSERT ON decide_letterexplanation
    FOR EACH ROW EXECUTE FUNCTION naast_letter_explained();
"""

BACKWARDS = """
DROP TRIGGER decide_letterexplanation_holds ON decide_letterexplanation;
DROP TRIGGER decide_letterquestion_holds ON decide_letterquestion;
DROP TRIGGER decide_lettertext_holds ON decide_lettertext;
DROP FUNCTION naast_letter_explained();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("decide", "0010_eyes_cover_dissent"),
        ("kernel", "0005_retention_terms"),
        ("people", "0010_words_of_choices"),
    ]

    operations = [
        *at_once(
            [
                migrations.CreateModel(
                    name="LetterQuestion",
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
                            "part",
                            models.CharField(blank=True, max_length=200, verbose_name="part of the letter"),
                        ),
                        ("words", models.TextField(blank=True, max_length=2000, verbose_name="in own words")),
                        ("said_on", models.DateField(default=naast.kernel.clock.today, verbose_name="day")),
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
                            "document",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="questions",
                                to="decide.document",
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
                            "noted_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.staff",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "question about a letter",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="LetterExplanation",
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
                        ("words", models.TextField(max_length=5000, verbose_name="in simpler words")),
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
                        (
                            "question",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="explanations",
                                to="decide.letterquestion",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "explanation of a letter",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="LetterText",
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
                        ("lines", models.JSONField(verbose_name="lines")),
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
                            "document",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="plain",
                                to="decide.document",
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
                        "verbose_name": "words of a letter",
                        "abstract": False,
                    },
                ),
                migrations.AddIndex(
                    model_name="letterquestion",
                    index=models.Index(fields=["municipality", "case"], name="decide_letterquestion_case"),
                ),
                migrations.AddConstraint(
                    model_name="letterquestion",
                    constraint=naast.kernel.tenancy.MunicipalityPolicy(
                        field="municipality", name="decide_letterquestion_policy", tenant_pk_type="bigint"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="letterexplanation",
                    constraint=naast.kernel.tenancy.MunicipalityPolicy(
                        field="municipality", name="decide_letterexplanation_policy", tenant_pk_type="bigint"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="letterexplanation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True),
                        name="decide_letterexplanation_says_something",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="lettertext",
                    constraint=naast.kernel.tenancy.MunicipalityPolicy(
                        field="municipality", name="decide_lettertext_policy", tenant_pk_type="bigint"
                    ),
                ),
            ]
        ),
        migrations.RunSQL(FORWARDS, BACKWARDS),
    ]
