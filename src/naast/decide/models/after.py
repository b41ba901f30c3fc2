from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from naast.decide.models.decisions import Decision
from naast.kernel import clock
from naast.kernel.history import tracked
from naast.kernel.models.rows import CaseRow

ABOUT = ("decision", "step", "change", "notice")
"""What a letter may tell of: a column each."""


def only(*told: str) -> dict[str, bool]:
    """That of all that a letter may tell of these are known, and nothing else is."""
    return {f"{name}__isnull": name not in told for name in ABOUT}


class Document(CaseRow):
    """A report, or a letter as it left with its day of sending, from which a term counts.

    A letter is about a decision, a step of an objection, a change of a term, or what is owed for being late.
    The decision on an objection is about its step and, where a new decision came of it, about that one too.
    """

    REPORT, LETTER = "report", "letter"
    KINDS = [(REPORT, _("report")), (LETTER, _("letter"))]
    PAPER, HANDED, POST, MAIL = "paper", "handed", "post", "mail"
    WAYS = [
        (PAPER, _("on paper")),
        (HANDED, _("handed over in person")),
        (POST, _("by post, through the print queue")),
        (MAIL, _("in the folder, with a message by e-mail")),
    ]

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, related_name="documents")
    step = models.OneToOneField(
        "decide.ObjectionStep", on_delete=models.PROTECT, null=True, related_name="letter"
    )
    change = models.OneToOneField(
        "decide.TermChange", on_delete=models.PROTECT, null=True, related_name="sent_letter"
    )
    notice = models.OneToOneField(
        "decide.DefaultNotice", on_delete=models.PROTECT, null=True, related_name="sent_letter"
    )
    kind = models.CharField(_("kind"), max_length=6, choices=KINDS)
    file = models.ForeignKey("kernel.StoredFile", on_delete=models.PROTECT, related_name="+")
    sent_on = models.DateField(_("date of sending"), null=True, blank=True)
    way = models.CharField(_("way of sending"), max_length=8, choices=WAYS, blank=True)
    # The part that a person could change; the fixed parts follow from the decision.
    text = models.TextField(_("text"), max_length=20_000, blank=True)
    made_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")

    append_only: ClassVar[bool] = True

    class Meta(CaseRow.Meta):
        verbose_name = _("document")
        constraints = [
            *CaseRow.Meta.constraints,
            models.UniqueConstraint(fields=["decision", "kind"], name="decide_document_once"),
            models.CheckConstraint(
                condition=Q(kind="report") | (Q(sent_on__isnull=False) & ~Q(way="")),
                name="decide_document_letter_sent",
            ),
            models.CheckConstraint(
                condition=Q(kind="report", **only("decision"))
                # The letter of the decision on an objection is of the new decision too.
                | Q(kind="letter", **only("decision", "step"))
                | Q(kind="letter", **only("decision"))
                | Q(kind="letter", **only("step"))
                | Q(kind="letter", **only("change"))
                | Q(kind="letter", **only("notice")),
                name="decide_document_about",
            ),
        ]
        indexes = [models.Index(fields=["municipality", "case", "-id"], name="decide_document_case")]

    def __str__(self) -> str:
        return f"document {self.pk}"


@tracked()
class Objection(CaseRow):
    """The resident disagrees with a decision, or with what the house determined that it owes for being late.

    Always received; an objection after the term is marked, never refused here.
    """

    RECEIVED, HEARD, DECIDED, WITHDRAWN = "received", "heard", "decided", "withdrawn"
    STATES = [
        (RECEIVED, _("received")),
        (HEARD, _("heard")),
        (DECIDED, _("decided")),
        (WITHDRAWN, _("withdrawn")),
    ]

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, related_name="objections")
    notice = models.ForeignKey(
        "decide.DefaultNotice", on_delete=models.PROTECT, null=True, related_name="objections"
    )
    words = models.TextField(_("why I disagree"), max_length=10_000)
    received_on = models.DateField(_("received on"), default=clock.today)
    # Empty while the letter has not been sent: the term has not begun (Awb 6:10).
    term_ends_on = models.DateField(_("last day to object"), null=True, blank=True)
    answer_by = models.DateField(_("answer at the latest on"))
    is_late = models.BooleanField(_("after the term"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=STATES, default=RECEIVED)
    # Somebody who had no hand in what was decided (Awb 10:3 lid 3); migrations 0002, 0004 and 0027.
    handler = models.ForeignKey("people.Staff", on_delete=models.PROTECT, null=True, related_name="+")
    received_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(CaseRow.Meta):
        verbose_name = _("objection")
        constraints = [
            *CaseRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(decision__isnull=False) ^ Q(notice__isnull=False),
                name="decide_objection_about_one",
            ),
        ]
        indexes = [models.Index(fields=["municipality", "case"], name="decide_objection_case")]

    def __str__(self) -> str:
        return f"objection {self.pk}"
