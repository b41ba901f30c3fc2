"""Files that somebody sends: small ones stay in memory, larger ones lie sealed on the disk.

A story or a package of a folder never stands on a disk in clear text, also not for a second: the temporary
file holds ciphertext, and its key lives in this process only. A file beyond the limit is left out and noted
on the request (`was_too_large`), so that the page can say so and keep the other fields.
"""

from __future__ import annotations

import io
import os
import tempfile
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from naast.kernel.blocks import BlockReader

MAX_BYTES = 250 * 1024 * 1024
"""The largest file that any page takes. Pages that expect less refuse less themselves."""
MAX_BYTES_OUTSIDE = 20 * 1024 * 1024
"""Before somebody has logged in no page expects a file at all."""
_BLOCK = 64 * 1024
_TAG = 16


class SealedFile(BlockReader):
    """A temporary file, written once from start to end and then read anywhere. On the disk: ciphertext."""

    block_bytes = _BLOCK

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as this object
        self._cipher = AESGCM(AESGCM.generate_key(256))
        self._rest = b""
        self._blocks = 0
        self._size = 0

    def add(self, content: bytes) -> None:
        """Append clear bytes."""
        self._size += len(content)
        self._rest += content
        while len(self._rest) >= _BLOCK:
            self._keep(self._rest[:_BLOCK])
            self._rest = self._rest[_BLOCK:]

    def _keep(self, block: bytes) -> None:
        self._file.seek(0, os.SEEK_END)
        self._file.write(self._cipher.encrypt(self._nonce(self._blocks), block, None))
        self._blocks += 1

    @staticmethod
    def _nonce(number: int) -> bytes:
        # One key per file: the number of the block is used once.
        return number.to_bytes(12, "big")

    def _block(self, number: int) -> bytes:
        if number >= self._blocks:
            return self._rest if number == self._blocks else b""
        self._file.seek(number * (_BLOCK + _TAG))
        return self._cipher.decrypt(self._nonce(number), self._file.read(_BLOCK + _TAG), None)

    @property
    def size(self) -> int:
        return self._size

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()


class SealedFileUploadHandler(FileUploadHandler):
    """Takes what the memory does not hold. Keeps nothing of a file beyond the limit."""

    file: SealedFile

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.file = SealedFile()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self.file.size + len(raw_data) > self._limit():
            self.file.close()
            self.request.naast_too_large = self.field_name  # type: ignore[union-attr]
            raise SkipFile
        self.file.add(raw_data)

    def _limit(self) -> int:
        inside = getattr(self.request, "actor", None) or getattr(self.request, "naast_is_inside", False)
        return MAX_BYTES if inside else MAX_BYTES_OUTSIDE

    def file_complete(self, file_size: int) -> UploadedFile[Any]:
        self.file.seek(0)
        # Buffered: a raw file may give less than was asked for.
        return UploadedFile(
            file=io.BufferedReader(self.file),
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )

    def upload_interrupted(self) -> None:
        if hasattr(self, "file"):
            self.file.close()


def receive(request: HttpRequest) -> None:
    """Take in all that somebody who has logged in sends, however long that takes.

    Called before the request's transaction begins: a slow connection keeps no transaction open. Raises what
    Django raises for a form that cannot be read (UnreadablePostError: the sender is gone).
    """
    request.naast_is_inside = True  # type: ignore[attr-defined]
    request.POST  # noqa: B018 - asking for it reads the request


def was_too_large(request: HttpRequest, field: str) -> bool:
    """Whether the file of a field was left out because it is larger than any page takes."""
    return getattr(request, "naast_too_large", "") == field
