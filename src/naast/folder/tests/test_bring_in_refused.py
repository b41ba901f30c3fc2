"""A package that is not as it was sealed, or is none: refused by name, and nothing of it stays."""

from __future__ import annotations

import io
import json
import struct
import zipfile

import pytest

from naast.folder.models import Brought, BroughtPiece
from naast.folder.portable import canonical, reading
from naast.folder.tests.portable import folder_in, received, repacked, resigned, signed
from naast.kernel import signing
from naast.kernel.errors import Invalid

pytestmark = pytest.mark.django_db


def refusal(household, there, package: bytes) -> str:
    """What is said about a package; and nothing of it stays."""
    case_id, _resident = there
    with pytest.raises(Invalid) as caught:
        received(household.standing, household.standing.outsider, case_id, package)
    with household.standing.inside(household.standing.other):
        assert not Brought.objects.exists() and not BroughtPiece.objects.exists()
    assert caught.value.field == "package"
    return caught.value.message


@pytest.mark.parametrize(
    ("pointer", "value", "named"),
    [
        (("cases", 0, "story", 0, "text"), "Iets anders", "Mijn verhaal"),
        (("cases", 0, "decisions", 0, "outcome"), "no", "Besluiten over mij"),
        (("cases", 0, "about", 0, "law"), "awb", "Waar het over gaat"),
        (("person", "given_name"), "Ander", "naam en gegevens"),
    ],
)
def test_a_changed_part_is_refused_by_its_name(household, there, package, pointer, value, named):
    content = folder_in(package)
    place = content
    for step in pointer[:-1]:
        place = place[step]
    place[pointer[-1]] = value
    changed = repacked(
        package, lambda name, before: canonical.written(content) if name == "folder.json" else before
    )
    assert f"“{named}”" in refusal(household, there, changed)


def test_a_changed_or_missing_or_added_file_is_refused_by_its_name(household, there, package):
    listed = folder_in(package)["attachments"][0]
    flipped = repacked(package, lambda name, before: before[:-1] + b"x" if name == listed["path"] else before)
    assert f"“{listed['name']}”" in refusal(household, there, flipped)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            if name != listed["path"]:
                target.writestr(name, source.read(name))
    assert f"“{listed['name']}”" in refusal(household, there, out.getvalue())
    more = repacked(package, files={"attachments/0099-extra.pdf": b"%PDF-"})
    assert "“attachments/0099-extra.pdf”" in refusal(household, there, more)


def test_a_signature_of_somebody_else_under_our_name_is_refused(household, there, package):
    made = signed(folder_in(package))
    other = repacked(
        package, lambda name, before: made["signature.json"] if name == "signature.json" else before
    )
    stolen = json.loads(made["signature.json"]) | {
        "public_key": signing.public_key(household.standing.municipality.pk)
    }
    for wrong in (
        repacked(
            other, lambda name, before: canonical.written(stolen) if name == "signature.json" else before
        ),
        repacked(package, lambda name, before: b"{}" if name == "signature.json" else before),
        repacked(package, lambda name, before: b"[1]" if name == "signature.json" else before),
    ):
        assert "signature.json" in refusal(household, there, wrong)


def test_names_with_a_path_are_refused(household, there, package):
    for name in (
        "../../etc/passwd",
        "/etc/passwd",
        "attachments/../x.pdf",
        "attachments\\..\\x.pdf",
        "C:\\x.pdf",
        "attachments/0001-a/b.pdf",
        "attachments/0001-\u202egpj.exe",
        "attachments/0001-a\nb.pdf",
        "attachments/",
    ):
        wrong = repacked(package, files={name: b"x"})
        assert "niet toegestaan" in refusal(household, there, wrong), name


def test_a_link_inside_is_refused(household, there, package):
    out = io.BytesIO(package)
    with zipfile.ZipFile(out, "a") as target:
        link = zipfile.ZipInfo("attachments/0099-link.pdf")
        link.external_attr = 0o120777 << 16
        target.writestr(link, "/etc/passwd")
    assert "geen gewoon bestand" in refusal(household, there, out.getvalue())


def test_a_bomb_is_not_unpacked(household, there, package):
    out = io.BytesIO(package)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as target:
        target.writestr("attachments/0099-bom.pdf", b"\0" * 14_000_000)
    assert "schijf" in refusal(household, there, out.getvalue())


