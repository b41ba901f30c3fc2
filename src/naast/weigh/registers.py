"""Law texts and their articles, as a register gives them and as they are kept and shown."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

BWB, CVDR = "bwb", "cvdr"
"""Registers of law texts: the national one, and the one of local rules."""
MOST_IN_ARTICLE = 100_000
"""Characters of one article, so that its words fit in the index of PostgreSQL (one megabyte)."""
IN_FORCE, LAPSED = "goed", "vervallen"
"""How the register calls an article that holds, and one that was withdrawn; `nogniet` holds later."""


@dataclass(frozen=True, slots=True)
class ArticlePart:
    """A paragraph, an item of a list or a row of a table; `depth` 0 stands at the margin."""

    depth: int
    number: str
    words: str


@dataclass(frozen=True, slots=True)
class ArticleRead:
    """An article as a register gives it.

    `key` stays the same over all versions (BWB: `stam-id`), `version` is of this one. `from_on`: since when
    this version holds, where that is said. `reference`: its lasting address (Juriconnect), or empty.
    """

    key: str
    version: str
    number: str
    label: str
    heading: str
    status: str
    from_on: dt.date | None
    reference: str
    parts: tuple[ArticlePart, ...]


@dataclass(frozen=True, slots=True)
class LawTextRead:
    """A whole law as a register gives it for the days from `from_on` through `until` (None: no end).

    `label` names this text within the law; `view_from`: since when the register sees these days so.
    """

    register: str
    law_id: str
    label: str
    title: str
    from_on: dt.date
    until: dt.date | None
    view_from: dt.date
    articles: tuple[ArticleRead, ...]


@dataclass(frozen=True, slots=True)
class LawTextFacts:
    """A law text that is kept. `sha256` is of the file as it came; `counts`: whether it is the law today."""

    id: int
    register: str
    law_id: str
    label: str
    title: str
    from_on: dt.date
    until: dt.date | None
    file_name: str
    size: int
    sha256: str
    kept_at: dt.datetime
    counts: bool = True

    @property
    def link(self) -> str:
        """Where the register itself shows this law."""
        return law_link(self.law_id)


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """An article of a kept text. `digest` tells whether two versions say the same."""

    id: int
    key: str
    number: str
    label: str
    heading: str
    status: str
    from_on: dt.date | None
    link: str
    digest: str
    text: LawTextFacts
    parts: tuple[ArticlePart, ...] = ()

    @property
    def title(self) -> str:
        """Label and heading as they stand above the article."""
        return f"{self.label} {self.heading}".strip()

    @property
    def has_lapsed(self) -> bool:
        return self.status == LAPSED

    @property
    def holds_later(self) -> bool:
        return self.status not in (IN_FORCE, LAPSED)


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """An article in which the words that were looked for occur: pieces of it, and which of them are hits."""

    article: ArticleFacts
    pieces: tuple[tuple[bool, str], ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """What the law texts say of the articles of a row today. `knows_law`: whether a text of it is kept."""

    knows_law: bool
    articles: tuple[ArticleFacts, ...]
    not_found: tuple[str, ...]


NATIONAL_SITE, LOCAL_SITE = "wetten.overheid.nl", "lokaleregelgeving.overheid.nl"


def law_link(law_id: str) -> str:
    """Where the register shows a law or local rule by its number."""
    if law_id.startswith("CVDR"):
        return f"https://{LOCAL_SITE}/{law_id}"
    return f"https://{NATIONAL_SITE}/{law_id}"
