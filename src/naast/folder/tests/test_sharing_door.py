"""Behind the door of a share: exactly what was ticked, no trace, and no way to guess in."""

from __future__ import annotations

import datetime as dt
import html

import pytest
from django.db import connection
from django.test import Client

from naast.folder.models import Share, ShareOpening
from naast.folder.sharing import parts
from naast.folder.tests.conftest import PERSPECTIVE, PIET_TELLS, ROSA_TELLS
from naast.folder.tests.sharing import HERE, enters, given, reads, shares
from naast.kernel import actors, clock
from naast.kernel.errors import NotVisible
from naast.kernel.models import AuditEvent
from naast.listen import actions as listen
from naast.people import queries as people_queries

pytestmark = pytest.mark.django_db


def test_the_receiver_reads_exactly_the_ticked_pages(household):
    letter, board = f"brief-{household.letter_id}", f"bord-{household.boards['resident']}"
    browser, lists = reads(*shares(household, keys=["plan", letter]))
    page = browser.get(lists)
    held = page.content.decode()
    assert page.status_code == 200 and "Woonstek" in held and "Een huis huren" in held
    assert PERSPECTIVE in browser.get(f"{lists}plan/").content.decode()
    file = browser.get(f"{lists}{letter}/bestand/")
    assert file["Content-Type"] == "application/pdf" and file.content.startswith(b"%PDF")
    for other in ("verhaal", board, "kosten", "doelen", "besluiten", "rollen", "brief-1", "niets"):
        for path in (f"{lists}{other}/", f"{lists}{other}/bestand/"):
            answer = browser.get(path)
            assert answer.status_code == 404, path
            assert not [word for word in (ROSA_TELLS, PIET_TELLS, "Rosa") if word in answer.content.decode()]
    for words in (ROSA_TELLS, PIET_TELLS, "/map/", "/casus/", "Zoeken", "<nav"):
        assert words not in held + browser.get(f"{lists}plan/").content.decode()


def test_every_kind_of_page_can_be_read(household):
    resident, case = household.people["resident"], household.case_id
    with household.inside():
        listen.add_role(
            actor=resident, case_id=case, person_id=resident.id, words="voetbalvader", when="past"
        )
        shelf = parts.shelf_of(household.standing.municipality.pk, resident.id, case)
        offered = {part.key: part.kind for part in parts.on(shelf)}
    assert {"story", "board", "roles", "plan", "decisions", "letter"} <= set(offered.values())
    browser, lists = reads(*shares(household, keys=list(offered)))
    texts = {kind: browser.get(f"{lists}{key}/") for key, kind in offered.items()}
    assert {answer.status_code for answer in texts.values()} == {200}
    assert ROSA_TELLS in texts["story"].content.decode()
    assert "voetbalvader" in texts["roles"].content.decode()
    assert "ja" in texts["decisions"].content.decode().casefold()


