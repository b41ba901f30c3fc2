from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from naast.decide.models.after import Document
from naast.kernel import clock
from naast.kernel.models.rows import CaseRow


class LetterText(CaseRow):
    """What stands in a letter, as lines of (kind, text): to be read aloud, beside which it is read along.

    The PDF is what was sent; this is the same words, kept because nothing can be heard from a PDF.
    """

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="plain")
    lines = models.JSONField(_("lines"))

    append_only: ClassVar[bool] = True

    class Meta(CaseRow.Meta):
        verbose_name = _("words of a letter")

    def __str__(self) -> str:
        return f"words of {self.document_id}"


class LetterQuestion(CaseRow):
    """Somebody does not understand a letter, with or without words about which part. The letter, its day and
    its term stay as they are."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="questions")
    # Who said so: the resident, or who reads the letters for them.
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    # Said on paper, at the door or by phone: who wrote it down.
    noted_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, null=True, related_name="+")
    part = models.CharField(_("part of the letter"), max_length=200, blank=True)
    words = models.TextField(_("in own words"), max_length=2_000, blank=True)
    said_on = models.DateField(_("day"), default=clock.today)

    append_only: ClassVar[bool] = True

    class Meta(CaseRow.Meta):
        verbose_name = _("question about a letter")
        indexes = [models.Index(fields=["municipality", "case"], name="decide_letterquestion_case")]

    def __str__(self) -> str:
        return f"question {self.pk}"


class LetterExplanation(CaseRow):
    """A letter in simpler words, which stand beside it. A question without one waits; it never ends in
    silence."""

    question = models.ForeignKey(LetterQuestion, on_delete=models.PROTECT, related_name="explanations")
    words = models.TextField(_("in simpler words"), max_length=5_000)
    made_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    made_on = models.DateField(_("day"), default=clock.today)

    append_only: ClassVar[bool] = True

    class Meta(CaseRow.Meta):
        verbose_name = _("explanation of a letter")
        constraints = [
            *CaseRow.Meta.constraints,
            models.CheckConstraint(condition=~Q(words=""), name="decide_letterexplanation_says_something"),
        ]

    def __str__(self) -> str:
        return f"explanation {self.pk}"
