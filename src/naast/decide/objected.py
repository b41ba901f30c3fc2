"""What an objection is about: a decision, or what was determined that the house owes for being late."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from naast.decide import penalties
from naast.decide.about import About
from naast.decide.clock_types import IntakeClock
from naast.decide.models import Decision, DefaultNotice, Document, Mandate, Objection, ObjectionStep, Proposal
from naast.decide.objection_types import ObjectionFacts
from naast.decide.queries import objections_of, writers_of
from naast.kernel import actors
from naast.kernel.errors import NotVisible
from naast.kernel.terms import OBJECTION
from naast.people import queries as people
from naast.people.types import CaseFacts, Face


@dataclass(frozen=True, slots=True)
class Objected:
    """What was decided, when, and the day on which its letter left. `hands`: who handles no objection to it.

    `title` says on what it rests, `in_letters` what came in, in the Dutch of a letter, with a `{day}` in it.
    `is_on_objection`: it was made on an objection, so that the way to the court is open.
    """

    about: About
    decided_on: dt.date
    sent_on: dt.date | None
    title: str
    in_letters: str
    hands: frozenset[int]

    is_on_objection: bool = False

    @property
    def objection_ends_on(self) -> dt.date | None:
        """The last day to object; None while its letter has not left."""
        return OBJECTION.ends(self.sent_on) if self.sent_on else None

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
    letter = Document.objects.filter(decision=row, kind=Document.LETTER).first()
    read = set(proposal.readings.values_list("reader_id", flat=True)) | {proposal.reader_id}
    return Objected(
        about=about,
        decided_on=row.decided_on,
        sent_on=letter.sent_on if letter else None,
        title=row.title_text,
        in_letters="je bezwaar tegen ons besluit van {day}.",
        hands=_known(read | writers_of(proposal.pk) | {row.decided_by_id, _stood_in_for(row.mandate_id)}),
        is_on_objection=letter is not None and letter.step_id is not None,
    )


def _penalty(case_id: int, about: About, *, lock: bool) -> Objected:
    rows = DefaultNotice.objects.select_for_update(of=("self",)) if lock else DefaultNotice.objects
    row = rows.filter(case_id=case_id, pk=about.notice_id, determined_on__isnull=False).first()
    if row is None:
        raise NotVisible
    letter = Document.objects.filter(notice=row).values_list("sent_on", flat=True).first()
    stood = _stood_in_for(row.determined_mandate_id)
    # Who said anew on an earlier objection what is owed had a hand in that.
    anew = ObjectionStep.objects.filter(objection__notice=row, owed_amount__isnull=False)
    return Objected(
        about=about,
        decided_on=row.determined_on,
        # Before there was a letter about it, it was told on its own day.
        sent_on=letter or (None if row.determined_mandate_id else row.determined_on),
        title="artikel 4:17 en 4:18 van de Algemene wet bestuursrecht",
        in_letters="je bezwaar tegen ons besluit van {day} over wat je krijgt omdat we te laat waren.",
        hands=_known(
            {row.determined_by_id, row.determiner_id, stood, penalties.payer_id()}
            | set(anew.values_list("made_by_id", flat=True))
        ),
    )


def _stood_in_for(mandate_id: int | None) -> int | None:
    """Whose mandate it is, of who stood in."""
    stood = Mandate.objects.filter(pk=mandate_id).values_list("stands_in_for__staff_id", flat=True)
    found: int | None = stood.first()
    return found


def _known(staff: set[int | None]) -> frozenset[int]:
    return frozenset(number for number in staff if number is not None)


@dataclass(frozen=True, slots=True)
class ObjectedPenalty:
    """The objections to what was determined after one notice of default, and who may handle them."""

    notice_id: int
    objections: tuple[ObjectionFacts, ...]
    handlers: tuple[Face, ...]


def objected_penalties(
    case: CaseFacts, clocks: Iterable[IntakeClock], *, writes: bool
) -> list[ObjectedPenalty]:
    """What residents objected to of what is owed for being late; `writes`: whether who may handle it matters.

    The caller has authorised.
    """
    if not any(notice.determined_on for item in clocks for notice in item.notices):
        return []
    by_notice: dict[int, list[ObjectionFacts]] = defaultdict(list)
    for row in objections_of(case.id):
        if row.notice_id is not None:
            by_notice[row.notice_id].append(row)
    return [
        ObjectedPenalty(number, tuple(rows), _handlers(case, number, rows) if writes else ())
        for number, rows in by_notice.items()
    ]


def _handlers(case: CaseFacts, notice_id: int, rows: list[ObjectionFacts]) -> tuple[Face, ...]:
    if not any(row.is_open for row in rows):
        return ()
    hands = objected(case.id, About(notice_id=notice_id)).hands
    return tuple(people.staff_with_role(actors.LAWYER, actors.MANDATE_HOLDER, without=hands))
