"""A letter cut into its parts, lines, sentences and words, each with its place in the text."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

MARKS = "\u0300-\u036f"
WORD = re.compile(rf"[^\W_][\w{MARKS}]*(?:[.,:/'’@\-–][^\W_][\w{MARKS}]*)*")

PHONE = re.compile(
    r"(?<![\w-])(?:\+31|0031|0)[\s(0)-]{0,4}\d(?:(?:\s?[.-]\s?|\s)?\d){7,9}(?!\d)"
    r"|(?<!\d)14[\s-]?0\d{1,4}(?!\d)|\b0800(?:(?:\s?-\s?|\s)?\d){4,7}\b"
)
ACCOUNT = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")

SALUTATION = re.compile(
    r"[ \t]*(?:(?:beste|geachte|dag|hallo|hoi|lieve|goedendag)\b(?:[^?!\r\n]{0,70}[,:!]|[^.?!\r\n]{0,40})"
    r"|l\.?s\.?,?)",
    re.I,
)
CLOSING = re.compile(
    r"[ \t]*(?:met (?:de )?(?:meeste |zeer )?(?:vriendelijke|hartelijke|vriendelijk|hartelijk) groet(?:en)?"
    r"|(?:vriendelijke|hartelijke) groet(?:en)?|groet(?:en|jes)?|hoogachtend|(?:veel )?hartelijks"
    r"|in vertrouwen u hiermede|tot (?:dan|snel|ziens))\b[^.?!\n]{0,20}[,.!]?[ \t]*",
    re.I,
)
SUBJECT = re.compile(r"[ \t]*(?:onderwerp|betreft|inzake)[ \t]*:?", re.I)
BULLET = re.compile(r"[ \t]*(?:[-*•–—]|\d{1,2}[.)]|[a-z][.)])[ \t]+")

# Word processors part lines with more signs than the two of a plain file.
ENDS = "\r\n\v\f\x85\u2028\u2029"
LINE = re.compile(rf"[^{ENDS}]*(?:\r\n|[{ENDS}]|\Z)")
LONGEST_SHORT = 12
# Below the closing: who signs, for whom, and where to call. A line beyond it, or a sentence, is text again.
LONGEST_NAME = 60
ENCLOSED = re.compile(r"(?:bijlage|p\.?s\.?\b|in afschrift)", re.I)
END = re.compile(r"(?<![.!?…])[.!?…]+[\"'”’)\]»]*(?=\s|$)")
PARAGRAPH = re.compile(r"\S(?:[^\r\n]|\r?\n(?![^\S\r\n]*\r?\n))*")
# A line at least this long is taken to run on into the next one, though it ends without a sign.
WRAPPED_AT = 50


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a number, as it stands in the text."""

    start: int
    end: int
    text: str

    @property
    def plain(self) -> str:
        """In lower case and composed, as word lists have it."""
        return folded(self.text)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or an item of a list, with its words."""

    start: int
    end: int
    text: str
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter in parts. `body` runs from salutation to closing; without them it is the whole text."""

    text: str
    body_start: int
    body_end: int
    closing_end: int
    signed_end: int
    sentences: tuple[Sentence, ...]
    words: tuple[Word, ...]

    def in_body(self, place: int) -> bool:
        """Whether a place in the text lies between salutation and closing."""
        return self.body_start <= place < self.body_end

    def is_signature(self, place: int) -> bool:
        """Whether a place lies where somebody signs: names, offices and numbers, of which nothing is said."""
        return self.closing_end <= place < self.signed_end

    @property
    def last(self) -> int:
        """Where a remark about the whole letter stands: after its last sign."""
        return len(self.text.rstrip())


@cache
def short_words() -> frozenset[str]:
    """Abbreviations after whose full stop a sentence goes on."""
    return frozenset(word_list("short"))


@cache
def word_list(name: str) -> tuple[str, ...]:
    """A list of words from the data file, in its order."""
    source = Path(__file__).parent / "data" / "lists.nl.toml"
    return tuple(tomllib.loads(source.read_text(encoding="utf-8"))[name])


def folded(text: str) -> str:
    """Lower case, composed letters, one kind of apostrophe."""
    return unicodedata.normalize("NFC", text).lower().replace("’", "'")


def words_of(text: str, start: int, end: int) -> tuple[Word, ...]:
    """The words between two places."""
    return tuple(Word(m.start(), m.end(), m.group()) for m in WORD.finditer(text, start, end))


def cut(text: str) -> Letter:
    """The parts of a letter."""
    lines = list(_lines(text))
    start, end, closing = 0, len(text), len(text)
    for line_start, line_end in lines:
        if SALUTATION.fullmatch(text, line_start, line_end):
            start = line_end
            break
    for line_start, line_end in lines:
        if line_start >= start and CLOSING.fullmatch(text, line_start, line_end):
            end, closing = line_start, line_end
            break
    sentences: list[Sentence] = []
    for line_start, line_end in lines:
        subject = SUBJECT.match(text, line_start, line_end) if line_start < start else None
        if subject:
            sentences += _sentences(text, subject.end(), line_end)
    for piece_start, piece_end in _pieces(
        text, [each for each in lines if start <= each[0] and each[1] <= end]
    ):
        sentences += _sentences(text, piece_start, piece_end)
    signed = _signed(text, closing, lines)
    return Letter(text, start, end, closing, signed, tuple(sentences), words_of(text, 0, len(text)))


