"""Making a package in the worker: in steps, each in its own transaction, so that progress can be seen."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.utils import translation

from naast.folder.models import Package, PackagePiece
from naast.folder.portable import document, packing, paper, schema
from naast.folder.portable.pieces import PDF, ZIP, PieceWriter
from naast.folder.portable.taking import Attachment, Entry, Taking
from naast.kernel import clock
from naast.kernel.actors import Actor, load_actor
from naast.kernel.errors import NotVisible
from naast.kernel.models import Membership, Municipality
from naast.kernel.tenancy import scope

COLLECT, PAPER, PACK = "collect", "paper", "pack"
STEPS = (COLLECT, PAPER, PACK)
log = logging.getLogger("naast.folder")


@contextmanager
def _inside(municipality_id: int) -> Iterator[None]:
    with transaction.atomic(), scope(municipality_id):
        yield


def make(municipality_id: int, package_id: int) -> None:
    """Make one package. A worker that was killed begins it anew; what went wrong is told on the page.

    The log names the kind of error only: its text could hold words of the folder.
    """
    package = _begun(municipality_id, package_id)
    if package is None:
        return
    try:
        _made(municipality_id, package)
    except Exception as error:
        log.error("package %s could not be made: %s", package_id, type(error).__name__)
        with _inside(municipality_id):
            _drop_pieces(package_id)
            _save(package_id, state=Package.FAILED)


def _begun(municipality_id: int, package_id: int) -> Package | None:
    with _inside(municipality_id):
        rows = Package.objects.select_for_update().filter(pk=package_id, state__in=Package.BUSY)
        package: Package | None = rows.first()
        if package is not None:
            _drop_pieces(package_id)
            _save(package_id, state=Package.MAKING, step=COLLECT)
    return package


def _made(municipality_id: int, package: Package) -> None:
    at = clock.now()
    with _inside(municipality_id):
        taking = Taking(
            actor=_person(package),
            municipality=Municipality.objects.get(pk=municipality_id),
            chosen=frozenset(package.chosen),
        )
        with translation.override(package.language):
            whole = document.made(taking, at=at, language=package.language)
            # What we would refuse from another municipality does not leave from here either.
            schema.check(whole, document.published)
        _save(package.pk, step=PAPER)

    def load(attachment: Attachment) -> bytes:
        with _inside(municipality_id):
            return attachment.load()

    content = paper.made(whole, taking.attachments, at=at, language=package.language, load=load)
    with _inside(municipality_id):
        written = PieceWriter(PackagePiece, PDF, package_id=package.pk)
        written.write(content)
        written.finish()
        _save(package.pk, step=PACK, pdf_bytes=written.size)
    _packed(municipality_id, package, whole, taking)


def _packed(municipality_id: int, package: Package, whole: Entry, taking: Taking) -> None:
    with _inside(municipality_id):
        written = PieceWriter(PackagePiece, ZIP, package_id=package.pk)
        with io.BufferedWriter(written) as out:
            digest = packing.pack(
                out,
                whole,
                taking.attachments,
                taking.municipality,
                at=clock.now().astimezone(clock.AMSTERDAM),
                load=lambda attachment: attachment.load(),
            )
            out.flush()
            written.finish()
        _save(
            package.pk,
            state=Package.READY,
            step="",
            digest=digest,
            zip_bytes=written.size,
            ready_at=clock.now(),
        )


def _person(package: Package) -> Actor:
    """The person who asked, as their own login: what they may not read (any more) does not go along."""
    membership = Membership.objects.filter(
        municipality_id=package.municipality_id, kind=Membership.RESIDENT, subject_id=package.person_id
    ).first()
    actor = load_actor(membership) if membership else None
    if actor is None:
        raise NotVisible
    return actor


def _drop_pieces(package_id: int) -> None:
    PackagePiece.objects.filter(package_id=package_id).delete()


def _save(package_id: int, **changes: object) -> None:
    Package.objects.filter(pk=package_id).update(**changes)
