"""A board that everyone lays on their own device: covered until its owner turns it over."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.kernel.models import AuditEvent
from naast.listen import actions, queries
from naast.listen.models import Board, BoardDomain
from naast.listen.types import Laying
from naast.people import actions as people

pytestmark = pytest.mark.django_db

OWNERS, PARTNERS, WORKERS = "Ik slaap weer.", "Ik slaap op de bank.", "Vandaag een lach gezien."


@pytest.fixture
def dark(home):
    """A covered board with two lines, laid by owner, partner and worker, each with words of their own."""
    standing = home.standing
    owner, partner, worker = standing.resident, home.partner, standing.worker
    with standing.inside():
        for person_id in (home.owner_id, partner.id):
            people.tell_what_happens(actor=worker, case_id=standing.case_id, person_id=person_id)
        board = actions.start_board(
            actor=owner, case_id=standing.case_id, person_id=home.owner_id, together=False
        )
        sleep = actions.choose_domain(actor=owner, board_id=board.pk, own_label="slapen")
        actions.choose_domain(actor=owner, board_id=board.pk, own_label="de tuin")
        actions.cover_board(actor=owner, board_id=board.pk)
        actions.ask_along(actor=owner, board_id=board.pk, person_id=partner.id)
        actions.place_counter(actor=owner, board_domain_id=sleep.pk, place=6)
        actions.set_goal(actor=owner, board_domain_id=sleep.pk, words="Elke nacht doorslapen")
        actions.write_words(actor=owner, board_domain_id=sleep.pk, words=OWNERS)
        for actor, place, words in ((partner, 1, PARTNERS), (worker, 3, WORKERS)):
            mine = queries.board_of(actor, board.pk).lines[0].own[0].whose
            laying = Laying(sleep.pk, ((mine, place),), said=((mine, words),))
            actions.lay_board(actor=actor, board_id=board.pk, base_version=0, lines=[laying])
    return board


def told(view):
    """Everything that one reader sees of a board, as words."""
    lines = [
        (line.words, line.goal, line.first, line.energy, [(row.who, row.place) for row in line.laid])
        for line in view.lines
    ]
    return lines, [row.words for line in view.lines for row in line.said]


def whoever_reads(home):
    return {"owner": home.standing.resident, "partner": home.partner, "worker": home.standing.worker}


@pytest.mark.parametrize(
    ("who", "said", "hidden"),
    [
        ("owner", OWNERS, (PARTNERS, WORKERS)),
        ("partner", PARTNERS, (OWNERS, WORKERS, "doorslapen")),
        ("worker", WORKERS, (OWNERS, PARTNERS, "doorslapen")),
    ],
)
def test_covered_everyone_sees_only_their_own_counter_and_words(home, dark, who, said, hidden):
    standing, actor = home.standing, whoever_reads(home)[who]
    with standing.inside():
        view = queries.board_of(actor, dark.pk)
        assert [row.whose.id for line in view.lines for row in line.laid] == [actor.id]
        assert view.covered and said in str(told(view))
        assert not any(words in str(told(view)) for words in hidden)
    root = (
        f"/map/{standing.case_id}/bord" if actor.is_resident else f"/casus/{standing.case_id}/luisteren/bord"
    )
    client = standing.client(actor)
    # A word that was typed comes back in its own field; what is hidden stands nowhere on any page.
    for address in (f"{root}/{dark.pk}/", f"{root}/{dark.pk}/papier/", f"{root}/{dark.pk}/leggen/"):
        page = client.get(address)
        if page.status_code == 404 and actor.is_resident:
            continue  # the folder lays on the board's own page
        text = page.content.decode()
        assert page.status_code == 200
        assert not any(words in text for words in hidden), address


def test_turned_over_everyone_at_the_board_sees_all_of_it(home, dark):
    standing = home.standing
    with standing.inside():
        actions.reveal_board(actor=standing.resident, board_id=dark.pk)
        for actor in whoever_reads(home).values():
            view = queries.board_of(actor, dark.pk)
            assert not view.covered and view.revealed_on is not None
            assert {row.place for row in view.lines[0].laid} == {6, 1, 3}
            assert all(words in str(told(view)) for words in (OWNERS, PARTNERS, WORKERS))
        assert AuditEvent.objects.filter(verb="listen.reveal_board").count() == 1
        version = Board.objects.get().version
        actions.reveal_board(actor=standing.resident, board_id=dark.pk)
        assert Board.objects.get().version == version, "a second click turns nothing"
        actions.cover_board(actor=standing.resident, board_id=dark.pk)
        assert not Board.objects.get().is_covered, "what was seen is not covered again"


def test_who_reads_along_and_the_plan_learn_nothing_of_it_before(home, dark):
    """Goals reach the plan, and the desk, when the board lies open."""
    standing = home.standing
    with standing.inside():
        assert queries.board_goals(standing.case_id) == []
        (seen,) = queries.boards_of_person(standing.worker, standing.case_id, home.owner_id)
        assert OWNERS not in str(told(seen))
        actions.put_first(
            actor=standing.resident,
            board_id=dark.pk,
            board_domain_id=BoardDomain.objects.get(own_label="de tuin").pk,
        )
        assert queries.board_of(home.partner, dark.pk).labels == ["Slapen", "De tuin"], "order tells nothing"
        actions.reveal_board(actor=standing.resident, board_id=dark.pk)
        assert [goal.words for goal in queries.board_goals(standing.case_id)] == ["Elke nacht doorslapen"]
        assert queries.board_of(home.partner, dark.pk).labels == ["De tuin", "Slapen"]
    for page in ("", "luisteren/"):
        assert (
            OWNERS
            not in standing.client(standing.worker).get(f"/casus/{standing.case_id}/{page}").content.decode()
        )


def test_only_the_owner_covers_and_turns_over(home, dark):
    standing = home.standing
    for actor in (home.partner, standing.worker):
        with standing.inside(), pytest.raises(NotAllowed):
            actions.reveal_board(actor=actor, board_id=dark.pk)
    for stranger in standing.strangers:
        with standing.inside(), pytest.raises(NotVisible):
            actions.reveal_board(actor=stranger, board_id=dark.pk)
        address = f"/casus/{standing.case_id}/luisteren/bord/{dark.pk}/dicht/"
        assert standing.client(stranger).get(address).status_code == 404
    cover = f"/map/{standing.case_id}/bord/{dark.pk}/samen-omdraaien/"
    assert standing.client(home.partner).get(cover).status_code == 404
    assert standing.client(home.partner).post(cover, {"do": "reveal"}).status_code == 404
    with standing.inside():
        assert Board.objects.get().is_covered


def test_the_owner_goes_first_covered_too(home, dark):
    """Another's counter waits per line; the board is turned over only when its owner laid something."""
    standing = home.standing
    with standing.inside():
        garden = BoardDomain.objects.get(own_label="de tuin")
        for actor in (home.partner, standing.worker):
            assert [line.waits for line in queries.board_of(actor, dark.pk).lines] == [False, True]
            with pytest.raises(NotAllowed):
                actions.place_counter(actor=actor, board_domain_id=garden.pk, place=2)
        empty = actions.start_board(
            actor=standing.resident,
            case_id=standing.case_id,
            person_id=home.owner_id,
            together=False,
            covered=True,
        )
        with pytest.raises(Invalid) as refused:
            actions.reveal_board(actor=standing.resident, board_id=empty.pk)
    assert refused.value.field == "reveal"
    page = standing.client(standing.resident).post(
        f"/map/{standing.case_id}/bord/{empty.pk}/samen-omdraaien/", {"do": "reveal"}
    )
    assert page.status_code == 422 and "Leg eerst je eigen fiche" in page.content.decode()


