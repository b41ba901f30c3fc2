"""Every read of decisions that another room or a view needs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

from django.db.models import Exists, OuterRef

from naast.decide.clock_queries import clocks_of, coming_days_of
from naast.decide.finding import found
from naast.decide.fund_queries import fund_owners_of, funds
from naast.decide.kept_letters import letters_of
from naast.decide.kinds import kind_labels
from naast.decide.late import can_still_read, read_now
from naast.decide.models import (
    Decision,
    Document,
    Hearing,
    Mandate,
    Objection,
    Proposal,
    SecondReading,
)
from naast.decide.models.mandates import REACHES
from naast.decide.objection_types import APPEAL, ObjectionFacts
from naast.decide.rules import Held
from naast.decide.second_queries import (
    answers_of,
    beside_of,
    dissents_of,
    with_beside,
    with_sample,
    writers_of,
)
from naast.decide.types import (
    DecidedPlan,
    DecisionFacts,
    HearingFacts,
    MandateFacts,
    Outcome,
    ProposalFacts,
    ProposedTerms,
    ReadingFacts,
    terms_of,
)
from naast.decide.waiting import waiting_for
from naast.kernel.errors import NotVisible
from naast.kernel.models import StoredFile
from naast.kernel.terms import OBJECTION
from naast.people.queries import staff_face

__all__ = [
    "clocks_of",
    "coming_days_of",
    "decided_plans",
    "decisions_of",
    "dissents_of",
    "file_of",
    "found",
    "fund_owners_of",
    "funds",
    "hearings_of",
    "held_mandates",
    "letters_of",
    "mandates",
    "objections_of",
    "outcomes_of",
    "proposal_of",
    "unread_urgent_of",
    "waiting_for",
    "why_file_stays",
    "writers_of",
]


def decisions_of(case_id: int) -> list[DecisionFacts]:
    """The decisions of a case, newest first. The caller has checked that the case may be opened."""
    rows = (
        Decision.objects.filter(case_id=case_id)
        .select_related("decided_by", "writer", "proposal__mandate", "sample", "mandate__stands_in_for")
        .prefetch_related("documents", *with_beside("proposal__"), *with_sample())
        .order_by("-id")
    )
    return [_decision(row) for row in rows]


def outcomes_of(case_id: int) -> list[Outcome]:
    """Only what was decided and when, newest first, in one query. The caller has authorised the case."""
    rows = Decision.objects.filter(case_id=case_id).order_by("-id").only("outcome", "decided_on")
    return [Outcome(row.get_outcome_display(), row.decided_on) for row in rows]


def _decision(row: Decision) -> DecisionFacts:
    letter = next((paper for paper in row.documents.all() if paper.kind == Document.LETTER), None)
    sent = letter.sent_on if letter else None
    # Against a decision on an objection one goes to the court (Awb 7:1, 8:1; to be checked by a lawyer).
    on_objection = letter is not None and letter.step_id is not None
    readings = _readings(row.proposal)
    stood = row.mandate.stands_in_for
    hands = [row.writer_id, row.decided_by_id, row.proposal.reader_id, *(item.reader.id for item in readings)]
    hands.append(stood.staff_id if stood else None)
    return DecisionFacts(
        **terms_of(row),
        id=row.pk,
        case_id=row.case_id,
        outcome_label=row.get_outcome_display(),
        title_row=row.title_row,
        title_text=row.title_text,
        law=row.law,
        is_exception=row.is_exception,
        is_routine=row.is_routine,
        is_urgent=row.is_urgent,
        urgent_because=row.urgent_because,
        decided_on=row.decided_on,
        decided_by=staff_face(row.decided_by),
        writer=staff_face(row.writer),
        read_before=row.read_before,
        readings=readings,
        proposal_id=row.proposal_id,
        despite_advice=row.despite_advice,
        beside=beside_of(row.proposal, row),
        hands=frozenset(number for number in hands if number is not None),
        sent_on=sent,
        objection_ends_on=OBJECTION.ends(sent) if sent and not on_objection else None,
        appeal_ends_on=APPEAL.ends(sent) if sent and on_objection else None,
    )


def _readings(proposal: Proposal) -> tuple[ReadingFacts, ...]:
    rows: Iterable[SecondReading] = sorted(proposal.readings.all(), key=lambda row: row.pk)
    return tuple(
        ReadingFacts(
            id=row.pk,
            reader=staff_face(row.reader),
            role_label=row.get_role_display(),
            verdict=row.verdict,
            verdict_label=row.get_verdict_display(),
            words=row.words,
            read_on=row.read_on,
            is_current=row.proposal_version == proposal.version,
            answers=answers_of(row),
        )
        for row in rows
    )


def file_of(case_id: int, document_id: int) -> StoredFile:
    """The file of one report or letter of this case. Raises NotVisible when it is not there."""
    row = Document.objects.filter(case_id=case_id, pk=document_id).select_related("file").first()
    if row is None:
        raise NotVisible
    stored: StoredFile = row.file
    return stored


def proposal_of(case_id: int) -> ProposalFacts | None:
    """The open proposal of a case."""
    row = (
        Proposal.objects.filter(case_id=case_id, state=Proposal.OPEN)
        .select_related("writer", "reader", "mandate__staff", "mandate__stands_in_for__staff")
        .prefetch_related(*with_beside())
        .annotate(reader_can=can_still_read("pk"))
        .first()
    )
    return None if row is None else _proposal(row)


def unread_urgent_of(case_id: int) -> list[ProposalFacts]:
    """Decided proposals that could not wait and that nobody has read along yet."""
    rows = (
        Proposal.objects.filter(~read_now(), case_id=case_id, state=Proposal.DECIDED, is_urgent=True)
        .exclude(reader_role="")
        .select_related("writer", "reader", "mandate__staff", "mandate__stands_in_for__staff")
        .prefetch_related(*with_beside())
    )
    return [_proposal(row) for row in rows]


def _proposal(row: Proposal) -> ProposalFacts:
    terms = ProposedTerms(
        **terms_of(row),
        title_row=row.title_row,
        fund_id=row.fund_id,
        urgent_because=row.urgent_because,
        urgent_kind=row.urgent_kind,
    )
    return ProposalFacts(
        id=row.pk,
        version=row.version,
        outcome=row.outcome,
        outcome_label=row.get_outcome_display(),
        terms=terms,
        title_text=row.title_text,
        is_exception=row.is_exception,
        is_routine=row.is_routine,
        is_urgent=row.is_urgent,
        clause=row.clause,
        reach=row.reach,
        reach_label=str(dict(REACHES)[row.reach]),
        reader_role=row.reader_role,
        reader_role_label=row.get_reader_role_display() if row.reader_role else "",
        writer=staff_face(row.writer),
        reader=staff_face(row.reader) if row.reader else None,
        mandate=_mandate(row.mandate) if row.mandate else None,
        readings=_readings(row),
        beside=beside_of(row),
    )


def _last_day(row: Mandate) -> dt.date | None:
    """Who stands in does so no longer than the mandate itself holds."""
    stood = row.stands_in_for
    ends = [day for day in (row.until_on, stood.until_on if stood else None) if day is not None]
    return min(ends, default=None)


def _mandate(row: Mandate) -> MandateFacts:
    stood = row.stands_in_for
    return MandateFacts(
        id=row.pk,
        staff=staff_face(row.staff),
        reach=row.reach,
        reach_label=row.get_reach_display(),
        law=row.law,
        up_to=row.up_to,
        from_on=row.from_on,
        until_on=_last_day(row),
        basis=row.basis,
        source=row.source,
        mandate_id=row.stands_in_for_id,
        holder=staff_face(stood.staff) if stood else None,
        kinds=tuple(row.kinds),
        kind_labels=tuple(kind_labels(row.kinds)),
        cancelled_on=row.cancelled_on or (stood.cancelled_on if stood else None),
    )


def mandates() -> list[MandateFacts]:
    """The mandate register of the municipality, in the order in which mandates were given."""
    rows = Mandate.objects.select_related("staff", "stands_in_for__staff")
    return [_mandate(row) for row in rows.order_by("id")]


def held_mandates() -> list[Held]:
    """All mandates as the rules look at them."""
    return [_held(row) for row in Mandate.objects.select_related("stands_in_for").order_by("id")]


def _held(row: Mandate) -> Held:
    stood = row.stands_in_for
    return Held(
        id=row.pk,
        staff_id=row.staff_id,
        reach=row.reach,
        law=row.law,
        up_to=row.up_to,
        from_on=row.from_on,
        until_on=_last_day(row),
        mandate_id=stood.pk if stood else None,
        holder_id=stood.staff_id if stood else None,
        kinds=frozenset(row.kinds),
    )


def hearings_of(case_id: int) -> list[HearingFacts]:
    """What the resident said before a "no" or "partly", newest first."""
    rows = Hearing.objects.filter(case_id=case_id).select_related("heard_by").order_by("-id")
    rows = rows.annotate(used=Exists(Decision.objects.filter(hearing=OuterRef("pk"))))
    return [
        HearingFacts(
            id=row.pk,
            held_on=row.held_on,
            way_label=row.get_way_display() if row.way else "",
            words=row.words,
            why_not=row.why_not,
            heard_by=staff_face(row.heard_by),
            was_used=row.used,
            exception_label=row.get_exception_display() if row.exception else "",
        )
        for row in rows
    ]


def objections_of(case_id: int) -> list[ObjectionFacts]:
    """Objections of a case with their clock, newest first."""
    rows = Objection.objects.filter(case_id=case_id).order_by("-id")
    rows = rows.select_related("handler", "decision", "notice")
    return [
        ObjectionFacts(
            id=row.pk,
            case_id=row.case_id,
            decision_id=row.decision_id,
            notice_id=row.notice_id,
            decided_on=row.decision.decided_on if row.decision else row.notice.determined_on,
            words=row.words,
            received_on=row.received_on,
            term_ends_on=row.term_ends_on,
            answer_by=row.answer_by,
            is_late=row.is_late,
            state=row.state,
            state_label=row.get_state_display(),
            handler=staff_face(row.handler) if row.handler else None,
            is_open=row.state not in (Objection.DECIDED, Objection.WITHDRAWN),
        )
        for row in rows
    ]


def why_file_stays(person_id: int, case_ids: Collection[int]) -> str:
    """Why nothing of a person is destroyed yet: an objection in one of their cases is open. Empty: no reason.

    Runs inside the scope, asked by the kernel before it erases.
    """
    objections = Objection.objects.filter(case_id__in=case_ids)
    done = [Objection.DECIDED, Objection.WITHDRAWN]
    waits = objections.exclude(state__in=done).exists()
    return "an objection is open: the file stays until it has its answer" if waits else ""


def decided_plans(
    case_id: int | None = None, *, real_only: bool = True, before: int | None = None, most: int = 25
) -> list[DecidedPlan]:
    """Decisions to do something that rest on an agreed plan, the latest first: of one case, or of every case
    only its latest one.

    `before`: those made earlier than this decision. Numbers, days and titles only: for who reads no stories.
    """
    rows = Decision.objects.exclude(outcome="no").filter(plan_version_id__isnull=False)
    if case_id is not None:
        rows = rows.filter(case_id=case_id)
    else:
        later = rows.filter(case_id=OuterRef("case_id"), pk__gt=OuterRef("pk")).order_by()
        rows = rows.exclude(Exists(later))
    if real_only:
        rows = rows.filter(case__is_practice=False)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    fields = ("id", "case_id", "plan_version_id", "decided_on", "title_text", "ground")
    return [DecidedPlan(*row) for row in rows.order_by("-id").values_list(*fields)[:most]]
