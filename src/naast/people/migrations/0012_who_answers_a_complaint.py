"""Who the municipality names to answer a complaint, where the team lead had a part in it (Awb 9:7)."""

import django.db.models.deletion
from django.db import migrations, models

import naast.kernel.clock
import naast.kernel.tenancy
from naast.kernel.migrating import at_once

FORWARDS = """
CREATE FUNCTION naast_complaint_handler() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM people_residentrequest q
        WHERE q.id = NEW.request_id AND q.case_id = NEW.case_id AND q.kind = 'complaint'
    ) THEN
        RAISE EXCEPTION 'this is no complaint in this case'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'people_complainthandler_here';
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM people_staffrole r
        WHERE r.staff_id = NEW.named_by_id AND r.role IN ('administrator', 'team_lead')
    ) THEN
        RAISE EXCEPTION 'the administrator or the team lead names who answers'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'people_complainthandler_by';
    END IF;
    IF EXISTS (
        SELECT 1 FROM people_circlemember m WHERE m.case_id = NEW.case_id AND m.staff_id = NEW.handler_id
    ) OR EXISTS (
        SELECT 1 FROM people_fixedcontact f
        WHERE f.case_id = NEW.case_id AND NEW.handler_id IN (f.staff_id, f.tandem_id)
    ) THEN
        RAISE EXCEPTION 'who answers had no part in it'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'people_complainthandler_no_part';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER people_complainthandler_holds BEFORE INSERT ON people_complainthandler
    FOR EACH ROW EXECUTE FUNCTION naast_complaint_handler();
"""

BACKWARDS = """
DROP TRIGGER people_complainthandler_holds ON people_complainthandler;
DROP FUNCTION naast_complaint_handler();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("kernel", "0005_retention_terms"),
        ("people", "0011_complaint_terms"),
    ]

    operations = [
        *at_once(
            [
                migrations.CreateModel(
                    name="ComplaintHandler",
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
                        ("named_on", models.DateField(default=naast.kernel.clock.today, verbose_name="day")),
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
                            "handler",
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
                            "named_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.staff",
                            ),
                        ),
                        (
                            "request",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="handlers",
                                to="people.residentrequest",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "who answers a complaint",
                        "abstract": False,
                        "indexes": [
                            models.Index(
                                fields=["municipality", "request"], name="people_complainthandler_of"
                            )
                        ],
                        "constraints": [
                            naast.kernel.tenancy.MunicipalityPolicy(
                                field="municipality",
                                name="people_complainthandler_policy",
                                tenant_pk_type="bigint",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("handler", models.F("named_by")), _negated=True),
                                name="people_complainthandler_other",
                            ),
                        ],
                    },
                ),
            ]
        ),
        migrations.RunSQL(FORWARDS, BACKWARDS),
    ]
