"""Every read of plans, scenarios and prices that another room or a view needs."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery

from naast.kernel import clock
from naast.listen import queries as listen
from naast.listen.types import GOAL, OBSTACLE
from naast.plan import calculation, consequences, frozen, terms
from naast.plan.models import (
    Goal,
    NotHere,
    Obstacle,
    Plan,
    PlanVersion,
    Price,
    PriceIndex,
    Scenario,
    ScenarioLine,
    Support,
)
from naast.plan.models.scenarios import SHARES
from naast.plan.types import (
    AgreedLine,
    AgreedPlan,
    ConsequenceFacts,
    GoalFacts,
    LineFacts,
    ObstacleFacts,
    PlanFacts,
    PlanGlance,
    PriceFacts,
    QuoteFacts,
    ReturnsView,
    ShareFacts,
    SupportFacts,
)

REASONED = ("plan", "nothing", "price", "overlap")
"""What of a line may say why it is so, besides its shares."""


def plan_of(case_id: int) -> PlanFacts | None:
    """The plan as it stands; None while nothing was written. Five queries. The caller has authorised."""
    plan = Plan.objects.filter(case_id=case_id).first()
    if plan is None:
        return None
    obstacle = Obstacle.objects.filter(case_id=case_id).first()
    agreed = PlanVersion.objects.filter(case_id=case_id).order_by("-number").only("id", "number").first()
    return PlanFacts(
        perspective=plan.perspective,
        first_need=plan.first_need,
        goals=[_goal(row) for row in Goal.objects.filter(case_id=case_id).order_by("id")],
        obstacle=_obstacle(obstacle) if obstacle else None,
        breakthrough=plan.breakthrough,
        supports=[_support(row) for row in Support.objects.filter(case_id=case_id).order_by("id")],
        market_text=plan.market_text,
        version=plan.version,
        version_number=agreed.number if agreed else None,
        agreed_version_id=agreed.pk if agreed else None,
        base_year=plan.base_year,
        horizon_years=plan.horizon_years,
    )


def words_of(case_id: int, things: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """The words of these goals and obstacles (kind and id), as far as they are of this case; a query per
    kind. The caller has authorised the plan."""
    found: dict[tuple[str, int], str] = {}
    for kind, model in ((GOAL, Goal), (OBSTACLE, Obstacle)):
        numbers = [number for its_kind, number in things if its_kind == kind]
        rows = model.objects.filter(case_id=case_id, pk__in=numbers) if numbers else model.objects.none()
        found |= {(kind, number): words for number, words in rows.values_list("pk", "words")}
    return found


def with_quotes(plan: PlanFacts, case_id: int) -> PlanFacts:
    """The plan with what stands beside its goals and its obstacle out of the stories told.

    For the circle: a resident sees of these no more than their own.
    """
    beside = listen.fragments_beside(case_id)

    def quotes(kind: str, number: int) -> list[QuoteFacts]:
        return [
            QuoteFacts(piece.text, piece.who, piece.person_id, piece.told_on)
            for piece in beside.get((kind, number), [])
        ]

    goals = [dataclasses.replace(goal, quotes=quotes(GOAL, goal.id)) for goal in plan.goals]
    obstacle = plan.obstacle and dataclasses.replace(plan.obstacle, quotes=quotes(OBSTACLE, plan.obstacle.id))
    return dataclasses.replace(plan, goals=goals, obstacle=obstacle)


def glance_at(case_id: int) -> PlanGlance | None:
    """Perspective, obstacle and breakthrough in one query; None while no plan was written."""
    obstacle = Obstacle.objects.filter(case_id=OuterRef("case_id")).order_by().values("words")[:1]
    rows = Plan.objects.filter(case_id=case_id).order_by()
    found = rows.values_list("perspective", Subquery(obstacle), "breakthrough").first()
    return PlanGlance(found[0], found[1] or "", found[2]) if found else None


def perspectives(case_ids: Iterable[int]) -> dict[int, str]:
    """The perspective by case, in one query; cases without one are left out."""
    rows = Plan.objects.filter(case_id__in=list(case_ids)).exclude(perspective="")
    return dict(rows.values_list("case_id", "perspective"))


QUICK_DRAWS = 2_000
"""Enough for a first look while somebody types; what is kept is worked out with all of them."""


class Ground:
    """What the calculations of one case are made of, each asked once: for a page with more than one."""

    def __init__(self, case_id: int) -> None:
        self._case_id = case_id

    @cached_property
    def lines(self) -> list[LineFacts]:
        """Every line with its price, in the order in which they were added; one query."""
        rows = ScenarioLine.objects.filter(case_id=self._case_id).select_related("price").order_by("id")
        return [line_facts(row) for row in rows]

    @cached_property
    def level(self) -> dict[str, Any]:
        """Year of the prices, years ahead and price index, as `calculation.work_out` takes them; two queries.
        Where the plan names no year it is the present one."""
        index = price_index()
        plan = Plan.objects.filter(case_id=self._case_id).first()
        return {
            "base_year": plan.base_year if plan and plan.base_year else default_base_year(index),
            "horizon_years": plan.horizon_years if plan else None,
            "index": index,
        }


def returns_of(
    case_id: int, *, tried: LineFacts | None = None, ground: Ground | None = None
) -> ReturnsView | None:
    """The plan beside doing nothing, worked out now by the engine; None while there is no line and no word.

    Four queries. `tried`: a line that is not kept, in the place of the one with its id or after all others;
    with fewer calculations.
    """
    ground = ground or Ground(case_id)
    lines = with_tried([line for line in ground.lines if line.alternative_id is None], tried)
    words = dict(Scenario.objects.filter(case_id=case_id).values_list("kind", "words"))
    if not lines and not words:
        return None
    view = calculation.work_out(lines, **ground.level, draws=None if tried is None else QUICK_DRAWS)
    return dataclasses.replace(
        view, plan_words=words.get(terms.PLAN, ""), nothing_words=words.get(terms.NOTHING, "")
    )


def with_tried(lines: list[LineFacts], tried: LineFacts | None) -> list[LineFacts]:
    """The lines with one that is not kept, in the place of the one with its id or after all others."""
    if tried is None:
        return lines
    stands = any(line.id == tried.id for line in lines)
    return [tried if line.id == tried.id else line for line in lines] + ([] if stands else [tried])


def consequences_of(case_id: int) -> list[ConsequenceFacts]:
    """What may be offered under doing nothing: items of the price list that the words of the obstacle and of
    doing nothing call up, without those that are in already or were set aside. At most five queries."""
    said = [
        *Obstacle.objects.filter(case_id=case_id).values_list("words", flat=True),
        *Scenario.objects.filter(case_id=case_id, kind=terms.NOTHING).values_list("words", flat=True),
    ]
    called = dict(consequences.called_up(said))
    if not called:
        return []
    aside = set(NotHere.objects.filter(case_id=case_id).values_list("item", flat=True))
    # An own price of the municipality goes before the one of the list: the last of an item holds.
    known = {
        price.item: price
        for price in _valid_prices().filter(item__in=called).order_by("whose", "price_year", "id")
    }
    lines = ScenarioLine.objects.filter(case_id=case_id, alternative__isnull=True)
    there = set(lines.values_list("price__item", flat=True))
    return [
        ConsequenceFacts(item, price_facts(known[item]), because)
        for item, because in called.items()
        if item in known and item not in aside | there
    ]


def supports_to_take_in(plan: PlanFacts | None, returns: ReturnsView | None) -> list[SupportFacts]:
    """The supports that come with the plan and do not stand as a line of it yet."""
    there = {line.label for line in returns.in_plan} if returns else set()
    supports = plan.supports if plan else []
    return [row for row in supports if row.stage == terms.COMING and row.what not in there]


def price_index() -> dict[int, Decimal]:
    """The municipality's price index by year; empty when none was loaded."""
    return calculation.index_of(dict(PriceIndex.objects.values_list("year", "change_percent")))