def test_these_pages_leave_no_trace(household):
    link, code = shares(household)
    assert "#" in link and link.split("#")[0].endswith(HERE), "no server ever sees what stands behind the #"
    browser, lists = reads(link, code)
    for answer in (
        browser.get(HERE),
        browser.get(lists),
        browser.get(f"{lists}plan/"),
        browser.get(f"{lists}x/"),
    ):
        assert "no-store" in answer["Cache-Control"] and "noindex" in answer["X-Robots-Tag"]
    assert browser.get(lists)["Referrer-Policy"] == "no-referrer"
    token = link.split("#")[1]
    with household.inside(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM folder_share WHERE folder_share::text LIKE %s", [f"%{token}%"])
        assert cursor.fetchone()[0] == 0
        cursor.execute(
            "SELECT folder_share::text, folder_shareevent::text FROM folder_share, folder_shareevent"
        )
        assert code.replace(" ", "") not in str(cursor.fetchall())


def test_each_look_is_shown_to_whose_folder_it_is(household):
    browser, lists = reads(*shares(household, keys=["plan", "verhaal"]))
    browser.get(lists)
    for _often in range(3):
        browser.get(f"{lists}plan/")
    page = household.browser("resident").get(f"/map/{household.case_id}/delen/").content.decode()
    assert "Wim van Woonstek" in page and "je plan (3x)" in page
    assert "Wim van Woonstek" in household.browser("resident").get("/map/wie-keek/").content.decode()
    with household.inside():
        noted = AuditEvent.objects.filter(actor_kind="receiver", kind=AuditEvent.LOOK)
        assert {row.verb for row in noted} == {"folder.open_share", "folder.read_share"}
        assert ShareOpening.objects.count() == 5


def test_five_wrong_codes_close_it_for_an_hour(household):
    link, code = shares(household)
    wrong = "0000 0000" if code != "0000 0000" else "1111 1111"
    for _try in range(5):
        assert enters(link, wrong)[1].status_code == 422
    refused = enters(link, code)[1]
    assert refused.status_code == 422, "the right code does not help within the hour"
    assert "Wim van Woonstek" in refused.content.decode()
    page = household.browser("resident").get(f"/map/{household.case_id}/delen/").content.decode()
    assert "vijf keer een verkeerde code" in page
    with household.inside():
        assert AuditEvent.objects.filter(actor_kind="receiver", kind=AuditEvent.REFUSAL).count() == 5
        Share.objects.update(closed_until=clock.now() - dt.timedelta(seconds=1))
    reads(link, code)


def test_many_wrong_tries_from_one_address_close_the_door_for_that_address(household, monkeypatch):
    monkeypatch.setattr("naast.folder.sharing.opening.ADDRESS_TRIES", 3)
    link, code = shares(household)
    for number in range(3):
        assert enters(f"{link}{number}", code)[1].status_code == 422
    assert enters(link, code)[1].status_code == 422
    other = Client(REMOTE_ADDR="10.0.0.9")
    assert enters(link, code, browser=other)[1].status_code == 302


def test_reading_ends_after_two_hours_and_when_somebody_is_done(household):
    link, code = shares(household)
    browser, lists = reads(link, code)
    assert browser.post(f"{lists}klaar/").status_code == 200
    assert browser.get(lists).status_code == 404
    browser, lists = reads(link, code)
    with household.inside():
        last = ShareOpening.objects.filter(part="").order_by("-id").first()
        Share.objects.update(code_made_at=last.at - dt.timedelta(hours=5))
    future = clock.now() + dt.timedelta(hours=3)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("naast.folder.sharing.opening.clock.now", lambda: future)
        assert browser.get(lists).status_code == 404


def test_without_link_code_or_name_nothing_opens(household):
    link, code = shares(household)
    for sent in (("", code, "Wim"), (link, "", "Wim"), (link, code, " ")):
        answer = Client().post(HERE, dict(zip(("link", "code", "who"), sent, strict=True)))
        assert answer.status_code == 422
    assert Client().post("/gedeeld/elderhuizen/", {"link": link, "code": code, "who": "W"}).status_code == 422
    assert Client().get("/gedeeld/geen-gemeente/").status_code == 404
    with household.inside():
        row = Share.objects.get()
    assert Client().get(f"/gedeeld/lezen/{row.pk}/").status_code == 404


def test_who_does_not_come_in_reads_that_it_did_not_work_and_not_that_nothing_was_kept(household):
    shown = Client().post(HERE, {"link": "", "code": "", "who": ""}).content.decode()
    assert "Dat lukte nog niet." in shown and "Nog niet bewaard" not in shown


def test_who_reads_a_share_opens_nothing_else_of_the_house(household):
    browser, lists = reads(*shares(household))
    browser.get(lists)
    for path in ("/map/", f"/casus/{household.case_id}/", "/zoeken/", "/mijn-mensen/", "/map/wie-keek/"):
        assert browser.get(path).status_code == 302, path
    with household.inside():
        reader = actors.receiver(household.standing.municipality.pk, 1)
        assert people_queries.cases_for(reader) == []
        with pytest.raises(NotVisible):
            people_queries.case_open_to(reader, household.case_id)


def test_a_letter_is_fixed_and_a_live_page_follows(household):
    browser, lists = reads(*shares(household, keys=["verhaal"]))
    resident = household.people["resident"]
    with household.inside():
        listen.write_story(
            actor=resident,
            case_id=household.case_id,
            person_id=resident.id,
            text="Nu anders.",
            base_version=1,
        )
    assert "Nu anders." in browser.get(f"{lists}verhaal/").content.decode()
    with household.inside():
        listen.write_story(
            actor=resident, case_id=household.case_id, person_id=resident.id, text="", base_version=2
        )
    assert browser.get(f"{lists}verhaal/").status_code == 404


def test_strange_words_are_text(household):
    odd = "<script>alert(1)</script> ‮مرحبا 😀"
    browser, lists = reads(*shares(household, organisation=odd, purpose=odd), who=odd)
    browser.get(lists)
    for page in (
        browser.get(lists),
        household.browser("resident").get(f"/map/{household.case_id}/delen/"),
        household.browser("resident").get("/map/wie-keek/"),
    ):
        held = page.content.decode()
        assert "<script>alert" not in held and html.escape(odd) in held
    too_long = household.browser("resident").post(
        f"/map/{household.case_id}/delen/nieuw/", given(organisation="a" * 151)
    )
    assert too_long.status_code == 422 and "a" * 151 in too_long.content.decode()
