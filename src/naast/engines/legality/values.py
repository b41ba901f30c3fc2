"""What a fact may be, and when two facts can be compared.

A fact is text, a number, yes/no, a date (``YYYY-MM-DD``) or a list of these. ``None`` is a fact that is not
known. Numbers are compared as decimals, exactly as they were written (0.1 is a tenth); dates by the calendar.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeGuard

from naast.engines.errors import BadInput

Scalar = str | int | float | bool | Decimal | date
Fact = Scalar | Sequence[Scalar] | None
Facts = Mapping[str, Fact]

LONGEST_SHOWN = 60
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class Kind(StrEnum):
    """The kinds of value that are compared with one another."""

    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    YES_NO = "yes_no"

    @property
    def described(self) -> str:
        """What a value of this kind must be, as it stands in a refusal."""
        return DESCRIBED[self]


DESCRIBED = {
    Kind.NUMBER: "a number",
    Kind.TEXT: "text",
    Kind.DATE: "a date (YYYY-MM-DD)",
    Kind.YES_NO: "true or false",
}


@dataclass(frozen=True, slots=True)
class Value:
    """A value with its kind; `plain` is what is compared (Decimal, str, date or bool)."""

    kind: Kind
    plain: Decimal | str | date | bool


def read_value(raw: object, path: str) -> Value:
    """The value that `raw` stands for; refuses (BadInput at `path`) what cannot be compared."""
    if isinstance(raw, bool):
        return Value(Kind.YES_NO, raw)
    if isinstance(raw, str):
        day = read_date(raw)
        return Value(Kind.TEXT, raw) if day is None else Value(Kind.DATE, day)
    if isinstance(raw, int | float | Decimal):
        number = Decimal(repr(raw)) if isinstance(raw, float) else Decimal(raw)
        if not number.is_finite():
            raise BadInput(path, "must be a finite number")
        return Value(Kind.NUMBER, number)
    if type(raw) is date:
        return Value(Kind.DATE, raw)
    raise BadInput(path, "must be text, a number, a date (YYYY-MM-DD), or true or false")


def read_date(text: str) -> date | None:
    """The date that `text` writes as YYYY-MM-DD, or nothing when it is not a date of the calendar."""
    if not ISO_DATE.fullmatch(text) or not text.isascii():
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def as_text(value: Value) -> Value:
    """A date as the text that writes it; text as it is."""
    return Value(Kind.TEXT, value.plain.isoformat()) if isinstance(value.plain, date) else value


def is_list(fact: object) -> TypeGuard[Sequence[object]]:
    """Whether a fact is a list (a text is not)."""
    return isinstance(fact, list | tuple)


def shown(raw: object) -> str:
    """A value as it is written in a reason or a refusal: short, whatever was given."""
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    if is_list(raw):
        return "[" + ", ".join(shown(item) for item in raw) + "]"
    text = str(raw)
    return text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "..."
