"""To whom a payment went, that what was paid for is there, and a fund that its owner lets go below zero."""

import importlib

import django.db.models.deletion
from django.db import migrations, models

import naast.kernel.clock
import naast.kernel.tenancy
from naast.kernel.migrating import at_once

_GUARD = "CREATE OR REPLACE FUNCTION naast_fund_entry()"


def _guard_of_before() -> str:
    """The guard of the fund as migration 0008 made it."""
    made = importlib.import_module("naast.decide.migrations.0008_two_sides_that_add_up").GUARDS
    return f"{_GUARD}{made.partition(_GUARD)[2].partition('END $$;')[0]}END $$;\n"


def _guard_with_room() -> str:
    """The same, with what the owner allows below zero."""
    before, rule, after = _guard_of_before().partition("OR NEW.amount * 100 > free THEN")
    if not rule:
        raise RuntimeError("migration 0008 holds another rule than this one changes")
    room = "coalesce((SELECT r.up_to FROM decide_fundroom r WHERE r.fund_id = fund.id ORDER BY r.id DESC LIMIT 1), 0)"
    return f"{before}OR NEW.amount * 100 > free + 100 * {room} THEN{after}"


MADE = """
CREATE FUNCTION naast_fund_proof() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM decide_fundentry e
        WHERE e.id = NEW.payment_id AND e.case_id = NEW.case_id AND e.kind IN ('spend', 'petty')
    ) THEN
        RAISE EXCEPTION 'a proof belongs to a payment in the same case'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_fund_proof_of_a_payment';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decide_fundproof_holds BEFORE INSERT ON decide_fundproof
    FOR EACH ROW EXECUTE FUNCTION naast_fund_proof();

CREATE FUNCTION naast_fund_room() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    -- Locked: who reserves at this moment is done first, or meets what holds from now on.
    PERFORM 1 FROM decide_openfund f WHERE f.id = NEW.fund_id AND f.owner_id = NEW.made_by_id FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'only the owner lets a fund go below zero'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decide_fund_room_by_owner';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decide_fundroom_holds BEFORE INSERT ON decide_fundroom
    FOR EACH ROW EXECUTE FUNCTION naast_fund_room();
"""

UNMADE = """
DROP TRIGGER decide_fundroom_holds ON decide_fundroom;
DROP FUNCTION naast_fund_room();
DROP TRIGGER decide_fundproof_holds ON decide_fundproof;
DROP FUNCTION naast_fund_proof();
"""

FORWARDS = "\n".join([MADE, _guard_with_room()])
BACKWARDS = "\n".join([UNMADE, _guard_of_before()])


class Migration(migrations.Migration):
    dependencies = [
        ("decide", "0008_two_sides_that_add_up"),
        ("kernel", "0005_retention_terms"),
        ("people", "0010_words_of_choices"),
    ]

    operations = [
        *at_once(
            [
                migrations.CreateModel(
                    name="FundProof",
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
                        ("words", models.CharField(blank=True, max_length=300, verbose_name="what is there")),
                        ("made_on", models.DateField(default=naast.kernel.clock.today, verbose_name="day")),
                    ],
                    options={
                        "verbose_name": "proof of delivery",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="FundRoom",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "up_to",
                            models.DecimalField(
                                decimal_places=2, max_digits=12, verbose_name="below zero, up to (euros)"
                            ),
                        ),
                        ("words", models.CharField(max_length=300, verbose_name="why")),
                        ("made_on", models.DateField(default=naast.kernel.clock.today, verbose_name="day")),
                    ],
                    options={
                        "verbose_name": "room below zero",
                        "abstract": False,
                    },
                ),
                migrations.AddField(
                    model_name="fundentry",
                    name="iban",
                    field=models.CharField(blank=True, max_length=34, verbose_name="account (IBAN)"),
                ),
                migrations.AddField(
                    model_name="fundentry",
                    name="payee",
                    field=models.CharField(blank=True, max_length=120, verbose_name="paid to"),
                ),
                migrations.AddConstraint(
                    model_name="fundentry",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("iban", ""), ("payee", "")),
                            models.Q(
                                ("kind", "spend"),
                                models.Q(("payee", ""), _negated=True),
                                ("iban__regex", "^([A-Z]{2}[0-9]{2}[A-Z0-9]{11,30})?$"),
                            ),
                            _connector="OR",
                        ),
                        name="decide_fundentry_payee",
                    ),
                ),
                migrations.AddField(
                    model_name="fundproof",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.case",
                        verbose_name="case",
                    ),
                ),
                migrations.AddField(
                    model_name="fundproof",
                    name="file",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kernel.storedfile",
                    ),
                ),
                migrations.AddField(
                    model_name="fundproof",
                    name="made_by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.staff"
                    ),
                ),
                migrations.AddField(
                    model_name="fundproof",
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
                    model_name="fundproof",
                    name="payment",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proofs",
                        to="decide.fundentry",
                    ),
                ),
                migrations.AddField(
                    model_name="fundroom",
                    name="fund",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rooms",
                        to="decide.openfund",
                    ),
                ),
                migrations.AddField(
                    model_name="fundroom",
                    name="made_by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.staff"
                    ),
                ),
                migrations.AddField(
                    model_name="fundroom",
                    name="municipality",
                    field=models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kernel.municipality",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="fundproof",
                    constraint=naast.kernel.tenancy.MunicipalityPolicy(
                        field="municipality", name="decide_fundproof_policy", tenant_pk_type="bigint"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="fundproof",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("words", ""), _negated=True), ("file__isnull", False), _connector="OR"
                        ),
                        name="decide_fundproof_says_something",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="fundroom",
                    constraint=naast.kernel.tenancy.MunicipalityPolicy(
                        field="municipality", name="decide_fundroom_policy", tenant_pk_type="bigint"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="fundroom",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("up_to__gte", 0), models.Q(("words", ""), _negated=True)),
                        name="decide_fundroom_why",
                    ),
                ),
            ]
        ),
        migrations.RunSQL(FORWARDS, BACKWARDS),
    ]
