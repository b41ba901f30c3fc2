from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from naast.kernel.history import tracked
from naast.kernel.models.rows import CaseRow

TEXT_LENGTH = 5_000
"""Characters in one text of the weighing."""

ANSWER_LENGTH = 700
"""Characters of an answer to a question of the law: ten of sixty, and what stands between them."""


@tracked()
class Weighing(CaseRow):
    """One per case: the effect first, the law last. The texts are the motivation of a later decision."""

    effect = models.TextField(_("wished effect"), max_length=TEXT_LENGTH, blank=True)
    values_words = models.TextField(_("values, in own words"), max_length=TEXT_LENGTH, blank=True)
    consequences = models.TextField(_("consequences"), max_length=TEXT_LENGTH, blank=True)
    for_resident = models.TextField(_("for the resident, now"), max_length=TEXT_LENGTH, blank=True)
    for_resident_later = models.TextField(_("for the resident, later"), max_length=TEXT_LENGTH, blank=True)
    for_family = models.TextField(_("for the family, now"), max_length=TEXT_LENGTH, blank=True)
    for_family_later = models.TextField(_("for the family, later"), max_length=TEXT_LENGTH, blank=True)
    for_surroundings = models.TextField(_("for the surroundings, now"), max_length=TEXT_LENGTH, blank=True)
    for_surroundings_later = models.TextField(
        _("for the surroundings, later"), max_length=TEXT_LENGTH, blank=True
    )
    for_own_money = models.TextField(_("for the resident's money, now"), max_length=TEXT_LENGTH, blank=True)
    for_own_money_later = models.TextField(
        _("for the resident's money, later"), max_length=TEXT_LENGTH, blank=True
    )
    for_public_money = models.TextField(_("for the public money, now"), max_length=TEXT_LENGTH, blank=True)
    for_public_money_later = models.TextField(
        _("for the public money, later"), max_length=TEXT_LENGTH, blank=True
    )
    urgent_since = models.DateTimeField(_("opened as urgent"), null=True, blank=True)
    urgent_reason = models.CharField(_("why this comes first"), max_length=500, blank=True)
    chosen = models.ForeignKey(
        "weigh.LegalRow",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("route"),
    )
    why_differs = models.TextField(_("why this case differs"), max_length=TEXT_LENGTH, blank=True)
    suitable = models.TextField(_("suitable"), max_length=TEXT_LENGTH, blank=True)
    necessary = models.TextField(_("necessary"), max_length=TEXT_LENGTH, blank=True)
    balanced = models.TextField(_("balanced"), max_length=TEXT_LENGTH, blank=True)

    class Meta(CaseRow.Meta):
        verbose_name = _("weighing")
        constraints = [
            *CaseRow.Meta.constraints,
            models.UniqueConstraint(fields=["municipality", "case"], name="weigh_weighing_one_per_case"),
            models.CheckConstraint(
                condition=Q(urgent_since__isnull=True) | ~Q(urgent_reason=""),
                name="weigh_weighing_urgent_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"weighing {self.pk}"


@tracked()
class ChosenValue(CaseRow):
    """A value of the law that the wished effect serves."""

    weighing = models.ForeignKey(Weighing, on_delete=models.PROTECT, related_name="chosen_values")
    value = models.ForeignKey("weigh.LegalValue", on_delete=models.PROTECT, related_name="+")

    class Meta(CaseRow.Meta):
        verbose_name = _("chosen value")
        constraints = [
            *CaseRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality", "weighing", "value"], name="weigh_chosenvalue_once"
            ),
        ]

    def __str__(self) -> str:
        return f"chosen value {self.pk}"


@tracked()
class WeighingFact(CaseRow):
    """An answer to a question of the law. `unknown` stays a question; it never becomes a no.

    `answer` is yes, no or unknown; for a question that asks a number, a date or a word, that as text; for one
    that asks several, one a line (`none` when there is not one).
    """

    YES, NO, UNKNOWN, NONE = "yes", "no", "unknown", "none"

    weighing = models.ForeignKey(Weighing, on_delete=models.PROTECT, related_name="facts")
    fact = models.CharField(_("fact"), max_length=80)
    answer = models.CharField(_("answer"), max_length=ANSWER_LENGTH, default=UNKNOWN)
    said_by = models.ForeignKey(
        "people.Staff", on_delete=models.PROTECT, related_name="+", verbose_name=_("written down by")
    )

    class Meta(CaseRow.Meta):
        verbose_name = _("fact")
        constraints = [
            *CaseRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality", "weighing", "fact"], name="weigh_weighingfact_once"
            ),
        ]

    def __str__(self) -> str:
        return f"fact {self.pk}"


@tracked()
class ValueComparison(CaseRow):
    """One of the three values, the plan against doing nothing, in words. The three are never added up."""

    LEGITIMACY, ENGAGEMENT, RETURN = "legitimacy", "engagement", "return"
    VALUES = [(LEGITIMACY, _("legitimacy")), (ENGAGEMENT, _("engagement")), (RETURN, _("return"))]
    BETTER, EQUAL, WORSE = "better", "equal", "worse"
    VERDICTS = [(BETTER, _("better")), (EQUAL, _("equal")), (WORSE, _("worse"))]

    weighing = models.ForeignKey(Weighing, on_delete=models.PROTECT, related_name="comparisons")
    value = models.CharField(_("value"), max_length=12, choices=VALUES)
    verdict = models.CharField(_("compared with doing nothing"), max_length=8, choices=VERDICTS)
    words = models.TextField(_("why"), max_length=TEXT_LENGTH, blank=True)

    class Meta(CaseRow.Meta):
        verbose_name = _("comparison")
        constraints = [
            *CaseRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality", "weighing", "value"], name="weigh_comparison_once"
            ),
        ]

    def __str__(self) -> str:
        return f"comparison {self.pk}"
