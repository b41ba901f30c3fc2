"""The package: a zip with folder.json, the attachments and signature.json."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable, Iterable
from typing import IO, Any

from naast.folder.portable import canonical, document
from naast.folder.portable.taking import Attachment, Entry
from naast.kernel import signing
from naast.kernel.models import Municipality

FOLDER, SIGNATURE = "folder.json", "signature.json"
SIGNATURE_FORMAT = "naast-folder-signature"
ALGORITHM = "Ed25519"


def signature_of(content: bytes, whole: Entry, municipality: Municipality) -> bytes:
    """signature.json: Ed25519 over the bytes of folder.json, which hold the hashes of all attachments.

    `parts` holds a hash of each part, only to name a part that was changed.
    """
    public = signing.public_key(municipality.pk)
    return canonical.written(
        {
            "format": SIGNATURE_FORMAT,
            "version": 1,
            "algorithm": ALGORITHM,
            "municipality": municipality.name,
            "public_key": public,
            "key_id": signing.key_id(public),
            "signature": signing.sign(municipality.pk, content),
            "parts": document.hashes(whole),
        }
    )


def pack(
    out: IO[bytes],
    whole: Entry,
    attachments: Iterable[Attachment],
    municipality: Municipality,
    *,
    at: dt.datetime,
    load: Callable[[Attachment], bytes],
) -> str:
    """Write the package to `out` (it need not be seekable); returns the digest of folder.json.

    One attachment at a time is in memory. `load` fetches its bytes.
    """
    content = canonical.written(whole)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, FOLDER, content, at, zipfile.ZIP_DEFLATED)
        _add(archive, SIGNATURE, signature_of(content, whole, municipality), at, zipfile.ZIP_DEFLATED)
        for attachment in attachments:
            # Pictures, sound and PDF are small already.
            _add(archive, attachment.path, load(attachment), at, zipfile.ZIP_STORED)
    return canonical.digest(content)


def _add(archive: zipfile.ZipFile, name: str, content: bytes, at: dt.datetime, how: int) -> None:
    info: Any = zipfile.ZipInfo(name, at.timetuple()[:6])
    info.compress_type = how
    archive.writestr(info, content)
