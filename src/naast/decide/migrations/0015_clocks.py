"""What a decision rests on, the steps and pauses of its clock, notices of default, and looking again."""

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import naast.kernel.clock
import naast.kernel.tenancy
from naast.kernel.migrating import at_once

GUARDS = """
CREATE FUNCTION naast_clock_basis() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
    proposed decide_proposal%ROWTYPE;
BEGIN
    SELECT * INTO proposed FROM decide_proposal p WHERE p.id = NEW.proposal_id;
    IF proposed.case_id IS DISTINCT FROM NEW.case_id OR (NEW.intake_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM people_intake i WHERE i.id = NEW.intake_id AND i.case_id = NEW.case_id
    )) THEN
        RAISE EXCEPTION 'what it rests on belongs to the same case'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_clock_of_this_case';
    END IF;
    IF EXISTS (SELECT 1 FROM decide_decision d WHERE d.proposal_id = NEW.proposal_id) AND (
        TG_OP = 'INSERT' OR to_jsonb(NEW) - '{destroy_on,version}'::text[]
            IS DISTINCT FROM to_jsonb(OLD) - '{destroy_on,version}'::text[]
    ) THEN
        RAISE EXCEPTION 'a decision rests on what it rested on'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_basis_stands';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decide_basis_holds BEFORE INSERT OR UPDATE ON decide_basis
    FOR EACH ROW EXECUTE FUNCTION naast_clock_basis();

CREATE FUNCTION naast_decision_rests() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM decide_basis b LEFT JOIN people_intake i ON i.id = b.intake_id
        WHERE b.proposal_id = NEW.proposal_id AND (b.because <> '' OR i.kind <> 'ex_officio')
    ) THEN
        RAISE EXCEPTION 'a decision says what it rests on'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_decision_rests_on';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decide_decision_rests BEFORE INSERT ON decide_decision
    FOR EACH ROW EXECUTE FUNCTION naast_decision_rests();

CREATE FUNCTION naast_clock_step() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
    came people_intake%ROWTYPE;
BEGIN
    SELECT * INTO came FROM people_intake i WHERE i.id = NEW.intake_id AND i.case_id = NEW.case_id;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'a step belongs to what came in in the same case'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_clock_of_this_case';
    END IF;
    IF NEW.taken_on < came.received_on THEN
        RAISE EXCEPTION 'a step comes after what came in'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_clock_after_it_came_in';
    END IF;
    IF NOT (CASE NEW.kind
        WHEN 'talk_held' THEN came.law = 'wgs' AND came.kind <> 'ex_officio'
        WHEN 'inquiry_done' THEN came.law = 'wmo' AND came.kind = 'report'
        WHEN 'report_given' THEN came.law = 'wmo' AND came.kind = 'report'
        WHEN 'application_made' THEN came.law <> 'wgs' AND came.kind = 'report'
        WHEN 'temporary_given' THEN came.law = 'wmo' AND came.kind <> 'ex_officio'
        ELSE false END) THEN
        RAISE EXCEPTION 'this law has no such step'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_clock_step_of_this_law';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decide_clockstep_holds BEFORE INSERT ON decide_clockstep
    FOR EACH ROW EXECUTE FUNCTION naast_clock_step();

CREATE FUNCTION naast_clock_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
    came people_intake%ROWTYPE;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF to_jsonb(NEW) - '{ended_on,destroy_on,version}'::text[]
            IS DISTINCT FROM to_jsonb(OLD) - '{ended_on,destroy_on,version}'::text[]
           OR (OLD.ended_on IS NOT NULL AND NEW.ended_on IS DISTINCT FROM OLD.ended_on) THEN
            RAISE EXCEPTION 'what was told stands: a pause only ends'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_clock_change_only_ends';
        END IF;
        RETURN NEW;
    END IF;
    SELECT * INTO came FROM people_intake i WHERE i.id = NEW.intake_id AND i.case_id = NEW.case_id;
    IF NOT FOUND OR came.kind = 'ex_officio' THEN
        RAISE EXCEPTION 'a change of a term belongs to what came in in the same case'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_clock_of_this_case';
    END IF;
    IF NEW.told_on < came.received_on THEN
        RAISE EXCEPTION 'a change comes after what came in'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_clock_after_it_came_in';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decide_termchange_holds BEFORE INSERT OR UPDATE ON decide_termchange
    FOR EACH ROW EXECUTE FUNCTION naast_clock_change();

CREATE FUNCTION naast_clock_default() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
    came people_intake%ROWTYPE;
    fixed text[] := '{destroy_on,version}';
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF OLD.determined_on IS NULL THEN
            fixed := fixed || '{determined_on,determined_days,determined_amount,determined_words,determined_by_id}';
        END IF;
        IF to_jsonb(NEW) - fixed IS DISTINCT FROM to_jsonb(OLD) - fixed THEN
            RAISE EXCEPTION 'what the resident wrote, and what was determined, stands'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_default_stands';
        END IF;
        RETURN NEW;
    END IF;
    SELECT * INTO came FROM people_intake i WHERE i.id = NEW.intake_id AND i.case_id = NEW.case_id;
    IF NOT FOUND OR came.kind = 'ex_officio' THEN
        RAISE EXCEPTION 'a notice of default belongs to what came in in the same case'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_clock_of_this_case';
    END IF;
    IF NEW.received_on < came.received_on THEN
        RAISE EXCEPTION 'a notice of default comes after what came in'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_clock_after_it_came_in';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decide_defaultnotice_holds BEFORE INSERT OR UPDATE ON decide_defaultnotice
    FOR EACH ROW EXECUTE FUNCTION naast_clock_default();

CREATE FUNCTION naast_penalty_amounts() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM people_staffrole r
        WHERE r.municipality_id = NEW.municipality_id AND r.role = 'administrator' AND r.staff_id = NEW.made_by_id
    ) THEN
        RAISE EXCEPTION 'only the administrator keeps the amounts'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_penalty_by_administrator';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decide_penaltyamounts_holds BEFORE INSERT ON decide_penaltyamounts
    FOR EACH ROW EXECUTE FUNCTION naast_penalty_amounts();

CREATE FUNCTION naast_looked_again() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM decide_decision d WHERE d.id = NEW.decision_id AND d.case_id = NEW.case_id) THEN
        RAISE EXCEPTION 'looking again is about a decision in the same case'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_clock_of_this_case';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decide_lookedagain_holds BEFORE INSERT ON decide_lookedagain
    FOR EACH ROW EXECUTE FUNCTION naast_looked_again();
"""

