"""Bringing a package in: what becomes live, what is kept to read, and what is there already."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import transaction

from naast.folder.models import Brought, ForeignPaper
from naast.folder.portable import canonical, parts
from naast.folder.portable.reading import Opened
from naast.folder.portable.taking import FILE_MARK, Entry, put_path
from naast.kernel import files
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid
from naast.people.types import CaseFacts

LIVE, KEPT, THERE = "live", "kept", "there"


@dataclass(frozen=True, slots=True)
class Fate:
    """What happens with one entry: it becomes live, is kept to read, or was brought in before."""

    part: parts.Part
    entry: Entry
    what: str


@dataclass
class Arrival:
    """One package on its way into one case, for one person."""

    actor: Actor
    case: CaseFacts
    person_id: int
    package: Opened
    brought: Brought | None = None
    boards: dict[str, int] = field(default_factory=dict)
    """Boards that were brought in, by the name by which they are known everywhere."""
    filled: set[str] = field(default_factory=set)
    """Parts of which an earlier case in the package becomes live: there is one story, not two."""

    @property
    def municipality_id(self) -> int:
        return self.case.municipality_id

    @property
    def is_own(self) -> bool:
        """Whether it is the person's own case here."""
        return self.case.resident_id == self.person_id

    def read(self, path: str) -> bytes:
        """The bytes of an attachment."""
        return self.package.read(path)

    def fates(self) -> Iterator[Fate]:
        """What would happen with each entry. Writes nothing by itself; asked part by part, so that what a
        first entry fills is full for the next."""
        known = self._known()
        for case in self.package.document["cases"]:
            for part in parts.ALL:
                entries = case.get(part.name, [])
                fresh = list(self._new(part, entries, known))
                flags = part.lives(self, fresh)
                lives = dict(zip(map(id, fresh), flags, strict=True))
                if any(flags):
                    self.filled.add(part.name)
                for entry in entries:
                    what = {True: LIVE, False: KEPT, None: THERE}[lives.get(id(entry))]
                    yield Fate(part, entry, what)

    def _new(self, part: parts.Part, entries: list[Entry], known: set[str]) -> Iterator[Entry]:
        """What was not brought in before, nor stood in this package before; adds it to what is known."""
        for entry in entries:
            fingerprint = self._fingerprint(part.name, entry)
            if fingerprint not in known:
                known.add(fingerprint)
                yield entry

    def settle(self) -> None:
        """Do it. Inside a transaction; asks everything again, as more may stand here than at the preview."""
        for fate in self.fates():
            lives = fate.what == LIVE and self._brought_in(fate)
            if fate.what != THERE and not lives:
                self._kept(fate)

    def _brought_in(self, fate: Fate) -> bool:
        """Whether an entry could become live: what this house refuses as its own is kept to read instead."""
        try:
            with transaction.atomic():
                fate.part.bring_in(self, fate.entry)
        except Invalid:
            return False
        return True

    def _kept(self, fate: Fate) -> None:
        for number, single in enumerate(fate.part.singles(fate.entry)):
            known_as = fate.entry if number == 0 else single
            self.keep(fate.part.name, single, file=_file_of(single), known_as=known_as)

    def keep(
        self,
        part: str,
        entry: Entry,
        *,
        lives_on: bool = False,
        board_id: int | None = None,
        file: str = "",
        known_as: Entry | None = None,
    ) -> None:
        """Keep an entry as it came. `known_as`: the entry by which it is known again when it comes twice.

        Of what lives on here no copy of the words is kept: what the person takes back is gone. A board keeps
        whose it was and of when.
        """
        assert self.brought is not None
        stored = None
        if file:
            listed = self.package.attachment(file)
            stored = files.store(
                case_id=self.case.id,
                ground=self.case.law,
                name=listed["name"],
                media_type=listed["media_type"]
                if listed["media_type"] in SHOWN
                else "application/octet-stream",
                content=self.read(file),
            )
        ForeignPaper(
            case_id=self.case.id,
            ground=self.case.law,
            brought=self.brought,
            person_id=self.person_id,
            part=part,
            content=put_path(entry if not lives_on else _bare(entry), file, FILE_MARK),
            fingerprint=self._fingerprint(part, known_as or entry),
            file=stored,
            board_id=board_id,
            lives_on=lives_on,
        ).save()

    def _fingerprint(self, part: str, entry: Entry) -> str:
        """The same for the same entry in every package: hashes of files stand where their paths stood."""
        listed = self.package.document["attachments"]
        content = entry
        for row in listed if "attachments/" in str(entry) else ():
            content = put_path(content, row["path"], row["sha256"])
        return canonical.digest(canonical.written([part, content]))

    def _known(self) -> set[str]:
        rows = ForeignPaper.objects.filter(case_id=self.case.id, person_id=self.person_id)
        return set(rows.values_list("fingerprint", flat=True))


SHOWN = {"application/pdf", "image/png", "image/jpeg"}
"""Kinds of file that keep their kind; another is a file to save, never to open here."""


def _bare(entry: Entry) -> Entry:
    return {name: entry[name] for name in ("board", "municipality", "laid_on") if name in entry}


def _kind(media_type: str) -> str:
    return media_type if media_type in SHOWN else "application/octet-stream"


def _file_of(entry: Entry) -> str:
    """The first file that an entry names."""
    for value in [entry, *entry.get("pictures", [])]:
        if isinstance(value.get("file"), str):
            return str(value["file"])
    return ""