def default_base_year(index: dict[int, Decimal]) -> int:
    """The present year, or the last year that the price index knows when that is earlier."""
    return min(clock.today().year, max(index, default=clock.today().year))


def prices() -> list[PriceFacts]:
    """The prices that hold today, by their name in the language of the reader."""
    found = [price_facts(price) for price in _valid_prices()]
    return sorted(found, key=lambda price: price.label.casefold())


def price_named(words: str) -> Price | None:
    """The price of today that somebody means with these words, in either language."""
    name = words.strip()
    found: Price | None = (
        _valid_prices()
        .filter(Q(item__iexact=name) | Q(item_nl__iexact=name))
        .order_by("-price_year", "id")
        .first()
    )
    return found


def index_rows() -> list[PriceIndex]:
    """The yearly changes of prices, the latest first, for the page of prices."""
    return list(PriceIndex.objects.order_by("-year"))


def agreed_versions(case_id: int) -> list[AgreedLine]:
    """What was agreed, the latest first, without the content."""
    rows = PlanVersion.objects.filter(case_id=case_id).order_by("-number").defer("content")
    return [AgreedLine(row.pk, row.number, row.agreed_at, row.agreed_by_id, row.words) for row in rows]


def agreed_plan(case_id: int, number: int) -> AgreedPlan | None:
    """One agreed version as it was on its day."""
    row = PlanVersion.objects.filter(case_id=case_id, number=number).first()
    if row is None:
        return None
    plan, returns = frozen.read(row.content)
    return AgreedPlan(
        row.pk,
        row.number,
        row.agreed_at,
        row.agreed_by_id,
        row.words,
        plan,
        returns,
        frozen.read_steps(row.content),
        frozen.read_alternatives(row.content),
    )


