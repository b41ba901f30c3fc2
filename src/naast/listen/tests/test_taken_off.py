"""A line that somebody takes off a board: words that others wrote beside it stay theirs, covered or not."""

from __future__ import annotations

import pytest

from naast.kernel.errors import NotVisible
from naast.kernel.models import AuditEvent
from naast.listen import actions, queries
from naast.listen.models import BoardDomain, Counter
from naast.listen.tests.test_covered import OWNERS, PARTNERS, WORKERS, dark, told, whoever_reads  # noqa: F401
from naast.listen.types import PERSON, STAFF, Laying, Whose
from naast.people import actions as people

pytestmark = pytest.mark.django_db
LEFT = "ligt niet meer op dit bord"


def addresses(home, board):
    case, number = home.standing.case_id, board.pk
    return {
        "owner": f"/map/{case}/bord/{number}/",
        "partner": f"/map/{case}/bord/{number}/",
        "worker": f"/casus/{case}/luisteren/bord/{number}/",
    }


def take_off(home, line):
    """The owner takes it off: without words of their own it leaves."""
    owner = home.standing.resident
    with home.standing.inside():
        actions.write_words(actor=owner, board_domain_id=line.pk, words="")
        actions.set_goal(actor=owner, board_domain_id=line.pk, words="")
        actions.drop_domain(actor=owner, board_domain_id=line.pk)


@pytest.fixture
def taken(home, dark):  # noqa: F811
    """The covered board, from which the owner took the line where everybody wrote."""
    with home.standing.inside():
        line = BoardDomain.objects.get(own_label="slapen")
    take_off(home, line)
    return dark, line


def page(home, board, who):
    return home.standing.client(whoever_reads(home)[who]).get(addresses(home, board)[who]).content.decode()


def test_everyone_keeps_their_own_words_and_reads_that_the_line_left(home, taken):
    board, line = taken
    for who, own, hidden in (
        ("partner", PARTNERS, WORKERS),
        ("worker", WORKERS, PARTNERS),
        ("owner", "", PARTNERS),
    ):
        held = page(home, board, who)
        assert (LEFT in held) == bool(own) and own in held and hidden not in held, who
        with home.standing.inside():
            view = queries.board_of(whoever_reads(home)[who], board.pk)
            assert view.labels == ["De tuin"] and [row.words for row in view.left] == ([own] if own else [])
    with home.standing.inside():
        assert set(Counter.objects.filter(line_id=line.pk).values_list("words", flat=True)) == {
            PARTNERS,
            WORKERS,
        }


def test_to_its_owner_a_line_with_words_of_others_leaves_as_any_other(home, taken):
    """Nothing tells who wrote where: not a refusal, not what may be chosen, not who has laid."""
    board, _line = taken
    owner = home.standing.resident
    with home.standing.inside():
        listed, own = queries.chosen_domains(board.pk)
        assert not listed and list(own.values()) == ["de tuin"]
        assert not any(seat.has_laid for seat in queries.seats_of(owner, board.pk))
    held = home.standing.client(owner).get(addresses(home, board)["owner"]).content.decode()
    assert "slapen" not in held.casefold()


def test_put_back_the_words_stand_there_again(home, taken):
    board, line = taken
    owner = home.standing.resident
    with home.standing.inside():
        again = actions.choose_domain(actor=owner, board_id=board.pk, own_label="Slapen")
        assert again.pk == line.pk
        actions.place_counter(actor=owner, board_domain_id=line.pk, place=2)
        view = queries.board_of(home.partner, board.pk)
        assert view.left == () and PARTNERS in str(told(view))
        actions.reveal_board(actor=owner, board_id=board.pk)
        assert all(words in str(told(queries.board_of(owner, board.pk))) for words in (PARTNERS, WORKERS))


def test_one_takes_ones_own_words_away_and_the_last_takes_the_line(home, taken):
    board, line = taken
    by_hand = {"form": "left", "line": line.pk}
    address = addresses(home, board)
    for who in ("owner", "partner", "worker"):
        client = home.standing.client(whoever_reads(home)[who])
        for _twice in range(2):
            assert client.post(address[who], by_hand).status_code == 302
        with home.standing.inside():
            left = set(Counter.objects.filter(line_id=line.pk).values_list("words", flat=True))
        assert left == {"owner": {PARTNERS, WORKERS}, "partner": {WORKERS}, "worker": set()}[who]
    with home.standing.inside():
        assert not BoardDomain.objects.filter(pk=line.pk).exists()
        assert AuditEvent.objects.filter(verb="listen.take_back_words").count() == 2
    for stranger in home.standing.strangers:
        assert home.standing.client(stranger).post(address["worker"], by_hand).status_code == 404
        with home.standing.inside(), pytest.raises(NotVisible):
            actions.take_back_words(actor=stranger, board_id=board.pk, line_id=line.pk)


def test_a_line_on_which_others_only_laid_leaves_wholly(home, dark):  # noqa: F811
    with home.standing.inside():
        line = BoardDomain.objects.get(own_label="slapen")
        Counter.objects.filter(line_id=line.pk).update(words="")
    take_off(home, line)
    with home.standing.inside():
        assert not BoardDomain.objects.filter(pk=line.pk).exists()


