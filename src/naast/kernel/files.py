"""Storing and reading files of a case, encrypted."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from django.utils.translation import gettext as _

from naast.kernel import crypto
from naast.kernel.errors import Invalid
from naast.kernel.models.files import StoredFile

MAX_BYTES = 15 * 1024 * 1024


def safe_name(name: str) -> str:
    """A file name without path, control characters or leading dots; at most 120 characters."""
    tail = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    kept = "".join(c for c in tail if unicodedata.category(c)[0] != "C").strip(" .")
    return kept[-120:] or "bestand"


def digest(content: bytes) -> str:
    """By which a file that is sent again is known."""
    return hashlib.sha256(content).hexdigest()


def store(*, case_id: int, ground: str, name: str, media_type: str, content: bytes) -> StoredFile:
    """Encrypt and keep a file. The caller has checked what it is. Raises Invalid when empty or over 15 MB."""
    if not content:
        raise Invalid(_("This file is empty."), "file")
    if len(content) > MAX_BYTES:
        raise Invalid(_("This file is larger than 15 MB."), "file")
    stored: StoredFile = StoredFile.objects.create(
        case_id=case_id,
        ground=ground,
        name=safe_name(name),
        media_type=media_type,
        size=len(content),
        sha256=digest(content),
        sealed_bytes=crypto.encrypt(content, StoredFile.PURPOSE),
    )
    return stored
