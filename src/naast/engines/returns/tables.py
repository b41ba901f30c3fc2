"""Inverse distributions as tables: what a number is in each of `CELLS` equally likely cells.

A draw is then one look-up. A PERT range is a beta distribution of one shape parameter on its range, so its
table is interpolated between standard ones that are made once a process.
"""

from functools import lru_cache
from math import log

import numpy as np
from numpy.typing import NDArray

from naast.engines.returns.numbers import NORMAL_95, PERT_LAMBDA, Number, Shape

Table = NDArray[np.float64]

CELLS = 4096
"""A percentile is right to 1/8192 of the probability: a twentieth of the noise of 10,000 free draws."""
SHAPES = 64
"""Standard PERT tables lie at mode 0/64, 1/64 .. 64/64 of the range; between them four are interpolated."""


def table(number: Number) -> Table:
    """The value of an uncertain number in each cell, lowest first; its unit is that of the number."""
    return _table(number.shape, tuple(float(point) for point in number.points))


# The same prices and shares come back in plan after plan.
@lru_cache(maxsize=256)
def _table(shape: Shape, points: tuple[float, ...]) -> Table:
    if points[0] == points[-1]:
        # Exact, or so narrow that floats cannot tell its ends apart.
        made = np.full(CELLS, points[0])
    elif shape is Shape.RANGE:
        made = _pert(*points)
    elif shape is Shape.TRIANGULAR:
        made = _triangular(*points)
    else:
        made = _lognormal(*points)
    made.flags.writeable = False
    return made


def _middles() -> Table:
    return (np.arange(CELLS) + 0.5) / CELLS


def _pert(low: float, mode: float, high: float) -> Table:
    at = (mode - low) / (high - low) * SHAPES
    first = min(max(int(at) - 1, 0), SHAPES - 3)
    nodes = range(first, first + 4)
    shape = np.zeros(CELLS)
    for node in nodes:
        weight = 1.0
        for other in nodes:
            if other != node:
                weight *= (at - other) / (node - other)
        shape += weight * _standard_pert(node)
    # The middle of a cell is not quite its mean where the density rises steeply; the mean is known.
    shape += (1 + PERT_LAMBDA * at / SHAPES) / (PERT_LAMBDA + 2) - shape.mean()
    return low + (high - low) * np.clip(shape, 0.0, 1.0)


@lru_cache(maxsize=SHAPES + 1)
def _standard_pert(node: int) -> Table:
    """A PERT on 0..1 with its mode at `node` / `SHAPES`; the other half of the modes is its mirror image."""
    if 2 * node > SHAPES:
        return 1.0 - _standard_pert(SHAPES - node)[::-1]
    from scipy.special import betaincinv  # slow to import, and an exact plan needs none of it

    mode = node / SHAPES
    found: Table = betaincinv(1 + PERT_LAMBDA * mode, 1 + PERT_LAMBDA * (1 - mode), _middles())
    return found


def _triangular(low: float, mode: float, high: float) -> Table:
    at, width = _middles(), high - low
    turn = (mode - low) / width
    rising = low + width * np.sqrt(at * turn)
    falling = high - width * np.sqrt((1 - at) * (1 - turn))
    return np.where(at < turn, rising, falling)


def _lognormal(low: float, high: float) -> Table:
    """The mean within each cell, so that the long tail keeps its weight."""
    mu = (log(low) + log(high)) / 2
    sigma = (log(high) - log(low)) / (2 * float(NORMAL_95))
    if sigma == 0:
        return np.full(CELLS, low)
    from scipy.special import ndtr

    edges = _normal_edges() - sigma
    # Near 1 the difference of two chances loses digits; that of their complements does not.
    part = np.where(edges[1:] < 0, np.diff(ndtr(edges)), -np.diff(ndtr(-edges)))
    found: Table = np.exp(mu + sigma * sigma / 2) * part * CELLS
    return found


@lru_cache(maxsize=1)
def _normal_edges() -> Table:
    from scipy.special import ndtri

    found: Table = ndtri(np.arange(CELLS + 1) / CELLS)
    return found
