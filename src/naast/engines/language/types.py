"""What a review of a letter says: findings with their position, and figures about the letter.

Positions count characters (code points) from the beginning of the text, `end` excluded.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

ENGINE = "language 1.1"


class Kind(StrEnum):
    """What can hinder a reader. A room translates these; the engine's own words are Dutch, as letters are."""

    LONG_SENTENCE = "long_sentence"
    PASSIVE = "passive"
    HARD_WORD = "hard_word"
    JARGON = "jargon"
    NOMINALISATION = "nominalisation"
    DOUBLE_NEGATION = "double_negation"
    ABBREVIATION = "abbreviation"
    THREAT = "threat"
    DISTANCE = "distance"
    NO_NEXT_STEP = "no_next_step"
    NO_INVITATION = "no_invitation"
    NO_CONTACT = "no_contact"
    UNCLEAR_DATE = "unclear_date"
    UNCLEAR_AMOUNT = "unclear_amount"
    SPELLING = "spelling"


class Reading(StrEnum):
    """How a letter reads as a whole. Never a level of the European framework: no text "is B1"."""

    TOO_HARD = "too_hard"
    ALMOST = "almost"
    READABLE = "readable"


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark. `why` and `instead` are Dutch, for the writer.

    `text` is what stands from `start` to `end`; a remark about the letter as a whole stands after its last
    sign, with empty text. With `replaces` the words in `instead` can take the place of `text` as they are;
    otherwise they are advice. `strong` asks for more attention than an ordinary remark.
    """

    kind: Kind
    start: int
    end: int
    text: str
    why: str
    instead: str
    replaces: bool = False
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts about one letter. `words` and `sentences` are those of its body, without address and signature.

    `hard_words` are the words of the body under a remark on a single word (hard, official, made of a verb, or
    shortened). `measure` is the mean number of words in a sentence plus the hard words in a hundred words; it
    measures a letter of ours, never a person.
    """

    words: int
    sentences: int
    words_per_sentence: float
    longest_sentence: int
    hard_words: int
    measure: float
    reading: Reading
    findings: Mapping[Kind, int]


Place = tuple[int, int]
"""From the first character up to and without the second."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a library with grammar rules found in a letter, and the places that it did not get to."""

    findings: tuple[Finding, ...]
    not_looked_at: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """The whole answer: one line for the writer, the findings in the order of the text, the figures.

    `not_looked_at`: places that the grammar part did not get to. The engine's own checks read every letter
    to its end.
    """

    summary: str
    findings: tuple[Finding, ...]
    figures: Figures
    not_looked_at: tuple[Place, ...] = ()
