"""``naast returns evaluate FILE``: social costs and benefits of one plan."""

import argparse
from typing import Any

from naast.engines.commandline import answer, load_json
from naast.engines.returns.evaluation import evaluate
from naast.engines.returns.reading import parse
from naast.engines.returns.result import as_json


def register(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Add the group `returns` with its verbs to the command `naast`."""
    group = subparsers.add_parser("returns", help="social costs and benefits of a plan")
    verbs = group.add_subparsers(metavar="VERB", required=True)
    verb = verbs.add_parser("evaluate", help="evaluate one plan against doing nothing")
    verb.add_argument("file", metavar="FILE", help="the plan as JSON, - for standard input")
    verb.set_defaults(run=run_evaluate)


def run_evaluate(arguments: argparse.Namespace) -> int:
    """Read the plan, print its result as one JSON object."""
    return answer(as_json(evaluate(parse(load_json(arguments.file)))))
