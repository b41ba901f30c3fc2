from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from naast.kernel.history import tracked
from naast.kernel.models.rows import CaseRow
from naast.plan import terms

SHARES = ("deadweight", "displacement", "attribution", "success", "dropoff")
"""What of a line the plan may count as its own, each a share in per cent; docs/engines/returns.md."""


def _quantity(label: Any, **options: Any) -> Any:
    return models.DecimalField(label, max_digits=12, decimal_places=2, **options)


def _percent(label: Any) -> Any:
    """A share in per cent; empty while nobody chose one."""
    return models.DecimalField(label, max_digits=5, decimal_places=2, null=True, blank=True)


def _why() -> Any:
    return models.CharField(_("why so"), max_length=300, blank=True)


def _within_hundred(share: str) -> models.CheckConstraint:
    """Low, most likely and high in that order, from 0 to 100; ends only around a value."""
    low, high = f"{share}_low", f"{share}_high"
    none = Q(**{f"{share}__isnull": True, f"{low}__isnull": True, f"{high}__isnull": True})
    mode = Q(**{f"{share}__isnull": False, f"{share}__gte": 0, f"{share}__lte": 100})
    below = Q(**{f"{low}__isnull": True}) | Q(**{f"{low}__gte": 0, f"{low}__lte": F(share)})
    above = Q(**{f"{high}__isnull": True}) | Q(**{f"{high}__lte": 100, f"{high}__gte": F(share)})
    return models.CheckConstraint(condition=none | (mode & below & above), name=f"plan_line_{share}")


@tracked()
class Scenario(CaseRow):
    """What happens, in words: with the plan, and when we do nothing but follow the rule."""

    kind = models.CharField(_("scenario"), max_length=7, choices=terms.SCENARIOS)
    words = models.TextField(_("what happens then"), max_length=5_000)

    class Meta(CaseRow.Meta):
        verbose_name = _("scenario")
        constraints = [
            *CaseRow.Meta.constraints,
            models.UniqueConstraint(fields=["municipality", "case", "kind"], name="plan_scenario_once"),
        ]

    def __str__(self) -> str:
        return f"scenario {self.pk}"


