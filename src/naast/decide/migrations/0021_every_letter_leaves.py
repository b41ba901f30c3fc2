"""Letters about an objection or a term leave and are kept as those about a decision."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from naast.kernel.migrating import at_once

FORWARDS = """
CREATE OR REPLACE FUNCTION naast_letter_template() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
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
            ('contact', ARRAY['{contact}'], ARRAY['yes', 'partly', 'no', 'receipt', 'postponement', 'papers', 'consent', 'hearing', 'on_objection', 'incomplete', 'penalty']),
            ('news', ARRAY['{missing}', '{until_on}'], ARRAY['incomplete']),
            ('decision', ARRAY['{owed}'], ARRAY['penalty']),
            ('objection', ARRAY['{objection_ends_on}', '{objection_address}'], ARRAY['penalty']),
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

CREATE OR REPLACE FUNCTION naast_dispatch() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
    letter decide_document%ROWTYPE;
BEGIN
    IF TG_OP = 'UPDATE' AND (
        NEW.decision_id IS DISTINCT FROM OLD.decision_id OR NEW.step_id IS DISTINCT FROM OLD.step_id
        OR NEW.change_id IS DISTINCT FROM OLD.change_id OR NEW.way <> OLD.way OR NEW.case_id <> OLD.case_id
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
    IF NEW.step_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM decide_objectionstep s WHERE s.id = NEW.step_id AND s.case_id = NEW.case_id
    ) OR NEW.change_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM decide_termchange c WHERE c.id = NEW.change_id AND c.case_id = NEW.case_id
    ) THEN
        RAISE EXCEPTION 'a letter is about something in the same case'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_dispatch_of_this_case';
    END IF;
    IF NEW.state = 'left' AND (TG_OP = 'INSERT' OR OLD.state <> 'left') THEN
        SELECT * INTO letter FROM decide_document d WHERE d.id = NEW.document_id;
        IF letter.kind IS DISTINCT FROM 'letter'
           OR NEW.decision_id IS NOT NULL AND letter.decision_id IS DISTINCT FROM NEW.decision_id
           OR NEW.step_id IS DISTINCT FROM letter.step_id AND NEW.decision_id IS NULL
           OR NEW.change_id IS DISTINCT FROM letter.change_id
           OR letter.way <> NEW.way OR letter.sent_on <> NEW.left_on
           OR NEW.way = 'post' AND letter.file_id <> NEW.printed_id THEN
            RAISE EXCEPTION 'the letter that is kept is the one that left, with that day on it'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_dispatch_of_its_letter';
        END IF;
        -- What a letter tells of a term works from the day on which that letter left.
        IF NEW.change_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM decide_termchange c WHERE c.id = NEW.change_id AND c.told_on = NEW.left_on
        ) THEN
            RAISE EXCEPTION 'a change of a term works from the day on which its letter left'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_dispatch_tells_the_change';
        END IF;
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION naast_letter_leaves() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF NEW.kind = 'letter' AND EXISTS (
        SELECT 1 FROM decide_dispatch d
        WHERE (d.decision_id = NEW.decision_id OR d.step_id = NEW.step_id OR d.change_id = NEW.change_id)
          AND d.state IN ('waiting', 'handing') AND d.way <> NEW.way
    ) THEN
        RAISE EXCEPTION 'this letter waits to leave in another way'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_document_waits';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION naast_letter_of_this_case() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF NEW.step_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM decide_objectionstep s WHERE s.id = NEW.step_id AND s.case_id = NEW.case_id
    ) OR NEW.change_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM decide_termchange c WHERE c.id = NEW.change_id AND c.case_id = NEW.case_id
    ) THEN
        RAISE EXCEPTION 'a letter is about something in the same case'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_document_of_this_case';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decide_document_of_this_case BEFORE INSERT ON decide_document
    FOR EACH ROW EXECUTE FUNCTION naast_letter_of_this_case();

CREATE OR REPLACE FUNCTION naast_clock_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
    came people_intake%ROWTYPE;
    free text[] := '{ended_on,destroy_on,version}';
BEGIN
    IF TG_OP = 'UPDATE' THEN
        -- It is told once: on the day on which its letter left.
        IF OLD.told_on IS NULL THEN
            free := free || '{told_on}';
        END IF;
        IF to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free
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
"""

BACKWARDS = """
DROP TRIGGER decide_document_of_this_case ON decide_document;
DROP FUNCTION naast_letter_of_this_case();

CREATE OR REPLACE FUNCTION naast_letter_template() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
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
            ('contact', ARRAY['{contact}'], ARRAY['yes', 'partly', 'no', 'receipt', 'postponement', 'hearing', 'on_objection', 'incomplete', 'penalty']),
            ('news', ARRAY['{missing}', '{until_on}'], ARRAY['incomplete']),
            ('decision', ARRAY['{owed}'], ARRAY['penalty']),
            ('objection', ARRAY['{objection_ends_on}', '{objection_address}'], ARRAY['penalty']),
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

CREATE OR REPLACE FUNCTION naast_dispatch() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
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

