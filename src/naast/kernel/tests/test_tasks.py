"""The jobs of the house: one per municipality, ids only, and killed ones come back."""

from __future__ import annotations

import asyncio
import datetime as dt
import json

import pytest
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from naast.kernel import audit, clock, drafts, messages, tasks
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


def test_messages_without_a_way_out_stand_in_a_file_for_a_few_days_only(settings, tmp_path):
    settings.NAAST_MESSAGES = str(tmp_path / "messages")
    assert tasks.drop_messages(timestamp=0) == 0, "nothing was ever written"
    days = messages.KEEP_DAYS
    for ago, words in ((days + 1, "te oud"), (days - 1, "nog even")):
        with clock.shifted(-ago), messages.way_for_mail() as way:
            way.send(to="rosa@voorbeeld.nl", subject="Herinnering", text=words)
    with clock.shifted(-days - 1), messages.way_for_sms() as way:
        way.send(to="06 12345678", subject="", text="te oud")
    mail, sms = (tmp_path / "messages" / name for name in ("mail.jsonl", "sms.jsonl"))
    with mail.open("a", encoding="utf-8") as file:
        file.write("half een re\n")
    mail.chmod(0o644)
    assert tasks.drop_messages(timestamp=0) == 3
    (line,) = mail.read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["text"] == "nog even"
    assert sms.read_bytes() == b""
    assert [path.stat().st_mode & 0o777 for path in (mail, sms, mail.parent)] == [0o600, 0o600, 0o700]
    with messages.way_for_mail() as way:
        way.send(to="rosa@voorbeeld.nl", subject="Herinnering", text="nieuw")
    assert [json.loads(row)["text"] for row in mail.read_text(encoding="utf-8").splitlines()] == [
        "nog even",
        "nieuw",
    ]


def test_when_each_job_runs():
    times = {periodic.task.name: periodic.cron for periodic in app.periodic_registry.periodic_tasks.values()}
    assert times["kernel.seal_all"] == "* * * * *" and times["kernel.retry_stalled"] == "* * * * *"
    assert times["kernel.sign_all"] == "5 0 * * *" and times["kernel.drop_all_drafts"] == "20 3 * * *"
    assert times["kernel.drop_messages"] == "30 3 * * *"


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
