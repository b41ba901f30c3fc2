"""Search in the library by the forms of a word: who looks for "briefadres" also finds "briefadressen".

PostgreSQL stems Dutch words, but its stemmer takes fiets and fietsen, or huis and huizen, for two words.
So each word is asked for together with the forms that Dutch spelling gives it; a form that is no word finds
nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import reduce
from operator import and_, or_

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils.translation import get_language

from naast.weigh.models import LegalRow

DUTCH, ENGLISH = "dutch", "english"
MOST_WORDS = 12
"""More words than this do not make a search better."""

_WORD = re.compile(r"[^\W_]+(?:['’:.-][^\W_]+)*")
_VOWELS = "aeiou"
_SOFT = {"f": "v", "s": "z"}
_HARD = {soft: hard for hard, soft in _SOFT.items()}
_CHANGING = {"heid": "heden", "lid": "leden", "stad": "steden"}
_ENDINGS = ("heid", "heden")
SHORTEST = 3
"""Letters of what is left of a word without its ending."""


def asked_for(words: str, language: str = DUTCH) -> SearchQuery | None:
    """All of these words, each in any form; None when there is no word in it."""
    found = _WORD.findall(words.casefold())[:MOST_WORDS]
    each = [
        reduce(or_, [SearchQuery(form, config=language) for form in sorted(_forms(word, language))])
        for word in found
    ]
    return reduce(and_, each) if each else None


def _forms(word: str, language: str) -> set[str]:
    if language != DUTCH:
        return {word}
    same = {word, *_spelled(word)}
    return {form for each in same for form in (each, *_shorter(each), *_longer(each), *_other_vowel(each))}


def _spelled(word: str) -> Iterator[str]:
    """The other spelling of a word that begins with re: re-integratie, reïntegratie."""
    bare = unicodedata.normalize("NFD", word.replace("-", "")).replace("\u0308", "")
    if bare.startswith("re") and len(bare) > SHORTEST and bare[2] in _VOWELS:
        yield from (bare, f"re-{bare[2:]}")


def _other_vowel(word: str) -> Iterator[str]:
    """The plurals that change their vowel: mogelijkheid, mogelijkheden; lid, leden; stad, steden."""
    for one, other in (*_CHANGING.items(), *((many, one) for one, many in _CHANGING.items())):
        if word == one or (one in _ENDINGS and word.endswith(one)):
            yield word.removesuffix(one) + other


def _shorter(word: str) -> Iterator[str]:
    """Without the ending of a plural or an adjective: huizen, huis; adressen, adres; namen, naam."""
    for ending in ("'s", "eren", "en", "e", "s"):
        left = word.removesuffix(ending)
        if left == word or len(left) < SHORTEST:
            continue
        yield left
        if ending in ("en", "e"):
            last = left[-1]
            yield left[:-1] + _HARD.get(last, last)
            if left[-2] == last and last not in _VOWELS:
                yield left[:-1]
            elif left[-2] in _VOWELS and left[-3] not in _VOWELS:
                yield left[:-1] + left[-2] + _HARD.get(last, last)


def _longer(word: str) -> Iterator[str]:
    """With such an ending: huis, huizen; adres, adressen; naam, namen."""
    if len(word) < SHORTEST:
        return
    last = word[-1]
    yield from (word + "en", word + "s", word + "e", word + "'s", word + "eren")
    if last in _VOWELS:
        return
    yield word[:-1] + _SOFT.get(last, last) + "en"
    if word[-2] in _VOWELS and word[-3] not in _VOWELS:
        yield word + last + "en"
    if word[-2] == word[-3] and word[-2] in _VOWELS:
        yield word[:-2] + _SOFT.get(last, last) + "en"


def rows_by_stem(row_ids: Iterable[int], words: str) -> set[int]:
    """Of these editions the ones in which all words occur in some form, in the active language. One query."""
    language = DUTCH if (get_language() or "nl").startswith("nl") else ENGLISH
    query = asked_for(words, language)
    if query is None:
        return set()
    ending = "_nl" if language == DUTCH else "_en"
    spoken = (f"allows{ending}", f"motivate{ending}", f"question{ending}")
    vector = SearchVector("law", "article", *spoken, Cast(f"unlocks{ending}", TextField()), config=language)
    rows = LegalRow.objects.annotate(stems=vector).filter(pk__in=list(row_ids), stems=query)
    return set(rows.values_list("id", flat=True))
