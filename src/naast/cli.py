"""The command `naast`: ``naast <group> <verb> ...``; ``naast --help`` lists every command.

Each group has one module with ``register(subparsers) -> None`` that adds its parser and sets ``run`` on its
verbs (``(argparse.Namespace) -> int``). A module is imported only when its group is asked for or when all are
listed, so the engines run without Django and without a database.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import NoReturn

from naast.engines import commandline
from naast.engines.errors import BadInput


@dataclass(frozen=True, slots=True)
class Source:
    """A module that registers commands, and the groups that it registers."""

    module: str
    groups: tuple[str, ...]


SOURCES = (
    Source("naast.engines.returns.cli", ("returns",)),
    Source("naast.engines.legality.cli", ("legality",)),
    Source("naast.engines.language.cli", ("language",)),
    Source("naast.web.commands", ("audit", "demo")),
)


class Parser(argparse.ArgumentParser):
    """An argument parser that refuses in one line instead of printing its usage."""

    def error(self, message: str) -> NoReturn:
        commandline.refuse_usage(message)


def is_present(module: str) -> bool:
    """Whether the module is part of this installation (engines may be installed without the web layer).

    A package above it that is missing counts as absent; one that is there but fails to import raises.
    """
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError as error:
        if error.name and f"{module}.".startswith(f"{error.name}."):
            return False
        raise


def sources_for(words: Sequence[str]) -> list[Source]:
    """The sources that the typed words need: one for a known group, all for help or an unknown word."""
    group = words[0] if words else ""
    for source in SOURCES:
        if group in source.groups and is_present(source.module):
            return [source]
    return [source for source in SOURCES if is_present(source.module)]


def commands_of(parser: argparse.ArgumentParser) -> list[str]:
    """Every full command under `parser` with its arguments, as typed: ``naast returns evaluate FILE``."""
    nested = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
    if not nested:
        usage = parser.format_usage().removeprefix("usage: ")
        return [" ".join(usage.split()).replace(" [-h]", "")]
    return [line for action in nested for child in action.choices.values() for line in commands_of(child)]


def build_parser(words: Sequence[str]) -> Parser:
    """The parser for what was typed; its help ends with the list of all commands it knows."""
    parser = Parser(
        prog="naast",
        description="Casework on the human scale: the engines and the upkeep of the house.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    groups = parser.add_subparsers(metavar="COMMAND", required=True)
    for source in sources_for(words):
        import_module(source.module).register(groups)
    parser.epilog = "all commands (FILE may be - for standard input):\n  " + "\n  ".join(commands_of(parser))
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code (0 done, 1 the answer could not be written, 2 bad input)."""
    words = list(sys.argv[1:] if argv is None else argv)
    arguments = build_parser(words).parse_args(words)
    if not hasattr(arguments, "run"):
        commandline.refuse_usage(f"{' '.join(words)}: which command? See naast --help")
    try:
        return int(arguments.run(arguments))
    except BadInput as error:
        return commandline.refuse(error)
    except BrokenPipeError:
        # Whoever read along (head, less) has stopped.
        return _silenced()
    except commandline.NotWritten as error:
        print(commandline.one_line(f"naast: {error}"), file=sys.stderr)
        return _silenced()


def _silenced() -> int:
    """Python would complain once more when it closes the output: let it write nowhere."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1
