"""From a plan as JSON gives it to the dataclasses of the engine; nothing is guessed."""

import re
from collections.abc import Mapping
from fractions import Fraction

from naast.engines.errors import BadInput
from naast.engines.returns import checks
from naast.engines.returns.fields import Fields, finite, shown
from naast.engines.returns.means import counted_years
from naast.engines.returns.numbers import Number, Shape, exact
from naast.engines.returns.types import (
    QUANTITIES,
    SHARES,
    Discount,
    Kind,
    Line,
    Memo,
    Overlap,
    Plan,
    Role,
    Sense,
    Timing,
)

FIRST_YEAR, LAST_YEAR = 1900, 2200
LONGEST_HORIZON = 200
LAST_STEP = 1000
MOST_DRAWS = 1_000_000
LARGEST_SEED = 2**63 - 1
MOST_LINES = 1000
MOST_DRAWN = 20_000_000
"""Lines x draws: every line is kept in every draw, which then takes 160 MB."""
MOST_YEARS = 20_000
"""Years of all lines together: each has a mean of its own, worked out in fractions."""
# Bounds that no real plan comes near; within them every result stays a finite number.
LOWEST_RATE = Fraction(-1, 2)
INDEX_BOUNDS = (Fraction(1, 10**6), 10**6)
WIDEST_LOGNORMAL = 10**6

PLAN_KEYS = frozenset({"base_year", "horizon_years", "draws", "seed", "discount", "index", "lines"})
NUMBER_KEYS = frozenset({*Shape, "ref", "source", "quality", "reason"})
PRICE_KEYS = NUMBER_KEYS | {"year", "vat"}
MEMO_KEYS = frozenset({"id", "kind", "label", "role", "payer", "legal_title", "source", "reason"})
LINE_KEYS = (
    MEMO_KEYS
    | {"sense", "price", "beneficiary", "start_year", "years", "overlap", "cashable"}
    | {*QUANTITIES, *SHARES}
)
POINT_NAMES = {
    Shape.RANGE: "[low, mode, high]",
    Shape.TRIANGULAR: "[low, mode, high]",
    Shape.LOGNORMAL: "[p05, p95]",
}
SHARE_DEFAULTS = {"deadweight": 0, "displacement": 0, "attribution": 1, "success": 1, "dropoff": 0}


def parse(given: object) -> Plan:
    """A plan (as `json.loads` gives it, numbers may also be Decimal) as the engine takes it.

    Raises `BadInput` with the path of the first field that does not fit the contract.
    """
    plan = Fields(given, "", PLAN_KEYS)
    base_year = plan.whole("base_year", low=FIRST_YEAR, high=LAST_YEAR)
    horizon = plan.whole("horizon_years", low=1, high=LONGEST_HORIZON)
    draws = plan.whole("draws", low=1, high=MOST_DRAWS, default=10_000)
    seed = plan.whole("seed", low=0, high=LARGEST_SEED, default=1)
    discount = _discount(plan)
    index = _index(plan)
    rows = plan.rows("lines")
    if len(rows) > MOST_LINES:
        raise BadInput("lines", f"must be at most {MOST_LINES} lines")
    read = [_line_or_memo(row, f"lines[{position}]") for position, row in enumerate(rows)]
    checks.ids(read)
    checks.price_years(read, base_year, index)
    checks.overlap_names(read)
    made = Plan(
        base_year=base_year,
        horizon_years=horizon,
        lines=tuple(line for line in read if isinstance(line, Line)),
        memos=tuple(memo for memo in read if isinstance(memo, Memo)),
        discount=discount,
        index=index,
        draws=draws,
        seed=seed,
    )
    if len(made.lines) * draws > MOST_DRAWN:
        most = MOST_DRAWN // len(made.lines)
        raise BadInput("draws", f"must be at most {most} for {len(made.lines)} lines, not {draws}")
    years = sum(counted_years(line, made) for line in made.lines)
    if years > MOST_YEARS:
        raise BadInput(
            "lines", f"must have at most {MOST_YEARS} years together before the horizon, not {years}"
        )
    checks.overlap_signs(read, made)
    return made


