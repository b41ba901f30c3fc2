"""A covered board and sharing: what its owner laid reaches no staff by a share that staff typed along."""

from __future__ import annotations

import datetime as dt

import pytest

from naast.folder.sharing import actions, parts
from naast.folder.tests.sharing import HERE, asked, given, reads, shares
from naast.kernel import clock
from naast.kernel.errors import NotVisible
from naast.listen import actions as listen
from naast.listen.models import Board

pytestmark = pytest.mark.django_db
OWNERS = "Ik slaap op de bank."


@pytest.fixture
def board(household):
    """An open board of the resident; only they laid a counter."""
    resident = household.people["resident"]
    with household.inside():
        board = Board.objects.get(pk=household.boards["resident"])
        listen.write_words(actor=resident, board_domain_id=board.lines.get().pk, words=OWNERS)
    return board


def covers(household, board):
    with household.inside():
        listen.cover_board(actor=household.people["resident"], board_id=board.pk)


def key(board):
    return parts.key_of(parts.BOARD, board.pk)


def typed_along(household, *keys):
    made = actions.share(
        actor=household.standing.worker,
        case_id=household.case_id,
        person_id=household.people["resident"].id,
        **asked(keys=list(keys), said="Aan tafel", until_on=clock.today() + dt.timedelta(days=9)),
    )
    return f"http://testserver{HERE}#{made.token}", made.code


def test_staff_who_types_along_is_not_offered_a_covered_board(household, board):
    covers(household, board)
    address = f"/casus/{household.case_id}/mensen/{household.people['resident'].id}/delen/"
    worker = household.standing.client(household.standing.worker)
    assert key(board) not in worker.get(address).content.decode()
    assert worker.post(address, given(keys=[key(board)], said="Aan tafel")).status_code == 422
    with household.inside(), pytest.raises(NotVisible):
        typed_along(household, key(board))


def test_what_staff_typed_along_before_is_held_back_until_it_lies_open(household, board):
    """Whoever typed it along knows the link and the code, also after its person said it again."""
    with household.inside():
        link, code = typed_along(household, key(board), "plan")
    covers(household, board)
    browser, lists = reads(link, code)
    assert browser.get(f"{lists}{key(board)}/").status_code == 404
    assert browser.get(f"{lists}plan/").status_code == 200
    with household.inside():
        share_id = int(lists.strip("/").split("/")[-1])
        actions.confirm(actor=household.people["resident"], share_id=share_id)
    assert browser.get(f"{lists}{key(board)}/").status_code == 404
    with household.inside():
        listen.reveal_board(actor=household.people["resident"], board_id=board.pk)
    assert OWNERS in browser.get(f"{lists}{key(board)}/").content.decode()


def test_the_owner_shares_what_is_theirs_covered_too(household, board):
    covers(household, board)
    browser, lists = reads(*shares(household, keys=[key(board)]))
    assert OWNERS in browser.get(f"{lists}{key(board)}/").content.decode()
