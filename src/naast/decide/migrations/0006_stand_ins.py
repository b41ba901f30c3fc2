"""Who stands in for whom, two mandates that contradict, and nobody in two places through a substitute.

The functions run as whoever writes, inside that municipality's scope, beside those of migrations 0002 and 0004.
"""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from naast.kernel.migrating import at_once

FORWARDS = """
CREATE FUNCTION naast_stands_in(stand_in bigint, holder bigint, on_day date) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public AS $$
    SELECT EXISTS (
        SELECT 1 FROM decide_mandate s JOIN decide_mandate m ON m.id = s.stands_in_for_id
        WHERE s.staff_id = stand_in AND m.staff_id = holder
          AND on_day BETWEEN s.from_on AND s.until_on AND on_day <= coalesce(m.until_on, on_day)
    )
$$;

CREATE FUNCTION naast_mandate_fits() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
    stood decide_mandate%ROWTYPE;
BEGIN
    -- One after the other: two that contradict, written at the same moment, do not miss each other.
    PERFORM pg_advisory_xact_lock(hashtext('decide_mandate'), NEW.municipality_id::integer);
    IF NEW.stands_in_for_id IS NULL THEN
        IF EXISTS (
            SELECT 1 FROM decide_mandate m
            WHERE m.stands_in_for_id IS NULL AND m.staff_id = NEW.staff_id AND m.reach = NEW.reach
              AND m.law = NEW.law AND m.up_to <> NEW.up_to
              AND m.from_on <= coalesce(NEW.until_on, 'infinity') AND NEW.from_on <= coalesce(m.until_on, 'infinity')
        ) THEN
            RAISE EXCEPTION 'this mandate contradicts another of the same holder and kind'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_mandate_contradicts';
        END IF;
        RETURN NEW;
    END IF;
    SELECT * INTO stood FROM decide_mandate m WHERE m.id = NEW.stands_in_for_id FOR UPDATE;
    IF stood.id IS NULL OR stood.stands_in_for_id IS NOT NULL OR stood.staff_id = NEW.staff_id
       OR stood.reach <> NEW.reach OR stood.law <> NEW.law OR stood.up_to <> NEW.up_to
       OR NEW.from_on < stood.from_on OR NEW.until_on > coalesce(stood.until_on, NEW.until_on) THEN
        RAISE EXCEPTION 'who stands in holds what the mandate holds, within its days'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_mandate_stand_in_within';
    END IF;
    IF EXISTS (
        SELECT 1 FROM decide_mandate m
        WHERE m.stands_in_for_id = NEW.stands_in_for_id AND m.staff_id = NEW.staff_id
          AND m.from_on <= NEW.until_on AND NEW.from_on <= m.until_on
    ) THEN
        RAISE EXCEPTION 'stands in already on these days'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_mandate_stand_in_once';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decide_mandate_register BEFORE INSERT ON decide_mandate
    FOR EACH ROW EXECUTE FUNCTION naast_mandate_fits();

CREATE FUNCTION naast_mandate_past_stands() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM decide_decision d JOIN decide_mandate m ON m.id = d.mandate_id
        WHERE NEW.id IN (m.id, m.stands_in_for_id) AND d.decided_on > NEW.until_on
    ) THEN
        RAISE EXCEPTION 'something was decided under this mandate after that day'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_mandate_past_stands';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decide_mandate_past_stands BEFORE UPDATE ON decide_mandate
    FOR EACH ROW EXECUTE FUNCTION naast_mandate_past_stands();

CREATE FUNCTION naast_decision_stand_in() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
    held decide_mandate%ROWTYPE;
    stood decide_mandate%ROWTYPE;
BEGIN
    SELECT * INTO held FROM decide_mandate m WHERE m.id = NEW.mandate_id FOR SHARE;
    IF held.stands_in_for_id IS NULL THEN
        RETURN NEW;
    END IF;
    SELECT * INTO stood FROM decide_mandate m WHERE m.id = held.stands_in_for_id FOR SHARE;
    IF stood.id IS NULL OR NEW.decided_on < stood.from_on
       OR NEW.decided_on > coalesce(stood.until_on, NEW.decided_on) THEN
        RAISE EXCEPTION 'outside the mandate'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_decision_within_mandate';
    END IF;
    IF NEW.writer_id IN (held.staff_id, stood.staff_id) OR EXISTS (
        SELECT 1 FROM decide_proposalevent e
        WHERE e.pgh_obj_id = NEW.proposal_id AND e.writer_id IN (held.staff_id, stood.staff_id)
    ) OR EXISTS (
        SELECT 1 FROM decide_secondreading r
        WHERE r.proposal_id = NEW.proposal_id AND r.reader_id IN (held.staff_id, stood.staff_id)
    ) THEN
        RAISE EXCEPTION 'who stands in decides nothing that either of the two wrote or read along'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_decision_not_through_stand_in';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decide_decision_stand_in BEFORE INSERT ON decide_decision
    FOR EACH ROW EXECUTE FUNCTION naast_decision_stand_in();

CREATE FUNCTION naast_reading_stand_in() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM decide_proposalevent e
        WHERE e.pgh_obj_id = NEW.proposal_id AND e.writer_id IS NOT NULL
          AND (naast_stands_in(NEW.reader_id, e.writer_id, NEW.read_on)
               OR naast_stands_in(e.writer_id, NEW.reader_id, NEW.read_on))
    ) OR EXISTS (
        SELECT 1 FROM decide_decision d
        JOIN decide_mandate s ON s.id = d.mandate_id JOIN decide_mandate m ON m.id = s.stands_in_for_id
        WHERE d.proposal_id = NEW.proposal_id AND m.staff_id = NEW.reader_id
    ) THEN
        RAISE EXCEPTION 'a second reader is not the writer or decider through a substitute'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_reading_not_through_stand_in';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decide_secondreading_stand_in BEFORE INSERT ON decide_secondreading
    FOR EACH ROW EXECUTE FUNCTION naast_reading_stand_in();
"""

