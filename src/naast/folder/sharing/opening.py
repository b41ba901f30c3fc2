"""Reading what was shared, by somebody without a login. Needs the scope of one municipality.

Why this is safe, and where it ends: docs/adr/0008-sharing-without-a-login.md.
"""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass

from django.db.models import F
from django.utils.translation import gettext as _

from naast.folder.models import Share, ShareDoor, ShareOpening, SharePart
from naast.folder.sharing import parts
from naast.folder.sharing.codes import code_hash, token_hash
from naast.folder.sharing.parts import Part, Shelf, shelf_of
from naast.folder.sharing.standing import alive
from naast.kernel import actors, audit, clock, crypto
from naast.kernel.actors import Actor
from naast.kernel.errors import NotVisible
from naast.kernel.models import AuditEvent
from naast.people.words import line

TRIES = 5
"""Wrong codes in a row for one share."""
ADDRESS_TRIES = 30
"""Wrong tries in an hour from one network address, whatever they were for. More than for a share, because an
organisation may sit behind one address."""
CLOSED = dt.timedelta(hours=1)
SITTING = dt.timedelta(hours=2)
"""Whoever reads on after this enters the code again: a screen that was left open closes by itself."""
_ADDRESS = "folder.share.address"


@dataclass(frozen=True, slots=True)
class Sitting:
    """One time that somebody reads: the share, its pages that are there, and who reads."""

    share: Share
    reader: Actor
    who: str
    shelf: Shelf
    pages: tuple[Part, ...]

    def page(self, key: str) -> Part:
        """A page that was ticked. Raises NotVisible for all others, as if they did not exist."""
        for part in self.pages:
            if part.key == key:
                return part
        raise NotVisible


def enter(*, municipality_id: int, token: str, code: str, who: str, address: str) -> ShareOpening | None:
    """Open a share with its link and code. None when they do not fit, the share has ended, or it is closed
    for an hour: which of these it was is not told.

    Raises Invalid without a name.
    """
    name = line(who, 150, "who", needed=_("Write down your name. The person who shares this sees it."))
    door = crypto.keyed_hash(f"{municipality_id}:{address}", _ADDRESS)
    since = clock.now() - CLOSED
    if ShareDoor.objects.filter(address_hash=door, since__gt=since, wrong__gte=ADDRESS_TRIES).exists():
        return None
    # Held until the end of the transaction: tries at the same moment are counted one after the other.
    row: Share | None = Share.objects.select_for_update().filter(token_hash=token_hash(token)).first()
    if row is None or not _fits(municipality_id, row, code):
        _count(door)
        return None
    opening = ShareOpening(share=row, case_id=row.case_id, ground=row.ground, who=name)
    opening.save()
    _note(_reader(row), row, AuditEvent.LOOK, "folder.open_share")
    return opening


def _fits(municipality_id: int, row: Share, code: str) -> bool:
    now = clock.now()
    if not alive(row) or (row.closed_until is not None and row.closed_until > now):
        return False
    given = "".join(code.split())
    if given.isascii() and secrets.compare_digest(row.code_hash, code_hash(row, given)):
        row.wrong_tries, row.closed_until = 0, None
        row.save(update_fields=["wrong_tries", "closed_until"])
        return True
    row.wrong_tries += 1
    if row.wrong_tries >= TRIES:
        row.wrong_tries, row.closed_until = 0, now + CLOSED
    row.save(update_fields=["wrong_tries", "closed_until"])
    _note(_reader(row), row, AuditEvent.REFUSAL, "folder.open_share")
    return False


def _count(door: str) -> None:
    now = clock.now()
    ShareDoor.objects.filter(since__lte=now - CLOSED).delete()
    ShareDoor.objects.get_or_create(address_hash=door)
    ShareDoor.objects.filter(address_hash=door).update(wrong=F("wrong") + 1)


def sitting(*, share_id: int, opening_id: int) -> Sitting | None:
    """What may be read at this moment by who entered before; None when it was withdrawn, has ended, got a new
    code, or was opened too long ago."""
    rows = ShareOpening.objects.select_related("share")
    opening = rows.filter(pk=opening_id, share_id=share_id, part="").first()
    if opening is None or not alive(opening.share):
        return None
    row: Share = opening.share
    if opening.at < row.code_made_at or opening.at < clock.now() - SITTING:
        return None
    try:
        shelf = shelf_of(row.municipality_id, row.person_id, row.case_id)
    except NotVisible:
        return None
    return Sitting(row, _reader(row), opening.who, shelf, tuple(_pages(row, shelf)))


def _pages(row: Share, shelf: Shelf) -> list[Part]:
    """The ticked pages that are still there, in the order in which the folder shows them.

    Of what staff typed along no board while it is covered: they saw the link and the code."""
    rows = list(SharePart.objects.filter(share=row))
    ticked = {parts.key_of(part.kind, part.board_id or part.document_id) for part in rows}
    kinds = frozenset(part.kind for part in rows)
    found = [part for part in parts.on(shelf, kinds) if part.key in ticked]
    return found if row.made_by_id is None else [part for part in found if not part.covered]


def looked_at(sitting: Sitting, part: str) -> None:
    """Write down that a page was opened, for the person whose folder it is."""
    row = sitting.share
    ShareOpening(share=row, case_id=row.case_id, ground=row.ground, who=sitting.who, part=part).save()
    _note(sitting.reader, row, AuditEvent.LOOK, "folder.read_share")


def _reader(row: Share) -> Actor:
    return actors.receiver(row.municipality_id, row.pk)


def _note(reader: Actor, row: Share, kind: str, verb: str) -> None:
    audit.record(actor=reader, kind=kind, verb=verb, subject=row)
