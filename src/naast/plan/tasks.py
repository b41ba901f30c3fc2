"""Jobs of the plan. Arguments hold ids only; each body opens one municipality for itself."""

from __future__ import annotations

from procrastinate.contrib.django import app

from naast.kernel.tasks import ask_each
from naast.plan import sending


@app.task(name="plan.remind")
def remind(municipality_id: int) -> int:
    """Send the reminders that are due; returns how many."""
    return sending.send_due(municipality_id)


@app.periodic(cron="* * * * *")
@app.task(name="plan.remind_all", queueing_lock="plan.remind_all")
def remind_all(timestamp: int) -> None:
    """Every minute."""
    ask_each(remind, "plan.remind")
