"""Loads folders of ten years: what a resident has who was helped for so long. As `many_cases.py` it goes past
the triggers, and needs a database of the benchmark's own.

Reads its order as JSON from standard input and writes the residents, with a session each, to the file it
names.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import case_rows
import django
from filling import Filling, refuse_what_is_filled
from many_cases import _become_superuser, _house, _municipality, _session, _settle

YEARS = 10
LETTER = b"%PDF-1.7 a letter that only has to be listed, kept and packed\n" * 800
"""As large as an ordinary letter; its content is not read."""


def main() -> None:
    """Load what was ordered and write the residents down."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "naast.web.settings")
    django.setup()
    _become_superuser()
    refuse_what_is_filled()
    order = json.load(sys.stdin)
    municipality_id = _municipality(0)
    _house(municipality_id, 0, 4)
    residents = [_folder(municipality_id, number, order) for number in range(1, order["residents"] + 1)]
    _settle()
    Path(order["into"]).write_text(
        json.dumps({"municipality": municipality_id, "users": residents}), encoding="utf-8"
    )


def _folder(municipality_id: int, number: int, order: dict[str, Any]) -> dict[str, Any]:
    """One resident with one case of ten years, and a session in the own folder."""
    from django.db import connection, transaction

    from naast.kernel import files
    from naast.kernel.models import Account, Membership
    from naast.kernel.tenancy import scope

    rows = (
        f"SELECT {number} AS id, {number} AS n, true AS is_open, {number} AS place, 'wmo' AS law, "
        f"current_date - {YEARS * 365} AS opened_on, 1 AS contact, 2 AS another, NULL::date AS closed_on"
    )
    with transaction.atomic(), scope(municipality_id), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        case = Filling(municipality_id, "chosen", rows)
        case_rows.people(case)
        case_rows.told_and_planned(case)
        _told_for_years(case, number, order)
        letters = [
            files.store(
                case_id=number,
                ground="wmo",
                name=f"brief-{each}.pdf",
                media_type="application/pdf",
                content=LETTER,
            ).pk
            for each in range(order["letters"])
        ]
        _letters(case, number, letters)
        cursor.execute("SET LOCAL session_replication_role = origin")
        for _each in range(order["looks"] // 3):
            case_rows.looked_at(case)
        account = Account.objects.create(pk=case_rows.LATER + number, login=f"map-{number}", is_active=True)
        membership = Membership.objects.create(
            pk=case_rows.LATER + number,
            account=account,
            municipality_id=municipality_id,
            kind="resident",
            subject_id=number,
        )
    boards = [number * 1_000 + each for each in range(order["boards"])]
    return {
        "session": _session(membership, "0" * 32),
        "form_token": "0" * 32,
        "case": number,
        "person": number,
        "paths": {
            "home": ["/map/"],
            "story": [f"/map/{number}/verhaal/"],
            "boards": [f"/map/{number}/bord/"],
            "board": [f"/map/{number}/bord/{board}/" for board in boards],
            "letters": [f"/map/{number}/brieven/"],
            "looks": ["/map/wie-keek/"],
        },
    }


def _told_for_years(case: Filling, number: int, order: dict[str, Any]) -> None:
    sentence = case_rows.SENTENCE
    case.fill("people.Informed", case_id="c.id", person_id="c.id")
    days = f"c.opened_on + each * {YEARS * 365} / "
    case.fill(
        "follow.Contact",
        f"generate_series(1, {order['contacts']}) AS each, chosen c",
        case_id="c.id",
        channel="'visit'",
        on_day=f"{days}{order['contacts']}",
        person_id="c.id",
        by_staff_id="c.contact",
        words=sentence,
        took_place="true",
    )
    boards = f"generate_series(0, {order['boards'] - 1}) AS each, chosen c"
    case.fill(
        "listen.Board",
        boards,
        id="c.id * 1000 + each",
        case_id="c.id",
        person_id="c.id",
        together="true",
        follows_id="CASE WHEN each > 0 THEN c.id * 1000 + each - 1 END",
        started_on=f"{days}{order['boards']}",
    )
    case.fill(
        "listen.BoardDomain",
        f"generate_series(1, 5) AS line, {boards}",
        id="(c.id * 1000 + each) * 10 + line",
        board_id="c.id * 1000 + each",
        case_id="c.id",
        own_label="'wonen ' || line",
        words=sentence,
        goal=sentence,
    )
    case.fill(
        "listen.Counter",
        f"generate_series(1, 5) AS line, {boards}",
        case_id="c.id",
        line_id="(c.id * 1000 + each) * 10 + line",
        person_id="c.id",
        place="(line + each) % 7",
    )


def _letters(case: Filling, number: int, letters: list[int]) -> None:
    listed = ", ".join(f"({number * 1_000 + place}, {file})" for place, file in enumerate(letters))
    made = f"(VALUES {listed}) AS made(id, file), chosen c"
    terms = {
        "id": "made.id",
        "case_id": "c.id",
        "outcome": "'yes'",
        "granted": case_rows.SENTENCE,
        "amount": "250",
        "reason": case_rows.SENTENCE,
        "title_text": "'Wmo 2015, artikel 2.3.5'",
        "law": "c.law",
        "is_routine": "true",
        "reach": "'routine'",
        "writer_id": "c.contact",
        "mandate_id": "c.contact",
    }
    case.fill("decide.Proposal", made, state="'decided'", **terms)
    day = "c.opened_on + 20 + (made.id % 1000)::int * 55"
    case.fill(
        "decide.Decision", made, proposal_id="made.id", decided_by_id="c.contact", decided_on=day, **terms
    )
    case.fill(
        "decide.Document",
        made,
        case_id="c.id",
        decision_id="made.id",
        file_id="made.file",
        kind="'letter'",
        sent_on=day,
        way="'paper'",
        made_by_id="c.contact",
    )


if __name__ == "__main__":
    main()
