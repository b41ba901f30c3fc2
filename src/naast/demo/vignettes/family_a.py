"""A. and family. Source: Momentum voor de menselijke maat, chapter 8 (002:586-594). The only amount of
this family in
the source is 105 euros a week to live on; the 1 : 1.90 is of the whole programme and is not used here."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from naast.demo import telling
from naast.demo.stage import House
from naast.demo.telling import Laid, Told
from naast.folder.sharing import actions as sharing
from naast.folder.sharing.parts import STEPS, key_of
from naast.follow import actions as follow
from naast.kernel.clock import shifted, today
from naast.listen import actions as listen
from naast.listen.types import NetworkSaid, SkillSaid
from naast.people import actions as people
from naast.plan import actions as plan
from naast.plan import queries as plans
from naast.plan.step_types import ReminderSaid, StepSaid, TakingOverSaid

STORY = """Ik werk in wisselende diensten. We zijn getrouwd en hebben twee jonge kinderen. Er zijn schulden, en ik ben
chronisch ziek: bewegen gaat moeilijk. Ons bovenhuis is veel te klein; ik ben met een kind van de trap
gevallen.

Bij de schuldhulp sloten ze mijn dossier omdat ik een paar keer niet kwam. Ik moest invallen voor een zieke
collega. Werk gaat bij mij voor.

