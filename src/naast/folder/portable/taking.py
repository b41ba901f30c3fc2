"""What a person takes along: who, what was ticked, and the files that go with the words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from naast.folder.models import ForeignPaper
from naast.folder.portable.canonical import digest
from naast.kernel import clock
from naast.kernel.actors import Actor
from naast.kernel.models import Municipality, StoredFile

Entry = dict[str, Any]
FILE_MARK = "@file"
"""Stands in a kept entry where the path of its file stood: each package has paths of its own."""
_SAFE = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes along. `load` gives its bytes; it needs the scope."""

    path: str
    name: str
    media_type: str
    size: int
    sha256: str
    load: Callable[[], bytes]

    def described(self) -> Entry:
        return {
            "path": self.path,
            "name": self.name,
            "media_type": self.media_type,
            "size": self.size,
            "sha256": self.sha256,
        }


@dataclass
class Taking:
    """One person who takes the folder along, seen with that person's own eyes."""

    actor: Actor
    municipality: Municipality
    chosen: frozenset[str] = frozenset()
    attachments: list[Attachment] = field(default_factory=list)
    _paths: dict[tuple[str, str], str] = field(default_factory=dict)

    def keep_stored(self, file_id: int, case_id: int) -> str:
        """Take a stored file of a case along; returns its path in the package."""
        rows = StoredFile.objects.filter(pk=file_id, case_id=case_id)
        name, media_type, size, sha256 = rows.values_list("name", "media_type", "size", "sha256").get()
        return self._keep(name, media_type, size, sha256, lambda: rows.get().clear_bytes())

    def keep_made(self, name: str, media_type: str, content: bytes) -> str:
        """Take bytes along that were made for this package."""
        return self._keep(name, media_type, len(content), digest(content), lambda: content)

    def keep_read(self, name: str, load: Callable[[], tuple[str, bytes]]) -> str:
        """Take bytes along that a room gives (kind and bytes): read now to be named, again to be packed."""
        media_type, content = load()
        return self._keep(name, media_type, len(content), digest(content), lambda: load()[1])

    def _keep(self, name: str, media_type: str, size: int, sha256: str, load: Callable[[], bytes]) -> str:
        if (sha256, name) not in self._paths:
            path = f"attachments/{len(self.attachments) + 1:04}-{path_name(name)}"
            self.attachments.append(Attachment(path, name, media_type, size, sha256, load))
            self._paths[sha256, name] = path
        return self._paths[sha256, name]

    def papers(self, case_id: int, part: str) -> list[Entry]:
        """What this person brought in earlier from elsewhere, as it came: it goes along again."""
        rows = ForeignPaper.objects.filter(
            case_id=case_id, person_id=self.actor.id, part=part, lives_on=False
        ).order_by("id")
        return [
            put_path(row.content, FILE_MARK, self.keep_stored(row.file_id, row.case_id))
            if row.file_id
            else row.content
            for row in rows
        ]

    def where(self) -> Entry:
        """By which a read-only entry says of which municipality it is."""
        return {"municipality": self.municipality.name}


def put_path(entry: Any, before: str, after: str) -> Any:
    """The same entry with one path in the place of another; with no path to look for it is as it was."""
    if not before:
        return entry
    if isinstance(entry, dict):
        return {key: put_path(inner, before, after) for key, inner in entry.items()}
    if isinstance(entry, list):
        return [put_path(inner, before, after) for inner in entry]
    return after if entry == before else entry


def path_name(name: str) -> str:
    """A file name that every system can keep: plain letters, digits, dot and dash; at most 100."""
    stem, dot, suffix = name.rpartition(".")
    plain = _SAFE.sub("-", stem if dot else name).strip("-.") or "bestand"
    ending = _SAFE.sub("", suffix)[:10] if dot else ""
    return f"{plain[:80]}.{ending}" if ending else plain[:80]


def as_day(value: dt.date | None) -> str | None:
    return value.isoformat() if value else None


def as_moment(value: dt.datetime) -> str:
    """In local time with its distance to UTC, as people read it."""
    return value.astimezone(clock.AMSTERDAM).isoformat(timespec="seconds")
