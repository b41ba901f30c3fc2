"""What stands beside a proposal and its decision: answers, who covers, dissent, and reading afterwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db.models import Prefetch, QuerySet

from naast.decide.models import (
    Cover,
    Decision,
    Dissent,
    Proposal,
    ReadingAnswer,
    Sample,
    SampleRate,
    SampleReader,
    SampleReading,
    SecondReading,
)
from naast.decide.models.mandates import COLLEGE
from naast.decide.second_types import (
    AfterwardsFacts,
    AnswerFacts,
    Beside,
    CoverFacts,
    DissentFacts,
    RateFacts,
    Thread,
    Unread,
)
from naast.kernel import actors
from naast.kernel.errors import NotVisible
from naast.people import queries as people
from naast.people.queries import face_for_resident, staff_face
from naast.people.types import Face

SHOWN = 50
"""So many lines of a list of what waits or was covered, the latest first."""


def with_beside(prefix: str = "") -> list[Prefetch[str, QuerySet[Any], str]]:
    """What to fetch along with proposals, so that `beside_of` asks nothing more; `prefix` leads to them."""
    answers = ReadingAnswer.objects.select_related("said_by").order_by("id")
    readings = SecondReading.objects.select_related("reader").prefetch_related(Prefetch("answers", answers))
    return [
        Prefetch(f"{prefix}readings", readings.order_by("id")),
        Prefetch(f"{prefix}covers", Cover.objects.select_related("staff", "named_by").order_by("id")),
        Prefetch(f"{prefix}dissents", Dissent.objects.select_related("said_by").order_by("id")),
    ]


def with_sample() -> list[Prefetch[str, QuerySet[Any], str]]:
    """What to fetch along with decisions of which the `sample` was joined."""
    readers = SampleReader.objects.select_related("reader")
    readings = SampleReading.objects.select_related("reader")
    return [Prefetch("sample__readers", readers), Prefetch("sample__reading", readings)]


def answers_of(reading: SecondReading) -> tuple[AnswerFacts, ...]:
    """The answers to a reading, in order."""
    return tuple(
        AnswerFacts(row.pk, staff_face(row.said_by), row.said_on, row.words) for row in reading.answers.all()
    )


def thread_of(row: SecondReading) -> Thread:
    """A question or advice with its answers so far."""
    return Thread(
        id=row.pk,
        reader=staff_face(row.reader),
        verdict_label=row.get_verdict_display(),
        words=row.words,
        read_on=row.read_on,
        answers=answers_of(row),
    )


def beside_of(proposal: Proposal, decision: Decision | None = None) -> Beside:
    """What stands beside a proposal, and of the decision made of it whether it is read afterwards."""
    rows: list[Cover] = list(proposal.covers.all())
    cover = _cover(rows[-1]) if rows else None
    number = decision.pk if decision else None
    own = proposal.mandate is not None and proposal.mandate.staff_id == proposal.writer_id
    needs = proposal.is_exception and cover is None
    return Beside(
        cover=cover,
        dissents=tuple(_dissent(row, number, staff_face) for row in proposal.dissents.all()),
        needs_cover=needs,
        asks_cover=needs and (proposal.reach == COLLEGE or not own),
        afterwards=_afterwards(getattr(decision, "sample", None)) if decision else None,
        reader_gone=proposal.reader_id is not None and not getattr(proposal, "reader_can", True),
    )


def _cover(row: Cover) -> CoverFacts:
    face = staff_face(row.staff) if row.staff else None
    who = ", ".join(part for part in (face.name, face.function) if part) if face else row.name
    return CoverFacts(who, row.staff_id, staff_face(row.named_by), row.named_on)


def _dissent(row: Dissent, decision_id: int | None, show: Callable[[Any], Face]) -> DissentFacts:
    return DissentFacts(row.pk, decision_id, show(row.said_by), row.said_on, row.words, row.was_decided)


def dissents_of(case_id: int, *, to_resident: bool = False) -> list[DissentFacts]:
    """Every dissent in a case, the oldest first, with the decision it came to belong to.

    `to_resident`: with the function where a name is not safe. The caller has authorised the case, and shows
    the resident only those to decisions whose letter left.
    """
    rows = Dissent.objects.filter(case_id=case_id).exclude(proposal__state=Proposal.WITHDRAWN)
    rows = rows.select_related("said_by").order_by("id")
    show = face_for_resident if to_resident else staff_face
    numbers = dict(Decision.objects.filter(case_id=case_id).values_list("proposal_id", "pk"))
    return [_dissent(row, numbers.get(row.proposal_id), show) for row in rows]


def proposal_to_answer(case_id: int, proposal_id: int) -> Proposal:
    """A proposal of this case that is open or was decided. Raises NotVisible for any other."""
    rows = Proposal.objects.filter(case_id=case_id, pk=proposal_id).exclude(state=Proposal.WITHDRAWN)
    row: Proposal | None = rows.select_related("writer").first()
    if row is None:
        raise NotVisible
    return row


def reading_to_answer(case_id: int, reading_id: int) -> SecondReading:
    """A question or advice of this case that can be answered. Raises NotVisible for any other."""
    rows = SecondReading.objects.filter(case_id=case_id, pk=reading_id)
    rows = rows.exclude(verdict=SecondReading.AGREE).exclude(proposal__state=Proposal.WITHDRAWN)
    row: SecondReading | None = rows.select_related("reader", "proposal").first()
    if row is None:
        raise NotVisible
    return row


def may_cover(proposal_id: int) -> list[Face]:
    """Team leads who can be named as who covers, by name; not who wrote it."""
    return people.staff_with_role(actors.TEAM_LEAD, without=writers_of(proposal_id))


def writers_of(proposal_id: int) -> set[int]:
    """Who wrote any version of a proposal: the row names its last writer, its history names all of them."""
    versions = apps.get_model("decide", "ProposalEvent")._default_manager
    return set(versions.filter(pgh_obj_id=proposal_id).values_list("writer_id", flat=True))


def rate() -> RateFacts | None:
    """How many decisions are read afterwards now; None: nobody ever set it."""
    return next(iter(rates()), None)


def rates() -> list[RateFacts]:
    """What was set in the course of time, the latest first."""
    rows = SampleRate.objects.select_related("set_by").order_by("-id")[:SHOWN]
    return [RateFacts(row.one_in, row.because, staff_face(row.set_by), row.since) for row in rows]


def _afterwards(row: Sample | None) -> AfterwardsFacts | None:
    if row is None:
        return None
    readers: list[SampleReader] = sorted(row.readers.all(), key=lambda each: each.pk)
    read: SampleReading | None = getattr(row, "reading", None)
    reader = read.reader if read else readers[-1].reader if readers else None
    return AfterwardsFacts(
        id=row.pk,
        case_id=row.case_id,
        decision_id=row.decision_id,
        reader=staff_face(reader) if reader else None,
        read_on=read.read_on if read else None,
        verdict_label=read.get_verdict_display() if read else "",
        words=read.words if read else "",
    )


def drawn(case_id: int, sample_id: int) -> AfterwardsFacts:
    """A drawn decision of this case. Raises NotVisible."""
    rows = Sample.objects.filter(case_id=case_id, pk=sample_id).prefetch_related("readers__reader")
    facts = _afterwards(rows.select_related("reading__reader").first())
    if facts is None:
        raise NotVisible
    return facts


def still_unread() -> list[Unread]:
    """Drawn decisions that nobody has read yet, the oldest first; no name of a resident."""
    rows = Sample.objects.filter(reading__isnull=True, case__is_practice=False)
    rows = rows.select_related("decision", "reading").prefetch_related("readers__reader")
    rows = rows.order_by("id")[:SHOWN]
    found = []
    for row in rows:
        facts = _afterwards(row)
        made = row.decision
        found.append(Unread(made.pk, made.decided_on, made.title_text, facts.reader if facts else None))
    return found
