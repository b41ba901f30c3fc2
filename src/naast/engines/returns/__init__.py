"""Social costs and benefits (MKBA) of a plan against doing nothing.

`parse` reads a plan (a dict, as JSON gives it) and refuses bad input by the path of the field (`BadInput`);
`evaluate` gives the result with its reasons; `as_json` writes it as the command line does; `Portfolio` adds
many plans up. Definitions and worked tables: ``docs/engines/returns.md``.
"""

from naast.engines.errors import BadInput
from naast.engines.returns.evaluation import evaluate
from naast.engines.returns.portfolio import Portfolio, Totals
from naast.engines.returns.reading import parse
from naast.engines.returns.result import ENGINE, Figure, PayerFigure, Result, Spread, as_json
from naast.engines.returns.types import DEFAULT_DISCOUNT, Plan

__all__ = [
    "DEFAULT_DISCOUNT",
    "ENGINE",
    "BadInput",
    "Figure",
    "PayerFigure",
    "Plan",
    "Portfolio",
    "Result",
    "Spread",
    "Totals",
    "as_json",
    "evaluate",
    "parse",
]
