"""Load the demo once, all of it or nothing."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import translation

from naast.decide import actions as decide
from naast.demo import law_text, price_list, telling
from naast.demo.stage import FIRST, SECOND, House, make_municipality, staff_of
from naast.demo.vignettes import (
    bartels,
    counted,
    eveline,
    family_a,
    mevrouw_e,
    mevrouw_x,
    nina,
    sauna,
    vos,
    waiting,
    youngster,
)
from naast.folder.portable import actions as folder
from naast.kernel import audit, signing
from naast.kernel.clock import today
from naast.kernel.models import Municipality
from naast.kernel.tenancy import scope
from naast.listen import actions as listen
from naast.plan import actions as plan
from naast.weigh import actions as weigh

VIGNETTES = (eveline, vos, mevrouw_e, family_a, nina, mevrouw_x, sauna, waiting, bartels, counted, youngster)


def load() -> bool:
    """Load the demo when it is not there yet; True when it was loaded now."""
    if Municipality.objects.filter(slug=FIRST).exists():
        return False
    with transaction.atomic(), translation.override("nl"):
        first = make_municipality(FIRST, "Demostad")
        with scope(first.pk):
            house = furnished(first)
            for vignette in VIGNETTES:
                vignette.load(house)
            price_list.keep_own_prices(house)
            law_text.keep(house)
            audit.seal(first.pk)
        second = make_municipality(SECOND, "Proefhaven")
        with scope(second.pk):
            neighbour = furnished(second)
            folder.trust_key(
                actor=neighbour["beheer"], name=first.name, public_key=signing.public_key(first.pk)
            )
            told = telling.begin(neighbour, "Buurvrouw", "Proefhaven", law="wmo")
            telling.folder(told, "map-proefhaven")
            audit.seal(second.pk)
    return True


def furnished(municipality: Municipality) -> House:
    """A municipality with staff, domains, prices, law library, mandates and an open fund (all amounts
    "fictief")."""
    house = staff_of(municipality)
    listen.load_domains(actor=house.system)
    plan.load_prices(actor=house.system)
    weigh.load_catalogue(actor=house.system)
    weigh.load_values(actor=house.system)
    mandates = {}
    for login, reach, up_to in (
        ("wijkteam", "routine", Decimal(5000)),
        ("wijkteam", "exception", Decimal(20000)),
        ("collega", "routine", Decimal(5000)),
        ("consulent", "exception", Decimal(5000)),
        ("mandaat", "routine", Decimal(25000)),
        ("mandaat", "exception", Decimal(50000)),
        ("mandaat", "college", Decimal(100000)),
    ):
        mandates[login, reach] = decide.grant_mandate(
            actor=house["beheer"],
            staff_id=house[login].id,
            reach=reach,
            up_to=up_to,
            from_on=today().replace(month=1, day=1).replace(year=today().year - 2),
            basis="Mandaatbesluit van het college (fictief)",
            source="Mandaatregister, bijlage 1 (fictief)",
        )
    decide.let_stand_in(
        actor=house["beheer"],
        mandate_id=mandates["wijkteam", "exception"],
        staff_id=house["collega"].id,
        from_on=today() + timedelta(days=14),
        until_on=today() + timedelta(days=27),
        basis="Vervangingsregeling van de afdeling (fictief)",
    )
    decide.open_fund(
        actor=house.system,
        name="Maatwerkbudget (fictief)",
        owner_id=house["fonds"].id,
        opening=Decimal(150000),
        petty_up_to=Decimal(50),
        is_fictive=True,
    )
    decide.name_penalty_payer(actor=house["beheer"], staff_id=house["fonds"].id)
    return house
