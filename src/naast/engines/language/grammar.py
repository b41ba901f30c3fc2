"""The seam to `lingotweaker`: LanguageTool's Dutch rules, offline, as remarks of ours.

The library is an alpha and LGPL; nothing else in Naast knows it. What it does to who does not know it:

- its rules for plain Dutch are silent unless ``is_goal_specific`` and ``tone_tags`` are taken out of
  ``style.xml``, so it is given a folder with that one file changed and links to all others, while it starts;
- its places count bytes of UTF-8, ours characters;
- it starts in seconds and holds some 300 MB, so a process loads it once, and only when it is asked for.
"""

import re
import tempfile
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

import lingotweaker_data_nl
import lt_py

from naast.engines.errors import BadInput
from naast.engines.language import tables, words
from naast.engines.language.making import swap
from naast.engines.language.review import Grammar
from naast.engines.language.text import folded
from naast.engines.language.types import Finding, Kind

# Some three pages. It takes half a second for 500 words, and far longer for text that is made to be slow.
LONGEST_CHECKED = 10_000
# A word that occurs ten times in a million is no name that the library does not know.
USUAL = 4.0
# Words that plain Dutch avoids.
PLAIN = frozenset({"OUDERWETS", "LEENWOORDEN"})
# Spelling and grammar; its other categories are matters of taste or of print.
FAULTS = frozenset(
    {
        "COMPOUNDING",
        "CONFUSED_WORDS",
        "CONGRUENTIE",
        "CONSTRUCTIEFOUT",
        "GRAMMAR",
        "MOM__GRAMMAR__CONSTITUENT_AGREEMENT__NOUN_PHRASE",
        "REPETITIONS",
        "TYPOS",
        "UNEXPECTED",
        "VERGISSINGEN",
        "VORMFOUTEN",
    }
)
SILENCING = re.compile(r'\s(?:is_goal_specific|tone_tags)="[^"]*"')
STYLE = Path("nl", "rules", "style.xml")


@cache
def load_grammar() -> Grammar:
    """The rules, read once in a process: a function from a letter to its remarks, for `review`.

    It raises BadInput for a letter of more than `LONGEST_CHECKED` characters.
    """
    with tempfile.TemporaryDirectory(prefix="naast-language-") as folder:
        _lay_out(Path(lingotweaker_data_nl.data_dir()), Path(folder))
        engine = lt_py.Engine("nl", data_dir=folder)

    def check(text: str) -> Iterator[Finding]:
        if len(text) > LONGEST_CHECKED:
            raise BadInput(
                "text", f"must be at most {LONGEST_CHECKED} characters with grammar, not {len(text)}"
            )
        # A lone half of a surrogate pair is no character; it has no place in UTF-8.
        whole = text.encode("utf-8", "replace").decode("utf-8")
        places = Places(whole)
        for match in engine.check(whole):
            yield from _finding(text, match, places)

    return check


def _lay_out(source: Path, folder: Path) -> None:
    """The data of the library in a folder of our own, with the changed file in place of its own."""
    for file in source.rglob("*"):
        name = file.relative_to(source)
        if file.is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            if name == STYLE:
                (folder / name).write_text(SILENCING.sub("", file.read_text("utf-8")), "utf-8")
            else:
                (folder / name).symlink_to(file)


class Places:
    """From bytes of UTF-8 to characters."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *accumulate(len(sign.encode("utf-8")) for sign in text)]

    def character(self, byte: int) -> int:
        """The character that begins at a byte, or the next one when the byte lies within one."""
        return min(bisect_left(self._starts, byte), len(self._starts) - 1)


def _finding(text: str, match: dict[str, Any], places: Places) -> Iterator[Finding]:
    start, end = places.character(match["offset"]), places.character(match["offset"] + match["length"])
    suggestion = next(iter(match["suggestions"]), "")
    if start == end or suggestion == text[start:end]:
        return
    if match["category_id"] in PLAIN:
        # What it proposes may be official to us ("bij brief": "schriftelijk").
        if suggestion and folded(suggestion).split()[0] not in tables.official_words():
            yield swap(text, Kind.JARGON, (start, end), suggestion)
    elif match["category_id"] in FAULTS and not _may_be_a_name(text[start:end]):
        said = tables.remark(Kind.SPELLING.value)
        yield Finding(
            Kind.SPELLING, start, end, text[start:end], said.why, suggestion or said.instead, bool(suggestion)
        )


def _may_be_a_name(text: str) -> bool:
    """Whether it is one word with a capital that is not usual: nobody's name is a fault."""
    return text[0].isupper() and text.isalpha() and words.zipf(text) < USUAL
