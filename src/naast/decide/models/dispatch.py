from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from naast.decide.models.after import Document, only
from naast.decide.models.clocks import CONSENT, PAPERS, DefaultNotice, TermChange
from naast.decide.models.decisions import NO, PARTLY, YES, Decision
from naast.decide.models.objections import ObjectionStep
from naast.kernel import clock
from naast.kernel.history import tracked
from naast.kernel.models.rows import CaseRow, MunicipalityRow

RECEIPT, POSTPONEMENT, HEARING, ON_OBJECTION = "receipt", "postponement", "hearing", "on_objection"
INCOMPLETE, PENALTY = "incomplete", "penalty"
KINDS = [
    (YES, _("decision: yes")),
    (PARTLY, _("decision: partly")),
    (NO, _("decision: no")),
    (RECEIPT, _("confirmation that something came in")),
    (POSTPONEMENT, _("the decision comes later")),
    (PAPERS, _("we wait for papers of the resident")),
    (CONSENT, _("we wait, and the resident agrees")),
    (INCOMPLETE, _("an objection misses something")),
    (HEARING, _("invitation to a hearing")),
    (ON_OBJECTION, _("decision on an objection")),
    (PENALTY, _("what we owe because we were late")),
]
DECISIONS = (YES, PARTLY, NO)
"""Kinds of letter that tell of a decision; their code is its outcome."""

WAITING, HANDING, LEFT = "waiting", "handing", "left"
FAILED, UNSURE, TAKEN_BACK = "failed", "unsure", "taken_back"
STATES = [
    (WAITING, pgettext_lazy("letter", "waits to leave")),
    (HANDING, pgettext_lazy("letter", "is leaving now")),
    (LEFT, pgettext_lazy("letter", "has left")),
    (FAILED, pgettext_lazy("letter", "did not leave")),
    (UNSURE, pgettext_lazy("letter", "perhaps it left")),
    (TAKEN_BACK, pgettext_lazy("letter", "was taken back")),
]
ON_ITS_WAY = (WAITING, HANDING)
NO_ADDRESS, NO_FOLDER, REFUSED, LOST, NOT_MADE = "no_address", "no_folder", "refused", "lost", "not_made"
PROBLEMS = [
    (NO_ADDRESS, _("there is no e-mail address, or the resident chose another way")),
    (NO_FOLDER, _("the resident has no folder of their own, or never opened it")),
    (REFUSED, _("the mail server refused the message")),
    (LOST, _("the connection broke off: perhaps the message arrived")),
    (NOT_MADE, _("something that must stand in the letter is missing")),
]


class LetterTemplate(MunicipalityRow):
    """The municipality's own wording of one kind of letter, from a day. Never changes: another wording is a
    new row. Without `blocks` the wording of the house holds again. What must be in it: the migration.
    """

    kind = models.CharField(_("kind of letter"), max_length=12, choices=KINDS)
    from_on = models.DateField(_("from"), default=clock.today)
    why = models.CharField(_("why"), max_length=300)
    title = models.CharField(_("title"), max_length=120, blank=True)
    salutation = models.CharField(_("salutation"), max_length=120, blank=True)
    closing = models.CharField(_("closing"), max_length=120, blank=True)
    # In the order of the letter: objects with key, heading and text.
    blocks = models.JSONField(_("blocks"), default=list)
    made_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now, editable=False)

    append_only: ClassVar[bool] = True

    class Meta(MunicipalityRow.Meta):
        verbose_name = _("wording of a letter")
        constraints = [
            *MunicipalityRow.Meta.constraints,
            models.CheckConstraint(condition=~Q(why=""), name="decide_lettertemplate_why"),
        ]
        indexes = [
            models.Index(fields=["municipality", "kind", "-from_on", "-id"], name="decide_template_kind")
        ]

    def __str__(self) -> str:
        return f"letter template {self.pk}"


