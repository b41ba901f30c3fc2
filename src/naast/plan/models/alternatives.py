from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from naast.kernel.history import tracked
from naast.kernel.models.rows import CaseRow


@tracked()
class Alternative(CaseRow):
    """Another way to help than the plan, looked at beside it and beside doing nothing."""

    name = models.CharField(_("which other way"), max_length=80)
    words = models.TextField(_("what happens then"), max_length=5_000, blank=True)

    class Meta(CaseRow.Meta):
        verbose_name = _("another way")
        constraints = [
            *CaseRow.Meta.constraints,
            models.UniqueConstraint(fields=["municipality", "case", "name"], name="plan_alternative_once"),
        ]

    def __str__(self) -> str:
        return f"another way {self.pk}"


@tracked()
class AlternativeQuantity(CaseRow):
    """How much a year there is, that other way, of a line of the plan or of doing nothing.

    Without a row it goes as when we do nothing. Units a year; `low` and `high` only where unsure.
    """

    alternative = models.ForeignKey(Alternative, on_delete=models.PROTECT, related_name="+")
    line = models.ForeignKey("plan.ScenarioLine", on_delete=models.PROTECT, related_name="+")
    quantity = models.DecimalField(_("how much"), max_digits=12, decimal_places=2)
    low = models.DecimalField(_("at least"), max_digits=12, decimal_places=2, null=True, blank=True)
    high = models.DecimalField(_("at most"), max_digits=12, decimal_places=2, null=True, blank=True)
    reason = models.CharField(_("why so"), max_length=300, blank=True)

    class Meta(CaseRow.Meta):
        verbose_name = _("how much another way")
        constraints = [
            *CaseRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality", "alternative", "line"], name="plan_alternativequantity_once"
            ),
            models.CheckConstraint(
                condition=Q(quantity__gte=0)
                & (Q(low__isnull=True) | Q(low__gte=0, low__lte=F("quantity")))
                & (Q(high__isnull=True) | Q(high__gte=F("quantity"))),
                name="plan_alternativequantity_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"how much another way {self.pk}"
