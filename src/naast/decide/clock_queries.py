"""What decisions rest on, and every clock that runs, as pages and other rooms read it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from naast.decide import clocks, penalty_account
from naast.decide.clock_types import (
    BasisFacts,
    ChangeFacts,
    ComingDay,
    DecidedOn,
    IntakeClock,
    Moment,
    NoticeFacts,
    PenaltyRow,
    StepFacts,
    told,
)
from naast.decide.models import (
    Basis,
    ClockStep,
    Decision,
    DefaultNotice,
    Document,
    LookedAgain,
    PenaltyAmounts,
    Proposal,
    Revision,
    TermChange,
)
from naast.decide.models.clocks import (
    APPLICATION,
    INQUIRY,
    PAUSES,
    PERIOD,
    REPORT,
    REVIEW,
    STEPS,
    TALK,
    TEMPORARY,
)
from naast.decide.models.decisions import NO
from naast.kernel import clock, retention
from naast.people import queries as people
from naast.people.queries import staff_face
from naast.people.types import IntakeFacts

LABELS: dict[str, Any] = {
    "inquiry": _("inquiry"),
    "decision": _("decision"),
    "talk": _("first talk"),
    "temporary": _("something temporary"),
}


def says_basis(proposal_id: int) -> bool:
    """Whether a proposal says what it rests on; ex officio that asks the reason."""
    asked_for = ~Q(because="") | Q(intake__kind__in=("report", "application"))
    return bool(Basis.objects.filter(asked_for, proposal_id=proposal_id).exists())


def basis_of(proposal_id: int, intakes: Iterable[IntakeFacts]) -> BasisFacts | None:
    """What a proposal rests on; `intakes` are those of its case. None: not known yet."""
    row = Basis.objects.filter(proposal_id=proposal_id).first()
    return None if row is None else _basis(row, intakes)


def proposed_intake(case_id: int, known: list[IntakeFacts]) -> IntakeFacts | None:
    """What a new proposal most likely rests on: when a decision is looked at again that on which it rests,
    else the first that was not decided on, else the last."""
    again = Revision.objects.filter(replaces=OuterRef("proposal__decision"), state=Revision.OPEN)
    rows = Basis.objects.filter(case_id=case_id, proposal__state=Proposal.DECIDED)
    rows = rows.annotate(again=Exists(again)).order_by("again")
    done: dict[int | None, bool] = dict(rows.values_list("intake_id", "again"))
    looked_at = next((item for item in known if done.get(item.id)), None)
    undecided = next((item for item in known if item.id not in done), known[-1] if known else None)
    return looked_at or undecided


def decided_on(case_id: int, intakes: Iterable[IntakeFacts]) -> list[DecidedOn]:
    """What the decisions of a case rest on, the earliest first."""
    rows = Basis.objects.filter(case_id=case_id, proposal__state=Proposal.DECIDED)
    known = list(intakes)
    return [
        DecidedOn(row.proposal.decision.pk, row.proposal.decision.decided_on, _basis(row, known))
        for row in rows.select_related("proposal__decision")
        .defer("proposal__decision__frozen")
        .order_by("proposal__decision__id")
    ]


def proposed_on(case_id: int, intakes: Iterable[IntakeFacts]) -> BasisFacts | None:
    """What the open proposal of a case rests on."""
    row = Basis.objects.filter(case_id=case_id, proposal__state=Proposal.OPEN).first()
    return None if row is None else _basis(row, intakes)


def _basis(row: Basis, intakes: Iterable[IntakeFacts]) -> BasisFacts:
    return BasisFacts(next((item for item in intakes if item.id == row.intake_id), None), row.because)


def clocks_of(case_id: int) -> list[IntakeClock]:
    """Every clock of a case, in the order in which things came in. The caller has authorised the case."""
    return clocks_in([case_id]).get(case_id, [])


HAS_STEPS, HAS_CHANGES, HAS_NOTICES = "has_steps", "has_changes", "has_notices"
HAS_DECISIONS = "has_decisions"
MOVED = frozenset({HAS_STEPS, HAS_CHANGES, HAS_NOTICES, HAS_DECISIONS})
"""What may stand beside what came in and says something about its clock."""


def moved_marks() -> dict[str, Exists]:
    """By each of `MOVED` whether there is any, to be asked along with what came in."""
    of_intake = {HAS_STEPS: ClockStep, HAS_CHANGES: TermChange, HAS_NOTICES: DefaultNotice}
    marks = {name: Exists(model.objects.filter(intake=OuterRef("pk"))) for name, model in of_intake.items()}
    return marks | {HAS_DECISIONS: Exists(Decision.objects.filter(case_id=OuterRef("case_id")))}


def clocks_in(
    case_ids: Collection[int],
    intakes: dict[int, list[IntakeFacts]] | None = None,
    moved: Collection[str] = MOVED,
) -> dict[int, list[IntakeClock]]:
    """The clocks of several cases, in as many queries as of one. The caller has authorised the cases.

    `intakes`: what of it is asked for, by case, when that is known already; `moved`: what there is beside it.
    """
    intakes = people.intakes_in(case_ids) if intakes is None else intakes
    if not intakes:
        return {}
    steps: dict[int, dict[str, StepFacts | None]] = defaultdict(dict)
    for step in _beside(ClockStep, case_ids, "noted_by") if HAS_STEPS in moved else ():
        steps[step.intake_id][step.kind] = _step(step)
    changes = defaultdict(list)
    for change in _beside(TermChange, case_ids, "made_by", "sent_letter") if HAS_CHANGES in moved else ():
        changes[change.intake_id].append(_change(change))
    notices = defaultdict(list)
    for notice in _beside(DefaultNotice, case_ids, *_BY) if HAS_NOTICES in moved else ():
        notices[notice.intake_id].append(notice)
    money = penalty_account.money_of([row for rows in notices.values() for row in rows])
    decided = _decided(case_ids, intakes) if HAS_DECISIONS in moved else {}
    amounts = amounts_known() if notices else []
    return {
        case_id: [
            _clock(
                intake,
                {kind: step for kind, step in steps[intake.id].items() if step is not None},
                changes[intake.id],
                sorted(notices[intake.id], key=lambda row: (row.received_on, row.pk)),
                decided.get(intake.id, (None, None)),
                amounts,
                money,
            )
            for intake in came
        ]
        for case_id, came in intakes.items()
    }


_BY = ("received_by", "determined_by", "determiner", "sent_letter")


def _beside(model: Any, case_ids: Collection[int], *with_: str) -> Iterable[Any]:
    rows: Iterable[Any] = model.objects.filter(case_id__in=case_ids).select_related(*with_).order_by("id")
    return rows


Days = tuple[dt.date | None, dt.date | None]


def _decided(case_ids: Collection[int], intakes: dict[int, list[IntakeFacts]]) -> dict[int, Days]:
    """By intake: when the first decision that rests on it was made, and when its letter left.

    A decision from before anybody noted what it rests on counts for the first that had come in. Of a decision
    whose letter never left the letter of a later one counts: it told what was decided.
    """
    letter = Document.objects.filter(decision=OuterRef("pk"), kind=Document.LETTER).values("sent_on")[:1]
    rows = Decision.objects.filter(case_id__in=case_ids).order_by("id").annotate(sent=Subquery(letter))
    found: dict[int, Days] = {}
    for case_id, decided_on, intake_id, basis_id, sent in rows.values_list(
        "case_id", "decided_on", "proposal__basis__intake_id", "proposal__basis__id", "sent"
    ):
        number = intake_id
        if basis_id is None:
            came = (item.id for item in intakes.get(case_id, []) if item.received_on <= decided_on)
            number = next((item for item in came if item not in found), None)
        if number is not None:
            first_on, first_sent = found.get(number, (decided_on, sent))
            found[number] = (first_on, first_sent or sent)
    return found


def _step(row: ClockStep) -> StepFacts | None:
    if row.taken_on is None:
        return None
    return StepFacts(row.kind, row.get_kind_display(), row.taken_on, staff_face(row.noted_by))


def _change(row: TermChange) -> ChangeFacts:
    return ChangeFacts(
        id=row.pk,
        kind=row.kind,
        kind_label=row.get_kind_display(),
        told_on=row.told_on,
        until_on=row.until_on,
        ended_on=row.ended_on,
        reason=row.reason,
        letter=row.letter,
        made_by=staff_face(row.made_by),
        is_pause=row.kind in PAUSES,
        document_id=getattr(getattr(row, "sent_letter", None), "pk", None),
    )


def _clock(
    intake: IntakeFacts,
    steps: dict[str, StepFacts],
    changes: list[ChangeFacts],
    notices: list[DefaultNotice],
    decided: Days,
    amounts: list[clocks.Amounts],
    money: penalty_account.Money,
) -> IntakeClock:
    decided_on, sent_on = decided
    came = clocks.Came(intake.law, intake.kind, intake.received_on, intake.is_urgent)
    found = clocks.terms(came, {kind: step.taken_on for kind, step in steps.items()}, told(changes))
    by_id = {item.id: item for item in changes}
    moments = tuple(_moment(term, steps, by_id, decided) for term in found)
    due = next(
        (moment.by for moment in moments if moment.name == clocks.DECISION and not moment.waits_for), None
    )
    # The two weeks count from the first notice that came when the term was over (Awb 4:17 lid 3).
    counted = [row.pk for row in notices if due is not None and row.received_on > due]
    return IntakeClock(
        intake=intake,
        moments=moments,
        steps=tuple(sorted(steps.values(), key=lambda step: step.taken_on)),
        changes=tuple(changes),
        notices=tuple(
            replace(
                _notice(row, due, sent_on, amounts, repeats=row.pk in counted[1:]),
                paid_on=money.paid_on.get(row.pk),
                anew=money.anew.get(row.pk, ()),
            )
            for row in notices
        ),
        may_step=steps_of(intake),
        decided_on=decided_on,
        sent_on=sent_on,
    )


def _moment(
    term: clocks.Term, steps: dict[str, StepFacts], changes: dict[int, ChangeFacts], decided: Days
) -> Moment:
    is_decision = term.name == clocks.DECISION
    done_on = decided[1] if is_decision else term.done_on
    # Something temporary, or an inquiry, is waited for no longer when the decision itself has left.
    if done_on is None and decided[1] is not None:
        done_on = decided[1]
    waits_for = "" if done_on else term.waits_for
    return Moment(
        name=term.name,
        label=str(LABELS[term.name]),
        source=term.source,
        by=term.by,
        first_by=term.first_by,
        done_on=done_on,
        decided_on=decided[0] if is_decision else None,
        at_once=term.at_once,
        since=steps.get(term.since),
        waits_for=waits_for,
        waits_label=str(dict(STEPS)[waits_for]) if waits_for else "",
        told_by=term.told_by,
        moves=tuple(changes[number] for number in term.moved_by),
    )


def _notice(
    row: DefaultNotice,
    due: dt.date | None,
    sent_on: dt.date | None,
    amounts: list[clocks.Amounts],
    *,
    repeats: bool,
) -> NoticeFacts:
    """What was determined once stays as it was determined; before that it is worked out each day."""
    owed = None
    if due is not None and not repeats:
        owed = clocks.penalty(
            by=due, received_on=row.received_on, known_on=sent_on, today=clock.today(), amounts=amounts
        )
    letter: Document | None = getattr(row, "sent_letter", None)
    # Before 0018 it had no mandate and no letter: it stood in the folder on that day.
    told_on = letter.sent_on if letter else None if row.determined_mandate_id else row.determined_on
    since = told_on or row.determined_on
    return NoticeFacts(
        id=row.pk,
        received_on=row.received_on,
        words=row.words,
        received_by=staff_face(row.received_by) if row.received_by else None,
        penalty=owed,
        determined_on=row.determined_on,
        determined_days=row.determined_days,
        determined_amount=row.determined_amount,
        determined_words=row.determined_words,
        repeats=repeats,
        determiner=staff_face(row.determiner) if row.determiner else None,
        determined_by=staff_face(row.determined_by) if row.determined_by else None,
        told_on=told_on,
        document_id=letter.pk if letter else None,
        pay_by=clocks.PAYMENT.ends(since) if since and row.determined_amount else None,
    )


def steps_of(intake: IntakeFacts) -> tuple[tuple[str, str], ...]:
    """The steps that the clock of this intake knows, as (code, label). The database holds the same list."""
    if intake.kind == clocks.EX_OFFICIO:
        return ()
    asked = intake.kind == "report"
    if intake.law == retention.WGS:
        kinds = [TALK]
    elif intake.law == retention.WMO:
        kinds = [INQUIRY, REPORT, APPLICATION] if asked else []
        kinds += [TEMPORARY] if intake.is_urgent else []
    else:
        kinds = [APPLICATION] if asked else []
    return tuple((kind, str(label)) for kind, label in STEPS if kind in kinds)


def amounts_known() -> list[clocks.Amounts]:
    """The amounts of the penalty as the clock counts with them, as they were written down."""
    rows = PenaltyAmounts.objects.order_by("id").values_list("from_on", "first", "second", "third")
    return [clocks.Amounts(from_on, (first, second, third)) for from_on, first, second, third in rows]


def penalty_rows() -> list[PenaltyRow]:
    """The table of amounts, the latest day first."""
    rows = PenaltyAmounts.objects.select_related("made_by").order_by("-from_on", "-id")
    return [
        PenaltyRow(
            row.pk,
            row.from_on,
            row.first,
            row.second,
            row.third,
            row.source,
            staff_face(row.made_by),
            row.made_on,
        )
        for row in rows
    ]


def coming_days_of(case_id: int) -> list[ComingDay]:
    """The days of the decisions of a case on which we look again or a period ends, in order of day."""
    rows = Decision.objects.filter(case_id=case_id).exclude(outcome=NO, review_on__isnull=True)
    return _coming(rows)


def _coming(rows: Any) -> list[ComingDay]:
    found = list(rows.only("review_on", "until_on", "granted", "refused_because"))
    if not found:
        return []
    looked = {
        (row.decision_id, row.about): row
        for row in LookedAgain.objects.filter(decision__in=found).select_related("looked_by").order_by("id")
    }
    done = Revision.objects.filter(replaces__in=found, state=Revision.DONE)
    replaced = set(done.values_list("replaces_id", flat=True))
    labels = {REVIEW: _("we look again"), PERIOD: _("the period ends")}
    days = []
    for row in found:
        for about, day in ((REVIEW, row.review_on), (PERIOD, row.until_on)):
            if day is None:
                continue
            seen = looked.get((row.pk, about))
            days.append(
                ComingDay(
                    decision_id=row.pk,
                    about=about,
                    label=str(labels[about]),
                    day=day,
                    granted=row.granted or row.refused_because,
                    looked_on=seen.looked_on if seen else None,
                    looked_by=staff_face(seen.looked_by) if seen else None,
                    words=seen.words if seen else "",
                    is_replaced=row.pk in replaced,
                )
            )
    return sorted(days, key=lambda item: (item.day, item.decision_id, item.about))
