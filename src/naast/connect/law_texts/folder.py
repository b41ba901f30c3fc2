"""The files of a folder, such as a copy of the official repository. They are read when they are needed."""

from __future__ import annotations

from pathlib import Path

from naast.connect.law_texts.choosing import Source

MOST_FILES = 50_000
"""A copy of one much-changed law holds some hundreds of texts."""


class NotAFolder(Exception):
    """There is nothing to read here."""


def sources_in(folder: Path) -> list[Source]:
    """The XML files in a folder and below it; none that a link leads to outside. Raises NotAFolder."""
    if not folder.is_dir():
        raise NotAFolder(f"{folder} is not a folder")
    inside = folder.resolve()
    found = []
    for path in sorted(folder.rglob("*")):
        if path.suffix.casefold() != ".xml" or not path.is_file():
            continue
        if not path.resolve().is_relative_to(inside):
            continue
        found.append(Source(path.relative_to(folder).as_posix(), path.stat().st_size, path.read_bytes))
        if len(found) > MOST_FILES:
            raise NotAFolder(f"{folder} holds more than {MOST_FILES} XML files")
    if not found:
        raise NotAFolder(f"{folder} holds no XML files")
    return found
