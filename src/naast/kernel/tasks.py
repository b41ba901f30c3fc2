"""Jobs of the house. Arguments hold ids only; each body opens one municipality for itself.

The worker (`procrastinate`) finds this module by its name. A periodic job only asks for one job per
municipality, so that a long chain in one keeps no other waiting.
"""

from __future__ import annotations

import contextlib
from typing import Any

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from naast.kernel import audit, drafts, messages
from naast.kernel.models import Municipality
from naast.kernel.tenancy import scope

STALLED_SECONDS = 30
"""Without a sign of life for so long a worker is taken to be gone; its heartbeat comes every ten seconds."""


def ask_each(task: Any, name: str) -> None:
    """One job per municipality; where one is still waiting from last time, that is enough."""
    for municipality_id in Municipality.objects.values_list("pk", flat=True):
        with contextlib.suppress(AlreadyEnqueued):
            task.configure(queueing_lock=f"{name}-{municipality_id}").defer(municipality_id=municipality_id)


@app.task(name="kernel.seal")
def seal(municipality_id: int) -> int:
    """Add what happened since to the chain; returns how many events.

    The first time on a day it also signs the head: a house that is off at midnight has one all the same.
    """
    with transaction.atomic(), scope(municipality_id):
        added = audit.seal(municipality_id)
        if not audit.has_head_of_today():
            audit.sign_head(municipality_id)
        return added


@app.task(name="kernel.sign_head")
def sign_head(municipality_id: int) -> None:
    """Seal, and sign where the chain ends today; a copy leaves the database as a file."""
    with transaction.atomic(), scope(municipality_id):
        audit.seal(municipality_id)
        audit.sign_head(municipality_id)


@app.task(name="kernel.drop_drafts")
def drop_drafts(municipality_id: int) -> int:
    """Forget drafts older than thirty days; returns how many."""
    with transaction.atomic(), scope(municipality_id):
        return drafts.drop_expired()


@app.periodic(cron="* * * * *")
@app.task(name="kernel.seal_all", queueing_lock="kernel.seal_all")
def seal_all(timestamp: int) -> None:
    """Every minute."""
    ask_each(seal, "kernel.seal")


@app.periodic(cron="5 0 * * *")
@app.task(name="kernel.sign_all", queueing_lock="kernel.sign_all")
def sign_all(timestamp: int) -> None:
    """Every day, just after midnight."""
    ask_each(sign_head, "kernel.sign_head")


@app.periodic(cron="20 3 * * *")
@app.task(name="kernel.drop_all_drafts", queueing_lock="kernel.drop_all_drafts")
def drop_all_drafts(timestamp: int) -> None:
    """Every night."""
    ask_each(drop_drafts, "kernel.drop_drafts")


@app.periodic(cron="30 3 * * *")
@app.task(name="kernel.drop_messages", queueing_lock="kernel.drop_messages")
def drop_messages(timestamp: int) -> int:
    """Every night: what was written to a file for want of a way out; of the whole house, as the files are."""
    return messages.drop_old()


@app.periodic(cron="* * * * *")
@app.task(name="kernel.retry_stalled", queueing_lock="kernel.retry_stalled", pass_context=True)
async def retry_stalled(context: Any, timestamp: int) -> None:
    """Every minute: a job whose worker was killed does not come back by itself."""
    jobs = context.app.job_manager
    for job in await jobs.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS):
        if job.id != context.job.id:
            await jobs.retry_job(job)
