from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from naast.kernel import clock
from naast.kernel.history import tracked
from naast.kernel.models.rows import CaseRow
from naast.plan import step_terms, terms

TEXT_LENGTH = 5_000
WORDS_LENGTH = 1_000
MARKET_WORDS = 120
"""The market-square text has at most this many words (M4)."""


@tracked()
class Plan(CaseRow):
    """The plan of a case as it stands: one row per case; what was agreed stands in PlanVersion.

    `base_year` and `horizon_years` are those of the returns; empty means the present year and as long as the
    longest line.
    """

    perspective = models.TextField(_("perspective"), max_length=TEXT_LENGTH, blank=True)
    first_need = models.TextField(_("what is needed first"), max_length=TEXT_LENGTH, blank=True)
    breakthrough = models.TextField(_("breakthrough"), max_length=TEXT_LENGTH, blank=True)
    market_text = models.TextField(_("market-square text"), max_length=2_000, blank=True)
    base_year = models.PositiveSmallIntegerField(_("price level of"), null=True, blank=True)
    horizon_years = models.PositiveSmallIntegerField(_("years looked ahead"), null=True, blank=True)

    class Meta(CaseRow.Meta):
        verbose_name = _("plan")
        constraints = [
            *CaseRow.Meta.constraints,
            models.UniqueConstraint(fields=["municipality", "case"], name="plan_plan_one_per_case"),
        ]

    def __str__(self) -> str:
        return f"plan {self.pk}"


@tracked()
class Goal(CaseRow):
    """A goal in the resident's words; `board_line` when it was taken over from the board."""

    words = models.TextField(_("goal"), max_length=WORDS_LENGTH)
    domain = models.CharField(_("part of life"), max_length=120, blank=True)
    by_when = models.DateField(_("by when"), null=True, blank=True)
    board_line = models.ForeignKey(
        "listen.BoardDomain", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta(CaseRow.Meta):
        verbose_name = _("goal")
        constraints = [
            *CaseRow.Meta.constraints,
            models.UniqueConstraint(fields=["municipality", "board_line"], name="plan_goal_taken_over_once"),
        ]
        indexes = [models.Index(fields=["municipality", "case"], name="plan_goal_case")]

    def __str__(self) -> str:
        return f"goal {self.pk}"


@tracked()
class Obstacle(CaseRow):
    """What is in the way, where it stands and of what kind it is. One per case: the one to break through."""

    words = models.TextField(_("what is in the way"), max_length=TEXT_LENGTH)
    kind = models.CharField(_("kind"), max_length=12, choices=terms.OBSTACLE_KINDS)
    law = models.CharField(_("law or rule"), max_length=120, blank=True)
    article = models.CharField(_("article"), max_length=60, blank=True)

    class Meta(CaseRow.Meta):
        verbose_name = _("obstacle")
        constraints = [
            *CaseRow.Meta.constraints,
            models.UniqueConstraint(fields=["municipality", "case"], name="plan_obstacle_one_per_case"),
        ]

    def __str__(self) -> str:
        return f"obstacle {self.pk}"


@tracked()
class Support(CaseRow):
    """Help that is there or comes with the plan. Without an amount it is a memo: named, not counted."""

    what = models.CharField(_("what"), max_length=200)
    stage = models.CharField(_("when"), max_length=6, choices=terms.SUPPORT_STAGES, default=terms.COMING)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2, null=True, blank=True)
    period = models.CharField(_("per"), max_length=5, choices=terms.PERIODS, default="once")
    payer = models.CharField(_("who pays"), max_length=64, blank=True)
    who = models.CharField(_("who does it"), max_length=120, blank=True)
    pillar = models.CharField(_("pillar"), max_length=12, choices=step_terms.PILLARS, blank=True)

    class Meta(CaseRow.Meta):
        verbose_name = _("support")
        constraints = [
            *CaseRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0), name="plan_support_not_negative"
            ),
        ]
        indexes = [models.Index(fields=["municipality", "case"], name="plan_support_case")]

    def __str__(self) -> str:
        return f"support {self.pk}"


class PlanVersion(CaseRow):
    """What was agreed, frozen with the prices and the engine of that day. A new agreement is a new row."""

    number = models.PositiveIntegerField(_("number"))
    content = models.JSONField(_("content"))
    agreed_at = models.DateTimeField(_("agreed at"), default=clock.now)
    agreed_by = models.ForeignKey(
        "people.Staff", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    words = models.TextField(_("what the resident says about it"), max_length=WORDS_LENGTH, blank=True)

    append_only: ClassVar[bool] = True

    class Meta(CaseRow.Meta):
        verbose_name = _("agreed plan")
        constraints = [
            *CaseRow.Meta.constraints,
            models.UniqueConstraint(fields=["municipality", "case", "number"], name="plan_version_number"),
        ]

    def __str__(self) -> str:
        return f"agreed plan {self.pk}"
