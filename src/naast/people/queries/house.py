"""The house's own people: teams and their leads, accounts and roles."""

from __future__ import annotations

from django.db.models import Q

from naast.kernel import retention
from naast.kernel.actors import Actor
from naast.kernel.clock import today
from naast.kernel.errors import NotVisible
from naast.kernel.models import RetentionTerm
from naast.people.models import Case, FixedContact, Staff, Team
from naast.people.queries.cases import at_work, staff_face
from naast.people.types import Face, KeepingTerm, StaffLine, TeamMember, TeamPerson


def team_id_of(actor: Actor) -> int | None:
    """The team of a member of staff; None without one."""
    team_id: int | None = Staff.objects.filter(pk=actor.id).values_list("team_id", flat=True).first()
    return team_id


def team_of(actor: Actor) -> list[TeamMember]:
    """The members of the actor's team, by name, with the names of the residents they are contact of.

    Who has left stays in the list until those residents have another contact, and who is in no team is in
    everyone's: nobody's residents are forgotten. No counts, no content.
    """
    team_id = team_id_of(actor)
    members = list(Staff.objects.filter(Q(team_id=team_id) | Q(team__isnull=True)))
    now = FixedContact.objects.filter(until_on__isnull=True, case__closed_on__isnull=True)
    rows = now.filter(Q(staff__in=members) | Q(tandem__in=members)).select_related("case__resident")
    people: dict[int, list[TeamPerson]] = {}
    for row in rows:
        for number in (row.staff_id, row.tandem_id):
            people.setdefault(number, []).append(TeamPerson(row.case_id, row.case.resident.name))
    present = {row.pk for row in members if row.team_id and (row.ends_on is None or row.ends_on >= today())}
    return [
        TeamMember(
            face=staff_face(member),
            ends_on=member.ends_on,
            people=tuple(sorted(people.get(member.pk, []), key=lambda person: person.name.casefold())),
        )
        for member in sorted(members, key=lambda member: member.name.casefold())
        if member.pk in present or member.pk in people
    ]


def colleagues_of(actor: Actor, *roles: str) -> list[Face]:
    """Members of the actor's team at work who hold one of the roles, by name."""
    team_id = team_id_of(actor)
    found = Staff.objects.filter(at_work(), roles__role__in=roles).distinct()
    if team_id is not None:
        found = found.filter(team_id=team_id)
    return [staff_face(staff) for staff in sorted(found, key=lambda staff: staff.name.casefold())]


def accounts() -> list[StaffLine]:
    """All members of staff by name, with their roles and for how many residents they are the contact."""
    contacts: dict[int, int] = {}
    now = FixedContact.objects.filter(until_on__isnull=True, case__closed_on__isnull=True)
    for faces in now.values_list("staff_id", "tandem_id"):
        for number in faces:
            contacts[number] = contacts.get(number, 0) + 1
    rows = Staff.objects.select_related("account", "team", "organisation").prefetch_related("roles")
    return [
        StaffLine(
            id=row.pk,
            name=row.name,
            function=row.function,
            login=row.account.login,
            team=row.team.name if row.team else "",
            roles=tuple(sorted((role.role, str(role.get_role_display())) for role in row.roles.all())),
            ends_on=row.ends_on,
            contacts=contacts.get(row.pk, 0),
            organisation=row.organisation.name if row.organisation else "",
            phone=row.phone,
        )
        for row in sorted(rows, key=lambda row: row.name.casefold())
    ]


def teams() -> list[tuple[int, str]]:
    """Teams by name."""
    return sorted(Team.objects.values_list("pk", "name"), key=lambda team: str(team[1]).casefold())


def team_row(team_id: int) -> Team:
    """One team, for who writes it down with a member of staff. Raises NotVisible."""
    team: Team | None = Team.objects.filter(pk=team_id).first()
    if team is None:
        raise NotVisible
    return team


def keeping_terms() -> list[KeepingTerm]:
    """How long rows are kept, ground by ground: by law, by the municipality's own list, or by default."""
    own = {row.ground: row for row in RetentionTerm.objects.all()}
    terms = []
    for ground, label in Case.LAWS:
        row = own.get(ground)
        if row is None:
            years = retention.YEARS_BY_LAW.get(ground, retention.YEARS_BY_SELECTION_LIST)
            terms.append(KeepingTerm(ground, label, years, source=retention.SOURCES.get(ground, "")))
        else:
            terms.append(
                KeepingTerm(
                    ground,
                    label,
                    row.years,
                    because=row.because,
                    decided_by=row.decided_by,
                    since=row.since,
                    version=row.version,
                )
            )
    return terms
