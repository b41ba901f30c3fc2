"""Reading one JSON object field by field, refusing each fault by its path."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum
from typing import TypeVar

from naast.engines.errors import BadInput
from naast.engines.legality.values import read_date, shown

Choice = TypeVar("Choice", bound=StrEnum)


class Fields:
    """A JSON object with its path. Null and absent are the same; a key outside `known` is refused by name."""

    def __init__(self, raw: object, path: str, known: Collection[str]) -> None:
        if not isinstance(raw, dict):
            raise BadInput(path or "input", "must be an object")
        self.raw: dict[str, object] = raw
        self.path = path
        for key in raw:
            if key not in known:
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
        value = self.needed(key) if default is None else self.raw.get(key)
        if value is None or (value == "" and default is not None):
            return default or ""
        if not isinstance(value, str) or not value.strip():
            raise BadInput(self.at(key), "must be text")
        return value.strip()

    def choice(self, key: str, options: type[Choice], default: Choice | None = None) -> Choice:
        """One of the members of `options`, by its value."""
        if default is not None and self.raw.get(key) in (None, ""):
            return default
        value = self.text(key)
        try:
            return options(value)
        except ValueError:
            raise BadInput(self.at(key), f"must be one of {', '.join(options)}, not {shown(value)}") from None

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
        found = []
        for i, item in enumerate(self.items(key)):
            if not isinstance(item, str) or not item.strip():
                raise BadInput(f"{self.at(key)}[{i}]", "must be text")
            found.append(item.strip())
        return tuple(found)
