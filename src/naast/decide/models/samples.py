"""Reading along afterwards, of a sample of the decisions that needed no reader beforehand."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from naast.decide.models.decisions import Decision
from naast.decide.models.seconds import WORDS_LENGTH
from naast.kernel import clock
from naast.kernel.models.rows import CaseRow, MunicipalityRow

MOST = 10_000
"""The thinnest sample that can be set: one in so many."""


class SampleRate(MunicipalityRow):
    """One in how many decisions is read afterwards, and why. The latest row counts; without one: none."""

    # Empty: no sample.
    one_in = models.PositiveIntegerField(_("one in"), null=True, blank=True)
    because = models.CharField(_("why"), max_length=500)
    set_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    since = models.DateField(_("since"), default=clock.today)

    append_only: ClassVar[bool] = True

    class Meta(MunicipalityRow.Meta):
        verbose_name = _("size of the sample")
        constraints = [
            *MunicipalityRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(one_in__isnull=True) | Q(one_in__range=(1, MOST)), name="decide_samplerate_one_in"
            ),
            models.CheckConstraint(condition=~Q(because=""), name="decide_samplerate_says_why"),
        ]

    def __str__(self) -> str:
        return f"one in {self.one_in}"


class Sample(CaseRow):
    """A decision that the database drew when it was made; nobody can choose or drop one."""

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="sample")

    append_only: ClassVar[bool] = True

    class Meta(CaseRow.Meta):
        verbose_name = _("drawn decision")

    def __str__(self) -> str:
        return f"drawn {self.pk}"


class SampleReader(CaseRow):
    """Who reads a drawn decision: drawn too, among those who had no hand in it. The latest row counts."""

    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="readers")
    reader = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField(_("asked on"), default=clock.today)

    append_only: ClassVar[bool] = True

    class Meta(CaseRow.Meta):
        verbose_name = _("reader of a drawn decision")
        indexes = [models.Index(fields=["municipality", "reader"], name="decide_sample_reader")]

    def __str__(self) -> str:
        return f"reader of a drawn decision {self.pk}"


class SampleReading(CaseRow):
    """What somebody said who read a decision afterwards. It stays with the case and changes no decision."""

    NOTHING, REMARK = "nothing", "remark"
    VERDICTS = [(NOTHING, _("I have nothing to remark")), (REMARK, _("I have a remark"))]

    sample = models.OneToOneField(Sample, on_delete=models.PROTECT, related_name="reading")
    reader = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(_("remark"), max_length=10, choices=VERDICTS)
    words = models.TextField(_("words"), max_length=WORDS_LENGTH, blank=True)
    read_on = models.DateField(_("read on"), default=clock.today)

    append_only: ClassVar[bool] = True

    class Meta(CaseRow.Meta):
        verbose_name = _("reading afterwards")
        constraints = [
            *CaseRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(verdict="nothing") | ~Q(words=""), name="decide_samplereading_words"
            ),
        ]
        indexes = [models.Index(fields=["municipality", "case"], name="decide_samplereading_case")]

    def __str__(self) -> str:
        return f"reading afterwards {self.pk}"
