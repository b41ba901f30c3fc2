"""What can be hard in a word or a turn of phrase, and what talks past the reader."""

import re
from collections.abc import Iterator, Mapping, Sequence

from naast.engines.language import tables, words
from naast.engines.language.making import remark, swap
from naast.engines.language.tables import Phrase
from naast.engines.language.text import Letter, Word, folded
from naast.engines.language.types import Finding, Kind

# Letters that stand for words, and short names of laws that are written with one capital.
CAPITALS = re.compile(
    r"(?<![\w.-])(?:[A-Z]{2,6}|[A-Z][a-z]{0,2}[A-Z]{1,4}|Awb|Wmo|Wlz|Zvw|Pw|Wgs|Jw|Bbz|Avg)s?(?!\w|-\w)"
)
SHORTENED = re.compile(
    r"(?<![\w.])(?:[a-z]{1,2}\.(?:[a-z]{1,2}\.)+[a-z]?\.?|[a-zA-Z]{2,5}\.|[a-z]/[a-z])(?!\w)", re.I
)
# A rule by its name: it is written with a capital, and stops the reader all the same.
OF_RULES = re.compile(r"(?:verordening|regeling|besluit|beleidsregels?)\Z")
POSTCODE = re.compile(r"\d{4}\s?\Z")
EXPLAINED_WITHIN = 90
# "Iemand die naast je staat heet een cliëntondersteuner": the letter says itself what the word means.
NAMED = re.compile(
    r"\b(?:heet|heten|noemen\s+(?:we|wij))\s+(?:(?:dat|dit|die|een|de|het|onafhankelijke?)\s+){0,3}([\w-]+)",
    re.I,
)

# "Delen wij u hierbij mede dat": the verb lies apart.
LETTING_KNOW = re.compile(r"\bdel(?:en|t)?\b[^.,;:!?\r\n]{1,40}\bmede\b", re.I)

NAMELESS = re.compile(
    r"(?<=geachte )(?:(?:heer|mevrouw),\s(?:heer|mevrouw)\b|[a-z]+(?:\(\w+\))?/[a-z]+(?:\(\w+\))?)", re.I
)
# "Geachte bewoner,": one reader, who has a name.
BY_ROLE = re.compile(r"^[ \t]*(?:geachte|beste|dag)[ \t]+(?P<role>[a-z]{4,30}),?[ \t]*$", re.I | re.M)
# "Afgesproken is dat moeder ...": a mother who is written to is "u". "Uw moeder" is somebody else.
PARENT = re.compile(r"(?:\b(?P<before>\w+)\s)?\b(?P<who>[Mm]oeder|[Vv]ader)\b(?!,|-|\s+(?:en|of|van)\b)")
WHICH = re.compile(r"(?<=, )welke\b(?![^.!?\n]{0,200}\?)")


def official(letter: Letter) -> Iterator[Finding]:
    """Official words that have an everyday word."""
    for start, end, phrase in matches(said(letter), letter.text, tables.official_words()):
        yield swap(letter.text, Kind.JARGON, (start, end), phrase.instead, fits=phrase.fits)
    for match in LETTING_KNOW.finditer(letter.text):
        yield swap(letter.text, Kind.JARGON, match.span(), "laten weten", fits=False)
    for match in WHICH.finditer(letter.text):
        yield swap(letter.text, Kind.JARGON, match.span(), "die", fits=False)


def said(letter: Letter) -> tuple[Word, ...]:
    """All words of a letter but those of who signs."""
    return tuple(word for word in letter.words if not letter.is_signature(word.start))


def matches(
    found: Sequence[Word], text: str, table: Mapping[str, tuple[Phrase, ...]]
) -> Iterator[tuple[int, int, Phrase]]:
    """Where phrases of a table stand: the longest from a word on, with only blanks between its words."""
    plain = [word.plain for word in found]
    at = 0
    while at < len(found):
        hit = next((each for each in table.get(plain[at], ()) if _stands(each, found, plain, at, text)), None)
        if hit:
            yield found[at].start, found[at + len(hit.words) - 1].end, hit
        at += len(hit.words) if hit else 1


def _stands(phrase: Phrase, found: Sequence[Word], plain: Sequence[str], at: int, text: str) -> bool:
    last = at + len(phrase.words)
    if tuple(plain[at:last]) != phrase.words:
        return False
    return all(text[found[i].end : found[i + 1].start].isspace() for i in range(at, last - 1))


