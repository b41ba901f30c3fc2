"""What a resident does in the folder: first read, then tell; rights at any time; who looked."""

from __future__ import annotations

import re

import pytest

from naast.decide import queries as decide
from naast.folder.looking import _look, lookers_of, page_in_words
from naast.folder.tests.conftest import ROSA_TELLS
from naast.kernel import actors, clock, drafts
from naast.kernel.models import AuditEvent
from naast.learn import actions as learn
from naast.learn import queries as signals
from naast.listen import queries as listen
from naast.people import actions as people
from naast.people import queries as people_queries

pytestmark = pytest.mark.django_db


def test_before_the_first_word_comes_what_happens_with_it(standing):
    browser, case = standing.client(standing.resident), standing.case_id
    for page in ("verhaal", "bord", "signaal", "corrigeren"):
        answer = browser.get(f"/map/{case}/{page}/")
        assert answer.status_code == 302 and answer["Location"].startswith("/map/wat-gebeurt-er/?next=")
    for right in ("hulp", "iemand-anders", "bezwaar", "klacht"):
        assert browser.get(f"/map/{right}/").status_code == 200
    assert browser.post(f"/map/{case}/verhaal/", {"text": "te vroeg", "version": 0}).status_code == 302
    read = browser.post("/map/wat-gebeurt-er/", {"next": f"/map/{case}/verhaal/"})
    assert read["Location"] == f"/map/{case}/verhaal/"
    assert browser.get(f"/map/{case}/verhaal/").status_code == 200
    with standing.inside():
        assert standing.resident.id in people_queries.told(case)


def test_the_way_back_stays_in_this_house(standing):
    browser = standing.client(standing.resident)
    answer = browser.post("/map/wat-gebeurt-er/", {"next": "https://elders.example/"})
    assert answer["Location"] == "/map/"


def test_a_story_is_kept_and_a_stale_one_shows_both_texts(household):
    browser, address = household.browser("resident"), f"/map/{household.case_id}/verhaal/"
    assert browser.post(address, {"text": "Nu met meer woorden erbij.", "version": 1}).status_code == 302
    stale = browser.post(address, {"text": "Een andere tekst van mij.", "version": 1})
    held = stale.content.decode()
    assert stale.status_code == 409
    assert "Nu met meer woorden erbij." in held and "Een andere tekst van mij." in held
    too_long = browser.post(address, {"text": "a" * 100_001, "version": 2})
    assert too_long.status_code == 422


def test_the_owner_lays_the_board_and_sees_then_and_now(household):
    browser, case = household.browser("resident"), household.case_id
    first = household.boards["resident"]
    made = browser.post(f"/map/{case}/bord/")
    second = int(made["Location"].rstrip("/").rsplit("/", 1)[1])
    assert second != first
    assert browser.post(f"/map/{case}/bord/")["Location"] == made["Location"], "an empty board is used first"
    address = f"/map/{case}/bord/{second}/"
    chosen = browser.post(address, {"form": "domains", "own_label": "rust"})
    assert chosen.status_code == 302
    resident = household.people["resident"]
    with household.inside():
        board = listen.board_of(resident, second)
    line = board.lines[0]
    laid = {
        "version": board.version,
        f"place_{line.id}_person_{resident.id}": "5",
        f"words_{line.id}": "Het gaat beter",
        "first": line.id,
    }
    assert browser.post(address, laid).status_code == 302
    with household.inside():
        after = listen.board_of(resident, second).lines[0]
    assert (after.words, after.first) == ("Het gaat beter", True)
    page = browser.get(address).content.decode()
    assert "Wonen van Rosa" in page and "Rust" in page and "naast-thennow" in page
    stale = browser.post(address, laid | {f"words_{line.id}": "Toch weer anders dan net"})
    assert stale.status_code == 409 and "Toch weer anders dan net" in stale.content.decode()
    wrong = browser.post(address, laid | {"version": board.version + 1, f"by_{line.id}": "morgen"})
    assert wrong.status_code == 422


def test_words_that_were_not_kept_yet_are_given_back_and_that_is_said(household):
    resident, case = household.people["resident"], household.case_id
    browser, board = household.browser("resident"), household.boards["resident"]
    with household.inside():
        line = listen.board_of(resident, board).lines[0].id
    pages = {
        f"/map/{case}/verhaal/": (f"listen.story:{case}:{resident.id}", "text"),
        f"/map/{case}/signaal/": (f"learn.signal:{case}", "words"),
        f"/map/{case}/bord/{board}/": (f"listen.board:{case}:{board}", f"words_{line}"),
    }
    for address, (key, name) in pages.items():
        assert "We hebben je woorden bewaard" not in browser.get(address).content.decode()
        with household.inside():
            drafts.keep(actor=resident, object_key=key, field=name, base_version=0, text="Half geschrev")
        page = browser.get(address).content.decode()
        assert "We hebben je woorden bewaard" in page and "Half geschrev" in page, address
    assert '<details class="naast-card" open' in page, "words that are given back are not folded away"


