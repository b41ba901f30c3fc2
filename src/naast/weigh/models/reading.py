from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from naast.kernel.models.rows import CaseRow
from naast.weigh.models.weighing import Weighing

REMARK_LENGTH = 3_000
"""Characters of a remark, and of the answer to it."""


class BlockWriter(CaseRow):
    """Who ever wrote a part of a weighing, once by part: who reads along wrote none of it."""

    append_only: ClassVar[bool] = True

    weighing = models.ForeignKey(Weighing, on_delete=models.PROTECT, related_name="writers")
    part = models.CharField(_("part"), max_length=30)
    staff = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")

    class Meta(CaseRow.Meta):
        verbose_name = _("writer of a part")
        constraints = [
            *CaseRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality", "weighing", "part", "staff"], name="weigh_blockwriter_once"
            ),
        ]
        indexes = [models.Index(fields=["municipality", "case", "staff"], name="weigh_blockwriter_case")]

    def __str__(self) -> str:
        return f"writer {self.pk}"


class Remark(CaseRow):
    """What who reads along asks or says at a block, with the block as it was. It stays, and blocks nothing.

    Migration 0005 refuses one by who wrote a part of this weighing, and by who does not read along.
    """

    append_only: ClassVar[bool] = True

    weighing = models.ForeignKey(Weighing, on_delete=models.PROTECT, related_name="remarks")
    block = models.CharField(_("block"), max_length=30)
    block_text = models.TextField(_("the block as it was"), blank=True)
    words = models.TextField(_("remark"), max_length=REMARK_LENGTH)
    reader = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")

    class Meta(CaseRow.Meta):
        verbose_name = _("remark")
        constraints = [
            *CaseRow.Meta.constraints,
            models.CheckConstraint(condition=~Q(words=""), name="weigh_remark_in_words"),
        ]
        indexes = [models.Index(fields=["municipality", "case"], name="weigh_remark_case")]

    def __str__(self) -> str:
        return f"remark {self.pk}"


class RemarkAnswer(CaseRow):
    """An answer in words to a remark, by somebody who stands beside the resident."""

    append_only: ClassVar[bool] = True

    remark = models.OneToOneField(Remark, on_delete=models.PROTECT, related_name="answer")
    words = models.TextField(_("answer"), max_length=REMARK_LENGTH)
    answered_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")

    class Meta(CaseRow.Meta):
        verbose_name = _("answer to a remark")
        constraints = [
            *CaseRow.Meta.constraints,
            models.CheckConstraint(condition=~Q(words=""), name="weigh_answer_in_words"),
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"