def test_nothing_is_laid_or_put_first_on_what_was_taken_off(home, taken):
    board, line = taken
    owner, partner = home.standing.resident, home.partner
    mine = Laying(line.pk, ((Whose(PERSON, partner.id), 2),))
    with home.standing.inside():
        for refused in (
            lambda: actions.place_counter(actor=partner, board_domain_id=line.pk, place=2),
            lambda: actions.lay_board(actor=partner, board_id=board.pk, base_version=0, lines=[mine]),
            lambda: actions.put_first(actor=owner, board_id=board.pk, board_domain_id=line.pk),
            lambda: actions.write_words(actor=owner, board_domain_id=line.pk, words="x"),
            lambda: actions.drop_domain(actor=owner, board_domain_id=line.pk),
        ):
            with pytest.raises(NotVisible):
                refused()


def test_at_one_table_too_the_words_of_who_sits_there_stay_theirs(home):
    """Staff types along and takes a line off: their own words go, those of the partner stay the partner's."""
    standing, partner = home.standing, home.partner
    with standing.inside():
        people.tell_what_happens(actor=partner, case_id=standing.case_id, person_id=partner.id)
        board = actions.start_board(
            actor=standing.worker,
            case_id=standing.case_id,
            person_id=home.owner_id,
            together=True,
            with_ids=[partner.id],
        )
        line = actions.choose_domain(actor=standing.worker, board_id=board.pk, own_label="slapen")
        board.refresh_from_db()
        them = [(Whose(PERSON, partner.id), PARTNERS), (Whose(STAFF, standing.worker.id), WORKERS)]
        laying = Laying(line.pk, tuple((whose, 2) for whose, _said in them), said=tuple(them))
        actions.lay_board(
            actor=standing.worker, board_id=board.pk, base_version=board.version, lines=[laying]
        )
        board.refresh_from_db()
        actions.choose_domains(
            actor=standing.worker, board_id=board.pk, domain_ids=[], base_version=board.version
        )
        assert [row.words for row in queries.board_of(partner, board.pk).left] == [PARTNERS]
        assert queries.board_of(standing.worker, board.pk).left == ()
    assert PARTNERS in page(home, board, "partner") and PARTNERS not in page(home, board, "worker")


@pytest.mark.parametrize("who", ["partner", "worker"])
def test_words_that_are_being_typed_when_a_line_leaves_come_back(home, dark, who):  # noqa: F811
    """Also when nothing of them was kept yet, so that the line is gone altogether."""
    standing, actor = home.standing, whoever_reads(home)[who]
    with standing.inside():
        garden = BoardDomain.objects.get(own_label="de tuin")
        slept = BoardDomain.objects.get(own_label="slapen")
        actions.place_counter(actor=standing.resident, board_domain_id=garden.pk, place=5)
    whose = f"{'person' if actor.is_resident else 'staff'}_{actor.id}"
    sent = {
        f"place_{slept.pk}_{whose}": "2",
        f"said_{slept.pk}_{whose}": "Slapen gaat wel",
        f"place_{garden.pk}_{whose}": "4",
        f"said_{garden.pk}_{whose}": "Net getypt <b>hier</b>",
        "version": "0",
    }
    take_off(home, garden)
    address = addresses(home, dark)[who] + ("leggen/" if who == "worker" else "")
    client = standing.client(actor)
    answer = client.post(address, sent)
    held = answer.content.decode()
    assert answer.status_code == 409
    assert "Net getypt &lt;b&gt;hier&lt;/b&gt;" in held and "Slapen gaat wel" in held
    with standing.inside():
        own = Counter.objects.get(line=slept, **{f"{whose.split('_')[0]}_id": actor.id})
        assert own.words in {PARTNERS, WORKERS}, "nothing was kept yet"
    del sent[f"said_{garden.pk}_{whose}"]
    assert client.post(address, sent).status_code == 302
    with standing.inside():
        own.refresh_from_db()
        assert (own.words, own.place) == ("Slapen gaat wel", 2)


def test_a_line_of_another_board_by_hand_is_refused_as_before(home, dark):  # noqa: F811
    standing = home.standing
    with standing.inside():
        theirs = actions.start_board(
            actor=home.partner, case_id=standing.case_id, person_id=home.partner.id, together=False
        )
        line = actions.choose_domain(actor=home.partner, board_id=theirs.pk, own_label="mijn werk")
    client = standing.client(standing.worker)
    whose = f"staff_{standing.worker.id}"
    sent = {f"place_{line.pk}_{whose}": "2", f"said_{line.pk}_{whose}": "x", "version": "0"}
    assert client.post(addresses(home, dark)["worker"] + "leggen/", sent).status_code == 404
    other = {f"said_{line.pk + 99}_person_{home.partner.id}": "van een ander", "version": "0"}
    assert client.post(addresses(home, dark)["worker"] + "leggen/", other).status_code == 404
