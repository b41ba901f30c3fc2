"""All plans of a municipality worked out together: the request, its parts, and what was refused."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from naast.kernel import clock
from naast.kernel.models.rows import MunicipalityRow


class PortfolioRun(MunicipalityRow):
    """One time that all plans are worked out together, who asked it, and the totals once they are there.

    `level` holds the price level that all parts share: the base year and the yearly changes of prices of the
    moment of asking. `totals` (see `types.Totals`) is empty until the last part is done.
    """

    BUSY, READY, FAILED = "busy", "ready", "failed"
    STATES = [(BUSY, _("being worked out")), (READY, _("ready")), (FAILED, _("did not work"))]

    asked_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked at"), default=clock.now)
    state = models.CharField(_("state"), max_length=6, choices=STATES, default=BUSY)
    draws = models.PositiveIntegerField(_("number of calculations"))
    seed = models.PositiveIntegerField(_("seed"))
    plans = models.PositiveIntegerField(_("plans to look at"))
    level = models.JSONField(_("price level"))
    totals = models.JSONField(_("totals"), default=dict)
    ended_at = models.DateTimeField(_("ended at"), null=True)

    class Meta(MunicipalityRow.Meta):
        verbose_name = _("plans worked out together")
        constraints = [
            *MunicipalityRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality"], condition=Q(state="busy"), name="insight_portfoliorun_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state="busy", ended_at__isnull=True)
                | ~Q(state="busy") & Q(ended_at__isnull=False),
                name="insight_portfoliorun_ended",
            ),
        ]
        indexes = [models.Index(fields=["municipality", "-id"], name="insight_portfoliorun_last")]

    def __str__(self) -> str:
        return f"plans together {self.pk}"


class PortfolioPart(MunicipalityRow):
    """A range of cases of a run. A worker takes it until `taken_until`, and says so anew while it works.

    `mark` is the worker's own: whoever finds another one there has lost the part and keeps nothing. `facts`
    and `drawn` are what `adding.Together` gave; they go when the run has its totals.
    """

    WAITING, TAKEN, DONE = "waiting", "taken", "done"
    STATES = [(WAITING, _("waits")), (TAKEN, _("being worked out")), (DONE, _("worked out"))]

    run = models.ForeignKey(PortfolioRun, on_delete=models.PROTECT, related_name="parts")
    number = models.PositiveIntegerField(_("number"))
    first_case = models.BigIntegerField(_("from case"))
    last_case = models.BigIntegerField(_("up to and with case"))
    plans = models.PositiveIntegerField(_("plans to look at"))
    state = models.CharField(_("state"), max_length=7, choices=STATES, default=WAITING)
    tries = models.PositiveSmallIntegerField(_("how often it was begun"), default=0)
    mark = models.CharField(max_length=32, blank=True)
    taken_until = models.DateTimeField(null=True)
    facts = models.JSONField(default=dict)
    drawn = models.BinaryField(default=b"")

    class Meta(MunicipalityRow.Meta):
        verbose_name = _("part of the plans")
        constraints = [
            *MunicipalityRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality", "run", "number"], name="insight_portfoliopart_once"
            ),
            models.CheckConstraint(
                condition=~Q(state="taken") | Q(taken_until__isnull=False) & ~Q(mark=""),
                name="insight_portfoliopart_taken_until",
            ),
        ]

    def __str__(self) -> str:
        return f"part {self.number} of plans together {self.run_id}"


class RefusedPlan(MunicipalityRow):
    """A plan that could not be worked out and so is in no total. Why stands on the page of its own case."""

    run = models.ForeignKey(PortfolioRun, on_delete=models.PROTECT, related_name="refused")
    case = models.ForeignKey("people.Case", on_delete=models.PROTECT, related_name="+")

    class Meta(MunicipalityRow.Meta):
        verbose_name = _("plan that could not be worked out")
        constraints = [
            *MunicipalityRow.Meta.constraints,
            models.UniqueConstraint(fields=["municipality", "run", "case"], name="insight_refusedplan_once"),
        ]

    def __str__(self) -> str:
        return f"refused plan {self.pk}"
