"""Every read of all plans together. Totals only: no case but the refused ones, and those for their circle."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum

from naast.insight import access
from naast.insight.models import PortfolioPart, PortfolioRun, RefusedPlan
from naast.insight.types import FEWEST, Amounts, PortfolioFacts, PortfolioView, Progress, QualityLines
from naast.kernel import clock
from naast.kernel.actors import Actor
from naast.kernel.errors import NotVisible
from naast.kernel.visibility import visible_case_ids
from naast.plan import terms
from naast.plan import together as plans


def portfolio(actor: Actor) -> PortfolioView:
    """What is being worked out and the last totals. Raises NotAllowed for who reads no figures."""
    access.must_read(actor)
    rows = PortfolioRun.objects.select_related("asked_by").order_by("-id")
    busy = rows.filter(state=PortfolioRun.BUSY).first()
    last = rows.filter(state=PortfolioRun.READY).first()
    newest = rows.exclude(state=PortfolioRun.BUSY).first()
    return PortfolioView(
        busy=_progress(busy) if busy else None,
        last=_facts(actor, last) if last else None,
        has_failed=busy is None and newest is not None and newest.state == PortfolioRun.FAILED,
    )


def busy(actor: Actor) -> Progress | None:
    """Only how far it is."""
    access.must_read(actor)
    row = PortfolioRun.objects.select_related("asked_by").filter(state=PortfolioRun.BUSY).first()
    return _progress(row) if row else None


def totals_of(actor: Actor, run_id: int) -> PortfolioFacts:
    """The last totals, to take along. Raises NotVisible for another run: what changed between two runs could
    tell of one plan."""
    access.must_read(actor)
    rows = PortfolioRun.objects.select_related("asked_by").filter(state=PortfolioRun.READY)
    row = rows.order_by("-id").first()
    if row is None or row.pk != run_id:
        raise NotVisible
    facts = _facts(actor, row)
    if not facts.is_enough:
        raise NotVisible
    return facts


def _progress(run: PortfolioRun) -> Progress:
    taken, now = Q(state=PortfolioPart.TAKEN), clock.now()
    parts = PortfolioPart.objects.filter(run_id=run.pk).aggregate(
        done=Sum("plans", filter=Q(state=PortfolioPart.DONE)),
        at_work=Count("id", filter=taken & Q(taken_until__gte=now)),
        left_behind=Count("id", filter=taken & Q(taken_until__lt=now)),
    )
    return Progress(
        id=run.pk,
        asked_by=run.asked_by.name,
        asked_at=run.asked_at,
        done=parts["done"] or 0,
        plans=run.plans,
        at_work=parts["at_work"],
        left_behind=parts["left_behind"],
    )


def _facts(actor: Actor, run: PortfolioRun) -> PortfolioFacts:
    totals: dict[str, Any] = run.totals
    counts = totals["counts"]
    refused = RefusedPlan.objects.filter(run_id=run.pk, case_id__in=visible_case_ids(actor))
    assert run.ended_at is not None  # insight_portfoliorun_ended
    enough = totals["plans"] >= FEWEST
    payers = _payers(totals["payers"]) if enough else []
    hidden = len(totals["payers"]) - len(payers)
    return PortfolioFacts(
        id=run.pk,
        asked_by=run.asked_by.name,
        asked_at=run.asked_at,
        ended_at=run.ended_at,
        base_year=run.level["base_year"],
        draws=run.draws,
        seed=run.seed,
        plans=totals["plans"],
        open=counts.get("open", 0),
        decided=counts.get("decided", 0),
        memo=counts.get("memo", 0),
        refused=counts.get("refused", 0),
        engine_version=totals["engine"].rpartition(" ")[2],
        discount_percent=Decimal(totals["discount"]["rate"]) * 100,
        discount_source=totals["discount"]["source"],
        payers=payers,
        hidden=hidden,
        together=_amounts("", totals["welfare"]) if enough and not hidden else None,
        qualities=_qualities(totals["lines_by_quality"]) if enough else [],
        refused_cases=list(refused.order_by("case_id").values_list("case_id", flat=True)),
    )


def _payers(totals: Mapping[str, Mapping[str, Any]]) -> list[Amounts]:
    """Who gains most first. Only payers whom enough plans touch."""
    shown = [_amounts(code, row) for code, row in totals.items() if row["plans"] >= FEWEST]
    return sorted(shown, key=lambda row: (-row.amount, row.payer))


def _amounts(code: str, row: Mapping[str, Any]) -> Amounts:
    apart = row["plans"] - row["overlapping"]
    # Fewer than ten, be it of these or of the others, could be found by taking one from the other.
    shown = apart >= FEWEST and (row["overlapping"] == 0 or row["overlapping"] >= FEWEST)
    return Amounts(
        code=code,
        payer=terms.payer_words(code) if code else "",
        amount=Decimal(row["mean"]),
        low=Decimal(row["low"]),
        high=Decimal(row["high"]),
        plans=row["plans"],
        apart=apart,
        plan=Decimal(row["plan"]) if shown else None,
        nothing=Decimal(row["nothing"]) if shown else None,
    )


def _qualities(lines: Mapping[str, int]) -> list[QualityLines]:
    """The most used first."""
    found = [
        QualityLines(code, plans.quality_label(code), number, plans.is_weak(code))
        for code, number in lines.items()
    ]
    return sorted(found, key=lambda row: (-row.lines, row.quality))
