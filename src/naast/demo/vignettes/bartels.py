"""Bartels, Jamila and Klaas. Source: Momentum voor de menselijke maat, ten lessons (002:1027-1045), which made
them up itself.

The only amount of the source is what the whole organisation is short, ten million: that is of no plan. What has
no amount there is a memo line; prices are of the price list, and quantities and what Jamila's time costs are
made up ("fictief"), because without them nothing could be measured and settled. It began over a year ago.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from naast.demo import telling
from naast.demo.stage import House
from naast.demo.telling import Laid, Told
from naast.follow import actions as follow
from naast.follow import queries as following
from naast.follow.types import Count, SettlementTerms
from naast.kernel.clock import shifted
from naast.learn import actions as learn
from naast.listen import actions as listen
from naast.plan import actions as plan

STORY = """Mijn administratie is een puinhoop. Stukken ben ik kwijt, en ik ben met van alles te laat. Ik wil het goed doen
en heb niets verzwegen. Toch moet ik telkens naar een ander loket.

Eigenlijk gaat het al een tijd slecht met mij. Alles is grijs. De enveloppen maak ik niet meer open.

(Naverteld uit: Momentum voor de menselijke maat, tien lessen. Meneer Bartels is daar verzonnen.)"""

LISTED, LATER, TIME = (
    "Basic mental-health consult",
    "Specialist mental-health consult",
    "Tijd van Jamila: luisteren en meegaan (fictief)",
)
COUNTED = {LISTED: Decimal(9), LATER: Decimal(4), TIME: Decimal(26)}
"""How much there really was, by what the line was added as. Made up."""


def load(house: House) -> None:
    """Treatment in place of a course; the insurer gains, Jamila's organisation pays, and Klaas has it settled."""
    with shifted(-430):
        told, lines = begin(house)
        signal_id = telling.incident_or_pattern(
            told, "Wij tellen dossiers. Tijd om te luisteren telt niet mee, dus wie luistert komt tekort."
        )
        settlement_id = _proposes(house, told)
    with shifted(-420):
        follow.agree_settlement(actor=house["fonds"], settlement_id=settlement_id, words="Akkoord. (fictief)")
    with shifted(-400):
        learn.answer_signal(
            actor=house["beleid"],
            signal_id=signal_id,
            answer="Ja. Naast dossiers lezen we nu ook wat mensen er zelf van zeggen. (fictief)",
        )
    with shifted(-388):
        telling.looks_back(told, "Ik slaap weer, en de post leg ik bij Jamila op tafel. (fictief)")
    with shifted(-60):
        _counts(told, lines)
    with shifted(-50):
        follow.measure_settlement(
            actor=house["controller"], settlement_id=settlement_id, words="Volgens de telling. (fictief)"
        )
    with shifted(-30):
        follow.settle(
            actor=house["controller"], settlement_id=settlement_id, words="Ontvangen en geboekt. (fictief)"
        )


def begin(
    house: House, given_name: str = "Meneer Bartels", login: str = "map-bartels"
) -> tuple[Told, dict[str, int]]:
    """From what he tells to the letter; gives the case, and its lines with an amount by what was added."""
    told = telling.begin(house, given_name, law="participatiewet", by="consulent")
    telling.folder(told, login)
    _listens(told)
    lines = _plans(told)
    telling.weighs(
        told,
        effect="Meneer Bartels krijgt hulp voor wat hem stilzet, en zijn papieren komen daarna op orde.",
        values=("kijkt goed voor zij beslist", "om mee te doen"),
        consequences=(
            "Met dit besluit komt er rust, en blijft hij meedoen. Zonder dit besluit volgt hij een cursus die hij nu niet "
            "kan volgen, en lopen de termijnen door. Wij zijn er tijd aan kwijt; een ander merkt het voordeel."
        ),
    )
    telling.finds_room(
        told,
        law="Algemene wet bestuursrecht",
        article="3:4 lid 2",
        why=(
            "Stukken zijn zoek en termijnen voorbij, maar hij heeft niets verborgen. De cursus vraagt precies wat "
            "hij door zijn klachten nu niet kan."
        ),
    )
    telling.decides(told, "Geen cursus, wel hulp voor zijn klachten en tijd om de papieren samen te zoeken")
    return told, lines


