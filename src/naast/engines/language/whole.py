"""What the letter as a whole must hold: a question or a next step, and a human being to call."""

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
YOU, WE = r"(?:u|je|jij|men)", r"(?:wij|we|ik)"
WE_DO = (
    r"(?:app|bel|betal|geef|help|kijk|kom|laat|maak|mail|neem|plan|praat|regel|spreek|stuur|vertel|vraag"
    r"|appen|bellen|bespreken|betaal|betalen|geven|helpen|kijken|komen|laten|maken|mailen|nemen|plannen|praten"
    r"|regelen|spreken|sturen|vertellen|vragen|verzoeken|zoek|zoeken|schrijf|schrijven|nodig|nodigen|roep|roepen)"
)
WITH_WHOM = (
    r"(?:u|je|jou|jullie|uw|samen|dan|het|dit|daarna|morgen|de|een|op|in|over|bij|langs|graag|zelf|voor"
    r"|contact|vandaag|vanmiddag|deze|volgende|over|even|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag)"
)
NOTHING = r"(?:nu\s+|zelf\s+|verder\s+)?niets"
# What the reader can, may or must do, or what we will do; official words count, because a step is named.
STEP = re.compile(
    "|".join(
        (
            rf"\b{YOU}\s+(?:krijgt|hoort|ontvangt|kunt|kan|mag|moet|dient|bent\s+(?:verplicht|gehouden))\b",
            rf"\b(?:krijgt|krijg|hoort|hoor|kunt|kun|mag|wilt|wil|moet|dient)\s+{YOU}\b",
            rf"\b{YOU}\s+hoeft?\s+{NOTHING}\b",
            rf"\bhoe(?:ft|f)\s+{YOU}\s+{NOTHING}\b",
            rf"\b{WE}\s+{WE_DO}\s+{WITH_WHOM}\b",
            rf"\b{WE_DO}\s+{WE}(?:\s+(?:u|je))?\b",
            r"\bbelt\s+(?:u|je)\b",
            r"\bdienen\b",
            rf"\b{YOU}\b.{{0,120}}\bdient\b",
            r"^\w+\s+dient\s+(?:u|je)\b",
            r"^\w+en\s+kan\b",
            r"\bdoor\s+u\s+.{0,60}\bworden\b",
            r"\bvan\s+u\s+wordt\s+verwacht\b",
            r"\bu\s+wordt\b.{0,60}\b(?:uitgenodigd|gelegenheid|verzocht|gevraagd)\b",
            r"\bneemt?\b.{0,30}\bcontact\s+met\s+(?:u|je)\s+op\b",
        )
    ),
    re.I,
)
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
            rf"\b{WE}\s+{LOOK_ALONG}\b.{{0,40}}\b(?:{READER}|mee|samen|graag|opnieuw)\b",
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
# "Lukt het niet, bel dan": what is asked stands behind a comma.
ASKED_BEHIND = re.compile(r"[,?]\s{0,5}(?:dan\s+)?(\w+)")


# So many words, and of them at least so large a part small words that any Dutch text has.
ENOUGH_WORDS, SMALL_WORDS = 12, 0.1


def is_dutch(letter: Letter) -> bool:
    """Whether the body may be Dutch: too few words to say, or enough of the small ones among them."""
    found = [word.plain for sentence in letter.sentences for word in sentence.words]
    small = sum(word in tables.listed("lists", "small_words") for word in found)
    return len(found) < ENOUGH_WORDS or small >= SMALL_WORDS * len(found)


def next_steps(letter: Letter) -> Iterator[Finding]:
    """A remark when the body asks nothing and names no next step of the reader or of ours."""
    if not any(_moves(letter, sentence) for sentence in letter.sentences):
        yield remark(letter.text, Kind.NO_NEXT_STEP, (letter.last, letter.last))


def _moves(letter: Letter, sentence: Sentence) -> bool:
    if not letter.in_body(sentence.start):
        return False
    if sentence.text.rstrip("\"'”’)").endswith("?"):
        return not PLEASANTRY.search(sentence.text)
    if sentence.words[0].plain in tables.listed("lists", "requests"):
        return True
    behind = ASKED_BEHIND.search(sentence.text)
    if behind and behind[1].lower() in tables.listed("lists", "requests"):
        return True
    return STEP.search(sentence.text) is not None


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
