"""Run as a program beside a running house: enters ten plans (fictief) in its second municipality, through the
actions that people use, so that there are enough to show figures."""

from __future__ import annotations

import os

import django

PLANS = 10


def main() -> None:
    """Enter them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "naast.web.settings")
    django.setup()
    from django.db import transaction

    from naast.demo.stage import SECOND
    from naast.kernel.actors import load_actor
    from naast.kernel.models import Account, Membership
    from naast.kernel.tenancy import scope
    from naast.people import actions as people
    from naast.plan import actions as plan
    from naast.plan.queries import prices

    membership = Membership.objects.get(account=Account.objects.get(login=f"wijkteam.{SECOND}"))
    with transaction.atomic(), scope(membership.municipality_id):
        worker = load_actor(membership)
        assert worker is not None
        unsure = next(price.label for price in prices() if price.low != price.high and price.unit == "year")
        for number in range(PLANS):
            person = people.add_person(actor=worker, given_name=f"Buur {number}", family_name="(fictief)")
            case = people.open_case(actor=worker, person_id=person.pk, law="wmo", intake_kind="report")
            who = {"actor": worker, "case_id": case.pk}
            plan.add_line(**who, scenario="plan", what="Hotelkamer", quantity=183)
            plan.add_line(**who, scenario="plan", what=unsure, quantity=1)
            plan.add_line(**who, scenario="nothing", what="Uithuisplaatsing")


if __name__ == "__main__":
    main()
