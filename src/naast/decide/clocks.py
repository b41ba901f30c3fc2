"""The clock of what came in, per law: what must have happened by when, and what moved that. No database.

Sources: Wmo 2015 2.3.2 lid 1 (inquiry within six weeks after the report), 2.3.3 (something temporary at once
when it is urgent) and 2.3.5 lid 2 (decision within two weeks after the application); Wgs 4 lid 1-2 (first
talk within four weeks, within three working days when something threatens) and 4a (decision within eight
weeks after the first talk); otherwise Awb 4:13 (eight weeks). Awb 4:14 (told that it comes later) moves only
the reasonable term of 4:13, and only when it is told in time; beside the term of a special law it is a
promise. Awb 4:15 lets the term of a decision stand still, never that of an inquiry or a talk. Awb 4:17 and
4:18: what is owed when a decision is late, paid within the six weeks of 4:87. Nothing here closes or refuses
anything. To be checked by a lawyer before use.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from naast.decide.models.clocks import APPLICATION, INQUIRY, POSTPONED, REPORT, TALK, TEMPORARY
from naast.kernel import retention
from naast.kernel.terms import LegalTerm, end_of_term

INQUIRY_TERM = LegalTerm("inquiry", "Wmo 2015 2.3.2 lid 1", weeks=6)
WMO_DECISION = LegalTerm("decision", "Wmo 2015 2.3.5 lid 2", weeks=2)
WGS_TALK = LegalTerm("talk", "Wgs 4 lid 1", weeks=4)
WGS_URGENT_TALK = LegalTerm("talk", "Wgs 4 lid 2", working_days=3)
WGS_DECISION = LegalTerm("decision", "Wgs 4a", weeks=8)
REASONABLE = LegalTerm("decision", "Awb 4:13 lid 2", weeks=8)
AT_ONCE = LegalTerm("temporary", "Wmo 2015 2.3.3")
GRACE = LegalTerm("grace", "Awb 4:17 lid 3", weeks=2)
DETERMINED = LegalTerm("determination", "Awb 4:18", weeks=2)

PAYMENT = LegalTerm("penalty_payment", "Awb 4:87 lid 1", weeks=6)

DECISION = "decision"
MOST_DAYS, BAND = 42, 14
"""Awb 4:17 lid 1 and 2: at most 42 days; the amount is another one after each fourteen of them, twice."""

EX_OFFICIO, ASKED = "ex_officio", "report"


@dataclass(frozen=True, slots=True)
class Came:
    """What came in: law and kind (codes), the day, and whether it is urgent."""

    law: str
    kind: str
    received_on: dt.date
    is_urgent: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """The resident was told something that changes the term of the decision.

    `last_on` is the last day on which it stands still, or the new day that was told.
    """

    id: int
    kind: str
    told_on: dt.date
    last_on: dt.date


@dataclass(frozen=True, slots=True)
class Term:
    """One step of a clock. It counts from the day after `start`; `first_by` is its end before anything moved
    it, `by` its end now. `waits_for`: it has not begun, and is what it would be if that happened on time.
    `told_by`: what the resident was told, where that does not move the term of the law.
    """

    name: str
    source: str
    start: dt.date
    first_by: dt.date
    by: dt.date
    done_on: dt.date | None = None
    at_once: bool = False
    waits_for: str = ""
    told_by: dt.date | None = None
    moved_by: tuple[int, ...] = ()
    since: str = ""


@dataclass(frozen=True, slots=True)
class Amounts:
    """What a day too late costs from a day on, in euros, by band of fourteen days."""

    from_on: dt.date
    by_band: tuple[Decimal, Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class Penalty:
    """What is owed after a notice of default: so many `days` until now, in euros; None: not known here.

    `is_early`: the notice came while the term still ran, so nothing is owed by it. `runs_from` is the first
    day that counts. `is_over`: no day is added any more, and by `determine_by` the house says what it owes.
    """

    grace_until: dt.date
    runs_from: dt.date
    days: int = 0
    amount: Decimal | None = Decimal(0)
    is_early: bool = False
    is_over: bool = False
    determine_by: dt.date | None = None
    unknown_days: tuple[dt.date, ...] = field(default=())


def terms(came: Came, steps: Mapping[str, dt.date], changes: Iterable[Change] = ()) -> list[Term]:
    """The clock of what came in, with the steps really taken by kind. Ex officio no term runs."""
    if came.kind == EX_OFFICIO:
        return []
    if came.law == retention.WMO:
        found = _wmo(came, steps)
    elif came.law == retention.WGS:
        found = _wgs(came, steps)
    else:
        found = [_decision(REASONABLE, steps.get(APPLICATION, came.received_on), steps)]
    return [_moved(term, list(changes)) if term.name == DECISION else term for term in found]


def _wmo(came: Came, steps: Mapping[str, dt.date]) -> list[Term]:
    found = []
    if came.is_urgent:
        day = came.received_on
        found.append(Term(AT_ONCE.name, AT_ONCE.source, day, day, day, steps.get(TEMPORARY), at_once=True))
    if came.kind != ASKED:
        return [*found, _decision(WMO_DECISION, came.received_on, steps)]
    done = min((steps[kind] for kind in (INQUIRY, REPORT) if kind in steps), default=None)
    inquiry = replace(_term(INQUIRY_TERM, came.received_on), done_on=done)
    if APPLICATION in steps:
        return [*found, inquiry, _decision(WMO_DECISION, steps[APPLICATION], steps)]
    coming = replace(_term(WMO_DECISION, done or inquiry.by), waits_for=APPLICATION)
    return [*found, inquiry, coming]


def _wgs(came: Came, steps: Mapping[str, dt.date]) -> list[Term]:
    held = steps.get(TALK)
    talk = replace(_term(WGS_URGENT_TALK if came.is_urgent else WGS_TALK, came.received_on), done_on=held)
    if held is None:
        return [talk, replace(_term(WGS_DECISION, talk.by), waits_for=TALK)]
    return [talk, replace(_term(WGS_DECISION, held), since=TALK)]


def _term(term: LegalTerm, start: dt.date) -> Term:
    ends = term.ends(start)
    return Term(term.name, term.source, start, ends, ends)


def _decision(term: LegalTerm, start: dt.date, steps: Mapping[str, dt.date]) -> Term:
    return replace(_term(term, start), since=APPLICATION if APPLICATION in steps else "")


def _moved(term: Term, changes: Iterable[Change]) -> Term:
    """The term of a decision after what the resident was told, in the order in which they were told it.

    A change that was told after the term had ended moves nothing, and one that has not begun does not stand
    still. Days that two pauses share count once.
    """
    if term.waits_for:
        changes = [change for change in changes if change.kind == POSTPONED]
    weeks = {WMO_DECISION.source: WMO_DECISION, WGS_DECISION.source: WGS_DECISION}.get(
        term.source, REASONABLE
    )
    last, counted_to, still_until = term.start + dt.timedelta(weeks=weeks.weeks), term.start, term.start
    told_by, moved_by = None, []
    for change in sorted(changes, key=lambda item: (item.told_on, item.id)):
        # What stood still before this letter lengthens the term first; the rest of a pause comes after it.
        last += _stood_still(counted_to, still_until, change.told_on)
        counted_to = max(counted_to, change.told_on)
        in_time = change.told_on <= end_of_term(last)
        if change.kind == POSTPONED and (weeks is not REASONABLE or not in_time):
            told_by = change.last_on
        elif change.kind == POSTPONED:
            moved_by += [change.id] if change.last_on > last else []
            last = max(last, change.last_on)
        elif in_time and change.last_on > max(still_until, change.told_on):
            moved_by.append(change.id)
            still_until = change.last_on
    last += _stood_still(counted_to, still_until, still_until)
    return replace(term, by=end_of_term(last), told_by=told_by, moved_by=tuple(moved_by))


def _stood_still(since: dt.date, until: dt.date, on: dt.date) -> dt.timedelta:
    """The days after `since` on which a term that stands still through `until` stood still on a day."""
    return max(dt.timedelta(0), min(until, on) - since)


def penalty(
    *,
    by: dt.date,
    received_on: dt.date,
    known_on: dt.date | None,
    today: dt.date,
    amounts: Sequence[Amounts],
) -> Penalty:
    """What is owed after a notice of default that came in on `received_on`, for a decision due `by`.

    `known_on`: the day on which the decision left, which counts no more. The first day that counts is the one
    after the two weeks. Each day has the amount of the table of that day.
    """
    grace = GRACE.ends(received_on)
    first = grace + dt.timedelta(days=1)
    if received_on <= by:
        return Penalty(grace, first, is_early=True)
    until = min(today, known_on) if known_on is not None else today
    days = max(0, min((until - first).days, MOST_DAYS))
    is_over = days == MOST_DAYS or (known_on is not None and known_on <= today)
    amount, unknown = cost(first, days, amounts)
    last = first + dt.timedelta(days=days - 1)
    determine_by = DETERMINED.ends(last) if is_over and days else None
    return Penalty(grace, first, days, amount, False, is_over, determine_by, unknown)


def cost(first: dt.date, days: int, amounts: Sequence[Amounts]) -> tuple[Decimal | None, tuple[dt.date, ...]]:
    """What so many days from the `first` one cost, in euros; None, with the days, where that is not known."""
    owed = [first + dt.timedelta(days=number) for number in range(days)]
    costs = [_of_day(number, day, amounts) for number, day in enumerate(owed)]
    unknown = tuple(day for day, of_day in zip(owed, costs, strict=True) if of_day is None)
    return None if unknown else sum((each for each in costs if each is not None), Decimal(0)), unknown


def _of_day(number: int, day: dt.date, amounts: Sequence[Amounts]) -> Decimal | None:
    """The amount of the `number`th day, from 0; None when no table of that day is known.

    Of two tables from one day the last in the row counts.
    """
    table: Amounts | None = None
    for item in amounts:
        if item.from_on <= day and (table is None or item.from_on >= table.from_on):
            table = item
    return None if table is None else table.by_band[min(number // BAND, 2)]