def test_what_was_seen_is_not_covered(home):
    """A board at one table, one on which another laid, and one with a photo are not covered."""
    standing = home.standing
    given = {"actor": standing.resident, "case_id": standing.case_id, "person_id": home.owner_id}
    with standing.inside():
        with pytest.raises(Invalid):
            actions.start_board(**given, together=True, covered=True)
        table = actions.start_board(**given, together=True)
        with pytest.raises(Invalid):
            actions.cover_board(actor=standing.resident, board_id=table.pk)
        board = actions.start_board(**given, together=False)
        line = actions.choose_domain(actor=standing.resident, board_id=board.pk, own_label="slapen")
        actions.place_counter(actor=standing.resident, board_domain_id=line.pk, place=2)
        actions.place_counter(actor=standing.worker, board_domain_id=line.pk, place=2)
        with pytest.raises(Invalid):
            actions.cover_board(actor=standing.resident, board_id=board.pk)
        for wrong in (
            {"covered": True, "together": True},
            {"covered": False, "revealed_at": board.created_at},
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                Board.objects.filter(pk=board.pk).update(**wrong)


def test_a_photo_waits_until_the_board_lies_open(home, dark):
    with home.standing.inside(), pytest.raises(Invalid) as refused:
        actions.keep_photo(
            actor=home.standing.resident, board_id=dark.pk, name="bord.jpg", content=b"\xff\xd8"
        )
    assert refused.value.field == "photo"


def test_the_owner_reads_who_has_laid_and_never_where(home, dark):
    standing = home.standing
    with standing.inside():
        seats = queries.seats_of(standing.resident, dark.pk)
        assert {(seat.who, seat.has_laid, seat.everywhere) for seat in seats} == {
            ("Piet Deelnemer", True, False),
            (seats[-1].who, True, False),
        }
        for actor in (home.partner, standing.worker):
            with pytest.raises(NotVisible):
                queries.seats_of(actor, dark.pk)
    address = f"/map/{standing.case_id}/bord/{dark.pk}/dicht/"
    client = standing.client(standing.resident)
    page = client.get(address)
    text = page.content.decode()
    assert page.status_code == 200 and "Piet Deelnemer" in text and "data-place" not in text
    state = text.split("?state=")[1].split('"')[0]
    assert client.get(f"{address}?state={state}").status_code == 204, "nothing new is not read out again"
    with standing.inside():
        actions.reveal_board(actor=standing.resident, board_id=dark.pk)
    page = client.get(f"{address}?state={state}")
    assert page.status_code == 286, "and then it is asked no more"
    assert PARTNERS not in page.content.decode()


def test_staff_starts_one_and_waits_for_it(home):
    standing = home.standing
    client = standing.client(standing.worker)
    with standing.inside():
        people.tell_what_happens(actor=standing.worker, case_id=standing.case_id, person_id=home.owner_id)
    sent = client.post(
        f"/casus/{standing.case_id}/luisteren/bord/", {"person": home.owner_id, "way": "covered"}
    )
    with standing.inside():
        board = Board.objects.get()
        assert board.is_covered and not board.together
    page = client.get(sent["Location"]).content.decode()
    assert "ligt dicht" in page and "Turn" not in page


def test_taken_along_and_shared_it_holds_the_owners_own(home, dark):
    """What leaves with the owner before the board is turned over holds nobody else's counter or words."""
    standing = home.standing
    with standing.inside():
        (board,) = [
            row for row in queries.boards_of(standing.resident, standing.case_id) if row.id == dark.pk
        ]
        assert [(row.who, row.place) for row in board.of_its_owner().lines[0].laid] == [(board.who, 6)]
        assert PARTNERS not in str(told(board)) and WORKERS not in str(told(board))


def test_the_order_that_the_owner_chose_is_told_when_the_board_lies_open(home, dark):
    standing = home.standing
    with standing.inside():
        garden = BoardDomain.objects.get(own_label="de tuin")
        version = Board.objects.get().version
        actions.move_line(actor=standing.resident, board_domain_id=garden.pk, up=True, base_version=version)
        assert queries.board_of(standing.resident, dark.pk).labels == ["De tuin", "Slapen"]
        for actor in (home.partner, standing.worker):
            assert queries.board_of(actor, dark.pk).labels == ["Slapen", "De tuin"]
        actions.reveal_board(actor=standing.resident, board_id=dark.pk)
        for actor in whoever_reads(home).values():
            assert queries.board_of(actor, dark.pk).labels == ["De tuin", "Slapen"]


def test_ones_own_shape_does_not_tell_that_somebody_else_laid(home):
    """Covered, everyone who may lay has a shape beforehand, whether they lay or not."""
    standing = home.standing
    colleague = standing.add_staff("Tine Tandem", "professional")
    with standing.inside():
        people.let_in(
            actor=standing.worker,
            case_id=standing.case_id,
            role="professional",
            purpose="helpt mee",
            staff_id=colleague.id,
        )
        board = actions.start_board(
            actor=standing.resident,
            case_id=standing.case_id,
            person_id=home.owner_id,
            together=False,
            covered=True,
        )
        sleep = actions.choose_domain(actor=standing.resident, board_id=board.pk, own_label="slapen")
        actions.ask_along(actor=standing.resident, board_id=board.pk, person_id=home.partner.id)
        actions.place_counter(actor=standing.resident, board_domain_id=sleep.pk, place=6)
        along = (colleague, home.partner, standing.worker)
        before = {actor.id: _own_shape(actor, board) for actor in along}
        for actor in along:
            actions.place_counter(actor=actor, board_domain_id=sleep.pk, place=1)
            assert {each.id: _own_shape(each, board) for each in along} == before
        assert len(set(before.values())) == len(along)


def test_no_shape_on_another_board_tells_who_laid_on_a_covered_one(home):
    """Nor on which earlier board they did: what lies covered gives nobody a shape elsewhere."""
    standing = home.standing
    owner, partner, worker = standing.resident, home.partner, standing.worker
    given = {"actor": owner, "case_id": standing.case_id, "person_id": home.owner_id, "together": False}
    with standing.inside():
        boards = [actions.start_board(**given, covered=covered) for covered in (True, False)]
        lines = []
        for board in boards:
            lines.append(actions.choose_domain(actor=owner, board_id=board.pk, own_label="slapen").pk)
            actions.place_counter(actor=owner, board_domain_id=lines[-1], place=3)
        dark, light = boards
        actions.ask_along(actor=owner, board_id=dark.pk, person_id=partner.id)
        before = _own_shape(worker, light)
        actions.place_counter(actor=partner, board_domain_id=lines[0], place=1)
        assert _own_shape(worker, light) == before, "that the partner laid shows nowhere"
        actions.place_counter(actor=worker, board_domain_id=lines[1], place=5)
        assert _own_shape(worker, light) == before
        actions.reveal_board(actor=owner, board_id=dark.pk)
        actions.place_counter(actor=worker, board_domain_id=lines[0], place=5)
        seen = {row.whose.id: row.shape for row in queries.board_of(owner, dark.pk).lines[0].laid}
        assert len(set(seen.values())) == 3, "turned over everyone has a shape of their own"
        assert _own_shape(worker, dark) == before, "and the same on every board"
        assert {row.shape for row in queries.board_of(owner, light.pk).lines[0].laid} < set(seen.values())


def _own_shape(actor, board):
    (mine,) = queries.board_of(actor, board.pk).lines[0].own
    return mine.shape


def test_who_asks_somebody_along_reads_when_they_see_the_board(home, dark):
    """Covered they see it once it is turned over; the page says nothing else."""
    client = home.standing.client(home.standing.resident)
    address = f"/map/{home.standing.case_id}/bord/{dark.pk}/wie-legt-mee/"
    page = client.get(address).content.decode()
    assert "zien ze pas als je het bord omdraait" in page and "ziet dit bord" not in page
    told = client.post(address, {"person": home.partner.id}, follow=True).content.decode()
    assert "als je het bord omdraait" in told and "ziet nu je bord" not in told