def _discount(plan: Fields) -> Discount:
    if "discount" not in plan:
        return Discount()
    fields = Fields(plan.get("discount"), plan.at("discount"), {"rate", "schedule", "timing"})
    timing = fields.choice("timing", Timing, Timing.START)
    if "rate" in fields and "schedule" in fields:
        raise BadInput(fields.path, "must have a rate or a schedule, not both")
    if "rate" in fields:
        rate = _rate(fields.get("rate"), fields.at("rate"))
        return Discount(((0, rate),), timing, given=True)
    if "schedule" in fields:
        return Discount(_schedule(fields), timing, given=True)
    return Discount(timing=timing)


def _rate(value: object, path: str) -> Fraction:
    rate = finite(value, path)
    if not LOWEST_RATE < rate < 1:
        raise BadInput(path, f"must be a share per year such as 0.0225, not {shown(value)}")
    return rate


def _schedule(fields: Fields) -> tuple[tuple[int, Fraction], ...]:
    path = fields.at("schedule")
    steps: list[tuple[int, Fraction]] = []
    for position, row in enumerate(fields.rows("schedule")):
        here = f"{path}[{position}]"
        if not isinstance(row, list) or len(row) != 2:
            raise BadInput(here, f"must be [year, rate], not {shown(row)}")
        year = row[0]
        if isinstance(year, bool) or not isinstance(year, int) or year > LAST_STEP:
            raise BadInput(f"{here}[0]", f"must be a whole number of years, not {shown(year)}")
        if not steps and year != 0:
            raise BadInput(f"{here}[0]", "must be 0: the first rate holds from the first year")
        if steps and year <= steps[-1][0]:
            raise BadInput(f"{here}[0]", f"must be later than {steps[-1][0]}")
        steps.append((year, _rate(row[1], f"{here}[1]")))
    if not steps:
        raise BadInput(path, "must have at least one [year, rate]")
    return tuple(steps)


def _index(plan: Fields) -> Mapping[int, Fraction] | None:
    if "index" not in plan:
        return None
    given = plan.get("index")
    if not isinstance(given, dict):
        raise BadInput("index", f"must be an object of year and index, not {shown(given)}")
    index: dict[int, Fraction] = {}
    for year, value in given.items():
        path = f"index.{year}"
        if not isinstance(year, str) or not re.fullmatch(r"[0-9]{4}", year):
            raise BadInput(path, "must have a year of four digits as its key")
        index[int(year)] = finite(value, path)
        if not INDEX_BOUNDS[0] <= index[int(year)] <= INDEX_BOUNDS[1]:
            raise BadInput(path, f"must be above 0 (from 1e-6 to 1e6), not {shown(value)}")
    return index


def _line_or_memo(row: object, path: str) -> Line | Memo:
    kind = Fields(row, path, LINE_KEYS).choice("kind", Kind)
    if kind is Kind.MEMO:
        return _memo(row, path)
    fields = Fields(row, path, LINE_KEYS)
    name = fields.text("id")
    price = Fields(fields.get("price"), fields.at("price"), PRICE_KEYS)
    line = Line(
        id=name,
        label=fields.text("label", name),
        role=fields.choice("role", Role),
        kind=kind,
        plan=_number(Fields(fields.get("plan"), fields.at("plan"), NUMBER_KEYS)),
        nothing=_number(Fields(fields.get("nothing"), fields.at("nothing"), NUMBER_KEYS)),
        price=_number(price),
        price_year=price.whole("year", low=FIRST_YEAR, high=LAST_YEAR),
        vat=price.text("vat", ""),
        payer=_payer(fields, "payer"),
        beneficiary=_beneficiary(fields, kind),
        sense=fields.choice("sense", Sense, Sense.COST),
        start_year=fields.whole("start_year", low=0, high=LONGEST_HORIZON, default=0),
        years=fields.whole("years", low=1, high=LONGEST_HORIZON, default=1),
        overlap=_overlap(fields),
        cashable=fields.flag("cashable", False),
        source=fields.text("source", ""),
        reason=fields.text("reason", ""),
        legal_title=fields.text("legal_title", ""),
        stated=frozenset({*QUANTITIES, "price"} | {share for share in SHARES if share in fields}),
        **{share: _share(fields, share) for share in SHARES},
    )
    checks.shared_draws(line, path)
    return line