def test_the_latest_letter_is_one_click_away_from_the_first_page(household):
    """Who got a message that a letter is there does not look for it."""
    browser, resident = household.browser("resident"), household.people["resident"]
    address = f"/map/{household.case_id}/van/{resident.id}/brieven/{household.letter_id}/lezen/"
    assert address in browser.get("/map/").content.decode()
    assert browser.get(address).status_code == 200


def test_a_letter_is_downloaded_and_that_is_audited(household):
    answer = household.browser("resident").get(f"/map/{household.case_id}/brieven/{household.letter_id}/")
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Cache-Control"] == "private, no-store" and answer["X-Content-Type-Options"] == "nosniff"
    with household.inside():
        look = AuditEvent.objects.filter(verb="folder.letter").get()
        assert (look.actor_kind, look.case_id) == ("resident", household.case_id)


@pytest.mark.parametrize(("page", "kind"), [("hulp", "support"), ("iemand-anders", "someone_else")])
def test_support_and_someone_else_ask_for_no_words(household, page, kind):
    assert household.browser("partner").post(f"/map/{page}/", {}).status_code == 302
    with household.inside():
        assert [row.kind for row in people_queries.requests_by(household.people["partner"])] == [kind]


def test_a_complaint_and_a_correction_want_words_and_keep_them(household):
    browser = household.browser("resident")
    for address in ("/map/klacht/", f"/map/{household.case_id}/corrigeren/"):
        assert browser.post(address, {"words": " "}).status_code == 422
        long = browser.post(address, {"words": "b" * 5_001})
        assert long.status_code == 422 and "b" * 5_001 in long.content.decode()
        assert browser.post(address, {"words": "Mijn naam is fout geschreven"}).status_code == 302
        assert "Mijn naam is fout geschreven" in browser.get(address).content.decode()


def test_an_objection_in_own_words_names_its_term(household):
    browser = household.browser("resident")
    page = browser.get("/map/bezwaar/").content.decode()
    with household.inside():
        ends = decide.decisions_of(household.case_id)[0].objection_ends_on
    assert f"{ends.day} " in page and str(ends.year) in page
    assert browser.post("/map/bezwaar/", {"decision": household.decision_id, "words": ""}).status_code == 422
    assert browser.post("/map/bezwaar/", {"decision": "12345678", "words": "Nee"}).status_code == 422
    given = {"decision": household.decision_id, "words": "Dit helpt mij niet"}
    for _twice in range(2):
        assert browser.post("/map/bezwaar/", given).status_code == 302
    with household.inside():
        assert [row.words for row in decide.objections_of(household.case_id)] == ["Dit helpt mij niet"]
    assert "Over het besluit van" in browser.get("/map/bezwaar/").content.decode()


def test_a_signal_and_its_answer_come_back_to_the_resident(household):
    policy = household.standing.add_staff("Bea Beleid", actors.POLICY)
    with household.inside():
        (signal,) = signals.signals_of_resident(household.case_id, household.people["resident"].id)
        learn.hand_over(actor=policy, signal_id=signal.id, owner_id=policy.id)
        learn.answer_signal(
            actor=policy, signal_id=signal.id, answer="We schrijven de brief opnieuw.", outcome="changes"
        )
    page = household.browser("resident").get(f"/map/{household.case_id}/signaal/").content.decode()
    assert "We schrijven de brief opnieuw." in page
    again = household.browser("resident").post(f"/map/{household.case_id}/signaal/", {"words": " "})
    assert again.status_code == 422


def test_who_looked_is_shown_by_function_and_by_name_where_that_is_safe(household):
    standing = household.standing
    household.standing.client(standing.worker).get(f"/casus/{household.case_id}/leren/")
    household.browser("relative").get(f"/map/{household.case_id}/plan/")
    household.browser("partner").get(f"/map/{household.case_id}/verhaal/")
    household.browser("resident").get(f"/map/{household.case_id}/verhaal/")
    with household.inside():
        looked, earlier = lookers_of(people_queries.case_for(standing.worker, household.case_id))
        assert earlier is None
        seen = {(looker.who, looker.looks[0].page) for looker in looked}
        assert seen == {
            ("Wilma Worker", page_in_words("learn.case")),
            ("Tante Truus", page_in_words("folder.plan")),
        }
    page = household.browser("resident").get("/map/wie-keek/").content.decode()
    assert "Wilma Worker" in page and "wijkteam" in page and "Piet" not in page
    with household.inside():
        from naast.people.models import Staff

        Staff.objects.filter(pk=standing.worker.id).update(name_withheld=True)
    page = household.browser("resident").get("/map/wie-keek/").content.decode()
    assert "Wilma" not in page and "wijkteam" in page
    home = household.browser("resident").get("/map/").content.decode()
    assert "Wilma" not in home and "wijkteam" in home


def test_a_page_opened_twice_in_a_minute_is_one_line(household):
    standing = household.standing
    at = [clock.now().replace(second=second) for second in (1, 59)]
    assert _look(at[0], "learn.case") == _look(at[1], "learn.case") != _look(at[0], "learn.signal")
    for _twice in range(2):
        standing.client(standing.worker).get(f"/casus/{household.case_id}/leren/")
    with household.inside():
        (looker,), _earlier = lookers_of(people_queries.case_for(standing.worker, household.case_id))
        assert len(looker.looks) == len({(look.at, look.page) for look in looker.looks})


