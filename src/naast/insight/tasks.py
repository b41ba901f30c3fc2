"""Jobs of insight. Arguments hold ids only; each body opens one municipality for itself."""

from __future__ import annotations

import contextlib
from typing import Any

from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from naast.insight import working
from naast.kernel.tasks import ask_each

LATER = -1
"""Priority of the jobs: reminders and packages of people go before figures."""


@app.task(name="insight.work_part")
def work_part(municipality_id: int, run_id: int) -> bool:
    """Work one part of all plans out; whether there was one left."""
    return working.work(municipality_id, run_id)


def defer_part(municipality_id: int, run_id: int, **options: Any) -> None:
    """Ask for one part to be worked out."""
    work_part.configure(priority=LATER, **options).defer(municipality_id=municipality_id, run_id=run_id)


@app.task(name="insight.take_up")
def take_up(municipality_id: int) -> None:
    """Have what was left behind worked out after all."""
    freed, waiting = working.take_up(municipality_id)
    for run_id in freed:
        defer_part(municipality_id, run_id)
    for run_id in waiting:
        # Its job may still come; if it got lost, this one comes in its place, a minute later another.
        with contextlib.suppress(AlreadyEnqueued):
            defer_part(municipality_id, run_id, queueing_lock=f"insight.take_up-{run_id}")


@app.periodic(cron="* * * * *")
@app.task(name="insight.take_up_all", queueing_lock="insight.take_up_all")
def take_up_all(timestamp: int) -> None:
    """Every minute."""
    ask_each(take_up, "insight.take_up")
