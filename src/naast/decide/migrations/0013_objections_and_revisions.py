"""Steps and papers of an objection, a decision that replaces another, and proposals for a policy rule.

What they refuse stands in the migration after this one.
"""

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import naast.kernel.clock
import naast.kernel.tenancy
from naast.kernel.migrating import at_once


class Migration(migrations.Migration):
    dependencies = [
        ("decide", "0012_letters_leave"),
        ("kernel", "0005_retention_terms"),
        ("people", "0010_words_of_choices"),
    ]

    operations = at_once(
        [
            migrations.CreateModel(
                name="ObjectionStep",
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
                                ("confirmed", "receipt confirmed"),
                                ("late", "why it came later"),
                                ("invited", "invited to the hearing"),
                                ("not_heard", "no hearing"),
                                ("heard", "heard"),
                                ("postponed", "answer postponed"),
                                ("decided", "decided"),
                                ("withdrawn", "withdrawn"),
                            ],
                            max_length=10,
                            verbose_name="step",
                        ),
                    ),
                    ("done_on", models.DateField(default=naast.kernel.clock.today, verbose_name="when")),
                    ("words", models.TextField(blank=True, max_length=10000, verbose_name="words")),
                    (
                        "hearing_on",
                        models.DateField(blank=True, null=True, verbose_name="day of the hearing"),
                    ),
                    (
                        "hearing_at",
                        models.TimeField(blank=True, null=True, verbose_name="time of the hearing"),
                    ),
                    (
                        "way",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("home", "at home"),
                                ("office", "at the town hall or neighbourhood office"),
                                ("phone", "by phone"),
                                ("elsewhere", "somewhere else"),
                            ],
                            max_length=10,
                            verbose_name="how",
                        ),
                    ),
                    ("place", models.CharField(blank=True, max_length=200, verbose_name="where")),
                    (
                        "papers_from",
                        models.DateField(blank=True, null=True, verbose_name="papers ready from"),
                    ),
                    ("because", models.CharField(blank=True, max_length=15, verbose_name="on which ground")),
                    (
                        "until_on",
                        models.DateField(blank=True, null=True, verbose_name="answer at the latest on"),
                    ),
                    (
                        "with_committee",
                        models.BooleanField(default=False, verbose_name="a committee advises"),
                    ),
                    (
                        "verdict",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("founded", "founded"),
                                ("partly", "partly founded"),
                                ("unfounded", "unfounded"),
                                ("inadmissible", "inadmissible"),
                            ],
                            max_length=12,
                            verbose_name="decision on the objection",
                        ),
                    ),
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
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="people.staff",
                        ),
                    ),
                    (
                        "mandate",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="decide.mandate",
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
                        "objection",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="steps",
                            to="decide.objection",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "step of an objection",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="ObjectionPaper",
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
                                ("confirmation", "confirmation of receipt"),
                                ("invitation", "invitation to the hearing"),
                                ("postponement", "letter that the answer comes later"),
                                ("decision", "decision on the objection"),
                                ("bundle", "bundle of papers"),
                            ],
                            max_length=12,
                            verbose_name="kind",
                        ),
                    ),
                    ("digest", models.CharField(max_length=64, verbose_name="made of")),
                    ("sent_on", models.DateField(blank=True, null=True, verbose_name="date of sending")),
                    (
                        "way",
                        models.CharField(
                            blank=True,
                            choices=[("paper", "on paper"), ("handed", "handed over in person")],
                            max_length=8,
                            verbose_name="way of sending",
                        ),
                    ),
                    ("made_on", models.DateField(default=naast.kernel.clock.today, verbose_name="made on")),
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
                        "file",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="kernel.storedfile",
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
                        "objection",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="papers",
                            to="decide.objection",
                        ),
                    ),
                    (
                        "step",
                        models.OneToOneField(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="paper",
                            to="decide.objectionstep",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "paper of an objection",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="PolicyRule",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("row_key", models.CharField(max_length=40, verbose_name="row of the legal room")),
                    ("title_text", models.CharField(max_length=400, verbose_name="legal title")),
                    ("law", models.CharField(max_length=20, verbose_name="law")),
                    (
                        "outcome",
                        models.CharField(
                            choices=[("yes", "yes"), ("partly", "partly"), ("no", "no")],
                            max_length=6,
                            verbose_name="outcome",
                        ),
                    ),
                    ("decisions", models.PositiveIntegerField(verbose_name="decisions")),
                    ("households", models.PositiveIntegerField(verbose_name="households")),
                    ("first_on", models.DateField(verbose_name="first decided on")),
                    ("last_on", models.DateField(verbose_name="last decided on")),
                    (
                        "words",
                        models.JSONField(blank=True, default=list, verbose_name="words that come back"),
                    ),
                    ("counted_to", models.BigIntegerField(verbose_name="counted up to decision")),
                    ("made_on", models.DateField(default=naast.kernel.clock.today, verbose_name="made on")),
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
                    "verbose_name": "proposal for a policy rule",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="PolicyAnswer",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("taken_up", "We take this up"),
                                ("set_aside", "We set this aside, because ..."),
                                ("answered", "We answer"),
                            ],
                            max_length=10,
                            verbose_name="what we do",
                        ),
                    ),
                    ("words", models.TextField(max_length=3000, verbose_name="in own words")),
                    ("made_on", models.DateField(default=naast.kernel.clock.today, verbose_name="day")),
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
                        "rule",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="answers",
                            to="decide.policyrule",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "answer to a proposal for a policy rule",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="PolicyThreshold",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("after", models.PositiveIntegerField(verbose_name="after how many like decisions")),
                    ("words", models.CharField(max_length=300, verbose_name="why")),
                    ("made_on", models.DateField(default=naast.kernel.clock.today, verbose_name="day")),
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
                ],
                options={
                    "verbose_name": "number of like decisions",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Revision",
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
                        "why",
                        models.CharField(
                            choices=[
                                ("mistake", "there is a mistake in it"),
                                ("new_facts", "there are new facts"),
                                ("asked", "the resident asks for it"),
                                ("objection", "an objection"),
                            ],
                            max_length=10,
                            verbose_name="why",
                        ),
                    ),
                    ("words", models.TextField(max_length=3000, verbose_name="in own words")),
                    ("works_from", models.DateField(blank=True, null=True, verbose_name="works from")),
                    (
                        "back_because",
                        models.TextField(blank=True, max_length=3000, verbose_name="why it reaches back"),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("open", "being looked at again"),
                                ("done", "replaced"),
                                ("stopped", "stopped"),
                            ],
                            default="open",
                            max_length=8,
                            verbose_name="state",
                        ),
                    ),
                    (
                        "begun_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.staff"
                        ),
                    ),
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
                        "decision",
                        models.OneToOneField(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="revision",
                            to="decide.decision",
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
                        "objection",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="revisions",
                            to="decide.objection",
                        ),
                    ),
                    (
                        "replaces",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="revisions",
                            to="decide.decision",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "revision",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="RevisionEvent",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
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
                        "why",
                        models.CharField(
                            choices=[
                                ("mistake", "there is a mistake in it"),
                                ("new_facts", "there are new facts"),
                                ("asked", "the resident asks for it"),
                                ("objection", "an objection"),
                            ],
                            max_length=10,
                            verbose_name="why",
                        ),
                    ),
                    ("words", models.TextField(max_length=3000, verbose_name="in own words")),
                    ("works_from", models.DateField(blank=True, null=True, verbose_name="works from")),
                    (
                        "back_because",
                        models.TextField(blank=True, max_length=3000, verbose_name="why it reaches back"),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("open", "being looked at again"),
                                ("done", "replaced"),
                                ("stopped", "stopped"),
                            ],
                            default="open",
                            max_length=8,
                            verbose_name="state",
                        ),
                    ),
                    (
                        "begun_by",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="people.staff",
                        ),
                    ),
                    (
                        "case",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="people.case",
                            verbose_name="case",
                        ),
                    ),
                    (
                        "decision",
                        models.ForeignKey(
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="decide.decision",
                        ),
                    ),
                    (
                        "municipality",
                        models.ForeignKey(
                            db_constraint=False,
                            editable=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="kernel.municipality",
                        ),
                    ),
                    (
                        "objection",
                        models.ForeignKey(
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="decide.objection",
                        ),
                    ),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="events",
                            to="decide.revision",
                        ),
                    ),
                    (
                        "replaces",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="decide.decision",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.AddIndex(
                model_name="objectionstep",
                index=models.Index(fields=["municipality", "case", "id"], name="decide_objectionstep_case"),
            ),
            migrations.AddConstraint(
                model_name="objectionstep",
                constraint=naast.kernel.tenancy.MunicipalityPolicy(
                    field="municipality", name="decide_objectionstep_policy", tenant_pk_type="bigint"
                ),
            ),
            migrations.AddConstraint(
                model_name="objectionstep",
                constraint=models.UniqueConstraint(
                    condition=models.Q(("kind__in", ["decided", "withdrawn"])),
                    fields=("objection",),
                    name="decide_objectionstep_one_end",
                ),
            ),
            migrations.AddConstraint(
                model_name="objectionstep",
                constraint=models.UniqueConstraint(
                    condition=models.Q(("kind", "confirmed")),
                    fields=("objection",),
                    name="decide_objectionstep_confirmed_once",
                ),
            ),
            migrations.AddConstraint(
                model_name="objectionstep",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("kind__in", ["late", "heard", "postponed", "decided", "withdrawn"]),
                            _negated=True,
                        ),
                        models.Q(("words", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="decide_objectionstep_says_something",
                ),
            ),
            migrations.AddConstraint(
                model_name="objectionstep",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("kind", "invited"), _negated=True),
                        models.Q(
                            ("hearing_on__isnull", False),
                            ("papers_from__isnull", False),
                            models.Q(("way", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="decide_objectionstep_invited",
                ),
            ),
            migrations.AddConstraint(
                model_name="objectionstep",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("kind__in", ["not_heard", "postponed"]), _negated=True),
                        models.Q(("because", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="decide_objectionstep_ground",
                ),
            ),
            migrations.AddConstraint(
                model_name="objectionstep",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("kind", "postponed"), _negated=True),
                        ("until_on__isnull", False),
                        _connector="OR",
                    ),
                    name="decide_objectionstep_until",
                ),
            ),
            migrations.AddConstraint(
                model_name="objectionstep",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("kind", "decided"),
                            ("made_by__isnull", False),
                            ("mandate__isnull", False),
                            models.Q(("verdict", ""), _negated=True),
                        ),
                        models.Q(
                            models.Q(("kind", "decided"), _negated=True),
                            ("mandate__isnull", True),
                            ("verdict", ""),
                        ),
                        _connector="OR",
                    ),
                    name="decide_objectionstep_verdict",
                ),
            ),
            migrations.AddConstraint(
                model_name="objectionstep",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("made_by__isnull", False), ("kind__in", ["late", "withdrawn"]), _connector="OR"
                    ),
                    name="decide_objectionstep_by_staff",
                ),
            ),
            migrations.AddIndex(
                model_name="objectionpaper",
                index=models.Index(fields=["municipality", "case"], name="decide_objectionpaper_case"),
            ),
            migrations.AddConstraint(
                model_name="objectionpaper",
                constraint=naast.kernel.tenancy.MunicipalityPolicy(
                    field="municipality", name="decide_objectionpaper_policy", tenant_pk_type="bigint"
                ),
            ),
            migrations.AddConstraint(
                model_name="objectionpaper",
                constraint=models.UniqueConstraint(
                    fields=("objection", "digest"), name="decide_objectionpaper_once"
                ),
            ),
            migrations.AddConstraint(
                model_name="objectionpaper",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("kind", "bundle"), ("sent_on__isnull", True), ("step__isnull", True)),
                        models.Q(
                            models.Q(("kind", "bundle"), _negated=True),
                            ("sent_on__isnull", False),
                            ("step__isnull", False),
                            models.Q(("way", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="decide_objectionpaper_letter_sent",
                ),
            ),
            migrations.AddConstraint(
                model_name="policyrule",
                constraint=naast.kernel.tenancy.MunicipalityPolicy(
                    field="municipality", name="decide_policyrule_policy", tenant_pk_type="bigint"
                ),
            ),
            migrations.AddConstraint(
                model_name="policyrule",
                constraint=models.UniqueConstraint(
                    fields=("municipality", "row_key", "law", "outcome", "counted_to"),
                    name="decide_policyrule_once",
                ),
            ),
            migrations.AddConstraint(
                model_name="policyrule",
                constraint=models.CheckConstraint(
                    condition=models.Q(("households__gte", 10)), name="decide_policyrule_households"
                ),
            ),
            migrations.AddConstraint(
                model_name="policyanswer",
                constraint=naast.kernel.tenancy.MunicipalityPolicy(
                    field="municipality", name="decide_policyanswer_policy", tenant_pk_type="bigint"
                ),
            ),
            migrations.AddConstraint(
                model_name="policyanswer",
                constraint=models.CheckConstraint(
                    condition=models.Q(("words", ""), _negated=True),
                    name="decide_policyanswer_says_something",
                ),
            ),
            migrations.AddConstraint(
                model_name="policythreshold",
                constraint=naast.kernel.tenancy.MunicipalityPolicy(
                    field="municipality", name="decide_policythreshold_policy", tenant_pk_type="bigint"
                ),
            ),
            migrations.AddConstraint(
                model_name="policythreshold",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("after__gte", 10), ("after__lte", 10000), models.Q(("words", ""), _negated=True)
                    ),
                    name="decide_policythreshold_number",
                ),
            ),
            migrations.AddIndex(
                model_name="revision",
                index=models.Index(fields=["municipality", "case"], name="decide_revision_case"),
            ),
            migrations.AddConstraint(
                model_name="revision",
                constraint=naast.kernel.tenancy.MunicipalityPolicy(
                    field="municipality", name="decide_revision_policy", tenant_pk_type="bigint"
                ),
            ),
            migrations.AddConstraint(
                model_name="revision",
                constraint=models.UniqueConstraint(
                    condition=models.Q(("state", "open")),
                    fields=("municipality", "case"),
                    name="decide_revision_one_open",
                ),
            ),
            migrations.AddConstraint(
                model_name="revision",
                constraint=models.UniqueConstraint(
                    condition=models.Q(("state", "done")),
                    fields=("replaces",),
                    name="decide_revision_replaced_once",
                ),
            ),
            migrations.AddConstraint(
                model_name="revision",
                constraint=models.CheckConstraint(
                    condition=models.Q(("words", ""), _negated=True), name="decide_revision_says_why"
                ),
            ),
            migrations.AddConstraint(
                model_name="revision",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("objection__isnull", False), ("why", "objection")),
                        models.Q(models.Q(("why", "objection"), _negated=True), ("objection__isnull", True)),
                        _connector="OR",
                    ),
                    name="decide_revision_objection",
                ),
            ),
            migrations.AddConstraint(
                model_name="revision",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("decision__isnull", False), ("state", "done")),
                        models.Q(models.Q(("state", "done"), _negated=True), ("decision__isnull", True)),
                        _connector="OR",
                    ),
                    name="decide_revision_done",
                ),
            ),
            migrations.AddConstraint(
                model_name="revision",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("decision__isnull", True),
                        models.Q(("decision", models.F("replaces")), _negated=True),
                        _connector="OR",
                    ),
                    name="decide_revision_of_another",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="revision",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "decide_revisionevent" ("back_because", "begun_by_id", "case_id", "created_at", "decision_id", "destroy_on", "ground", "id", "municipality_id", "objection_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replaces_id", "state", "version", "why", "words", "works_from") VALUES (NEW."back_because", NEW."begun_by_id", NEW."case_id", NEW."created_at", NEW."decision_id", NEW."destroy_on", NEW."ground", NEW."id", NEW."municipality_id", NEW."objection_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."replaces_id", NEW."state", NEW."version", NEW."why", NEW."words", NEW."works_from"); RETURN NULL;',
                        hash="f3d2a879fc51b7656e3c878548a6cc697e21f4b4",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_a6a09",
                        table="decide_revision",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="revision",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "decide_revisionevent" ("back_because", "begun_by_id", "case_id", "created_at", "decision_id", "destroy_on", "ground", "id", "municipality_id", "objection_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replaces_id", "state", "version", "why", "words", "works_from") VALUES (NEW."back_because", NEW."begun_by_id", NEW."case_id", NEW."created_at", NEW."decision_id", NEW."destroy_on", NEW."ground", NEW."id", NEW."municipality_id", NEW."objection_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."replaces_id", NEW."state", NEW."version", NEW."why", NEW."words", NEW."works_from"); RETURN NULL;',
                        hash="7b6447995d3cba85f0e8e2dd4ef6f495285ba11a",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_5c231",
                        table="decide_revision",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="revision",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "decide_revisionevent" ("back_because", "begun_by_id", "case_id", "created_at", "decision_id", "destroy_on", "ground", "id", "municipality_id", "objection_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replaces_id", "state", "version", "why", "words", "works_from") VALUES (OLD."back_because", OLD."begun_by_id", OLD."case_id", OLD."created_at", OLD."decision_id", OLD."destroy_on", OLD."ground", OLD."id", OLD."municipality_id", OLD."objection_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."replaces_id", OLD."state", OLD."version", OLD."why", OLD."words", OLD."works_from"); RETURN NULL;',
                        hash="7972777bbc2fd416ee045e184c6a42449398a825",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_0384a",
                        table="decide_revision",
                        when="AFTER",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="revisionevent",
                constraint=naast.kernel.tenancy.MunicipalityPolicy(
                    field="municipality", name="decide_revision_event_policy", tenant_pk_type="bigint"
                ),
            ),
        ]
    )
