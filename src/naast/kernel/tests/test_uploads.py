"""Large uploads lie sealed on the disk, come back byte by byte, and stop at the limit."""

from __future__ import annotations

import io
import os
import random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory, override_settings

from naast.kernel import signing, uploads


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 300_001])
def test_what_was_written_comes_back_from_any_place(size):
    content = random.Random(size).randbytes(size)
    sealed = uploads.SealedFile()
    for start in range(0, size, 10_007):
        sealed.add(content[start : start + 10_007])
    reader = io.BufferedReader(sealed)
    reader.seek(0)
    assert reader.read() == content and sealed.size == size
    for start in {0, size // 3, max(0, size - 5)}:
        reader.seek(start)
        assert reader.read(100_000) == content[start : start + 100_000]
    reader.seek(-min(size, 7), os.SEEK_END)
    assert reader.read() == content[size - min(size, 7) :]


def test_nothing_of_it_stands_on_the_disk_in_clear_text():
    sealed = uploads.SealedFile()
    sealed.add(b"een verhaal van iemand " * 20_000)
    sealed._file.seek(0)
    on_disk = sealed._file.read()
    assert len(on_disk) > 300_000 and b"verhaal" not in on_disk


def posted(size, actor="somebody"):
    request = RequestFactory().post(
        "/", {"package": SimpleUploadedFile("map.zip", b"x" * size), "words": "blijft staan"}
    )
    request.actor = actor
    return request


@override_settings(FILE_UPLOAD_MAX_MEMORY_SIZE=1000)
def test_a_file_that_memory_does_not_hold_is_sealed():
    request = posted(150_000)
    found = request.FILES["package"]
    assert found.size == 150_000 and isinstance(found.file.raw, uploads.SealedFile)
    assert found.read() == b"x" * 150_000 and request.POST["words"] == "blijft staan"


@override_settings(FILE_UPLOAD_MAX_MEMORY_SIZE=1000)
@pytest.mark.parametrize(("actor", "limit"), [("somebody", "MAX_BYTES"), (None, "MAX_BYTES_OUTSIDE")])
def test_beyond_the_limit_nothing_is_kept_and_the_fields_stay(monkeypatch, actor, limit):
    monkeypatch.setattr(uploads, limit, 100_000)
    request = posted(200_000, actor)
    assert "package" not in request.FILES and request.POST["words"] == "blijft staan"
    assert uploads.was_too_large(request, "package")


def test_each_municipality_signs_with_a_key_of_its_own():
    one, other = signing.public_key(1), signing.public_key(2)
    assert one != other and signing.public_key(1) == one
    signature = signing.sign(1, b"woorden")
    assert signing.is_signed(one, b"woorden", signature)
    assert not signing.is_signed(one, b"Woorden", signature)
    assert not signing.is_signed(other, b"woorden", signature)
    assert not signing.is_signed(one, b"woorden", "geen base64 !")
    assert len(signing.key_id(one)) == 16 != signing.key_id(other)
    for wrong in ("", "abc", "geen sleutel", one[:-4]):
        with pytest.raises(signing.NotAKey):
            signing.key_id(wrong)
