"""``naast language review FILE``: can the reader read this letter."""

import argparse
import re
from typing import Any

from naast.engines.commandline import answer, read_text
from naast.engines.errors import BadInput
from naast.engines.language.review import as_json, review

MARKUP = re.compile(r"\s*<(?:!doctype\b|!--|\?xml\b|[a-z][a-z0-9]*(?:\s[^<>]*)?/?>)", re.I)


def register(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Add the group `language` with its verb to the command `naast`."""
    group = subparsers.add_parser("language", help="can the reader read this letter of ours")
    verbs = group.add_subparsers(metavar="VERB", required=True)
    verb = verbs.add_parser("review", help="what hinders the reader, where, why, and a way out")
    verb.add_argument("file", metavar="FILE", help="the letter as UTF-8 text, - for standard input")
    verb.add_argument(
        "--grammar", action="store_true", help="with spelling and grammar (takes seconds to start)"
    )
    verb.set_defaults(run=run_review)


def run_review(arguments: argparse.Namespace) -> int:
    """Read the letter, print the review as one JSON object."""
    text = _plain(read_text(arguments.file))
    if not arguments.grammar:
        return answer(as_json(review(text)))
    # Only here, because the library reads its rules for seconds.
    from naast.engines.language.grammar import load_grammar

    return answer(as_json(review(text, load_grammar())))


def _plain(text: str) -> str:
    """The text, if it is that of a letter: a file of another kind would be read, and said to be hard."""
    if "\0" in text:
        where = text.index("\0")
        raise BadInput("text", f"must be plain text (character {where} is a null, as in UTF-16)")
    if MARKUP.match(text):
        raise BadInput("text", "must be plain text, without the tags of HTML or XML")
    return text
