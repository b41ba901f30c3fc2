"""What a decision rests on, and what moves, stops or follows the clock of its law (`decide.clocks`)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from naast.decide.models.decisions import Decision, Proposal
from naast.decide.models.mandates import Mandate
from naast.kernel import clock
from naast.kernel.history import tracked
from naast.kernel.models.rows import CaseRow, MunicipalityRow

TALK, INQUIRY, REPORT, APPLICATION, TEMPORARY = (
    "talk_held",
    "inquiry_done",
    "report_given",
    "application_made",
    "temporary_given",
)
STEPS = [
    (TALK, _("first talk held")),
    (INQUIRY, _("inquiry done")),
    (REPORT, _("report of the inquiry given")),
    (APPLICATION, _("application made")),
    (TEMPORARY, _("something temporary arranged")),
]

POSTPONED, PAPERS, CONSENT = "postponed", "papers", "consent"
CHANGES = [
    (POSTPONED, _("told that it becomes later")),
    (PAPERS, _("waiting for papers of the resident")),
    (CONSENT, _("waiting with the consent of the resident")),
]
PAUSES = (PAPERS, CONSENT)
"""Changes during which the term of the decision stands still (Awb 4:15)."""

REVIEW, PERIOD = "review", "period"
LOOKED_AT = [(REVIEW, _("the day on which we look again")), (PERIOD, _("the end of the period"))]


@tracked()
class Basis(CaseRow):
    """What a proposal, and the decision made of it, rests on: something that came in, or the house itself.

    Without an intake, and with one ex officio, `because` says why the house began. Never changes once it was
    decided (migration 0015).
    """

    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="basis")
    intake = models.ForeignKey("people.Intake", on_delete=models.PROTECT, null=True, related_name="+")
    because = models.CharField(_("why we begin about this ourselves"), max_length=2_000, blank=True)

    class Meta(CaseRow.Meta):
        verbose_name = _("what it rests on")
        constraints = [
            *CaseRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(intake__isnull=False) | ~Q(because=""), name="decide_basis_says_what"
            ),
        ]
        indexes = [
            models.Index(fields=["municipality", "intake"], name="decide_basis_intake"),
            models.Index(fields=["municipality", "case"], name="decide_basis_case"),
        ]

    def __str__(self) -> str:
        return f"basis {self.pk}"


class ClockStep(CaseRow):
    """A step that was really taken, on which the next term counts. The last one written of a kind counts; one
    without a day takes it back."""

    intake = models.ForeignKey("people.Intake", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("what was done"), max_length=20, choices=STEPS)
    taken_on = models.DateField(_("on which day"), null=True, blank=True)
    noted_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")

    append_only: ClassVar[bool] = True

    class Meta(CaseRow.Meta):
        verbose_name = _("step of a clock")
        indexes = [models.Index(fields=["municipality", "case", "intake"], name="decide_clockstep_case")]

    def __str__(self) -> str:
        return f"step {self.pk}"


@tracked()
class TermChange(CaseRow):
    """The resident is told that the decision comes later (Awb 4:14), or the term stands still (Awb 4:15).

    `told_on` is the day on which the letter left, and without one it moves nothing; the term stands still
    from the day after. `until_on` is the new day, or the last day on which it stands still, `ended_on` when
    that ended earlier. `letter`: what was written, where it was told before this letter was kept as one.
    """

    intake = models.ForeignKey("people.Intake", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("what changes"), max_length=10, choices=CHANGES)
    told_on = models.DateField(_("told on"), null=True, blank=True)
    until_on = models.DateField(_("until and including"))
    reason = models.CharField(_("why"), max_length=2_000)
    letter = models.TextField(_("text of the letter"), max_length=6_000, blank=True)
    made_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    class Meta(CaseRow.Meta):
        verbose_name = _("change of a term")
        constraints = [
            *CaseRow.Meta.constraints,
            models.CheckConstraint(condition=Q(until_on__gt=F("told_on")), name="decide_termchange_days"),
            models.CheckConstraint(condition=~Q(reason=""), name="decide_termchange_told_why"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True)
                | Q(
                    kind__in=PAUSES,
                    told_on__isnull=False,
                    ended_on__gte=F("told_on"),
                    ended_on__lte=F("until_on"),
                ),
                name="decide_termchange_ended",
            ),
        ]
        indexes = [models.Index(fields=["municipality", "case", "intake"], name="decide_termchange_case")]

    def __str__(self) -> str:
        return f"change of a term {self.pk}"


@tracked()
class DefaultNotice(CaseRow):
    """The resident says that the decision is late (Awb 4:17 lid 3). Always received.

    Afterwards the house determines what it owes (Awb 4:18): days, amount in euros, words, under a mandate
    that suffices. `determiner`: who was asked to, where nobody beside the resident may. What is owed stands
    in the ledger at once (migration 0018); its letter leaves as every letter (`Dispatch`).
    """

    intake = models.ForeignKey("people.Intake", on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField(_("received on"), default=clock.today)
    words = models.TextField(_("what the resident writes"), max_length=10_000, blank=True)
    # Empty: it came through the folder.
    received_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, null=True, related_name="+")
    determined_on = models.DateField(_("determined on"), null=True, blank=True)
    determined_days = models.PositiveSmallIntegerField(_("days"), null=True, blank=True)
    determined_amount = models.DecimalField(
        _("amount (euros)"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    determined_words = models.TextField(_("why"), max_length=2_000, blank=True)
    determined_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, null=True, related_name="+")
    determiner = models.ForeignKey("people.Staff", on_delete=models.PROTECT, null=True, related_name="+")
    # Empty of what was determined before a mandate was asked for it.
    determined_mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(CaseRow.Meta):
        verbose_name = _("notice of default")
        constraints = [
            *CaseRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(
                    determined_on__isnull=True,
                    determined_days__isnull=True,
                    determined_amount__isnull=True,
                    determined_by__isnull=True,
                )
                | Q(
                    determined_on__isnull=False,
                    determined_days__range=(0, 42),
                    determined_amount__gte=0,
                    determined_by__isnull=False,
                )
                & ~Q(determined_words=""),
                name="decide_defaultnotice_determined",
            ),
        ]
        indexes = [models.Index(fields=["municipality", "case", "intake"], name="decide_default_case")]

    def __str__(self) -> str:
        return f"notice of default {self.pk}"


class PenaltyAmounts(MunicipalityRow):
    """What a day too late costs (Awb 4:17 lid 2), in euros, from a day on, with where that can be read.

    `first`: a day of the first fourteen, `second`: of the next fourteen, `third`: of the rest. Of two rows
    from one day the last one written counts.
    """

    from_on = models.DateField(_("from"))
    first = models.DecimalField(_("each of the first fourteen days (euros)"), max_digits=8, decimal_places=2)
    second = models.DecimalField(_("each of the next fourteen days (euros)"), max_digits=8, decimal_places=2)
    third = models.DecimalField(_("each of the other days (euros)"), max_digits=8, decimal_places=2)
    source = models.CharField(_("where this can be read"), max_length=300)
    made_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    made_on = models.DateField(_("written down on"), default=clock.today)

    append_only: ClassVar[bool] = True

    class Meta(MunicipalityRow.Meta):
        verbose_name = _("amounts of the penalty")
        constraints = [
            *MunicipalityRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(first__gte=0, second__gte=0, third__gte=0), name="decide_penalty_amounts"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="decide_penalty_source"),
        ]
        indexes = [models.Index(fields=["municipality", "-from_on", "-id"], name="decide_penalty_days")]

    def __str__(self) -> str:
        return f"amounts from {self.from_on}"


class LookedAgain(CaseRow):
    """Somebody looked again at the agreed day, or before a period ended, and says what came of it."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="looked_again")
    about = models.CharField(_("about"), max_length=6, choices=LOOKED_AT)
    words = models.TextField(_("what came of it"), max_length=3_000)
    looked_on = models.DateField(_("on"), default=clock.today)
    looked_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")

    append_only: ClassVar[bool] = True

    class Meta(CaseRow.Meta):
        verbose_name = _("looked again")
        constraints = [
            *CaseRow.Meta.constraints,
            models.CheckConstraint(condition=~Q(words=""), name="decide_lookedagain_words"),
        ]
        indexes = [models.Index(fields=["municipality", "case"], name="decide_lookedagain_case")]

    def __str__(self) -> str:
        return f"looked again {self.pk}"
