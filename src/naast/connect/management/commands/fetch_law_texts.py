from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from naast.connect.law_texts import working
from naast.connect.law_texts.asking import ask_texts, last_fetch
from naast.kernel import actors, clock
from naast.kernel.errors import Invalid
from naast.kernel.management.of_municipality import municipality_of
from naast.kernel.tenancy import scope


class Command(BaseCommand):
    help = (
        "Fetch official texts of the law (BWB, CVDR) from the repository into a municipality's law library."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "law", nargs="?", default="", metavar="LAW", help="only this number, such as BWBR0005537"
        )
        parser.add_argument("--municipality", required=True, metavar="SLUG")
        parser.add_argument(
            "--on", type=dt.date.fromisoformat, metavar="DAY", help="the texts of this day (default: today)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        municipality = municipality_of(options["municipality"])
        actor = actors.system(municipality.pk)
        try:
            with transaction.atomic(), scope(municipality.pk):
                asked = ask_texts(actor=actor, on=options["on"] or clock.today(), law_id=options["law"])
        except Invalid as error:
            raise CommandError(f"LAW: {error.message}") from error
        with transaction.atomic(), scope(municipality.pk):
            last = last_fetch()
        if last is not None and last.asked_by:
            raise CommandError(f"texts are being fetched already; {last.asked_by} asked for them")
        working.work(municipality.pk, asked)
        with transaction.atomic(), scope(municipality.pk):
            last = last_fetch()
        assert last is not None
        for line in last.fetched:
            self.stdout.write(f"fetched: {line.law_id} {line.label}")
        for line in last.unchanged:
            self.stdout.write(f"unchanged: {line.law_id} {line.label}")
        for line in last.refused:
            self.stderr.write(f"refused: {line.law_id}: {line.why}")
        if last.has_failed:
            raise CommandError("nothing could be fetched; is NAAST_LAW_REPOSITORY right?")
        if last.refused:
            raise CommandError(f"{len(last.refused)} laws are refused; nothing of them is kept")
