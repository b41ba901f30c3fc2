"""Wording of letters by the municipality, and how a letter leaves, with its proof."""

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import naast.kernel.clock
import naast.kernel.tenancy
from naast.kernel.migrating import at_once

FORWARDS = """
CREATE FUNCTION naast_letter_template() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
    asked record;
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM people_staffrole r
        WHERE r.staff_id = NEW.made_by_id AND r.role IN ('administrator', 'lawyer')
    ) THEN
        RAISE EXCEPTION 'only the administrator or a lawyer keeps the wording of letters'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_template_by_keeper';
    END IF;
    -- Nothing: the wording of the house, which holds all of this.
    IF NEW.blocks = '[]'::jsonb THEN
        RETURN NEW;
    END IF;
    FOR asked IN
        SELECT * FROM (VALUES
            ('contact', ARRAY['{contact}'], ARRAY['yes', 'partly', 'no', 'receipt', 'postponement', 'hearing', 'on_objection']),
            ('decision', ARRAY[]::text[], ARRAY['yes', 'partly', 'no', 'on_objection']),
            ('why', ARRAY['{refused_because}'], ARRAY['partly', 'no']),
            ('objection', ARRAY['{objection_ends_on}', '{objection_address}'], ARRAY['yes', 'partly', 'no']),
            ('objection', ARRAY['{appeal_ends_on}'], ARRAY['on_objection'])
        ) AS needed(block, words, kinds) WHERE NEW.kind = ANY (needed.kinds)
    LOOP
        IF NOT EXISTS (
            SELECT 1 FROM jsonb_array_elements(NEW.blocks) b
            WHERE b ->> 'key' = asked.block AND btrim(b ->> 'text') <> ''
              AND (asked.block <> 'contact' OR b ->> 'text' LIKE '%{phone}%' OR b ->> 'text' LIKE '%{how_to_call}%')
              AND NOT EXISTS (SELECT 1 FROM unnest(asked.words) w WHERE strpos(b ->> 'text', w) = 0)
        ) THEN
            RAISE EXCEPTION 'this wording lacks the block %', asked.block
                USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_template_whole';
        END IF;
    END LOOP;
    RETURN NEW;
END $$;
CREATE TRIGGER decide_lettertemplate_holds BEFORE INSERT ON decide_lettertemplate
    FOR EACH ROW EXECUTE FUNCTION naast_letter_template();

CREATE FUNCTION naast_dispatch() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
    letter decide_document%ROWTYPE;
BEGIN
    IF TG_OP = 'UPDATE' AND (
        NEW.decision_id <> OLD.decision_id OR NEW.way <> OLD.way OR NEW.case_id <> OLD.case_id
        OR OLD.state IN ('failed', 'unsure', 'taken_back') AND NEW.state <> OLD.state
        OR OLD.state = 'left' AND (
            NEW.state <> OLD.state OR NEW.left_on <> OLD.left_on OR NEW.document_id <> OLD.document_id
            OR NEW.left_by_id IS DISTINCT FROM OLD.left_by_id OR NEW.accepted_at IS DISTINCT FROM OLD.accepted_at
            OR NEW.printed_id IS DISTINCT FROM OLD.printed_id OR NEW.printed_for IS DISTINCT FROM OLD.printed_for
            OR NEW.parts IS DISTINCT FROM OLD.parts OR NEW.letter IS DISTINCT FROM OLD.letter
        )
        OR OLD.back_on IS NOT NULL AND NEW.back_on IS DISTINCT FROM OLD.back_on
        OR OLD.called_on IS NOT NULL AND NEW.called_on IS DISTINCT FROM OLD.called_on
    ) THEN
        RAISE EXCEPTION 'what is known of how a letter left does not change'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_dispatch_stands';
    END IF;
    IF NEW.state = 'left' AND (TG_OP = 'INSERT' OR OLD.state <> 'left') THEN
        SELECT * INTO letter FROM decide_document d WHERE d.id = NEW.document_id;
        IF letter.kind IS DISTINCT FROM 'letter' OR letter.decision_id <> NEW.decision_id
           OR letter.way <> NEW.way OR letter.sent_on <> NEW.left_on
           OR NEW.way = 'post' AND letter.file_id <> NEW.printed_id THEN
            RAISE EXCEPTION 'the letter that is kept is the one that left, with that day on it'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_dispatch_of_its_letter';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decide_dispatch_holds BEFORE INSERT OR UPDATE ON decide_dispatch
    FOR EACH ROW EXECUTE FUNCTION naast_dispatch();

CREATE FUNCTION naast_letter_leaves() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF NEW.kind = 'letter' AND EXISTS (
        SELECT 1 FROM decide_dispatch d
        WHERE d.decision_id = NEW.decision_id AND d.state IN ('waiting', 'handing') AND d.way <> NEW.way
    ) THEN
        RAISE EXCEPTION 'this letter waits to leave in another way'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_document_waits';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decide_document_leaves BEFORE INSERT ON decide_document
    FOR EACH ROW EXECUTE FUNCTION naast_letter_leaves();
"""

