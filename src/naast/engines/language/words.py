"""What is known about single Dutch words: how usual they are, how long, and what they are made of.

How usual a word is comes from `wordfreq` (Zipf scale: 3 is once in a million words), syllables from `pyphen`.
"""

import math
from functools import cache, lru_cache

import pyphen
import wordfreq

from naast.engines.language.text import folded, word_list

UNKNOWN = 0.0
# Once in a million words: below it LiNT-II (Kim and Pander Maat) calls a word uncommon.
RARE = 3.0
# A compound of parts that each occur at least ten times in a million words explains itself.
FAMILIAR_PART = 4.0
SHORTEST_PART = 3
# More syllables than this are hard to read at once, unless the word is an everyday one.
MOST_SYLLABLES = 5
LONGEST_WORD = 14
EVERYDAY = 3.3
# Short words that are rare are mostly names and abbreviations.
SHORTEST_HARD = 6
LONGEST_LOOKED_AT = 60
# A compound of office words is hard from this length on, though each of its parts is known.
SHORTEST_COMPOUND = 10
# The first part of a compound of daily life is known when it occurs once in a million words.
KNOWN_FIRST_PART = 3.0


@cache
def _frequencies() -> dict[str, float]:
    return wordfreq.get_frequency_dict("nl")


@cache
def _hyphens() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="nl_NL")


def zipf(word: str) -> float:
    """How usual a word is, 0 when it is not known: log10 of its occurrences in a thousand million words."""
    share = _frequencies().get(folded(word), 0.0)
    return round(math.log10(share) + 9, 2) if share else UNKNOWN


@lru_cache(maxsize=20_000)
def syllables(word: str) -> int:
    """The syllables of a word, as far as it may be broken off."""
    return len(_hyphens().positions(folded(word)[:LONGEST_LOOKED_AT])) + 1


@lru_cache(maxsize=20_000)
def parts(word: str) -> tuple[str, ...]:
    """The familiar words in a compound, with or without a binding s; the word itself if it is none.

    Two parts are tried, and of those the pair whose least usual part is the most usual.
    """
    whole = folded(word)
    best = 0.0
    found: tuple[str, ...] = (whole,)
    for at in range(SHORTEST_PART, min(len(whole), LONGEST_LOOKED_AT) - SHORTEST_PART + 1):
        left, right = whole[:at], whole[at:].removeprefix("-")
        for first in (left, left.removesuffix("s")):
            if len(first) < SHORTEST_PART or len(right) < SHORTEST_PART:
                continue
            weakest = min(zipf(first), zipf(right))
            if weakest >= FAMILIAR_PART and weakest > best:
                best, found = weakest, (first, right)
    return found


@lru_cache(maxsize=20_000)
def is_long(word: str) -> bool:
    """Whether a word is so long that it stops the reader; an everyday word never is."""
    return zipf(word) < EVERYDAY and (len(word) > LONGEST_WORD or syllables(word) > MOST_SYLLABLES)


@lru_cache(maxsize=20_000)
def is_rare(word: str) -> bool:
    """Whether a word is so unusual that many will not know it, and no compound that explains itself."""
    if not SHORTEST_HARD <= len(word) <= LONGEST_LOOKED_AT or zipf(word) >= RARE:
        return False
    if len(parts(word)) > 1 or _of_daily_life(word):
        return False
    return max(zipf(each) for each in (stem(word), *infinitives(word), *_without_first_piece(word))) < RARE


@lru_cache(maxsize=20_000)
def is_of_office(word: str) -> bool:
    """Whether it is a rare compound whose core is a word of an office: known parts, and nobody says it."""
    if not SHORTEST_COMPOUND <= len(word) <= LONGEST_LOOKED_AT or zipf(word) >= RARE:
        return False
    whole = folded(word)
    return any(whole.endswith(core) and whole != core for core in word_list("office_cores"))


def _of_daily_life(word: str) -> bool:
    """Whether it is a compound whose core everybody knows, behind a word that is known ("parkeer-kaart")."""
    whole = folded(word)
    firsts = (whole.removesuffix(core) for core in word_list("everyday_cores") if whole.endswith(core))
    return any(
        len(first) >= SHORTEST_PART
        and max(zipf(each) for each in (first, first.removesuffix("s"), *infinitives(first)))
        >= KNOWN_FIRST_PART
        for first in firsts
    )


def _without_first_piece(word: str) -> tuple[str, ...]:
    """The participle in one of a verb in two pieces: "gewogen" in "meegewogen"."""
    whole = folded(word)
    pieces = word_list("particles")
    rests = (whole.removeprefix(piece) for piece in pieces if whole.startswith(f"{piece}ge"))
    return tuple(rest for rest in rests if rest.endswith(("d", "t", "en")))


def infinitives(word: str) -> tuple[str, ...]:
    """The infinitives that a verb in the present tense may be of ("opstuurt" of "opsturen")."""
    whole = folded(word)
    roots = (whole, whole.removesuffix("t")) if whole.endswith("t") else (whole,)
    found: list[str] = []
    for root in roots:
        if len(root) < 4 or root[-1] in "aeiou":
            continue
        found += [f"{root}en", f"{root}{root[-1]}en"]
        if root[-2] == root[-3] and root[-2] in "aeou":
            found.append(f"{root[:-2]}{root[-1]}en")
        if root[-1] in "fs":
            soft = {"f": "v", "s": "z"}[root[-1]]
            found.append(f"{root[:-1]}{soft}en")
            if root[-2] == root[-3]:
                found.append(f"{root[:-2]}{soft}en")
    return tuple(found)


def stem(word: str) -> str:
    """A likely more usual form of an inflected word: without its ending."""
    whole = folded(word)
    forms = [
        whole[: -len(end)]
        for end in ("en", "e", "s", "'s", "n", "tje", "je", "t", "st", "ste")
        if whole.endswith(end)
    ]
    forms += [form[:-1] for form in forms if len(form) > 3 and form[-1] == form[-2]]
    forms += [form[:-1] + form[-2] + form[-1] for form in forms if len(form) > 3 and form[-2] in "aeou"]
    return max(forms, key=zipf, default=whole)
