from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from naast.connect.law_texts.actions import bring_in
from naast.connect.law_texts.folder import NotAFolder, sources_in
from naast.kernel import actors, clock
from naast.kernel.management.of_municipality import municipality_of
from naast.kernel.tenancy import scope


class Command(BaseCommand):
    help = "Bring official texts of the law (BWB, CVDR) from a folder into a municipality's law library."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="FOLDER")
        parser.add_argument("--municipality", required=True, metavar="SLUG")
        parser.add_argument(
            "--on", type=dt.date.fromisoformat, metavar="DAY", help="the texts of this day (default: today)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        municipality = municipality_of(options["municipality"])
        try:
            sources = sources_in(options["folder"])
        except NotAFolder as error:
            raise CommandError(f"FOLDER: {error}") from error
        with transaction.atomic(), scope(municipality.pk):
            report = bring_in(
                actor=actors.system(municipality.pk), sources=sources, on=options["on"] or clock.today()
            )
        for text in report.kept:
            self.stdout.write(f"kept: {text.law_id} {text.label} ({len(text.articles)} articles)")
        for text in report.known:
            self.stdout.write(f"there already: {text.law_id} {text.label}")
        self.stdout.write(f"left out, of another day or view: {len(report.left_out)} files")
        for problem in report.problems:
            self.stderr.write(f"refused: {problem.name}: {problem.words}")
        if report.problems:
            raise CommandError(f"{len(report.problems)} files are refused; nothing of them is kept")
