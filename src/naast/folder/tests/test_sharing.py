"""Sharing pages with an organisation: nothing by default, exactly what was ticked, and ended at once."""

from __future__ import annotations

import datetime as dt
import html
import re

import pytest
from django.db import connection
from django.test import Client

from naast.folder.models import Share, ShareOpening
from naast.folder.sharing import actions, parts, queries
from naast.folder.tests.conftest import PERSPECTIVE, PIET_TELLS, ROSA_TELLS
from naast.kernel import actors, clock, erasure
from naast.kernel.errors import Invalid, NotVisible
from naast.kernel.models import AuditEvent
from naast.listen import actions as listen
from naast.listen.types import SkillSaid
from naast.people import queries as people_queries

pytestmark = pytest.mark.django_db
HERE = "/gedeeld/proefdam/"


def given(**changed):
    return {
        "organisation": "Woonstek",
        "purpose": "Een huis huren",
        "until_on": (clock.today() + dt.timedelta(days=30)).isoformat(),
        "code_by": "phone",
        "form_key": "een-formulier",
        "keys": ["plan"],
    } | changed


def asked(**changed):
    """The same, for the action."""
    found = given(until_on=clock.today()) | changed
    return {key: found.pop(key) for key in ("keys", "form_key")} | {"terms": actions.Terms(**found)}


def shown(answer):
    """Link and code as they stand on the answer."""
    link, code = re.findall(r'<strong class="naast-code[^"]*">([^<]+)</strong>', answer.content.decode())
    return html.unescape(link), code


def shares(household, who="resident", **changed):
    answer = household.browser(who).post(f"/map/{household.case_id}/delen/nieuw/", given(**changed))
    assert answer.status_code == 200, answer.content.decode()
    return shown(answer)


def enters(link, code, who="Wim van Woonstek", browser=None):
    browser = browser or Client()
    return browser, browser.post(HERE, {"link": link, "code": code, "who": who})


def reads(link, code, **kwargs):
    """A browser behind the door, and the address of the list."""
    browser, answer = enters(link, code, **kwargs)
    assert answer.status_code == 302, answer.content.decode()
    return browser, answer["Location"]


def test_nothing_is_ticked_and_without_a_page_nothing_is_shared(household):
    browser, address = household.browser("resident"), f"/map/{household.case_id}/delen/nieuw/"
    page = browser.get(address).content.decode()
    assert page.count('type="checkbox"') >= 5 and "checked" not in page
    for wrong in ({"keys": []}, {"until_on": "2020-01-01"}, {"organisation": " "}, {"code_by": "duif"}):
        answer = browser.post(address, given(**wrong))
        assert answer.status_code == 422 and "Een huis huren" in answer.content.decode(), wrong
    late = (clock.today() + dt.timedelta(days=366)).isoformat()
    answer = browser.post(address, given(until_on=late))
    assert answer.status_code == 422 and "Woonstek" in answer.content.decode()
    with household.inside():
        assert not Share.objects.exists()


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


def test_withdrawn_is_withdrawn_at_once_also_for_who_is_reading(household):
    link, code = shares(household)
    browser, lists = reads(link, code)
    with household.inside():
        (row,) = Share.objects.all()
    ended = household.browser("resident").post(f"/map/{household.case_id}/delen/{row.pk}/stop/")
    assert ended.status_code == 302
    for path in (lists, f"{lists}plan/"):
        answer = browser.get(path)
        assert answer.status_code == 404 and PERSPECTIVE not in answer.content.decode()
    _browser, again = enters(link, code)
    assert again.status_code == 422


def test_it_ends_by_itself_after_its_last_day(household):
    link, code = shares(household)
    with clock.shifted(30):
        reads(link, code)
    with clock.shifted(31):
        _browser, answer = enters(link, code)
        assert answer.status_code == 422
        page = household.browser("resident").get(f"/map/{household.case_id}/delen/").content.decode()
        assert "Gestopt op" not in page and "Liep tot en met" in page


def test_a_new_code_ends_the_old_link_and_who_was_reading(household):
    link, code = shares(household)
    browser, lists = reads(link, code)
    with household.inside():
        (row,) = Share.objects.all()
    answer = household.browser("resident").post(f"/map/{household.case_id}/delen/{row.pk}/opnieuw/")
    new_link, new_code = shown(answer)
    assert new_link != link
    assert browser.get(lists).status_code == 404
    assert enters(link, code)[1].status_code == 422
    reads(new_link, new_code)


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


def test_a_form_sent_twice_is_one_share(household):
    first = shares(household)
    second = shares(household)
    with household.inside():
        assert Share.objects.count() == 1
    assert enters(*first)[1].status_code == 422
    reads(*second)


def test_a_partner_shares_what_is_theirs_and_nothing_of_the_resident(household):
    case = household.case_id
    page = household.browser("partner").get(f"/map/{case}/delen/nieuw/").content.decode()
    assert "Mijn verhaal" in page and "Mijn plan" not in page and "Brief van" not in page
    browser, lists = reads(*shares(household, who="partner", keys=["verhaal"]))
    assert PIET_TELLS in browser.get(f"{lists}verhaal/").content.decode()
    assert "Woonstek" not in household.browser("resident").get(f"/map/{case}/delen/").content.decode()


