"""What every part of a folder can do: say its shape, be taken along, be shown, and be brought in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from naast.folder.portable.taking import Entry, Taking

if TYPE_CHECKING:
    from naast.folder.access import Place
    from naast.folder.portable.arriving import Arrival


TICKS: dict[str, Any] = {}
"""What each code of `Part.ticked` means to a resident; the part that uses a code adds it."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to show with an entry: the path of its file, and what it shows."""

    file: str
    words: str


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry for a reader: a heading, facts with a label, own words, a list, pictures. Plain text only."""

    heading: str
    facts: tuple[tuple[str, str], ...] = ()
    words: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()
    file: str = ""


class Part:
    """One part of a case in folder.json: a list of entries under `name`.

    A new part is one file: subclass this, put an instance in `parts.ALL`, and run the test that writes
    docs/folder.schema.json. By default what comes from elsewhere is kept to read only.
    """

    name: ClassVar[str]
    about: ClassVar[str]
    becomes_live: ClassVar[bool] = False
    only_own: ClassVar[bool] = True
    """Only of one's own folder; not of a case in which one takes part."""
    ticked: ClassVar[str] = ""
    """The code that must be chosen before this goes along; empty: always."""

    def title(self) -> str:
        """What a resident calls it."""
        raise NotImplementedError

    def shape(self) -> dict[str, Any]:
        """JSON Schema of one entry."""
        raise NotImplementedError

    def collect(self, taking: Taking, place: Place) -> Iterable[Entry]:
        """The entries of this person in this case, as this municipality keeps them."""
        raise NotImplementedError

    def shown(self, entry: Entry) -> Shown:
        """An entry for a reader. The entry has the shape of `shape`."""
        raise NotImplementedError

    def lives(self, arrival: Arrival, entries: list[Entry]) -> list[bool]:
        """Which of the entries that are new here would become live. Writes nothing."""
        return [False] * len(entries)

    def singles(self, entry: Entry) -> list[Entry]:
        """The entry in pieces that each name one file at most: a paper from elsewhere keeps one."""
        return [entry]

    def bring_in(self, arrival: Arrival, entry: Entry) -> None:
        """Make one entry live. Called inside the transaction, for those that `lives` named."""
        raise NotImplementedError


def day_words(value: str | None) -> str:
    """22 november 2026."""
    return date_format(dt.date.fromisoformat(value), "j F Y") if value else ""


def moment_words(value: str) -> str:
    """22 november 2026, 14:05."""
    return date_format(dt.datetime.fromisoformat(value), "j F Y, H:i")


def clock_words(value: str) -> str:
    """14:05, as it was where it was written down."""
    return dt.datetime.fromisoformat(value).strftime("%H:%M")


def money_words(amount: str | None) -> str:
    """€ 1.250,00 in the notation of the reader."""
    if not amount:
        return ""
    figure = number_format(Decimal(amount), decimal_pos=2, use_l10n=True, force_grouping=True)
    return f"€\N{NO-BREAK SPACE}{figure}"


def facts(*pairs: tuple[str, object]) -> tuple[tuple[str, str], ...]:
    """Only what is known."""
    return tuple((label, str(value)) for label, value in pairs if value not in (None, "", [], ()))


def paragraphs(*texts: str) -> tuple[str, ...]:
    """The paragraphs of these texts, empty ones left out."""
    return tuple(part.strip() for text in texts for part in text.split("\n\n") if part.strip())


def named(name: str, function: str) -> str:
    """Somebody of a municipality: the name where it was safe to give it, and the function."""
    return ", ".join(word for word in (name, function) if word) or _("somebody of the municipality")