BACKWARDS = """
DROP TRIGGER decide_document_leaves ON decide_document;
DROP FUNCTION naast_letter_leaves();
DROP TRIGGER decide_dispatch_holds ON decide_dispatch;
DROP FUNCTION naast_dispatch();
DROP TRIGGER decide_lettertemplate_holds ON decide_lettertemplate;
DROP FUNCTION naast_letter_template();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("decide", "0011_letters_explained"),
        ("kernel", "0005_retention_terms"),
        ("people", "0010_words_of_choices"),
    ]

    operations = [
        *at_once(
            [
                migrations.AlterField(
                    model_name="document",
                    name="way",
                    field=models.CharField(
                        blank=True,
                        choices=[
                            ("paper", "on paper"),
                            ("handed", "handed over in person"),
                            ("post", "by post, through the print queue"),
                            ("mail", "in the folder, with a message by e-mail"),
                        ],
                        max_length=8,
                        verbose_name="way of sending",
                    ),
                ),
                migrations.CreateModel(
                    name="Dispatch",
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
                            "way",
                            models.CharField(
                                choices=[
                                    ("paper", "on paper"),
                                    ("handed", "handed over in person"),
                                    ("post", "by post, through the print queue"),
                                    ("mail", "in the folder, with a message by e-mail"),
                                ],
                                max_length=8,
                                verbose_name="way of sending",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "waits to leave"),
                                    ("handing", "is leaving now"),
                                    ("left", "has left"),
                                    ("failed", "did not leave"),
                                    ("unsure", "perhaps it left"),
                                    ("taken_back", "was taken back"),
                                ],
                                default="waiting",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("parts", models.JSONField(default=dict)),
                        ("letter", models.JSONField(null=True)),
                        (
                            "asked_on",
                            models.DateField(default=naast.kernel.clock.today, verbose_name="made ready on"),
                        ),
                        (
                            "printed_for",
                            models.DateField(blank=True, null=True, verbose_name="day on the print"),
                        ),
                        ("handed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "accepted_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="taken over by the mail server at"
                            ),
                        ),
                        (
                            "problem",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (
                                        "no_address",
                                        "there is no e-mail address, or the resident chose another way",
                                    ),
                                    ("no_folder", "the resident has no folder of their own to log in to"),
                                    ("refused", "the mail server refused the message"),
                                    ("lost", "the connection broke off: perhaps the message arrived"),
                                    ("not_made", "something that must stand in the letter is missing"),
                                ],
                                max_length=10,
                                verbose_name="problem",
                            ),
                        ),
                        ("left_on", models.DateField(blank=True, null=True, verbose_name="left on")),
                        ("back_on", models.DateField(blank=True, null=True, verbose_name="came back on")),
                        (
                            "back_words",
                            models.CharField(blank=True, max_length=300, verbose_name="what stood on it"),
                        ),
                        ("called_on", models.DateField(blank=True, null=True, verbose_name="called on")),
                        (
                            "called_words",
                            models.CharField(blank=True, max_length=600, verbose_name="what was agreed"),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.staff",
                            ),
                        ),
                        (
                            "back_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.staff",
                            ),
                        ),
                        (
                            "called_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.staff",
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
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dispatches",
                                to="decide.decision",
                            ),
                        ),
                        (
                            "document",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dispatch",
                                to="decide.document",
                                verbose_name="letter",
                            ),
                        ),
                        (
                            "left_by",
                            models.ForeignKey(
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
                        (
                            "printed",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="kernel.storedfile",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "sending of a letter",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="LetterTemplate",
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
                                    ("yes", "decision: yes"),
                                    ("partly", "decision: partly"),
                                    ("no", "decision: no"),
                                    ("receipt", "confirmation that something came in"),
                                    ("postponement", "the decision comes later"),
                                    ("hearing", "invitation to a hearing"),
                                    ("on_objection", "decision on an objection"),
                                ],
                                max_length=12,
                                verbose_name="kind of letter",
                            ),
                        ),
                        ("from_on", models.DateField(default=naast.kernel.clock.today, verbose_name="from")),
                        ("why", models.CharField(max_length=300, verbose_name="why")),
                        ("title", models.CharField(blank=True, max_length=120, verbose_name="title")),
                        (
                            "salutation",
                            models.CharField(blank=True, max_length=120, verbose_name="salutation"),
                        ),
                        ("closing", models.CharField(blank=True, max_length=120, verbose_name="closing")),
                        ("blocks", models.JSONField(default=list, verbose_name="blocks")),
                        ("made_at", models.DateTimeField(default=naast.kernel.clock.now, editable=False)),
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
                    ],
                    options={
                        "verbose_name": "wording of a letter",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="DispatchEvent",
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
                            "way",
                            models.CharField(
                                choices=[
                                    ("paper", "on paper"),
                                    ("handed", "handed over in person"),
                                    ("post", "by post, through the print queue"),
                                    ("mail", "in the folder, with a message by e-mail"),
                                ],
                                max_length=8,
                                verbose_name="way of sending",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "waits to leave"),
                                    ("handing", "is leaving now"),
                                    ("left", "has left"),
                                    ("failed", "did not leave"),
                                    ("unsure", "perhaps it left"),
                                    ("taken_back", "was taken back"),
                                ],
                                default="waiting",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "asked_on",
                            models.DateField(default=naast.kernel.clock.today, verbose_name="made ready on"),
                        ),
                        (
                            "printed_for",
                            models.DateField(blank=True, null=True, verbose_name="day on the print"),
                        ),
                        ("handed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "accepted_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="taken over by the mail server at"
                            ),
                        ),
                        (
                            "problem",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (
                                        "no_address",
                                        "there is no e-mail address, or the resident chose another way",
                                    ),
                                    ("no_folder", "the resident has no folder of their own to log in to"),
                                    ("refused", "the mail server refused the message"),
                                    ("lost", "the connection broke off: perhaps the message arrived"),
                                    ("not_made", "something that must stand in the letter is missing"),
                                ],
                                max_length=10,
                                verbose_name="problem",
                            ),
                        ),
                        ("left_on", models.DateField(blank=True, null=True, verbose_name="left on")),
                        ("back_on", models.DateField(blank=True, null=True, verbose_name="came back on")),
                        ("called_on", models.DateField(blank=True, null=True, verbose_name="called on")),
                        (
                            "asked_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="people.staff",
                            ),
                        ),
                        (
                            "back_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="people.staff",
                            ),
                        ),
                        (
                            "called_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
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
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="decide.decision",
                            ),
                        ),
                        (
                            "document",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="decide.document",
                                verbose_name="letter",
                            ),
                        ),
                        (
                            "left_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="people.staff",
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
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="decide.dispatch",
                            ),
                        ),
                        (
                            "printed",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="kernel.storedfile",
                            ),
                        ),
                        (
                            "template",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="decide.lettertemplate",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddField(
                    model_name="dispatch",
                    name="template",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="decide.lettertemplate",
                    ),
                ),
                migrations.AddIndex(
                    model_name="lettertemplate",
                    index=models.Index(
                        fields=["municipality", "kind", "-from_on", "-id"], name="decide_template_kind"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="lettertemplate",
                    constraint=naast.kernel.tenancy.MunicipalityPolicy(
                        field="municipality", name="decide_lettertemplate_policy", tenant_pk_type="bigint"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="lettertemplate",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("why", ""), _negated=True), name="decide_lettertemplate_why"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="dispatchevent",
                    constraint=naast.kernel.tenancy.MunicipalityPolicy(
                        field="municipality", name="decide_dispatch_event_policy", tenant_pk_type="bigint"
                    ),
                ),
                migrations.AddIndex(
                    model_name="dispatch",
                    index=models.Index(fields=["municipality", "case"], name="decide_dispatch_case"),
                ),
                migrations.AddIndex(
                    model_name="dispatch",
                    index=models.Index(
                        condition=models.Q(("state__in", ["waiting", "handing"])),
                        fields=["municipality", "way", "asked_on"],
                        name="decide_dispatch_waiting",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="dispatch",
                    constraint=naast.kernel.tenancy.MunicipalityPolicy(
                        field="municipality", name="decide_dispatch_policy", tenant_pk_type="bigint"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="dispatch",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("state__in", ["waiting", "handing", "left"])),
                        fields=("decision",),
                        name="decide_dispatch_one",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="dispatch",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("document__isnull", False), ("left_on__isnull", False), ("state", "left")
                            ),
                            models.Q(
                                models.Q(("state", "left"), _negated=True),
                                ("document__isnull", True),
                                ("left_on__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="decide_dispatch_left",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="dispatch",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "left"), ("way", "post"), _negated=True),
                            models.Q(
                                ("left_by__isnull", False),
                                ("printed__isnull", False),
                                ("printed_for", models.F("left_on")),
                            ),
                            _connector="OR",
                        ),
                        name="decide_dispatch_printed_day",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="dispatch",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "left"), ("way", "mail"), _negated=True),
                            ("accepted_at__isnull", False),
                            _connector="OR",
                        ),
                        name="decide_dispatch_accepted",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="dispatch",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("back_on__isnull", True),
                            models.Q(("back_on__gte", models.F("left_on")), ("state", "left")),
                            _connector="OR",
                        ),
                        name="decide_dispatch_back",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="dispatch",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("called_on__isnull", True),
                            models.Q(
                                ("back_on__isnull", False),
                                ("called_on__gte", models.F("back_on")),
                                models.Q(("called_words", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="decide_dispatch_called",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="dispatch",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "decide_dispatchevent" ("accepted_at", "asked_by_id", "asked_on", "back_by_id", "back_on", "called_by_id", "called_on", "case_id", "created_at", "decision_id", "destroy_on", "document_id", "ground", "handed_at", "id", "left_by_id", "left_on", "municipality_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_for", "printed_id", "problem", "state", "template_id", "version", "way") VALUES (NEW."accepted_at", NEW."asked_by_id", NEW."asked_on", NEW."back_by_id", NEW."back_on", NEW."called_by_id", NEW."called_on", NEW."case_id", NEW."created_at", NEW."decision_id", NEW."destroy_on", NEW."document_id", NEW."ground", NEW."handed_at", NEW."id", NEW."left_by_id", NEW."left_on", NEW."municipality_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."printed_for", NEW."printed_id", NEW."problem", NEW."state", NEW."template_id", NEW."version", NEW."way"); RETURN NULL;',
                            hash="436d938c6f8ccbb41d744d661ffa50f66edc8a76",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_7a08c",
                            table="decide_dispatch",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="dispatch",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."accepted_at" IS DISTINCT FROM (NEW."accepted_at") OR OLD."asked_by_id" IS DISTINCT FROM (NEW."asked_by_id") OR OLD."asked_on" IS DISTINCT FROM (NEW."asked_on") OR OLD."back_by_id" IS DISTINCT FROM (NEW."back_by_id") OR OLD."back_on" IS DISTINCT FROM (NEW."back_on") OR OLD."called_by_id" IS DISTINCT FROM (NEW."called_by_id") OR OLD."called_on" IS DISTINCT FROM (NEW."called_on") OR OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."decision_id" IS DISTINCT FROM (NEW."decision_id") OR OLD."destroy_on" IS DISTINCT FROM (NEW."destroy_on") OR OLD."document_id" IS DISTINCT FROM (NEW."document_id") OR OLD."ground" IS DISTINCT FROM (NEW."ground") OR OLD."handed_at" IS DISTINCT FROM (NEW."handed_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."left_by_id" IS DISTINCT FROM (NEW."left_by_id") OR OLD."left_on" IS DISTINCT FROM (NEW."left_on") OR OLD."municipality_id" IS DISTINCT FROM (NEW."municipality_id") OR OLD."printed_id" IS DISTINCT FROM (NEW."printed_id") OR OLD."printed_for" IS DISTINCT FROM (NEW."printed_for") OR OLD."problem" IS DISTINCT FROM (NEW."problem") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."template_id" IS DISTINCT FROM (NEW."template_id") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."way" IS DISTINCT FROM (NEW."way"))',
                            func='INSERT INTO "decide_dispatchevent" ("accepted_at", "asked_by_id", "asked_on", "back_by_id", "back_on", "called_by_id", "called_on", "case_id", "created_at", "decision_id", "destroy_on", "document_id", "ground", "handed_at", "id", "left_by_id", "left_on", "municipality_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_for", "printed_id", "problem", "state", "template_id", "version", "way") VALUES (NEW."accepted_at", NEW."asked_by_id", NEW."asked_on", NEW."back_by_id", NEW."back_on", NEW."called_by_id", NEW."called_on", NEW."case_id", NEW."created_at", NEW."decision_id", NEW."destroy_on", NEW."document_id", NEW."ground", NEW."handed_at", NEW."id", NEW."left_by_id", NEW."left_on", NEW."municipality_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."printed_for", NEW."printed_id", NEW."problem", NEW."state", NEW."template_id", NEW."version", NEW."way"); RETURN NULL;',
                            hash="174b1eac10e73063db3c74e53848d43d1ca6f337",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_9c0e4",
                            table="decide_dispatch",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="dispatch",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "decide_dispatchevent" ("accepted_at", "asked_by_id", "asked_on", "back_by_id", "back_on", "called_by_id", "called_on", "case_id", "created_at", "decision_id", "destroy_on", "document_id", "ground", "handed_at", "id", "left_by_id", "left_on", "municipality_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_for", "printed_id", "problem", "state", "template_id", "version", "way") VALUES (OLD."accepted_at", OLD."asked_by_id", OLD."asked_on", OLD."back_by_id", OLD."back_on", OLD."called_by_id", OLD."called_on", OLD."case_id", OLD."created_at", OLD."decision_id", OLD."destroy_on", OLD."document_id", OLD."ground", OLD."handed_at", OLD."id", OLD."left_by_id", OLD."left_on", OLD."municipality_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."printed_for", OLD."printed_id", OLD."problem", OLD."state", OLD."template_id", OLD."version", OLD."way"); RETURN NULL;',
                            hash="93bf34f12a0b1fb06c50e591f08d2fe110dcbfb1",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_56e61",
                            table="decide_dispatch",
                            when="AFTER",
                        ),
                    ),
                ),
            ]
        ),
        migrations.RunSQL(FORWARDS, BACKWARDS),
    ]
