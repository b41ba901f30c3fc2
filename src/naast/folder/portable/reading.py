"""Reading a package of elsewhere: nothing in it is trusted, and what is wrong is named."""

from __future__ import annotations

import hashlib
import re
import stat
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO, Any

from django.utils.translation import gettext as _

from naast.folder.portable import canonical, document, parts, schema
from naast.folder.portable.packing import ALGORITHM, FOLDER, SIGNATURE, SIGNATURE_FORMAT
from naast.folder.portable.taking import Entry
from naast.kernel import files, signing, uploads
from naast.kernel.errors import Invalid

MAX_BYTES = uploads.MAX_BYTES
"""The whole package, as it comes and unpacked."""
MAX_FOLDER_BYTES = 64 * 1024 * 1024
MAX_SIGNATURE_BYTES = 2 * 1024 * 1024
MAX_FILES = 5_000
MAX_RATIO = 200
"""Words become at most some tens of times smaller; what shrinks more is made to fill a disk."""
RATIO_FROM_BYTES = 1024 * 1024
FIELD = "package"
_STRETCH = 1024 * 1024
_DAMAGED = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError)
_NAME = re.compile(schema.PATH_PATTERN)


def refused(words: str) -> Invalid:
    return Invalid(words, FIELD)


@dataclass
class Opened:
    """A package that is whole: signed by the key that it carries, and of the shape that we know."""

    archive: zipfile.ZipFile
    document: Entry
    digest: str
    municipality: str
    public_key: str
    key_id: str

    def read(self, path: str) -> bytes:
        """The bytes of an attachment, checked once more against the signed list. Raises Invalid."""
        listed = {row["path"]: row for row in self.document["attachments"]}
        if path not in listed:
            raise refused(_("“{name}” is not in this package.").format(name=path))
        content = _bytes(self.archive, path, files.MAX_BYTES)
        if canonical.digest(content) != listed[path]["sha256"]:
            raise _changed(listed[path]["name"])
        return content

    def attachment(self, path: str) -> Entry:
        """Name, kind and hash of an attachment."""
        return next(row for row in self.document["attachments"] if row["path"] == path)


def opened(source: IO[bytes], size: int, *, check_files: bool = True) -> Opened:
    """Check everything and give the package. Raises Invalid that says what is wrong, by name.

    `check_files`: whether to hash every attachment now; each is checked again when it is read.
    """
    if size > MAX_BYTES:
        raise too_large()
    archive = _archive(source)
    names = _checked_names(archive, size)
    for name in (FOLDER, SIGNATURE):
        if name not in names:
            raise refused(_("This is not a folder of Naast: “{name}” is missing.").format(name=name))
    signature = _signature(_bytes(archive, SIGNATURE, MAX_SIGNATURE_BYTES))
    content = _bytes(archive, FOLDER, MAX_FOLDER_BYTES)
    whole = _json(content, FOLDER)
    _check_signature(content, whole, signature)
    _check_version(whole)
    try:
        schema.check(whole, document.published)
    except schema.NotThisShape as error:
        raise refused(
            _("The field “{field}” in this folder is not right: {why}.").format(
                field=error.path or FOLDER, why=error.why
            )
        ) from error
    _check_list(whole, names)
    if check_files:
        for row in whole["attachments"]:
            _check_attachment(archive, row["path"], row)
    return Opened(
        archive,
        whole,
        canonical.digest(content),
        signature["municipality"],
        signature["public_key"],
        signing.key_id(signature["public_key"]),
    )


def too_large() -> Invalid:
    """What a page says about a package that is too large."""
    return refused(
        _("This file is larger than {limit} MB. Naast takes folders up to that size.").format(
            limit=MAX_BYTES // 1024 // 1024
        )
    )


def _archive(source: IO[bytes]) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(source)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise refused(_("This is not a folder of Naast: it is not a zip file, or it is damaged.")) from error


def _checked_names(archive: zipfile.ZipFile, size: int) -> set[str]:
    """The names, when all of them are ours and what they say of themselves can be true."""
    entries = archive.infolist()
    if len(entries) > MAX_FILES:
        raise refused(_("There are more than {limit} files in this package.").format(limit=MAX_FILES))
    names: set[str] = set()
    for entry in entries:
        if entry.filename not in {FOLDER, SIGNATURE} and not _NAME.fullmatch(entry.filename):
            raise refused(
                _("The file name “{name}” is not allowed in a package.").format(name=entry.filename[:120])
            )
        if entry.filename in names:
            raise refused(_("“{name}” is in this package twice.").format(name=entry.filename))
        names.add(entry.filename)
        _check_entry(entry)
    if sum(entry.file_size for entry in entries) > MAX_BYTES:
        raise too_large()
    if sum(entry.compress_size for entry in entries) > size:
        # Files that share their bytes: how a small package says that it is a large one.
        raise refused(_("This package is made to fill a disk. It was not unpacked."))
    return names