def hard_words(letter: Letter) -> Iterator[Finding]:
    """Rare and long words in the body; what looks like a name, or what the letter explains, is left alone."""
    explained = {folded(match.group(1)) for match in NAMED.finditer(letter.text)}
    for sentence in letter.sentences:
        for at, word in enumerate(sentence.words):
            if not word.plain.replace("-", "").isalpha() or "@" in word.text:
                continue
            if word.plain in explained or word.plain in tables.listed("lists", "of_daily_life"):
                continue
            may_be_long = at == 0 or OF_RULES.search(word.plain)
            if word.text[0].isupper() and not (may_be_long and words.is_long(word.plain)):
                continue
            yield from _hard_word(letter.text, word)


def _hard_word(text: str, word: Word) -> Iterator[Finding]:
    place = (word.start, word.end)
    if words.is_long(word.plain):
        pieces = words.parts(word.plain)
        if len(pieces) > 1:
            yield remark(text, Kind.HARD_WORD, place, "compound", parts=" + ".join(pieces))
        else:
            yield remark(text, Kind.HARD_WORD, place, "long", letters=len(word.text))
    elif words.is_rare(word.plain):
        yield remark(text, Kind.HARD_WORD, place, "rare")
    elif words.is_of_office(word.plain):
        yield remark(text, Kind.HARD_WORD, place, "office")
    elif word.plain in tables.listed("lists", "seldom_said"):
        yield remark(text, Kind.HARD_WORD, place, "seldom")


def abbreviations(letter: Letter) -> Iterator[Finding]:
    """Abbreviations that are not explained; of letters such as WWB only the first."""
    text = letter.text
    for match in SHORTENED.finditer(text):
        if letter.is_signature(match.start()):
            continue
        full = tables.abbreviations().get(folded(match.group()).rstrip("."))
        if full and not match.group().isupper():
            yield swap(text, Kind.ABBREVIATION, match.span(), full, "known")
    small = [word for word in letter.words if word.text in tables.listed("abbreviations", "in_small_letters")]
    places = [match.span() for match in CAPITALS.finditer(text)] + [(word.start, word.end) for word in small]
    seen: set[str] = set()
    for start, end in sorted(places):
        short = text[start:end]
        if folded(short) in seen or folded(short).removesuffix("s") in tables.listed(
            "abbreviations", "known"
        ):
            continue
        seen.add(folded(short))
        postcode = POSTCODE.search(text[max(0, start - 6) : start]) is not None
        if not (postcode or _explained(text, start, end) or _shouted(text, start, end)):
            yield remark(text, Kind.ABBREVIATION, (start, end), "letters", word=short)


def _explained(text: str, start: int, end: int) -> bool:
    """Whether the full name stands before it with the letters between brackets, or right behind them."""
    before = text[max(0, start - EXPLAINED_WITHIN) : start]
    after = text[end : end + EXPLAINED_WITHIN]
    if before.endswith("(") and re.match(r"\s*\)", after):
        return True
    bracket = re.match(r"\s*\(([^)]*)\)", after)
    named = bracket is not None and len(bracket.group(1)) > end - start
    return named or re.match(r",?\s*(?:dat is|dat betekent|of te)\b", after) is not None


def _shouted(text: str, start: int, end: int) -> bool:
    """Whether it is an ordinary word in capitals, in a line that is all in capitals."""
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line = text[line_start : line_end if line_end >= 0 else len(text)]
    return line.isupper() and words.zipf(text[start:end]) >= words.RARE


def distances(letter: Letter) -> Iterator[Finding]:
    """Words that speak about the reader, or about the office, as of somebody else."""
    for match in NAMELESS.finditer(letter.text):
        yield remark(letter.text, Kind.DISTANCE, match.span())
    for match in PARENT.finditer(letter.text):
        if not _is_somebodys(match["before"] or ""):
            yield remark(letter.text, Kind.DISTANCE, match.span("who"))
    greeted = BY_ROLE.search(letter.text, 0, letter.body_start)
    if greeted and _is_a_role(greeted["role"]):
        yield remark(letter.text, Kind.DISTANCE, greeted.span("role"))
    for start, end, phrase in matches(said(letter), letter.text, tables.phrases(Kind.DISTANCE)):
        if phrase.instead:
            yield swap(letter.text, Kind.DISTANCE, (start, end), phrase.instead)
        else:
            yield remark(letter.text, Kind.DISTANCE, (start, end))


def _is_somebodys(before: str) -> bool:
    """Whether the word before "moeder" makes her somebody else's, or says how she is ("uw", "goede")."""
    plain = before.lower()
    return plain.endswith("e") or plain in tables.listed("lists", "before_a_parent")


def _is_a_role(word: str) -> bool:
    """Whether a salutation says what one reader is to us, in place of a name ("Geachte huurder")."""
    if word[0].isupper() or word.endswith(("s", "en")):
        return False
    return word not in tables.listed("lists", "may_be_greeted")
