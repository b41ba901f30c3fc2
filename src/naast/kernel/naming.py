"""Whether words name somebody, however the name is written there.

Rather once too often than once too little: what names somebody else is not the resident's alone to hand on.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_SMALL = frozenset(
    {"aan", "bij", "das", "del", "den", "der", "des", "die", "dos", "het", "ibn", "las", "les", "los", "met"}
    | {"ten", "ter", "toe", "uit", "van", "voor", "vom", "von", "zum", "zur", "mevrouw", "meneer"}
)
"""Words of three letters or more that stand in names and name nobody by themselves."""
_SHORTEST = 3
"""Letters of a part of a name that names somebody by itself."""


def naming(names: Iterable[str], *, initials: bool = True) -> re.Pattern[str] | None:
    """Finds these given and family names, whole or in part, in words of `plain`; None without names.

    `initials`: also a name that is hardly longer than a letter.
    """
    found: dict[str, None] = {}
    for name in names:
        bare = plain(name).strip(". ")
        parts = [part for part in re.split(r"[\s.-]+", bare) if part.casefold() not in _SMALL]
        for each in (bare, *(part for part in parts if len(part) >= _SHORTEST)):
            if each and (initials or len(each) >= _SHORTEST):
                found[_as_word(each)] = None
    return re.compile("|".join(found)) if found else None


def plain(words: str) -> str:
    """Without accents and marks that nobody sees: the same words, whichever way they were typed."""
    split = unicodedata.normalize("NFKD", words)
    return "".join(letter for letter in split if unicodedata.category(letter) not in {"Mn", "Cf"})


def _as_word(name: str) -> str:
    """The name where it stands as a word of its own, also as a genitive; an initial only as a capital."""
    spelled = re.escape(name) if len(name) == 1 else f"(?i:{re.escape(name)}(?:['’]?s)?)"
    return rf"(?<![^\W_]){spelled}(?![^\W_])"
