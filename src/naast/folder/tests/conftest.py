"""A household and its neighbours: resident, partner, relative in the circle, and people of other cases."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from tests.standing import Standing, logged_in, make_resident

from naast.decide import actions as decide
from naast.decide import queries as decisions
from naast.decide.types import ProposedTerms
from naast.folder.tests.portable import neighbour, taken
from naast.follow import actions as follow
from naast.kernel import actors, clock
from naast.kernel.actors import Actor
from naast.learn import actions as learn
from naast.listen import actions as listen
from naast.people import actions as people
from naast.people.models import Person
from naast.plan import actions as plan
from naast.weigh import actions as weigh
from naast.weigh import queries as weighings

ROSA_TELLS = "Ik slaap al weken op een bank."
PIET_TELLS = "Ik durf hier niets te zeggen."
PERSPECTIVE = "Een eigen voordeur."
ROSA_SIGNALS = "De brief was niet te lezen."
PIET_SIGNALS = "Mij vraagt niemand iets."


@dataclass
class Household:
    standing: Standing
    people: dict[str, Actor]
    case_id: int
    boards: dict[str, int]
    letter_id: int
    decision_id: int

    def inside(self) -> Any:
        return self.standing.inside()

    def browser(self, who: str) -> Any:
        return logged_in(self.people[who])

    def tell_all(self) -> None:
        """Resident and partner have read what happens with what they tell."""
        for who in ("resident", "partner"):
            person = self.people[who]
            people.tell_what_happens(actor=person, case_id=self.case_id, person_id=person.id)

    def break_glass(self, *, told_after: int = 0) -> None:
        """The colleague opens the case in an emergency; the resident may hear of it after so many days."""
        born, colleague = dt.date(1990, 1, 1), self.standing.colleague
        Person.objects.filter(pk=self.people["resident"].id).update(birth_date=born)
        (answer,) = people.ask_known(
            actor=colleague,
            reason="Huisarts belt",
            given_name="Rosa",
            family_name="Proefpersoon",
            birth_date=born,
        )
        people.break_glass(
            actor=colleague,
            reference=answer.places[0].glass,
            reason="Er is brand in huis",
            tell_from=clock.today() + dt.timedelta(days=told_after) if told_after else None,
            later_because="Er is iemand boos in huis" if told_after else "",
        )


@pytest.fixture
def household(standing: Standing) -> Household:
    case_id, worker = standing.case_id, standing.worker
    with standing.inside():
        partner = people.add_person(actor=worker, given_name="Piet", family_name="Partnerman")
        people.add_participant(actor=worker, case_id=case_id, person_id=partner.pk, relation="partner")
        relative = people.add_person(actor=worker, given_name="Tante", family_name="Truus")
        people.let_in(
            actor=worker, case_id=case_id, role="relative", purpose="denkt mee", person_id=relative.pk
        )
        neighbour = people.add_person(actor=worker, given_name="Buur")
        people.open_case(actor=worker, person_id=neighbour.pk, law="wmo", intake_kind="report")
        found = {
            "resident": standing.resident,
            "partner": make_resident(standing.municipality, partner.pk),
            "relative": make_resident(standing.municipality, relative.pk),
            "neighbour": make_resident(standing.municipality, neighbour.pk),
        }
    with standing.inside(standing.other):
        far = people.add_person(actor=standing.outsider, given_name="Verre")
        people.open_case(actor=standing.outsider, person_id=far.pk, law="wmo", intake_kind="report")
        found["far"] = make_resident(standing.other, far.pk)
    with standing.inside():
        house = Household(standing, found, case_id, {}, 0, 0)
        _tell(house)
        _agree(house)
        house.decision_id, house.letter_id = _decide(house)
    return house


def _tell(house: Household) -> None:
    house.tell_all()
    told = (("resident", ROSA_TELLS, ROSA_SIGNALS), ("partner", PIET_TELLS, PIET_SIGNALS))
    for who, story, signal in told:
        person = house.people[who]
        given = {"actor": person, "case_id": house.case_id}
        listen.write_story(**given, person_id=person.id, text=story, base_version=0)
        board = listen.start_board(**given, person_id=person.id, together=False)
        line = listen.choose_domain(actor=person, board_id=board.pk, own_label=f"wonen van {person.name}")
        listen.place_counter(actor=person, board_domain_id=line.pk, place=1)
        house.boards[who] = board.pk
        learn.make_signal(**given, words=signal)


def _agree(house: Household) -> None:
    worker = house.standing.worker
    plan.write_perspective(actor=worker, case_id=house.case_id, perspective=PERSPECTIVE)
    plan.agree(actor=worker, case_id=house.case_id)
    follow.promise(
        actor=worker, case_id=house.case_id, what="Ik bel de woningcorporatie", due_on=clock.today()
    )


def _decide(house: Household) -> tuple[int, int]:
    office = actors.system(house.standing.municipality.pk)
    weigh.load_catalogue(actor=office)
    decide.grant_mandate(
        actor=office,
        staff_id=house.standing.worker.id,
        reach="exception",
        up_to=Decimal(1_000),
        basis="Mandaatbesluit (fictief)",
    )
    made = decide.decide_routinely(
        actor=house.standing.worker,
        case_id=house.case_id,
        request="Een taxipas",
        terms=ProposedTerms(
            "yes", reason="Lopen lukt niet meer.", title_row=str(weighings.legal_titles("wmo")[0].id)
        ),
        decided_before=0,
    )
    letter = next(row for row in decisions.letters_of(house.case_id) if row.kind == "letter")
    assert made.decision_id
    return made.decision_id, letter.id


@pytest.fixture
def package(household: Household) -> bytes:
    return taken(household.standing, household.people["resident"])[0]


@pytest.fixture
def there(household: Household) -> tuple[int, Actor]:
    """The case of the same person in the other municipality, and their login there."""
    return neighbour(household.standing)
