"""Plans added up per payer, with what a reader must know of what lies behind it. Pure: no database, no clock.

Parts can be worked out anywhere and put together afterwards (`engines.returns.Portfolio`). A plan in which
gains overlap cannot be had apart into the plan alone and doing nothing alone; such plans are added up by
themselves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from naast.engines import returns
from naast.engines.returns.types import NONE
from naast.plan.plan_lines import PlanLines

NOTHING = returns.Figure(Decimal("0.00"), None, certain=True)
ONE_DRAW = 1
"""Of the plan alone only the mean is asked."""


class Together:
    """Adds up plans of one price level. `draws` per plan, `seed` of the whole, `index` by year."""

    def __init__(self, draws: int, seed: int) -> None:
        self.apart = returns.Portfolio(draws, seed)
        self.overlapping = returns.Portfolio(draws, seed)
        self.by_plan = returns.Portfolio(ONE_DRAW, seed)
        self.counts: Counter[str] = Counter()
        """How many plans: `open`, `decided`, `refused`; with gains that `overlap`; with a `memo` line."""
        self.plans_of_payer: Counter[str] = Counter()
        self.overlapping_of_payer: Counter[str] = Counter()
        self.lines_by_quality: Counter[str] = Counter()
        self.refused: list[int] = []

    def add(self, found: PlanLines, *, base_year: int, index: Mapping[int, Decimal], decided: bool) -> None:
        """Add a plan; what the engine refuses is counted and in no total. Without amounts it adds nothing."""
        if not found.has_amounts:
            return
        try:
            plan = returns.parse(found.engine_input(base_year, index))
        except returns.BadInput:
            self.refused.append(found.case_id)
            self.counts["refused"] += 1
            return
        overlaps = any(line.overlap is not None for line in plan.lines)
        (self.overlapping if overlaps else self.apart).add(plan, found.case_id)
        if not overlaps:
            self.by_plan.add(_alone(plan), found.case_id)
        self._count(found, overlaps=overlaps, decided=decided)

    def _count(self, found: PlanLines, *, overlaps: bool, decided: bool) -> None:
        self.counts["decided" if decided else "open"] += 1
        if any(line.is_memo for line in found.lines):
            self.counts["memo"] += 1
        self.plans_of_payer.update(found.payers)
        if overlaps:
            self.counts["overlap"] += 1
            self.overlapping_of_payer.update(found.payers)
        self.lines_by_quality.update(line.quality for line in found.lines if not line.is_memo)

    def merge(self, other: Together) -> None:
        """Add what was added up elsewhere."""
        for mine, theirs in zip(self._portfolios(), other._portfolios(), strict=True):
            mine.merge(theirs)
        for name in _COUNTERS:
            getattr(self, name).update(getattr(other, name))

    def as_parts(self) -> tuple[dict[str, Any], bytes]:
        """To keep it: plain values, and the draws one after another."""
        kept = [portfolio.as_parts() for portfolio in self._portfolios()]
        facts = {
            "portfolios": [facts for facts, _drawn in kept],
            "sizes": [len(drawn) for _facts, drawn in kept],
        }
        counted = {name: dict(getattr(self, name)) for name in _COUNTERS}
        return facts | counted, b"".join(drawn for _facts, drawn in kept)

    @classmethod
    def of_parts(cls, facts: Mapping[str, Any], drawn: bytes) -> Together:
        """What `as_parts` gave; `refused` is not kept with it."""
        made = cls(1, 0)
        start, portfolios = 0, []
        for known, size in zip(facts["portfolios"], facts["sizes"], strict=True):
            portfolios.append(returns.Portfolio.of_parts(known, drawn[start : start + size]))
            start += size
        made.apart, made.overlapping, made.by_plan = portfolios
        for name in _COUNTERS:
            setattr(made, name, Counter(facts[name]))
        return made

    def totals(self) -> dict[str, Any]:
        """All figures as plain values; amounts are euros as text."""
        apart, by_plan = self.apart.totals(), self.by_plan.totals()
        whole = returns.Portfolio.of_parts(*self.apart.as_parts())
        whole.merge(self.overlapping)
        figures = whole.totals()
        payers = {}
        for name, figure in figures.payers.items():
            payers[name] = _figure(figure) | {
                "plans": self.plans_of_payer[name],
                "overlapping": self.overlapping_of_payer[name],
            }
            if name in apart.payers:
                payers[name] |= _sides(by_plan.payers.get(name, NOTHING), apart.payers[name])
        welfare = _figure(figures.welfare) | _sides(by_plan.welfare, apart.welfare)
        return {
            "plans": figures.plans,
            "welfare": welfare | {"plans": figures.plans, "overlapping": self.counts["overlap"]},
            "payers": payers,
            "counts": dict(self.counts),
            "lines_by_quality": dict(self.lines_by_quality),
            "engine": returns.ENGINE,
            "discount": {
                "rate": str(returns.DEFAULT_DISCOUNT.rate),
                "source": f"{returns.DEFAULT_DISCOUNT.source} ({returns.DEFAULT_DISCOUNT.version})",
            },
        }

    def _portfolios(self) -> tuple[returns.Portfolio, returns.Portfolio, returns.Portfolio]:
        return self.apart, self.overlapping, self.by_plan


_COUNTERS = ("counts", "plans_of_payer", "overlapping_of_payer", "lines_by_quality")


def _alone(plan: returns.Plan) -> returns.Plan:
    """The plan without doing nothing; lines that only play when nothing is done are left out."""
    lines = [line.with_input("nothing", NONE) for line in plan.lines if not line.plan.same_distribution(NONE)]
    return replace(plan, lines=tuple(lines))


def _sides(by_plan: returns.Figure, difference: returns.Figure) -> dict[str, str]:
    """The plan alone, and doing nothing alone: what is left of it when the difference is taken away."""
    return {"plan": str(by_plan.mean), "nothing": str(by_plan.mean - difference.mean)}


def _figure(figure: returns.Figure) -> dict[str, Any]:
    mean = str(figure.mean)
    ends = (str(figure.spread.p05), str(figure.spread.p95)) if figure.spread else (mean, mean)
    return {"mean": mean, "low": ends[0], "high": ends[1]}
