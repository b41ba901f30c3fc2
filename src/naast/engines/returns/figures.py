"""The figures of a result: each with its exact mean and the percentiles of its draws."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import numpy as np

from naast.engines.returns.ledger import Entry, Ledger, total
from naast.engines.returns.numbers import added, short
from naast.engines.returns.result import Figure, certain, rounded
from naast.engines.returns.simulation import Draws, Simulation, spread
from naast.engines.returns.types import Kind, Role

# Below this mean investment (euros) a ratio says more about the divisor than about the plan.
SMALLEST_INVESTMENT = 100
CENTS, FOUR = 2, 4


class Figures:
    """The figures of one plan; each line is added up once, and what follows from those sums is."""

    def __init__(self, drawn: Simulation) -> None:
        self.drawn, self.ledger = drawn, drawn.ledger
        self._invested, self._gained = drawn.of(invests), drawn.of(affects)
        self._welfare = self._invested + self._gained
        self._cashable = drawn.of(is_cashable)

    def welfare(self) -> Figure:
        """All that is gained, less all that is spent."""
        return figure(self.ledger.welfare, CENTS, self._welfare)

    def investment(self) -> Figure:
        """What is put in."""
        return figure(self._mean(invests), CENTS, self._invested)

    def effects(self) -> Figure:
        """What follows from it."""
        return figure(self._mean(affects), CENTS, self._gained)

    def cashable(self) -> Figure:
        """The part of welfare that can be taken out of a budget."""
        return figure(self._mean(is_cashable), CENTS, self._cashable)

    def not_cashable(self) -> Figure:
        """The rest of welfare."""
        rest = self.ledger.welfare - self._mean(is_cashable)
        certain = all(entry.certain for entry in self.ledger.real if not entry.line.cashable)
        return figure(rest, CENTS, float(rest) if certain else self._welfare - self._cashable)

    def chance(self) -> Decimal:
        """The share of the draws in which gains exceed costs, to four decimals."""
        if isinstance(self._welfare, float):
            return Decimal(1 if self.ledger.welfare > 0 else 0)
        return rounded(Fraction(int(np.count_nonzero(self._welfare > 0)), len(self._welfare)), FOUR)

    def of_line(self, position: int) -> Figure:
        """What one line gains; for a transfer, its payer."""
        return figure(self.ledger.entries[position].total, CENTS, self.drawn.gains[position])

    def of_payer(self, payer: str) -> Figure:
        """What one payer gains."""
        mean = added(
            sign * self.ledger.entries[position].total for position, sign in sides(self.ledger, payer)
        )
        return figure(mean, CENTS, self.drawn.added(sides(self.ledger, payer)))

    def ratio(self) -> Figure | None:
        """Effects per euro invested; its mean is the ratio of the means. None where little is invested.

        A draw in which nothing is invested has no ratio; then no percentile has either.
        """
        invested = -self._mean(invests)
        if abs(invested) < SMALLEST_INVESTMENT:
            return None
        mean = self._mean(affects) / invested
        if isinstance(self._invested, float) and isinstance(self._gained, float):
            return certain(rounded(mean, FOUR))
        divisor = np.broadcast_to(-np.asarray(self._invested), np.shape(self._welfare))
        usable = divisor > 0 if invested > 0 else divisor < 0
        return figure(mean, FOUR, self._gained / divisor if usable.all() else np.full(1, np.nan))

    def _mean(self, wanted: Callable[[Entry], bool]) -> Fraction:
        return total(self.ledger.select(wanted))


def figure(mean: Fraction, places: int, drawn: Draws | float) -> Figure:
    """A mean rounded to so many decimals, with the percentiles of its draws; certain without draws."""
    if isinstance(drawn, float):
        return certain(rounded(mean, places))
    return Figure(rounded(mean, places), spread(drawn, places), certain=False)


def invests(entry: Entry) -> bool:
    """Whether a line is an investment within welfare."""
    return entry.is_real and entry.line.role is Role.INVESTMENT


def affects(entry: Entry) -> bool:
    """Whether a line is an effect within welfare."""
    return entry.is_real and entry.line.role is Role.EFFECT


def is_cashable(entry: Entry) -> bool:
    """Whether a line within welfare can be taken out of a budget."""
    return entry.is_real and entry.line.cashable


def payers_of(ledger: Ledger) -> list[str]:
    """Everyone who pays or gains, by name."""
    names = {entry.line.payer for entry in ledger.entries}
    names |= {entry.line.beneficiary for entry in ledger.entries if entry.line.beneficiary is not None}
    return sorted(names)


def sides(ledger: Ledger, payer: str) -> list[tuple[int, int]]:
    """The lines of one payer by position, with their sign: a transfer is its beneficiary's opposite."""
    found = []
    for position, entry in enumerate(ledger.entries):
        if entry.line.payer == payer:
            found.append((position, 1))
        if entry.line.kind is Kind.TRANSFER and entry.line.beneficiary == payer:
            found.append((position, -1))
    return found


def by_year(ledger: Ledger, payer: str) -> tuple[Decimal, ...]:
    """The present value of what one payer gains in each year."""
    years = [Fraction(0)] * ledger.plan.horizon_years
    for position, sign in sides(ledger, payer):
        amounts = ledger.entries[position].present
        years = [
            short(known + sign * amount) if amount else known
            for known, amount in zip(years, amounts, strict=True)
        ]
    return tuple(rounded(amount, CENTS) for amount in years)
