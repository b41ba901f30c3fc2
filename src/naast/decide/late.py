"""What team leads and quality officers see to: reading along that is late, and exceptions somebody covers."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from naast.decide.models import Cover, Decision, Proposal, SecondReading
from naast.decide.second_types import Covered, LateReading
from naast.kernel import actors, clock
from naast.kernel.actors import Actor
from naast.people import queries as people
from naast.people.queries import staff_face

SHOWN = 50
"""So many lines of a list at most."""

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


def late_readings(actor: Actor) -> list[LateReading]:
    """Decisions that could not wait and were not read along in time, the oldest first.

    A team lead sees those of the contacts in their team, with the name of the resident; a quality officer
    all of them, without it. Nobody else sees any.
    """
    if not (actor.is_staff and actor.has_role(actors.TEAM_LEAD, actors.QUALITY_OFFICER)):
        return []
    unread = Proposal.objects.filter(~read_now(), pk=OuterRef("proposal_id"))
    rows = Decision.objects.filter(Exists(unread), read_before__lt=clock.today(), case__is_practice=False)
    rows = rows.select_related("proposal__reader", "case__resident").order_by("read_before", "id")
    rows = rows.only("case_id", "decided_on", "read_before", *_LATE)
    found = list(rows)
    if not found:
        return []
    contacts = people.fixed_contacts_of({row.case_id for row in found})
    mine = {member.face.id for member in people.team_of(actor)} if actor.has_role(actors.TEAM_LEAD) else set()
    lines = []
    for row in found:
        contact = contacts[row.case_id].first
        is_mine = contact.id in mine
        if not (is_mine or actor.has_role(actors.QUALITY_OFFICER)):
            continue
        reader = row.proposal.reader
        lines.append(
            LateReading(
                case_id=row.case_id,
                decision_id=row.pk,
                decided_on=row.decided_on,
                read_before=row.read_before,
                reader=staff_face(reader) if reader else None,
                contact=contact,
                resident_name=row.case.resident.name if is_mine else "",
            )
        )
    return lines[:SHOWN]


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
            resident_name=row.case.resident.name,
            outcome_label=row.proposal.get_outcome_display(),
            is_decided=row.proposal.state == Proposal.DECIDED,
            named_by=staff_face(row.named_by),
            named_on=row.named_on,
            contact=contacts[row.case_id].first,
        )
        for row in found
    ]
