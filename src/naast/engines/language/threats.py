"""What sounds like a threat or like distrust, also when it is said in a friendly way."""

import re
from collections.abc import Iterator

from naast.engines.language import tables
from naast.engines.language.making import remark, swap
from naast.engines.language.text import Letter, Sentence
from naast.engines.language.types import Finding, Kind
from naast.engines.language.wording import matches, said

IF_NOT = re.compile(
    r"\b(?:doet\s+u|doe\s+je)\s+(?:dit|dat)\s+niet\b"
    r"|\b(?:indien|als|wanneer|mocht|voor zover)\s+(?:u|je|jij|wij|we)\b[^.?!\n]{0,140}?"
    r"\b(?:niet(?!\s+meer\s+wil)|geen|onvoldoende|nalaat|nalaten|weigert|weigeren|verzuimt|verzuimen|wegblijft|zonder)\b"
    r"|\bmocht(?:en)?\b[^.?!,\n]{0,60}?\bblijken\b[^.?!,\n]{0,100}",
    re.I,
)
# "Levert u niets in, dan ..." and "Komt er niets, dan ...": the verb stands first. "Kunt u niet komen" asks.
LEFT_UNDONE = (
    r"(?!(?:als|indien|wanneer|mocht|zodra|omdat|want|maar|kunt|kun|kan|hoeft?|lukt|wilt?|vindt?)\b)\w+\s+(?:u|je|jij|wij|we|er|uw|jouw|het|de)\b[^.?!,\n]{0,140}?"
    r"\b(?:niet|geen|niets|onvoldoende|zonder|in gebreke|weg|nalatig|te laat)\b[^.?!,\n]{0,60}"
)
TURNED_ROUND = re.compile(
    rf"{LEFT_UNDONE}(?P<then>,\s*(?:dan|stopt|vervalt|verliest|volgt|zijn wij|moeten wij|kunnen wij)\b)", re.I
)
# "Betaalt u niet op tijd? Dan ...": the same in two sentences.
ASKED_ROUND = re.compile(rf"{LEFT_UNDONE}\?", re.I)
# "Blijkt later dat er iets niet klopt, dan ...": what may be found out about the reader.
FOUND_OUT = re.compile(r"blijkt\b[^.?!,\n]{3,140}(?P<then>,\s*dan\b)", re.I)
THEN = re.compile(r"(?:dan\b|(?:u|je)\s+\w+\s+dan\b)", re.I)
# Without a condition, or in a friendly tone; only together with something bad, which stands behind it.
SOFTLY = re.compile(
    r"(?:(?<=[,;:]\s)|\A|\bwant\s+)anders\b"
    r"|(?:(?<=[,;:]\s)|\A)zonder\s(?:(?:uw|jouw|je|deze|dit|die)\s[^.?!,;:\n]{3,60}?"
    r"|(?:\w+\s)?(?:bericht|bewijs|formulier|gegevens|handtekening|medewerking|papieren|reactie|stukken)\b)"
    r"(?=\s[^.?!,\n]{0,40})"
    r"|\btenzij\s+(?:u|je|wij|we)\b[^.?!,\n]{0,120}"
    r"|\bvoorkom(?:t\s+(?:u|je))?\s+(?:\w+\s+){0,2}?dat\s+(?:u|je|uw|jouw|wij|we)\b"
    r"|\bvoorkomen\s+dat\s+(?:uw|wij|we)\b"
    r"|\b(?:jammer|spijtig|vervelend|zonde)\s+(?:zijn\s+)?als\b|\bhoud(?:t\s+u)?\s+er\s+rekening\s+mee\s+dat\b"
    r"|\b(?:kan|kunnen)\s+(?:\w+\s+){0,3}?(?:ertoe\s+leiden|betekenen)\s+dat\b",
    re.I,
)
# So many characters off, what is bad still belongs to it.
WITHIN = 300
# What these lead to, besides what is bad anyhow: a door that closes.
DEAD_END = re.compile(
    r"\bniet\s+(?:meer\s+|verder\s+){1,2}(?:helpen|behandelen)\b"
    r"|\bgaat\s+(?:uw|je|jouw)\s+\w+\s+(?:\w+\s+)?niet\s+(?:verder|door)\b|\b(?:helemaal\s+)?opnieuw\s+(?:beginnen|aanvragen)\b"
    r"|\b(?:geen|niet\s+langer)\s+(?:uitkering|hulp|geld|toeslag|vergoeding|bijstand|recht|plek|zorg)\b"
    r"|\b(?:uitkering|toeslag|vergoeding)\s+(?:wordt\s+)?lager\b|\bsluit(?:en)?\s+(?:wij|we)\s+(?:uw|je)\s+(?:dossier|aanvraag)\b"
    r"|\bzelf\s+(?:betalen|opdraaien)\b|\b(?:kwijt|verliezen|kwijtraakt|uit\s+handen)\b",
    re.I,
)
# Bad by itself: "U houdt uw hulp alleen als u ...", and that it will not be tried again.
BY_ITSELF = re.compile(
    r"\b(?:houdt|behoudt)\b[^.?!,\n]{2,60}\b(?:alleen\s+(?:als|zolang)|slechts\s+als|mits)\b[^.?!,\n]{0,60}"
    r"|\been\s+(?:tweede|nieuwe|andere|volgende)\s+\w+\s+(?:is\s+er|krijgt\s+u|krijg\s+je|komt\s+er|volgt)\s+niet\b"
    r"|\b(?:komt\s+er|krijgt\s+u|krijg\s+je|volgt)\s+geen\s+(?:tweede|nieuwe)\s+(?:kans|uitnodiging|oproep|afspraak)\b",
    re.I,
)
# "Wij wijzen u erop dat u recht heeft op": what is pointed out is good for the reader.
POINTS_OUT = re.compile(r"\bwijzen\b.*\berop\Z", re.I)
IN_FAVOUR = re.compile(r"\bdat\s+(?:u|je)\s+(?:recht\b|[^.?!\n]{0,40}\b(?:kunt|mag|gratis)\b)", re.I)
# "Het niet tijdig inleveren van ... leidt tot": the same as a noun.
AS_A_NOUN = re.compile(
    r"\bhet\s+(?:zonder\s[^.?!,\n]{3,40}?\s)?(?:niet\s+"
    r"(?:(?:tijdig|volledig|juist|correct|meer|langer|of|op tijd)\s+)*\w{2,}en"
    r"|weigeren|nalaten|verzuimen|schenden)\b",
    re.I,
)
# "Bij het uitblijven van betaling", "zonder tegenbericht": the same without a verb.
IN_THAT_CASE = re.compile(
    r"\bbij\s+(?:het\s+)?(?:gebreke\s+(?:van|daarvan|hiervan|waarvan)|uitblijven\s+van"
    r"|niet(?:\s+|-)?(?:\w+\s+)?(?:nakom|betal|verschijn|inlever|reager|voldo|meld)\w*|nalatigheid|weigering"
    r"|herhaling|recidive|overtreding)\b",
    re.I,
)
SPARED = re.compile(r"\b(?:geen|niet|nooit)\s\Z", re.I)
NO_SUCH = re.compile(r"\b(?:geen|zonder)\s\Z", re.I)
# "Dan stopt uw uitkering niet": what is said behind it takes it back.
IT_WILL_NOT = re.compile(r"(?:\s+\w+){0,3}\s+(?:niet|nooit)\s*(?:[.,;!]|\Z|direct|meteen|zomaar)", re.I)
DENIED = re.compile(r"\b(?:niet|geen|nooit|zonder)\b", re.I)
OUR_DUTY = re.compile(r"\b(?:wij|we|ik|gemeente|college)\s(?:(?:zijn|ben|is|dan|ook|daarom)\s)*\Z", re.I)
# "Een dwangsom van ons" is good news: we pay it.
WE_PAY = re.compile(
    r"\b(?:krijgt u|u krijgt|toegekend|ontvangt u|u ontvangt|betalen wij|wij betalen)\b", re.I
)
CONSEQUENCE = re.compile(
    r"\b(?:stop(?:pen|t|gezet)?|gestopt|staken|gestaakt|beëindig\w*|verla(?:ag|g)\w*|kort(?:en|ing)?|gekort|omlaag"
    r"|intrek\w*|ingetrokken|trekken"
    r"|terug(?:vorder\w*|gevorderd|betal(?:en|ing)|betaald?)|vorderen|buiten behandeling|afgewezen|afwijzen"
    r"|wijzen|vervalt"
    r"|verliest|geen recht|maatregel\w*|opschort\w*|opgeschort|blokke\w*|geblokkeerd|boete|sanctie|incasso\w*"
    r"|deurwaarder|gevolgen|ingehouden|inhoud\w*"
    r"|proces-verbaal|justitie|politie|rechter|kantonrechter|ontbinden|ontbonden|uitgeschreven|opgeheven|opheffen"
    r"|verhaald|verhoogd|verhogen|afgesloten|afsluiten|overgedragen|overdragen|geweigerd|genoodzaakt"
    r"|ten uitvoer|vonnis|houden\b[^.?!\r\n]{0,40}\bin|ontruim\w*|niet in behandeling|risico)\b",
    re.I,
)


