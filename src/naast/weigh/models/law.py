from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from naast.kernel import clock
from naast.kernel.history import tracked
from naast.kernel.models.rows import MunicipalityRow

LAW_LENGTH = 150
"""Characters of the name of a law or rule."""


class CheckedRow(MunicipalityRow):
    """A row that a lawyer looks at: who did so, and on which day."""

    checked_by = models.ForeignKey(
        "people.Staff",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("checked by"),
    )
    checked_on = models.DateField(_("checked on"), null=True, blank=True)

    class Meta(MunicipalityRow.Meta):
        abstract = True


class LegalRow(CheckedRow):
    """One edition of one clause that may leave room. It never changes: an edit is a new edition.

    On a day the edition with the highest number that has begun counts, and only until its `valid_to`. So a
    change of the law is an edition with a later `valid_from`, a correction one with the same, a repeal one
    with a `valid_to`. The columns are those of `naast.engines.legality.catalogue`, which checks the codes.
    """

    append_only: ClassVar[bool] = True

    key = models.CharField(_("row"), max_length=40)
    edition = models.PositiveIntegerField(_("edition"), default=1)
    law = models.CharField(_("law"), max_length=LAW_LENGTH)
    bwb_id = models.CharField(_("number in the law register"), max_length=20, blank=True)
    article = models.CharField(_("article"), max_length=60)
    kind = models.CharField(_("kind"), max_length=30)
    allows_nl = models.CharField(_("what it allows, in Dutch"), max_length=500)
    allows_en = models.CharField(_("what it allows, in English"), max_length=500)
    motivate_nl = models.CharField(_("what must be motivated, in Dutch"), max_length=500, blank=True)
    motivate_en = models.CharField(_("what must be motivated, in English"), max_length=500, blank=True)
    question_nl = models.CharField(_("the question, in Dutch"), max_length=300)
    question_en = models.CharField(_("the question, in English"), max_length=300)
    unlocks_nl = models.JSONField(_("what it opens, in Dutch"), default=list, blank=True)
    unlocks_en = models.JSONField(_("what it opens, in English"), default=list, blank=True)
    answers = models.JSONField(_("obstacles that it answers"), default=list, blank=True)
    conditions = models.JSONField(_("conditions"), null=True, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    who_decides = models.CharField(_("who decides"), max_length=30, default="college")
    certainty = models.CharField(_("certainty"), max_length=30)
    always_open = models.BooleanField(_("always open"), default=False)
    through = models.CharField(_("statute or own rule"), max_length=10)
    is_own = models.BooleanField(_("row of the municipality itself"), default=False)
    made_on = models.DateField(_("made on"), default=clock.today)
    why = models.CharField(_("why this edition"), max_length=300, blank=True)
    # By number: the digest of the article as it stood when the lawyer signed; empty without its text.
    signed_articles = models.JSONField(_("articles as they were signed"), default=dict, blank=True)

    class Meta(MunicipalityRow.Meta):
        verbose_name = _("legal room")
        constraints = [
            *MunicipalityRow.Meta.constraints,
            models.UniqueConstraint(fields=["municipality", "key", "edition"], name="weigh_legalrow_edition"),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="weigh_legalrow_dates",
            ),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True) | Q(checked_on__isnull=False),
                name="weigh_legalrow_checked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.law} {self.article} ({self.edition})"

    @property
    def is_of_product(self) -> bool:
        """Whether this edition came with the product as it is: whoever makes one says why."""
        return not self.is_own and not self.why and self.checked_on is None


@tracked()
class LegalValue(CheckedRow):
    """Why a law was written, in the municipality's own words ("eigen formulering"), never its text."""

    key = models.SlugField(_("short name"), max_length=60)
    law = models.CharField(_("law"), max_length=LAW_LENGTH)
    words_nl = models.CharField(_("value, in Dutch"), max_length=300)
    words_en = models.CharField(_("value, in English"), max_length=300)
    ends_on = models.DateField(_("in use until"), null=True, blank=True)

    class Meta(MunicipalityRow.Meta):
        verbose_name = _("legal value")
        constraints = [
            *MunicipalityRow.Meta.constraints,
            models.UniqueConstraint(fields=["municipality", "key"], name="weigh_legalvalue_key"),
        ]

    def __str__(self) -> str:
        return self.key
