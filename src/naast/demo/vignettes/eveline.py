"""Eveline (21) and Claire (three months). Source: Momentum voor de menselijke maat, chapter 6
(002:450-464, 488).

The source names no rent: it is a memo line. The hotel (80 a day) and the removal (40,000) are its own
figures. The reservation follows the hotel: what it may cost at most until the home is there.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from naast.demo import telling
from naast.demo.stage import House
from naast.demo.telling import Laid
from naast.follow import actions as follow
from naast.follow import queries as following
from naast.follow.types import Count, SettlementTerms
from naast.kernel.clock import shifted, today
from naast.listen import actions as listen
from naast.listen.types import GOAL, OBSTACLE
from naast.plan import actions as plan
from naast.plan import queries as plans
from naast.plan.types import QuantityFacts

NIGHTS = Decimal(183)
"""Six months in a hotel, until the home is there."""
STORY = """Ik ben 21. Vanaf mijn twaalfde woonde ik in pleeggezinnen en internaten. Op mijn achttiende ging ik weg.
Daarna sliep ik bij vrienden van vrienden, telkens in een andere stad. Ik stond nergens ingeschreven.

Nu is Claire er. Ze is drie maanden. Met een baby kun je niet van bank naar bank. Ik kreeg urgentie, en
toen hoorde ik
dat een woning nog zes maanden duurt. Mijn adressen zijn op. Over vier weken heb ik niets meer, en dan gaat
Claire naar een pleeggezin. Dat wil ik haar nooit aandoen.

