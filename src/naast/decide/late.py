"""What team leads and quality officers see to: reading along that is late, and exceptions somebody covers."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from naast.decide.models import Cover, Decision, Proposal, SecondReading
from naast.decide.second_types import Covered, LateReading
from naast.kernel import actors, clock
from naast.kernel.actors import Actor
from naast.people import queries as people
from naast.people.queries import staff_face

SHOWN = 50
"""So many lines of a list at most."""

NAMERS = (actors.TEAM_LEAD, actors.ADMINISTRATOR)
"""Who sees to it that somebody reads, without opening the case."""

_LATE = (
    "case__resident__given_name",
    "case__resident__family_name",
    "proposal__reader__name",
    "proposal__reader__function",
    "proposal__reader__phone",
)


def read_now(**conditions: str) -> Exists:
    """Whether a proposal was read along as it stands now; `conditions` narrow the reading.

    A question is no advice yet: who asked it still reads.
    """
    rows = SecondReading.objects.filter(proposal=OuterRef("pk"), proposal_version=OuterRef("version"))
    rows = rows.exclude(verdict=SecondReading.QUESTION)
    return Exists(rows.filter(**conditions))


def can_still_read(proposal: str) -> Exists:
    """Whether who was asked to read along still can: at work, and in the role that it asks; `proposal` leads
    to it."""
    works = Q(reader__ends_on__isnull=True) | Q(reader__ends_on__gte=clock.today())
    return Exists(Proposal.objects.filter(works, pk=OuterRef(proposal), reader__roles__role=F("reader_role")))


def late_readings(actor: Actor) -> list[LateReading]:
    """Decisions that could not wait and that nobody read along yet: late, or without anybody who reads.

    The first day first. A team lead sees those of the contacts in their team, with the name of the resident;
    without it a quality officer sees what is late, and an administrator where nobody can read it, also while
    there is time. Nobody else sees any. One query while there is none.
    """
    if not (actor.is_staff and actor.has_role(actors.TEAM_LEAD, actors.QUALITY_OFFICER, *NAMERS)):
        return []
    unread = Proposal.objects.filter(~read_now(), pk=OuterRef("proposal_id"))
    rows = Decision.objects.annotate(reader_can=can_still_read("proposal_id"))
    nobodys = Q(read_before__isnull=False, reader_can=False)
    rows = rows.filter(Exists(unread), nobodys | Q(read_before__lt=clock.today()))
    found: list[Decision] = list(_shown(rows))
    return lines_for(actor, found, _seen_without_a_name(actor))[:SHOWN]


def _seen_without_a_name(actor: Actor) -> Callable[[Decision], bool]:
    def seen(row: Decision) -> bool:
        is_late = row.read_before is not None and row.read_before < clock.today()
        is_nobodys = not getattr(row, "reader_can", True)
        checks, keeps = actor.has_role(actors.QUALITY_OFFICER), actor.has_role(actors.ADMINISTRATOR)
        return (is_late and checks) or (is_nobodys and keeps)

    return seen


def _shown(rows: QuerySet[Decision]) -> QuerySet[Decision]:
    rows = rows.filter(case__is_practice=False).select_related("proposal__reader", "case__resident")
    return rows.only("case_id", "decided_on", "read_before", *_LATE).order_by("read_before", "id")


def lines_for(actor: Actor, rows: list[Decision], others: Callable[[Decision], bool]) -> list[LateReading]:
    """Those of the contacts in the team of a lead by name, without it the `others` that the actor sees."""
    if not rows:
        return []
    contacts = people.fixed_contacts_of({row.case_id for row in rows})
    mine = {member.face.id for member in people.team_of(actor)} if actor.has_role(actors.TEAM_LEAD) else set()
    lines = []
    for row in rows:
        contact = contacts[row.case_id].first
        if contact.id in mine:
            lines.append(LateReading.of(row, contact, row.case.resident.name))
        elif others(row):
            lines.append(LateReading.of(row, contact))
    return lines


def covered_by(actor: Actor) -> list[Covered]:
    """Exceptions of which this team lead is named as who covers, the latest first: no words of the case."""
    if not (actor.is_staff and actor.has_role(actors.TEAM_LEAD)):
        return []
    later = Cover.objects.filter(proposal_id=OuterRef("proposal_id"), pk__gt=OuterRef("pk"))
    rows = Cover.objects.filter(~Exists(later), staff_id=actor.id).exclude(
        Q(proposal__state=Proposal.WITHDRAWN) | Q(case__closed_on__isnull=False)
    )
    rows = rows.select_related("proposal", "case__resident", "named_by").order_by("-id")[:SHOWN]
    found: list[Cover] = list(rows)
    contacts = people.fixed_contacts_of({row.case_id for row in found})
    return [
        Covered(
            case_id=row.case_id,
            resident_name=row.case.resident.name,
            outcome_label=row.proposal.get_outcome_display(),
            is_decided=row.proposal.state == Proposal.DECIDED,
            named_by=staff_face(row.named_by),
            named_on=row.named_on,
            contact=contacts[row.case_id].first,
        )
        for row in found
    ]
