"""The pages of listening: who may open them, what bad input keeps, and what they cost."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from naast.kernel.models import AuditEvent
from naast.listen import actions, queries
from naast.listen.models import Board, BoardDomain, Story
from naast.people import queries as people

pytestmark = pytest.mark.django_db
SECRET = "Vrienden van vrienden in Verweggistan"


@pytest.fixture
def told(home):
    """The standing case with a story, a wish and a board laid at the table; returns its addresses."""
    standing = home.standing
    with standing.inside():
        worker, case_id = standing.worker, standing.case_id
        actions.write_story(
            actor=worker, case_id=case_id, person_id=home.owner_id, text=SECRET, base_version=0
        )
        actions.say_request(actor=worker, case_id=case_id, request=SECRET, wish="")
        board = actions.start_board(actor=worker, case_id=case_id, person_id=home.owner_id, together=True)
        line = actions.choose_domain(actor=worker, board_id=board.pk, own_label="mijn kat")
        actions.write_words(actor=worker, board_domain_id=line.pk, words=SECRET)
    root = f"/casus/{case_id}/luisteren/"
    return {
        "overview": root,
        "first": f"{root}eerst/",
        "story": f"{root}verhaal/{home.owner_id}/",
        "request": f"{root}vraag/",
        "start": f"{root}bord/",
        "board": f"{root}bord/{board.pk}/",
        "choose": f"{root}bord/{board.pk}/kiezen/",
        "lay": f"{root}bord/{board.pk}/leggen/",
        "add_photo": f"{root}bord/{board.pk}/foto/",
    }


PAGES = ("overview", "first", "story", "request", "start", "board", "choose", "lay", "add_photo")


@pytest.mark.parametrize("page", PAGES)
def test_the_own_worker_sees_it_and_the_look_is_kept(home, told, page):
    answer = home.standing.client(home.standing.worker).get(told[page])
    assert answer.status_code == 200
    with home.standing.inside():
        assert AuditEvent.objects.filter(kind="look", verb=f"listen.{page}").count() == 1


@pytest.mark.parametrize("page", PAGES)
def test_strangers_and_other_folders_find_nothing_and_read_nothing(home, told, page):
    standing = home.standing
    for stranger in (*standing.strangers, home.partner, standing.resident):
        for method in ("get", "post"):
            answer = getattr(standing.client(stranger), method)(told[page], {"text": "x"})
            assert answer.status_code == 404
            # The resident's own name stands in the head of their own pages.
            own = stranger == standing.resident
            for word in (SECRET, "mijn kat", *([] if own else ["Proefpersoon"])):
                assert word not in answer.content.decode()


# session, account, membership, actor and scope 8 · case 1 · head and menu 9 · scope closed and the
# look in its own transaction 7 · the rest is the page's own. Overview: told, stories, wish, goals, people,
# boards with lines, counters, guests and later ones. Story: told, draft, versions,
# people, pieces, recordings, deletions and reading along, each of which asks again whose story it is.
# Others: the board.
MOST_QUERIES = {
    "overview": 43,
    "first": 28,
    "story": 47,
    "request": 27,
    "board": 36,
    "choose": 37,
    "lay": 36,
}


@pytest.mark.parametrize("page", list(MOST_QUERIES))
def test_what_a_page_costs_does_not_grow_with_the_board(home, told, page, django_assert_max_num_queries):
    client = home.standing.client(home.standing.worker)
    with django_assert_max_num_queries(MOST_QUERIES[page]) as before:
        client.get(told[page])
    with home.standing.inside():
        board_id = Board.objects.get().pk
        for label in ("de tuin", "mijn zus", "de buren"):
            line = actions.choose_domain(actor=home.standing.worker, board_id=board_id, own_label=label)
            actions.place_counter(
                actor=home.standing.worker, board_domain_id=line.pk, place=1, person_id=home.owner_id
            )
    with django_assert_max_num_queries(len(before)):
        client.get(told[page])


def test_before_the_first_word_it_is_read_together_and_noted_once(home, told):
    standing = home.standing
    client = standing.client(standing.worker)
    assert told["first"] in client.get(told["story"]).content.decode()
    assert told["first"] in client.get(told["board"]).content.decode()
    for _again in range(2):
        assert client.post(told["first"], {"person": home.owner_id}).status_code == 302
    with standing.inside():
        assert list(people.told(standing.case_id)) == [home.owner_id]
    assert told["first"] not in client.get(told["story"]).content.decode()
    for nobody in ("", "x", "0", "99999999", "9" * 40, "²"):
        assert client.post(told["first"], {"person": nobody}).status_code == 404


def test_two_writers_both_keep_their_words_and_choose_knowingly(home, told):
    client = home.standing.client(home.standing.worker)
    stale = client.post(told["story"], {"text": "Mijn eigen zin", "version": 0})
    page = stale.content.decode()
    assert stale.status_code == 409 and SECRET in page and "Mijn eigen zin" in page
    assert 'name="version" value="1"' in page
    assert client.post(told["story"], {"text": "Allebei", "version": 1}).status_code == 302
    with home.standing.inside():
        assert Story.objects.get().text == "Allebei"
    stale = client.post(told["request"], {"request": "Mijn eigen zin", "wish": "", "version": 0})
    assert stale.status_code == 409 and "Mijn eigen zin" in stale.content.decode()


def test_too_long_is_said_and_kept(home, told):
    client = home.standing.client(home.standing.worker)
    for page, data in (
        ("story", {"text": "lang" * 25_001, "version": 1}),
        ("request", {"request": "lang" * 1_251, "wish": "kort", "version": 1}),
        ("choose", {"own_label": "lang" * 21}),
    ):
        answer = client.post(told[page], data)
        assert answer.status_code == 422 and "langlanglang" in answer.content.decode()


def test_a_refused_form_shows_the_case_so_it_is_a_look(home, told):
    client = home.standing.client(home.standing.worker)
    assert client.post(told["story"], {"text": "Mijn eigen zin", "version": 0}).status_code == 409
    assert client.post(told["choose"], {"own_label": "lang" * 21}).status_code == 422
    with home.standing.inside():
        looks = AuditEvent.objects.filter(kind="look").values_list("verb", flat=True)
        assert set(looks) == {"listen.story", "listen.choose"}


def test_a_draft_comes_back_with_the_version_it_started_from(home, told):
    client = home.standing.client(home.standing.worker)
    key = f"listen.story:{home.standing.case_id}:{home.owner_id}"
    body = {"object": key, "field": "text", "base_version": "1", "text": "Half getypt"}
    assert client.post("/concept/", body, content_type="application/json").status_code == 204
    page = client.get(told["story"]).content.decode()
    assert "Half getypt" in page and 'name="version" value="1"' in page


def test_a_board_of_another_case_is_no_page_of_this_one(home, told):
    standing = home.standing
    with standing.inside():
        from naast.people import actions as people_actions

        person = people_actions.add_person(actor=standing.worker, given_name="Ander")
        other = people_actions.open_case(
            actor=standing.worker, person_id=person.pk, law="wmo", intake_kind="report"
        )
        board_id = Board.objects.get().pk
    client = standing.client(standing.worker)
    for tail in ("", "kiezen/", "leggen/", "foto/", "foto/beeld/"):
        assert client.get(f"/casus/{other.pk}/luisteren/bord/{board_id}/{tail}").status_code == 404
    assert client.get(f"/casus/{other.pk}/luisteren/bord/?na={board_id}").status_code == 404
    assert client.get(f"/casus/{other.pk}/luisteren/verhaal/{home.owner_id}/").status_code == 404


def test_the_board_is_laid_without_script_by_radios_in_words(home, told):
    standing = home.standing
    client = standing.client(standing.worker)
    page = client.get(told["lay"]).content.decode()
    with standing.inside():
        line = BoardDomain.objects.get()
        version = Board.objects.get().version
    name = f"place_{line.pk}_person_{home.owner_id}"
    assert page.count(f'name="{name}"') == 7
    data = {
        "version": version,
        name: "5",
        f"words_{line.pk}": "Zij spint.",
        f"goal_{line.pk}": "Samen oud worden",
    }
    assert client.post(told["lay"], data).status_code == 302
    again = client.post(told["lay"], data | {f"words_{line.pk}": "Nog een keer"})
    assert again.status_code == 409 and "Nog een keer" in again.content.decode()
    with standing.inside():
        view = queries.board_of(standing.worker, line.board_id)
        assert view.lines[0].laid[0].place == 5 and view.goals[0].goal == "Samen oud worden"
    for bad in ("7", "-1", "x"):
        answer = client.post(told["lay"], data | {"version": version + 1, name: bad})
        assert answer.status_code == 422 and "Zij spint." in answer.content.decode()


def test_the_board_speaks_no_number_and_no_percentage(home, told):
    client = home.standing.client(home.standing.worker)
    with home.standing.inside():
        line = BoardDomain.objects.get()
        actions.place_counter(
            actor=home.standing.worker, board_domain_id=line.pk, place=5, person_id=home.owner_id
        )
    page = client.get(told["board"]).content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    assert "%" not in main and "dicht bij het blije gezicht" in main


def test_a_photo_is_kept_and_shown_and_nonsense_is_refused(home, told):
    client = home.standing.client(home.standing.worker)
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, format="PNG")
    out.name, bad = "bord.png", io.BytesIO(b"geen foto")
    bad.name = "bord.png"
    with home.standing.inside():
        sent = {"version": Board.objects.get().version, "photo_words": "op tafel"}
    assert client.post(told["add_photo"], {}).status_code == 422
    assert client.post(told["add_photo"], sent | {"photo": bad}).status_code == 422
    out.seek(0)
    assert client.post(told["add_photo"], sent | {"photo": out}).status_code == 302
    shown = client.get(f"{told['add_photo']}beeld/")
    assert shown.status_code == 200 and shown["Content-Type"] == "image/png"
    assert shown["X-Content-Type-Options"] == "nosniff"
    for stranger in home.standing.strangers:
        assert home.standing.client(stranger).get(f"{told['add_photo']}beeld/").status_code == 404
    assert "op tafel" in client.get(told["board"]).content.decode()


def test_a_follow_up_lies_beside_the_first(home, told):
    standing = home.standing
    client = standing.client(standing.worker)
    with standing.inside():
        first = Board.objects.get().pk
    sent = client.post(f"{told['start']}?na={first}", {"way": "together"})
    assert sent.status_code == 302
    with standing.inside():
        later = Board.objects.get(follows_id=first)
        assert later.person_id == home.owner_id and not later.lines.exists()
    page = client.get(f"{told['start']}{later.pk}/").content.decode()
    assert "naast-thennow" in page and "Mijn kat" in page


def test_on_a_board_laid_apart_the_page_offers_no_choosing(home, told):
    standing = home.standing
    client = standing.client(standing.worker)
    sent = client.post(told["start"], {"person": home.owner_id, "way": "apart"})
    page = client.get(sent.url)
    assert page.status_code == 200 and "kiezen/" not in page.content.decode()
    assert client.get(f"{sent.url}kiezen/").status_code == 404
    assert client.get(f"{sent.url}foto/").status_code == 404
    with standing.inside():
        board = Board.objects.get(together=False)
        actions.choose_domain(actor=standing.resident, board_id=board.pk, own_label="de tuin")
    laying = client.get(f"{sent.url}leggen/").content.decode()
    assert "disabled" in laying and "Dit wacht tot Rosa Proefpersoon" in laying
