"""The years of the municipality's own selection list get a table with why, by whom and since when.

What was set before moves along, each municipality in its own scope: the policies hold for the owner too.
"""

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import naast.kernel.clock
import naast.kernel.tenancy

MOVE = """
DO $$
DECLARE
    here record;
BEGIN
    FOR here IN SELECT id, retention_years FROM kernel_municipality WHERE jsonb_typeof(retention_years) = 'object' LOOP
        PERFORM set_config('rls.current_tenant', here.id::text, true);
        INSERT INTO kernel_retentionterm (municipality_id, ground, years, because, decided_by, since, version)
        SELECT here.id, set.key, set.value::text::smallint, '', '', current_date, 1
        FROM jsonb_each(here.retention_years) set
        WHERE set.key IN ('participatiewet', 'wgs', 'awb') AND set.value::text ~ '^[0-9]{1,3}$'
          AND set.value::text::smallint BETWEEN 1 AND 100;
    END LOOP;
    PERFORM set_config('rls.current_tenant', '', true);
END $$;
"""
BACK = """
DO $$
DECLARE
    here record;
BEGIN
    FOR here IN SELECT id FROM kernel_municipality LOOP
        PERFORM set_config('rls.current_tenant', here.id::text, true);
        UPDATE kernel_municipality SET retention_years = coalesce(
            (SELECT jsonb_object_agg(t.ground, t.years) FROM kernel_retentionterm t), '{}') WHERE id = here.id;
    END LOOP;
    PERFORM set_config('rls.current_tenant', '', true);
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("kernel", "0004_destruction"),
    ]

    operations = [
        migrations.CreateModel(
            name="RetentionTerm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[("participatiewet", "participatiewet"), ("wgs", "wgs"), ("awb", "awb")],
                        max_length=20,
                        verbose_name="ground",
                    ),
                ),
                ("years", models.PositiveSmallIntegerField(verbose_name="years")),
                ("because", models.CharField(blank=True, max_length=300, verbose_name="why")),
                ("decided_by", models.CharField(blank=True, max_length=200, verbose_name="who decided it")),
                ("since", models.DateField(default=naast.kernel.clock.today, verbose_name="since")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
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
                "verbose_name": "retention term",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RetentionTermEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "ground",
                    models.CharField(
                        choices=[("participatiewet", "participatiewet"), ("wgs", "wgs"), ("awb", "awb")],
                        max_length=20,
                        verbose_name="ground",
                    ),
                ),
                ("years", models.PositiveSmallIntegerField(verbose_name="years")),
                ("because", models.CharField(blank=True, max_length=300, verbose_name="why")),
                ("decided_by", models.CharField(blank=True, max_length=200, verbose_name="who decided it")),
                ("since", models.DateField(default=naast.kernel.clock.today, verbose_name="since")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
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
                        to="kernel.retentionterm",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="retentionterm",
            constraint=naast.kernel.tenancy.MunicipalityPolicy(
                field="municipality", name="kernel_retentionterm_policy", tenant_pk_type="bigint"
            ),
        ),
        migrations.AddConstraint(
            model_name="retentionterm",
            constraint=models.UniqueConstraint(
                fields=("municipality", "ground"), name="kernel_retentionterm_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="retentionterm",
            constraint=models.CheckConstraint(
                condition=models.Q(("ground__in", ("participatiewet", "wgs", "awb"))),
                name="kernel_retentionterm_own_list",
            ),
        ),
        migrations.AddConstraint(
            model_name="retentionterm",
            constraint=models.CheckConstraint(
                condition=models.Q(("years__range", (1, 100))), name="kernel_retentionterm_years"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="retentionterm",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "kernel_retentiontermevent" ("because", "decided_by", "ground", "id", "municipality_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "version", "years") VALUES (NEW."because", NEW."decided_by", NEW."ground", NEW."id", NEW."municipality_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."since", NEW."version", NEW."years"); RETURN NULL;',
                    hash="894da3dd1737aeda9ff6618b4bcfbace6e456796",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e72f4",
                    table="kernel_retentionterm",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="retentionterm",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "kernel_retentiontermevent" ("because", "decided_by", "ground", "id", "municipality_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "version", "years") VALUES (NEW."because", NEW."decided_by", NEW."ground", NEW."id", NEW."municipality_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."since", NEW."version", NEW."years"); RETURN NULL;',
                    hash="3005bee613053b18f7f7cf61a638cb977a2e005e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e13d3",
                    table="kernel_retentionterm",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="retentionterm",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "kernel_retentiontermevent" ("because", "decided_by", "ground", "id", "municipality_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "version", "years") VALUES (OLD."because", OLD."decided_by", OLD."ground", OLD."id", OLD."municipality_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."since", OLD."version", OLD."years"); RETURN NULL;',
                    hash="b86046a85d697c74ec2d478bca11edd75c54ac4a",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e1dd5",
                    table="kernel_retentionterm",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="retentiontermevent",
            constraint=naast.kernel.tenancy.MunicipalityPolicy(
                field="municipality", name="kernel_retentionterm_event_policy", tenant_pk_type="bigint"
            ),
        ),
        migrations.RunSQL(MOVE, BACK),
        migrations.RemoveField(
            model_name="municipality",
            name="retention_years",
        ),
    ]