def _signed(text: str, closing: int, lines: Iterable[tuple[int, int]]) -> int:
    """Where the lines end in which somebody signs: short ones that are no sentence."""
    signed = closing
    for start, end in lines:
        if start < closing or start == end:
            continue
        runs = text[end - 1] in ".!?" and len(words_of(text, start, end)) > 3
        if runs or end - start > LONGEST_NAME or ENCLOSED.match(text, start, end):
            break
        signed = end
    return signed


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """The lines without their ends and without blanks around them, empty ones as well."""
    for match in LINE.finditer(text):
        line = match.group()
        start = match.start() + len(line) - len(line.lstrip())
        end = match.start() + len(line.rstrip())
        yield (start, end) if start < end else (match.start(), match.start())


def _pieces(text: str, lines: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Lines that belong together: a wrapped paragraph is one piece, a heading or a list item its own."""
    piece, last = (0, 0), (0, 0)
    for start, end in lines:
        bullet = BULLET.match(text, start, end)
        if start < end and not bullet and _runs_on(text, last, start):
            piece = (piece[0], end)
        else:
            if piece[0] < piece[1]:
                yield piece
            piece = (bullet.end() if bullet else start, end)
        last = (start, end)
    if piece[0] < piece[1]:
        yield piece


def _runs_on(text: str, last: tuple[int, int], start: int) -> bool:
    """Whether a line goes on with the sentence of the line before it."""
    if last[0] == last[1] or text[last[1] - 1] in ".!?…:;":
        return False
    return text[start].islower() or last[1] - last[0] >= WRAPPED_AT


def _sentences(text: str, start: int, end: int) -> Iterator[Sentence]:
    begin = start
    for match in END.finditer(text, start, end):
        if _ends_here(text, begin, match, end):
            yield from _sentence(text, begin, match.end())
            begin = match.end()
    yield from _sentence(text, begin, end)


def _ends_here(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    rest = text[match.end() : min(end, match.end() + 40)].lstrip()
    if not rest:
        return True
    if match.group() != ".":
        return not rest[0].islower()
    before = text[max(begin, match.start() - LONGEST_SHORT) : match.start()].split()
    word = folded(before[-1].lstrip("(\"'“‘")) if before else ""
    # "Ik kom bij u. Wij ..." ends there; "mevrouw U. Bos" does not.
    initial = len(word) == 1 and word.isalpha() and before[-1] != "u"
    return not (initial or word in short_words() or rest[0].islower())


def stretches(text: str, longest: int) -> Iterator[tuple[int, int]]:
    """The text in stretches of at most so many characters: paragraphs together as far as they fit, or else
    sentences; of a sentence that is longer still, pieces that end at a blank where there is one."""
    start = end = 0
    for piece_start, piece_end in _small_pieces(text, longest):
        if piece_end - start > longest:
            if start < end:
                yield start, end
            start = piece_start
        end = piece_end
    if start < end:
        yield start, end


def _small_pieces(text: str, longest: int) -> Iterator[tuple[int, int]]:
    for match in PARAGRAPH.finditer(text):
        start, end = match.span()
        stops = [*(each.end() for each in END.finditer(text, start, end)), end]
        for stop in [end] if end - start <= longest else stops:
            while stop - start > longest:
                blank = max(text.rfind(sign, start, start + longest) for sign in " \n")
                cut_at = blank + 1 if blank > start else start + longest
                yield start, cut_at
                start = cut_at
            if stop > start:
                yield start, stop
                start = stop


def _sentence(text: str, start: int, end: int) -> Iterator[Sentence]:
    found = _numbers_as_one(text, words_of(text, start, end), start, end)
    if found:
        stop = end
        while stop > found[-1].end and text[stop - 1].isspace():
            stop -= 1
        yield Sentence(found[0].start, stop, text[found[0].start : stop], found)


def _numbers_as_one(text: str, found: tuple[Word, ...], start: int, end: int) -> tuple[Word, ...]:
    """The words, with a phone or account number that is written in groups as the one word that it is."""
    if sum(word.text[-1].isdigit() for word in found) < 2:
        return found
    numbers = [each.span() for form in (PHONE, ACCOUNT) for each in form.finditer(text, start, end)]
    numbers.sort(reverse=True)
    whole: list[Word] = []
    for word in found:
        while numbers and numbers[-1][1] <= word.start:
            numbers.pop()
        within = numbers and numbers[-1][0] < word.end
        if within and whole and whole[-1].end > numbers[-1][0]:
            first = whole.pop().start
            whole.append(Word(first, word.end, text[first : word.end]))
        else:
            whole.append(word)
    return tuple(whole)
