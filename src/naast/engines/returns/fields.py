"""Reading one JSON object field by field, refusing what does not fit by the path of the field."""

import json
import re
from collections.abc import Collection
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from naast.engines.errors import BadInput

Choice = TypeVar("Choice", bound=StrEnum)

# Far above the budget of the state, far below what makes exact fractions slow.
LARGEST = Decimal(10) ** 12
MOST_DECIMALS = 400
LONGEST_TEXT = 2000
MISSING = object()


def shown(value: object) -> str:
    """A value as the sender wrote it, short enough for one line."""
    try:
        text = json.dumps(value, default=str)
    except (ValueError, TypeError, RecursionError):
        return f"this {type(value).__name__}"
    return text if len(text) <= 60 else f"{text[:57]}..."


class Fields:
    """An object of the input with the keys it may have; `path` is empty for the whole plan."""

    def __init__(self, value: object, path: str, allowed: Collection[str]) -> None:
        if not isinstance(value, dict):
            raise BadInput(path or "plan", f"must be an object, not {shown(value)}")
        self.path = path
        self._values = value
        for key in value:
            if key not in allowed:
                raise BadInput(self.at(str(key)), "is not a known key")

    def at(self, key: str) -> str:
        """The path of a field of this object."""
        name = key if re.fullmatch(r"\w+", key) else f"[{json.dumps(key)}]"
        return f"{self.path}.{name}" if self.path else name

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def get(self, key: str, default: object = MISSING) -> object:
        """The raw value; a missing field without a default is refused."""
        if key in self._values:
            return self._values[key]
        if default is MISSING:
            raise BadInput(self.at(key), "is required")
        return default

    def whole(self, key: str, *, low: int, high: int, default: int | None = None) -> int:
        """A whole number from `low` to `high`."""
        value = self.get(key, MISSING if default is None else default)
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise BadInput(self.at(key), f"must be a whole number from {low} to {high}, not {shown(value)}")
        return value

    def number(self, key: str) -> Fraction:
        """A finite number."""
        return finite(self.get(key), self.at(key))

    def share(self, key: str) -> Fraction:
        """A number from 0 to 1."""
        value = self.number(key)
        if not 0 <= value <= 1:
            raise BadInput(self.at(key), f"must be a share from 0 to 1, not {shown(self.get(key))}")
        return value

    def text(self, key: str, default: str | None = None) -> str:
        """A text; required and not blank when it has no default."""
        value = self.get(key, MISSING if default is None else default)
        if not isinstance(value, str):
            raise BadInput(self.at(key), f"must be text, not {shown(value)}")
        if default is None and not value.strip():
            raise BadInput(self.at(key), "must not be empty")
        if len(value) > LONGEST_TEXT:
            raise BadInput(self.at(key), f"must be at most {LONGEST_TEXT} characters")
        return value

    def flag(self, key: str, default: bool) -> bool:
        """True or false."""
        value = self.get(key, default)
        if not isinstance(value, bool):
            raise BadInput(self.at(key), f"must be true or false, not {shown(value)}")
        return value

    def choice(self, key: str, choices: type[Choice], default: Choice | None = None) -> Choice:
        """One of the values of an enumeration."""
        value = self.get(key, MISSING if default is None else default)
        if not isinstance(value, str) or value not in set(choices):
            names = ", ".join(choices)
            raise BadInput(self.at(key), f"must be one of {names}, not {shown(value)}")
        return choices(value)

    def rows(self, key: str) -> list[object]:
        """A list."""
        value = self.get(key)
        if not isinstance(value, list):
            raise BadInput(self.at(key), f"must be a list, not {shown(value)}")
        return value


def finite(value: object, path: str) -> Fraction:
    """A number of JSON (or a Decimal) as a fraction; 0.1 is one tenth, not its binary neighbour."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise BadInput(path, f"must be a number, not {shown(value)}")
    if isinstance(value, int):
        # Compared before it becomes a Decimal: a very long integer would be slow to turn into text.
        if abs(value) > LARGEST:
            raise BadInput(path, "must be between -1e12 and 1e12")
        return Fraction(value)
    decimal = Decimal(repr(value)) if isinstance(value, float) else value
    if not decimal.is_finite():
        raise BadInput(path, f"must be a finite number, not {shown(value)}")
    if abs(decimal) > LARGEST:
        raise BadInput(path, "must be between -1e12 and 1e12")
    exponent = decimal.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -MOST_DECIMALS:
        raise BadInput(path, f"must have at most {MOST_DECIMALS} decimals")
    return Fraction(decimal)
