"""Every write of insight that a person asks for."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from naast.decide import together as decided
from naast.insight import access, tasks
from naast.insight.models import PortfolioPart, PortfolioRun, RefusedPlan
from naast.kernel import audit
from naast.kernel.actors import Actor
from naast.plan import queries as plan
from naast.plan import together as plans

DRAWS = 5_000
"""Half as many as for one plan, for a quarter less work: the standard error of the ends of a range stays
within a thirtieth of the standard deviation. The house's own choice."""
SEED = 1
"""Always the same: who works the same plans out again finds the same digits."""
PART_PLANS = 200
"""A few seconds of work, which is what a killed worker loses. The house's own choice."""
KEEP_RUNS = 12
"""So many runs are kept, the one that is being worked out among them. The house's own choice."""


@transaction.atomic
def ask_portfolio(*, actor: Actor, part_plans: int = PART_PLANS) -> int:
    """Ask for all plans together; workers work it out in parts. Asked twice at once it is one.

    Returns the id. Raises NotAllowed for who does not read figures.
    """
    access.must_read(actor)
    busy = PortfolioRun.objects.filter(state=PortfolioRun.BUSY)
    known: int | None = busy.values_list("pk", flat=True).first()
    if known is not None:
        return known
    cases = cases_with_plans()
    changes = plans.index_changes()
    run = PortfolioRun(
        asked_by_id=actor.id,
        draws=DRAWS,
        seed=SEED,
        plans=len(cases),
        level={
            "base_year": plan.default_base_year(plans.index_of(changes)),
            "changes": {str(year): str(change) for year, change in sorted(changes.items())},
        },
    )
    try:
        with transaction.atomic():
            run.save()
    except IntegrityError:
        # The other click was first by a blink, and may be done by now.
        return int(PortfolioRun.objects.latest("id").pk)
    stretches = [cases[first : first + part_plans] for first in range(0, len(cases), part_plans)]
    # Without any plan there is one part all the same, and its worker ends the run.
    stretches = stretches or [[0]]
    for number, stretch in enumerate(stretches, start=1):
        PortfolioPart(
            run=run,
            number=number,
            first_case=stretch[0],
            last_case=stretch[-1],
            plans=len(stretch) if cases else 0,
        ).save()
        # In this transaction: with the part comes its job, or neither does.
        tasks.defer_part(actor.municipality_id, run.pk)
    _drop_old()
    audit.change(actor, "insight.ask_portfolio", run, plans=len(cases), parts=len(stretches))
    return int(run.pk)


def cases_with_plans() -> list[int]:
    """Cases of which a plan counts: open ones with lines, and decided ones; not what was refused."""
    found = decided.decided_between()
    return sorted({*plans.cases_with_open_plans(), *found.versions} - found.refused)


def _drop_old() -> None:
    """Keep the last runs only."""
    kept = list(PortfolioRun.objects.order_by("-id").values_list("pk", flat=True)[:KEEP_RUNS])
    for model in (PortfolioPart, RefusedPlan):
        model.objects.exclude(run_id__in=kept).delete()
    PortfolioRun.objects.exclude(pk__in=kept).delete()