def test_a_bomb_that_lies_about_its_size_is_stopped(household, there, monkeypatch, package):
    """The directory says 1 byte; the stream holds many. What is read is bounded by what was promised."""
    content = folder_in(package)
    listed = content["attachments"][0]
    monkeypatch.setattr(reading, "MAX_FOLDER_BYTES", 1000)
    assert "folder.json" in refusal(household, there, package)
    monkeypatch.undo()
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(name, b"\0" * 900_000 if name == listed["path"] else source.read(name))
    raw = bytearray(out.getvalue())
    start = raw.rfind(listed["path"].encode()) - 46
    assert raw[start : start + 4] == b"PK\x01\x02"
    raw[start + 24 : start + 28] = struct.pack("<I", 1)
    assert f"“{listed['name']}”" in refusal(household, there, bytes(raw))


def test_too_many_too_large_and_twice(household, there, monkeypatch, package):
    with monkeypatch.context() as smaller:
        smaller.setattr(reading, "MAX_FILES", 3)
        many = repacked(package, files={f"attachments/{number:04}-x.pdf": b"x" for number in range(90, 95)})
        assert "meer dan 3" in refusal(household, there, many)
    with monkeypatch.context() as smaller:
        smaller.setattr(reading, "MAX_BYTES", len(package) - 1)
        assert "MB" in refusal(household, there, package)
    twice = repacked(package)
    out = io.BytesIO(twice)
    with zipfile.ZipFile(out, "a") as target, pytest.warns(UserWarning, match="Duplicate"):
        target.writestr("folder.json", b"{}")
    assert "twee keer" in refusal(household, there, out.getvalue())


@pytest.mark.parametrize("content", [b"", b"PK", b"geen zip", b"PK\x05\x06" + b"\0" * 18, b"%PDF-1.7"])
def test_what_is_no_package(household, there, content):
    assert "geen map van Naast" in refusal(household, there, content)


def _wrong(content, change):
    change(content)
    return content


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (lambda c: c["cases"][0]["story"][0].pop("text"), "cases/1/story/1"),
        (lambda c: c["cases"][0]["story"][0].update(text=3), "cases/1/story/1/text"),
        (lambda c: c["cases"][0]["story"][0].update(text="x" * 100_001), "cases/1/story/1/text"),
        (lambda c: c["cases"][0]["story"][0].update(score=3), "cases/1/story/1"),
        (lambda c: c["cases"][0]["boards"][0]["lines"][0].update(place=3), "cases/1/boards/1/lines/1"),
        (lambda c: c["cases"][0]["decisions"][0].update(decided_on="31-12-2025"), "decided_on"),
        (lambda c: c["cases"][0]["story"][0].update(written_at="2025-01-01T10:00:00"), "written_at"),
        (lambda c: c["cases"][0]["letters"][0].update(file="attachments/../x"), "letters/1/file"),
        (lambda c: c["cases"][0]["letters"][0].update(file="attachments/0077-x.pdf"), "cases/1"),
        (lambda c: c["person"].update(bsn="111222333"), "person"),
        (lambda c: c.update(cases={}), "cases"),
        (lambda c: c["cases"][0]["story"][0].update(text="a\0b"), "cases/1/story/1/text"),
    ],
)
def test_a_field_that_is_not_right_is_named(household, there, package, change, field):
    content = _wrong(folder_in(package), change)
    assert f"{field}” in deze map" in refusal(household, there, resigned(package, content))


def test_a_newer_version_says_so(household, there, package):
    content = folder_in(package) | {"version": 2}
    assert "nieuwere versie" in refusal(household, there, resigned(package, content))


@pytest.mark.parametrize(
    "raw",
    [
        b'{"a":1,"a":2}',
        b"[" * 100_000,
        b'{"a":' * 60 + b"1" + b"}" * 60,
        b'{"a":NaN}',
        b'{"a":"\\ud800"}',
        b"\xff\xfe",
        b'"tekst"',
        b"1" * 5000,
    ],
)
def test_json_that_is_no_folder(household, there, package, raw):
    wrong = repacked(package, lambda name, before: raw if name == "folder.json" else before)
    assert "folder.json" in refusal(household, there, wrong) or raw.startswith(b'{"a":"')
