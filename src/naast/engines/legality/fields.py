"""Reading one JSON object field by field, refusing each fault by its path."""

from collections.abc import Mapping, Set
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from naast.engines.errors import BadInput
from naast.engines.legality.values import read_date, shown

Choice = TypeVar("Choice", bound=StrEnum)


class Fields:
    """A JSON object with its path. Null and absent are the same; a key outside `known` is refused by name.

    Catalogues of thousands of rows are read through it, so what is plainly right is settled first.
    """

    __slots__ = ("path", "raw")

    def __init__(self, raw: object, path: str, known: Set[str]) -> None:
        if not isinstance(raw, dict):
            raise BadInput(path or "input", "must be an object")
        self.raw: dict[str, object] = raw
        self.path = path
        if not raw.keys() <= known:
            key = next(key for key in raw if key not in known)
            raise BadInput(self.at(str(key)), f"is not known here; known are {', '.join(sorted(known))}")

    def at(self, key: str) -> str:
        """The path of one field."""
        return f"{self.path}.{key}" if self.path else key

    def get(self, key: str) -> object:
        """The value as it was given, None when it was not."""
        return self.raw.get(key)

    def needed(self, key: str) -> object:
        """The value of a field that must be there."""
        value = self.raw.get(key)
        if value is None:
            raise BadInput(self.at(key), "must be given")
        return value

    def text(self, key: str, default: str | None = None) -> str:
        """Text that is not blank; without a default it must be given."""
        value = self.raw.get(key)
        if isinstance(value, str) and (bare := value.strip()):
            return bare
        if default is not None and (value is None or value == ""):
            return default
        self.needed(key)
        raise BadInput(self.at(key), "must be text")

    def number_or_text(self, key: str) -> int | str:
        """What names a row: a whole number, or text."""
        value = self.needed(key)
        if isinstance(value, bool) or not isinstance(value, int | str) or str(value).strip() == "":
            raise BadInput(self.at(key), "must be a number or text")
        return value

    def choice(self, key: str, options: type[Choice], default: Choice | None = None) -> Choice:
        """One of the members of `options`, by its value."""
        if default is not None and self.raw.get(key) in (None, ""):
            return default
        value = self.text(key)
        chosen = _members(options).get(value)
        if not isinstance(chosen, options):
            raise BadInput(self.at(key), f"must be one of {', '.join(options)}, not {shown(value)}")
        return chosen

    def day(self, key: str) -> date | None:
        """A date written as YYYY-MM-DD."""
        value = self.raw.get(key)
        if value is None or value == "":
            return None
        day = read_date(value) if isinstance(value, str) else None
        if day is None:
            raise BadInput(self.at(key), "must be a date (YYYY-MM-DD)")
        return day

    def yes_no(self, key: str, default: bool) -> bool:
        """True or false."""
        value = self.raw.get(key)
        if value is None:
            return default
        if not isinstance(value, bool):
            raise BadInput(self.at(key), "must be true or false")
        return value

    def items(self, key: str) -> list[object]:
        """A list; empty when it is not given."""
        value = self.raw.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            raise BadInput(self.at(key), "must be a list")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of text."""
        given = self.items(key)
        try:
            found = tuple(map(str.strip, given))  # type: ignore[arg-type]
        except TypeError:
            found = ()
        if len(found) != len(given) or not all(found):
            at = next(i for i, item in enumerate(given) if not isinstance(item, str) or not item.strip())
            raise BadInput(f"{self.at(key)}[{at}]", "must be text")
        return found


@lru_cache
def _members(options: type[StrEnum]) -> Mapping[str, StrEnum]:
    return {str(option): option for option in options}