UNGUARDED = """
DROP TRIGGER decide_lookedagain_holds ON decide_lookedagain;
DROP FUNCTION naast_looked_again();
DROP TRIGGER decide_penaltyamounts_holds ON decide_penaltyamounts;
DROP FUNCTION naast_penalty_amounts();
DROP TRIGGER decide_defaultnotice_holds ON decide_defaultnotice;
DROP FUNCTION naast_clock_default();
DROP TRIGGER decide_termchange_holds ON decide_termchange;
DROP FUNCTION naast_clock_change();
DROP TRIGGER decide_clockstep_holds ON decide_clockstep;
DROP FUNCTION naast_clock_step();
DROP TRIGGER decide_decision_rests ON decide_decision;
DROP FUNCTION naast_decision_rests();
DROP TRIGGER decide_basis_holds ON decide_basis;
DROP FUNCTION naast_clock_basis();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("decide", "0014_what_an_objection_refuses"),
        ("kernel", "0005_retention_terms"),
        ("people", "0010_words_of_choices"),
    ]

    operations = [
        *at_once(
            [
                migrations.CreateModel(
                    name="Basis",
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
                            "because",
                            models.CharField(
                                blank=True, max_length=2000, verbose_name="why we begin about this ourselves"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "what it rests on",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="BasisEvent",
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
                            "because",
                            models.CharField(
                                blank=True, max_length=2000, verbose_name="why we begin about this ourselves"
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ClockStep",
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
                                    ("talk_held", "first talk held"),
                                    ("inquiry_done", "inquiry done"),
                                    ("report_given", "report of the inquiry given"),
                                    ("application_made", "application made"),
                                    ("temporary_given", "something temporary arranged"),
                                ],
                                max_length=20,
                                verbose_name="what was done",
                            ),
                        ),
                        ("taken_on", models.DateField(blank=True, null=True, verbose_name="on which day")),
                    ],
                    options={
                        "verbose_name": "step of a clock",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="DefaultNotice",
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
                            "received_on",
                            models.DateField(default=naast.kernel.clock.today, verbose_name="received on"),
                        ),
                        (
                            "words",
                            models.TextField(
                                blank=True, max_length=10000, verbose_name="what the resident writes"
                            ),
                        ),
                        (
                            "determined_on",
                            models.DateField(blank=True, null=True, verbose_name="determined on"),
                        ),
                        (
                            "determined_days",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="days"),
                        ),
                        (
                            "determined_amount",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=12,
                                null=True,
                                verbose_name="amount (euros)",
                            ),
                        ),
                        (
                            "determined_words",
                            models.TextField(blank=True, max_length=2000, verbose_name="why"),
                        ),
                    ],
                    options={
                        "verbose_name": "notice of default",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="DefaultNoticeEvent",
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
                            "received_on",
                            models.DateField(default=naast.kernel.clock.today, verbose_name="received on"),
                        ),
                        (
                            "words",
                            models.TextField(
                                blank=True, max_length=10000, verbose_name="what the resident writes"
                            ),
                        ),
                        (
                            "determined_on",
                            models.DateField(blank=True, null=True, verbose_name="determined on"),
                        ),
                        (
                            "determined_days",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="days"),
                        ),
                        (
                            "determined_amount",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=12,
                                null=True,
                                verbose_name="amount (euros)",
                            ),
                        ),
                        (
                            "determined_words",
                            models.TextField(blank=True, max_length=2000, verbose_name="why"),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="LookedAgain",
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
                            "about",
                            models.CharField(
                                choices=[
                                    ("review", "the day on which we look again"),
                                    ("period", "the end of the period"),
                                ],
                                max_length=6,
                                verbose_name="about",
                            ),
                        ),
                        ("words", models.TextField(max_length=3000, verbose_name="what came of it")),
                        ("looked_on", models.DateField(default=naast.kernel.clock.today, verbose_name="on")),
                    ],
                    options={
                        "verbose_name": "looked again",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="PenaltyAmounts",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("from_on", models.DateField(verbose_name="from")),
                        (
                            "first",
                            models.DecimalField(
                                decimal_places=2,
                                max_digits=8,
                                verbose_name="each of the first fourteen days (euros)",
                            ),
                        ),
                        (
                            "second",
                            models.DecimalField(
                                decimal_places=2,
                                max_digits=8,
                                verbose_name="each of the next fourteen days (euros)",
                            ),
                        ),
                        (
                            "third",
                            models.DecimalField(
                                decimal_places=2, max_digits=8, verbose_name="each of the other days (euros)"
                            ),
                        ),
                        ("source", models.CharField(max_length=300, verbose_name="where this can be read")),
                        (
                            "made_on",
                            models.DateField(
                                default=naast.kernel.clock.today, verbose_name="written down on"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "amounts of the penalty",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="TermChange",
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
                                    ("postponed", "told that it becomes later"),
                                    ("papers", "waiting for papers of the resident"),
                                    ("consent", "waiting with the consent of the resident"),
                                ],
                                max_length=10,
                                verbose_name="what changes",
                            ),
                        ),
                        (
                            "told_on",
                            models.DateField(default=naast.kernel.clock.today, verbose_name="told on"),
                        ),
                        ("until_on", models.DateField(verbose_name="until and including")),
                        ("reason", models.CharField(max_length=2000, verbose_name="why")),
                        ("letter", models.TextField(max_length=6000, verbose_name="text of the letter")),
                        ("ended_on", models.DateField(blank=True, null=True, verbose_name="ended on")),
                    ],
                    options={
                        "verbose_name": "change of a term",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="TermChangeEvent",
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("postponed", "told that it becomes later"),
                                    ("papers", "waiting for papers of the resident"),
                                    ("consent", "waiting with the consent of the resident"),
                                ],
                                max_length=10,
                                verbose_name="what changes",
                            ),
                        ),
                        (
                            "told_on",
                            models.DateField(default=naast.kernel.clock.today, verbose_name="told on"),
                        ),
                        ("until_on", models.DateField(verbose_name="until and including")),
                        ("reason", models.CharField(max_length=2000, verbose_name="why")),
                        ("letter", models.TextField(max_length=6000, verbose_name="text of the letter")),
                        ("ended_on", models.DateField(blank=True, null=True, verbose_name="ended on")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddField(
                    model_name="hearing",
                    name="exception",
                    field=models.CharField(
                        blank=True,
                        choices=[
                            ("urgent", "it could not wait (Awb 4:11 a)"),
                            ("heard_before", "already heard about this, and nothing is new (Awb 4:11 b)"),
                            ("purpose", "it only works when it is not told first (Awb 4:11 c)"),
                        ],
                        db_default="",
                        max_length=15,
                        verbose_name="exception",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="hearing",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("exception", ""), models.Q(("why_not", ""), _negated=True), _connector="OR"
                        ),
                        name="decide_hearing_exception_in_words",
                    ),
                ),
                migrations.AddField(
                    model_name="basis",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.case",
                        verbose_name="case",
                    ),
                ),
                migrations.AddField(
                    model_name="basis",
                    name="intake",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.intake",
                    ),
                ),
                migrations.AddField(
                    model_name="basis",
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
                    model_name="basis",
                    name="proposal",
                    field=models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="basis",
                        to="decide.proposal",
                    ),
                ),
                migrations.AddField(
                    model_name="basisevent",
                    name="case",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="people.case",
                        verbose_name="case",
                    ),
                ),
                migrations.AddField(
                    model_name="basisevent",
                    name="intake",
                    field=models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="people.intake",
                    ),
                ),
                migrations.AddField(
                    model_name="basisevent",
                    name="municipality",
                    field=models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="kernel.municipality",
                    ),
                ),
                migrations.AddField(
                    model_name="basisevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="decide.basis",
                    ),
                ),
                migrations.AddField(
                    model_name="basisevent",
                    name="proposal",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="decide.proposal",
                    ),
                ),
                migrations.AddField(
                    model_name="clockstep",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.case",
                        verbose_name="case",
                    ),
                ),
                migrations.AddField(
                    model_name="clockstep",
                    name="intake",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.intake"
                    ),
                ),
                migrations.AddField(
                    model_name="clockstep",
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
                    model_name="clockstep",
                    name="noted_by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.staff"
                    ),
                ),
                migrations.AddField(
                    model_name="defaultnotice",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.case",
                        verbose_name="case",
                    ),
                ),
                migrations.AddField(
                    model_name="defaultnotice",
                    name="determined_by",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.staff",
                    ),
                ),
                migrations.AddField(
                    model_name="defaultnotice",
                    name="intake",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.intake"
                    ),
                ),
                migrations.AddField(
                    model_name="defaultnotice",
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
                    model_name="defaultnotice",
                    name="received_by",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.staff",
                    ),
                ),
                migrations.AddField(
                    model_name="defaultnoticeevent",
                    name="case",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="people.case",
                        verbose_name="case",
                    ),
                ),
                migrations.AddField(
                    model_name="defaultnoticeevent",
                    name="determined_by",
                    field=models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="people.staff",
                    ),
                ),
                migrations.AddField(
                    model_name="defaultnoticeevent",
                    name="intake",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="people.intake",
                    ),
                ),
                migrations.AddField(
                    model_name="defaultnoticeevent",
                    name="municipality",
                    field=models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="kernel.municipality",
                    ),
                ),
                migrations.AddField(
                    model_name="defaultnoticeevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="decide.defaultnotice",
                    ),
                ),
                migrations.AddField(
                    model_name="defaultnoticeevent",
                    name="received_by",
                    field=models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="people.staff",
                    ),
                ),
                migrations.AddField(
                    model_name="lookedagain",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.case",
                        verbose_name="case",
                    ),
                ),
                migrations.AddField(
                    model_name="lookedagain",
                    name="decision",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="looked_again",
                        to="decide.decision",
                    ),
                ),
                migrations.AddField(
                    model_name="lookedagain",
                    name="looked_by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.staff"
                    ),
                ),
                migrations.AddField(
                    model_name="lookedagain",
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
                    model_name="penaltyamounts",
                    name="made_by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.staff"
                    ),
                ),
                migrations.AddField(
                    model_name="penaltyamounts",
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
                    model_name="termchange",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.case",
                        verbose_name="case",
                    ),
                ),
                migrations.AddField(
                    model_name="termchange",
                    name="intake",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.intake"
                    ),
                ),
                migrations.AddField(
                    model_name="termchange",
                    name="made_by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.staff"
                    ),
                ),
                migrations.AddField(
                    model_name="termchange",
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
                    model_name="termchangeevent",
                    name="case",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="people.case",
                        verbose_name="case",
                    ),
                ),
                migrations.AddField(
                    model_name="termchangeevent",
                    name="intake",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="people.intake",
                    ),
                ),
                migrations.AddField(
                    model_name="termchangeevent",
                    name="made_by",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="people.staff",
                    ),
                ),
                migrations.AddField(
                    model_name="termchangeevent",
                    name="municipality",
                    field=models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="kernel.municipality",
                    ),
                ),
                migrations.AddField(
                    model_name="termchangeevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="decide.termchange",
                    ),
                ),
                migrations.AddIndex(
                    model_name="basis",
                    index=models.Index(fields=["municipality", "intake"], name="decide_basis_intake"),
                ),
                migrations.AddIndex(
                    model_name="basis",
                    index=models.Index(fields=["municipality", "case"], name="decide_basis_case"),
                ),
                migrations.AddConstraint(
                    model_name="basis",
                    constraint=naast.kernel.tenancy.MunicipalityPolicy(
                        field="municipality", name="decide_basis_policy", tenant_pk_type="bigint"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="basis",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("intake__isnull", False),
                            models.Q(("because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="decide_basis_says_what",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="basis",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "decide_basisevent" ("because", "case_id", "created_at", "destroy_on", "ground", "id", "intake_id", "municipality_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal_id", "version") VALUES (NEW."because", NEW."case_id", NEW."created_at", NEW."destroy_on", NEW."ground", NEW."id", NEW."intake_id", NEW."municipality_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."proposal_id", NEW."version"); RETURN NULL;',
                            hash="2d9b200ce0da9913b0c10a4a3bafdf5c0cf6a747",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_44f76",
                            table="decide_basis",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="basis",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "decide_basisevent" ("because", "case_id", "created_at", "destroy_on", "ground", "id", "intake_id", "municipality_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal_id", "version") VALUES (NEW."because", NEW."case_id", NEW."created_at", NEW."destroy_on", NEW."ground", NEW."id", NEW."intake_id", NEW."municipality_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."proposal_id", NEW."version"); RETURN NULL;',
                            hash="aec8ce35e7f7bca02a483120f815416c342f8bb1",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_d67f7",
                            table="decide_basis",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="basis",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "decide_basisevent" ("because", "case_id", "created_at", "destroy_on", "ground", "id", "intake_id", "municipality_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal_id", "version") VALUES (OLD."because", OLD."case_id", OLD."created_at", OLD."destroy_on", OLD."ground", OLD."id", OLD."intake_id", OLD."municipality_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."proposal_id", OLD."version"); RETURN NULL;',
                            hash="fdc05f26dc973adde982023c0e1a3ac922d00cf8",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_41992",
                            table="decide_basis",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="basisevent",
                    constraint=naast.kernel.tenancy.MunicipalityPolicy(
                        field="municipality", name="decide_basis_event_policy", tenant_pk_type="bigint"
                    ),
                ),
                migrations.AddIndex(
                    model_name="clockstep",
                    index=models.Index(
                        fields=["municipality", "case", "intake"], name="decide_clockstep_case"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="clockstep",
                    constraint=naast.kernel.tenancy.MunicipalityPolicy(
                        field="municipality", name="decide_clockstep_policy", tenant_pk_type="bigint"
                    ),
                ),
                migrations.AddIndex(
                    model_name="defaultnotice",
                    index=models.Index(fields=["municipality", "case", "intake"], name="decide_default_case"),
                ),
                migrations.AddConstraint(
                    model_name="defaultnotice",
                    constraint=naast.kernel.tenancy.MunicipalityPolicy(
                        field="municipality", name="decide_defaultnotice_policy", tenant_pk_type="bigint"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="defaultnotice",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("determined_amount__isnull", True),
                                ("determined_by__isnull", True),
                                ("determined_days__isnull", True),
                                ("determined_on__isnull", True),
                            ),
                            models.Q(
                                ("determined_amount__gte", 0),
                                ("determined_by__isnull", False),
                                ("determined_days__range", (0, 42)),
                                ("determined_on__isnull", False),
                                models.Q(("determined_words", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="decide_defaultnotice_determined",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="defaultnotice",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "decide_defaultnoticeevent" ("case_id", "created_at", "destroy_on", "determined_amount", "determined_by_id", "determined_days", "determined_on", "determined_words", "ground", "id", "intake_id", "municipality_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_by_id", "received_on", "version", "words") VALUES (NEW."case_id", NEW."created_at", NEW."destroy_on", NEW."determined_amount", NEW."determined_by_id", NEW."determined_days", NEW."determined_on", NEW."determined_words", NEW."ground", NEW."id", NEW."intake_id", NEW."municipality_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."received_by_id", NEW."received_on", NEW."version", NEW."words"); RETURN NULL;',
                            hash="4c7f11754e815780bae5f0ae85e328113983fceb",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_83985",
                            table="decide_defaultnotice",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="defaultnotice",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "decide_defaultnoticeevent" ("case_id", "created_at", "destroy_on", "determined_amount", "determined_by_id", "determined_days", "determined_on", "determined_words", "ground", "id", "intake_id", "municipality_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_by_id", "received_on", "version", "words") VALUES (NEW."case_id", NEW."created_at", NEW."destroy_on", NEW."determined_amount", NEW."determined_by_id", NEW."determined_days", NEW."determined_on", NEW."determined_words", NEW."ground", NEW."id", NEW."intake_id", NEW."municipality_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."received_by_id", NEW."received_on", NEW."version", NEW."words"); RETURN NULL;',
                            hash="1a3324002901c9ef11a5c826ee8ae41513d4fb02",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_506d6",
                            table="decide_defaultnotice",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="defaultnotice",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "decide_defaultnoticeevent" ("case_id", "created_at", "destroy_on", "determined_amount", "determined_by_id", "determined_days", "determined_on", "determined_words", "ground", "id", "intake_id", "municipality_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_by_id", "received_on", "version", "words") VALUES (OLD."case_id", OLD."created_at", OLD."destroy_on", OLD."determined_amount", OLD."determined_by_id", OLD."determined_days", OLD."determined_on", OLD."determined_words", OLD."ground", OLD."id", OLD."intake_id", OLD."municipality_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."received_by_id", OLD."received_on", OLD."version", OLD."words"); RETURN NULL;',
                            hash="0d87abf65d15ada8ea7d1c9559763046bf79362b",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_62e6d",
                            table="decide_defaultnotice",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="defaultnoticeevent",
                    constraint=naast.kernel.tenancy.MunicipalityPolicy(
                        field="municipality",
                        name="decide_defaultnotice_event_policy",
                        tenant_pk_type="bigint",
                    ),
                ),
                migrations.AddIndex(
                    model_name="lookedagain",
                    index=models.Index(fields=["municipality", "case"], name="decide_lookedagain_case"),
                ),
                migrations.AddConstraint(
                    model_name="lookedagain",
                    constraint=naast.kernel.tenancy.MunicipalityPolicy(
                        field="municipality", name="decide_lookedagain_policy", tenant_pk_type="bigint"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="lookedagain",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="decide_lookedagain_words"
                    ),
                ),
                migrations.AddIndex(
                    model_name="penaltyamounts",
                    index=models.Index(
                        fields=["municipality", "-from_on", "-id"], name="decide_penalty_days"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="penaltyamounts",
                    constraint=naast.kernel.tenancy.MunicipalityPolicy(
                        field="municipality", name="decide_penaltyamounts_policy", tenant_pk_type="bigint"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="penaltyamounts",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("first__gte", 0), ("second__gte", 0), ("third__gte", 0)),
                        name="decide_penalty_amounts",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="penaltyamounts",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True), name="decide_penalty_source"
                    ),
                ),
                migrations.AddIndex(
                    model_name="termchange",
                    index=models.Index(
                        fields=["municipality", "case", "intake"], name="decide_termchange_case"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="termchange",
                    constraint=naast.kernel.tenancy.MunicipalityPolicy(
                        field="municipality", name="decide_termchange_policy", tenant_pk_type="bigint"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="termchange",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("until_on__gt", models.F("told_on"))),
                        name="decide_termchange_days",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="termchange",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), _negated=True), models.Q(("letter", ""), _negated=True)
                        ),
                        name="decide_termchange_told_why",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="termchange",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on__isnull", True),
                            models.Q(
                                ("ended_on__gte", models.F("told_on")),
                                ("ended_on__lte", models.F("until_on")),
                                ("kind__in", ("papers", "consent")),
                            ),
                            _connector="OR",
                        ),
                        name="decide_termchange_ended",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="termchange",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "decide_termchangeevent" ("case_id", "created_at", "destroy_on", "ended_on", "ground", "id", "intake_id", "kind", "letter", "made_by_id", "municipality_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "told_on", "until_on", "version") VALUES (NEW."case_id", NEW."created_at", NEW."destroy_on", NEW."ended_on", NEW."ground", NEW."id", NEW."intake_id", NEW."kind", NEW."letter", NEW."made_by_id", NEW."municipality_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."told_on", NEW."until_on", NEW."version"); RETURN NULL;',
                            hash="fe9086ac85305d3ccae5f41b988830ff6a22ab37",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_31f8d",
                            table="decide_termchange",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="termchange",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "decide_termchangeevent" ("case_id", "created_at", "destroy_on", "ended_on", "ground", "id", "intake_id", "kind", "letter", "made_by_id", "municipality_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "told_on", "until_on", "version") VALUES (NEW."case_id", NEW."created_at", NEW."destroy_on", NEW."ended_on", NEW."ground", NEW."id", NEW."intake_id", NEW."kind", NEW."letter", NEW."made_by_id", NEW."municipality_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."told_on", NEW."until_on", NEW."version"); RETURN NULL;',
                            hash="90dd931d6665233f186a50308ab6b25abc8d63fe",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_31f41",
                            table="decide_termchange",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="termchange",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "decide_termchangeevent" ("case_id", "created_at", "destroy_on", "ended_on", "ground", "id", "intake_id", "kind", "letter", "made_by_id", "municipality_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "told_on", "until_on", "version") VALUES (OLD."case_id", OLD."created_at", OLD."destroy_on", OLD."ended_on", OLD."ground", OLD."id", OLD."intake_id", OLD."kind", OLD."letter", OLD."made_by_id", OLD."municipality_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason", OLD."told_on", OLD."until_on", OLD."version"); RETURN NULL;',
                            hash="47a3dad02976e028599919e0bdb40d64d5d8696b",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_836d7",
                            table="decide_termchange",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="termchangeevent",
                    constraint=naast.kernel.tenancy.MunicipalityPolicy(
                        field="municipality", name="decide_termchange_event_policy", tenant_pk_type="bigint"
                    ),
                ),
            ]
        ),
        migrations.RunSQL(GUARDS, UNGUARDED),
    ]