def threats(letter: Letter) -> Iterator[Finding]:
    """Turns of phrase that threaten or distrust, and "als u niet ..." with something bad behind it."""
    text = letter.text
    in_words: list[int] = []
    for start, end, phrase in matches(said(letter), text, tables.phrases(Kind.THREAT)):
        if NO_SUCH.search(text, max(0, start - 8), start) or _is_ours(letter, start, end):
            continue
        if _is_kind(letter, start, end):
            continue
        in_words.append(start)
        if phrase.instead:
            yield swap(text, Kind.THREAT, (start, end), phrase.instead, "words")
        else:
            yield remark(text, Kind.THREAT, (start, end), "words")
    said_before = False
    for at, sentence in enumerate(letter.sentences):
        after = letter.sentences[at + 1] if at + 1 < len(letter.sentences) else None
        place = condition(text, sentence, after)
        if place:
            yield remark(text, Kind.THREAT, place, "condition", strong=True)
        found = place is not None or any(sentence.start <= start < sentence.end for start in in_words)
        softly = None if found else _softly(text, sentence, goes_on=said_before)
        if softly:
            yield remark(text, Kind.THREAT, softly, "words")
        in_two = place is not None and text[place[1] - 1] == "?"
        said_before = (found or softly is not None) and not in_two


