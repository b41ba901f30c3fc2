"""What the letter as a whole must hold: something that asks the reader in, and a human being to call."""

import re
from collections.abc import Iterator

from naast.engines.language import tables
from naast.engines.language.making import remark
from naast.engines.language.text import LONGEST_NAME, PHONE, Letter, Sentence
from naast.engines.language.types import Finding, Kind

LINK = r"van|de|den|der|het|ten|ter|el|al|bin|von|op|in|'t"
NAME = (
    r"(?:(?i:mevrouw|meneer|de heer|mevr\.|mw\.|dhr\.|hr\.|mr\.|drs?\.|ing\.|ir\.|prof\.)\s+){0,4}"
    rf"[A-ZÀ-Þ][\w'’.-]{{0,40}}(?:[ \t]+(?:{LINK}|[A-ZÀ-Þ][\w'’.-]{{0,40}})){{0,6}}"
)
# What comes before the name of somebody to call, or after it.
CUE = re.compile(
    r"\b(?i:bel(?:len)?(?: met| dan| gerust| dan gerust)*|vraag(?: dan)?(?: gerust)? naar|vragen naar"
    r"|contact (?:op )?(?:opnemen )?met|mijn naam is|ik ben|contactpersoon(?: is)?:?|aanspreekpunt(?: is)?:?"
    rf"|behandeld door:?|mail(?: naar)?|terecht bij|bereiken:?)\s+(?P<name>{NAME})"
    rf"|(?<![\w.'’-])(?P<subject>{NAME})\s+(?:is (?:je|uw|jouw) (?:vaste )?(?:aanspreekpunt|contactpersoon)"
    r"|belt (?:u|je)|helpt (?:u|je)|komt)"
)
WE = r"(?:wij|we|ik)"
ME = r"(?:mij|me|ons)"
READER = r"(?:u|je|jij|jullie)"
LOOK_ALONG = (
    r"(?:help|helpen|denk|denken|kijk|kijken|ga|gaan|rijd|rijden|loop|lopen|zoek|zoeken|leg|leggen|bespreek"
    r"|bespreken)"
)
TELL = r"(?:bel|app|mail|vertel|vraag|schrijf|stuur|laat|zeg)"
# What asks the reader in: an offer, an ear, something to choose. An order does not, nor "voor vragen belt u".
ASKS_IN = re.compile(
    "|".join(
        (
            rf"\b{LOOK_ALONG}\s+{WE}\s+(?:{READER}|graag|samen|met|er|dan|daar|ook|opnieuw)\b",
            rf"\b{WE}\s+{LOOK_ALONG}\b(?!\s+ervan\b).{{0,40}}\b(?:{READER}|mee|samen|graag|opnieuw)\b",
            rf"\b{WE}\s+(?:ben|zijn)\s+(?:heel\s+)?benieuwd\b",
            r"\b(?:graag|gerust|welkom|liever)\b",
            rf"\b{TELL}(?:\s+(?:of|en)\s+{TELL})?\s+(?:(?:het|dan|dat)\s+)?{ME}\b",
            rf"\b{TELL}(?:\s+(?:of|en)\s+{TELL})?\s+(?:met\s+)?(?-i:[A-Z])",
            rf"\b(?:u|je|jij)\s+kunt?\s+(?:{ME}|(?-i:[A-Z]\w+))\s+.{{0,20}}\b(?:bellen|appen|mailen|vragen)\b",
            r"\blaat\s+(?:het|dat)\s+(?:(?:dan|even|maar)\s+)*weten\b",
            rf"\b{READER}\s+(?:mag|mogen|kiest|kiezen)\b(?!\s+(?:niet|geen)\b)|\bkies(?:t)?\s+{READER}\b",
            rf"\b(?:mag|mogen)\s+{READER}\b(?!\s+(?:niet|geen)\b)",
            rf"\been\s+andere?\s+(?:dag|tijd|moment|plek)\b|\bals\s+{READER}\s+(?:dat\s+)?(?:wilt|wil)\b",
        )
    ),
    re.I,
)
# "Wij ontvangen graag uw bewijsstukken": a kind word in front of an order.
EXPECTED = re.compile(
    r"\b(?:ontvang|vernem|verneem|zie)\w*\b.{0,30}\bgraag\b|\bgraag\b.{0,30}\b(?:ontvang|vernem|verneem)",
    re.I,
)
PLEASANTRY = re.compile(r"\bvra(?:ag|gen)\b.{0,30}\bhe(?:b|bt|eft)\b|\bheeft\s+u\s+(?:nog\s+)?vragen\b", re.I)


# So many words, and of them at least so large a part small words that any Dutch text has.
ENOUGH_WORDS, SMALL_WORDS = 12, 0.1


def is_dutch(letter: Letter) -> bool:
    """Whether the body may be Dutch: too few words to say, or enough of the small ones among them."""
    found = [word.plain for sentence in letter.sentences for word in sentence.words]
    small = sum(word in tables.listed("lists", "small_words") for word in found)
    return len(found) < ENOUGH_WORDS or small >= SMALL_WORDS * len(found)


def invitations(letter: Letter) -> Iterator[Finding]:
    """A remark when nothing in the body asks the reader something, offers to look along, or lets choose."""
    if not any(_asks_in(letter, sentence) for sentence in letter.sentences):
        yield remark(letter.text, Kind.NO_INVITATION, (letter.last, letter.last))


def _asks_in(letter: Letter, sentence: Sentence) -> bool:
    if not letter.in_body(sentence.start):
        return False
    if sentence.text.rstrip("\"'”’)").endswith("?"):
        return not PLEASANTRY.search(sentence.text)
    return ASKS_IN.search(sentence.text) is not None and not EXPECTED.search(sentence.text)


def contacts(letter: Letter) -> Iterator[Finding]:
    """A remark when the name of a person or a telephone number is missing."""
    phone, name = PHONE.search(letter.text) is not None, has_person(letter)
    if not (phone and name):
        case = "name" if phone else "phone" if name else "both"
        yield remark(letter.text, Kind.NO_CONTACT, (letter.last, letter.last), case)


def has_person(letter: Letter) -> bool:
    """Whether somebody is named who can be called: in the body, or under the letter."""
    if any(_is_name(match["name"] or match["subject"]) for match in CUE.finditer(letter.text)):
        return True
    lines = (line.strip(" \t,") for line in letter.text[letter.closing_end :].splitlines())
    return any(len(line) <= LONGEST_NAME and re.fullmatch(NAME, line) and _is_name(line) for line in lines)


def _is_name(text: str) -> bool:
    """Whether capitals are those of a person, and not of an office or a day."""
    found = [word.strip(".,").lower() for word in text.split()]
    return tables.listed("lists", "not_a_name").isdisjoint(found)
