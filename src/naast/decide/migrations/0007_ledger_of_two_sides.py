"""Bookings get two sides, petty cash, and a cost that is allocated afterwards."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import naast.kernel.tenancy
from naast.kernel.migrating import at_once


class Migration(migrations.Migration):
    dependencies = [
        ("decide", "0006_stand_ins"),
        ("kernel", "0005_retention_terms"),
        ("people", "0010_words_of_choices"),
    ]

    operations = at_once(
        [
            migrations.CreateModel(
                name="FundSide",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "account",
                        models.CharField(
                            choices=[
                                ("given", "given by the municipality"),
                                ("free", "free"),
                                ("reserved", "reserved"),
                                ("open", "paid, cost not allocated yet"),
                                ("cost", "cost"),
                            ],
                            max_length=8,
                            verbose_name="account",
                        ),
                    ),
                    ("cost_centre", models.CharField(blank=True, max_length=40, verbose_name="cost centre")),
                    ("cents", models.BigIntegerField(verbose_name="cents")),
                ],
                options={
                    "verbose_name": "side of an entry",
                    "abstract": False,
                },
            ),
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
                model_name="fundentry",
                name="decide_fundentry_out_of_reservation",
            ),
            migrations.AddField(
                model_name="fundentry",
                name="cost_centre",
                field=models.CharField(blank=True, max_length=40, verbose_name="cost centre"),
            ),
            migrations.AddField(
                model_name="fundentry",
                name="from_centre",
                field=models.CharField(blank=True, max_length=40, verbose_name="from cost centre"),
            ),
            migrations.AddField(
                model_name="fundentry",
                name="payment",
                field=models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="allocations",
                    to="decide.fundentry",
                ),
            ),
            migrations.AddField(
                model_name="fundentry",
                name="words",
                field=models.CharField(blank=True, max_length=300, verbose_name="why"),
            ),
            migrations.AddField(
                model_name="openfund",
                name="petty_up_to",
                field=models.DecimalField(
                    decimal_places=2, default=0, max_digits=12, verbose_name="petty cash (euros a day)"
                ),
            ),
            migrations.AddField(
                model_name="openfundevent",
                name="petty_up_to",
                field=models.DecimalField(
                    decimal_places=2, default=0, max_digits=12, verbose_name="petty cash (euros a day)"
                ),
            ),
            migrations.AlterField(
                model_name="fundentry",
                name="decision",
                field=models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="entries",
                    to="decide.decision",
                ),
            ),
            migrations.AlterField(
                model_name="fundentry",
                name="kind",
                field=models.CharField(
                    choices=[
                        ("reserve", "reserved"),
                        ("spend", "paid"),
                        ("release", "released"),
                        ("petty", "petty cash"),
                        ("allocate", "cost allocated"),
                    ],
                    max_length=8,
                    verbose_name="kind",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="openfund",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "decide_openfundevent" ("id", "is_fictive", "municipality_id", "name", "opened_on", "opening", "owner_id", "petty_up_to", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."is_fictive", NEW."municipality_id", NEW."name", NEW."opened_on", NEW."opening", NEW."owner_id", NEW."petty_up_to", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                        hash="3ce89ff1d74f6b5d2425f13c890b9f8176711f4a",
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
                        func='INSERT INTO "decide_openfundevent" ("id", "is_fictive", "municipality_id", "name", "opened_on", "opening", "owner_id", "petty_up_to", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."is_fictive", NEW."municipality_id", NEW."name", NEW."opened_on", NEW."opening", NEW."owner_id", NEW."petty_up_to", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;',
                        hash="7efadde2bf9dbe78ed0905acf89bc4e6a4e04e54",
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
                        func='INSERT INTO "decide_openfundevent" ("id", "is_fictive", "municipality_id", "name", "opened_on", "opening", "owner_id", "petty_up_to", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."id", OLD."is_fictive", OLD."municipality_id", OLD."name", OLD."opened_on", OLD."opening", OLD."owner_id", OLD."petty_up_to", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                        hash="14101cf2e7eb43bdccaf71662a04c550b40916d9",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_ab223",
                        table="decide_openfund",
                        when="AFTER",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="fundentry",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("kind__in", ["spend", "release"]), ("reservation__isnull", False)),
                        models.Q(
                            ("kind__in", ["reserve", "petty", "allocate"]), ("reservation__isnull", True)
                        ),
                        _connector="OR",
                    ),
                    name="decide_fundentry_out_of_reservation",
                ),
            ),
            migrations.AddConstraint(
                model_name="fundentry",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("decision__isnull", True), ("kind", "petty")),
                        ("kind", "allocate"),
                        models.Q(("decision__isnull", False), ("kind__in", ["reserve", "spend", "release"])),
                        _connector="OR",
                    ),
                    name="decide_fundentry_by_decision",
                ),
            ),
            migrations.AddConstraint(
                model_name="fundentry",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("kind__in", ["reserve", "spend", "release"]),
                        models.Q(("words", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="decide_fundentry_why",
                ),
            ),
            migrations.AddConstraint(
                model_name="fundentry",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("kind", "allocate"),
                            ("payment__isnull", False),
                            models.Q(("cost_centre", ""), _negated=True),
                        ),
                        models.Q(
                            models.Q(("kind", "allocate"), _negated=True),
                            ("cost_centre", ""),
                            ("from_centre", ""),
                            ("payment__isnull", True),
                        ),
                        _connector="OR",
                    ),
                    name="decide_fundentry_allocated",
                ),
            ),
            migrations.AddConstraint(
                model_name="openfund",
                constraint=models.CheckConstraint(
                    condition=models.Q(("petty_up_to__gte", 0)), name="decide_openfund_petty"
                ),
            ),
            migrations.AddField(
                model_name="fundside",
                name="entry",
                field=models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="sides",
                    to="decide.fundentry",
                ),
            ),
            migrations.AddField(
                model_name="fundside",
                name="fund",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="sides", to="decide.openfund"
                ),
            ),
            migrations.AddField(
                model_name="fundside",
                name="municipality",
                field=models.ForeignKey(
                    db_index=False,
                    editable=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="kernel.municipality",
                ),
            ),
            migrations.AddIndex(
                model_name="fundside",
                index=models.Index(fields=["municipality", "fund", "account"], name="decide_fundside_fund"),
            ),
            migrations.AddConstraint(
                model_name="fundside",
                constraint=naast.kernel.tenancy.MunicipalityPolicy(
                    field="municipality", name="decide_fundside_policy", tenant_pk_type="bigint"
                ),
            ),
            migrations.AddConstraint(
                model_name="fundside",
                constraint=models.CheckConstraint(
                    condition=models.Q(("cents", 0), _negated=True), name="decide_fundside_amount"
                ),
            ),
            migrations.AddConstraint(
                model_name="fundside",
                constraint=models.CheckConstraint(
                    condition=models.Q(("account", "cost"), ("cost_centre", ""), _connector="XOR"),
                    name="decide_fundside_centre",
                ),
            ),
            migrations.AddConstraint(
                model_name="fundside",
                constraint=models.UniqueConstraint(
                    condition=models.Q(("cents__gt", 0)), fields=("entry",), name="decide_fundside_one_debit"
                ),
            ),
            migrations.AddConstraint(
                model_name="fundside",
                constraint=models.UniqueConstraint(
                    condition=models.Q(("cents__lt", 0)), fields=("entry",), name="decide_fundside_one_credit"
                ),
            ),
            migrations.AddConstraint(
                model_name="fundside",
                constraint=models.UniqueConstraint(
                    condition=models.Q(("cents__gt", 0), ("entry", None)),
                    fields=("fund",),
                    name="decide_fundside_opened",
                ),
            ),
            migrations.AddConstraint(
                model_name="fundside",
                constraint=models.UniqueConstraint(
                    condition=models.Q(("cents__lt", 0), ("entry", None)),
                    fields=("fund",),
                    name="decide_fundside_opened_from",
                ),
            ),
        ]
    )
