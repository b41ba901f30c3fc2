"""Two people at one board, a form sent twice, and who has left: nothing of anybody goes unseen."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from PIL import Image

from naast.kernel import clock
from naast.kernel.errors import Stale
from naast.kernel.models import AuditEvent
from naast.listen import actions, queries
from naast.listen.models import Board, BoardDomain, BoardGuest
from naast.listen.types import PERSON, Laying, Whose
from naast.people.models import Participant

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(home):
    """A board at the table with one own domain."""
    standing = home.standing
    with standing.inside():
        board = actions.start_board(
            actor=standing.worker, case_id=standing.case_id, person_id=home.owner_id, together=True
        )
        actions.choose_domain(actor=standing.worker, board_id=board.pk, own_label="mijn kat")
        board.refresh_from_db()
    return board


def labels(board):
    return sorted(BoardDomain.objects.filter(board=board).values_list("own_label", flat=True))


def test_what_somebody_else_put_there_is_not_taken_off_unseen(home, table):
    standing = home.standing
    address = f"/casus/{standing.case_id}/luisteren/bord/{table.pk}/kiezen/"
    client = standing.client(standing.worker)
    with standing.inside():
        kat = BoardDomain.objects.get().pk
        actions.choose_domain(actor=standing.resident, board_id=table.pk, own_label="de tuin")
    old = {"version": table.version, "own": [kat], "own_label": "mijn zus"}
    page = client.post(address, old)
    text = page.content.decode()
    assert page.status_code == 409 and "mijn zus" in text and "De tuin" in text
    with standing.inside():
        assert labels(table) == ["de tuin", "mijn kat"]
        version = Board.objects.get().version
    assert f'name="version" value="{version}"' in text
    # Knowing what lies there, it may be taken off.
    assert client.post(address, old | {"version": version}).status_code == 302
    with standing.inside():
        assert labels(table) == ["mijn kat", "mijn zus"]


def test_choosing_sent_twice_is_choosing_once(home, table):
    standing = home.standing
    address = f"/casus/{standing.case_id}/luisteren/bord/{table.pk}/kiezen/"
    client = standing.client(standing.worker)
    with standing.inside():
        kat = BoardDomain.objects.get().pk
    for _twice in range(2):
        sent = client.post(address, {"version": table.version, "own": [kat], "own_label": "de tuin"})
        assert sent.status_code == 302
    with standing.inside():
        assert labels(table) == ["de tuin", "mijn kat"]


def test_apart_the_counter_of_who_follows_does_not_stop_the_owner(home):
    standing = home.standing
    with standing.inside():
        board = actions.start_board(
            actor=standing.resident, case_id=standing.case_id, person_id=home.owner_id, together=False
        )
        line = actions.choose_domain(actor=standing.resident, board_id=board.pk, own_label="de tuin")
        actions.place_counter(actor=standing.resident, board_domain_id=line.pk, place=1)
        seen = Board.objects.get().version
        actions.place_counter(actor=standing.worker, board_domain_id=line.pk, place=5)
        actions.lay_board(
            actor=standing.resident,
            board_id=board.pk,
            base_version=seen,
            lines=[Laying(line.pk, words="Hier is het stil.")],
        )
        assert BoardDomain.objects.get().words == "Hier is het stil."


def test_at_one_table_it_does_because_both_move_the_same_counters(home, table):
    standing = home.standing
    with standing.inside():
        actions.ask_along(actor=standing.resident, board_id=table.pk, person_id=home.partner.id)
        seen, line = Board.objects.get().version, BoardDomain.objects.get().pk
        actions.place_counter(actor=home.partner, board_domain_id=line, place=5)
        stale = Laying(line, ((Whose(PERSON, home.partner.id), None),))
        with pytest.raises(Stale):
            actions.lay_board(actor=standing.worker, board_id=table.pk, base_version=seen, lines=[stale])


def test_starting_again_takes_along_who_sits_at_the_table_now(home):
    standing = home.standing
    given = {"actor": standing.worker, "case_id": standing.case_id, "person_id": home.owner_id}
    with standing.inside():
        first = actions.start_board(**given, together=True)
        again = actions.start_board(**given, together=True, with_ids=[home.partner.id, home.owner_id])
        assert again.pk == first.pk and Board.objects.count() == 1
        assert [guest.person_id for guest in BoardGuest.objects.all()] == [home.partner.id]
        assert AuditEvent.objects.filter(verb="listen.start_board").count() == 1
        assert AuditEvent.objects.get(verb="listen.ask_along").detail["person"] == home.partner.id


def test_who_takes_part_no_more_keeps_their_name_on_what_they_laid(home):
    standing = home.standing
    with standing.inside():
        board = actions.start_board(
            actor=home.partner, case_id=standing.case_id, person_id=home.partner.id, together=False
        )
        line = actions.choose_domain(actor=home.partner, board_id=board.pk, own_label="mijn werk")
        actions.place_counter(actor=home.partner, board_domain_id=line.pk, place=2)
        Participant.objects.filter(person_id=home.partner.id).update(
            from_on=clock.today() - dt.timedelta(days=9), until_on=clock.today() - dt.timedelta(days=1)
        )
        seen = queries.board_of(standing.worker, board.pk)
        assert seen.who == "Piet Deelnemer"
        assert [counter.who for counter in seen.lines[0].laid] == ["Piet Deelnemer"]


def test_a_telephones_photo_with_a_second_picture_in_it_is_a_photo(home, table):
    out = io.BytesIO()
    first, second = Image.new("RGB", (80, 60), "teal"), Image.new("RGB", (80, 60))
    first.save(out, format="MPO", save_all=True, append_images=[second])
    standing = home.standing
    with standing.inside():
        actions.keep_photo(actor=standing.worker, board_id=table.pk, name="bord.jpg", content=out.getvalue())
        name, media_type, kept = queries.photo_of(standing.worker, table.pk)
    assert (name, media_type) == ("bord.jpg", "image/jpeg")
    with Image.open(io.BytesIO(kept)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (80, 60))
