"""Many plans together, per payer: a price that plans share is one uncertain price, not many.

Added up per draw, so that what goes along with a shared price goes along in the total. All that a plan adds
follows from its own number, the seed and its inputs; parts can be worked out anywhere, in any order, and put
together afterwards.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from naast.engines.returns.figures import CENTS, payers_of, sides
from naast.engines.returns.ledger import Ledger, work_out
from naast.engines.returns.numbers import short
from naast.engines.returns.result import Figure, certain, rounded
from naast.engines.returns.simulation import Draws, Use, gain_in_draws, spread, uncertain
from naast.engines.returns.tables import CELLS, Table
from naast.engines.returns.types import Plan

MILLIONTH = Decimal("0.000001")
"""To this each plan's mean is rounded before it is added: ten thousand plans stay right to the cent."""


@dataclass(frozen=True, slots=True)
class Totals:
    """What many plans gain (euros, present value): welfare, and each payer with transfers in it."""

    welfare: Figure
    payers: Mapping[str, Figure]
    plans: int


class Portfolio:
    """Adds plans up. `draws` per plan, `seed` of the whole."""

    def __init__(self, draws: int, seed: int) -> None:
        self.draws, self.seed, self.plans = draws, seed, 0
        self._means: dict[str, Decimal] = {}
        self._drawn: dict[str, Draws] = {}
        self._shared: dict[str, NDArray[np.intp]] = {}

    def add(self, plan: Plan, number: int) -> None:
        """Add a plan; `number` tells it from the others, whose own uncertainties are independent of its."""
        ledger = work_out(plan)
        gains = self._gains(ledger, number)
        self._put("", ledger.welfare)
        for entry, gain in zip(ledger.entries, gains, strict=True):
            if entry.is_real:
                self._draw("", gain)
        for payer in payers_of(ledger):
            name = f"payer {payer}"
            mean = Fraction(0)
            for position, sign in sides(ledger, payer):
                mean = short(mean + sign * ledger.entries[position].total)
                self._draw(name, sign * gains[position])
            self._put(name, mean)
        self.plans += 1

    def merge(self, other: Portfolio) -> None:
        """Add what was added up elsewhere. Raises ValueError for another seed or number of draws."""
        if (other.draws, other.seed) != (self.draws, self.seed):
            raise ValueError("parts of one portfolio have one seed and one number of draws")
        for name, mean in other._means.items():
            self._means[name] = self._means.get(name, Decimal(0)) + mean
        for name, drawn in other._drawn.items():
            self._draw(name, drawn)
        self.plans += other.plans

    def totals(self) -> Totals:
        """The figures of all that was added."""
        payers = {name: self._figure(name) for name in sorted(self._means) if name}
        welfare = self._figure("") if "" in self._means else certain(Decimal("0.00"))
        return Totals(welfare, {name.removeprefix("payer "): row for name, row in payers.items()}, self.plans)

    def as_parts(self) -> tuple[dict[str, Any], bytes]:
        """To keep it: plain values, and the draws of each total one after another."""
        facts = {
            "draws": self.draws,
            "seed": self.seed,
            "plans": self.plans,
            "means": {name: str(mean) for name, mean in self._means.items()},
            "drawn": list(self._drawn),
        }
        return facts, b"".join(drawn.astype("<f8").tobytes() for drawn in self._drawn.values())

    @classmethod
    def of_parts(cls, facts: Mapping[str, Any], drawn: bytes) -> Portfolio:
        """What `as_parts` gave."""
        made = cls(facts["draws"], facts["seed"])
        made.plans = facts["plans"]
        made._means = {name: Decimal(mean) for name, mean in facts["means"].items()}
        rows = np.frombuffer(drawn, dtype="<f8").reshape(len(facts["drawn"]), made.draws)
        made._drawn = {name: row.copy() for name, row in zip(facts["drawn"], rows, strict=True)}
        return made

    def _gains(self, ledger: Ledger, number: int) -> list[Draws | float]:
        chance = np.random.Generator(np.random.PCG64([self.seed, 1, number]))
        cells = {
            use: self._strata(chance) if one.ref is None else self._of_ref(one.ref)
            for use, one in uncertain(ledger)
        }

        def look_up(values: Table, use: Use) -> Draws:
            return values.take(cells[use])

        return [
            float(entry.total) if entry.certain else gain_in_draws(entry, position, ledger, look_up)
            for position, entry in enumerate(ledger.entries)
        ]

    def _of_ref(self, ref: str) -> NDArray[np.intp]:
        if ref not in self._shared:
            words = np.frombuffer(hashlib.sha256(ref.encode()).digest(), dtype="<u4")
            self._shared[ref] = self._strata(np.random.Generator(np.random.PCG64([self.seed, 0, *words])))
        return self._shared[ref]

    def _strata(self, chance: np.random.Generator) -> NDArray[np.intp]:
        """A cell per draw, evenly over all cells and in random order."""
        places = (chance.permutation(self.draws) + chance.random()) * (CELLS / self.draws)
        return places.astype(np.intp)

    def _put(self, name: str, mean: Fraction) -> None:
        exact = Decimal(mean.numerator) / mean.denominator
        known = self._means.get(name, Decimal(0))
        self._means[name] = known + exact.quantize(MILLIONTH, rounding=ROUND_HALF_EVEN)

    def _draw(self, name: str, gain: Draws | float) -> None:
        if name not in self._drawn:
            self._drawn[name] = np.zeros(self.draws)
        self._drawn[name] += gain

    def _figure(self, name: str) -> Figure:
        mean = rounded(Fraction(self._means[name]), CENTS)
        drawn = self._drawn.get(name, np.full(self.draws, float(mean)))
        if np.ptp(drawn) == 0:
            return certain(mean)
        return Figure(mean, spread(drawn, CENTS), certain=False)