@tracked()
class ScenarioLine(CaseRow):
    """One cost or gain: how much of it a year in the plan and in doing nothing, from `start_year` on.

    The price comes from the list (`price`) or is the own one of the line, which then wins. A memo has
    neither: it counts and is shown, without an amount. `legal_title` is empty where that of the price holds.
    Of a line of another way (`alternative`) `plan` is how much of it there is that way.
    Euros, units a year; `*_low` and `*_high` only where unsure. Shares are in per cent, empty where nobody
    chose one. `*_reason` says why a number is what it is. Lines of one `overlap_group` partly count the
    same effect.
    """

    scenario = models.CharField(_("belongs to"), max_length=7, choices=terms.LINE_OF)
    alternative = models.ForeignKey(
        "plan.Alternative", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    label = models.CharField(_("what"), max_length=200)
    kind = models.CharField(_("kind"), max_length=8, choices=terms.LINE_KINDS, default=terms.REAL)
    role = models.CharField(_("role"), max_length=10, choices=terms.ROLES)
    sense = models.CharField(_("direction"), max_length=7, choices=terms.SENSES, default=terms.COST)
    plan = _quantity(_("how much in the plan"), default=0)
    plan_low = _quantity(_("in the plan, at least"), null=True, blank=True)
    plan_high = _quantity(_("in the plan, at most"), null=True, blank=True)
    nothing = _quantity(_("how much when we do nothing"), default=0)
    nothing_low = _quantity(_("when we do nothing, at least"), null=True, blank=True)
    nothing_high = _quantity(_("when we do nothing, at most"), null=True, blank=True)
    start_year = models.PositiveSmallIntegerField(_("starts after (years)"), default=0)
    years = models.PositiveSmallIntegerField(_("how many years"), default=1)
    price = models.ForeignKey("plan.Price", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    own_price = _quantity(_("own price"), null=True, blank=True)
    own_price_low = _quantity(_("own price, at least"), null=True, blank=True)
    own_price_high = _quantity(_("own price, at most"), null=True, blank=True)
    own_price_year = models.PositiveSmallIntegerField(_("price year"), null=True, blank=True)
    own_unit = models.CharField(_("unit"), max_length=10, choices=terms.UNITS, blank=True)
    payer = models.CharField(_("who pays"), max_length=64, blank=True)
    beneficiary = models.CharField(_("who receives it"), max_length=64, blank=True)
    cashable = models.BooleanField(_("can be taken out of a budget"), default=False)
    reason = models.CharField(_("why so"), max_length=500, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    legal_title = models.CharField(_("legal title"), max_length=120, blank=True)
    deadweight = _percent(_("would have happened anyway (%)"))
    deadweight_low = _percent(_("would have happened anyway (%)"))
    deadweight_high = _percent(_("would have happened anyway (%)"))
    deadweight_reason = _why()
    displacement = _percent(_("moves elsewhere (%)"))
    displacement_low = _percent(_("moves elsewhere (%)"))
    displacement_high = _percent(_("moves elsewhere (%)"))
    displacement_reason = _why()
    attribution = _percent(_("our part in it (%)"))
    attribution_low = _percent(_("our part in it (%)"))
    attribution_high = _percent(_("our part in it (%)"))
    attribution_reason = _why()
    success = _percent(_("works in (%)"))
    success_low = _percent(_("works in (%)"))
    success_high = _percent(_("works in (%)"))
    success_reason = _why()
    dropoff = _percent(_("is lost each year (%)"))
    dropoff_low = _percent(_("is lost each year (%)"))
    dropoff_high = _percent(_("is lost each year (%)"))
    dropoff_reason = _why()
    overlap_group = models.CharField(_("counts the same as"), max_length=60, blank=True)
    overlap_alpha = _percent(_("how much of the others counts (%)"))
    overlap_reason = _why()
    plan_reason = _why()
    nothing_reason = _why()
    price_reason = _why()

    class Meta(CaseRow.Meta):
        verbose_name = _("line")
        constraints = [
            *CaseRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(scenario=terms.OTHER, alternative__isnull=False, nothing=0)
                | (~Q(scenario=terms.OTHER) & Q(alternative__isnull=True)),
                name="plan_line_of_another_way",
            ),
            models.CheckConstraint(
                condition=Q(kind=terms.MEMO)
                | (
                    ~Q(payer="")
                    & (Q(price__isnull=False) | Q(own_price__isnull=False, own_price_year__isnull=False))
                ),
                name="plan_line_price_or_memo",
            ),
            models.CheckConstraint(
                condition=~Q(kind=terms.TRANSFER) | (~Q(beneficiary="") & ~Q(beneficiary=F("payer"))),
                name="plan_line_transfer_has_two_sides",
            ),
            models.CheckConstraint(
                condition=Q(plan__gte=0, nothing__gte=0, years__gte=1), name="plan_line_not_negative"
            ),
            *(_within_hundred(share) for share in SHARES),
            models.CheckConstraint(
                condition=Q(overlap_group="", overlap_alpha__isnull=True)
                | (
                    ~Q(overlap_group="")
                    & Q(overlap_alpha__isnull=False, overlap_alpha__gte=0, overlap_alpha__lte=100)
                ),
                name="plan_line_overlap_whole",
            ),
        ]
        indexes = [models.Index(fields=["municipality", "case"], name="plan_line_case")]

    def __str__(self) -> str:
        return f"line {self.pk}"


@tracked()
class NotHere(CaseRow):
    """A consequence of doing nothing that was offered and that does not play here: it is not offered again.

    `item` is the name of a price in the price list.
    """

    item = models.CharField(_("item"), max_length=120)

    class Meta(CaseRow.Meta):
        verbose_name = _("consequence that does not play here")
        constraints = [
            *CaseRow.Meta.constraints,
            models.UniqueConstraint(fields=["municipality", "case", "item"], name="plan_nothere_once"),
        ]

    def __str__(self) -> str:
        return f"not here {self.pk}"
