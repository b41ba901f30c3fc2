"""The review of one letter: all checks, what they found in the order of the text, and the figures."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from naast.engines.errors import BadInput
from naast.engines.language import amounts, sentences, steps, tables, threats, whole, wording
from naast.engines.language.text import Letter, cut
from naast.engines.language.types import Checked, Figures, Finding, Kind, Reading, Review

# Some fifteen pages; what is longer is no letter.
LONGEST_LETTER = 50_000

Check = Callable[[Letter], Iterable[Finding]]
Grammar = Callable[[str], Checked]

CHECKS: tuple[Check, ...] = (
    sentences.long_sentences,
    sentences.passives,
    sentences.nominalisations,
    sentences.double_negations,
    wording.official,
    threats.threats,
    wording.distances,
    wording.abbreviations,
    wording.hard_words,
    amounts.dates,
    amounts.amounts,
    steps.next_steps,
    whole.invitations,
    whole.contacts,
)
# One word gets one remark: the first of these that marks it, the others give way.
ON_WORDS = (
    Kind.THREAT,
    Kind.DISTANCE,
    Kind.ABBREVIATION,
    Kind.UNCLEAR_DATE,
    Kind.UNCLEAR_AMOUNT,
    Kind.NOMINALISATION,
    Kind.JARGON,
    Kind.HARD_WORD,
    Kind.SPELLING,
)
HARD = (Kind.HARD_WORD, Kind.JARGON, Kind.NOMINALISATION, Kind.ABBREVIATION)
# Calibrated on the labelled letters, see docs/engines/language.md.
READABLE_UNTIL, ALMOST_UNTIL = 15.0, 20.0


def review(text: str, grammar: Grammar | None = None) -> Review:
    """What hinders the reader of one letter of ours, and how it reads as a whole.

    `grammar` adds the remarks of a library (`naast.engines.language.grammar`); without it the engine needs
    only its own tables. Never give it what a resident wrote. Raises BadInput for text without a word or of
    more than `LONGEST_LETTER` characters.
    """
    if len(text) > LONGEST_LETTER:
        raise BadInput("text", f"must be a letter of at most {LONGEST_LETTER} characters, not {len(text)}")
    letter = cut(text)
    if not any(sign.isalpha() for word in letter.words for sign in word.text):
        raise BadInput("text", "must be a letter; there is no word in it")
    found = [finding for check in CHECKS for finding in check(letter)]
    checked = grammar(text) if grammar is not None else Checked(())
    found += checked.findings
    kept = sorted(_one_a_word(found), key=lambda f: (f.start, f.end, list(Kind).index(f.kind)))
    figures = _figures(letter, kept)
    summary = _summary(figures, len(kept))
    if not whole.is_dutch(letter):
        summary = f"{summary} {tables.summary('not_dutch')}"
    if checked.not_looked_at:
        summary = f"{summary} {tables.summary('not_looked_at')}"
    return Review(summary, tuple(kept), figures, checked.not_looked_at)


def _one_a_word(found: Iterable[Finding]) -> Iterator[Finding]:
    """The findings without those on words that already have a remark of a kind before theirs."""
    on_words = []
    for finding in found:
        if finding.kind in ON_WORDS:
            on_words.append(finding)
        else:
            yield finding
    on_words.sort(key=lambda f: (ON_WORDS.index(f.kind), f.start, -f.end))
    taken: set[int] = set()
    for finding in on_words:
        places = range(finding.start, finding.end)
        if taken.isdisjoint(places):
            taken.update(places)
            yield finding


def _figures(letter: Letter, found: Iterable[Finding]) -> Figures:
    kinds = Counter(finding.kind for finding in found)
    lengths = [len(sentence.words) for sentence in letter.sentences]
    words = sum(lengths)
    hard = sum(
        1 for f in found if f.kind in HARD and any(s.start <= f.start < s.end for s in letter.sentences)
    )
    mean = words / len(lengths) if lengths else 0.0
    measure = mean + (100 * hard / words if words else 0.0)
    return Figures(
        words=words,
        sentences=len(lengths),
        words_per_sentence=round(mean, 1),
        longest_sentence=max(lengths, default=0),
        hard_words=hard,
        measure=round(measure, 1),
        reading=_reading(measure),
        findings={kind: kinds[kind] for kind in Kind if kinds[kind]},
    )


def _reading(measure: float) -> Reading:
    if measure <= READABLE_UNTIL:
        return Reading.READABLE
    return Reading.ALMOST if measure <= ALMOST_UNTIL else Reading.TOO_HARD


def _summary(figures: Figures, remarks: int) -> str:
    return tables.summary(figures.reading.value).format(
        words=_counted("word", figures.words),
        sentences=_counted("sentence", figures.sentences),
        mean=str(figures.words_per_sentence).replace(".", ","),
        hard=_counted("hard", figures.hard_words),
        remarks=_counted("remark", remarks),
    )


def _counted(what: str, count: int) -> str:
    """ "1 zin", "2 zinnen"."""
    several = what if what == "hard" else f"{what}s"
    return tables.summary(f"one_{what}" if count == 1 else several).format(count=count)


def as_json(found: Review) -> dict[str, object]:
    """The review as the command line prints it."""
    figures = found.figures
    return {
        "summary": found.summary,
        "findings": [
            {
                "kind": each.kind.value,
                "start": each.start,
                "end": each.end,
                "text": each.text,
                "why": each.why,
                "instead": each.instead,
            }
            for each in found.findings
        ],
        "figures": {
            "words": figures.words,
            "sentences": figures.sentences,
            "words_per_sentence": figures.words_per_sentence,
            "longest_sentence": figures.longest_sentence,
            "hard_words": figures.hard_words,
            "measure": figures.measure,
            "reading": figures.reading.value,
            "findings": {kind.value: count for kind, count in figures.findings.items()},
        },
    }
