"""Run as a program beside a running house: meneer Bartels once more, decided on fourteen months ago and not
counted yet, so that a browser can count, settle and measure. Prints the number of the case."""

from __future__ import annotations

import os

import django


def main() -> None:
    """Tell it through the actions that people use."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "naast.web.settings")
    django.setup()
    from django.db import transaction
    from django.utils import translation

    from naast.demo.stage import FIRST, STAFF, House
    from naast.demo.vignettes import bartels
    from naast.kernel.actors import load_actor
    from naast.kernel.clock import shifted
    from naast.kernel.models import Account, Membership, Municipality
    from naast.kernel.tenancy import scope

    house = House(Municipality.objects.get(slug=FIRST))
    with transaction.atomic(), scope(house.municipality.pk), translation.override("nl"):
        for role in STAFF:
            membership = Membership.objects.get(account=Account.objects.get(login=role.login))
            actor = load_actor(membership)
            assert actor is not None, role.login
            house.staff[role.login] = actor
        with shifted(-430):
            told, _lines = bartels.begin(house, "Meneer Bartels, nog eens", "map-bartels-nog-eens")
    print(told.case_id)


if __name__ == "__main__":
    main()
