"""One way to write JSON as bytes, so that a signature means the same everywhere; strict reading."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

MAX_DEPTH = 40


class NotReadable(ValueError):
    """These bytes are no JSON as we write it. `path` names the field when there is one."""

    def __init__(self, why: str, path: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.path = path


def written(document: Any) -> bytes:
    """UTF-8, keys in order, no blanks between. The same document gives the same bytes."""
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode()


def digest(content: bytes) -> str:
    """SHA-256, hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def read(content: bytes) -> Any:
    """The document in these bytes. Raises NotReadable.

    Refused besides what is no JSON: a name twice in one object (two readers could see two documents), numbers
    that are none, nesting without end, and text that cannot be kept (U+0000, half a character).
    """
    try:
        document = json.loads(content.decode(), object_pairs_hook=_once, parse_constant=_no_number)
    except NotReadable:
        raise
    except (ValueError, RecursionError) as error:
        raise NotReadable("json") from error
    for path, depth, text in _texts(document):
        if depth > MAX_DEPTH:
            raise NotReadable("depth", path)
        if text and ("\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text)):
            raise NotReadable("characters", path)
    return document


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotReadable("twice")
    return found


def _no_number(name: str) -> Any:
    raise NotReadable("number")


def _texts(document: Any) -> Iterator[tuple[str, int, str]]:
    """Every text with its place and how deep it lies; names of fields too. Without recursion."""
    waiting: list[tuple[str, int, Any]] = [("", 0, document)]
    while waiting:
        path, depth, value = waiting.pop()
        if depth > MAX_DEPTH:
            yield path, depth, ""
        elif isinstance(value, dict):
            for key, inner in value.items():
                yield path, depth, key
                waiting.append((f"{path}/{key}" if path else key, depth + 1, inner))
        elif isinstance(value, list):
            waiting += [(f"{path}/{number}", depth + 1, inner) for number, inner in enumerate(value, start=1)]
        elif isinstance(value, str):
            yield path, depth, value
