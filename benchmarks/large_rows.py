"""Fills a folder until its package is as large as ordered, and looks afterwards at what arrived elsewhere.

Reads its order as JSON from standard input and writes what was made or found as JSON to standard output. All
of it goes through the actions of the house.
"""

from __future__ import annotations

import json
import os
import struct
import sys
from typing import Any

import django
from many_cases import _municipality, _session

FORM_TOKEN = "0" * 32
EACH_BYTES = 14 * 1024 * 1024
"""Length of one recording; the house keeps files of at most 15 MB."""


def main() -> None:
    """`fill` or `look`, as the order says."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "naast.web.settings")
    django.setup()
    order = json.load(sys.stdin)
    json.dump({"fill": _fill, "look": _look}[order["verb"]](order), sys.stdout)


def _fill(order: dict[str, Any]) -> dict[str, Any]:
    """A resident whose recordings are `bytes` long together, and `receivers` residents elsewhere."""
    here, there = _municipality(0), _municipality(1)
    return {
        "sender": _resident(here, recordings=_lengths(order["bytes"])),
        "receivers": [_resident(there) for _each in range(order["receivers"])],
    }


def _lengths(total: int) -> list[int]:
    whole, rest = divmod(total, EACH_BYTES)
    return [EACH_BYTES] * whole + ([rest] if rest else [])


def _resident(municipality_id: int, recordings: list[int] | None = None) -> dict[str, Any]:
    from django.db import transaction

    from naast.kernel import actors
    from naast.kernel.models import Account, Membership
    from naast.kernel.tenancy import scope
    from naast.listen import actions as listen
    from naast.people import actions as people

    with transaction.atomic(), scope(municipality_id):
        number = Account.objects.count() + 1
        house = actors.system(municipality_id)
        staff = people.add_staff(
            actor=house,
            login=f"meting-{number}",
            password=os.urandom(12).hex(),
            name="Meter",
            function="meting",
        )
        people.grant_role(actor=house, staff=staff, role=actors.PROFESSIONAL)
        worker = _actor(municipality_id, "staff", staff.pk)
        person = people.add_person(actor=worker, given_name="Meting", family_name=str(number))
        case = people.open_case(actor=worker, person_id=person.pk, law="wmo", intake_kind="report")
        account = Account.objects.create(login=f"map-{number}")
        membership = Membership.objects.create(
            account=account, municipality_id=municipality_id, kind="resident", subject_id=person.pk
        )
        resident = _actor(municipality_id, "resident", person.pk)
        people.tell_what_happens(actor=resident, case_id=case.pk, person_id=person.pk)
        story = {"actor": resident, "case_id": case.pk, "person_id": person.pk}
        if recordings:
            listen.write_story(**story, text="Ik neem mijn map mee.", base_version=0)
        for length in recordings or []:
            listen.keep_recording(**story, content=_sound(length), words="Wat ik vertel.")
    return {
        "municipality": municipality_id,
        "case": case.pk,
        "person": person.pk,
        "session": _session(membership, FORM_TOKEN),
        "form_token": FORM_TOKEN,
        "paths": {"home": ["/map/"]},
    }


def _actor(municipality_id: int, kind: str, subject_id: int) -> Any:
    from naast.kernel.actors import load_actor
    from naast.kernel.models import Membership

    rows = Membership.objects.filter(municipality_id=municipality_id, kind=kind, subject_id=subject_id)
    return load_actor(rows.get())


def _sound(length: int) -> bytes:
    """A wav file of noise: what cannot be packed smaller."""
    noise = os.urandom(length)
    head = b"fmt " + struct.pack("<IHHIIHH", 16, 1, 1, 44_100, 88_200, 2, 16)
    head += b"data" + struct.pack("<I", len(noise))
    return b"RIFF" + struct.pack("<I", 4 + len(head) + len(noise)) + b"WAVE" + head + noise


def _look(order: dict[str, Any]) -> dict[str, Any]:
    """For each resident: the hashes of their recordings, and what still waits of packages."""
    from django.db import transaction

    from naast.folder.models import Brought, BroughtPiece
    from naast.kernel.tenancy import scope
    from naast.listen.models import Recording, Story

    found = []
    for resident in order["residents"]:
        with transaction.atomic(), scope(resident["municipality"]):
            mine = {"case_id": resident["case"], "person_id": resident["person"]}
            packages = Brought.objects.filter(**mine)
            sounds = Recording.objects.filter(**mine).values_list("file__sha256", flat=True)
            found.append(
                {
                    "recordings": sorted(sounds),
                    "stories": list(Story.objects.filter(**mine).values_list("text", flat=True)),
                    "packages": list(packages.values_list("state", flat=True)),
                    "waiting": BroughtPiece.objects.filter(brought__in=packages).count(),
                }
            )
    return {"residents": found}


if __name__ == "__main__":
    main()