(Naverteld uit: Momentum voor de menselijke maat, hoofdstuk 6.)"""

MARKET = """Eveline heeft al voorrang op een woning, maar die komt pas over zes maanden. Zonder dak gaat haar dochter naar
een pleeggezin, terwijl iedereen ziet dat zij goed voor haar zorgt. Wij betalen daarom zes maanden een huis
buiten de gewone verdeling. Niemand hoeft daardoor langer te wachten. Het kost minder dan de helft van een
uithuisplaatsing, en moeder en kind blijven bij elkaar."""


def load(house: House) -> None:
    """From her story to a letter and a first look back."""
    with shifted(-75):
        told = _listens(house)
        _plans(told)
        _weighs(told)
        _decides(told)
    with shifted(-30):
        telling.looks_back(told, "We wonen samen in het tijdelijke huis. Claire slaapt in haar eigen bed.")
        follow.promise(
            actor=told.worker,
            case_id=told.case_id,
            what="Samen kijken hoe het staat met de urgente woning",
            due_on=today() + dt.timedelta(days=34),
        )
        _counts(told)
    with shifted(-20):
        _settles(house, told)


def _listens(house: House) -> telling.Told:
    told = telling.begin(house, "Eveline", law="jeugdwet")
    claire = telling.joins(told, "Claire", "child", born_on=today() - dt.timedelta(days=91))
    telling.authority(told, claire, told.person_id)
    telling.folder(told, "map-eveline")
    telling.story(told, STORY)
    listen.say_request(
        actor=told.worker,
        case_id=told.case_id,
        request="Een plek voor Claire en mij, tot de urgente woning er is.",
        wish="Zelf voor Claire zorgen, in een huis dat blijft.",
    )
    telling.board(
        told,
        [
            Laid("wonen", 0, "Geen plek meer, en Claire is nog zo klein.", "Een huis voor ons tweeën", 183),
            Laid("gezin en opvoeden", 6, "Met Claire gaat het goed."),
        ],
        first="wonen",
    )
    return told


def _plans(told: telling.Told) -> None:
    telling.perspective(
        told,
        "Over een jaar wonen Claire en ik in ons eigen huis.",
        first_need="Een dak voor ons tweeën binnen vier weken.",
    )
    telling.take_over_goals(told)
    plan.name_obstacle(
        actor=told.worker,
        case_id=told.case_id,
        words="De urgente woning komt pas over zes maanden. Eerder toewijzen past niet in het vaste patroon.",
        kind="ordinance",
        law="Huisvestingswet 2014",
        article="13",
    )
    telling.breakthrough(told, "Tot die tijd huren we een huis in de vrije sector, uit het maatwerkbudget.")
    plan.add_support(
        actor=told.worker,
        case_id=told.case_id,
        what="Huur van een huis in de vrije sector tot de urgente woning er is (bedrag niet bekend in de bron)",
        payer="municipality_wmo",
        period="month",
    )
    plan.add_line(
        actor=told.worker, case_id=told.case_id, scenario="plan", what="Huur vrije sector (bedrag onbekend)"
    )
    who: dict[str, Any] = {"actor": told.worker, "case_id": told.case_id}
    hotel = plan.add_line(**who, scenario="plan", what="Hotel room", quantity=NIGHTS)
    removal = plan.add_line(**who, scenario="nothing", what="Out-of-home placement")
    # The figures of the source as they stand there: prices of 2021, looking one year ahead.
    telling.price_level(told, 2021)
    _only_a_hotel(told, {hotel.pk: NIGHTS, removal.pk: Decimal(0)})
    _own_words(told)
    telling.market_text(told, " ".join(MARKET.split()))
    plan.agree(actor=told.worker, case_id=told.case_id, words="Zo wil ik het.")


def _own_words(told: telling.Told) -> None:
    """One piece of her story stands beside her goal and beside what is in the way."""
    piece = listen.mark_fragment(
        actor=told.worker,
        case_id=told.case_id,
        person_id=told.person_id,
        text="Met een baby kun je niet van bank naar bank.",
        version=1,
    )
    now = plans.plan_of(told.case_id)
    if now is None or now.obstacle is None:
        raise RuntimeError("Eveline has no plan")
    for kind, target in ((GOAL, now.goals[0].id), (OBSTACLE, now.obstacle.id)):
        listen.link_fragment(
            actor=told.worker, case_id=told.case_id, fragment_id=piece.pk, kind=kind, target_id=target
        )


def _weighs(told: telling.Told) -> None:
    telling.weighs(
        told,
        effect="Claire blijft bij haar moeder, met een dak boven hun hoofd, tot de urgente woning er is.",
        values=("veilig op", "geen veilig thuis", "eerlijk verdeeld"),
        consequences=(
            "Met dit besluit hoeft Claire niet naar een pleeggezin. Zonder dit besluit verliest Eveline over vier weken "
            "haar plek en haar kind. Het huis ligt buiten de verdeling: wie wacht, wacht er niet langer door."
        ),
    )
    telling.finds_room(
        told,
        law="Huisvestingswet 2014",
        article="13 lid 1",
        why=(
            "De voorrang is er al; alleen de zes maanden wachten passen niet bij een kind van drie maanden. Wijkteam en "
            "jeugdbescherming zien een goede moeder: het huis is het enige dat ontbreekt."
        ),
    )


def _decides(told: telling.Told) -> None:
    telling.decides(
        told,
        "Een huis in de vrije sector tot de urgente woning er is, uit het maatwerkbudget",
        amount=Decimal("14640.00"),
        fund=True,
    )
    telling.incident_or_pattern(
        told, "Urgentie helpt niet wie nu geen dak heeft: tussen verklaring en woning zit een half jaar."
    )


def _counts(told: telling.Told) -> None:
    """What there really was so far. The source counts no nights, so nobody knows; that the removal did not come is
    ours to tell ("fictief")."""
    found = following.after_a_year(told.case_id)
    if found is None:
        raise RuntimeError("Eveline has no plan with amounts")
    for row in found.lines:
        in_plan = row.line.plan > 0
        count = Count(
            quantity=None if in_plan else Decimal(0),
            from_on=found.plan.starts_on,
            to_on=today(),
            source="" if in_plan else "Jeugdbescherming (fictief)",
        )
        follow.note_realised(actor=told.worker, case_id=told.case_id, line_id=row.line.id, count=count)


def _only_a_hotel(told: telling.Told, quantities: dict[int, Decimal]) -> None:
    """The other way that the source names, with how much of each line of the case there is then."""
    who: dict[str, Any] = {"actor": told.worker, "case_id": told.case_id}
    way = plan.add_alternative(**who, name="Alleen een hotelkamer")
    plan.write_alternative(
        **who,
        alternative_id=way.pk,
        base_version=way.version,
        name=way.name,
        words="Zes maanden in een hotel, tot het huis er is. Dan blijven zij samen, maar het is geen thuis.",
    )
    for line_id, quantity in quantities.items():
        plan.say_quantity(**who, alternative_id=way.pk, line_id=line_id, said=QuantityFacts(quantity))


def _settles(house: House, told: telling.Told) -> None:
    """The Wmo pays, youth care gains: who advanced gets its 14,640 back out of the 40,000, if it comes out so."""
    plan_to_settle = following.decided(told.case_id)
    if plan_to_settle is None:
        raise RuntimeError("nothing was decided")
    row = follow.propose_settlement(
        actor=house["fonds"],
        case_id=told.case_id,
        plan_version_id=plan_to_settle.version_id,
        agreed=SettlementTerms(
            advancer="municipality_wmo",
            repayer="municipality_jeugd",
            share=Decimal("0.366"),
            result="Een uithuisplaatsing die niet kwam (fictief)",
            until_on=following.year_of(plan_to_settle, 0)[1],
        ),
        words="De Wmo betaalt, de jeugdhulp wint. (fictief)",
    )
    follow.agree_settlement(actor=house["controller"], settlement_id=row.pk, words="Akkoord. (fictief)")
