"""Jobs about decisions. Arguments hold ids only; each body opens one municipality for itself."""

from __future__ import annotations

from django.db import transaction
from procrastinate.contrib.django import app

from naast.decide import actions, sending
from naast.kernel import actors
from naast.kernel.tasks import ask_each
from naast.kernel.tenancy import scope


@app.task(name="decide.tell_of_letters")
def tell_of_letters(municipality_id: int) -> int:
    """Tell residents by mail that a letter stands in their folder; returns how many."""
    return sending.send_due(municipality_id)


@app.periodic(cron="* * * * *")
@app.task(name="decide.tell_of_letters_all", queueing_lock="decide.tell_of_letters_all")
def tell_of_letters_all(timestamp: int) -> None:
    """Every minute."""
    ask_each(tell_of_letters, "decide.tell_of_letters")


@app.task(name="decide.draw_readers")
def draw_readers(municipality_id: int) -> int:
    """Draw readers for decisions of the sample that have none; returns for how many."""
    with transaction.atomic(), scope(municipality_id):
        return actions.draw_readers(actor=actors.system(municipality_id))


@app.periodic(cron="50 3 * * *")
@app.task(name="decide.draw_all_readers", queueing_lock="decide.draw_all_readers")
def draw_all_readers(timestamp: int) -> None:
    """Every night."""
    ask_each(draw_readers, "decide.draw_readers")
