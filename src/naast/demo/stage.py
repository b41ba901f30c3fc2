"""The two demo municipalities and who works there. Every name and number here is made up ("fictief")."""

from __future__ import annotations

from dataclasses import dataclass, field

from naast.kernel import actors
from naast.kernel.actors import Actor, load_actor
from naast.kernel.models import Membership, Municipality
from naast.people import actions as people

PASSWORD = "naast-demo-2026"  # noqa: S105 - printed for everyone at the start of the demo
FIRST, SECOND = "demostad", "proefhaven"


@dataclass(frozen=True, slots=True)
class Role:
    """A ready login: `login`, the name shown, function, roles, and what one sees first."""

    login: str
    name: str
    function: str
    roles: tuple[str, ...]


STAFF = (
    Role("wijkteam", "Joke Veldhuis", "wijkteam", (actors.PROFESSIONAL,)),
    Role("collega", "Karim Bouzid", "wijkteam", (actors.PROFESSIONAL,)),
    Role("consulent", "Jamila Haddad", "consulent werk en inkomen", (actors.PROFESSIONAL,)),
    Role("ervaring", "Sanne de Graaf", "ervaringswerker", (actors.EXPERIENCE_WORKER,)),
    Role("ondersteuner", "Els Timmer", "onafhankelijke cliëntondersteuner", (actors.CLIENT_SUPPORTER,)),
    Role(
        "meelezer", "Bram Oosterling", "kwaliteitsmedewerker", (actors.SECOND_READER, actors.QUALITY_OFFICER)
    ),
    Role("jurist", "Meral Aydin", "jurist", (actors.LAWYER, actors.SECOND_READER)),
    Role("mandaat", "Ad Willems", "manager sociaal domein", (actors.MANDATE_HOLDER,)),
    Role("teamleider", "Ria Postma", "teamleider wijkteam", (actors.TEAM_LEAD,)),
    Role("fonds", "Henk Dorst", "eigenaar maatwerkbudget", (actors.FUND_OWNER,)),
    Role("controller", "Klaas Kok", "controller", (actors.CONTROLLER,)),
    Role("beleid", "Tom Verschuur", "beleidsadviseur", (actors.POLICY,)),
    Role("beheer", "Ineke Smit", "beheerder", (actors.ADMINISTRATOR,)),
)


@dataclass
class House:
    """One demo municipality with its staff as actors, by login."""

    municipality: Municipality
    staff: dict[str, Actor] = field(default_factory=dict)

    @property
    def system(self) -> Actor:
        return actors.system(self.municipality.pk, "demo")

    def __getitem__(self, login: str) -> Actor:
        return self.staff[login]


def make_municipality(slug: str, name: str) -> Municipality:
    """A demo municipality with what a resident needs to find."""
    municipality, _made = Municipality.objects.get_or_create(
        slug=slug,
        defaults={
            "name": name,
            "is_demo": True,
            "postal_address": f"College van burgemeester en wethouders van {name}, Postbus 1 (fictief)",
            "phone": "14 0xx (fictief)",
            "support_name": "Onafhankelijke cliëntondersteuning (fictief)",
            "support_phone": "0800 - 00 00 000 (fictief)",
        },
    )
    return municipality


def staff_of(municipality: Municipality, roles: tuple[Role, ...] = STAFF) -> House:
    """The house with its staff. The login names of another than the first municipality carry its name."""
    house = House(municipality)
    team = people.add_team(actor=house.system, name="Wijkteam Noord (fictief)")
    # The system makes the administrator, who then gives the others their roles.
    giver = house.system
    for role in sorted(roles, key=lambda role: actors.ADMINISTRATOR not in role.roles):
        login = role.login if municipality.slug == FIRST else f"{role.login}.{municipality.slug}"
        staff = people.add_staff(
            actor=house.system,
            login=login,
            password=PASSWORD,
            name=role.name,
            function=role.function,
            phone="06 - 00 00 00 00 (fictief)",
            team=team,
        )
        for name in role.roles:
            people.grant_role(actor=giver, staff=staff, role=name)
        membership = Membership.objects.get(
            municipality=municipality, kind=Membership.STAFF, subject_id=staff.pk
        )
        actor = load_actor(membership)
        if actor is None:
            raise RuntimeError(f"{login} cannot log in")
        house.staff[role.login] = actor
        giver = actor if actor.has_role(actors.ADMINISTRATOR) else giver
    return house
