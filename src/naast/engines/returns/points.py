"""Which cell of its table each uncertain number is in, draw by draw: a randomised quasi-Monte Carlo design.

The numbers that matter most get the dimensions of a digitally shifted Sobol' sequence (SciPy's, with the
direction numbers of Joe and Kuo), which fill space evenly together; the others are stratified each by itself
and paired at random (Owen's Latin supercube sampling), for far dimensions of a short sequence resemble each
other. One seed gives one design, and a further number does not change the draws of the others.
"""

import warnings
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from naast.engines.returns.tables import CELLS

Cells = NDArray[np.uint16]

TOGETHER = 32
"""Dimensions of the Sobol' sequence."""


class Design:
    """The cells of every dimension for `draws` draws, made when they are asked for."""

    def __init__(self, draws: int, seed: int) -> None:
        self.draws, self.seed = draws, seed
        self._columns: dict[int, Cells] = {}

    def column(self, dimension: int) -> Cells:
        """The cell (0 .. CELLS-1) in each draw for one dimension, the most important being 0."""
        if dimension not in self._columns:
            self._columns[dimension] = self._made(dimension)
        return self._columns[dimension]

    def _made(self, dimension: int) -> Cells:
        chance = np.random.Generator(np.random.PCG64([self.seed, dimension]))
        if dimension < TOGETHER:
            shift = np.uint16(chance.integers(CELLS))
            found: Cells = _sobol(self.draws)[dimension] ^ shift
            return found
        strata = chance.permutation(self.draws)
        return ((strata + 0.5) * (CELLS / self.draws)).astype(np.uint16)


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
