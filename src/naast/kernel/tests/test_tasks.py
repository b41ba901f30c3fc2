"""The jobs of the house: one per municipality, ids only, and killed ones come back."""

from __future__ import annotations

import asyncio
import datetime as dt

import pytest
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from naast.kernel import audit, clock, drafts, tasks
from naast.kernel.models import AuditHead, AuditSeal, Draft, Municipality


def test_sealing_is_one_municipality_at_a_time(standing):
    assert tasks.seal(standing.municipality.pk) > 0
    with standing.inside(standing.other):
        assert not AuditSeal.objects.exists()
    with standing.inside():
        assert AuditSeal.objects.exists()


@pytest.mark.parametrize(
    ("task", "name"),
    [
        (tasks.seal_all, "kernel.seal"),
        (tasks.sign_all, "kernel.sign_head"),
        (tasks.drop_all_drafts, "kernel.drop_drafts"),
    ],
)
def test_each_municipality_gets_a_job_and_no_second_while_it_waits(transactional_db, standing, task, name):
    for _minute in range(2):
        task(timestamp=0)
    jobs = ProcrastinateJob.objects.filter(task_name=name, status="todo")
    mine = {job.args["municipality_id"] for job in jobs}
    assert mine >= set(Municipality.objects.values_list("pk", flat=True))
    assert len(mine) == jobs.count()
    assert all(set(job.args) == {"municipality_id"} for job in jobs)


def test_old_drafts_go(standing):
    with standing.inside():
        for key in ("plan.old:1", "plan.new:1"):
            drafts.keep(actor=standing.worker, object_key=key, field="text", base_version=0, text="tekst")
        old = clock.now() - dt.timedelta(days=Draft.KEEP_DAYS, minutes=1)
        Draft.objects.filter(object_key="plan.old:1").update(saved_at=old)
    assert tasks.drop_drafts(standing.municipality.pk) == 1
    with standing.inside():
        assert Draft.objects.get().object_key == "plan.new:1"


def test_when_each_job_runs():
    times = {periodic.task.name: periodic.cron for periodic in app.periodic_registry.periodic_tasks.values()}
    assert times["kernel.seal_all"] == "* * * * *" and times["kernel.retry_stalled"] == "* * * * *"
    assert times["kernel.sign_all"] == "5 0 * * *" and times["kernel.drop_all_drafts"] == "20 3 * * *"


def test_a_job_of_a_killed_worker_is_tried_again():
    class Job:
        def __init__(self, number: int) -> None:
            self.id = number

    class Jobs:
        retried: list[int] = []

        async def get_stalled_jobs(self, seconds_since_heartbeat: float) -> list[Job]:
            assert seconds_since_heartbeat == tasks.STALLED_SECONDS
            return [Job(1), Job(2)]

        async def retry_job(self, job: Job) -> None:
            self.retried.append(job.id)

    class Context:
        class app:  # noqa: N801
            job_manager = Jobs()

        job = Job(2)

    asyncio.run(tasks.retry_stalled.func(Context, timestamp=0))
    assert Jobs.retried == [1]


def test_the_first_sealing_of_a_day_signs_the_head(standing):
    tasks.seal(standing.municipality.pk)
    with standing.inside():
        first = AuditHead.objects.get()
        assert first.day == clock.today()
    with standing.inside():
        audit.change(standing.worker, "test.something", first)
    tasks.seal(standing.municipality.pk)
    with standing.inside():
        assert AuditHead.objects.count() == 1
