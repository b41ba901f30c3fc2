"""Whether a letter says what comes next: what its reader can do, or what we will do."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from naast.engines.language import tables, threats, whole
from naast.engines.language.making import remark
from naast.engines.language.text import Letter, Sentence
from naast.engines.language.types import Finding, Kind

WE = r"(?:wij|we|ik)"
WE_DO = (
    r"(?:app|bel|betal|geef|help|kijk|kom|laat|maak|mail|neem|plan|praat|regel|spreek|stuur|vertel|vraag"
    r"|appen|bellen|bespreken|betaal|betalen|geven|helpen|kijken|komen|laten|maken|mailen|nemen|plannen|praten"
    r"|regelen|spreken|sturen|vertellen|vragen|verzoeken|zoek|zoeken|schrijf|schrijven|nodig|nodigen|roep|roepen"
    r"|breng|brengen|haal|halen|zet|zetten|spreken|start|starten|bezoek|bezoeken|verwacht|verwachten|zie|zien)"
)
WITH_WHOM = (
    r"(?:u|je|jou|jullie|uw|samen|dan|het|dit|daarna|morgen|de|een|op|in|over|bij|langs|graag|zelf|voor"
    r"|contact|vandaag|vanmiddag|deze|volgende|even|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag)"
)
# A day or a term, which says when something will be.
DATED = (
    r"(?:\d|vandaag|morgen|binnen|week|weken|maand|januari|februari|maart|april|mei|juni|juli|augustus|september"
    r"|oktober|november|december|maandag|dinsdag|woensdag|donderdag|vrijdag|daarna|eerder)"
)
READER = frozenset(["u", "je", "jij", "men"])
RECEIVES = frozenset(["krijgt", "krijg", "hoort", "hoor", "ontvangt", "ontvang"])
MUST = frozenset(["moet", "moeten", "dient", "dienen"])
MAY = frozenset(["mag", "mogen", "kunt", "kun", "kan", "wilt", "wil"])
DENIES = frozenset(["niet", "geen", "nooit", "niets"])
# "U ontvangt sinds 2020 een uitkering" says how it is.
ALREADY = frozenset(["sinds", "momenteel", "al", "thans"])
# So many words behind a verb in which a negation takes it back.
TAKEN_BACK_WITHIN = 8

PLEASANTRY = re.compile(
    whole.PLEASANTRY.pattern
    + r"|\b(?:hebt|heb|heeft)\s+(?:u|je)\s+(?:nog\s+|verder\s+)?(?:een\s+vraag|vragen)\b|\bmeer\s+weten\b",
    re.I,
)
# "Voor vragen kunt u bellen met": where to call, which any letter has, and no step in this matter.
FOR_QUESTIONS = re.compile(
    r"(?:\b(?:voor|bij|met)|^)\s*(?:(?:al|uw|meer|nadere|verdere|overige|andere|nog)\s+){0,2}"
    r"(?:vragen|een\s+vraag|inlichtingen|informatie)\b",
    re.I,
)
CALLS = frozenset(
    ["bel", "mail", "app", "vraag", "neem", "kijk", "stel", "ga", "kom", "lees", "schroom", "aarzel"]
)
# "Lukt het niet, bel dan": what is asked stands behind a comma, or behind "en".
ASKED_BEHIND = re.compile(r"(?:[,?:]\s{0,5}(?:dan\s+)?|\sen\s+)(\w+)")


def next_steps(letter: Letter) -> Iterator[Finding]:
    """A remark when the body asks nothing and names no next step of the reader or of ours."""
    before: Sentence | None = None
    for sentence in letter.sentences:
        if letter.in_body(sentence.start):
            if _moves(letter, sentence, before):
                return
            before = sentence
    yield remark(letter.text, Kind.NO_NEXT_STEP, (letter.last, letter.last))


def _moves(letter: Letter, sentence: Sentence, before: Sentence | None) -> bool:
    said = sentence.text
    threatens = threats.condition(letter.text, sentence) is not None
    if said.rstrip("\"'”’)").endswith("?"):
        return not (PLEASANTRY.search(said) or threatens)
    if _asks(sentence, _listed("requests", "lists")):
        asked = PLEASANTRY.search(said) or (
            before and before.text.endswith("?") and PLEASANTRY.search(before.text)
        )
        return not (asked and _asks(sentence, CALLS))
    if threatens or PLEASANTRY.search(said) or FOR_QUESTIONS.search(said):
        return False
    plain = [word.plain for word in sentence.words]
    return _of_the_reader(plain) or _sayings().search(said) is not None


def _asks(sentence: Sentence, requests: frozenset[str]) -> bool:
    """Whether it begins with an order, or has one behind a comma or "en"."""
    if sentence.words[0].plain in requests:
        return True
    return any(match[1].lower() in requests for match in ASKED_BEHIND.finditer(sentence.text))


def _of_the_reader(plain: Sequence[str]) -> bool:
    """Whether the reader does, must, may or will get something ("u levert in", "dan hoort u")."""
    for at, word in enumerate(plain):
        if word not in READER:
            continue
        before, after = plain[at - 1] if at else "", plain[at + 1] if at + 1 < len(plain) else ""
        rest = plain[at + 1 :]
        near = rest[:TAKEN_BACK_WITHIN]
        if _is_step(before, near, rest) or _is_step(after, near[1:], rest):
            return True
        if _does(before, after, first=at == 1) and DENIES.isdisjoint(near):
            return _repeats_nothing(before, after, rest)
    return False


def _is_step(verb: str, near: Sequence[str], rest: Sequence[str]) -> bool:
    """Whether a verb beside "u" tells what comes to the reader, or what must or can be done."""
    if verb in MUST:
        return True
    if verb in RECEIVES:
        return DENIES.isdisjoint(near) and ALREADY.isdisjoint(near)
    if verb in MAY and DENIES.isdisjoint(near):
        return not _listed("acts").isdisjoint(rest) or _listed("abilities").isdisjoint(rest)
    return False


def _does(before: str, after: str, *, first: bool) -> bool:
    """Whether "u" stands with a verb of doing in a main clause; "Betaalt u niet" begins a condition."""
    verbs = _listed("does") | _listed("says")
    if after in verbs and before not in _listed("subordinators"):
        return True
    return not first and (before in verbs or f"{before}t" in verbs)


def _repeats_nothing(before: str, after: str, rest: Sequence[str]) -> bool:
    """ "U schrijft dat u ziek bent" repeats what the reader said; "u maakt gebruik van" says how it is."""
    if _listed("says").isdisjoint((before, after)):
        return not ("gebruik" in rest or "aanmerking" in rest)
    return {"dat", "om", "of", "waarom"}.isdisjoint(rest)


@cache
def _listed(name: str, file: str = "steps") -> frozenset[str]:
    return tables.listed(file, name)


@cache
def _sayings() -> re.Pattern[str]:
    """The turns of phrase for a step that are no "u" with a verb beside it, of which one is enough."""
    acts, done, met, comes = ("|".join(sorted(_listed(each))) for each in ("acts", "done", "met", "comes"))
    roles = "|".join(sorted(re.escape(" ".join(each.words)) for each in _roles()))
    return re.compile(
        "|".join(
            (
                r"\b(?:u|je)\s+bent\s+(?:verplicht|gehouden)\b|\bbent\s+u\s+(?:verplicht|gehouden)\b",
                rf"\b(?:{roles})\s+(?:kan|kunnen|moet|moeten|dient|dienen|mag|krijgt|ontvangt)\b(?!\s+(?:niet|geen))",
                rf"\b(?:kan|moet|dient|mag)\s+(?:{roles})\b(?!\s+(?:niet|geen))",
                r"\bhoe(?:ft|f)\b.{0,40}\bniets\b|\bniets\b.{0,25}\bhoef(?:t)?\b",
                rf"\bhoe(?:ft|f)\b.{{0,40}}\b(?:niet|geen)\b.{{0,40}}\bte\s+(?:{acts})\b",
                rf"\b{WE}\s+{WE_DO}\s+{WITH_WHOM}\b",
                rf"\b{WE_DO}\s+{WE}(?:\s+(?:u|je))?\b",
                rf"\b{WE}\s+(?:beslissen|besluiten|beginnen|beslis|besluit|begin)\b.{{0,60}}\b{DATED}",
                rf"\b(?:beslissen|besluiten|beginnen|beslis|besluit|begin)\s+{WE}\b.{{0,60}}\b{DATED}",
                r"\bbelt\s+(?:u|je)\b",
                r"\bdienen\b",
                r"\b(?:u|je|jij|men)\b.{0,120}\bdient\b",
                r"^\w+\s+dient\s+(?:u|je)\b",
                rf"\bdient\b.{{0,80}}\bte\s+worden\s+(?:{done})\b",
                rf"^\w+en\s+kan\b|\b(?:{acts})\s+kan\b(?!\s+niet)",
                rf"^(?:\w+\s+){{0,4}}(?:{acts})\b.{{0,60}}\bis\s+mogelijk\b",
                r"\bdoor\s+u\s+.{0,60}\bworden\b",
                r"\bvan\s+u\s+wordt\s+verwacht\b",
                rf"\b(?:u|je)\s+(?:wordt|zult|zal)\b.{{0,80}}\b(?:{met})\b",
                rf"\b(?:wordt|zult|zal)\s+(?:u|je)\b.{{0,80}}\b(?:{met})\b",
                r"\bwordt\b.{0,60}\bbij\s+(?:u|je)\b.{0,30}\b(?:opgehaald|bezorgd|gebracht|geleverd|geplaatst)\b",
                r"\bneemt?\b.{0,40}\bcontact\b.{0,20}\bop\b",
                rf"(?<!\bu\s)(?<!\bje\s)\b(?:{comes})\b(?!\s+(?:u|je)\s+niet).{{0,60}}\b(?:bij\s+(?:u|je)|u|langs)\b",
                rf"(?<!\bu\s)(?<!\bje\s)\bkomt\b(?!\s+(?:u|je)\b).{{0,40}}\bop\s+{DATED}",
                r"\b(?:afspraak|gesprek)\b.{0,60}\b(?:gepland|ingepland)\b",
            )
        ),
        re.I,
    )


def _roles() -> Iterator[tables.Phrase]:
    """The words of an office for who reads, such as "de aanvrager"."""
    for each in tables.phrases(Kind.DISTANCE).values():
        for phrase in each:
            if phrase.instead == "u":
                yield phrase
