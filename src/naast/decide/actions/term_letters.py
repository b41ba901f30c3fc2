"""The letter that a decision comes later (Awb 4:14), or that its term stands still (Awb 4:15)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.utils.translation import gettext as _

from naast.decide import clocks, letters
from naast.decide.actions.papers import can_be_called, letter_frame
from naast.decide.clock_queries import clocks_of
from naast.decide.clock_types import IntakeClock, told
from naast.decide.models import TermChange
from naast.decide.models.clocks import CONSENT, PAPERS, PAUSES, POSTPONED
from naast.decide.models.dispatch import POSTPONEMENT
from naast.decide.wording import Wording
from naast.kernel.errors import Invalid, NotVisible
from naast.people import queries as people
from naast.people.types import CaseFacts

WORDINGS = {POSTPONED: POSTPONEMENT, PAPERS: PAPERS, CONSENT: CONSENT}
"""The words of the letter by kind of change."""
_ARTICLES = {
    POSTPONED: "artikel 4:14 van de Algemene wet bestuursrecht",
    PAPERS: "artikel 4:15 van de Algemene wet bestuursrecht",
    CONSENT: "artikel 4:15 van de Algemene wet bestuursrecht",
}
_ASKED = {"report": "je melding.", "application": "je aanvraag.", "ex_officio": "je vraag."}


def composed(
    case: CaseFacts, change_id: int, day: dt.date, parts: Mapping[str, str], wording: Wording
) -> letters.Letter:
    """The letter of a change that was not told yet, with a day on it.

    Raises NotVisible, and Invalid when the change cannot be told on that day any more or when nobody could be
    called about it.
    """
    row = TermChange.objects.filter(case_id=case.id, pk=change_id, told_on=None).first()
    if row is None:
        raise NotVisible
    now = next(item for item in clocks_of(case.id) if item.intake.id == row.intake_id)
    fits(now, row.kind, row.until_on, day)
    signs = people.staff_faces([row.made_by_id], to_resident=True)[row.made_by_id]
    frame = letter_frame(case, sent_on=day, decider=signs.name, function=signs.function)
    can_be_called(frame)
    fixed = letters.words()
    due = now.decision
    said = {
        "received_on": letters.day(now.intake.received_on, fixed),
        "what_came": _ASKED[now.intake.kind],
        "old_day": letters.day(due.by if due else None, fixed),
        # A new day that is told is a promise, also where the term of the law itself stays.
        "new_day": letters.day(row.until_on if row.kind == POSTPONED else _by(now, row, day), fixed),
        "until_on": letters.day(row.until_on, fixed),
        "reason": letters.sentence(row.reason),
        "article": _ARTICLES[row.kind],
    }
    reference = f"Kenmerk: termijn {row.pk}"
    return letters.compose_other(wording, frame, said, fixed, reference, parts)


def fits(now: IntakeClock, kind: str, until_on: dt.date, told_on: dt.date) -> None:
    """Raises Invalid, by field, when a change cannot be told on that day."""
    if until_on <= told_on:
        raise Invalid(_("Choose a day after the day of the letter."), "until_on")
    due = now.decision
    if due is None or now.sent_on is not None:
        raise Invalid(_("No term runs here any more: the decision has left, or nobody asked for one."))
    if kind in PAUSES and due.waits_for:
        raise Invalid(_("The term of the decision does not run yet, so it cannot stand still."))
    if kind in PAUSES and told_on > due.by:
        raise Invalid(
            _("The term of the decision is over, so it cannot stand still. Tell by when the decision comes.")
        )
    if kind == POSTPONED and until_on <= due.by:
        raise Invalid(_("The term runs until that day already, or longer."), "until_on")


def _by(now: IntakeClock, row: TermChange, told_on: dt.date) -> dt.date:
    """By when the decision comes if this change is told on a day."""
    asked = now.intake
    came = clocks.Came(asked.law, asked.kind, asked.received_on, asked.is_urgent)
    steps = {step.kind: step.taken_on for step in now.steps}
    found = clocks.terms(
        came, steps, [*told(now.changes), clocks.Change(row.pk, row.kind, told_on, row.until_on)]
    )
    return next(term.by for term in found if term.name == clocks.DECISION)
