"""Meneer Vos (87). Source: Momentum voor de menselijke maat, chapter 3 (002:241-251). The source names no
amounts."""

from __future__ import annotations

from naast.demo import telling
from naast.demo.stage import House
from naast.demo.telling import Laid
from naast.kernel.clock import shifted
from naast.listen import actions as listen
from naast.listen.types import NetworkSaid
from naast.plan import actions as plan

STORY = """Vroeger was er bij mij altijd aanloop. Waarom komt er nu niemand meer? Als ik een praatje wil maken met de
buren, doen ze niet open. Alleen eten vind ik vreselijk, en ik verveel me. Gelukkig heb ik de kat.

Ik wil thuis blijven, en hier ook sterven. Een verpleeghuis is mijn schrikbeeld.

(Naverteld uit: Momentum voor de menselijke maat, hoofdstuk 3.)"""


def load(house: House) -> None:
    """The cat opens the door; company, students and the neighbours do the rest."""
    with shifted(-280):
        told = telling.begin(house, "Meneer", "Vos", law="wmo")
        telling.folder(told, "map-vos")
        telling.story(told, STORY)
        listen.say_request(
            actor=told.worker,
            case_id=told.case_id,
            request="",
            wish="Thuis blijven wonen, met mensen om me heen.",
        )
        telling.roles(
            told,
            past=["gastheer: er was altijd aanloop"],
            present=["baas van de kat"],
            wished=["een goede buur", "vriend", "graag geziene gast"],
            interests=["katten", "samen televisie kijken", "praten over vroeger", "samen eten"],
        )
        telling.around(
            told,
            NetworkSaid(
                "de kat",
                near="very_near",
                kind="other",
                does="Is er altijd, en glipt naar de deur als er iemand komt.",
                gets="Ik zorg voor haar.",
            ),
            NetworkSaid(
                "een vaste bezoeker",
                near="near",
                kind="helper",
                does="Praat met me over katten, en kijkt mee televisie.",
            ),
            NetworkSaid(
                "de buren",
                near="further",
                kind="neighbour",
                does="Doen de deur niet meer open.",
                gets="Ik bel aan voor een praatje.",
            ),
            NetworkSaid("de thuiszorg", near="further", kind="helper", does="Komt thuis langs."),
            NetworkSaid("de dementieverpleegkundige", near="further", kind="helper"),
        )
        telling.board(
            told,
            [
                Laid(
                    "huiselijke relaties en sociale contacten",
                    1,
                    "Niemand doet open.",
                    "Weer aanloop in huis",
                ),
                Laid("dagelijkse activiteiten en meedoen", 1, "Ik verveel me."),
            ],
            first="huiselijke relaties en sociale contacten",
        )
        telling.perspective(told, "Ik woon nog thuis, met de kat, en er komt weer volk over de vloer.")
        telling.take_over_goals(told)
        plan.name_obstacle(
            actor=told.worker,
            case_id=told.case_id,
            words="Het verpleeghuis geldt als eindstation, en wie zorg krijgt moet om zeven uur thuis zijn.",
            kind="culture",
        )
        telling.breakthrough(
            told,
            "Een vaste bezoeker, studenten, een borrel met de buren en een plek in het huis waar hij welkom is.",
        )
        for what in (
            "Een vaste bezoeker die over katten kan praten",
            "Studenten en vrijwilligers die mee eten",
            "Een borrel met de buren",
            "Een plek in het Huis van de Sociale Benadering",
        ):
            plan.add_support(actor=told.worker, case_id=told.case_id, what=what)
        plan.agree(actor=told.worker, case_id=told.case_id)
    with shifted(-5):
        telling.looks_back(
            told,
            "Ruim negen maanden langer thuis. Een paar keer per week eet hij in het Huis, met vrienden.",
        )
