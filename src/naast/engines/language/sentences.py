"""What can be hard in a sentence: its length, the passive, nouns made of verbs, two negations."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from naast.engines.language import tables, words
from naast.engines.language.making import remark
from naast.engines.language.text import Letter, Sentence, Word
from naast.engines.language.types import Finding, Kind

# Words in a sentence from which it is worth a remark, and from which a strong one.
LONG, VERY_LONG = 15, 20

PREFIXES = ("be", "er", "ge", "her", "ont", "ver")
BETWEEN = frozenset(["te", "kan", "kunnen", "zal", "zullen", "moet", "moeten", "mag", "mogen"])
# "Geen ... , tenzij" spans its comma.
EXCEPT = frozenset({"tenzij", "behoudens"})
CLAUSE_ENDS = frozenset(["maar", "want", "omdat", "zodat", "terwijl", "hoewel", "en", "of", "dus"])


def long_sentences(letter: Letter) -> Iterator[Finding]:
    """Sentences of more than 15 words; more than 20 asks for more attention."""
    for sentence in letter.sentences:
        count = len(sentence.words)
        if count > LONG:
            strong = count > VERY_LONG
            place = (sentence.start, sentence.end)
            case = "strong" if strong else "remark"
            yield remark(letter.text, Kind.LONG_SENTENCE, place, case, strong=strong, words=count)


def passives(letter: Letter) -> Iterator[Finding]:
    """Sentences that say what is done but not by whom. The sentence is marked, the verb is named."""
    for sentence in letter.sentences:
        verb = _passive_verb(letter.text, sentence.words)
        if verb:
            yield remark(letter.text, Kind.PASSIVE, (sentence.start, sentence.end), verb=verb)


def _passive_verb(text: str, found: Sequence[Word]) -> str:
    """The auxiliary and the participle of the first passive, or nothing.

    A participle goes with the auxiliary right before it, or right after it ("afgewezen wordt", "gebeld te
    worden"), or else with the nearest one before. With "zijn" it is a passive only when somebody does it.
    """
    nearest: int | None = None
    for at, word in enumerate(found):
        if _helper(word.plain):
            nearest = at
        if not is_participle(word.plain) or (at and word.text[0].isupper()) or _is_finite(found, at):
            continue
        helper = nearest if nearest == at - 1 else _helper_after(text, found, at)
        helper = nearest if helper is None and not _begins_apposition(text, found, at) else helper
        if helper is not None and _makes_passive(found[helper].plain, word.plain):
            return f"{found[min(helper, at)].text} … {found[max(helper, at)].text}"
    return ""


def _is_finite(found: Sequence[Word], at: int) -> bool:
    """ "Verwacht u een kind": there it is what the reader does."""
    if found[at].plain != "verwacht" or at + 1 == len(found):
        return False
    return found[at + 1].plain in {"u", "je", "jij", "ik", "wij", "we"}


def _begins_apposition(text: str, found: Sequence[Word], at: int) -> bool:
    """ "Dat is zes weken, geteld vanaf vandaag": it stands right behind a comma, and no comma went before."""
    commas = text[found[0].start : found[at].start].count(",")
    return commas == 1 and at > 0 and _comma_between(text, found[at - 1], found[at])


def _helper_after(text: str, found: Sequence[Word], at: int) -> int | None:
    for after in range(at + 1, min(at + 4, len(found))):
        if _comma_between(text, found[after - 1], found[after]):
            return None
        if _helper(found[after].plain):
            return after
        if found[after].plain not in BETWEEN:
            return None
    return None


def _makes_passive(helper: str, participle: str) -> bool:
    if _helper(helper) == "be":
        return participle not in tables.listed("lists", "not_done_by_someone")
    return _helper(helper) == "done"


def _helper(word: str) -> str:
    if word in tables.listed("lists", "to_be_done"):
        return "done"
    if word in tables.listed("lists", "to_be"):
        return "be"
    return "have" if word in tables.listed("lists", "to_have") else ""


@lru_cache(maxsize=20_000)
def is_participle(word: str) -> bool:
    """Whether a word looks like the participle of a verb that somebody does."""
    if word in tables.listed("lists", "strong_participles"):
        return True
    if len(word) < 5 or word in tables.listed("lists", "no_participles") or words.zipf(word) == words.UNKNOWN:
        return False
    if word.endswith(("heid", "ment")):
        return False
    rest = next(
        (word[len(each) :] for each in tables.in_order("lists", "particles") if word.startswith(each)), ""
    )
    if rest.startswith("ge"):
        return rest.endswith(("d", "t", "en", "aan")) and len(rest) > 4
    if rest in tables.listed("lists", "strong_participles") or (len(rest) > 5 and _is_weak(rest)):
        return True
    if word.startswith("ge") and word.endswith(("d", "t", "aan")):
        return True
    if word.startswith("ge") and word.endswith("en"):
        # An infinitive with ge- (gebruiken) has a finite form without -en; a strong participle has not.
        return words.zipf(word[:-2] + "t") < 2
    return _is_weak(word)


def _is_weak(word: str) -> bool:
    """A weak participle with an unstressed prefix, such as betaald, to which there is an infinitive."""
    if not word.startswith(PREFIXES) or not word.endswith(("d", "t")):
        return False
    root = word[:-1]
    infinitives = [root + "en", root + root[-1] + "en", root[:-2] + root[-1] + "en", root + "n"]
    if words.zipf(f"{word}t") >= 1:
        # "Vergoed" is of "vergoeden", which has "vergoedt"; a noun such as "verbond" has no such form.
        infinitives.append(f"{word}en")
    known = max(words.zipf(each) for each in infinitives)
    # After a soft sound it is -d, and -t in "hij betaalt"; after a hard one both have -t.
    return known >= 2 and (word.endswith("d") or root[-1] in "tkfspch")


def nominalisations(letter: Letter) -> Iterator[Finding]:
    """Nouns that hide a verb: "het indienen van", "de beoordeling van", "vindt plaats"."""
    for sentence in letter.sentences:
        found = sentence.words
        for at, word in enumerate(found):
            place = _nominal(found, at)
            if place:
                verb = _verb_in(word.plain)
                yield remark(letter.text, Kind.NOMINALISATION, place, "verb", verb=verb)
        yield from _happens(letter, sentence)


def _nominal(found: Sequence[Word], at: int) -> tuple[int, int] | None:
    if at + 1 >= len(found):
        return None
    word, after = found[at].plain, found[at + 1].plain
    before = found[at - 1].plain if at else ""
    if after not in {"van", "door", "tot", "aan", "op"} or len(word) < 5:
        return None
    start = found[at - 1].start if before in tables.listed("lists", "before_a_noun") else found[at].start
    if word.endswith("en"):
        first = at - 1
        while first > 0 and found[first].plain in tables.listed("lists", "how"):
            first -= 1
        before = found[first].plain if at else ""
        start = found[max(first, 0)].start if before == "het" else start
        fits = before == "het" and after in {"van", "door"} and bool(_verb_in(word))
    else:
        fits = bool(_verb_in(word))
    return (start, found[at + 1].end) if fits else None


@lru_cache(maxsize=20_000)
def _is_infinitive(word: str) -> bool:
    """Whether a word on -en has forms of a verb beside it."""
    root = word[:-2]
    roots = (root, root[:-1]) if len(root) > 2 and root[-1] == root[-2] else (root, root[:-1] + root[-2:])
    return any(
        words.zipf(f"{each}t") > 2 or words.zipf(f"ge{each}d") > 2 or words.zipf(f"ge{each}t") > 2
        for each in roots
    ) or (word.startswith(PREFIXES) and root.endswith("t") and words.zipf(root) > 2)


@lru_cache(maxsize=20_000)
def _verb_in(word: str) -> str:
    """The verb in a noun on -ing or in an infinitive, or nothing when it is a thing of its own."""
    if word in tables.listed("lists", "things"):
        return ""
    if word in tables.hidden_verbs():
        return tables.hidden_verbs()[word]
    if word.endswith("ing") and len(word) > 6:
        verb = word[:-3] + "en"
        return verb if words.zipf(verb) >= 2 else ""
    if word.endswith("en") and _is_infinitive(word):
        return word
    return ""


def _happens(letter: Letter, sentence: Sentence) -> Iterator[Finding]:
    """ "Plaatsvinden" said of something that somebody does."""
    finds = False
    for word in sentence.words:
        finds = finds or word.plain in {"vindt", "vond", "vinden", "vonden"}
        whole = word.plain in {"plaatsvinden", "plaatsvindt", "plaatsgevonden", "plaatsvond"}
        if whole or (finds and word.plain == "plaats"):
            yield remark(letter.text, Kind.NOMINALISATION, (word.start, word.end), "happens")


def double_negations(letter: Letter) -> Iterator[Finding]:
    """Two negations in one clause, or one with its opposite ("niet onredelijk", "geen ... tenzij")."""
    for sentence in letter.sentences:
        first: Word | None = None
        for at, word in enumerate(sentence.words):
            parted = first and _comma_between(letter.text, first, word) and word.plain not in EXCEPT
            if word.plain in CLAUSE_ENDS or parted:
                first = None
            if first and _negates(word.plain, sentence.words[at - 1].plain):
                yield remark(letter.text, Kind.DOUBLE_NEGATION, (first.start, word.end))
                break
            if word.plain in tables.listed("lists", "no_words"):
                first = word


def _comma_between(text: str, one: Word, other: Word) -> bool:
    return any(sign in text[one.end : other.start] for sign in ",;:(")


def _negates(word: str, before: str) -> bool:
    if word in tables.listed("lists", "no_words"):
        # "Niet of niet" and "nog niet" repeat; "niets niet" would be one.
        return before not in {"of", "nog"}
    if word in tables.listed("lists", "hidden_no"):
        return True
    return word.startswith("on") and word[2:].removesuffix("e") in tables.listed("lists", "opposites")
