from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from naast.kernel import clock
from naast.kernel.history import tracked
from naast.kernel.models.rows import CaseRow

PROPOSED, AGREED, MEASURED, SETTLED, WITHDRAWN = "proposed", "agreed", "measured", "settled", "withdrawn"
STATES = [
    (PROPOSED, _("proposed")),
    (AGREED, _("agreed")),
    (MEASURED, _("measured")),
    (SETTLED, _("settled")),
    (WITHDRAWN, _("withdrawn")),
]
IS_MEASURED = [MEASURED, SETTLED]
RESULT_LENGTH = 500
STEP_LENGTH = 1_000


def _money(label: Any, **options: Any) -> Any:
    return models.DecimalField(label, max_digits=12, decimal_places=2, **options)


@tracked()
class Settlement(CaseRow):
    """Who gains by a plan repays a share of what was measured to who advanced its cost (M19).

    `expected_gain` is a mean of the calculation and is never booked. `measured_gain` and what is `due` exist
    from the measuring on, and not before. Euros at the price level of the agreed plan, not discounted.
    """

    plan_version = models.ForeignKey("plan.PlanVersion", on_delete=models.PROTECT, related_name="+")
    advancer = models.CharField(_("who advances"), max_length=64)
    repayer = models.CharField(_("who repays"), max_length=64)
    share = models.DecimalField(_("share of the measured result"), max_digits=5, decimal_places=4)
    result = models.CharField(_("measured result"), max_length=RESULT_LENGTH)
    until_on = models.DateField(_("until when"))
    expected_gain = _money(_("expected gain"))
    state = models.CharField(_("state"), max_length=9, choices=STATES, default=PROPOSED)
    measured_gain = _money(_("measured gain"), null=True, blank=True)
    due = _money(_("to be repaid"), null=True, blank=True)

    class Meta(CaseRow.Meta):
        verbose_name = _("settlement")
        constraints = [
            *CaseRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality", "plan_version", "advancer", "repayer"],
                condition=~Q(state=WITHDRAWN),
                name="follow_settlement_once_a_pair",
            ),
            models.CheckConstraint(
                condition=Q(share__gt=0, share__lte=1), name="follow_settlement_share_is_a_share"
            ),
            models.CheckConstraint(
                condition=~Q(advancer=F("repayer")), name="follow_settlement_has_two_sides"
            ),
            models.CheckConstraint(
                condition=Q(state__in=IS_MEASURED, measured_gain__isnull=False, due__gte=0)
                | (~Q(state__in=IS_MEASURED) & Q(measured_gain__isnull=True, due__isnull=True)),
                name="follow_settlement_nothing_before_measured",
            ),
        ]
        indexes = [models.Index(fields=["municipality", "state"], name="follow_settlement_state")]

    def __str__(self) -> str:
        return f"settlement {self.pk}"


class SettlementStep(CaseRow):
    """Somebody brought a settlement one step on. Migration 0004 holds the order and the different hands."""

    settlement = models.ForeignKey(Settlement, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(_("state"), max_length=9, choices=STATES)
    by_staff = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    on_day = models.DateField(_("day"), default=clock.today)
    words = models.CharField(_("words"), max_length=STEP_LENGTH, blank=True)

    append_only: ClassVar[bool] = True

    class Meta(CaseRow.Meta):
        verbose_name = _("step of a settlement")
        constraints = [
            *CaseRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality", "settlement", "state"], name="follow_settlementstep_once"
            ),
        ]

    def __str__(self) -> str:
        return f"step {self.pk}"
