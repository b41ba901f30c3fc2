"""The shape of folder.json as JSON Schema (draft 2020-12), put together from its parts; checking by it."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

FORMAT = "naast-folder"
VERSION = 1
IDENTIFIER = "urn:naast:folder:1"
LONG, LINE = 100_000, 1_000
"""Characters of a long text, and of a line."""
MANY = 20_000
"""Entries in one list."""
PATH_PATTERN = r"^attachments/[0-9]{4}-[A-Za-z0-9._-]{1,100}$"


class NotThisShape(ValueError):
    """A document differs from the schema. `path` leads to the field, `why` says how."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path}: {why}")
        self.path = path
        self.why = why


def text(limit: int = LONG, about: str = "") -> dict[str, Any]:
    """A text of at most so many characters."""
    return {"type": "string", "maxLength": limit} | ({"description": about} if about else {})


def line(about: str = "") -> dict[str, Any]:
    return text(LINE, about)


def day(about: str = "") -> dict[str, Any]:
    """A day, or nothing when it is not known."""
    return {"type": ["string", "null"], "format": "date"} | ({"description": about} if about else {})


def moment(about: str = "") -> dict[str, Any]:
    """A moment with its distance to UTC."""
    return {"type": "string", "format": "date-time"} | ({"description": about} if about else {})


def yes_no(about: str = "") -> dict[str, Any]:
    return {"type": "boolean"} | ({"description": about} if about else {})


def one_of(*codes: str) -> dict[str, Any]:
    return {"type": "string", "enum": list(codes)}


def file(about: str = "") -> dict[str, Any]:
    """The path of an attachment."""
    return {"type": "string", "pattern": PATH_PATTERN} | ({"description": about} if about else {})


def each(inner: dict[str, Any], about: str = "") -> dict[str, Any]:
    return {"type": "array", "items": inner, "maxItems": MANY} | ({"description": about} if about else {})


def record(about: str = "", optional: Iterable[str] = (), /, **fields: dict[str, Any]) -> dict[str, Any]:
    """An object with exactly these fields; all of them there, but for the optional ones."""
    left_out = set(optional)
    made = {
        "type": "object",
        "properties": fields,
        "required": [name for name in fields if name not in left_out],
        "additionalProperties": False,
    }
    return made | ({"description": about} if about else {})


def amount(about: str = "") -> dict[str, Any]:
    """Euros as text, so that no cent is lost; nothing when it is not known."""
    made = {"type": ["string", "null"], "pattern": r"^[0-9]{1,12}(\.[0-9]{1,4})?$"}
    return made | ({"description": about} if about else {})


def whole(parts: Iterable[tuple[str, dict[str, Any], str]]) -> dict[str, Any]:
    """The schema of folder.json; `parts` are name, shape of an entry, and what it is."""
    cases = {name: each(shape, about) for name, shape, about in parts}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": IDENTIFIER,
        "title": "Naast: the folder of a resident",
        "description": "What a resident takes along. See folder.md for every part.",
        **record(
            format={"const": FORMAT},
            version={"const": VERSION},
            made_at=moment("When it was made."),
            language={"type": "string", "pattern": "^[a-z]{2}$"},
            municipality=record(
                "Who made it.", name=text(100), key_id={"type": "string", "pattern": "^[0-9a-f]{16}$"}
            ),
            person=record(
                "Whose folder it is. Never the BSN.",
                given_name=text(100),
                family_name=text(150),
                birth_date=day(),
                phone=text(40),
                email=text(254),
                address=text(250),
            ),
            cases=each(record("One case.", cases, **cases)),
            attachments=each(
                record(
                    path=file(),
                    name=text(200),
                    media_type=text(80),
                    size={"type": "integer", "minimum": 1, "maximum": 15 * 1024 * 1024},
                    sha256={"type": "string", "pattern": "^[0-9a-f]{64}$"},
                ),
                "Every file in the package beside folder.json and signature.json.",
            ),
        ),
    }


def _is_day(value: object) -> bool:
    if not isinstance(value, str):
        return True
    try:
        return dt.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_moment(value: object) -> bool:
    if not isinstance(value, str):
        return True
    try:
        return dt.datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


_formats = FormatChecker(formats=())
_formats.checks("date")(_is_day)
_formats.checks("date-time")(_is_moment)


@functools.lru_cache(maxsize=4)
def _validator(source: Any) -> Draft202012Validator:
    return Draft202012Validator(source(), format_checker=_formats)


def check(document: Any, source: Any) -> None:
    """Raises NotThisShape with the first field that differs. `source` gives the schema (kept by its name)."""
    found = next(iter(_validator(source).iter_errors(document)), None)
    if found is not None:
        path = "/".join(str(step + 1) if isinstance(step, int) else step for step in found.absolute_path)
        raise NotThisShape(path, _why(found))


def _why(error: ValidationError) -> str:
    kind = error.validator
    if kind == "required":
        missing = next(name for name in error.validator_value if name not in error.instance)
        return _("“{name}” is missing").format(name=missing)
    if kind == "additionalProperties":
        known = error.schema.get("properties", {})
        extra = next((name for name in error.instance if name not in known), "")
        return _("“{name}” does not belong here").format(name=str(extra)[:80])
    if kind == "maxLength":
        return _("the text is longer than {limit} characters").format(limit=error.validator_value)
    if kind == "maxItems":
        return _("there are more than {limit} of them").format(limit=error.validator_value)
    if kind == "type":
        return _("it is of another kind than expected")
    return _("this value cannot be right")
