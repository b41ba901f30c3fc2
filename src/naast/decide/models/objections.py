from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from naast.decide.models.after import Objection
from naast.decide.models.decisions import Hearing
from naast.decide.models.mandates import Mandate
from naast.kernel import clock
from naast.kernel.models.rows import CaseRow


class ObjectionStep(CaseRow):
    """What happened with an objection, in order; a step is added and never changes.

    Articles (to be checked by a lawyer): confirmed Awb 6:14, why it was late 6:11, invited 7:2 to 7:4, not
    heard 7:3, heard 7:7, postponed 7:10, decided 7:11 and 7:12, withdrawn 6:21. Asked to complete what
    misses something, and what came in since: 6:5 and 6:6. Added by the resident while it runs, which is no
    other objection: 6:4 and 7:4. What must hold whoever writes stands in migration
    0014: a week between the papers and the hearing, heard (or why not) before decided, within a mandate, by
    the handler, a new decision where something changes, and nothing after the end; and in 0018: nothing is
    inadmissible for what it misses before there was time to complete it, since the letter that asks (0026).

    About what was determined for being late a founded one says anew what is owed (`owed_days`, `owed_amount`
    in euros), never less than before, and that stands in the ledger at once (0027).
    """

    CONFIRMED, LATE, INVITED, NOT_HEARD, HEARD = "confirmed", "late", "invited", "not_heard", "heard"
    POSTPONED, DECIDED, WITHDRAWN = "postponed", "decided", "withdrawn"
    ASKED, COMPLETED, ADDED = "asked", "completed", "added"
    KINDS = [
        (CONFIRMED, _("receipt confirmed")),
        (LATE, _("why it came later")),
        (ASKED, _("asked to complete the objection")),
        (COMPLETED, _("what came in since")),
        (ADDED, _("added to the objection")),
        (INVITED, _("invited to the hearing")),
        (NOT_HEARD, _("no hearing")),
        (HEARD, _("heard")),
        (POSTPONED, _("answer postponed")),
        (DECIDED, _("decided")),
        (WITHDRAWN, _("withdrawn")),
    ]
    ENDS = (DECIDED, WITHDRAWN)

    FOUNDED, PARTLY, UNFOUNDED, INADMISSIBLE = "founded", "partly", "unfounded", "inadmissible"
    VERDICTS = [
        (FOUNDED, _("founded")),
        (PARTLY, _("partly founded")),
        (UNFOUNDED, _("unfounded")),
        (INADMISSIBLE, _("inadmissible")),
    ]
    CHANGING = (FOUNDED, PARTLY)
    """Verdicts with which a new decision comes."""

    NO_HEARING_GROUNDS = [
        ("inadmissible", _("the objection is plainly inadmissible")),
        ("unfounded", _("the objection is plainly unfounded")),
        ("not_wanted", _("the resident said they do not want to be heard")),
        ("no_word", _("the resident did not say in the time that was given that they want to be heard")),
        ("granted", _("the resident gets all that was asked, and nobody else is harmed")),
    ]
    """Awb 7:3, a to e."""
    ONCE, AGREED, RULES = "once", "agreed", "rules"
    POSTPONE_GROUNDS = [
        (ONCE, _("once, for at most six weeks")),
        (AGREED, _("the resident agrees, and nobody else is harmed")),
        (RULES, _("the rules of the procedure need it")),
    ]
    """Awb 7:10, third and fourth paragraph."""
    MISSING, TOO_LATE, OTHER = "missing", "too_late", "other"
    INADMISSIBLE_GROUNDS = [
        (MISSING, _("something is still missing after the time to complete it (Awb 6:6)")),
        (TOO_LATE, _("it came after the term without a good reason (Awb 6:11)")),
        (OTHER, _("something else, that you write below")),
    ]
    PARTS = [
        ("name", _("name and address")),
        ("date", _("the date")),
        ("decision", _("which decision it is about")),
        ("grounds", _("why the resident disagrees")),
        ("signature", _("a signature")),
        ("power", _("that somebody may object for the resident")),
    ]
    """What an objection holds (Awb 6:5 lid 1), and the power of who objects for somebody (Awb 2:1 lid 2)."""

    objection = models.ForeignKey(Objection, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(_("step"), max_length=10, choices=KINDS)
    # The day on which it happened; the hearing has its own.
    done_on = models.DateField(_("when"), default=clock.today)
    words = models.TextField(_("words"), max_length=10_000, blank=True)
    hearing_on = models.DateField(_("day of the hearing"), null=True, blank=True)
    hearing_at = models.TimeField(_("time of the hearing"), null=True, blank=True)
    way = models.CharField(_("how"), max_length=10, choices=Hearing.WAYS, blank=True)
    place = models.CharField(_("where"), max_length=200, blank=True)
    papers_from = models.DateField(_("papers ready from"), null=True, blank=True)
    because = models.CharField(_("on which ground"), max_length=15, blank=True)
    # Of an answer that comes later: by when; of what is missing: until when it can be completed.
    until_on = models.DateField(_("at the latest on"), null=True, blank=True)
    # When the answer was due before it was postponed; the letter says it.
    due_before = models.DateField(_("answer was due on"), null=True, blank=True)
    # What is missing, or what of it came in: codes of `PARTS`.
    parts = models.JSONField(_("parts"), default=list, blank=True)
    # Awb 7:13: a committee advises; then the term is twelve weeks.
    with_committee = models.BooleanField(_("a committee advises"), default=False)
    verdict = models.CharField(_("decision on the objection"), max_length=12, choices=VERDICTS, blank=True)
    owed_days = models.PositiveSmallIntegerField(_("days"), null=True, blank=True)
    owed_amount = models.DecimalField(
        _("amount (euros)"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, null=True, related_name="+")
    # Empty: the resident, in the folder.
    made_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, null=True, related_name="+")

    append_only: ClassVar[bool] = True

    class Meta(CaseRow.Meta):
        verbose_name = _("step of an objection")
        constraints = [
            *CaseRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["objection"],
                condition=Q(kind__in=["decided", "withdrawn"]),
                name="decide_objectionstep_one_end",
            ),
            models.UniqueConstraint(
                fields=["objection"],
                condition=Q(kind="confirmed"),
                name="decide_objectionstep_confirmed_once",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["late", "added", "heard", "postponed", "decided", "withdrawn"])
                | ~Q(words=""),
                name="decide_objectionstep_says_something",
            ),
            models.CheckConstraint(
                condition=~Q(kind="invited")
                | (Q(hearing_on__isnull=False, papers_from__isnull=False) & ~Q(way="")),
                name="decide_objectionstep_invited",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["not_heard", "postponed"]) | ~Q(because=""),
                name="decide_objectionstep_ground",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["postponed", "asked"]) | Q(until_on__isnull=False),
                name="decide_objectionstep_until",
            ),
            models.CheckConstraint(
                condition=~Q(kind="asked") | ~Q(parts=[]), name="decide_objectionstep_asks_what"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["asked", "completed"]) | Q(parts=[]),
                name="decide_objectionstep_parts",
            ),
            models.CheckConstraint(
                condition=Q(kind="decided", mandate__isnull=False, made_by__isnull=False) & ~Q(verdict="")
                | ~Q(kind="decided") & Q(verdict="", mandate__isnull=True),
                name="decide_objectionstep_verdict",
            ),
            models.CheckConstraint(
                condition=Q(owed_days__isnull=True, owed_amount__isnull=True)
                | Q(
                    kind="decided",
                    verdict__in=["founded", "partly"],
                    owed_days__range=(1, 42),
                    owed_amount__gt=0,
                ),
                name="decide_objectionstep_owes",
            ),
            models.CheckConstraint(
                condition=Q(made_by__isnull=False) | Q(kind__in=["late", "withdrawn", "completed", "added"]),
                name="decide_objectionstep_by_staff",
            ),
        ]
        indexes = [models.Index(fields=["municipality", "case", "id"], name="decide_objectionstep_case")]

    def __str__(self) -> str:
        return f"step {self.pk}"


class ObjectionPaper(CaseRow):
    """The bundle of papers of an objection, as it was made. `digest` is of what it was made of."""

    objection = models.ForeignKey(Objection, on_delete=models.PROTECT, related_name="papers")
    file = models.ForeignKey("kernel.StoredFile", on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(_("made of"), max_length=64)
    made_on = models.DateField(_("made on"), default=clock.today)
    made_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")

    append_only: ClassVar[bool] = True

    class Meta(CaseRow.Meta):
        verbose_name = _("bundle of papers")
        constraints = [
            *CaseRow.Meta.constraints,
            models.UniqueConstraint(fields=["objection", "digest"], name="decide_objectionpaper_once"),
        ]
        indexes = [models.Index(fields=["municipality", "case"], name="decide_objectionpaper_case")]

    def __str__(self) -> str:
        return f"paper {self.pk}"