def test_who_looked_stays_when_they_look_along_no_more(household):
    standing, relative = household.standing, household.people["relative"]
    household.browser("relative").get("/map/")
    household.browser("relative").get(f"/map/{household.case_id}/plan/")
    with household.inside():
        (place,) = [
            place
            for place in people_queries.circle_of(household.case_id)
            if place.face.kind == "person" and place.face.id == relative.id
        ]
        people.let_out(actor=standing.worker, case_id=household.case_id, member_id=place.id)
    with clock.shifted(1):
        page = household.browser("resident").get("/map/wie-keek/").content.decode()
    looked = page.split("Wie keek er</h2>")[1]
    assert "Tante Truus" in looked
    for verb in ("folder.home", "folder.plan"):
        assert page_in_words(verb) in looked


def test_a_relative_who_takes_part_too_is_not_shown_at_their_own_story(household):
    standing, relative = household.standing, household.people["relative"]
    with household.inside():
        people.add_participant(
            actor=standing.worker, case_id=household.case_id, person_id=relative.id, relation="other"
        )
        people.tell_what_happens(actor=relative, case_id=household.case_id, person_id=relative.id)
    assert household.browser("relative").get(f"/map/{household.case_id}/verhaal/").status_code == 200
    with household.inside():
        looked, _earlier = lookers_of(people_queries.case_for(standing.worker, household.case_id))
        assert looked == []


def test_ones_own_looks_hide_nobody_and_older_ones_are_a_page_further(household, monkeypatch):
    monkeypatch.setattr("naast.folder.looking.LOOKS_ON_A_PAGE", 2)
    worker, case = household.standing.client(household.standing.worker), household.case_id
    for room in ("leren", "volgen", "plan"):
        worker.get(f"/casus/{case}/{room}/")
    browser = household.browser("resident")
    for _often in range(4):
        browser.get(f"/map/{case}/verhaal/")
    first = browser.get("/map/wie-keek/").content.decode()
    assert page_in_words("follow.overview") in first and page_in_words("learn.case") not in first
    (further,) = re.findall(r'href="(/map/wie-keek/\?map=[^"]+)"', first)
    then = browser.get(further.replace("&amp;", "&")).content.decode()
    assert page_in_words("learn.case") in then and page_in_words("follow.overview") not in then
    for nonsense in ("?map=x&voor=y", f"?map={case}&voor={'9' * 40}", f"?map={case + 1}&voor=1"):
        assert browser.get(f"/map/wie-keek/{nonsense}").status_code == 200


@pytest.mark.parametrize("later", [False, True])
def test_an_emergency_is_told_on_its_day_and_not_before(household, later):
    colleague = household.standing.colleague
    case_id = household.case_id
    with household.inside():
        household.break_glass(told_after=5 if later else 0)
    household.standing.client(colleague).get(f"/casus/{case_id}/leren/")
    page = household.browser("resident").get("/map/wie-keek/").content.decode()
    assert ("Er is brand in huis" in page) is not later
    assert "Huisarts belt" in page, "who asked whether someone is known is shown at once"
    if later:
        # Of the question itself one hears; of the emergency and the look nothing yet.
        assert page.count("Coen Colleague") == 1
        with clock.shifted(6):
            after = household.browser("resident").get("/map/wie-keek/").content.decode()
        assert "Er is brand in huis" in after


def test_what_is_not_agreed_is_not_shown_as_the_plan(standing):
    from naast.plan import actions as plan

    with standing.inside():
        plan.write_perspective(
            actor=standing.worker, case_id=standing.case_id, perspective="Nog te bespreken"
        )
    page = standing.client(standing.resident).get(f"/map/{standing.case_id}/plan/").content.decode()
    assert "Nog te bespreken" not in page


def test_the_text_of_the_partner_never_reaches_the_resident_through_an_error(household):
    browser = household.browser("resident")
    partners = household.boards["partner"]
    for path in (f"/map/{household.case_id}/bord/{partners}/", f"/map/{household.case_id + 999}/verhaal/"):
        for answer in (browser.get(path), browser.post(path, {"text": "x"})):
            assert answer.status_code == 404 and "Piet" not in answer.content.decode()
    assert ROSA_TELLS in browser.get(f"/map/{household.case_id}/verhaal/").content.decode()


def test_home_needs_a_fixed_number_of_queries(household, django_assert_num_queries):
    browser = household.browser("resident")
    browser.get("/map/")
    # session, account, membership and the scope around the request 6, person 1, places 2,
    # age and what is read along 2, what is shared 1, contact and
    # safe names 2, promise 1, perspective 1; for the case: agreed versions 1, signals and answers 2, the
    # story with who may read it 2, the newest board with who may read it 3, letters 1; the test's own 1.
    with django_assert_num_queries(HOME):
        browser.get("/map/")


HOME = 26
