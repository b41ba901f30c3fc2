"""What an objection is about: a decision, or what was determined that the house owes for being late."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from naast.decide import penalties
from naast.decide.about import About
from naast.decide.models import Decision, DefaultNotice, Document, Mandate, Objection, Proposal
from naast.decide.queries import writers_of
from naast.kernel.errors import NotVisible


@dataclass(frozen=True, slots=True)
class Objected:
    """What was decided, when, and the day on which its letter left. `hands`: who handles no objection to it.

    `title` says on what it rests, `in_letters` what came in, in the Dutch of a letter, with a `{day}` in it.
    """

    about: About
    decided_on: dt.date
    sent_on: dt.date | None
    title: str
    in_letters: str
    hands: frozenset[int]

    @property
    def is_told_only_by_letter(self) -> bool:
        """Whether the resident hears of it from its letter only, and not in the folder before."""
        return self.about.notice_id is not None


def objected(case_id: int, about: About, *, lock: bool = False) -> Objected:
    """What is objected to in a case; `lock`: of two objections that come at once the second waits.

    Raises NotVisible when it is not there, or when nothing was determined yet.
    """
    return _penalty(case_id, about, lock=lock) if about.notice_id else _decision(case_id, about, lock=lock)


def about_of_objection(row: Objection) -> About:
    """Which of the two it is about."""
    return About(decision_id=row.decision_id, notice_id=row.notice_id)


def _decision(case_id: int, about: About, *, lock: bool) -> Objected:
    row = Decision.objects.filter(case_id=case_id, pk=about.decision_id).first()
    if row is None:
        raise NotVisible
    rows = Proposal.objects.select_for_update(of=("self",)) if lock else Proposal.objects
    proposal = rows.get(pk=row.proposal_id)
    letter = Document.objects.filter(decision=row, kind=Document.LETTER).values_list("sent_on", flat=True)
    read = set(proposal.readings.values_list("reader_id", flat=True)) | {proposal.reader_id}
    return Objected(
        about=about,
        decided_on=row.decided_on,
        sent_on=letter.first(),
        title=row.title_text,
        in_letters="je bezwaar tegen ons besluit van {day}.",
        hands=_known(read | writers_of(proposal.pk) | {row.decided_by_id, _stood_in_for(row.mandate_id)}),
    )


def _penalty(case_id: int, about: About, *, lock: bool) -> Objected:
    rows = DefaultNotice.objects.select_for_update(of=("self",)) if lock else DefaultNotice.objects
    row = rows.filter(case_id=case_id, pk=about.notice_id, determined_on__isnull=False).first()
    if row is None:
        raise NotVisible
    letter = Document.objects.filter(notice=row).values_list("sent_on", flat=True).first()
    stood = _stood_in_for(row.determined_mandate_id)
    return Objected(
        about=about,
        decided_on=row.determined_on,
        # Before there was a letter about it, it was told on its own day.
        sent_on=letter or (None if row.determined_mandate_id else row.determined_on),
        title="artikel 4:17 en 4:18 van de Algemene wet bestuursrecht",
        in_letters="je bezwaar tegen ons besluit van {day} over wat je krijgt omdat we te laat waren.",
        hands=_known({row.determined_by_id, row.determiner_id, stood, penalties.payer_id()}),
    )


def _stood_in_for(mandate_id: int | None) -> int | None:
    """Whose mandate it is, of who stood in."""
    stood = Mandate.objects.filter(pk=mandate_id).values_list("stands_in_for__staff_id", flat=True)
    found: int | None = stood.first()
    return found


def _known(staff: set[int | None]) -> frozenset[int]:
    return frozenset(number for number in staff if number is not None)
