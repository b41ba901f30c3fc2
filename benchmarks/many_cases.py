"""Loads municipalities with many cases, past the triggers: those would take an hour and no page reads what
they write (history). So it needs the superuser, which a database of the benchmark's own has.

Reads its order as JSON from standard input and writes the visitors, with a session each, to the file it
names.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import case_rows
import django
from case_rows import FAMILY, GIVEN, LATER, one_of
from filling import Filling, refuse_what_is_filled

STEP = 10_000
"""Cases in one transaction."""
NUMBERED = (
    "kernel.Account", "kernel.Membership", "kernel.StoredFile", "people.Staff", "people.Person",
    "people.Case",
    "listen.Story", "listen.Board", "weigh.Weighing", "decide.Mandate", "decide.Proposal", "decide.Decision",
)  # fmt: skip
"""Models whose rows get an id from here, so that others can refer to them."""
LAW_WORDS = ("beslag", "maatwerk", "urgentie")


def main() -> None:
    """Load what was ordered and write the visitors down."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "naast.web.settings")
    django.setup()
    _become_superuser()
    refuse_what_is_filled()
    order = json.load(sys.stdin)
    visitors: list[dict[str, Any]] = []
    cases_before = staff_before = 0
    for number, (cases, staff) in enumerate(zip(order["cases"], order["staff"], strict=True)):
        started = time.monotonic()
        municipality_id = _municipality(number)
        _house(municipality_id, staff_before, staff)
        for first in range(0, cases, STEP):
            _cases(municipality_id, cases_before, (first, min(first + STEP, cases)), (staff_before, staff))
            done = min(first + STEP, cases)
            print(
                f"  {done:,} of {cases:,} cases, {time.monotonic() - started:.0f} s",
                file=sys.stderr,
                flush=True,
            )
        if number == 0:
            visitors = _visitors(municipality_id, order["visitors"])
        cases_before, staff_before = cases_before + cases, staff_before + staff
    _settle()
    Path(order["into"]).write_text(json.dumps(visitors), encoding="utf-8")


def _become_superuser() -> None:
    from django.db import connection

    from naast.launch import state

    superuser = state.load()["superuser"]
    if superuser is None:
        raise RuntimeError("the benchmark needs a database of its own")
    connection.settings_dict.update({"USER": superuser["user"], "PASSWORD": superuser["password"]})


def _municipality(number: int) -> int:
    from naast.kernel.models import Municipality

    made = Municipality.objects.create(name=f"Meetstad {number + 1}", slug=f"meetstad-{number + 1}")
    return int(made.pk)


def _house(municipality_id: int, before: int, staff: int) -> None:
    """What every municipality has: domains, prices, the law library; and staff who may decide routine."""
    from django.db import transaction

    from naast.kernel.actors import system
    from naast.kernel.tenancy import scope
    from naast.listen import actions as listen
    from naast.plan import actions as plan
    from naast.weigh import actions as weigh

    with transaction.atomic(), scope(municipality_id):
        house = system(municipality_id)
        listen.load_domains(actor=house)
        plan.load_prices(actor=house)
        weigh.load_catalogue(actor=house)
        weigh.load_values(actor=house)
        rows = (
            "SELECT n AS id, 'awb' AS law, current_date - 1000 AS opened_on FROM "  # noqa: S608
            f"generate_series({before + 1}, {before + staff}) AS n"
        )
        colleagues = Filling(municipality_id, "colleague", rows)
        colleagues.fill("kernel.Account", id="c.id", login="'meting-' || c.id", is_active="true")
        colleagues.fill("kernel.Membership", id="c.id", account_id="c.id", kind="'staff'", subject_id="c.id")
        given, family = one_of(GIVEN, "c.id"), one_of(FAMILY, "c.id * 7")
        name = f"{given} || ' ' || {family}"
        colleagues.fill(
            "people.Staff",
            id="c.id",
            account_id="c.id",
            name=name,
            function="'wijkteam'",
            phone="'14 0xx'",
        )
        colleagues.fill("people.StaffRole", staff_id="c.id", role="'professional'")
        colleagues.fill(
            "decide.Mandate",
            id="c.id",
            staff_id="c.id",
            reach="'routine'",
            up_to="5000",
            from_on="c.opened_on - 4000",
            basis="'Mandaatbesluit'",
        )


def _cases(municipality_id: int, before: int, part: tuple[int, int], staff: tuple[int, int]) -> None:
    """The cases numbered from `part[0]` up to `part[1]`, with all that hangs on them, in one transaction."""
    from django.db import connection, transaction

    from naast.kernel.tenancy import scope

    with transaction.atomic(), scope(municipality_id), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        chosen = Filling(municipality_id, "chosen", case_rows.chosen_cases(before, part, staff))
        case_rows.people(chosen)
        case_rows.told_and_planned(chosen)
        case_rows.weighed_and_decided(chosen)
        case_rows.followed(chosen)
        cursor.execute("SET LOCAL session_replication_role = origin")
        case_rows.looked_at(chosen)


def _visitors(municipality_id: int, number: int) -> list[dict[str, Any]]:
    """Members of staff from all over the house, each with a session, the cases of their circle, and words to
    search."""
    from django.db import transaction
    from django.middleware.csrf import CSRF_SECRET_LENGTH
    from django.utils.crypto import get_random_string

    from naast.kernel.actors import load_actor
    from naast.kernel.models import Membership
    from naast.kernel.tenancy import scope
    from naast.people.queries import cases_for

    memberships = list(Membership.objects.filter(municipality_id=municipality_id).order_by("id"))
    found = []
    for membership in memberships[:: max(1, len(memberships) // number)][:number]:
        with transaction.atomic(), scope(municipality_id):
            actor = load_actor(membership)
            if actor is None:
                raise RuntimeError("a visitor cannot log in")
            cases = cases_for(actor)
        names = sorted({case.resident_name.split()[0] for case in cases})
        form_token = get_random_string(CSRF_SECRET_LENGTH)
        found.append(
            {
                "session": _session(membership, form_token),
                "form_token": form_token,
                "paths": {
                    "my_people": ["/mijn-mensen/"],
                    "case": [f"/casus/{case.id}/" for case in cases],
                },
                "words": [*names, *LAW_WORDS],
            }
        )
    return found


def _session(membership: Any, form_token: str) -> str:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.middleware.csrf import CSRF_SESSION_KEY

    from naast.kernel.middleware import MEMBERSHIP_KEY

    session = SessionStore()
    session[CSRF_SESSION_KEY] = form_token
    session[SESSION_KEY] = str(membership.account_id)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = membership.account.get_session_auth_hash()
    session[MEMBERSHIP_KEY] = membership.pk
    session["second_factor"] = True
    session.create()
    return str(session.session_key)


def _settle() -> None:
    """As the owner: what a database that runs for a while has done by itself."""
    from django.apps import apps
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        for label in NUMBERED:
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)",
                [apps.get_model(label)._meta.db_table, 3 * LATER],
            )
        cursor.execute("VACUUM ANALYZE")


if __name__ == "__main__":
    main()
