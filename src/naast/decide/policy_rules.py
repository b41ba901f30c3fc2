"""What like decisions have in common, without a person in it. Pure: no clock, no database."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

WORDS_SHOWN = 24
_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 4
_COMMON = frozenset(
    _WORD.findall(
        """
        aan alle alleen andere beide binnen daar daarna daarom dan dat deze doen door drie dus een eens eerst
        elke gaan geen geven goed hebben heeft helpen hier hoe hun iemand jaar jullie kan komen krijgt kunnen
        maar maand maanden maken meer met mogen moet naar niet nodig nog onze ook over samen snel staat steeds
        tegen terug toch tot tussen twee uit vaak vanaf veel voor vraag waar wanneer want weer welke werd wij
        worden wordt zelf zijn zoals zodat zolang zonder
        """
    )
)


def common_words(texts: Iterable[tuple[int, str]], *, least: int) -> list[str]:
    """Words that stand in what was granted to at least `least` households, most often first.

    `texts` are (household, text). A word counts only where it is written without a capital: a name never
    does. What stands in the decisions of so many households tells of none of them.
    """
    households: dict[str, set[int]] = defaultdict(set)
    for household, text in texts:
        for word in set(_WORD.findall(text)):
            if len(word) >= _SHORTEST and word.islower() and word not in _COMMON:
                households[word].add(household)
    found = [(len(who), word) for word, who in households.items() if len(who) >= least]
    return [word for _count, word in sorted(found, key=lambda item: (-item[0], item[1]))][:WORDS_SHOWN]
