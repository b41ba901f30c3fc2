"""Which cell of its table each uncertain number is in, draw by draw: a randomised quasi-Monte Carlo design.

Lines that share no number are independent, so each block of lines that do has a design of its own: its most
important numbers get the dimensions of a digitally shifted Sobol' sequence (SciPy's, with the direction
numbers of Joe and Kuo), which fill space evenly together; further ones are stratified each by itself, for far
dimensions of a short sequence resemble each other. The draws of a block stand in an order of their own, so
that blocks are paired at random (Owen's Latin supercube sampling).
"""

import warnings
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from naast.engines.returns.tables import CELLS

Cells = NDArray[np.uint16] | NDArray[np.intp]

TOGETHER = 32
"""Dimensions of the Sobol' sequence."""
READY = 20_000
"""Up to so many draws the cells are kept as NumPy looks them up; beyond it memory counts more."""
MOST_KEPT = 32_000_000
"""Bytes of cells that a design keeps for the next plan; further ones are made when they are asked for."""


class Design:
    """The cells of every number for `draws` draws, made when they are asked for. One seed, one design."""

    def __init__(self, draws: int, seed: int) -> None:
        self.draws, self.seed = draws, seed
        self._columns: dict[tuple[int, int], Cells] = {}
        self._last_order: tuple[int, NDArray[np.uint32]] | None = None
        self._kept = 0

    def column(self, block: int, dimension: int) -> Cells:
        """The cell (0 .. CELLS-1) in each draw for one number of a block, the most important being 0."""
        key = block, dimension
        known = self._columns.get(key)
        if known is not None:
            return known
        made = self._made(block, dimension)
        if self.draws <= READY:
            made = made.astype(np.intp)
        if self._kept + made.nbytes <= MOST_KEPT:
            self._columns[key] = made
            self._kept += made.nbytes
        return made

    def _made(self, block: int, dimension: int) -> Cells:
        chance = self._chance(block, 1 + dimension)
        if dimension >= TOGETHER:
            strata = chance.permutation(self.draws)
            return ((strata + 0.5) * (CELLS / self.draws)).astype(np.uint16)
        shift = np.uint16(chance.integers(CELLS))
        found: Cells = _sobol(self.draws)[dimension][self._order(block)] ^ shift
        return found

    def _order(self, block: int) -> NDArray[np.uint32]:
        """The order of a block's draws; that of the last block is kept, for lines mostly share no number."""
        last = self._last_order
        if last is None or last[0] != block:
            last = block, self._chance(block, 0).permutation(self.draws).astype(np.uint32)
            self._last_order = last
        return last[1]

    def offset(self, block: int, pairing: int) -> int:
        """How far the draws of a block lie behind those of the first pairing (0)."""
        if pairing == 0:
            return 0
        return int(self._chance(block, -pairing).integers(self.draws))

    def _chance(self, block: int, purpose: int) -> np.random.Generator:
        return np.random.Generator(np.random.PCG64([self.seed, block, purpose % 2**32]))


@lru_cache(maxsize=4)
def design(draws: int, seed: int) -> Design:
    """The design of this number of draws and seed; kept, because plans are worked out again and again."""
    return Design(draws, seed)


@lru_cache(maxsize=2)
def _sobol(draws: int) -> Cells:
    """The cells of the sequence before its shift: shape (TOGETHER, draws)."""
    from scipy.stats import qmc  # slow to import, and an exact plan needs none of it

    engine = qmc.Sobol(TOGETHER, scramble=False)
    parts = []
    with warnings.catch_warnings():
        # Other numbers of draws than a power of two are less even by a little; who asks for 10,000 gets them.
        warnings.simplefilter("ignore", UserWarning)
        for start in range(0, draws, 1 << 14):
            points = engine.random(min(1 << 14, draws - start))
            parts.append((points.T * CELLS).astype(np.uint16))
    return np.concatenate(parts, axis=1)