@tracked(exclude=["parts", "letter", "back_words", "called_words"])
class Dispatch(CaseRow):
    """How a letter leaves, with its proof: about a decision, a step of an objection, a change of a term, or
    what is owed for being late.

    It waits for the post or for the mail server; the letter itself (`document`) is made with the day on which
    it really leaves. By post: `printed` is what was printed, with `printed_for` on it as the day; that is
    the day on which it is marked as posted. By mail: only a message that a letter stands in the folder, and
    the moment at which the mail server took it over.
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, related_name="dispatches")
    step = models.ForeignKey(ObjectionStep, on_delete=models.PROTECT, null=True, related_name="dispatches")
    change = models.ForeignKey(TermChange, on_delete=models.PROTECT, null=True, related_name="dispatches")
    notice = models.ForeignKey(DefaultNotice, on_delete=models.PROTECT, null=True, related_name="dispatches")
    way = models.CharField(_("way of sending"), max_length=8, choices=Document.WAYS)
    state = models.CharField(_("state"), max_length=10, choices=STATES, default=WAITING)
    # The parts in the sender's own words, by block.
    parts = models.JSONField(default=dict)
    # The letter as it was made, as data: the same words as the PDF.
    letter = models.JSONField(null=True)
    # The wording that the sender read; empty: that of the house.
    template = models.ForeignKey(LetterTemplate, on_delete=models.PROTECT, null=True, related_name="+")
    asked_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField(_("made ready on"), default=clock.today)
    printed = models.ForeignKey("kernel.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    printed_for = models.DateField(_("day on the print"), null=True, blank=True)
    handed_at = models.DateTimeField(null=True, blank=True, editable=False)
    accepted_at = models.DateTimeField(_("taken over by the mail server at"), null=True, blank=True)
    problem = models.CharField(_("problem"), max_length=10, choices=PROBLEMS, blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)
    left_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, null=True, related_name="+")
    document = models.OneToOneField(
        Document, on_delete=models.PROTECT, null=True, related_name="dispatch", verbose_name=_("letter")
    )
    back_on = models.DateField(_("came back on"), null=True, blank=True)
    back_words = models.CharField(_("what stood on it"), max_length=300, blank=True)
    back_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, null=True, related_name="+")
    called_on = models.DateField(_("called on"), null=True, blank=True)
    called_words = models.CharField(_("what was agreed"), max_length=600, blank=True)
    called_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(CaseRow.Meta):
        verbose_name = _("sending of a letter")
        constraints = [
            *CaseRow.Meta.constraints,
            *(
                models.UniqueConstraint(
                    fields=[about],
                    condition=Q(state__in=["waiting", "handing", "left"]),
                    name=f"decide_dispatch_one{name}",
                )
                for about, name in (
                    ("decision", ""),
                    ("step", "_step"),
                    ("change", "_change"),
                    ("notice", "_notice"),
                )
            ),
            models.CheckConstraint(
                condition=Q(**only("decision"))
                | Q(**only("step"))
                | Q(**only("change"))
                | Q(**only("notice")),
                name="decide_dispatch_about",
            ),
            models.CheckConstraint(
                condition=Q(state="left", left_on__isnull=False, document__isnull=False)
                | (~Q(state="left") & Q(left_on__isnull=True, document__isnull=True)),
                name="decide_dispatch_left",
            ),
            models.CheckConstraint(
                condition=~Q(state="left", way="post")
                | Q(printed__isnull=False, printed_for=F("left_on"), left_by__isnull=False),
                name="decide_dispatch_printed_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="left", way="mail") | Q(accepted_at__isnull=False),
                name="decide_dispatch_accepted",
            ),
            models.CheckConstraint(
                condition=Q(back_on__isnull=True) | Q(state="left", back_on__gte=F("left_on")),
                name="decide_dispatch_back",
            ),
            models.CheckConstraint(
                condition=Q(called_on__isnull=True)
                | (Q(back_on__isnull=False, called_on__gte=F("back_on")) & ~Q(called_words="")),
                name="decide_dispatch_called",
            ),
        ]
        indexes = [
            models.Index(fields=["municipality", "case"], name="decide_dispatch_case"),
            models.Index(
                fields=["municipality", "way", "asked_on"],
                condition=Q(state__in=["waiting", "handing"]),
                name="decide_dispatch_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"dispatch {self.pk}"
