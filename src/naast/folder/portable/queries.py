"""Every read around packages: one's own, those of elsewhere, and the keys that are trusted."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from naast.folder.access import OWN, PART, place_in
from naast.folder.models import Brought, BroughtPiece, ForeignPaper, Package, PackagePiece, TrustedKey
from naast.folder.models.portable import KEEP_DAYS
from naast.folder.portable import making, parts, pieces, reading
from naast.folder.portable.arriving import Arrival, Fate
from naast.folder.portable.parts import Shown
from naast.folder.portable.taking import Entry
from naast.kernel import actors
from naast.kernel.actors import Actor
from naast.kernel.errors import NotAllowed, NotVisible
from naast.kernel.models import StoredFile
from naast.kernel.tenancy import scope
from naast.people import queries as people
from naast.people.types import CaseFacts


@dataclass(frozen=True, slots=True)
class PackageFacts:
    """A package as its person sees it. `step` counts from 1."""

    id: int
    state: str
    step: int
    steps: int
    step_words: str
    asked_at: dt.datetime
    until: dt.date
    zip_bytes: int
    pdf_bytes: int

    @property
    def is_busy(self) -> bool:
        return self.state in Package.BUSY

    @property
    def is_ready(self) -> bool:
        return self.state == Package.READY

    @property
    def has_failed(self) -> bool:
        return self.state == Package.FAILED

    @property
    def is_too_large_elsewhere(self) -> bool:
        """Whether it is more than a Naast takes in at once; to read at home it is whole."""
        return self.zip_bytes > reading.MAX_BYTES


def step_words(step: str) -> str:
    """What the worker does now, in plain words."""
    return {
        making.COLLECT: _("We look up everything that is yours."),
        making.PAPER: _("We make the booklet (PDF)."),
        making.PACK: _("We pack everything."),
    }.get(step, _("It starts in a moment."))


def package_for(actor: Actor) -> PackageFacts | None:
    """The latest package of this person that was not removed."""
    row = Package.objects.filter(person_id=actor.id).exclude(state=Package.GONE).order_by("-id").first()
    if row is None or not actor.is_resident:
        return None
    return PackageFacts(
        id=row.pk,
        state=row.state,
        step=making.STEPS.index(row.step) + 1 if row.step in making.STEPS else 0,
        steps=len(making.STEPS),
        step_words=step_words(row.step),
        asked_at=row.asked_at,
        until=(row.asked_at + dt.timedelta(days=KEEP_DAYS)).date(),
        zip_bytes=row.zip_bytes,
        pdf_bytes=row.pdf_bytes,
    )


def bytes_of_package(actor: Actor, package_id: int, part: str) -> tuple[int, Iterator[bytes]]:
    """Size and bytes of a part of one's own package, to be sent stretch by stretch.

    The stream opens the municipality anew for each stretch: it is read after the request's transaction.
    """
    row = Package.objects.filter(pk=package_id, person_id=actor.id, state=Package.READY).first()
    if row is None or not actor.is_resident:
        raise NotVisible
    size = row.zip_bytes if part == pieces.ZIP else row.pdf_bytes
    return size, _stream(actor.municipality_id, row.pk, part)


def _stream(municipality_id: int, package_id: int, part: str) -> Iterator[bytes]:
    number = 0
    while True:
        with transaction.atomic(), scope(municipality_id):
            found = pieces.piece(PackagePiece, part, number, package_id=package_id)
        if not found:
            return
        yield found
        number += 1


def to_bring_into(actor: Actor, case_id: int) -> tuple[CaseFacts, int]:
    """The case into which this actor may bring a package, and the person whose it becomes.

    Staff who stand beside: the resident's. A person: their own, in their own case or where they take part.
    """
    if actor.is_resident:
        return place_in(actor, case_id, OWN, PART).case, actor.id
    case = people.case_for(actor, case_id)
    if not (case.stands_beside and actor.has_role(*actors.CASE_ROLES)):
        raise NotAllowed(_("Only someone who stands beside the resident brings a folder in."))
    return case, case.resident_id


@dataclass(frozen=True, slots=True)
class BroughtFacts:
    """A package of elsewhere as it stands here."""

    id: int
    state: str
    sender: str
    is_known: bool
    key_id: str
    received_at: dt.datetime
    brought_at: dt.datetime | None
    consent_of: str
    consent_on: dt.date | None

    @property
    def is_live(self) -> bool:
        return self.state == Brought.LIVE


def brought_into(actor: Actor, case_id: int) -> list[BroughtFacts]:
    """Packages of elsewhere in a case: a person reads own ones, the circle those of the resident."""
    rows = _readable(actor, case_id).exclude(state=Brought.WITHDRAWN).order_by("-id")
    return [_brought(row) for row in rows]


def _readable(actor: Actor, case_id: int) -> Any:
    if actor.is_resident:
        place_in(actor, case_id, OWN, PART)
        return Brought.objects.filter(case_id=case_id, person_id=actor.id)
    case = people.case_for(actor, case_id)
    return Brought.objects.filter(case_id=case_id, person_id=case.resident_id)


def _row(actor: Actor, case_id: int, brought_id: int) -> Brought:
    rows = _readable(actor, case_id).exclude(state=Brought.WITHDRAWN)
    found: Brought | None = rows.filter(pk=brought_id).first()
    if found is None:
        raise NotVisible
    return found


def _brought(row: Brought) -> BroughtFacts:
    return BroughtFacts(
        id=row.pk,
        state=row.state,
        sender=row.sender,
        is_known=row.is_known,
        key_id=row.key_id,
        received_at=row.received_at,
        brought_at=row.brought_at,
        consent_of=row.consent_of,
        consent_on=row.consent_on,
    )


def package_of(brought: Brought) -> reading.Opened:
    """The package that lies here to be brought in. Its files were checked when it came."""
    size = pieces.size_of(BroughtPiece, pieces.ZIP, brought_id=brought.pk)
    reader = pieces.PieceReader(BroughtPiece, pieces.ZIP, size, brought_id=brought.pk)
    return reading.opened(io.BufferedReader(reader), size, check_files=False)


@dataclass(frozen=True, slots=True)
class Preview:
    """What would happen with a package. `other_name` is not empty when it speaks of somebody else."""

    brought: BroughtFacts
    fates: list[tuple[Fate, Shown]]
    other_name: str

    def _of(self, what: str) -> list[tuple[str, list[Shown]]]:
        found: dict[str, list[Shown]] = {}
        for fate, shown in self.fates:
            if fate.what == what:
                found.setdefault(fate.part.title(), []).append(shown)
        return list(found.items())

    @property
    def live(self) -> list[tuple[str, list[Shown]]]:
        return self._of("live")

    @property
    def kept(self) -> list[tuple[str, list[Shown]]]:
        return self._of("kept")

    @property
    def there(self) -> list[tuple[str, list[Shown]]]:
        return self._of("there")


def preview(actor: Actor, case_id: int, brought_id: int) -> Preview:
    """What a checked package would become. For who may bring it in."""
    case, person_id = to_bring_into(actor, case_id)
    row = _row(actor, case_id, brought_id)
    package = package_of(row)
    arrival = Arrival(actor, case, person_id, package)
    fates = [(fate, fate.part.shown(fate.entry)) for fate in arrival.fates()]
    other = _name(package.document["person"]) if differs(package.document, case, person_id) else ""
    return Preview(_brought(row), fates, other)


def differs(document: Entry, case: CaseFacts, person_id: int) -> bool:
    """Whether a package seems to speak of another person than the one here: another name or birth date."""
    here = next(row for row in people.people_in(case) if row.id == person_id)
    there = document["person"]
    born = here.birth_date.isoformat() if here.birth_date else None
    other_day = bool(born and there["birth_date"] and born != there["birth_date"])
    return other_day or _name(there).casefold() != here.name.casefold()


def _name(person: Entry) -> str:
    return f"{person['given_name']} {person['family_name']}".strip()


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of elsewhere, to read only."""

    id: int
    shown: Shown
    file_id: int | None
    is_picture: bool