def line_of(case_id: int, line_id: int) -> LineFacts | None:
    """One line of the returns, without its gain."""
    row = ScenarioLine.objects.filter(case_id=case_id, pk=line_id).select_related("price").first()
    return line_facts(row) if row else None


def line_facts(row: ScenarioLine) -> LineFacts:
    """The line with the price that holds for it: its own, or else the one of the list."""
    facts = LineFacts(
        id=row.pk or 0,  # one that is only tried has no id yet
        scenario=row.scenario,
        label=row.label,
        kind=row.kind,
        role=row.role,
        sense=row.sense,
        plan=row.plan,
        nothing=row.nothing,
        start_year=row.start_year,
        years=row.years,
        payer=row.payer,
        beneficiary=row.beneficiary,
        cashable=row.cashable,
        reason=row.reason,
        source=row.source,
        quality="" if row.kind == terms.MEMO else "local" if row.source else "unsourced",
        plan_low=row.plan_low,
        plan_high=row.plan_high,
        nothing_low=row.nothing_low,
        nothing_high=row.nothing_high,
        own_source=row.source,
        version=row.version,
        shares=_shares(row),
        overlap_group=row.overlap_group,
        overlap_alpha=row.overlap_alpha,
        reasons={name: why for name in REASONED if (why := getattr(row, f"{name}_reason"))},
        legal_title=row.legal_title,
        alternative_id=row.alternative_id,
    )
    if row.kind == terms.MEMO:
        return facts
    if row.own_price is not None:
        return dataclasses.replace(
            facts,
            price=row.own_price,
            price_low=row.own_price_low,
            price_high=row.own_price_high,
            price_year=row.own_price_year,
            unit=row.own_unit,
        )
    price = row.price
    assert price is not None  # plan_line_price_or_memo
    return dataclasses.replace(
        facts,
        price_id=price.pk,
        price=price.mode,
        price_low=price.low,
        price_high=price.high,
        price_year=price.price_year,
        unit=price.unit,
        source=row.source or price.source,
        quality=price.quality,
        vat=price.vat,
        legal_title=row.legal_title or price.legal_title,
    )


def _shares(row: ScenarioLine) -> dict[str, ShareFacts]:
    """What somebody chose of the shares of a line."""
    return {
        name: ShareFacts(
            mode, getattr(row, f"{name}_low"), getattr(row, f"{name}_high"), getattr(row, f"{name}_reason")
        )
        for name in SHARES
        if (mode := getattr(row, name)) is not None
    }


def price_facts(price: Price) -> PriceFacts:
    return PriceFacts(
        id=price.pk,
        label=price.label,
        unit=price.unit,
        low=price.low,
        mode=price.mode,
        high=price.high,
        price_year=price.price_year,
        payer=price.payer,
        kind=price.kind,
        quality=price.quality,
        source=price.source,
    )


def _valid_prices() -> Any:
    """What holds today: the municipality's own price before that of the list."""
    day = clock.today()
    holding = Price.objects.filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=day), Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    )
    own = holding.filter(whose=terms.OWN, item=OuterRef("item"))
    return holding.exclude(Exists(own), whose=terms.LISTED)


def _goal(row: Goal) -> GoalFacts:
    return GoalFacts(row.pk, row.words, row.domain, row.by_when, row.board_line_id, row.version)


def _obstacle(row: Obstacle) -> ObstacleFacts:
    return ObstacleFacts(row.pk, row.words, row.kind, row.law, row.article, row.version)


def _support(row: Support) -> SupportFacts:
    return SupportFacts(row.pk, row.what, row.stage, row.amount, row.period, row.payer, row.who, row.version)
