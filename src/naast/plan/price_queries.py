"""Reads of the price list as a register: a page of it, one price through the years, the plans it touches."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Exists, Func, JSONField, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils.translation import get_language

from naast.kernel import actors, clock
from naast.kernel.actors import Actor
from naast.kernel.errors import NotVisible
from naast.people import queries as people
from naast.plan import price_csv, price_list, queries, terms
from naast.plan.access import stands_beside
from naast.plan.models import PlanVersion, Price, PriceImport, PriceIndex, ScenarioLine
from naast.plan.price_list import FIELDS, Change, PriceRow

KEEPERS = frozenset({actors.CONTROLLER, actors.POLICY, actors.ADMINISTRATOR})
"""Who keeps the price list and the price index; all staff read them."""
ON_A_PAGE = 50


class WaitsNoMore(NotVisible):
    """A file of this actor that was kept, thrown away or replaced: a second click."""


@dataclass(frozen=True, slots=True)
class ListedPrice:
    """A price on the list. `beneath`: that of the list, where the municipality's own one goes before it."""

    price: Price
    beneath: Price | None = None
    starts_on: dt.date | None = None
    ended_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class PricePage:
    """One page of the list, by name. `total` counts all prices that were found."""

    rows: list[ListedPrice]
    number: int
    pages: int
    total: int

    @property
    def before(self) -> int:
        return self.number - 1

    @property
    def next(self) -> int:
        return self.number + 1


@dataclass(frozen=True, slots=True)
class TouchedPlan:
    """A plan that somebody works on and that uses a price. `is_behind`: by a row that holds no longer;
    `may_write`: the asker stands beside this resident, and does not only read along."""

    case_id: int
    resident_name: str
    is_behind: bool
    is_agreed: bool
    may_write: bool = False


@dataclass(frozen=True, slots=True)
class Touched:
    """Which open plans a price touches: those of the asker, and for who keeps the list only how many.

    `being_made` and `agreed` are None for who does not keep the list. What was agreed keeps its prices.
    """

    own: list[TouchedPlan] = field(default_factory=list)
    being_made: int | None = None
    agreed: int | None = None


def may_keep(actor: Actor) -> bool:
    """Whether this member of staff changes the price list and the index."""
    return actor.is_staff and actor.has_role(*KEEPERS)


def row_of(price: Price) -> PriceRow:
    """The register's row, apart from the database."""
    return PriceRow(**{name: getattr(price, name) for name in FIELDS}, id=price.pk, version=price.version)


def register() -> list[PriceRow]:
    """Every row, also those that ended; by item, the list before own, then by day. One query."""
    rows = Price.objects.order_by("item", "whose", "price_year", "valid_from", "id")
    values = rows.values_list("pk", "version", *FIELDS)
    return [PriceRow(**dict(zip(("id", "version", *FIELDS), row, strict=True))) for row in values]


def known_years() -> set[int]:
    """The years that a price can be of: those of the index, and the year that returns start from."""
    index = queries.price_index()
    return {*index, queries.default_base_year(index)}


def price_page(words: str = "", number: int = 1) -> PricePage:
    """A page of what holds today, by name in the language of the reader; three queries whatever its length.

    With `words` also what holds later or held before. A number beyond the last page gives the last one.
    """
    day = clock.today()
    found = Price.objects.all()
    if words:
        found = found.filter(Q(item__icontains=words) | Q(item_nl__icontains=words))
    name = "item" if (get_language() or "").startswith("en") else "item_nl"
    by_item: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for row in found.order_by("id").values_list(
        "pk", "item", name, "whose", "valid_from", "valid_to", "price_year"
    ):
        by_item[row[1].casefold()].append(row)
    shown = [chosen for rows in by_item.values() if (chosen := _shown(rows, day, also_past=bool(words)))]
    shown.sort(key=lambda row: (row[2].casefold(), row[0]))
    pages = max(1, -(-len(shown) // ON_A_PAGE))
    number = min(max(number, 1), pages)
    ids = [row[0] for row in shown[(number - 1) * ON_A_PAGE : number * ON_A_PAGE]]
    prices = Price.objects.in_bulk(ids)
    beneath = _beneath([price for price in prices.values() if price.whose == terms.OWN], day)
    rows = [_listed(prices[number_], beneath, day) for number_ in ids if number_ in prices]
    return PricePage(rows, number, pages, len(shown))


def _shown(rows: list[tuple[Any, ...]], day: dt.date, *, also_past: bool) -> tuple[Any, ...] | None:
    """Of the rows of one item the one that stands on the list."""

    def holds(row: tuple[Any, ...]) -> bool:
        return (row[4] is None or row[4] <= day) and (row[5] is None or row[5] >= day)

    now = [row for row in rows if holds(row)]
    later = [row for row in rows if row[4] is not None and row[4] > day]
    choice = now or later or (rows if also_past else [])
    return max(
        choice, key=lambda row: (row[3] == terms.OWN, row[4] or dt.date.min, row[6], row[0]), default=None
    )


def _beneath(own: list[Price], day: dt.date) -> dict[str, Price]:
    if not own:
        return {}
    rows = _holding(day).filter(whose=terms.LISTED, item__in=[price.item for price in own])
    return {price.item.casefold(): price for price in rows.order_by("price_year")}


def _listed(price: Price, beneath: dict[str, Price], day: dt.date) -> ListedPrice:
    return ListedPrice(
        price=price,
        beneath=beneath.get(price.item.casefold()) if price.whose == terms.OWN else None,
        starts_on=price.valid_from if price.valid_from and price.valid_from > day else None,
        ended_on=price.valid_to if price.valid_to and price.valid_to < day else None,
    )


def _holding(day: dt.date) -> QuerySet[Price]:
    rows: QuerySet[Price] = Price.objects.filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=day), Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    )
    return rows


