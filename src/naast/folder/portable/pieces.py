"""Many bytes in the database, encrypted, written and read stretch by stretch: never whole in memory."""

from __future__ import annotations

import io
from typing import Any

from django.db.models import Count, Sum
from django.db.models.functions import Length

from naast.folder.models import BroughtPiece, PackagePiece
from naast.kernel import crypto
from naast.kernel.blocks import BlockReader

PIECE_BYTES = 2 * 1024 * 1024
PURPOSE = "folder.piece"
ZIP, PDF = "zip", "pdf"
_SEAL_BYTES = 28
"""What sealing adds to each stretch: nonce and tag of AES-GCM (`kernel.crypto`)."""


class PieceWriter(io.RawIOBase):
    """Keeps what is written as rows of `model` that belong to `owner` (the name of the field and its id)."""

    def __init__(self, model: type[PackagePiece | BroughtPiece], part: str, **owner: int) -> None:
        self._model, self._part, self._owner = model, part, owner
        self._waiting = bytearray()
        self._number = 0
        self.size = 0

    def writable(self) -> bool:
        return True

    def write(self, content: Any) -> int:
        added = bytes(content)
        self._waiting += added
        self.size += len(added)
        while len(self._waiting) >= PIECE_BYTES:
            self._keep(bytes(self._waiting[:PIECE_BYTES]))
            del self._waiting[:PIECE_BYTES]
        return len(added)

    def finish(self) -> None:
        """Keep what is left. Nothing is kept by itself when this object goes: half a file is none."""
        if self._waiting:
            self._keep(bytes(self._waiting))
            self._waiting.clear()

    def _keep(self, piece: bytes) -> None:
        self._model(
            part=self._part, number=self._number, sealed_bytes=crypto.encrypt(piece, PURPOSE), **self._owner
        ).save()
        self._number += 1


def piece(model: type[PackagePiece | BroughtPiece], part: str, number: int, **owner: int) -> bytes:
    """One stretch; empty behind the last one. Needs the scope."""
    row = model.objects.filter(part=part, number=number, **owner).first()
    return crypto.decrypt(bytes(row.sealed_bytes), PURPOSE) if row else b""


def size_of(model: type[PackagePiece | BroughtPiece], part: str, **owner: int) -> int:
    """How many clear bytes these rows hold."""
    rows = model.objects.filter(part=part, **owner)
    found = rows.aggregate(sealed=Sum(Length("sealed_bytes")), rows=Count("id"))
    return int(found["sealed"] or 0) - int(found["rows"]) * _SEAL_BYTES


class PieceReader(BlockReader):
    """Reads such rows as a file, from any place. Needs the scope as long as it is read."""

    block_bytes = PIECE_BYTES

    def __init__(self, model: type[PackagePiece | BroughtPiece], part: str, size: int, **owner: int) -> None:
        self._model, self._part, self._owner, self._size = model, part, owner, size

    @property
    def size(self) -> int:
        return self._size

    def _block(self, number: int) -> bytes:
        return piece(self._model, self._part, number, **self._owner)
