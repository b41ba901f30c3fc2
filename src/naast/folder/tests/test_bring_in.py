"""Another municipality's package: nothing in it is trusted, what is wrong is named, and twice is once."""

from __future__ import annotations

import base64
import io
import json
import struct
import zipfile

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from naast.folder.models import Brought, BroughtPiece, ForeignPaper, TrustedKey
from naast.folder.portable import actions, canonical, document, queries, reading
from naast.folder.tests.conftest import PERSPECTIVE, ROSA_TELLS
from naast.folder.tests.portable import brought, folder_in, neighbour, received, repacked, taken
from naast.kernel import clock, signing
from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.kernel.models import AuditEvent, StoredFile
from naast.listen import actions as listen
from naast.listen import queries as listened
from naast.plan import queries as plans

pytestmark = pytest.mark.django_db


@pytest.fixture
def package(household):
    return taken(household.standing, household.people["resident"])[0]


@pytest.fixture
def there(household):
    """The case of the same person in the other municipality, and their login there."""
    return neighbour(household.standing)


def signed(content: dict) -> dict[str, bytes]:
    """folder.json and signature.json of a stranger who signs whatever they like."""
    secret = Ed25519PrivateKey.generate()
    public = base64.b64encode(secret.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()
    folder = canonical.written(content)
    signature = {
        "format": "naast-folder-signature",
        "version": 1,
        "algorithm": "Ed25519",
        "municipality": "Nergenshuizen",
        "public_key": public,
        "key_id": signing.key_id(public),
        "signature": base64.b64encode(secret.sign(folder)).decode(),
        "parts": document.hashes(content),
    }
    return {"folder.json": folder, "signature.json": canonical.written(signature)}


def resigned(package: bytes, content: dict) -> bytes:
    made = signed(content)
    return repacked(package, lambda name, before: made.get(name, before))


def refusal(household, there, package: bytes) -> str:
    """What is said about a package; and nothing of it stays."""
    case_id, _resident = there
    with pytest.raises(Invalid) as caught:
        received(household.standing, household.standing.outsider, case_id, package)
    with household.standing.inside(household.standing.other):
        assert not Brought.objects.exists() and not BroughtPiece.objects.exists()
    assert caught.value.field == "package"
    return caught.value.message


def test_story_board_and_goals_live_on_and_papers_are_to_read_only(household, there, package):
    standing, (case_id, resident) = household.standing, there
    number = brought(standing, standing.outsider, case_id, package)
    with standing.inside(standing.other):
        assert listened.story_of(standing.outsider, case_id, resident.id).text == ROSA_TELLS
        (board,) = listened.boards_of(resident, case_id)
        assert board.lines[0].domain == "Wonen van Rosa Proefpersoon" and not board.lines[0].laid
        assert board.photo_id and "Proefdam" in board.photo_words
        assert plans.plan_of(case_id).perspective == PERSPECTIVE
        assert plans.agreed_versions(case_id) == []
        facts, papers = queries.papers_of(standing.outsider, case_id, number)
        kinds = {row.part for row in ForeignPaper.objects.filter(lives_on=False)}
        assert facts.is_live and kinds >= {"about", "decisions", "letters", "plans", "signals", "story"}
        shown = [paper for _title, rows in papers for paper in rows if paper.file_id]
        stored = queries.file_of_paper(resident, case_id, shown[0].id)
        assert stored.clear_bytes().startswith(b"%PDF")
        assert not BroughtPiece.objects.exists(), "nothing is kept twice"


def test_the_same_package_twice_changes_nothing(household, there, package):
    standing, (case_id, resident) = household.standing, there

    def counted():
        with standing.inside(standing.other):
            rows = [model.objects.count() for model in (Brought, ForeignPaper, StoredFile)]
            story = listened.story_versions(resident, case_id, resident.id)
            return rows, len(story), len(listened.boards_of(resident, case_id))

    first = brought(standing, standing.outsider, case_id, package)
    before = counted()
    assert brought(standing, resident, case_id, package) == first
    assert counted() == before


def test_a_later_package_of_the_same_folder_adds_only_what_is_new(household, there, package):
    standing, (case_id, resident) = household.standing, there
    brought(standing, standing.outsider, case_id, package)
    with household.inside():
        rosa = household.people["resident"]
        listen.start_board(actor=rosa, case_id=household.case_id, person_id=rosa.id, together=False)
        made = listened.boards_of(rosa, household.case_id)[0]
        listen.choose_domain(actor=rosa, board_id=made.id, own_label="muziek")
    later = taken(standing, household.people["resident"])[0]
    number = received(standing, standing.outsider, case_id, later)
    with standing.inside(standing.other):
        preview = queries.preview(standing.outsider, case_id, number)
        assert [title for title, _shown in preview.live] == ["Mijn borden"]
        actions.bring_in(actor=standing.outsider, case_id=case_id, brought_id=number)
        assert len(listened.boards_of(resident, case_id)) == 2
        assert len(listened.story_versions(resident, case_id, resident.id)) == 1


def test_a_story_that_stands_here_stays_and_the_other_is_kept_beside_it(household, there, package):
    standing, (case_id, resident) = household.standing, there
    with standing.inside(standing.other):
        listen.write_story(
            actor=resident, case_id=case_id, person_id=resident.id, text="Hier zei ik dit.", base_version=0
        )
    brought(standing, standing.outsider, case_id, package)
    with standing.inside(standing.other):
        assert listened.story_of(resident, case_id, resident.id).text == "Hier zei ik dit."
        (paper,) = ForeignPaper.objects.filter(part="story")
        assert paper.content["text"] == ROSA_TELLS


def test_the_preview_writes_nothing_and_says_what_would_happen(household, there, package):
    standing, (case_id, resident) = household.standing, there
    number = received(standing, standing.outsider, case_id, package)
    with standing.inside(standing.other):
        preview = queries.preview(standing.outsider, case_id, number)
        assert {title for title, _rows in preview.live} >= {"Mijn verhaal", "Mijn borden"}
        assert "Mijn brieven" in {title for title, _rows in preview.kept} and not preview.there
        assert listened.story_of(resident, case_id, resident.id) is None
        actions.leave(actor=standing.outsider, case_id=case_id, brought_id=number)
        assert not BroughtPiece.objects.exists() and Brought.objects.get().state == Brought.WITHDRAWN


def test_somebody_else_needs_a_word(household, package):
    standing = household.standing
    case_id, resident = neighbour(standing, "Iemand", "Anders")
    number = received(standing, resident, case_id, package)
    with standing.inside(standing.other):
        assert queries.preview(resident, case_id, number).other_name == "Rosa Proefpersoon"
        with pytest.raises(Invalid):
            actions.bring_in(actor=resident, case_id=case_id, brought_id=number)
        actions.bring_in(actor=resident, case_id=case_id, brought_id=number, same_person=True)
        assert listened.story_of(resident, case_id, resident.id).text == ROSA_TELLS


def test_a_key_on_the_list_names_the_sender_and_another_is_unknown(household, there, package):
    standing, (case_id, resident) = household.standing, there
    number = received(standing, resident, case_id, package)
    with standing.inside(standing.other):
        facts = queries.preview(resident, case_id, number).brought
        assert not facts.is_known and facts.sender == "Proefdam"
        actions.leave(actor=resident, case_id=case_id, brought_id=number)
        keeper = _administrator(standing)
        key = signing.public_key(standing.municipality.pk)
        row = actions.trust_key(actor=keeper, name="Proefdam aan Zee", public_key=key)
        assert actions.trust_key(actor=keeper, name="nog eens", public_key=key).pk == row.pk
    again = received(standing, resident, case_id, package)
    with standing.inside(standing.other):
        facts = queries.preview(resident, case_id, again).brought
        assert facts.is_known and facts.sender == "Proefdam aan Zee"
        actions.distrust_key(actor=keeper, key_row_id=row.pk)
        assert queries.trusted_keys() == [] and TrustedKey.objects.count() == 1


def _administrator(standing):
    from tests.standing import make_staff

    return make_staff(standing.other, "Beheer Ansje", "administrator")


def test_only_the_administrator_keeps_the_list_and_of_real_keys(household):
    standing = household.standing
    key = signing.public_key(standing.municipality.pk)
    with standing.inside(standing.other):
        with pytest.raises(NotAllowed):
            actions.trust_key(actor=standing.outsider, name="Proefdam", public_key=key)
        keeper = _administrator(standing)
        for name, wrong in (("Proefdam", "geen sleutel"), ("Proefdam", key[:-2]), ("", key)):
            with pytest.raises(Invalid):
                actions.trust_key(actor=keeper, name=name, public_key=wrong)
        with pytest.raises(Invalid):
            actions.trust_key(actor=keeper, name="wij", public_key=signing.public_key(standing.other.pk))


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


def test_who_may_bring_in(household, there, package):
    standing, (case_id, resident) = household.standing, there
    from tests.standing import make_staff

    with standing.inside(standing.other):
        colleague = make_staff(standing.other, "Collega Cor", "professional")
    number = received(standing, resident, case_id, package)
    for stranger in (colleague, household.people["far"]):
        with pytest.raises(NotVisible):
            received(standing, stranger, case_id, package)
        with standing.inside(standing.other):
            for call in (actions.bring_in, actions.leave):
                with pytest.raises(NotVisible):
                    call(actor=stranger, case_id=case_id, brought_id=number)
            with pytest.raises(NotVisible):
                queries.preview(stranger, case_id, number)
            with pytest.raises(NotVisible):
                queries.brought_into(stranger, case_id)
    with household.inside(), pytest.raises(NotVisible):
        queries.preview(standing.worker, case_id, number)


def test_a_reader_does_not_bring_in_and_staff_note_the_consent(household, there, package):
    standing, (case_id, _resident) = household.standing, there
    from tests.standing import make_staff

    from naast.people import actions as people

    with standing.inside(standing.other):
        reader = make_staff(standing.other, "Lezer Leo", "lawyer")
        people.let_in(
            actor=standing.outsider, case_id=case_id, role="lawyer", purpose="leest mee", staff_id=reader.id
        )
        given = {"case_id": case_id, "source": io.BytesIO(package), "size": len(package)}
        with pytest.raises(NotAllowed):
            actions.receive(actor=reader, **given, consent_of="Rosa", consent_on=clock.today())
        for consent in (
            {"consent_of": "", "consent_on": clock.today()},
            {"consent_of": "Rosa", "consent_on": None},
            {"consent_of": "Rosa", "consent_on": clock.today().replace(year=clock.today().year + 1)},
        ):
            with pytest.raises(Invalid):
                actions.receive(actor=standing.outsider, **given, **consent)
        assert not Brought.objects.exists()


def test_the_audit_holds_no_words(household, there, package):
    standing, (case_id, _resident) = household.standing, there
    brought(standing, standing.outsider, case_id, package)
    with standing.inside(standing.other):
        details = json.dumps(list(AuditEvent.objects.values_list("detail", flat=True)))
        verbs = set(AuditEvent.objects.values_list("verb", flat=True))
    assert {"folder.receive", "folder.bring_in"} <= verbs
    assert ROSA_TELLS not in details and "Rosa" not in details