BACKWARDS = """
DROP TRIGGER decide_secondreading_stand_in ON decide_secondreading;
DROP FUNCTION naast_reading_stand_in();
DROP TRIGGER decide_decision_stand_in ON decide_decision;
DROP FUNCTION naast_decision_stand_in();
DROP TRIGGER decide_mandate_past_stands ON decide_mandate;
DROP FUNCTION naast_mandate_past_stands();
DROP TRIGGER decide_mandate_register ON decide_mandate;
DROP FUNCTION naast_mandate_fits();
DROP FUNCTION naast_stands_in(bigint, bigint, date);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("decide", "0005_heard_about_this"),
        ("kernel", "0005_retention_terms"),
        ("people", "0010_words_of_choices"),
    ]

    operations = [
        *at_once(
            [
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
                migrations.AddField(
                    model_name="mandate",
                    name="source",
                    field=models.CharField(
                        blank=True, db_default="", max_length=300, verbose_name="where this can be read"
                    ),
                ),
                migrations.AddField(
                    model_name="mandate",
                    name="stands_in_for",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stand_ins",
                        to="decide.mandate",
                        verbose_name="stands in for",
                    ),
                ),
                migrations.AddField(
                    model_name="mandateevent",
                    name="source",
                    field=models.CharField(
                        blank=True, db_default="", max_length=300, verbose_name="where this can be read"
                    ),
                ),
                migrations.AddField(
                    model_name="mandateevent",
                    name="stands_in_for",
                    field=models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="decide.mandate",
                        verbose_name="stands in for",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="mandate",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "decide_mandateevent" ("basis", "from_on", "granted_by_id", "id", "law", "municipality_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reach", "source", "staff_id", "stands_in_for_id", "until_on", "up_to") VALUES (NEW."basis", NEW."from_on", NEW."granted_by_id", NEW."id", NEW."law", NEW."municipality_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reach", NEW."source", NEW."staff_id", NEW."stands_in_for_id", NEW."until_on", NEW."up_to"); RETURN NULL;',
                            hash="c3f7a624979d20b82325ce3453df9c9ab17c2863",
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
                            func='INSERT INTO "decide_mandateevent" ("basis", "from_on", "granted_by_id", "id", "law", "municipality_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reach", "source", "staff_id", "stands_in_for_id", "until_on", "up_to") VALUES (NEW."basis", NEW."from_on", NEW."granted_by_id", NEW."id", NEW."law", NEW."municipality_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reach", NEW."source", NEW."staff_id", NEW."stands_in_for_id", NEW."until_on", NEW."up_to"); RETURN NULL;',
                            hash="083471a7d98896437d89d99a3e074203b73811b2",
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
                            func='INSERT INTO "decide_mandateevent" ("basis", "from_on", "granted_by_id", "id", "law", "municipality_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reach", "source", "staff_id", "stands_in_for_id", "until_on", "up_to") VALUES (OLD."basis", OLD."from_on", OLD."granted_by_id", OLD."id", OLD."law", OLD."municipality_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reach", OLD."source", OLD."staff_id", OLD."stands_in_for_id", OLD."until_on", OLD."up_to"); RETURN NULL;',
                            hash="a3434d008e2b9f948f0952ff2f5959a294b82938",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_35d8d",
                            table="decide_mandate",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="mandate",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("stands_in_for__isnull", True), ("until_on__isnull", False), _connector="OR"
                        ),
                        name="decide_mandate_stand_in_ends",
                    ),
                ),
            ]
        ),
        migrations.RunSQL(FORWARDS, BACKWARDS),
    ]
