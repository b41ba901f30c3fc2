from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from naast.decide.models.decisions import OUTCOMES
from naast.kernel import clock
from naast.kernel.models.rows import MunicipalityRow

LEAST_HOUSEHOLDS = 10
"""Below so many households nothing is told: the threshold of figures in the design (engine of privacy)."""


class PolicyRule(MunicipalityRow):
    """What a number of like decisions have in common, laid before policy makers. It decides nothing. With a
    "no" as outcome it proposes no rule, and asks if the line is right.

    Like: the same law, clause and outcome. Numbers, days and words that stand in the decisions of at least
    `LEAST_HOUSEHOLDS` households; no person, no case, no amount.
    """

    row_key = models.CharField(_("row of the legal room"), max_length=40)
    title_text = models.CharField(_("legal title"), max_length=400)
    law = models.CharField(_("law"), max_length=20)
    outcome = models.CharField(_("outcome"), max_length=6, choices=OUTCOMES)
    decisions = models.PositiveIntegerField(_("decisions"))
    households = models.PositiveIntegerField(_("households"))
    first_on = models.DateField(_("first decided on"))
    last_on = models.DateField(_("last decided on"))
    words = models.JSONField(_("words that come back"), default=list, blank=True)
    # The highest decision that was counted: after an answer only later ones count anew.
    counted_to = models.BigIntegerField(_("counted up to decision"))
    made_on = models.DateField(_("made on"), default=clock.today)

    append_only: ClassVar[bool] = True

    class Meta(MunicipalityRow.Meta):
        verbose_name = _("proposal for a policy rule")
        constraints = [
            *MunicipalityRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality", "row_key", "law", "outcome", "counted_to"],
                name="decide_policyrule_once",
            ),
            models.CheckConstraint(
                condition=Q(households__gte=LEAST_HOUSEHOLDS), name="decide_policyrule_households"
            ),
        ]

    def __str__(self) -> str:
        return f"policy rule {self.pk}"


class PolicyAnswer(MunicipalityRow):
    """What policy makers do with a proposal. The last answer counts; setting aside says why."""

    TAKEN_UP, SET_ASIDE, ANSWERED = "taken_up", "set_aside", "answered"
    KINDS = [
        (TAKEN_UP, _("We take this up")),
        (SET_ASIDE, _("We set this aside, because ...")),
        (ANSWERED, _("We answer")),
    ]

    rule = models.ForeignKey(PolicyRule, on_delete=models.PROTECT, related_name="answers")
    kind = models.CharField(_("what we do"), max_length=10, choices=KINDS)
    words = models.TextField(_("in own words"), max_length=3_000)
    made_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    made_on = models.DateField(_("day"), default=clock.today)

    append_only: ClassVar[bool] = True

    class Meta(MunicipalityRow.Meta):
        verbose_name = _("answer to a proposal for a policy rule")
        constraints = [
            *MunicipalityRow.Meta.constraints,
            models.CheckConstraint(condition=~Q(words=""), name="decide_policyanswer_says_something"),
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"


class PolicyThreshold(MunicipalityRow):
    """After how many like decisions the house proposes a policy rule, and why. The latest one holds."""

    after = models.PositiveIntegerField(_("after how many like decisions"))
    words = models.CharField(_("why"), max_length=300)
    made_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    made_on = models.DateField(_("day"), default=clock.today)

    append_only: ClassVar[bool] = True

    class Meta(MunicipalityRow.Meta):
        verbose_name = _("number of like decisions")
        constraints = [
            *MunicipalityRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(after__gte=LEAST_HOUSEHOLDS, after__lte=10_000) & ~Q(words=""),
                name="decide_policythreshold_number",
            ),
        ]

    def __str__(self) -> str:
        return f"threshold {self.pk}"
