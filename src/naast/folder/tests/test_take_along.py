"""What goes along: everything of the person, nothing of another, never the BSN, no place of a counter."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import zipfile

import pytest
from django.db import connection
from jsonschema import Draft202012Validator
from PIL import Image

from naast.folder.models import Package, PackagePiece
from naast.folder.portable import actions, canonical, clearing, document, making, queries
from naast.folder.tests.conftest import PERSPECTIVE, PIET_SIGNALS, PIET_TELLS, ROSA_SIGNALS, ROSA_TELLS
from naast.folder.tests.portable import folder_in, taken
from naast.kernel import clock, signing
from naast.kernel.errors import NotVisible
from naast.listen import actions as listen
from naast.people import bsn

pytestmark = pytest.mark.django_db

BSN = "111222333"


def test_a_resident_takes_everything_of_their_own_along(household):
    package, paper = taken(household.standing, household.people["resident"])
    found = folder_in(package)
    (case,) = found["cases"]
    assert case["story"][0]["text"] == ROSA_TELLS
    assert case["story"][0]["versions"][0]["by"] == "Rosa Proefpersoon"
    assert case["boards"][0]["lines"][0]["domain"].casefold() == "wonen van rosa proefpersoon"
    assert case["perspective"][0]["perspective"] == PERSPECTIVE
    assert case["plans"][0]["perspective"] == PERSPECTIVE
    assert case["decisions"][0]["outcome"] == "yes" and case["letters"]
    assert [row["words"] for row in case["signals"]] == [ROSA_SIGNALS]
    assert case["about"][0]["municipality"] == "Proefdam"
    assert paper.startswith(b"%PDF")
    Draft202012Validator(document.published()).validate(found)


def test_never_the_words_of_another(household):
    for who, others in (
        ("resident", (PIET_TELLS, PIET_SIGNALS)),
        ("partner", (ROSA_TELLS, PERSPECTIVE, "taxipas")),
    ):
        package, _paper = taken(household.standing, household.people[who])
        text = json.dumps(folder_in(package), ensure_ascii=False)
        assert not [words for words in others if words in text], who
    package, _paper = taken(household.standing, household.people["partner"])
    (case,) = folder_in(package)["cases"]
    assert case["story"][0]["text"] == PIET_TELLS and set(case) <= {"about", "story", "boards", "signals"}
    package, _paper = taken(household.standing, household.people["relative"])
    assert folder_in(package)["cases"] == []


def test_never_the_bsn_also_not_when_somebody_typed_it(household):
    standing, rosa = household.standing, household.people["resident"]
    with household.inside(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE people_person SET bsn_sealed = %s, bsn_hash = %s WHERE id = %s",
            [bsn.sealed(BSN), bsn.hashed(BSN, standing.municipality.pk), rosa.id],
        )
        listen.write_story(
            actor=rosa,
            case_id=household.case_id,
            person_id=rosa.id,
            text=f"Mijn nummer is {BSN}, ook wel 111 222 333 of 111.222.333. Mijn zaak is 123456782.",
            base_version=1,
        )
    package, paper = taken(standing, rosa)
    story = folder_in(package)["cases"][0]["story"][0]["text"]
    hidden = document.HIDDEN_NUMBER
    assert story == f"Mijn nummer is {hidden}, ook wel {hidden} of {hidden}. Mijn zaak is 123456782."
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        for name in archive.namelist():
            assert BSN.encode() not in archive.read(name), name
    assert BSN.encode() not in paper


def test_a_board_travels_as_picture_and_words_without_number_or_class(household):
    package, _paper = taken(household.standing, household.people["resident"])
    (case,) = folder_in(package)["cases"]
    (board,) = case["boards"]
    (picture,) = board["pictures"]
    with (
        zipfile.ZipFile(io.BytesIO(package)) as archive,
        Image.open(io.BytesIO(archive.read(picture["file"]))) as drawn,
    ):
        assert drawn.format == "PNG" and drawn.width > 800 and not drawn.info.get("Description")
    bare = json.loads(json.dumps(board))
    for key in ("board", "laid_on", "follows"):
        bare.pop(key)
    for row in bare["pictures"]:
        row.pop("file")
    said = re.sub(r"\d{1,2} \w+ \d{4}", "", json.dumps(bare, ensure_ascii=False))
    assert not re.search(r"\d", said), said
    assert not any(
        word in said.casefold() for word in ("place", "plek", "score", "gezicht", "links", "rechts")
    )


def test_a_partners_counter_stays_with_the_partner(household):
    from naast.folder.portable.parts.laid import own_counters
    from naast.listen.queries import board_of
    from naast.listen.types import Whose

    rosa, piet = household.people["resident"], household.people["partner"]
    number = household.boards["resident"]
    with household.inside():
        listen.ask_along(actor=rosa, board_id=number, person_id=piet.id)
        line = board_of(rosa, number).lines[0]
        listen.place_counter(actor=piet, board_domain_id=line.id, place=5)
        listen.place_counter(actor=household.standing.worker, board_domain_id=line.id, place=4)
        board = board_of(rosa, number)
        assert Whose("person", piet.id) in {counter.whose for counter in board.lines[0].laid}
        shown = {counter.whose.kind: counter.whose.id for counter in own_counters(board)[0].counters}
    assert shown == {"person": rosa.id, "staff": household.standing.worker.id}


def test_the_signature_is_of_the_municipality_and_covers_every_byte(household):
    package, _paper = taken(household.standing, household.people["resident"])
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        content, signature = archive.read("folder.json"), json.loads(archive.read("signature.json"))
        listed = {row["path"]: row["sha256"] for row in json.loads(content)["attachments"]}
        assert listed == {
            name: canonical.digest(archive.read(name))
            for name in archive.namelist()
            if name.startswith("attachments/")
        }
    public = signing.public_key(household.standing.municipality.pk)
    assert signature["public_key"] == public
    assert signing.is_signed(public, content, signature["signature"])
    assert content == canonical.written(json.loads(content))


def test_a_double_click_makes_one_and_a_second_time_removes_the_first(household):
    rosa = household.people["resident"]
    with household.inside():
        first = actions.ask_package(actor=rosa)
        assert actions.ask_package(actor=rosa) == first
        assert Package.objects.count() == 1
    making.make(rosa.municipality_id, first)
    with household.inside():
        second = actions.ask_package(actor=rosa)
        assert second != first and not PackagePiece.objects.filter(package_id=first).exists()
        with pytest.raises(NotVisible):
            queries.bytes_of_package(rosa, first, "zip")


def test_only_the_person_fetches_it(household):
    rosa, piet = household.people["resident"], household.people["partner"]
    taken(household.standing, rosa)
    with household.inside():
        number = queries.package_for(rosa).id
        assert queries.package_for(piet) is None
        for other in (piet, household.people["relative"], household.standing.worker):
            with pytest.raises(NotVisible):
                queries.bytes_of_package(other, number, "zip")


def test_what_went_wrong_is_said_and_can_be_begun_again(household, monkeypatch, caplog):
    rosa = household.people["resident"]
    with household.inside():
        number = actions.ask_package(actor=rosa)

    def broken(*args, **kwargs):
        raise ValueError(ROSA_TELLS)

    with monkeypatch.context() as patched:
        patched.setattr("naast.folder.portable.making.paper.made", broken)
        making.make(rosa.municipality_id, number)
    with household.inside():
        assert queries.package_for(rosa).has_failed
        assert not PackagePiece.objects.exists()
        again = actions.ask_package(actor=rosa)
    assert ROSA_TELLS not in caplog.text and "ValueError" in caplog.text
    making.make(rosa.municipality_id, again)
    with household.inside():
        assert queries.package_for(rosa).is_ready


def test_a_job_that_was_killed_begins_anew_and_one_that_is_done_does_nothing(household):
    rosa = household.people["resident"]
    with household.inside():
        number = actions.ask_package(actor=rosa)
        Package.objects.filter(pk=number).update(state=Package.MAKING, step="pack")
        PackagePiece(package_id=number, part="zip", number=0, sealed_bytes=b"half").save()
    making.make(rosa.municipality_id, number)
    with household.inside():
        ready = queries.package_for(rosa)
        assert ready.is_ready
    making.make(rosa.municipality_id, number)
    with household.inside():
        assert queries.package_for(rosa) == ready


def test_a_lost_job_can_be_asked_for_again(household):
    rosa = household.people["resident"]
    with household.inside():
        first = actions.ask_package(actor=rosa)
        Package.objects.filter(pk=first).update(asked_at=clock.now() - 2 * actions.LOST_AFTER)
        assert actions.ask_package(actor=rosa) != first


def test_after_a_week_the_bytes_go(household):
    rosa = household.people["resident"]
    taken(household.standing, rosa)
    with household.inside():
        assert clearing.clear_old() == 0 and PackagePiece.objects.exists()
        with clock.shifted(8):
            assert clearing.clear_old() == 1
        assert not PackagePiece.objects.exists() and queries.package_for(rosa) is None


def test_it_lies_encrypted(household):
    taken(household.standing, household.people["resident"])
    with household.inside():
        for piece in PackagePiece.objects.all():
            assert bytes(piece.sealed_bytes)[:2] != b"PK" and b"%PDF" not in bytes(piece.sealed_bytes)


def test_nobody_elses_look_that_is_kept_back_goes_along(household):
    standing, rosa = household.standing, household.people["resident"]
    other = standing.add_staff("Geheime Gerda", "professional")
    browser = standing.client(standing.worker)
    assert browser.get(f"/casus/{household.case_id}/luisteren/").status_code == 200
    with household.inside():
        from naast.kernel import audit

        audit.record(
            actor=other,
            kind="look",
            verb="listen.overview",
            case_id=household.case_id,
            withheld_until=clock.today() + dt.timedelta(days=5),
        )
    package, _paper = taken(standing, rosa)
    looks = folder_in(package)["cases"][0]["looks"]
    assert "Wilma Worker" in {row["name"] for row in looks}
    assert "Geheime Gerda" not in json.dumps(looks)


def test_the_administrators_number_is_not_in_it(household):
    """The phone of the fixed contact goes along as the folder shows it, and nobody else's."""
    package, _paper = taken(household.standing, household.people["resident"])
    found = folder_in(package)
    phones = [found["cases"][0]["about"][0]["contact"]["phone"]]
    assert json.dumps(found).count('"phone"') == 1 + len(phones)
