"""Who is in the circle only to read along writes nothing in what was told, whatever other roles they hold."""

from __future__ import annotations

import pytest

from naast.kernel.errors import NotAllowed
from naast.listen import actions, queries
from naast.listen.models import Board, BoardDomain, BoardGuest, Counter, RequestWish, Story
from naast.listen.types import STAFF, Laying, Whose
from naast.people import queries as people_queries

pytestmark = pytest.mark.django_db
WORDS = "Ik woonde vanaf mijn twaalfde in internaten."


@pytest.fixture
def reader(home):
    """A professional who also reads along; in this case only that."""
    return home.standing.add_reader("professional")


@pytest.fixture
def board(home):
    """A board at the table with one domain, a counter and words."""
    standing = home.standing
    with standing.inside():
        made = actions.start_board(
            actor=standing.worker, case_id=standing.case_id, person_id=home.owner_id, together=True
        )
        line = actions.choose_domain(actor=standing.worker, board_id=made.pk, own_label="mijn kat")
        actions.place_counter(
            actor=standing.worker, board_domain_id=line.pk, place=4, person_id=home.owner_id
        )
    return made


WRITING = {
    "write_story": lambda home, board, line: {
        "case_id": board.case_id,
        "person_id": home.owner_id,
        "text": WORDS,
        "base_version": 0,
    },
    "say_request": lambda home, board, line: {"case_id": board.case_id, "request": WORDS, "wish": ""},
    "start_board": lambda home, board, line: {
        "case_id": board.case_id,
        "person_id": home.partner.id,
        "together": True,
    },
    "ask_along": lambda home, board, line: {"board_id": board.pk, "person_id": home.partner.id},
    "ask_no_more": lambda home, board, line: {"board_id": board.pk, "person_id": home.partner.id},
    "choose_domain": lambda home, board, line: {"board_id": board.pk, "own_label": "de tuin"},
    "choose_domains": lambda home, board, line: {"board_id": board.pk, "domain_ids": []},
    "drop_domain": lambda home, board, line: {"board_domain_id": line.pk},
    "place_counter": lambda home, board, line: {"board_domain_id": line.pk, "place": 2},
    "write_words": lambda home, board, line: {"board_domain_id": line.pk, "words": WORDS},
    "put_first": lambda home, board, line: {"board_id": board.pk, "board_domain_id": line.pk},
    "set_goal": lambda home, board, line: {"board_domain_id": line.pk, "words": WORDS},
    "lay_board": lambda home, board, line: {
        "board_id": board.pk,
        "base_version": Board.objects.get().version,
        "lines": [Laying(line.pk, words=WORDS)],
    },
    "keep_photo": lambda home, board, line: {"board_id": board.pk, "name": "bord.png", "content": b""},
}


@pytest.mark.parametrize("verb", WRITING)
def test_who_only_reads_along_does_not(home, reader, board, verb):
    with home.standing.inside():
        before = Board.objects.get().version
        with pytest.raises(NotAllowed):
            getattr(actions, verb)(actor=reader, **WRITING[verb](home, board, line=BoardDomain.objects.get()))
        assert Board.objects.get().version == before
        assert not Story.objects.exists() and not RequestWish.objects.exists()
        assert not BoardGuest.objects.exists() and Counter.objects.count() == 1


def test_also_on_a_board_laid_apart_no_own_counter(home, reader):
    standing = home.standing
    with standing.inside():
        apart = actions.start_board(
            actor=standing.resident, case_id=standing.case_id, person_id=home.owner_id, together=False
        )
        line = actions.choose_domain(actor=standing.resident, board_id=apart.pk, own_label="de tuin")
        actions.place_counter(actor=standing.resident, board_domain_id=line.pk, place=1)
        mine = Laying(line.pk, ((Whose(STAFF, reader.id), 3),))
        with pytest.raises(NotAllowed):
            actions.lay_board(actor=reader, board_id=apart.pk, base_version=0, lines=[mine])
        seen = queries.board_of(reader, apart.pk)
        assert not seen.leads and [row.own for row in seen.lines] == [[]]


def test_who_reads_along_reads_and_is_offered_nothing_that_only_refuses(home, reader, board):
    standing = home.standing
    with standing.inside():
        actions.write_story(
            actor=standing.worker,
            case_id=standing.case_id,
            person_id=home.owner_id,
            text=WORDS,
            base_version=0,
        )
    client = standing.client(reader)
    root = f"/casus/{standing.case_id}/luisteren/"
    for tail in ("", "eerst/", f"verhaal/{home.owner_id}/", f"bord/{board.pk}/"):
        page = client.get(root + tail)
        assert page.status_code == 200
        main = page.content.decode().split("<main")[1].split("</main>")[0]
        assert "<form" not in main and "<textarea" not in main
        for door in ("vraag/", "eerst/", "leggen/", "kiezen/", "foto/", f'"{root}bord/"', "?na="):
            assert door not in main, (tail, door)
    assert WORDS in client.get(f"{root}verhaal/{home.owner_id}/").content.decode()


def test_who_reads_along_posts_in_vain(home, reader, board):
    standing = home.standing
    client, root = standing.client(reader), f"/casus/{standing.case_id}/luisteren/"
    refused = {
        "eerst/": 403,
        f"verhaal/{home.owner_id}/": 403,
        "vraag/": 403,
        "bord/": 403,
        f"bord/{board.pk}/leggen/": 403,
        f"bord/{board.pk}/kiezen/": 404,
        f"bord/{board.pk}/foto/": 404,
    }
    for tail, status in refused.items():
        data = {"person": home.owner_id, "text": WORDS, "request": WORDS, "way": "together", "version": 0}
        assert client.post(root + tail, data).status_code == status, tail
        if tail not in ("eerst/", f"verhaal/{home.owner_id}/"):
            assert client.get(root + tail).status_code == status, tail
    with standing.inside():
        assert people_queries.told(standing.case_id) == {}
        assert Board.objects.count() == 1 and not Story.objects.exists()
