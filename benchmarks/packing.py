"""Packs one folder as the worker does it, a few times, and writes the seconds as JSON to standard output.

Reads its order as JSON from standard input. Every time is of a package from being asked to being ready: the
booklet (PDF) and the zip.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from typing import Any

import django


def main() -> None:
    """Make the package `times` times; the middle one counts."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "naast.web.settings")
    django.setup()
    order = json.load(sys.stdin)
    made = [_packed(order["municipality"], order["person"]) for _each in range(order["times"])]
    json.dump({**made[-1], "seconds": statistics.median(each["seconds"] for each in made)}, sys.stdout)


def _packed(municipality_id: int, person_id: int) -> dict[str, Any]:
    from django.db import transaction

    from naast.folder.models import Package
    from naast.folder.portable import making
    from naast.folder.portable.actions import ask_package
    from naast.kernel.actors import load_actor
    from naast.kernel.models import Membership
    from naast.kernel.tenancy import scope

    with transaction.atomic(), scope(municipality_id):
        membership = Membership.objects.get(
            municipality_id=municipality_id, kind=Membership.RESIDENT, subject_id=person_id
        )
        actor = load_actor(membership)
        if actor is None:
            raise RuntimeError("the resident cannot log in")
        package_id = ask_package(actor=actor)
    started = time.perf_counter()
    making.make(municipality_id, package_id)
    seconds = time.perf_counter() - started
    with transaction.atomic(), scope(municipality_id):
        package = Package.objects.get(pk=package_id)
        if package.state != Package.READY:
            raise RuntimeError(f"the package is {package.state}")
        return {"seconds": seconds, "pdf_bytes": package.pdf_bytes, "zip_bytes": package.zip_bytes}


if __name__ == "__main__":
    main()
