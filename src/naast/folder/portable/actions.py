"""Every write around a package: asking for one, and bringing one of elsewhere in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import IO

from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from naast.folder import tasks
from naast.folder.models import Brought, BroughtPiece, Package, TrustedKey
from naast.folder.portable import clearing, parts, queries, reading
from naast.folder.portable.arriving import Arrival
from naast.folder.portable.pieces import PIECE_BYTES, ZIP, PieceWriter
from naast.kernel import actors, audit, clock, signing
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.people.caseholders import one_at_a_time
from naast.people.words import line

LOST_AFTER = dt.timedelta(minutes=15)
"""A package that was not made by then is asked for again: its job is taken to be lost."""
NAME_LENGTH = 100
CONSENT_LENGTH = 150


@transaction.atomic
def ask_package(*, actor: Actor, chosen: Iterable[str] = ()) -> int:
    """Ask for a package of one's own folder; the worker makes it. Asked twice at once it is one.

    What was ready before is removed. Returns the id.
    """
    if not actor.is_resident:
        raise NotVisible
    rows = Package.objects.filter(person_id=actor.id)
    rows.filter(state__in=Package.BUSY, asked_at__lt=clock.now() - LOST_AFTER).update(state=Package.FAILED)
    busy: Package | None = rows.filter(state__in=Package.BUSY).first()
    if busy is not None:
        return int(busy.pk)
    known = {part.ticked for part in parts.ALL if part.ticked}
    package = Package(
        person_id=actor.id,
        language=(get_language() or "nl")[:5],
        chosen=sorted(known & set(chosen)),
    )
    try:
        with transaction.atomic():
            package.save()
    except IntegrityError:
        # The other click was first by a blink.
        return int(rows.filter(state__in=Package.BUSY).values_list("pk", flat=True)[0])
    clearing.clear(list(rows.filter(state=Package.READY).values_list("pk", flat=True)))
    # In this transaction: with the package comes its job, or neither does.
    tasks.make_package.defer(municipality_id=actor.municipality_id, package_id=package.pk)
    audit.change(actor, "folder.ask_package", package)
    return int(package.pk)


@transaction.atomic
def receive(
    *,
    actor: Actor,
    case_id: int,
    source: IO[bytes],
    size: int,
    consent_of: str = "",
    consent_on: dt.date | None = None,
) -> int:
    """Check a package of elsewhere and keep it until somebody has seen what would happen; returns its id.

    Brings nothing in. Staff note whose consent they have and of which day. Raises Invalid with what is wrong,
    by name. The same package twice is the one that is there.
    """
    case, person_id = queries.to_bring_into(actor, case_id)
    consent = line(consent_of, CONSENT_LENGTH, "consent_of") if actor.is_staff else ""
    if actor.is_staff and not consent:
        raise Invalid(_("Write down who said yes."), "consent_of")
    if actor.is_staff and (consent_on is None or consent_on > clock.today()):
        raise Invalid(_("Choose the day on which they said yes; it cannot lie in the future."), "consent_on")
    package = reading.opened(source, size)
    # The same package sent twice at once: the second waits here, and then sees the first.
    one_at_a_time(case.id)
    same = Brought.objects.filter(case_id=case.id, person_id=person_id, digest=package.digest)
    there: Brought | None = same.exclude(state=Brought.WITHDRAWN).first()
    if there is not None:
        return int(there.pk)
    known = TrustedKey.objects.filter(public_key=package.public_key, withdrawn_on__isnull=True).first()
    brought = Brought(
        case_id=case.id,
        ground=case.law,
        person_id=person_id,
        by_staff_id=actor.id if actor.is_staff else None,
        by_person_id=actor.id if actor.is_resident else None,
        digest=package.digest,
        sender=known.name if known else package.municipality,
        key_id=package.key_id,
        is_known=known is not None,
        consent_of=consent,
        consent_on=consent_on if actor.is_staff else None,
    )
    brought.save()
    source.seek(0)
    kept = PieceWriter(BroughtPiece, ZIP, brought_id=brought.pk)
    while stretch := source.read(PIECE_BYTES):
        kept.write(stretch)
    kept.finish()
    audit.change(actor, "folder.receive", brought, known=known is not None)
    return int(brought.pk)


@transaction.atomic
def bring_in(*, actor: Actor, case_id: int, brought_id: int, same_person: bool = False) -> None:
    """Let a checked package become live, all of it or nothing. Done twice it changes nothing.

    Raises Invalid when the package speaks of somebody else and nobody said that it is the same person.
    """
    case, person_id = queries.to_bring_into(actor, case_id)
    rows = Brought.objects.select_for_update().filter(case_id=case.id, person_id=person_id)
    brought: Brought | None = rows.filter(pk=brought_id).first()
    if brought is None or brought.state == Brought.WITHDRAWN:
        raise NotVisible
    if brought.state == Brought.LIVE:
        return
    package = queries.package_of(brought)
    if not same_person and queries.differs(package.document, case, person_id):
        raise Invalid(_("Say first that this is the same person."), "same_person")
    arrival = Arrival(actor, case, person_id, package, brought)
    arrival.settle()
    brought.state = Brought.LIVE
    brought.brought_at = clock.now()
    brought.save(update_fields=["state", "brought_at"])
    BroughtPiece.objects.filter(brought_id=brought.pk).delete()
    audit.change(actor, "folder.bring_in", brought)


@transaction.atomic
def leave(*, actor: Actor, case_id: int, brought_id: int) -> None:
    """Do not bring it in after all: its bytes go."""
    case, person_id = queries.to_bring_into(actor, case_id)
    rows = Brought.objects.select_for_update().filter(case_id=case.id, person_id=person_id)
    brought: Brought | None = rows.filter(pk=brought_id, state=Brought.CHECKED).first()
    if brought is None:
        raise NotVisible
    brought.state = Brought.WITHDRAWN
    brought.save(update_fields=["state"])
    BroughtPiece.objects.filter(brought_id=brought.pk).delete()
    audit.change(actor, "folder.leave", brought)


def _administrator(actor: Actor) -> None:
    if not (actor.has_role(actors.ADMINISTRATOR) or actor.kind == "system"):
        raise NotAllowed(_("Only the administrator keeps the list of keys."))


@transaction.atomic
def trust_key(*, actor: Actor, name: str, public_key: str) -> TrustedKey:
    """Put the key of another municipality on the list. The same key twice is one line."""
    _administrator(actor)
    called = line(name, NAME_LENGTH, "name", needed=_("Write down which municipality it is."))
    try:
        key_id = signing.key_id(public_key)
    except signing.NotAKey as error:
        raise Invalid(_("This is not a key: copy it whole, 44 characters."), "public_key") from error
    if public_key.strip() == signing.public_key(actor.municipality_id):
        raise Invalid(_("This is the key of your own municipality."), "public_key")
    there: TrustedKey | None = TrustedKey.objects.filter(key_id=key_id, withdrawn_on__isnull=True).first()
    if there is not None:
        return there
    row = TrustedKey(
        name=called,
        public_key=public_key.strip(),
        key_id=key_id,
        added_by_id=actor.id if actor.is_staff else None,
    )
    row.save()
    audit.change(actor, "folder.trust_key", row)
    return row


@transaction.atomic
def distrust_key(*, actor: Actor, key_row_id: int) -> None:
    """Take a key off the list from today; what was brought in with it stays."""
    _administrator(actor)
    row = TrustedKey.objects.select_for_update().filter(pk=key_row_id, withdrawn_on__isnull=True).first()
    if row is None:
        raise NotVisible
    row.withdrawn_on = clock.today()
    row.save(update_fields=["withdrawn_on"])
    audit.change(actor, "folder.distrust_key", row)