def test_the_page_of_somebody_else_in_a_handmade_request_is_refused_and_logged(household):
    case, theirs = household.case_id, f"bord-{household.boards['partner']}"
    answer = household.browser("resident").post(f"/map/{case}/delen/nieuw/", given(keys=[theirs]))
    assert answer.status_code == 422 and "Een huis huren" in answer.content.decode()
    with household.inside():
        assert not Share.objects.exists()
        (noted,) = AuditEvent.objects.filter(kind=AuditEvent.REFUSAL)
        assert (noted.verb, noted.actor_id) == ("folder.share", household.people["resident"].id)
        with pytest.raises(NotVisible):
            actions.share(
                actor=household.people["resident"],
                case_id=case,
                person_id=household.people["resident"].id,
                **asked(keys=[theirs]),
            )


@pytest.mark.parametrize("who", ["partner", "relative", "neighbour", "far"])
def test_nobody_else_shares_stops_or_renews(household, who):
    shares(household)
    with household.inside():
        row = Share.objects.get()
    browser, case = household.browser(who), household.case_id
    for path in (f"{row.pk}/stop/", f"{row.pk}/opnieuw/"):
        assert browser.post(f"/map/{case}/delen/{path}").status_code == 404, path
    if who != "partner":
        assert browser.get(f"/map/{case}/delen/").status_code == 404
        assert browser.post(f"/map/{case}/delen/nieuw/", given()).status_code == 404
    with household.inside():
        assert Share.objects.get().withdrawn_at is None


def test_staff_types_along_on_the_say_of_the_person(household):
    standing, resident = household.standing, household.people["resident"]
    address = f"/casus/{household.case_id}/mensen/{resident.id}/delen/"
    browser = standing.client(standing.worker)
    assert browser.get(address).status_code == 200
    assert browser.post(address, given()).status_code == 422, "how the person said so is asked"
    link, code = shown(browser.post(address, given(said="Aan tafel, op 3 november")))
    reads(link, code)
    page = household.browser("resident").get(f"/map/{household.case_id}/delen/").content.decode()
    assert "Wilma Worker" in page and "Aan tafel, op 3 november" in page
    with household.inside():
        row = Share.objects.get()
    assert browser.post(f"{address}{row.pk}/stop/").status_code == 302
    assert enters(link, code)[1].status_code == 422


def test_staff_does_not_see_or_stop_what_somebody_shares_alone(household):
    shares(household)
    standing, resident = household.standing, household.people["resident"]
    address = f"/casus/{household.case_id}/mensen/{resident.id}/delen/"
    browser = standing.client(standing.worker)
    assert "Woonstek" not in browser.get(address).content.decode()
    with household.inside():
        row = Share.objects.get()
    assert browser.post(f"{address}{row.pk}/stop/").status_code == 404
    for stranger in standing.strangers:
        assert standing.client(stranger).get(address).status_code == 404
        assert standing.client(stranger).post(address, given(said="ja")).status_code == 404


def test_staff_cannot_hand_on_what_works_for_somebody(household):
    resident, case = household.people["resident"], household.case_id
    with household.inside():
        said = [SkillSaid("planning", words="Liever met iemand erbij")]
        listen.answer_skills(actor=resident, case_id=case, person_id=resident.id, said=said)
        shelf = parts.shelf_of(household.standing.municipality.pk, resident.id, case)
        assert "wat-lukt" in {part.key for part in actions.offered(resident, shelf)}
        assert "wat-lukt" not in {part.key for part in actions.offered(household.standing.worker, shelf)}


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


def test_an_action_refuses_what_the_form_would(household):
    resident = household.people["resident"]
    who = {"actor": resident, "case_id": household.case_id}
    with household.inside():
        for wrong, field in (
            ({"keys": []}, "keys"),
            ({"until_on": None}, "until_on"),
            ({"until_on": clock.today() + dt.timedelta(days=366)}, "until_on"),
            ({"code_by": "duif"}, "code_by"),
            ({"organisation": "a" * 151}, "organisation"),
        ):
            with pytest.raises(Invalid) as refused:
                actions.share(**who, **asked(**wrong), person_id=resident.id)
            assert refused.value.field == field
        with pytest.raises(NotVisible):
            actions.share(**who, **asked(), person_id=household.people["partner"].id)


def test_erasing_a_person_takes_their_shares_along(household):
    browser, lists = reads(*shares(household, keys=["verhaal", f"bord-{household.boards['resident']}"]))
    browser.get(lists)
    with household.inside():
        shelf = queries.shares_of(household.people["resident"], household.case_id)
        assert [len(share.pages) for share in shelf] == [2]
    reach = {
        reference.related_model._meta.label
        for model in (Share, ShareOpening)
        for reference in erasure._references(model)
    }
    assert {"people.Person", "people.Case", "folder.Share"} <= reach