def _listens(told: Told) -> None:
    telling.story(told, STORY)
    listen.say_request(
        actor=told.worker,
        case_id=told.case_id,
        request="Hulp met de papieren die ik kwijt ben.",
        wish="Dat het niet meer zo donker is in mijn hoofd.",
    )
    telling.board(
        told,
        [
            Laid("geestelijke gezondheid", 0, "Alles is grijs.", "Weer zin in de dag", 180),
            Laid("geld", 2, "Ik vind niets meer terug.", "De post weer open durven maken"),
        ],
        first="geestelijke gezondheid",
    )


def _plans(told: Told) -> dict[str, int]:
    telling.perspective(
        told, "Ik sta weer op met iets om voor op te staan, en mijn papieren liggen op één plek."
    )
    telling.take_over_goals(told)
    plan.name_obstacle(
        actor=told.worker,
        case_id=told.case_id,
        words=(
            "Wij worden afgerekend op het aantal dossiers. Wie zijn papieren niet op orde heeft, krijgt een cursus. "
            "Waarom het niet lukt, vraagt niemand."
        ),
        kind="own_process",
    )
    telling.breakthrough(told, "Eerst behandeling van zijn depressieve klachten, in plaats van de cursus.")
    return _weighs_money(told)


def _weighs_money(told: Told) -> dict[str, int]:
    who: dict[str, Any] = {"actor": told.worker, "case_id": told.case_id}
    treatment = plan.add_line(
        **who,
        scenario="plan",
        what=LISTED,
        quantity=Decimal(10),
        reason="Het aantal gesprekken is een aanname (fictief).",
    )
    time = plan.add_line(
        **who,
        scenario="plan",
        what=TIME,
        quantity=Decimal(20),
        own_price=Decimal(60),
        own_unit="hour",
        payer="municipality_pw",
        reason="Aantal uren en bedrag zijn verzonnen (fictief).",
    )
    plan.add_line(**who, scenario="plan", what="Wat de belastingbetaler wint (bedrag niet bekend in de bron)")
    later = plan.add_line(
        **who,
        scenario="nothing",
        what=LATER,
        quantity=Decimal(30),
        nothing_low=Decimal(20),
        nothing_high=Decimal(40),
        reason="Dat klachten zonder hulp zwaarder worden, is een aanname (fictief).",
    )
    plan.add_line(
        **who, scenario="nothing", what="Cursus financieel management (bedrag niet bekend in de bron)"
    )
    plan.write_scenario(
        **who,
        kind="nothing",
        words="Hij volgt de cursus en blijft somber. De papieren blijven liggen, en de termijnen lopen door.",
    )
    plan.agree(**who, words="Dat er iemand vroeg wat er is, dat scheelt. (fictief)")
    return {LISTED: treatment.pk, TIME: time.pk, LATER: later.pk}


def _proposes(house: House, told: Told) -> int:
    """Klaas: whoever listens pays, and the insurer gains. Two fifths of what is measured comes back."""
    decided = following.decided(told.case_id)
    if decided is None:
        raise RuntimeError("nothing was decided")
    row = follow.propose_settlement(
        actor=house["controller"],
        case_id=told.case_id,
        plan_version_id=decided.version_id,
        agreed=SettlementTerms(
            advancer="municipality_pw",
            repayer="health_insurer",
            share=Decimal("0.40"),
            result="Zwaardere behandeling die niet nodig was (fictief)",
            until_on=following.year_of(decided, 0)[1],
        ),
        words="Wij betalen en een ander wint. Zo hebben wij dit jaar een gat van tien miljoen.",
    )
    return int(row.pk)


def _counts(told: Told, lines: dict[str, int]) -> None:
    decided = following.decided(told.case_id)
    if decided is None:
        raise RuntimeError("nothing was decided")
    first, last = following.year_of(decided, 0)
    for what, line_id in lines.items():
        follow.note_realised(
            actor=told.worker,
            case_id=told.case_id,
            line_id=line_id,
            count=Count(COUNTED[what], first, last, "Samen nageteld (fictief)"),
        )