CREATE OR REPLACE FUNCTION naast_letter_leaves() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
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

CREATE OR REPLACE FUNCTION naast_clock_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
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
"""


class Migration(migrations.Migration):
    dependencies = [
        ("decide", "0020_never_opened"),
        ("kernel", "0005_retention_terms"),
        ("people", "0012_who_answers_a_complaint"),
    ]

    operations = [
        *at_once(
            [
                pgtrigger.migrations.RemoveTrigger(
                    model_name="dispatch",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="dispatch",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="dispatch",
                    name="delete_delete",
                ),
                migrations.RemoveConstraint(
                    model_name="termchange",
                    name="decide_termchange_told_why",
                ),
                migrations.RemoveConstraint(
                    model_name="termchange",
                    name="decide_termchange_ended",
                ),
                migrations.AddField(
                    model_name="dispatch",
                    name="change",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dispatches",
                        to="decide.termchange",
                    ),
                ),
                migrations.AddField(
                    model_name="dispatch",
                    name="step",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dispatches",
                        to="decide.objectionstep",
                    ),
                ),
                migrations.AddField(
                    model_name="dispatchevent",
                    name="change",
                    field=models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="decide.termchange",
                    ),
                ),
                migrations.AddField(
                    model_name="dispatchevent",
                    name="step",
                    field=models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="decide.objectionstep",
                    ),
                ),
                migrations.AddField(
                    model_name="document",
                    name="change",
                    field=models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sent_letter",
                        to="decide.termchange",
                    ),
                ),
                migrations.AddField(
                    model_name="document",
                    name="step",
                    field=models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letter",
                        to="decide.objectionstep",
                    ),
                ),
                migrations.AddField(
                    model_name="objectionstep",
                    name="due_before",
                    field=models.DateField(blank=True, null=True, verbose_name="answer was due on"),
                ),
                migrations.AlterField(
                    model_name="dispatch",
                    name="decision",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dispatches",
                        to="decide.decision",
                    ),
                ),
                migrations.AlterField(
                    model_name="dispatchevent",
                    name="decision",
                    field=models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="decide.decision",
                    ),
                ),
                migrations.AlterField(
                    model_name="document",
                    name="decision",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="decide.decision",
                    ),
                ),
                migrations.AlterField(
                    model_name="lettertemplate",
                    name="kind",
                    field=models.CharField(
                        choices=[
                            ("yes", "decision: yes"),
                            ("partly", "decision: partly"),
                            ("no", "decision: no"),
                            ("receipt", "confirmation that something came in"),
                            ("postponement", "the decision comes later"),
                            ("papers", "we wait for papers of the resident"),
                            ("consent", "we wait, and the resident agrees"),
                            ("incomplete", "an objection misses something"),
                            ("hearing", "invitation to a hearing"),
                            ("on_objection", "decision on an objection"),
                            ("penalty", "what we owe because we were late"),
                        ],
                        max_length=12,
                        verbose_name="kind of letter",
                    ),
                ),
                migrations.AlterField(
                    model_name="termchange",
                    name="letter",
                    field=models.TextField(blank=True, max_length=6000, verbose_name="text of the letter"),
                ),
                migrations.AlterField(
                    model_name="termchange",
                    name="told_on",
                    field=models.DateField(blank=True, null=True, verbose_name="told on"),
                ),
                migrations.AlterField(
                    model_name="termchangeevent",
                    name="letter",
                    field=models.TextField(blank=True, max_length=6000, verbose_name="text of the letter"),
                ),
                migrations.AlterField(
                    model_name="termchangeevent",
                    name="told_on",
                    field=models.DateField(blank=True, null=True, verbose_name="told on"),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="dispatch",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "decide_dispatchevent" ("accepted_at", "asked_by_id", "asked_on", "back_by_id", "back_on", "called_by_id", "called_on", "case_id", "change_id", "created_at", "decision_id", "destroy_on", "document_id", "ground", "handed_at", "id", "left_by_id", "left_on", "municipality_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_for", "printed_id", "problem", "state", "step_id", "template_id", "version", "way") VALUES (NEW."accepted_at", NEW."asked_by_id", NEW."asked_on", NEW."back_by_id", NEW."back_on", NEW."called_by_id", NEW."called_on", NEW."case_id", NEW."change_id", NEW."created_at", NEW."decision_id", NEW."destroy_on", NEW."document_id", NEW."ground", NEW."handed_at", NEW."id", NEW."left_by_id", NEW."left_on", NEW."municipality_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."printed_for", NEW."printed_id", NEW."problem", NEW."state", NEW."step_id", NEW."template_id", NEW."version", NEW."way"); RETURN NULL;',
                            hash="0ebaae90ce05a56c59879c7c59b3f77dbbe73072",
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
                            condition='WHEN (OLD."accepted_at" IS DISTINCT FROM (NEW."accepted_at") OR OLD."asked_by_id" IS DISTINCT FROM (NEW."asked_by_id") OR OLD."asked_on" IS DISTINCT FROM (NEW."asked_on") OR OLD."back_by_id" IS DISTINCT FROM (NEW."back_by_id") OR OLD."back_on" IS DISTINCT FROM (NEW."back_on") OR OLD."called_by_id" IS DISTINCT FROM (NEW."called_by_id") OR OLD."called_on" IS DISTINCT FROM (NEW."called_on") OR OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."change_id" IS DISTINCT FROM (NEW."change_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."decision_id" IS DISTINCT FROM (NEW."decision_id") OR OLD."destroy_on" IS DISTINCT FROM (NEW."destroy_on") OR OLD."document_id" IS DISTINCT FROM (NEW."document_id") OR OLD."ground" IS DISTINCT FROM (NEW."ground") OR OLD."handed_at" IS DISTINCT FROM (NEW."handed_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."left_by_id" IS DISTINCT FROM (NEW."left_by_id") OR OLD."left_on" IS DISTINCT FROM (NEW."left_on") OR OLD."municipality_id" IS DISTINCT FROM (NEW."municipality_id") OR OLD."printed_id" IS DISTINCT FROM (NEW."printed_id") OR OLD."printed_for" IS DISTINCT FROM (NEW."printed_for") OR OLD."problem" IS DISTINCT FROM (NEW."problem") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."step_id" IS DISTINCT FROM (NEW."step_id") OR OLD."template_id" IS DISTINCT FROM (NEW."template_id") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."way" IS DISTINCT FROM (NEW."way"))',
                            func='INSERT INTO "decide_dispatchevent" ("accepted_at", "asked_by_id", "asked_on", "back_by_id", "back_on", "called_by_id", "called_on", "case_id", "change_id", "created_at", "decision_id", "destroy_on", "document_id", "ground", "handed_at", "id", "left_by_id", "left_on", "municipality_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_for", "printed_id", "problem", "state", "step_id", "template_id", "version", "way") VALUES (NEW."accepted_at", NEW."asked_by_id", NEW."asked_on", NEW."back_by_id", NEW."back_on", NEW."called_by_id", NEW."called_on", NEW."case_id", NEW."change_id", NEW."created_at", NEW."decision_id", NEW."destroy_on", NEW."document_id", NEW."ground", NEW."handed_at", NEW."id", NEW."left_by_id", NEW."left_on", NEW."municipality_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."printed_for", NEW."printed_id", NEW."problem", NEW."state", NEW."step_id", NEW."template_id", NEW."version", NEW."way"); RETURN NULL;',
                            hash="ef8f658c1480db9a1b756ead3891438abd2bccfb",
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
                            func='INSERT INTO "decide_dispatchevent" ("accepted_at", "asked_by_id", "asked_on", "back_by_id", "back_on", "called_by_id", "called_on", "case_id", "change_id", "created_at", "decision_id", "destroy_on", "document_id", "ground", "handed_at", "id", "left_by_id", "left_on", "municipality_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_for", "printed_id", "problem", "state", "step_id", "template_id", "version", "way") VALUES (OLD."accepted_at", OLD."asked_by_id", OLD."asked_on", OLD."back_by_id", OLD."back_on", OLD."called_by_id", OLD."called_on", OLD."case_id", OLD."change_id", OLD."created_at", OLD."decision_id", OLD."destroy_on", OLD."document_id", OLD."ground", OLD."handed_at", OLD."id", OLD."left_by_id", OLD."left_on", OLD."municipality_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."printed_for", OLD."printed_id", OLD."problem", OLD."state", OLD."step_id", OLD."template_id", OLD."version", OLD."way"); RETURN NULL;',
                            hash="d828b11c3d835203b4efefe64202f3e9fb9f7db9",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_56e61",
                            table="decide_dispatch",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="dispatch",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("state__in", ["waiting", "handing", "left"])),
                        fields=("step",),
                        name="decide_dispatch_one_step",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="dispatch",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("state__in", ["waiting", "handing", "left"])),
                        fields=("change",),
                        name="decide_dispatch_one_change",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="dispatch",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("change__isnull", True), ("decision__isnull", False), ("step__isnull", True)
                            ),
                            models.Q(
                                ("change__isnull", True), ("decision__isnull", True), ("step__isnull", False)
                            ),
                            models.Q(
                                ("change__isnull", False), ("decision__isnull", True), ("step__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="decide_dispatch_about",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="document",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("change__isnull", True),
                                ("decision__isnull", False),
                                ("kind", "report"),
                                ("step__isnull", True),
                            ),
                            models.Q(
                                ("change__isnull", True), ("decision__isnull", False), ("kind", "letter")
                            ),
                            models.Q(
                                ("change__isnull", True),
                                ("decision__isnull", True),
                                ("kind", "letter"),
                                ("step__isnull", False),
                            ),
                            models.Q(
                                ("change__isnull", False),
                                ("decision__isnull", True),
                                ("kind", "letter"),
                                ("step__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="decide_document_about",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="termchange",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="decide_termchange_told_why"
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
                                ("told_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="decide_termchange_ended",
                    ),
                ),
            ]
        ),
        migrations.RunSQL(FORWARDS, BACKWARDS),
    ]
