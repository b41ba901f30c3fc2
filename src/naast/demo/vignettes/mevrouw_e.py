"""Mevrouw E. (56) and her partner. Source: Momentum voor de menselijke maat, chapter 4 (002:340-346, 370)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from naast.decide import actions as decide_actions
from naast.decide import queries as decide
from naast.decide.about import Leaving
from naast.decide.letter_queries import dispatches_of
from naast.demo import telling
from naast.demo.stage import House
from naast.demo.telling import Laid
from naast.follow import actions as follow
from naast.kernel.actors import Actor
from naast.kernel.clock import shifted, today
from naast.listen import actions as listen
from naast.people import actions as people

STORY = """Een paar jaar geleden kreeg ik een beroerte. Daarna kwam ik het huis niet meer uit en werd ik somber. Ik miste mijn
familie, mijn vrienden en de buren.

(Naverteld uit: Momentum voor de menselijke maat, hoofdstuk 4.)"""


def _covered(told: telling.Told, partner: Actor) -> None:
    """A board of the partner that lies covered until the partner turns it over (fictief: not in the source)."""
    people.tell_what_happens(actor=told.worker, case_id=told.case_id, person_id=partner.id)
    board = listen.start_board(
        actor=partner, case_id=told.case_id, person_id=partner.id, together=False, covered=True
    )
    line = listen.choose_domain(actor=partner, board_id=board.pk, own_label="samen eropuit (fictief)")
    listen.place_counter(actor=partner, board_domain_id=line.pk, place=3)
    listen.ask_along(actor=partner, board_id=board.pk, person_id=told.person_id)


def _too_late(told: telling.Told, resident: Actor) -> None:
    """The application waits too long, and she says so (fictief: not in the source)."""
    (came,) = decide.clocks_of(told.case_id)
    given: dict[str, Any] = {"actor": told.worker, "case_id": told.case_id, "intake_id": came.intake.id}
    with shifted(-85):
        decide_actions.note_step(**given, kind="inquiry_done", taken_on=today())
    with shifted(-60):
        decide_actions.note_step(**given, kind="application_made", taken_on=today())
    with shifted(-55):
        decide_actions.change_term(
            **given,
            kind="papers",
            until_on=today() + dt.timedelta(days=14),
            reason="We missen de offerte van de scootmobiel (fictief).",
        )
    _too_early(told, resident, came.intake.id)
    with shifted(-30):
        decide_actions.say_late(
            actor=resident,
            case_id=told.case_id,
            intake_id=came.intake.id,
            words="Ik wacht al zo lang op antwoord (fictief).",
        )
    with shifted(-3):
        later = decide_actions.change_term(
            **given,
            kind="postponed",
            until_on=today() + dt.timedelta(days=28),
            reason="De leverancier komt pas over twee weken langs (fictief).",
            leaves=Leaving("post", address="Voorbeeldstraat 9, 0000 XX Voorbeeldstad (fictief)"),
        )
    with shifted(-2):
        # The supplier called: perhaps it can be sooner, so the letter does not leave yet.
        waits = next(row for row in dispatches_of(told.case_id) if row.change_id == later)
        decide_actions.take_back_letter(actor=told.worker, case_id=told.case_id, dispatch_id=waits.id)


def _too_early(told: telling.Told, resident: Actor, intake_id: int) -> None:
    """She said so before while the term still ran: nothing was owed, and she objects to that (fictief)."""
    with shifted(-50):
        early = decide_actions.say_late(
            actor=resident, case_id=told.case_id, intake_id=intake_id, words="Ik hoor niets (fictief)."
        )
    with shifted(-48):
        decide_actions.determine(
            actor=told.worker,
            case_id=told.case_id,
            notice_id=early,
            words="Onze tijd om te beslissen liep nog, omdat we op de offerte wachtten (fictief).",
            leaves=Leaving("handed"),
        )
    with shifted(-40):
        decide_actions.object(
            actor=resident,
            case_id=told.case_id,
            notice_id=early,
            words="De offerte had ik toen al gebracht (fictief).",
        )


def load(house: House) -> None:
    """Two counters on one line, and the same board again when the scooter is there."""
    with shifted(-120):
        told = telling.begin(house, "Mevrouw E.", law="wmo")
        partner = telling.joins(told, "Partner van mevrouw E.", "partner")
        resident = telling.folder(told, "map-mevrouw-e")
        beside_her = telling.folder(told, "map-partner-e", partner)
        telling.story(told, STORY)
        listen.say_request(
            actor=told.worker,
            case_id=told.case_id,
            request="Een scootmobiel",
            wish="Weer naar buiten, naar mensen toe.",
        )
        first = telling.board(
            told,
            [
                Laid(
                    "vervoer",
                    0,
                    "Ik kom de deur niet uit.",
                    "Zelf naar familie en vrienden",
                    90,
                    ((partner, 1),),
                ),
                Laid(
                    "huiselijke relaties en sociale contacten",
                    1,
                    "Ik mis de buren.",
                    others=((partner, 2),),
                ),
            ],
            first="vervoer",
            guests=[partner],
        )
        telling.perspective(told, "Ik ga er weer zelf op uit.")
        telling.take_over_goals(told)
    _too_late(told, resident)
    with shifted(-20):
        _covered(told, beside_her)
    with shifted(-10):
        telling.board(
            told,
            [
                Laid("vervoer", 5, "Met de scootmobiel kom ik overal.", "", None, ((partner, 6),)),
                Laid(
                    "huiselijke relaties en sociale contacten",
                    4,
                    "Ik zie weer mensen.",
                    others=((partner, 5),),
                    gives_energy=True,
                ),
            ],
            guests=[partner],
            follows=first,
        )
        telling.looks_back(
            told,
            "Opgelucht. We stonden nog nooit zo lang stil bij ons leven.",
        )
        follow.promise(
            actor=told.worker,
            case_id=told.case_id,
            what="Bellen over de nieuwe doelen",
            due_on=today() + dt.timedelta(days=12),
        )
