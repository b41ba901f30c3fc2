from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from naast.kernel import erasure
from naast.kernel.management.of_municipality import municipality_of


class Command(BaseCommand):
    help = "Destroy what is kept about one person, with history and audit content; states what went."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--municipality", required=True, metavar="SLUG")
        parser.add_argument("--person", required=True, type=int, metavar="ID")
        parser.add_argument("--reason", required=True, choices=[erasure.TERM, erasure.REQUEST])
        parser.add_argument(
            "--also-others", action="store_true", help="what others told in this person's case goes too"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        municipality = municipality_of(options["municipality"])
        try:
            statement = erasure.erase_person(
                municipality_id=municipality.pk,
                person_id=options["person"],
                reason=options["reason"],
                also_others=options["also_others"],
            )
        except erasure.NotErased as error:
            raise CommandError(str(error)) from error
        rows = sum(statement.tables.values())
        events = len(statement.event_hashes)
        self.stdout.write(f"statement {statement.pk}: {rows} rows destroyed, {events} audit events emptied")