def one_price(price_id: int) -> Price:
    """A row of the register. Raises NotVisible when there is none in this municipality."""
    price: Price | None = Price.objects.filter(pk=price_id).first()
    if price is None:
        raise NotVisible
    return price


def history_of(price: Price) -> list[Price]:
    """All rows of the same item, own before the list, the latest first."""
    rows = Price.objects.filter(item__iexact=price.item)
    return sorted(
        rows,
        key=lambda row: (row.whose == terms.OWN, row.valid_from or dt.date.min, row.price_year, row.pk),
        reverse=True,
    )


def today_of(rows: Iterable[Price]) -> Price | None:
    """Of the rows of one item the one that holds today."""
    by_id = {row.pk: row for row in rows}
    found = price_list.of_the_day((row_of(row) for row in by_id.values()), clock.today())
    return by_id[found.id] if found else None


def agreed_price_ids() -> set[int]:
    """Ids of the rows that an agreed plan was worked out with."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT (used.price #>> '{}')::bigint FROM plan_planversion, LATERAL ("
            "SELECT jsonb_path_query(content, '$.returns.lines[*].price_id') UNION ALL "
            "SELECT jsonb_path_query(content, '$.alternatives[*].returns.lines[*].price_id')"
            ") AS used (price) WHERE jsonb_typeof(used.price) = 'number'"
        )
        return {int(number) for (number,) in cursor.fetchall()}


def lines_using(price_ids: Collection[int]) -> QuerySet[Any]:
    """Lines of open cases, of the plan or of another way, that are worked out with these rows.

    `is_agreed`: stands so in the last version that was agreed. The caller narrows them to what may be seen.
    """
    last = (
        PlanVersion.objects.filter(case_id=OuterRef(OuterRef("case_id")))
        .order_by()
        .values("case_id")
        .annotate(last=Max("number"))
        .values("last")
    )
    in_plan = _array(JSONObject(id=OuterRef("pk"), price_id=OuterRef("price_id")))
    another_way = _array(JSONObject(returns=JSONObject(lines=in_plan)))
    agreed = PlanVersion.objects.filter(
        Q(content__returns__lines__contains=in_plan) | Q(content__alternatives__contains=another_way),
        case_id=OuterRef("case_id"),
        number=Subquery(last),
    )
    lines: QuerySet[Any] = (
        ScenarioLine.objects.filter(
            price_id__in=price_ids, own_price__isnull=True, case__closed_on__isnull=True
        )
        .exclude(kind=terms.MEMO)
        .annotate(is_agreed=Exists(agreed))
    )
    return lines


def _array(element: JSONObject) -> Func:
    return Func(element, function="jsonb_build_array", output_field=JSONField())


def touched_by(actor: Actor, rows: Collection[Price]) -> Touched:
    """Which open plans the rows of one item touch, as far as this actor may know."""
    ids = [row.pk for row in rows]
    now = today_of(rows)
    cases = {case.id: case for case in people.cases_for(actor)}
    own: dict[int, list[Any]] = defaultdict(list)
    for line in lines_using(ids).filter(case_id__in=cases).only("id", "case_id", "price_id"):
        own[line.case_id].append(line)
    plans = [
        TouchedPlan(
            case_id=case_id,
            resident_name=cases[case_id].resident_name,
            is_behind=any(
                now is not None and line.price_id != now.pk and not line.is_agreed for line in lines
            ),
            is_agreed=all(line.is_agreed for line in lines),
            may_write=stands_beside(actor, cases[case_id]),
        )
        for case_id, lines in own.items()
    ]
    plans.sort(key=lambda plan: (plan.resident_name.casefold(), plan.case_id))
    if not may_keep(actor):
        return Touched(plans)
    return Touched(plans, *touched_counts(ids))


def touched_counts(price_ids: Collection[int]) -> tuple[int, int]:
    """How many open plans that are being made use these rows, and how many as they were agreed. Cases to
    practise on do not count."""
    being_made: set[int] = set()
    agreed: set[int] = set()
    real = lines_using(price_ids).filter(case__is_practice=False)
    for case_id, is_agreed in real.values_list("case_id", "is_agreed"):
        (agreed if is_agreed else being_made).add(case_id)
    return len(being_made), len(agreed - being_made)


def index_row(year: int) -> PriceIndex | None:
    """The change of one year."""
    found: PriceIndex | None = PriceIndex.objects.filter(year=year).first()
    return found


@dataclass(frozen=True, slots=True)
class ImportFacts:
    """A file that was read: what keeping it would do, or why it cannot be kept."""

    id: int
    name: str
    changes: list[Change]
    problems: list[price_csv.Problem]
    fingerprint: str
    being_made: int = 0
    agreed: int = 0

    def of(self, *kinds: str) -> list[Change]:
        return [change for change in self.changes if change.kind in kinds]


def import_of(actor: Actor, import_id: int) -> PriceImport:
    """A file that this actor sent and that waits. Raises NotVisible for anybody else's, WaitsNoMore for one
    of theirs that was kept, thrown away or replaced."""
    if not actor.is_staff:
        raise NotVisible
    found: PriceImport | None = PriceImport.objects.filter(pk=import_id, staff_id=actor.id).first()
    if found is None:
        sent = apps.get_model("plan", "PriceImportEvent")._default_manager
        raise WaitsNoMore if sent.filter(pgh_obj_id=import_id, staff_id=actor.id).exists() else NotVisible
    return found


def open_index_years() -> tuple[int, int]:
    """The first and last year of the index; the next one is the only one that can be added after it."""
    years = sorted(PriceIndex.objects.values_list("year", flat=True))
    return (years[0], years[-1]) if years else (clock.today().year, clock.today().year - 1)