def _memo(row: object, path: str) -> Memo:
    given = Fields(row, path, LINE_KEYS)
    for key in sorted(LINE_KEYS - MEMO_KEYS):
        if key in given:
            raise BadInput(given.at(key), "is not for a memo line: a memo has no amount")
    return Memo(
        id=given.text("id"),
        label=given.text("label"),
        role=given.choice("role", Role) if "role" in given else None,
        payer=_payer(given, "payer") if "payer" in given else None,
        source=given.text("source", ""),
        reason=given.text("reason", ""),
        legal_title=given.text("legal_title", ""),
    )


def _payer(fields: Fields, key: str) -> str:
    value = fields.text(key)
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,63}", value):
        raise BadInput(
            fields.at(key), f"must be a lower-case word such as municipality_wmo, not {shown(value)}"
        )
    return value


def _beneficiary(fields: Fields, kind: Kind) -> str | None:
    if kind is Kind.TRANSFER:
        return _payer(fields, "beneficiary")
    if "beneficiary" in fields:
        raise BadInput(fields.at("beneficiary"), "is only for a transfer")
    return None


def _overlap(fields: Fields) -> Overlap | None:
    if fields.get("overlap", None) is None:
        return None
    overlap = Fields(fields.get("overlap"), fields.at("overlap"), {"group", "alpha"})
    return Overlap(overlap.text("group"), overlap.share("alpha"))


def _share(fields: Fields, key: str) -> Number:
    if key not in fields:
        return exact(SHARE_DEFAULTS[key])
    given = Fields(fields.get(key), fields.at(key), NUMBER_KEYS)
    share = _number(given)
    if share.shape is Shape.LOGNORMAL:
        raise BadInput(given.at(share.shape), "must not be used for a share: it has no upper end")
    for point in (share.low, share.high):
        if not 0 <= point <= 1:
            shape = next(shape for shape in Shape if shape in given)
            raise BadInput(given.at(shape), f"must be a share from 0 to 1, not {shown(given.get(shape))}")
    return share


def _number(fields: Fields) -> Number:
    """The uncertain number in an object; low = high makes it exact."""
    shapes = [shape for shape in Shape if shape in fields]
    if len(shapes) != 1:
        raise BadInput(fields.path, f"must have one of {', '.join(Shape)}")
    shape = shapes[0]
    points = (fields.number(shape),) if shape is Shape.EXACT else _points(fields, shape)
    if points[0] == points[-1]:
        shape, points = Shape.EXACT, points[:1]
    return Number(
        shape,
        points,
        ref=fields.text("ref") if "ref" in fields else None,
        source=fields.text("source", ""),
        quality=fields.text("quality", ""),
        reason=fields.text("reason", ""),
    )


def _points(fields: Fields, shape: Shape) -> tuple[Fraction, ...]:
    path, names = fields.at(shape), POINT_NAMES[shape]
    given = fields.rows(shape)
    if len(given) != names.count(",") + 1:
        raise BadInput(path, f"must be {names}, not {shown(given)}")
    points = tuple(finite(value, f"{path}[{position}]") for position, value in enumerate(given))
    if list(points) != sorted(points):
        raise BadInput(path, f"must run from low to high as {names}, not {shown(given)}")
    if shape is Shape.LOGNORMAL and points[0] <= 0:
        raise BadInput(f"{path}[0]", "must be above 0 for a lognormal")
    if shape is Shape.LOGNORMAL and points[1] > WIDEST_LOGNORMAL * points[0]:
        raise BadInput(f"{path}[1]", "must be at most a million times p05")
    return points
