"""Working a run out, part by part, in any number of workers at once.

A worker takes a free part in a transaction of its own, works it out, and keeps the result only when the part
is still its own. Whoever is killed in between loses that part and no other: when its time is over somebody
else takes it. The last one to finish puts the parts together.
"""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.crypto import get_random_string

from naast.decide import together as decided
from naast.insight.adding import Together
from naast.insight.models import PortfolioPart, PortfolioRun, RefusedPlan
from naast.kernel import actors, audit, clock
from naast.kernel.tenancy import scope
from naast.plan import together as plans
from naast.plan.plan_lines import PlanLines

LEASE = dt.timedelta(minutes=2)
"""So long a part is its worker's without a sign of life."""
SIGN_SECONDS = 20.0
MOST_TRIES = 3
"""A part that was begun so often and never finished ends the run: something in it stops every worker."""
log = logging.getLogger("naast.insight")


class Lost(Exception):
    """The part is somebody else's by now."""


@contextmanager
def _inside(municipality_id: int) -> Iterator[None]:
    with transaction.atomic(), scope(municipality_id):
        yield


def work(municipality_id: int, run_id: int) -> bool:
    """Take one free part of a run and work it out; False when there is none to take.

    The log names the kind of error only: its text could hold words of a plan.
    """
    part = _taken(municipality_id, run_id)
    if part is None:
        return False
    try:
        together = _worked_out(municipality_id, part)
        with _inside(municipality_id):
            # Those who finish at once pass here one by one: the last of them sees that nothing is left.
            run = PortfolioRun.objects.select_for_update().get(pk=run_id)
            _keep(part, together)
            _end_when_done(run)
    except Lost:
        log.warning("part %s of run %s was taken over by another worker", part.number, run_id)
    except Exception as error:
        log.error("part %s of run %s broke off: %s", part.number, run_id, type(error).__name__)
        _let_go(municipality_id, part)
    return True


def take_up(municipality_id: int) -> tuple[list[int], list[int]]:
    """What was left behind: parts whose worker gave no sign for too long become free again.

    Returns the run of each of those, and the runs in which a part waits, for whatever reason.
    """
    with _inside(municipality_id):
        late = Q(state=PortfolioPart.TAKEN, taken_until__lt=clock.now())
        parts = PortfolioPart.objects.select_for_update(skip_locked=True, of=("self",))
        freed = list(parts.filter(late, run__state=PortfolioRun.BUSY))
        for part in freed:
            _free(part)
        waiting = PortfolioPart.objects.filter(state=PortfolioPart.WAITING, run__state=PortfolioRun.BUSY)
        return [part.run_id for part in freed], sorted(set(waiting.values_list("run_id", flat=True)))


def _taken(municipality_id: int, run_id: int) -> PortfolioPart | None:
    with _inside(municipality_id):
        free = Q(state=PortfolioPart.WAITING) | Q(state=PortfolioPart.TAKEN, taken_until__lt=clock.now())
        parts = PortfolioPart.objects.select_for_update(skip_locked=True, of=("self",)).select_related("run")
        part: PortfolioPart | None = (
            parts.filter(free, run_id=run_id, run__state=PortfolioRun.BUSY).order_by("number").first()
        )
        if part is None:
            return None
        if part.tries >= MOST_TRIES:
            _fail(part)
            return None
        part.state, part.mark, part.tries = PortfolioPart.TAKEN, get_random_string(32), part.tries + 1
        part.taken_until = clock.now() + LEASE
        part.save(update_fields=["state", "mark", "tries", "taken_until"])
        return part


def _worked_out(municipality_id: int, part: PortfolioPart) -> Together:
    with _inside(municipality_id):
        found = _plans_of(part)
    level = part.run.level
    index = plans.index_of({int(year): Decimal(change) for year, change in level["changes"].items()})
    made = Together(part.run.draws, part.run.seed)
    signed = time.monotonic()
    for one, is_decided in found:
        if time.monotonic() - signed > SIGN_SECONDS:
            _sign(municipality_id, part)
            signed = time.monotonic()
        made.add(one, base_year=level["base_year"], index=index, decided=is_decided)
    return made


def _plans_of(part: PortfolioPart) -> list[tuple[PlanLines, bool]]:
    """The plans in the range of a part as they are now: decided ones as they were agreed, others as they
    stand."""
    known = decided.decided_between(part.first_case, part.last_case)
    cases = plans.cases_with_open_plans(part.first_case, part.last_case)
    still_open = set(cases) - known.refused - known.versions.keys()
    found = [(one, True) for one in plans.agreed_plans(known.versions.values())]
    return found + [(one, False) for one in plans.open_plans(still_open)]


def _mine(part: PortfolioPart) -> Any:
    return PortfolioPart.objects.filter(pk=part.pk, state=PortfolioPart.TAKEN, mark=part.mark)


def _sign(municipality_id: int, part: PortfolioPart) -> None:
    with _inside(municipality_id):
        if not _mine(part).update(taken_until=clock.now() + LEASE):
            raise Lost


def _keep(part: PortfolioPart, together: Together) -> None:
    facts, drawn = together.as_parts()
    kept = _mine(part).update(state=PortfolioPart.DONE, mark="", taken_until=None, facts=facts, drawn=drawn)
    if not kept:
        raise Lost
    for case_id in together.refused:
        RefusedPlan(run_id=part.run_id, case_id=case_id).save()


def _end_when_done(run: PortfolioRun) -> None:
    """Put the parts together when none is left. The caller holds the run."""
    parts = PortfolioPart.objects.filter(run_id=run.pk)
    if parts.exclude(state=PortfolioPart.DONE).exists():
        return
    whole = Together(run.draws, run.seed)
    for facts, drawn in parts.order_by("number").values_list("facts", "drawn").iterator(chunk_size=10):
        whole.merge(Together.of_parts(facts, bytes(drawn)))
    parts.delete()
    _end(run, PortfolioRun.READY, whole.totals())
    audit.change(actors.system(run.municipality_id), "insight.work_out", run, plans=run.totals["plans"])


def _let_go(municipality_id: int, part: PortfolioPart) -> None:
    """A part that broke off becomes free again, until that happened too often."""
    with _inside(municipality_id):
        held: PortfolioPart | None = _mine(part).select_for_update(of=("self",)).select_related("run").first()
        if held is not None and held.tries >= MOST_TRIES:
            _fail(held)
        elif held is not None:
            _free(held)


def _free(part: PortfolioPart) -> None:
    part.state, part.mark, part.taken_until = PortfolioPart.WAITING, "", None
    part.save(update_fields=["state", "mark", "taken_until"])


def _fail(part: PortfolioPart) -> None:
    """Half a portfolio is none: what was worked out goes with it."""
    run = PortfolioRun.objects.select_for_update().get(pk=part.run_id)
    if run.state == PortfolioRun.BUSY:
        _end(run, PortfolioRun.FAILED, {})
        audit.change(actors.system(run.municipality_id), "insight.give_up", run, part=part.number)
    PortfolioPart.objects.filter(run_id=run.pk).delete()


def _end(run: PortfolioRun, state: str, totals: dict[str, Any]) -> None:
    run.state, run.totals, run.ended_at = state, totals, clock.now()
    run.save(update_fields=["state", "totals", "ended_at"])
