"""The seam to `lingotweaker`: LanguageTool's Dutch rules, offline, as remarks of ours.

The library is an alpha and LGPL; nothing else in Naast knows it. What it does to who does not know it:

- its rules for plain Dutch are silent unless ``is_goal_specific`` and ``tone_tags`` are taken out of
  ``style.xml``, so it is given a folder with that one file changed and links to all others, while it starts;
- its places count bytes of UTF-8, ours characters;
- it starts in seconds and holds some 300 MB, so a process loads it once, and only when it is asked for;
- for a word that it does not know it looks for words that are like it, up to a second for each word and only
  the first time. A letter gets so many seconds: what they do not reach is said to be not looked at.
"""

import re
import tempfile
import time
from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any, Protocol

import lingotweaker_data_nl
import lt_py

from naast.engines.language import tables, words
from naast.engines.language.making import swap
from naast.engines.language.review import Grammar
from naast.engines.language.text import folded, stretches, words_of
from naast.engines.language.types import Checked, Finding, Kind

# Half a second is enough for 500 words; a machine that is busy takes three times as long.
SECONDS = 2.0
# Characters that are looked at in one go. Between two of these pieces the time is looked at.
LONGEST_PIECE = 600
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
# What it calls old-fashioned and everybody says.
EVERYDAY = frozenset({"van tevoren"})
SILENCING = re.compile(r'\s(?:is_goal_specific|tone_tags)="[^"]*"')
STYLE = Path("nl", "rules", "style.xml")


class Checker(Protocol):
    """The part of the library that is used: what it finds in a text, places in bytes of UTF-8."""

    def check(self, text: str) -> list[dict[str, Any]]: ...

    def __hash__(self) -> int: ...


def load_grammar(seconds: float = SECONDS, *, tick: Callable[[], float] = time.monotonic) -> Grammar:
    """A function from a letter to the remarks of the library, for `review`; a process reads the rules once.

    A letter gets `seconds` by the stopwatch `tick`, and as much longer as the word takes that was begun.
    """
    return bounded(_library(), seconds, tick)


@cache
def _library() -> Checker:
    with tempfile.TemporaryDirectory(prefix="naast-language-") as folder:
        _lay_out(Path(lingotweaker_data_nl.data_dir()), Path(folder))
        engine: Checker = lt_py.Engine("nl", data_dir=folder)
    return engine


def bounded(engine: Checker, seconds: float, tick: Callable[[], float]) -> Grammar:
    """A check that ends in time: paragraph by paragraph, and a new word by itself before its paragraph."""

    def check(text: str) -> Checked:
        # A lone half of a surrogate pair is no character; it has no place in UTF-8.
        whole = text.encode("utf-8", "replace").decode("utf-8")
        until = tick() + seconds
        found: list[Finding] = []
        for start, end in stretches(whole, LONGEST_PIECE):
            if not _learned(engine, whole[start:end], lambda: tick() < until):
                return Checked(tuple(found), ((start, len(text)),))
            piece = whole[start:end]
            places = Places(piece)
            for match in engine.check(piece):
                found += _finding(text, match, places, start)
        return Checked(tuple(found))

    return check


def _learned(engine: Checker, piece: str, in_time: Callable[[], bool]) -> bool:
    """Whether the library has met the words of a piece that it may not know: each is shown to it alone."""
    for word in words_of(piece, 0, len(piece)):
        if not in_time():
            return False
        if words.zipf(word.text) < USUAL:
            _meet(engine, word.text)
    return in_time()


@lru_cache(maxsize=20_000)
def _meet(engine: Checker, word: str) -> None:
    """Once for each word: from then on the library knows what it makes of it."""
    engine.check(word)


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


def _finding(text: str, match: dict[str, Any], places: Places, begin: int) -> Iterator[Finding]:
    """The remark of one match in a piece of the text that begins at `begin`."""
    first, last = match["offset"], match["offset"] + match["length"]
    start, end = begin + places.character(first), begin + places.character(last)
    suggestion = next(iter(match["suggestions"]), "")
    if start == end or suggestion == text[start:end]:
        return
    if match["category_id"] in PLAIN:
        # What it proposes may be official to us ("bij brief": "schriftelijk").
        official = suggestion and folded(suggestion).split()[0] in tables.official_words()
        if suggestion and not official and folded(text[start:end]) not in EVERYDAY:
            yield swap(text, Kind.JARGON, (start, end), suggestion)
    elif match["category_id"] in FAULTS and not _may_be_a_name(text[start:end]):
        said = tables.remark(Kind.SPELLING.value)
        yield Finding(
            Kind.SPELLING, start, end, text[start:end], said.why, suggestion or said.instead, bool(suggestion)
        )


def _may_be_a_name(text: str) -> bool:
    """Whether it is the name of somebody or of something, or a number of reference: nobody's name is a fault.

    All its words begin with a capital, and of one a part is not usual; or there is a figure in it.
    """
    if any(sign.isdigit() for sign in text):
        return True
    capitals = all(word[0].isupper() for word in text.split())
    return capitals and any(words.zipf(part) < USUAL for part in re.findall(r"[^\W\d_]+", text))
