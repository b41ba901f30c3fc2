"""Bytes that are kept in blocks of one size, read as a file from any place."""

from __future__ import annotations

import io
import os
from abc import abstractmethod
from typing import Any


class BlockReader(io.RawIOBase):
    """A readable, seekable file over blocks of `block_bytes` each; only the last one may be shorter.

    One block is held at a time, so what was read may not change. Who reads says how many bytes there are
    (`size`) and where a block comes from (`_block`). It may give less than was asked for, as every raw file:
    wrap it in `io.BufferedReader`.
    """

    block_bytes: int
    _at = 0
    _held: tuple[int, bytes] = (-1, b"")

    @property
    @abstractmethod
    def size(self) -> int:
        """How many clear bytes there are."""

    @abstractmethod
    def _block(self, number: int) -> bytes:
        """The block with this number, counted from 0; empty behind the last one."""

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self.size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: Any) -> int:
        number, skip = divmod(self._at, self.block_bytes)
        if self._held[0] != number:
            self._held = number, self._block(number)
        found = self._held[1][skip : skip + len(buffer)]
        buffer[: len(found)] = found
        self._at += len(found)
        return len(found)