def _check_entry(entry: zipfile.ZipInfo) -> None:
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if entry.is_dir() or entry.flag_bits & 0x1 or kind not in {0, stat.S_IFREG}:
        raise refused(_("“{name}” is not an ordinary file.").format(name=entry.filename))
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise refused(_("“{name}” is packed in a way that we do not know.").format(name=entry.filename))
    large = entry.file_size > RATIO_FROM_BYTES
    if large and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
        raise refused(_("This package is made to fill a disk. It was not unpacked."))


def _bytes(archive: zipfile.ZipFile, name: str, limit: int) -> bytes:
    """The bytes of one file, never more than `limit`, whatever the package says of itself."""
    found = bytearray()
    try:
        with archive.open(name) as source:
            while stretch := source.read(_STRETCH):
                found += stretch
                if len(found) > limit:
                    raise refused(
                        _("“{name}” is larger than {limit} MB.").format(
                            name=name, limit=limit // 1024 // 1024
                        )
                    )
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, KeyError) as error:
        raise _changed(name) from error
    except zipfile.zlib.error as error:  # type: ignore[attr-defined]
        raise _changed(name) from error
    return bytes(found)


def _json(content: bytes, name: str) -> Any:
    try:
        found = canonical.read(content)
    except canonical.NotReadable as error:
        if error.why == "characters":
            raise refused(
                _("The field “{field}” in this folder holds a character that cannot be kept.").format(
                    field=error.path
                )
            ) from error
        raise refused(_("“{name}” cannot be read: it is damaged.").format(name=name)) from error
    if not isinstance(found, dict):
        raise refused(_("“{name}” cannot be read: it is damaged.").format(name=name))
    return found


_SIGNATURE_SHAPE = schema.record(
    format={"const": SIGNATURE_FORMAT},
    version={"const": 1},
    algorithm={"const": ALGORITHM},
    municipality={"type": "string", "minLength": 1, "maxLength": 100},
    public_key=schema.text(60),
    key_id=schema.text(16),
    signature=schema.text(100),
    parts={"type": "object", "additionalProperties": schema.text(64), "maxProperties": schema.MANY},
)


def _signature_shape() -> dict[str, Any]:
    return _SIGNATURE_SHAPE


def _signature(content: bytes) -> Entry:
    found: Entry = _json(content, SIGNATURE)
    try:
        schema.check(found, _signature_shape)
        signing.key_id(found["public_key"])
    except (schema.NotThisShape, signing.NotAKey) as error:
        raise _changed(SIGNATURE) from error
    return found


def _changed(name: str) -> Invalid:
    return refused(
        _("This package was changed after it was made: “{name}” is not as it was signed.").format(name=name)
    )


def _check_signature(content: bytes, whole: Entry, signature: Entry) -> None:
    if signing.is_signed(signature["public_key"], content, signature["signature"]):
        return
    raise _changed(_changed_part(whole, signature["parts"]))


def _changed_part(whole: Entry, signed: Mapping[str, str]) -> str:
    """What was changed, as a resident calls it."""
    try:
        now = document.hashes(whole)
    except (KeyError, TypeError, AttributeError, ValueError):
        return FOLDER
    differs = sorted(name for name in {*now, *signed} if now.get(name) != signed.get(name))
    if not differs:
        return SIGNATURE
    last = differs[0].rpartition("/")[2]
    known = parts.BY_NAME.get(last)
    return known.title() if known else {"person": _("name and details")}.get(last, last)


def _check_version(whole: Entry) -> None:
    version = whole.get("version")
    if isinstance(version, int) and version > schema.VERSION:
        raise refused(
            _("This folder was made with a newer version of Naast. Ask your administrator to update.")
        )


def _check_list(whole: Entry, names: set[str]) -> None:
    listed = {row["path"]: row for row in whole["attachments"]}
    for path, row in listed.items():
        if path not in names:
            raise refused(_("A file is missing from this package: “{name}”.").format(name=row["name"]))
    for name in sorted(names - {FOLDER, SIGNATURE} - set(listed)):
        raise refused(_("The file “{name}” does not belong in this package.").format(name=name))
    for number, case in enumerate(whole["cases"], start=1):
        for path in _paths(case):
            if path not in listed:
                raise refused(
                    _("The field “{field}” in this folder is not right: {why}.").format(
                        field=f"cases/{number}", why=_("it names a file that is not there")
                    )
                )


def _check_attachment(archive: zipfile.ZipFile, path: str, row: Entry) -> None:
    hashed, size = hashlib.sha256(), 0
    try:
        with archive.open(path) as source:
            while stretch := source.read(_STRETCH):
                size += len(stretch)
                hashed.update(stretch)
                if size > row["size"]:
                    break
    except _DAMAGED as error:
        raise _changed(row["name"]) from error
    if size != row["size"] or hashed.hexdigest() != row["sha256"]:
        raise _changed(row["name"])


def _paths(value: Any) -> list[str]:
    """The values of every `file` in a case."""
    if isinstance(value, dict):
        own = [value["file"]] if isinstance(value.get("file"), str) else []
        return own + [path for inner in value.values() for path in _paths(inner)]
    if isinstance(value, list):
        return [path for inner in value for path in _paths(inner)]
    return []
