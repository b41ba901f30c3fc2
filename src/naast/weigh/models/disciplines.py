from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from naast.kernel.models.rows import CaseRow
from naast.weigh.models.weighing import TEXT_LENGTH, Weighing

NAME_LENGTH = 80
"""Characters of the name of a discipline."""

CLASH_LENGTH = 1_000
"""Characters of a sentence on what does not go together."""


class DisciplineView(CaseRow):
    """How one discipline sees it and what it would do (seed 002:734-776). Other words are a new edition.

    `place` is the order in which disciplines came, and no rank. Migration 0005 refuses an edition by
    somebody else than who wrote the one before: nobody changes another's words.
    """

    append_only: ClassVar[bool] = True

    weighing = models.ForeignKey(Weighing, on_delete=models.PROTECT, related_name="views")
    place = models.PositiveSmallIntegerField(_("place"))
    edition = models.PositiveSmallIntegerField(_("edition"), default=1)
    discipline = models.CharField(_("discipline"), max_length=NAME_LENGTH)
    # Somebody from outside the house who said it; then `written_by` wrote it down for them.
    said_by = models.CharField(_("who said it"), max_length=120, blank=True)
    found = models.TextField(_("it is so"), max_length=TEXT_LENGTH)
    does = models.TextField(_("so we do"), max_length=TEXT_LENGTH)
    written_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")

    class Meta(CaseRow.Meta):
        verbose_name = _("view of a discipline")
        constraints = [
            *CaseRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality", "weighing", "place", "edition"], name="weigh_view_edition"
            ),
            models.CheckConstraint(
                condition=~Q(discipline="") & ~Q(found="") & ~Q(does=""), name="weigh_view_says_both"
            ),
        ]

    def __str__(self) -> str:
        return f"view {self.pk}"


class Clash(CaseRow):
    """Two disciplines, or a discipline and the rule, that do not go together, named by somebody. It stays."""

    append_only: ClassVar[bool] = True

    weighing = models.ForeignKey(Weighing, on_delete=models.PROTECT, related_name="clashes")
    one = models.ForeignKey(DisciplineView, on_delete=models.PROTECT, related_name="+")
    # Empty: the rule that stands in the way.
    other = models.ForeignKey(DisciplineView, on_delete=models.PROTECT, null=True, related_name="+")
    words = models.CharField(_("what does not go together"), max_length=CLASH_LENGTH)
    named_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")

    class Meta(CaseRow.Meta):
        verbose_name = _("clash")
        constraints = [
            *CaseRow.Meta.constraints,
            models.CheckConstraint(condition=~Q(words=""), name="weigh_clash_in_words"),
        ]

    def __str__(self) -> str:
        return f"clash {self.pk}"


class Conclusion(CaseRow):
    """ "It is so, and therefore we do this", with the reason. Another one is a new edition."""

    append_only: ClassVar[bool] = True

    weighing = models.ForeignKey(Weighing, on_delete=models.PROTECT, related_name="conclusions")
    edition = models.PositiveSmallIntegerField(_("edition"), default=1)
    found = models.TextField(_("it is so"), max_length=TEXT_LENGTH)
    does = models.TextField(_("and therefore we do this"), max_length=TEXT_LENGTH)
    because = models.TextField(_("why so, and not otherwise"), max_length=TEXT_LENGTH, blank=True)
    # Ids of the views as they stood: a later edition of one of them is told beside the conclusion.
    rests_on = models.JSONField(_("views that it rests on"), default=list)
    written_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")

    class Meta(CaseRow.Meta):
        verbose_name = _("conclusion of the disciplines")
        constraints = [
            *CaseRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality", "weighing", "edition"], name="weigh_conclusion_edition"
            ),
            models.CheckConstraint(condition=~Q(found="") & ~Q(does=""), name="weigh_conclusion_says_both"),
        ]

    def __str__(self) -> str:
        return f"conclusion {self.pk}"
