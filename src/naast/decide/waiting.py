"""What waits for a member of staff: to read along, to decide, to answer, to send."""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from naast.decide.models import Decision, Document, Hearing, Objection, Proposal, SecondReading
from naast.decide.models.decisions import YES
from naast.decide.types import Waiting
from naast.kernel.actors import Actor

READ_ALONG, ANSWER, DECIDE, SEND, OBJECTION = "read_along", "answer", "decide", "send", "objection"


def waiting_for(actor: Actor) -> list[Waiting]:
    """What waits for this member of staff in the cases they may open: first what has a day, then by name."""
    if not actor.is_staff:
        return []
    found = [
        *(_line(row, READ_ALONG, _("Read along"), _read_before(row)) for row in _to_read(actor)),
        *(_line(row, ANSWER, _("Answer a question of the second reader")) for row in _to_answer(actor)),
        *(_line(row, DECIDE, _("Decide")) for row in _to_decide(actor)),
        *(_line(row, SEND, _("Send the letter")) for row in _to_send(actor)),
        *(_line(row, OBJECTION, _("Answer an objection"), row.answer_by) for row in _objections(actor)),
    ]
    return sorted(found, key=lambda line: (line.due_on or dt.date.max, line.resident_name.casefold()))


def _line(
    row: Proposal | Decision | Objection, kind: str, what: str, due_on: dt.date | None = None
) -> Waiting:
    where = {READ_ALONG: "decide:read", ANSWER: "decide:propose"}.get(kind, "decide:overview")
    arguments = [row.case_id, row.pk] if kind == READ_ALONG else [row.case_id]
    if kind == SEND:
        where, arguments = "decide:letter", [row.case_id, row.pk]
    return Waiting(row.case_id, row.case.resident.name, kind, what, due_on, reverse(where, args=arguments))


def _read_before(row: Proposal) -> dt.date | None:
    return row.decision.read_before if row.state == Proposal.DECIDED else None


def _proposals(actor: Actor) -> QuerySet[Proposal]:
    rows: QuerySet[Proposal] = Proposal.objects.visible_to(actor).select_related("case__resident", "decision")
    return rows


def read_now(**conditions: str) -> Exists:
    """Whether a proposal was read along as it stands now; `conditions` narrow the reading."""
    rows = SecondReading.objects.filter(proposal=OuterRef("pk"), proposal_version=OuterRef("version"))
    return Exists(rows.filter(**conditions))


def _to_read(actor: Actor) -> QuerySet[Proposal]:
    can_be_read = Q(state=Proposal.OPEN) | Q(state=Proposal.DECIDED, is_urgent=True)
    return _proposals(actor).filter(can_be_read, ~read_now(), reader_id=actor.id)


def _to_answer(actor: Actor) -> QuerySet[Proposal]:
    asked = read_now(verdict=SecondReading.QUESTION)
    return _proposals(actor).filter(asked, state=Proposal.OPEN, writer_id=actor.id)


def _to_decide(actor: Actor) -> QuerySet[Proposal]:
    advised = SecondReading.objects.filter(
        proposal=OuterRef("pk"), proposal_version=OuterRef("version")
    ).exclude(verdict=SecondReading.QUESTION)
    heard = Hearing.objects.filter(case=OuterRef("case"))
    return _proposals(actor).filter(
        Q(reader_role="") | Q(is_urgent=True) | Exists(advised),
        Q(outcome=YES) | Exists(heard),
        state=Proposal.OPEN,
        mandate__staff_id=actor.id,
    )


def _to_send(actor: Actor) -> QuerySet[Decision]:
    sent = Document.objects.filter(decision=OuterRef("pk"), kind=Document.LETTER)
    rows: QuerySet[Decision] = Decision.objects.visible_to(actor).select_related("case__resident")
    return rows.filter(~Exists(sent), writer_id=actor.id)


def _objections(actor: Actor) -> QuerySet[Objection]:
    rows: QuerySet[Objection] = Objection.objects.visible_to(actor).select_related("case__resident")
    return rows.filter(handler_id=actor.id).exclude(state__in=[Objection.DECIDED, Objection.WITHDRAWN])