def _is_kind(letter: Letter, start: int, end: int) -> bool:
    """Whether "wij wijzen u erop" points out what the reader may or can have."""
    if not POINTS_OUT.search(letter.text, start, end):
        return False
    within = next((each for each in letter.sentences if each.start <= start < each.end), None)
    if within is None:
        return False
    return bool(IN_FAVOUR.search(letter.text, end, within.end)) and not _follows(letter.text, end, within.end)


def _is_ours(letter: Letter, start: int, end: int) -> bool:
    """Whether it is a duty of ours: "de gemeente is verplicht", or a penalty that we pay the reader."""
    text = letter.text
    said = text[start:end].lower()
    if said == "dwangsom":
        within = next((each for each in letter.sentences if each.start <= start < each.end), None)
        return within is not None and WE_PAY.search(within.text) is not None
    return said.endswith("verplicht") and OUR_DUTY.search(text, max(0, start - 40), start) is not None


def condition(text: str, sentence: Sentence, after: Sentence | None = None) -> tuple[int, int] | None:
    """Where a sentence says what the reader must not leave undone, with something bad behind it, be it in the
    sentence `after` it ("Betaalt u niet? Dan ...")."""
    start, end = sentence.start, sentence.end
    for round_about in (TURNED_ROUND, FOUND_OUT):
        turned = round_about.match(text, start, end)
        if turned and _is_bad(text, turned.start("then"), end):
            return turned.start(), turned.start("then")
    asked = ASKED_ROUND.match(text, start, end)
    if asked and after and THEN.match(text, after.start, after.end) and _is_bad(text, after.start, after.end):
        return asked.span()
    for form in (IF_NOT, AS_A_NOUN, IN_THAT_CASE):
        match = form.search(text, start, end)
        if match and (_is_bad(text, match.end(), end) or _went_before(text, start, match.start())):
            return match.span()
    return None


def _softly(text: str, sentence: Sentence, *, goes_on: bool) -> tuple[int, int] | None:
    """Where a sentence threatens without a condition, or goes on with a threat before it."""
    start, end = sentence.start, sentence.end
    by_itself = BY_ITSELF.search(text, start, end)
    if by_itself:
        return by_itself.span()
    if goes_on and THEN.match(text, start, end) and _is_bad(text, start, end):
        return start, end
    for match in SOFTLY.finditer(sentence.text):
        begin, stop = start + match.start(), start + match.end()
        behind_it = match.group().lower().startswith("tenzij")
        near = (max(start, begin - WITHIN), min(end, stop + WITHIN))
        if _is_bad(text, stop, near[1]) or (behind_it and _is_bad(text, near[0], begin)):
            return begin, stop
    return None


def _is_bad(text: str, start: int, end: int) -> bool:
    """Whether something bad is said that will come, or a door closes."""
    if _follows(text, start, end):
        return True
    ends = DEAD_END.finditer(text, start, end)
    return any(not SPARED.search(text, max(start, each.start() - 8), each.start()) for each in ends)


def _follows(text: str, start: int, end: int) -> bool:
    """Whether something bad is said, and not that it will not come."""
    return any(
        not (
            NO_SUCH.search(text, max(start, bad.start() - 8), bad.start())
            or IT_WILL_NOT.match(text, bad.end(), end)
        )
        for bad in CONSEQUENCE.finditer(text, start, end)
    )


def _went_before(text: str, start: int, end: int) -> bool:
    """Whether the sentence began with something bad: "Wij stoppen uw uitkering als u niet ..."."""
    return _follows(text, start, end) and not DENIED.search(text, start, end)
