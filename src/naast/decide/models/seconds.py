"""What goes with a second pair of eyes: answers to its questions, who covers an exception, and dissent."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from naast.decide.models.decisions import Proposal, SecondReading
from naast.kernel import clock
from naast.kernel.models.rows import CaseRow

WORDS_LENGTH = 5_000
"""Characters of an answer, a dissent or a remark."""


class ReadingAnswer(CaseRow):
    """What was answered to a question or an advice of the second reader. Both stay."""

    reading = models.ForeignKey(SecondReading, on_delete=models.PROTECT, related_name="answers")
    words = models.TextField(_("answer"), max_length=WORDS_LENGTH)
    said_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    said_on = models.DateField(_("answered on"), default=clock.today)

    append_only: ClassVar[bool] = True

    class Meta(CaseRow.Meta):
        verbose_name = _("answer to the second reader")
        constraints = [
            *CaseRow.Meta.constraints,
            models.CheckConstraint(condition=~Q(words=""), name="decide_readinganswer_words"),
        ]
        indexes = [models.Index(fields=["municipality", "case"], name="decide_answer_case")]

    def __str__(self) -> str:
        return f"answer {self.pk}"


class Cover(CaseRow):
    """Who covers an exception by name: a colleague, or in words somebody without an account (an alderman).

    The latest row of a proposal counts, also for the decision that was made of it. It stops nothing.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="covers")
    staff = models.ForeignKey(
        "people.Staff", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("colleague")
    )
    name = models.CharField(_("name and function"), max_length=200, blank=True)
    named_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    named_on = models.DateField(_("named on"), default=clock.today)

    append_only: ClassVar[bool] = True

    class Meta(CaseRow.Meta):
        verbose_name = _("cover")
        constraints = [
            *CaseRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(staff__isnull=True) ^ Q(name=""), name="decide_cover_one_name"
            ),
        ]
        indexes = [models.Index(fields=["municipality", "case"], name="decide_cover_case")]

    def __str__(self) -> str:
        return f"cover {self.pk}"


class Dissent(CaseRow):
    """Somebody in the circle sees it otherwise, under their own name. It stays, and asks for no reply."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="dissents")
    words = models.TextField(_("dissent"), max_length=WORDS_LENGTH)
    said_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    said_on = models.DateField(_("said on"), default=clock.today)
    # Set by the database: what comes afterwards does not stand in the report of the decision.
    was_decided = models.BooleanField(_("after the decision"), default=False, editable=False)

    append_only: ClassVar[bool] = True

    class Meta(CaseRow.Meta):
        verbose_name = _("dissent")
        constraints = [
            *CaseRow.Meta.constraints,
            models.CheckConstraint(condition=~Q(words=""), name="decide_dissent_words"),
        ]
        indexes = [models.Index(fields=["municipality", "case"], name="decide_dissent_case")]

    def __str__(self) -> str:
        return f"dissent {self.pk}"
