from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from naast.kernel.history import tracked
from naast.kernel.models.rows import CaseRow
from naast.plan import terms

SOURCE_LENGTH = 200


@tracked()
class Realised(CaseRow):
    """How much there really was of one line of a frozen plan, in one year of that plan.

    `quantity` is what was counted between the two days, in the unit of the line; empty is an answer: nobody
    knows. The expectation stands beside it as it was frozen (units a year), so that plans can be compared
    without reading them anew. `year` counts from 0, the day on which the plan was decided or agreed.
    """

    plan_version = models.ForeignKey("plan.PlanVersion", on_delete=models.PROTECT, related_name="+")
    line = models.BigIntegerField(_("line of the agreed plan"))
    year = models.PositiveSmallIntegerField(_("year of the plan"), default=0)
    quantity = models.DecimalField(
        _("how much there was"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("to"))
    source = models.CharField(_("source"), max_length=SOURCE_LENGTH, blank=True)
    by_staff = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    expected = models.DecimalField(_("expected with the plan"), max_digits=12, decimal_places=2)
    nothing = models.DecimalField(_("expected when doing nothing"), max_digits=12, decimal_places=2)
    price = models.ForeignKey("plan.Price", on_delete=models.PROTECT, null=True, related_name="+")
    role = models.CharField(_("role"), max_length=10, choices=terms.ROLES)
    payer = models.CharField(_("who pays"), max_length=64)

    class Meta(CaseRow.Meta):
        verbose_name = _("what there really was")
        constraints = [
            *CaseRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality", "plan_version", "line", "year"], name="follow_realised_once_a_year"
            ),
            models.CheckConstraint(
                condition=Q(quantity__isnull=True) | Q(quantity__gte=0), name="follow_realised_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(quantity__isnull=True) | ~Q(source=""), name="follow_realised_has_source"
            ),
            models.CheckConstraint(condition=Q(from_on__lte=F("to_on")), name="follow_realised_days"),
        ]
        indexes = [models.Index(fields=["municipality", "price"], name="follow_realised_price")]

    def __str__(self) -> str:
        return f"realised {self.pk}"
