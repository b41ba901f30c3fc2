from typing import Any

from django.core.management.base import BaseCommand

from naast.demo import loading


class Command(BaseCommand):
    help = "Load the demo municipalities with the vignettes; a second time changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        if loading.load():
            self.stdout.write("The demo municipalities are loaded.")
        else:
            self.stdout.write("The demo municipalities were there already.")
