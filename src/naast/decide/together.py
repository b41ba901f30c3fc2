"""Which plans were decided, of many cases at once: numbers only, for the figures of a municipality."""

from __future__ import annotations

from dataclasses import dataclass, field

from naast.decide.models import Decision
from naast.decide.models.decisions import NO


@dataclass(frozen=True, slots=True)
class DecidedPlans:
    """`versions`: by case the agreed version that its latest "yes" or "partly" rests on. `refused`: cases in
    which every decision on a plan was a "no"."""

    versions: dict[int, int] = field(default_factory=dict)
    refused: frozenset[int] = frozenset()


def decided_between(first_case: int | None = None, last_case: int | None = None) -> DecidedPlans:
    """Of the real cases numbered from the first up to and with the last (None: all); one query."""
    rows = Decision.objects.filter(case__is_practice=False, plan_version_id__isnull=False)
    if first_case is not None:
        rows = rows.filter(case_id__gte=first_case)
    if last_case is not None:
        rows = rows.filter(case_id__lte=last_case)
    versions: dict[int, int] = {}
    seen: set[int] = set()
    for case_id, outcome, version in rows.order_by("id").values_list("case_id", "outcome", "plan_version_id"):
        seen.add(case_id)
        if outcome != NO:
            versions[case_id] = version
    return DecidedPlans(versions, frozenset(seen - versions.keys()))
