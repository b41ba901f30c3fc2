"""Several workers at one run: asked twice at once it is one, and a killed one loses its part only."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import threading

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.standing import arrange as standing_people

from naast.insight import actions, queries, tasks, working
from naast.insight.models import PortfolioPart, PortfolioRun
from naast.insight.tests.conftest import Plans
from naast.kernel import actors, clock
from naast.kernel.models import AuditEvent
from naast.plan import actions as plan

WORKER = """
import sys
import django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
from naast.insight import working
whole = working.Together.add
def slowly(self, *given, **more):
    whole(self, *given, **more)
    print("in the middle", flush=True)
    sys.stdin.read()
working.Together.add = slowly
working.work(int(sys.argv[2]), int(sys.argv[3]))
"""
"""A worker that stands still in the middle of its part, so that it can be killed there."""


@pytest.fixture
def kept(transactional_db) -> Plans:
    """Plans that another process can see."""
    standing = standing_people()
    with standing.inside():
        plan.load_prices(actor=actors.system(standing.municipality.pk))
    return Plans(standing, standing.add_staff("Cora Controller", actors.CONTROLLER))


def jobs(run_id: int) -> int:
    """How many jobs for parts of this run wait."""
    rows = ProcrastinateJob.objects.filter(task_name="insight.work_part", status="todo")
    return int(rows.filter(args__run_id=run_id).count())


def test_a_worker_that_is_killed_loses_its_part_and_another_takes_it_up(kept):
    kept.add(12)
    undisturbed = kept.worked_out(part_plans=4)
    municipality = kept.standing.municipality.pk
    run = kept.ask(part_plans=4)
    with subprocess.Popen(
        [sys.executable, "-c", WORKER, connection.settings_dict["NAME"], str(municipality), str(run)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "naast.web.settings"},
    ) as worker:
        assert worker.stdout is not None and worker.stdout.readline().strip() == "in the middle"
        worker.kill()
    while working.work(municipality, run):
        pass
    with kept.inside():
        left = PortfolioPart.objects.get(run_id=run, state=PortfolioPart.TAKEN)
        assert left.number == 1
        assert set(PortfolioPart.objects.exclude(pk=left.pk).values_list("state", flat=True)) == {"done"}
        progress = queries.busy(kept.controller)
        assert (progress.done, progress.plans, progress.at_work, progress.left_behind) == (8, 12, 1, 0)
        PortfolioPart.objects.filter(pk=left.pk).update(taken_until=clock.now() - dt.timedelta(seconds=1))
        assert queries.busy(kept.controller).left_behind == 1
    before = jobs(run)
    tasks.take_up(municipality)
    assert jobs(run) > before, "somebody is asked for the part that was left behind"
    assert tasks.work_part(municipality, run) is True
    after = kept.last()
    assert after.id == run and after.payers == undisturbed.payers
    assert after.together == undisturbed.together


def test_asked_twice_at_once_it_is_one(kept):
    kept.add(2)
    found: list[int] = []

    def ask_too() -> None:
        try:
            found.append(kept.ask())
        finally:
            connection.close()

    second = threading.Thread(target=ask_too)
    with kept.inside():
        first = actions.ask_portfolio(actor=kept.controller)
        second.start()
        second.join(timeout=1)
        assert second.is_alive(), "the second waits until the first is kept"
    second.join(timeout=30)
    assert found == [first] and kept.ask() == first
    with kept.inside():
        assert PortfolioRun.objects.count() == 1 and PortfolioPart.objects.count() == 1
    assert jobs(first) == 1


def test_two_workers_at_once_take_different_parts(kept):
    kept.add(6)
    municipality, run = kept.standing.municipality.pk, kept.ask(part_plans=3)
    first = working._taken(municipality, run)
    seen: list[PortfolioPart | None] = []

    def take_too() -> None:
        try:
            seen.append(working._taken(municipality, run))
            seen.append(working._taken(municipality, run))
        finally:
            connection.close()

    other = threading.Thread(target=take_too)
    other.start()
    other.join(timeout=30)
    assert first is not None and seen[0] is not None and first.number != seen[0].number
    assert seen[1] is None, "there are two parts"


def test_a_part_whose_row_another_worker_is_taking_is_passed_over_and_not_waited_for(kept):
    kept.add(6)
    municipality, run = kept.standing.municipality.pk, kept.ask(part_plans=3)
    seen: list[int] = []

    def take_too() -> None:
        try:
            part = working._taken(municipality, run)
            seen.append(part.number if part else 0)
        finally:
            connection.close()

    other = threading.Thread(target=take_too)
    with kept.inside():
        PortfolioPart.objects.select_for_update().get(run_id=run, number=1)
        other.start()
        other.join(timeout=30)
        assert seen == [2]


@pytest.mark.django_db
def test_who_comes_back_late_keeps_nothing_of_a_part_that_was_taken_over(together):
    together.add(10)
    municipality, run = together.standing.municipality.pk, together.ask()
    late = working._taken(municipality, run)
    assert late is not None
    with together.inside():
        PortfolioPart.objects.filter(pk=late.pk).update(taken_until=clock.now() - dt.timedelta(seconds=1))
    result = working._worked_out(municipality, late)
    assert working.work(municipality, run) is True
    done = together.last()
    with together.inside(), pytest.raises(working.Lost):
        working._keep(late, result)
    with pytest.raises(working.Lost):
        working._sign(municipality, late)
    assert together.last() == done and done.plans == 10


@pytest.mark.django_db
def test_a_part_that_breaks_off_every_time_ends_the_run_and_it_can_be_asked_again(together, monkeypatch):
    together.add(10)
    before = together.worked_out()
    municipality, run = together.standing.municipality.pk, together.ask()

    def breaks(*_given: object) -> None:
        raise RuntimeError("Rosa Proefpersoon")

    with monkeypatch.context() as patched:
        patched.setattr(working, "_worked_out", breaks)
        for _try in range(working.MOST_TRIES):
            assert working.work(municipality, run) is True
        assert working.work(municipality, run) is False
    with together.inside():
        assert PortfolioRun.objects.get(pk=run).state == PortfolioRun.FAILED
        assert not PortfolioPart.objects.exists()
        view = queries.portfolio(together.controller)
        assert view.has_failed and view.last == before
    assert together.worked_out().payers == before.payers
    with together.inside():
        assert not queries.portfolio(together.controller).has_failed


@pytest.mark.django_db
def test_what_breaks_off_is_logged_without_words_of_a_plan(together, monkeypatch, caplog):
    together.add(1)
    municipality, run = together.standing.municipality.pk, together.ask()

    def breaks(*_given: object) -> None:
        raise RuntimeError("Rosa Proefpersoon")

    monkeypatch.setattr(working, "_worked_out", breaks)
    working.work(municipality, run)
    assert "RuntimeError" in caplog.text and "Rosa" not in caplog.text


@pytest.mark.django_db
def test_a_worker_that_is_long_at_it_says_so(together, monkeypatch):
    together.add(2)
    municipality, run = together.standing.municipality.pk, together.ask()
    signs: list[int] = []
    sign = working._sign
    monkeypatch.setattr(working, "SIGN_SECONDS", 0.0)
    monkeypatch.setattr(
        working, "_sign", lambda number, part: signs.append(part.number) or sign(number, part)
    )
    assert working.work(municipality, run) is True
    assert signs == [1, 1] and together.last().plans == 2


def test_a_run_whose_jobs_got_lost_is_worked_out_all_the_same(kept):
    kept.add(2)
    municipality, run = kept.standing.municipality.pk, kept.ask()
    asked = jobs(run)
    tasks.take_up(municipality)
    tasks.take_up(municipality)
    assert jobs(run) == asked + 1, "one that waits already will do"
    assert tasks.work_part(municipality, run) is True
    tasks.take_up(municipality)
    assert jobs(run) == asked + 1


@pytest.mark.django_db
def test_asking_and_working_out_stand_in_the_audit(together):
    together.add(10)
    together.worked_out()
    with together.inside():
        verbs = list(
            AuditEvent.objects.filter(verb__startswith="insight.")
            .order_by("id")
            .values_list("verb", "actor_kind")
        )
    assert verbs == [("insight.ask_portfolio", "staff"), ("insight.work_out", "system")]
