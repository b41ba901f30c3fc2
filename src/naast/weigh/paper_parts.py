"""What a paper of a weighing is made of, and how it says days and what is in two languages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import formats, timezone

from naast.engines.legality.catalogue import Wording
from naast.weigh.library import say
from naast.weigh.types import ArticlePart

Frozen = Mapping[str, Any]
"""What `queries.freeze` keeps. A decision of long ago holds less of it: what is not there is left out."""


@dataclass(frozen=True, slots=True)
class Table:
    """Texts beside each other: a caption, the head of each column, and a row per line of as many texts."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def labelled(self) -> tuple[tuple[tuple[str, str], ...], ...]:
        """Each text with the head of its column, for where columns stand below each other."""
        return tuple(tuple(zip(self.head, row, strict=True)) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Entry:
    """A small heading with what stands below it, each of which may be absent.

    `link` is an address on the official site; `law` an article as it is numbered in the law.
    """

    heading: str = ""
    paragraphs: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    table: Table | None = None
    link: str = ""
    law: tuple[ArticlePart, ...] = ()
    source: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.paragraphs or self.items or self.table or self.link or self.law or self.source)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the paper; `name` is its anchor on the page."""

    name: str
    heading: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A weighing ready to be read or set, in one language."""

    language: str
    title: str
    sender: str
    about: tuple[str, ...]
    sections: tuple[Section, ...]


def entry(heading: str, *texts: str | None, items: tuple[str, ...] = (), link: str = "") -> Entry:
    """An entry of texts, each cut into its paragraphs."""
    paragraphs = tuple(part for text in texts if text for part in paragraphs_of(text))
    return Entry(heading, paragraphs, items, link=link)


def paragraphs_of(text: str) -> tuple[str, ...]:
    """What people typed, with a white line between, as paragraphs."""
    blocks = text.replace("\r\n", "\n").split("\n\n")
    return tuple(found for block in blocks if (found := block.strip()))


def day(written: str | None) -> str:
    """A day or moment of JSON as it is read in the active language; empty for none."""
    if not written:
        return ""
    if len(written) > len("2026-01-01"):
        return formats.date_format(timezone.localtime(dt.datetime.fromisoformat(written)), "j F Y")
    return formats.date_format(dt.date.fromisoformat(written), "j F Y")


def in_words(found: Frozen, name: str) -> str:
    """A text that is kept in both languages (`name_nl`, `name_en`), in the active one."""
    return say(Wording(en=str(found.get(f"{name}_en") or ""), nl=str(found.get(f"{name}_nl") or "")))