def papers_of(
    actor: Actor, case_id: int, brought_id: int
) -> tuple[BroughtFacts, list[tuple[str, list[Paper]]]]:
    """What was kept to read of a package, by part, in the order of the parts."""
    row = _row(actor, case_id, brought_id)
    rows = list(
        ForeignPaper.objects.filter(brought_id=row.pk, lives_on=False)
        .select_related("file")
        .defer("file__sealed_bytes")
        .order_by("id")
    )
    found = []
    for part in parts.ALL:
        papers = [_paper(part, paper) for paper in rows if paper.part == part.name]
        if papers:
            found.append((part.title(), papers))
    return _brought(row), found


def _paper(part: parts.Part, row: ForeignPaper) -> Paper:
    is_picture = bool(row.file and row.file.media_type.startswith("image/"))
    return Paper(row.pk, part.shown(row.content), row.file_id, is_picture)


def file_of_paper(actor: Actor, case_id: int, paper_id: int) -> StoredFile:
    """The file of a paper from elsewhere. Raises NotVisible."""
    brought = _readable(actor, case_id).values("pk")
    row = ForeignPaper.objects.filter(pk=paper_id, case_id=case_id, brought_id__in=brought).first()
    if row is None or row.file is None:
        raise NotVisible
    stored: StoredFile = row.file
    return stored


def trusted_keys() -> list[TrustedKey]:
    """Keys that are trusted today, by name. Read only."""
    rows = TrustedKey.objects.filter(withdrawn_on__isnull=True).select_related("added_by")
    return sorted(rows, key=lambda row: row.name.casefold())
