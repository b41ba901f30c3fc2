from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Case, Q, Sum, When

from naast.decide import queries as decide
from naast.engines import returns
from naast.follow import afterwards
from naast.follow.models import Settlement
from naast.follow.models.settlements import IS_MEASURED, MEASURED, SETTLED, WITHDRAWN
from naast.follow.types import Dues, PlanToSettle, SettlementFacts, SettlementStepFacts
from naast.kernel.errors import NotVisible
from naast.people.queries import staff_face
from naast.plan import agreed_queries as agreed

PLANS_ON_A_PAGE = 25


def settlements(*, most: int = 200) -> list[SettlementFacts]:
    """Settlements of the municipality that go on, then those that ended, the latest first.

    For a controller or the owner of a fund: no name of a resident and nothing that was told.
    """
    ended = Case(When(state__in=(SETTLED, WITHDRAWN), then=True), default=False)
    rows = Settlement.objects.filter(case__is_practice=False).annotate(ended=ended)
    return _rows(rows.order_by("ended", "-id")[:most])


def settlements_of(case_id: int) -> list[SettlementFacts]:
    """Every settlement of a case, the latest first. The caller has authorised the case or the role."""
    return _rows(Settlement.objects.filter(case_id=case_id).order_by("-id"))


def settlement(settlement_id: int) -> SettlementFacts:
    """One settlement, for who has the role or the case; raises NotVisible when there is none."""
    found = _rows(Settlement.objects.filter(pk=settlement_id))
    if not found:
        raise NotVisible
    return found[0]


def dues() -> list[Dues]:
    """What payers owe each other, from what was measured alone: nothing else is ever added up."""
    rows = Settlement.objects.filter(state__in=IS_MEASURED, case__is_practice=False)
    added = rows.values_list("advancer", "repayer").annotate(
        left=Sum("due", filter=Q(state=MEASURED), default=0),
        paid=Sum("due", filter=Q(state=SETTLED), default=0),
    )
    return [Dues(*row) for row in added.order_by("advancer", "repayer")]


def plans_to_settle(*, before: int | None = None) -> tuple[list[PlanToSettle], int | None]:
    """Decided plans in which one payer loses what another gains, the latest first, and where to go on.

    Looks at PLANS_ON_A_PAGE decisions at a time, of each case at its latest one. What has a settlement that
    was not withdrawn is left out.
    """
    found = decide.decided_plans(before=before, most=PLANS_ON_A_PAGE)
    plans = agreed.agreed_returns(row.plan_version_id for row in found)
    busy = set(
        Settlement.objects.filter(plan_version__in=list(plans))
        .exclude(state=WITHDRAWN)
        .values_list("plan_version_id", flat=True)
    )
    made = []
    for row in found:
        plan = plans.get(row.plan_version_id)
        if plan is None or plan.returns is None or row.plan_version_id in busy:
            continue
        try:
            gains = afterwards.expected(plan.returns)
        except returns.BadInput:
            continue
        if afterwards.pairs(gains):
            payers = tuple(sorted(gains.payers.items()))
            made.append(PlanToSettle(row.decision_id, row.case_id, row.decided_on, row.title_text, payers))
    last = found[-1].decision_id if len(found) == PLANS_ON_A_PAGE else None
    return made, last


def _rows(rows: Iterable[Settlement]) -> list[SettlementFacts]:
    with_steps = rows.prefetch_related("steps__by_staff")  # type: ignore[attr-defined]
    return [_facts(row) for row in with_steps]


def _facts(row: Settlement) -> SettlementFacts:
    return SettlementFacts(
        id=row.pk,
        case_id=row.case_id,
        plan_version_id=row.plan_version_id,
        advancer=row.advancer,
        repayer=row.repayer,
        share=row.share,
        result=row.result,
        until_on=row.until_on,
        state=row.state,
        state_label=row.get_state_display(),
        expected_gain=row.expected_gain,
        measured_gain=row.measured_gain,
        due=row.due,
        steps=tuple(
            SettlementStepFacts(
                step.state, step.get_state_display(), staff_face(step.by_staff), step.on_day, step.words
            )
            for step in sorted(row.steps.all(), key=lambda step: step.pk)
        ),
    )
