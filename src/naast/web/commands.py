"""Commands that need the database: `naast audit verify` and `naast demo`."""

from __future__ import annotations

import argparse
import json
import os
import sys
from typing import Any


def register(subparsers: Any) -> None:
    """Add the commands to the one command line; Django starts only when one of them runs."""
    audit = subparsers.add_parser("audit", help="the sealed audit: verify its chain")
    verbs = audit.add_subparsers(dest="verb", required=True, metavar="VERB")
    verify = verbs.add_parser("verify", help="name the first broken link or the missing end")
    verify.add_argument("--municipality", metavar="SLUG", help="only this one (default: all)")
    verify.set_defaults(run=_verify)
    demo = subparsers.add_parser("demo", help="load the demo municipalities, or show their logins")
    demo.add_argument("--logins", action="store_true", help="only show a login per role")
    demo.set_defaults(run=_demo)


def _start_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "naast.web.settings")
    import django

    django.setup()


def _verify(arguments: argparse.Namespace) -> int:
    """One JSON object with a row per municipality; exit 1 when a chain is not whole, 2 for an unknown
    name."""
    _start_django()
    from django.db import transaction

    from naast.kernel import audit
    from naast.kernel.models import Municipality
    from naast.kernel.tenancy import scope

    chosen = Municipality.objects.order_by("id")
    if arguments.municipality:
        chosen = chosen.filter(slug=arguments.municipality)
        if not chosen:
            print(f"--municipality: {arguments.municipality} is not a municipality here", file=sys.stderr)
            return 2
    rows = []
    for municipality in chosen:
        with transaction.atomic(), scope(municipality.pk):
            verdict = audit.verify(municipality.pk)
        rows.append(
            {
                "municipality": municipality.slug,
                "whole": verdict.whole,
                "sealed": verdict.sealed,
                "not_sealed_yet": verdict.unsealed,
                "signed_heads": verdict.heads,
                "broken_at": verdict.broken_at,
                "reason": verdict.reason,
            }
        )
    print(json.dumps({"chains": rows, "public_key": audit.public_key()}, indent=1))
    return 0 if all(row["whole"] for row in rows) else 1


def _demo(arguments: argparse.Namespace) -> int:
    _start_django()
    from django.core.management import call_command

    if not arguments.logins:
        call_command("load_demo")
    call_command("demo_logins")
    return 0
