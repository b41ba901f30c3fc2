"""What goes into the returns engine: a plan with its lines, frozen.

Money is in euros, quantities are per year, shares lie between 0 and 1, years count from 0.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from naast.engines.returns.numbers import Number, exact


class Role(StrEnum):
    INVESTMENT = "investment"
    EFFECT = "effect"


class Kind(StrEnum):
    """`real` uses or frees means, `transfer` moves money to the beneficiary, `memo` has no amount."""

    REAL = "real"
    TRANSFER = "transfer"
    MEMO = "memo"


class Sense(StrEnum):
    """Whether more of the quantity costs or benefits."""

    COST = "cost"
    BENEFIT = "benefit"


class Timing(StrEnum):
    """The moment in its year at which an amount is discounted."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class DiscountParameter:
    """A prescribed discount rate: `rate` real per year, known by its version and source."""

    version: str
    rate: Decimal
    source: str


DEFAULT_DISCOUNT = DiscountParameter("2020", Decimal("0.0225"), "Werkgroep discontovoet 2020")


@dataclass(frozen=True, slots=True)
class Discount:
    """Forward rates, each from its year on (the first from 0); `given` is false for the default."""

    steps: tuple[tuple[int, Fraction], ...] = ((0, Fraction(DEFAULT_DISCOUNT.rate)),)
    timing: Timing = Timing.START
    given: bool = False


@dataclass(frozen=True, slots=True)
class Overlap:
    """Membership of a group of lines that partly count the same effect."""

    group: str
    alpha: Fraction


QUANTITIES = ("plan", "nothing")
SHARES = ("deadweight", "displacement", "attribution", "success", "dropoff")
NONE, ALL = exact(0), exact(1)
INPUTS = (*QUANTITIES, "price", *SHARES)


@dataclass(frozen=True, slots=True)
class Line:
    """One cost or effect of the plan against doing nothing; see ``docs/engines/returns.md`` for each field.

    `plan` and `nothing` are quantities per year from `start_year` for `years`; `price` is euros per unit at
    the price level of `price_year`. `stated` names the inputs that were given; the others are defaults.
    """

    id: str
    label: str
    role: Role
    kind: Kind
    plan: Number
    nothing: Number
    price: Number
    price_year: int
    payer: str
    vat: str = ""
    beneficiary: str | None = None
    sense: Sense = Sense.COST
    start_year: int = 0
    years: int = 1
    deadweight: Number = NONE
    displacement: Number = NONE
    attribution: Number = ALL
    success: Number = ALL
    dropoff: Number = NONE
    overlap: Overlap | None = None
    cashable: bool = False
    source: str = ""
    reason: str = ""
    legal_title: str = ""
    stated: frozenset[str] = frozenset(INPUTS)

    def input(self, name: str) -> Number:
        """The uncertain number of one of `INPUTS`."""
        number: Number = getattr(self, name)
        return number

    def with_input(self, name: str, number: Number) -> "Line":
        """The line with another number for one of `INPUTS`."""
        change: dict[str, Any] = {name: number}
        return replace(self, **change)

    @property
    def changes_nothing(self) -> bool:
        """Whether both scenarios hold the same number: they share its draw, so the gain is 0 for certain."""
        return self.plan.same_distribution(self.nothing) and self.plan.ref == self.nothing.ref


@dataclass(frozen=True, slots=True)
class Memo:
    """Something that counts and for which there is no amount; role and payer may be known all the same."""

    id: str
    label: str
    role: Role | None = None
    payer: str | None = None
    source: str = ""
    reason: str = ""
    legal_title: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """All that the engine needs; `index` gives the price index by year, None when all prices are of the base
    year.

    `draws` and `seed` belong to the simulation and do not change a mean.
    """

    base_year: int
    horizon_years: int
    lines: tuple[Line, ...]
    memos: tuple[Memo, ...] = ()
    discount: Discount = Discount()
    index: Mapping[int, Fraction] | None = None
    draws: int = 10_000
    seed: int = 1
