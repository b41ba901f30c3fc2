"""Jobs of the folder. Arguments hold ids only; the body opens one municipality for itself."""

from __future__ import annotations

import contextlib

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from naast.folder.portable import clearing, making
from naast.folder.sharing import texts
from naast.kernel.models import Municipality
from naast.kernel.tasks import ask_each
from naast.kernel.tenancy import scope


@app.task(name="folder.make_package")
def make_package(municipality_id: int, package_id: int) -> None:
    """Make a package that somebody asked for."""
    making.make(municipality_id, package_id)


@app.task(name="folder.clear_packages")
def clear_packages(municipality_id: int) -> int:
    """Remove the bytes of packages whose days are over; returns how many packages."""
    with transaction.atomic(), scope(municipality_id):
        return clearing.clear_old()


@app.periodic(cron="40 3 * * *")
@app.task(name="folder.clear_all_packages", queueing_lock="folder.clear_all_packages")
def clear_all_packages(timestamp: int) -> None:
    """Every night, one job per municipality."""
    for municipality_id in Municipality.objects.values_list("pk", flat=True):
        # Still waiting from last time: once is enough.
        with contextlib.suppress(AlreadyEnqueued):
            lock = f"folder.clear_packages-{municipality_id}"
            clear_packages.configure(queueing_lock=lock).defer(municipality_id=municipality_id)


@app.task(name="folder.text_code")
def text_code(municipality_id: int, text_id: int) -> None:
    """Send the code of a share that was asked for as a text message."""
    texts.send(municipality_id, text_id)


@app.task(name="folder.text_codes")
def text_codes(municipality_id: int) -> None:
    """Send the codes that could not leave before."""
    texts.send_waiting(municipality_id)


@app.periodic(cron="* * * * *")
@app.task(name="folder.text_all_codes", queueing_lock="folder.text_all_codes")
def text_all_codes(timestamp: int) -> None:
    """Every minute."""
    ask_each(text_codes, "folder.text_codes")
