from typing import Any

from django.core.management.base import BaseCommand

from naast.demo.stage import PASSWORD, STAFF
from naast.kernel.models import Municipality


class Command(BaseCommand):
    help = "Show a ready login per role of the demo."

    def handle(self, *args: Any, **options: Any) -> None:
        if not Municipality.objects.filter(is_demo=True).exists():
            self.stdout.write("There is no demo here.")
            return
        self.stdout.write(
            f"Staff log in at /inloggen/ with the password {PASSWORD}; the page then shows the code."
        )
        for role in STAFF:
            self.stdout.write(f"  {role.login:<13} {role.name}, {role.function}")
        self.stdout.write("Residents open their folder at /inloggen/map/; the page gives the code.")
        for folder in (
            "map-eveline",
            "map-vos",
            "map-mevrouw-e",
            "map-partner-e",
            "map-a",
            "map-nina",
            "map-meneer-s",
            "map-mevrouw-f",
            "map-meneer-g",
            "map-bartels",
        ):
            self.stdout.write(f"  {folder}")
