"""What is booked in a practice case stands in a fund of its own, apart from the money of the municipality."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from naast.kernel.migrating import at_once

MADE = """
CREATE FUNCTION naast_fund_practice_of() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
    real_one decide_openfund%ROWTYPE;
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.practice_of_id IS DISTINCT FROM OLD.practice_of_id THEN
        RAISE EXCEPTION 'a fund does not become one for practice, nor the other way round'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_fund_practice_apart';
    END IF;
    IF NEW.practice_of_id IS NULL THEN
        RETURN NEW;
    END IF;
    SELECT * INTO real_one FROM decide_openfund f WHERE f.id = NEW.practice_of_id;
    IF real_one.practice_of_id IS NOT NULL OR real_one.purpose IS DISTINCT FROM NEW.purpose THEN
        RAISE EXCEPTION 'a fund for practice belongs to a real one for the same'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_fund_practice_apart';
    END IF;
    NEW.owner_id := real_one.owner_id;
    NEW.petty_up_to := real_one.petty_up_to;
    RETURN NEW;
END $$;
CREATE TRIGGER decide_openfund_practice_of BEFORE INSERT OR UPDATE ON decide_openfund
    FOR EACH ROW EXECUTE FUNCTION naast_fund_practice_of();

CREATE FUNCTION naast_fund_practice_follows() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public AS $$
BEGIN
    UPDATE decide_openfund SET owner_id = NEW.owner_id, petty_up_to = NEW.petty_up_to
     WHERE practice_of_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER decide_openfund_practice_follows AFTER UPDATE ON decide_openfund FOR EACH ROW
    WHEN (NEW.owner_id <> OLD.owner_id OR NEW.petty_up_to <> OLD.petty_up_to)
    EXECUTE FUNCTION naast_fund_practice_follows();

CREATE FUNCTION naast_fund_practice_apart() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public AS $$
BEGIN
    IF (SELECT c.is_practice FROM people_case c WHERE c.id = NEW.case_id) IS DISTINCT FROM
       (SELECT f.practice_of_id IS NOT NULL FROM decide_openfund f WHERE f.id = NEW.fund_id) THEN
        RAISE EXCEPTION 'practice has a fund of its own'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_fund_practice_apart';
    END IF;
    RETURN NEW;
END $$;
-- What a practice case booked before this stands where it was booked, and can be given back there.
CREATE TRIGGER decide_fundentry_practice BEFORE INSERT ON decide_fundentry FOR EACH ROW
    WHEN (NEW.kind IN ('reserve', 'petty', 'spend')) EXECUTE FUNCTION naast_fund_practice_apart();

CREATE FUNCTION naast_case_practice_booked() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM decide_fundentry e WHERE e.case_id = NEW.id) THEN
        RAISE EXCEPTION 'what was booked in a case stays practice, or real'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_fund_practice_apart';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decide_case_practice BEFORE UPDATE ON people_case FOR EACH ROW
    WHEN (NEW.is_practice <> OLD.is_practice) EXECUTE FUNCTION naast_case_practice_booked();
"""

UNMADE = """
DROP TRIGGER decide_case_practice ON people_case;
DROP FUNCTION naast_case_practice_booked();
DROP TRIGGER decide_fundentry_practice ON decide_fundentry;
DROP FUNCTION naast_fund_practice_apart();
DROP TRIGGER decide_openfund_practice_follows ON decide_openfund;
DROP FUNCTION naast_fund_practice_follows();
DROP TRIGGER decide_openfund_practice_of ON decide_openfund;
DROP FUNCTION naast_fund_practice_of();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("decide", "0024_penalty_letters_kept"),
        ("people", "0012_who_answers_a_complaint"),
    ]

    operations = [
        *at_once(
            [
                pgtrigger.migrations.RemoveTrigger(
                    model_name="openfund",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="openfund",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="openfund",
                    name="delete_delete",
                ),
                migrations.RemoveConstraint(
                    model_name="openfund",
                    name="decide_openfund_one_penalty",
                ),
                migrations.AddField(
                    model_name="openfund",
                    name="practice_of",
                    field=models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="practice",
                        to="decide.openfund",
                    ),
                ),
                migrations.AddField(
                    model_name="openfundevent",
                    name="practice_of",
                    field=models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="decide.openfund",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="openfund",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "decide_openfundevent" ("id", "is_fictive", "municipality_id", "name", "opened_on", "opening", "owner_id", "petty_up_to", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_of_id", "purpose") VALUES (NEW."id", NEW."is_fictive", NEW."municipality_id", NEW."name", NEW."opened_on", NEW."opening", NEW."owner_id", NEW."petty_up_to", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."practice_of_id", NEW."purpose"); RETURN NULL;',
                            hash="925c06e4429deba2ef61d2fcf48e476f7c917ca3",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_b2fbc",
                            table="decide_openfund",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="openfund",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "decide_openfundevent" ("id", "is_fictive", "municipality_id", "name", "opened_on", "opening", "owner_id", "petty_up_to", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_of_id", "purpose") VALUES (NEW."id", NEW."is_fictive", NEW."municipality_id", NEW."name", NEW."opened_on", NEW."opening", NEW."owner_id", NEW."petty_up_to", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."practice_of_id", NEW."purpose"); RETURN NULL;',
                            hash="bd013f3fe8d4939b7170cad598428c06c13db956",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_081a0",
                            table="decide_openfund",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="openfund",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "decide_openfundevent" ("id", "is_fictive", "municipality_id", "name", "opened_on", "opening", "owner_id", "petty_up_to", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_of_id", "purpose") VALUES (OLD."id", OLD."is_fictive", OLD."municipality_id", OLD."name", OLD."opened_on", OLD."opening", OLD."owner_id", OLD."petty_up_to", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."practice_of_id", OLD."purpose"); RETURN NULL;',
                            hash="547f7a522434c38613c04e767448582935c3f72f",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_ab223",
                            table="decide_openfund",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="openfund",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("practice_of__isnull", True), ("purpose", "penalty")),
                        fields=("municipality",),
                        name="decide_openfund_one_penalty",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="openfund",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("practice_of__isnull", True), ("is_fictive", True), _connector="OR"
                        ),
                        name="decide_openfund_practice",
                    ),
                ),
            ]
        ),
        migrations.RunSQL(MADE, UNMADE),
    ]
