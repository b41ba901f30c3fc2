"""What waits for a member of staff: to read along, to decide, to answer, to send."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from naast.decide.clock_waiting import coming_near
from naast.decide.explaining import to_explain
from naast.decide.late import NAMERS, can_still_read, late_readings
from naast.decide.letters_waiting import letters_for, on_its_way
from naast.decide.models import (
    Decision,
    Document,
    Hearing,
    Objection,
    Proposal,
    ReadingAnswer,
    Revision,
    Sample,
    SampleReader,
    SecondReading,
)
from naast.decide.models.decisions import YES
from naast.decide.penalty_waiting import penalties_waiting
from naast.decide.types import Waiting
from naast.kernel.actors import Actor
from naast.kernel.waiting import what_waits
from naast.people import queries as people

READ_ALONG, ANSWER, DECIDE, SEND, OBJECTION = "read_along", "answer", "decide", "send", "objection"
AFTERWARDS, LATE, NAME_READER, READER_GONE = "afterwards", "late", "name_reader", "reader_gone"
ANSWERED = "answered"
"""A question of the second reader that has its answer: the reader looks again."""
_SHOWN = ("case_id", "case__resident__given_name", "case__resident__family_name")
_PROPOSAL = (
    *("state", "outcome", "version", "reader_id", "reader_role", "writer_id", "is_urgent"),
    *("mandate__staff_id", "decision__proposal_id", "decision__read_before", "created_at"),
)
# A decision also holds what was frozen with it: nothing of that is read here.


def waiting_for(actor: Actor) -> list[Waiting]:
    """What waits for this member of staff in the cases they may open: first what has a day, in order of that
    day; then what waits longest."""
    if not actor.is_staff:
        return []
    found = [
        *_of_proposals(actor),
        *(
            _line(row, SEND, _("Send the letter"), since=row.decided_on)
            for row in what_waits(_to_send, actor, "decided_on", *_SHOWN)
        ),
        *(
            _line(row, OBJECTION, _of_objection(row), row.answer_by)
            for row in what_waits(_objections, actor, "answer_by", "handler_id", "notice_id", *_SHOWN)
        ),
        *_afterwards(actor),
        *_late(actor),
        *letters_for(actor),
        *to_explain(actor),
        *coming_near(actor),
        *penalties_waiting(actor),
    ]
    return sorted(found, key=order)


def order(line: Waiting) -> tuple[dt.date, dt.date, str]:
    """What has a day goes before what has none; of that what waits longest comes first."""
    return line.due_on or dt.date.max, line.since or dt.date.min, line.resident_name.casefold()


def _line(
    row: Proposal | Decision | Objection,
    kind: str,
    what: str,
    due_on: dt.date | None = None,
    since: dt.date | None = None,
) -> Waiting:
    if isinstance(row, Objection) and (row.handler_id or row.notice_id):
        # Who handles it is chosen under what it is about.
        name = "decide:objection" if row.handler_id else "decide:clocks"
        url = reverse(name, args=[row.case_id, *([row.pk] if row.handler_id else [])])
        if not row.handler_id:
            url = f"{url}#te-laat-{row.notice_id}"
        return Waiting(row.case_id, row.case.resident.name, kind, what, due_on, url)
    where = {READ_ALONG: "decide:read"}.get(kind, "decide:overview")
    arguments = [row.case_id, row.pk] if kind == READ_ALONG else [row.case_id]
    if kind == NAME_READER:
        where, arguments = "decide:name_reader", [row.pk]
    if kind == SEND:
        where, arguments = "decide:letter", [row.case_id, row.pk]
    url = reverse(where, args=arguments)
    return Waiting(row.case_id, row.case.resident.name, kind, what, due_on, url, since=since)


def _of_objection(row: Objection) -> str:
    return _("Answer an objection") if row.handler_id else _("Find somebody who handles an objection")


def _read_before(row: Proposal) -> dt.date | None:
    return row.decision.read_before if row.state == Proposal.DECIDED else None


def _proposals(actor: Actor) -> QuerySet[Proposal]:
    mine = Q(reader_id=actor.id) | Q(writer_id=actor.id) | Q(mandate__staff_id=actor.id)
    stands = Q(state=Proposal.OPEN) | Q(state=Proposal.DECIDED, is_urgent=True)
    rows: QuerySet[Proposal] = Proposal.objects.visible_to(actor).filter(mine, stands)
    return rows.annotate(reader_can=can_still_read("pk"))


def _of_proposals(actor: Actor) -> list[Waiting]:
    """What proposals ask of this actor."""
    rows = list(what_waits(_proposals, actor, *_PROPOSAL, *_SHOWN))
    if not rows:
        return []
    readings = SecondReading.objects.filter(proposal__in=rows)
    answered = Exists(ReadingAnswer.objects.filter(reading=OuterRef("pk")))
    said = readings.annotate(answered=answered).order_by("id")
    verdicts: dict[tuple[int, int], list[str]] = {}
    for proposal_id, version, verdict, has_answer in said.values_list(
        "proposal_id", "proposal_version", "verdict", "answered"
    ):
        waits = verdict != SecondReading.QUESTION or not has_answer
        verdicts.setdefault((proposal_id, version), []).append(verdict if waits else ANSWERED)
    asked = {row.case_id for row in rows if row.outcome != YES}
    heard = set(Hearing.objects.filter(case__in=asked).values_list("case_id", flat=True)) if asked else set()
    return [
        line
        for row in rows
        for line in _of_proposal(actor, row, verdicts.get((row.pk, row.version), []), row.case_id in heard)
    ]


def _of_proposal(actor: Actor, row: Proposal, verdicts: list[str], was_heard: bool) -> Iterator[Waiting]:
    """`verdicts` are those about the proposal as it stands now, in order."""
    advices = [verdict for verdict in verdicts if verdict not in (SecondReading.QUESTION, ANSWERED)]
    since = _day(row.created_at)
    can = bool(getattr(row, "reader_can", False))
    if row.reader_id == actor.id and can and (not verdicts or (not advices and verdicts[-1] == ANSWERED)):
        yield _line(row, READ_ALONG, _("Read along"), _read_before(row), since)
    if row.writer_id == actor.id and not advices and SecondReading.QUESTION in verdicts[-1:]:
        yield _line(row, ANSWER, _("Answer a question of the second reader"), _read_before(row), since)
    if row.state != Proposal.OPEN:
        if row.writer_id == actor.id and row.reader_role and not can:
            yield _line(row, NAME_READER, _("Name who reads along"), _read_before(row))
        return
    advised = not row.reader_role or row.is_urgent or bool(advices)
    if row.writer_id == actor.id and not advised and row.reader_id is not None and not can:
        yield _line(row, READER_GONE, _("Ask somebody else to read along"), since=since)
    may_decide = row.mandate is not None and row.mandate.staff_id == actor.id
    if may_decide and advised and (row.outcome == YES or was_heard):
        yield _line(row, DECIDE, _("Decide"), since=since)


def _day(moment: dt.datetime) -> dt.date:
    return timezone.localtime(moment).date()


def _to_send(actor: Actor) -> QuerySet[Decision]:
    sent = Document.objects.filter(decision=OuterRef("pk"), kind=Document.LETTER)
    rows: QuerySet[Decision] = Decision.objects.visible_to(actor)
    # What was decided on an objection leaves with the letter of that objection, unless that was taken back.
    by_objection = Revision.objects.filter(decision=OuterRef("pk"), objection__isnull=False)
    rows = rows.filter(~Exists(by_objection.exclude(objection__state=Objection.WITHDRAWN)))
    return rows.filter(~Exists(sent), ~on_its_way(), writer_id=actor.id)


def _objections(actor: Actor) -> QuerySet[Objection]:
    """Those this actor handles, and those nobody handles yet where they are the fixed contact."""
    rows: QuerySet[Objection] = Objection.objects.visible_to(actor)
    nobodys = Q(handler__isnull=True, case_id__in=people.contact_in(actor))
    rows = rows.filter(Q(handler_id=actor.id) | nobodys)
    return rows.exclude(state__in=[Objection.DECIDED, Objection.WITHDRAWN])


def _afterwards(actor: Actor) -> Iterator[Waiting]:
    """Decisions that were drawn, of which this actor was drawn as the reader."""
    for row in what_waits(_drawn, actor, "created_at", *_SHOWN):
        address = reverse("decide:read_afterwards", args=[row.case_id, row.pk])
        what = _("Read a decision afterwards (sample)")
        name, since = row.case.resident.name, _day(row.created_at)
        yield Waiting(row.case_id, name, AFTERWARDS, what, None, address, since=since)


def _drawn(actor: Actor) -> QuerySet[Sample]:
    later = SampleReader.objects.filter(sample=OuterRef("sample"), pk__gt=OuterRef("pk"))
    asked = SampleReader.objects.filter(~Exists(later), sample=OuterRef("pk"), reader_id=actor.id)
    rows: QuerySet[Sample] = Sample.objects.visible_to(actor)
    return rows.filter(Exists(asked), reading__isnull=True)


def _late(actor: Actor) -> Iterator[Waiting]:
    """What could not wait and was not read along in time, and what nobody was named for who reads it."""
    where = f"{reverse('decide:waiting')}#{LATE}"
    for line in late_readings(actor):
        who = line.resident_name or _("decision %(number)s") % {"number": line.decision_id}
        kind, what, url = LATE, _("Not read along in time"), where
        if line.is_nobodys and actor.has_role(*NAMERS):
            kind, what = NAME_READER, _("Name who reads along")
            url = reverse("decide:name_reader", args=[line.proposal_id])
        named = bool(line.resident_name)
        yield Waiting(line.case_id, who, kind, what, line.read_before, url, names_resident=named)