(Naverteld uit: Momentum voor de menselijke maat, hoofdstuk 8.)"""


def _born(age: int) -> dt.date:
    """A date of birth (fictief) of somebody who was about this old when the case began."""
    half = today() - dt.timedelta(days=182)
    return half.replace(year=half.year - age, day=1)


def load(house: House) -> None:
    """A tandem of field worker and experience worker; no closing because somebody did not come."""
    with shifted(-200):
        told = telling.begin(house, "A.", law="wgs")
        partner = telling.joins(told, "Partner van A.", "partner")
        # Ages and authority are made up: the source says "two young children".
        oldest = telling.joins(told, "Oudste kind van A.", "child", born_on=_born(9))
        youngest = telling.joins(told, "Jongste kind van A.", "child", born_on=_born(6))
        for child in (oldest, youngest):
            telling.authority(told, child, told.person_id, partner)
        people.set_fixed_contact(
            actor=told.worker,
            case_id=told.case_id,
            staff_id=house["wijkteam"].id,
            tandem_id=house["ervaring"].id,
            stand_in_id=house["collega"].id,
        )
        telling.folder(told, "map-a")
        telling.story(told, STORY)
        people.tell_what_happens(actor=told.worker, case_id=told.case_id, person_id=oldest)
        telling.story(told, "Ik wil een kamer waar ik rustig kan lezen. (fictief)", person_id=oldest)
        listen.say_request(
            actor=told.worker,
            case_id=told.case_id,
            request="Hulp met de deurwaarder en de schulden.",
            wish="Kunnen blijven werken, en een huis zonder trap.",
        )
        telling.roles(
            told,
            present=["vader van twee kinderen", "echtgenoot", "collega die invalt als het nodig is"],
            wished=["iemand die weer rust heeft in de geldzaken"],
        )
        telling.around(
            told,
            NetworkSaid("mijn vrouw", near="very_near", kind="family"),
            NetworkSaid("onze twee kinderen", near="very_near", kind="family"),
            NetworkSaid(
                "mijn werkgever",
                near="near",
                kind="other",
                does="Hielp mee om een huisuitzetting te voorkomen.",
                gets="Ik val in als er iemand ziek is.",
            ),
            NetworkSaid(
                "de tandem", near="near", kind="helper", does="Belt met de deurwaarder en appt terug."
            ),
        )
        telling.manages(
            told,
            SkillSaid("planning", "together", "Ik houd niet alle ballen in de lucht. (fictief)"),
            SkillSaid("time", "effort", "Mijn diensten wisselen steeds. (fictief)"),
        )
        telling.board(
            told,
            [
                Laid("geld", 0, "Ik houd niet alle ballen in de lucht.", "Rust in de geldzaken", 180),
                Laid(
                    "wonen",
                    1,
                    "Te klein, en een trap die ik niet meer op kom.",
                    "Een huis op de begane grond",
                ),
                Laid("werk", 6, "Mijn werk wil ik houden."),
            ],
            first="geld",
        )
        telling.perspective(told, "Over een jaar weten we wat er elke week is om van te leven.")
        telling.take_over_goals(told)
        plan.name_obstacle(
            actor=told.worker,
            case_id=told.case_id,
            words="Het dossier gaat dicht als iemand een paar keer niet komt.",
            kind="own_process",
        )
        telling.breakthrough(
            told,
            "Contact op de tijden die bij zijn diensten passen, en de tandem belt zelf met de deurwaarder.",
        )
        plan.add_support(
            actor=told.worker,
            case_id=told.case_id,
            what="Budgetbeheer met leefgeld uit het eigen inkomen",
            amount=Decimal(105),
            period="week",
            payer="resident",
        )
        plan.add_support(
            actor=told.worker,
            case_id=told.case_id,
            what="Verhuiskosten (bedrag niet bekend in de bron)",
            payer="municipality_wmo",
        )
        plan.write_scenario(
            actor=told.worker,
            case_id=told.case_id,
            kind="nothing",
            words="Het dossier gaat dicht. De deurwaarder neemt de auto in beslag, en zonder auto kan A. niet werken.",
        )
        taken = take_over_budget(told)
        steps = small_steps(told, taken)
        plan.agree(actor=told.worker, case_id=told.case_id)
    with shifted(-60):
        change_hands(told, steps)
    with shifted(-14):
        follow.promise(
            actor=told.worker,
            case_id=told.case_id,
            what="Appen over de schuldregeling",
            due_on=today() + dt.timedelta(days=16),
        )
    reminded(told)
    shared(told)


def take_over_budget(told: Told) -> int:
    """Budget management on an agreement, with a last day; returns the id of the row."""
    support = plans.plan_of(told.case_id)
    if support is not None:
        plan.place_under_pillar(
            actor=told.worker, case_id=told.case_id, pillar="calm", support_id=support.supports[0].id
        )
    said = TakingOverSaid(
        what="Budgetbeheer: rekeningen betalen, en 105 euro leefgeld per week",
        basis="budget",
        basis_words="Overeenkomst budgetbeheer (fictief)",
        reason="cannot_go_on",
        reason_words="Het lukt niet om alle ballen in de lucht te houden.",
        until_on=today() + dt.timedelta(days=365),
    )
    return int(plan.take_over(actor=told.worker, case_id=told.case_id, said=said).pk)


def small_steps(told: Told, taken: int) -> dict[str, int]:
    """Steps under four pillars, with who does them; what is made up says so."""
    wanted = {
        "bailiff": StepSaid("Bellen met de deurwaarder, zodat de auto blijft", "we", pillar="urgent"),
        "papers": StepSaid("In twee ochtenden de administratie op orde maken", pillar="calm"),
        "budget": StepSaid("Elke week leefgeld overmaken", "we", pillar="calm", taking_over_id=taken),
        "moving": StepSaid("De vergoeding voor de verhuizing aanvragen", "we", pillar="urgent"),
        "week": StepSaid("Opschrijven wat er deze week uitgaat (fictief)", "we", pillar="steering"),
        "letter": StepSaid("Een foto van een brief appen naar de tandem (fictief)", pillar="coping"),
    }
    who: dict[str, Any] = {"actor": told.worker, "case_id": told.case_id}
    found = {name: int(plan.add_step(said=said, **who).pk) for name, said in wanted.items()}
    plan.finish_step(step_id=found["bailiff"], words="De auto blijft. A. kan blijven werken.", **who)
    return found


def change_hands(told: Told, steps: dict[str, int]) -> None:
    """Who does it now changes, in either direction."""
    who: dict[str, Any] = {"actor": told.worker, "case_id": told.case_id, "base_version": 1}
    plan.change_who(step_id=steps["week"], who="together", **who)
    plan.change_who(step_id=steps["letter"], who="resident", **who)
    plan.finish_step(actor=told.worker, case_id=told.case_id, step_id=steps["papers"])


def reminded(told: Told) -> None:
    """How A. wants to be reached, and one reminder. All made up."""
    who: dict[str, Any] = {"actor": told.worker, "case_id": told.case_id, "person_id": told.person_id}
    people.say_reach(
        **who,
        channel="mail",
        parts=["evening"],
        words="Mijn diensten wisselen. Bel me niet op mijn werk. (fictief)",
        email="a.fictief@example.org",
        base_version=0,
    )
    said = ReminderSaid("De loonstrook klaarleggen (fictief)", today() + dt.timedelta(days=3), dt.time(19))
    plan.ask_reminder(**who, said=said)


def shared(told: Told) -> None:
    """The steps for the landlord, typed along at the table. All made up."""
    sharing.share(
        actor=told.worker,
        case_id=told.case_id,
        person_id=told.person_id,
        terms=sharing.Terms(
            organisation="De verhuurder (fictief)",
            purpose="Laten zien wat we doen voor een andere woning",
            until_on=today() + dt.timedelta(days=60),
            code_by="in_person",
            said="Gevraagd aan de keukentafel (fictief)",
        ),
        keys=[key_of(STEPS, None)],
        form_key="demo",
    )
