"""M1 whole: own domains, the lock per line, energy, order, words, shapes, guests, photo."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.kernel.models import AuditEvent
from naast.listen import actions, queries, shapes
from naast.listen.models import Board, BoardDomain, BoardGuest, Counter
from naast.listen.types import PERSON, STAFF, Laying, Whose
from naast.people import actions as people

pytestmark = pytest.mark.django_db

TYPED = "<script>alert(1)</script> ‮ 😀 woorden"


def start(home, actor=None, together=False, person_id=None, **more):
    standing = home.standing
    return actions.start_board(
        actor=actor or standing.worker,
        case_id=standing.case_id,
        person_id=person_id or home.owner_id,
        together=together,
        **more,
    )


def line_on(home, board, label="mijn kat", actor=None):
    return actions.choose_domain(actor=actor or home.standing.resident, board_id=board.pk, own_label=label)


def place(actor, line, at, **more):
    actions.place_counter(actor=actor, board_domain_id=line.pk, place=at, **more)


def refusals(standing):
    with standing.inside():
        return list(AuditEvent.objects.filter(kind="refusal").values_list("verb", "detail__why"))


@pytest.fixture
def apart(home):
    """A board that the resident lays in their own folder, with one line, and its addresses for staff."""
    standing = home.standing
    with standing.inside():
        people.tell_what_happens(actor=standing.worker, case_id=standing.case_id, person_id=home.owner_id)
        people.tell_what_happens(actor=standing.worker, case_id=standing.case_id, person_id=home.partner.id)
        board = start(home, standing.resident)
        line = line_on(home, board)
    root = f"/casus/{standing.case_id}/luisteren/bord/{board.pk}/"
    mine = f"/map/{standing.case_id}/bord/{board.pk}/"
    return board, line, root, mine


def test_a_domain_that_a_professional_adds_by_hand_is_refused_and_noted(home, apart):
    standing = home.standing
    _board, _line, root, _mine = apart
    sent = standing.client(standing.worker).post(f"{root}kiezen/", {"own_label": "motivatie", "version": 1})
    assert sent.status_code == 404 and "motivatie" not in sent.content.decode()
    with standing.inside():
        assert [row.own_label for row in BoardDomain.objects.all()] == ["mijn kat"]
    assert ("listen:choose", "not_visible") in refusals(standing)


def test_a_counter_before_the_owners_is_refused_per_line_and_noted(home, apart):
    standing = home.standing
    board, line, root, _mine = apart
    with standing.inside():
        other = line_on(home, board, "de tuin")
        place(standing.resident, other, 4)
        version = Board.objects.get().version
    browser = standing.client(standing.worker)
    own = f"staff_{standing.worker.id}"
    sent = {"version": version, f"place_{other.pk}_{own}": "2", f"place_{line.pk}_{own}": "2"}
    refused = browser.post(f"{root}leggen/", sent)
    assert refused.status_code == 403
    assert refusals(standing) == [("listen:lay", "not_allowed")]
    with standing.inside():
        assert not Counter.objects.filter(staff_id=standing.worker.id).exists()
    del sent[f"place_{line.pk}_{own}"]
    assert browser.post(f"{root}leggen/", sent).status_code == 302
    with standing.inside():
        assert Counter.objects.get(staff_id=standing.worker.id).line_id == other.pk


def test_the_counter_of_somebody_else_moved_by_hand_is_refused_and_noted(home, apart):
    standing = home.standing
    board, line, root, mine = apart
    with standing.inside():
        place(standing.resident, line, 1)
        actions.ask_along(actor=standing.resident, board_id=board.pk, person_id=home.partner.id)
        version = Board.objects.get().version
    tries = (
        (standing.worker, f"{root}leggen/", f"place_{line.pk}_person_{home.owner_id}"),
        (standing.worker, f"{root}leggen/", f"words_{line.pk}"),
        (standing.worker, f"{root}leggen/", f"energy_{line.pk}"),
        (home.partner, mine, f"place_{line.pk}_person_{home.owner_id}"),
        (home.partner, mine, f"place_{line.pk}_staff_{standing.worker.id}"),
        (home.partner, mine, f"said_{line.pk}_person_{home.owner_id}"),
        (home.partner, mine, "first"),
        (standing.resident, mine, f"place_{line.pk}_person_{home.partner.id}"),
    )
    for who, path, name in tries:
        value = str(line.pk) if name == "first" else "6"
        answer = standing.client(who).post(path, {"version": version, name: value})
        assert answer.status_code == 403, (who.kind, name)
    assert len(refusals(standing)) == len(tries)
    with standing.inside():
        assert [row.place for row in Counter.objects.all()] == [1]
        assert not BoardDomain.objects.filter(is_first=True).exists()


def test_a_line_of_another_board_moved_by_hand_is_refused(home, apart):
    standing = home.standing
    _board, _line, _root, mine = apart
    with standing.inside():
        theirs = start(home, home.partner, person_id=home.partner.id)
        line = line_on(home, theirs, "mijn werk", home.partner)
        place(home.partner, line, 2)
        version = Board.objects.get(person_id=home.owner_id).version
    sent = {"version": version, f"place_{line.pk}_person_{home.owner_id}": "0"}
    assert standing.client(standing.resident).post(mine, sent).status_code == 404
    with standing.inside():
        assert [row.place for row in Counter.objects.all()] == [2]


def test_a_list_that_was_open_elsewhere_takes_nothing_off_unseen(home, apart):
    """The form of the domains in the folder sends the version on which it was based."""
    standing = home.standing
    board, line, _root, mine = apart
    with standing.inside():
        version = Board.objects.get().version
        line_on(home, board, "de tuin")
    browser = standing.client(standing.resident)
    page = browser.get(mine).content.decode()
    assert f'name="version" value="{version + 1}"' in page
    sent = {"form": "domains", "version": version, "own": [line.pk], "own_label": "mijn zus"}
    answer = browser.post(mine, sent)
    assert answer.status_code == 409 and "mijn zus" in answer.content.decode()
    with standing.inside():
        assert {row.own_label for row in BoardDomain.objects.all()} == {"mijn kat", "de tuin"}


# D and E: energy, order, words per counter


def test_energy_is_said_by_the_owner_with_a_drawing_and_words(home, apart):
    standing = home.standing
    _board, line, root, mine = apart
    with standing.inside():
        version = Board.objects.get().version
        with pytest.raises(NotAllowed):
            actions.mark_energy(actor=standing.worker, board_domain_id=line.pk, gives_energy=True)
    resident = standing.client(standing.resident)
    assert resident.post(mine, {"version": version, f"energy_{line.pk}": "on"}).status_code == 302
    for page in (resident.get(mine), standing.client(standing.worker).get(root)):
        held = page.content.decode()
        assert "dit geeft energie" in held and "naast-energy__sun" in held


def test_the_owner_orders_the_lines_and_what_comes_first_stays_on_top(home, apart):
    standing = home.standing
    board, one, root, mine = apart
    with standing.inside():
        two, three = line_on(home, board, "de tuin"), line_on(home, board, "mijn zus")
        actions.put_first(actor=standing.resident, board_id=board.pk, board_domain_id=one.pk)

    def labels():
        with standing.inside():
            found = queries.board_of(standing.resident, board.pk)
            return found.version, found.labels

    browser, page = standing.client(standing.resident), f"{mine}volgorde/"
    version, before = labels()
    assert before == ["Mijn kat", "De tuin", "Mijn zus"]
    sent = {"line": three.pk, "way": "up", "version": version}
    told = browser.post(page, sent, follow=True).content.decode()
    assert "Mijn zus ligt nu onder Mijn kat." in told
    browser.post(page, sent)  # pressed twice
    version, after = labels()
    assert after == ["Mijn kat", "Mijn zus", "De tuin"]
    browser.post(page, {"line": three.pk, "way": "up", "version": version})
    assert labels()[1] == after
    assert browser.post(page, {"line": "999999", "way": "up", "version": version}).status_code == 404
    staff = standing.client(standing.worker)
    assert staff.get(f"{root}volgorde/").status_code == 404
    with standing.inside(), pytest.raises(NotAllowed):
        actions.move_line(actor=standing.worker, board_domain_id=two.pk, up=True, base_version=labels()[0])


def test_everyones_counter_carries_their_own_words(home):
    standing = home.standing
    with standing.inside():
        board = start(home, together=True, with_ids=[home.partner.id])
        line = line_on(home, board, actor=standing.worker)
        version = Board.objects.get().version
        partner = Whose(PERSON, home.partner.id)
        laid = Laying(line.pk, ((Whose(PERSON, home.owner_id), 1), (partner, 5)), said=((partner, TYPED),))
        actions.lay_board(actor=standing.worker, board_id=board.pk, base_version=version, lines=[laid])
        seen = queries.board_of(standing.resident, board.pk).lines[0]
        assert {row.whose.id: row.words for row in seen.counters} == {
            home.owner_id: "",
            home.partner.id: TYPED,
        }
        with pytest.raises(Invalid):
            place(standing.worker, line, None, person_id=home.partner.id)
        too_long = Laying(line.pk, ((partner, 5),), said=((partner, "x" * 2_001),))
        with pytest.raises(Invalid) as refused:
            actions.lay_board(
                actor=standing.worker, board_id=board.pk, base_version=version + 1, lines=[too_long]
            )
        assert refused.value.field == f"said_{line.pk}_person_{home.partner.id}"
    page = (
        standing.client(standing.worker)
        .get(f"/casus/{standing.case_id}/luisteren/bord/{board.pk}/")
        .content.decode()
    )
    assert "<script>alert(1)" not in page and "😀 woorden" in page


# Shapes and guests


def test_a_person_has_one_shape_for_every_reader_and_on_every_board(home, apart):
    standing = home.standing
    board, line, _root, _mine = apart
    with standing.inside():
        actions.ask_along(actor=standing.resident, board_id=board.pk, person_id=home.partner.id)
        for who, at in ((standing.resident, 1), (standing.worker, 3), (home.partner, 5)):
            previewed = {row.whose: row.shape for row in queries.board_of(who, board.pk).lines[0].counters}
            me = Whose(STAFF if who.is_staff else PERSON, who.id)
            place(who, line, at)
            kept = Counter.objects.get(line=line, place=at).shape
            assert previewed[me] == kept or who == home.partner
        readers = (standing.resident, home.partner, standing.worker)
        seen = [
            {row.whose: row.shape for row in queries.board_of(who, board.pk).lines[0].counters}
            for who in readers
        ]
        assert seen[0] == seen[1] == seen[2] and len(set(seen[0].values())) == 3
        theirs = start(home, home.partner, person_id=home.partner.id)
        other = line_on(home, theirs, "mijn werk", home.partner)
        place(home.partner, other, 2)
        partner = Whose(PERSON, home.partner.id)
        shown = queries.board_of(standing.worker, theirs.pk).lines[0].counters
        assert {row.whose: row.shape for row in shown}[partner] == seen[0][partner]


def test_more_people_than_shapes_share_the_least_used():
    everyone = [Whose(PERSON, number) for number in range(1, 9)]
    given = shapes.with_next({}, everyone)
    assert sorted(given.values()).count("circle") == 2 and set(given.values()) == set(shapes.SHAPES)


def test_the_owner_asks_along_and_ends_it_in_the_folder(home, apart):
    standing = home.standing
    _board, _line, root, mine = apart
    owner, partner = standing.client(standing.resident), standing.client(home.partner)
    page = f"{mine}wie-legt-mee/"
    assert partner.get(mine).status_code == 404
    assert owner.get(page).status_code == 200
    wrong = owner.post(page, {"person": home.partner.id, "until_on": "31-02-2026"})
    assert wrong.status_code == 422 and not_asked(standing)
    assert owner.post(page, {"person": "999999999"}).status_code == 404 and not_asked(standing)
    assert owner.post(page, {"person": home.partner.id}).status_code == 302
    assert owner.post(page, {"person": home.partner.id}).status_code == 302  # pressed twice
    assert partner.get(mine).status_code == 200
    for tail in ("wie-legt-mee/", "volgorde/", "foto/erbij/"):
        assert partner.get(f"{mine}{tail}").status_code == 404
    assert partner.get(f"{mine}papier/").status_code == 200
    assert standing.client(standing.worker).get(f"{root}wie-legt-mee/").status_code == 404
    assert owner.post(page, {"person": home.partner.id, "end": "1"}).status_code == 302
    assert partner.get(mine).status_code == 404 and not_asked(standing)


def not_asked(standing):
    with standing.inside():
        return not BoardGuest.objects.exists()


def test_at_the_table_staff_types_who_lays_along(home):
    standing = home.standing
    with standing.inside():
        board = start(home, together=True)
    page = f"/casus/{standing.case_id}/luisteren/bord/{board.pk}/wie-legt-mee/"
    browser = standing.client(standing.worker)
    assert "Piet" in browser.get(page).content.decode()
    assert browser.post(page, {"person": home.partner.id}).status_code == 302
    with standing.inside():
        assert BoardGuest.objects.get().person_id == home.partner.id
    assert browser.post(page, {"person": home.partner.id, "end": "1"}).status_code == 302
    assert not_asked(standing)
    for stranger in standing.strangers:
        for tail in ("wie-legt-mee/", "volgorde/", "papier/"):
            path = page.replace("wie-legt-mee/", tail)
            answer = standing.client(stranger).get(path)
            assert answer.status_code == 404 and "Piet" not in answer.content.decode()


def picture():
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, format="PNG")
    out.seek(0)
    out.name = "bord.png"
    return out


def test_a_photo_has_words_goals_a_follow_up_and_paper(home, apart):
    standing = home.standing
    board, line, root, mine = apart
    owner = standing.client(standing.resident)
    page = f"{mine}foto/erbij/"
    with standing.inside():
        version = Board.objects.get().version
    assert owner.post(page, {"version": version, "own_words": "Zonder foto"}).status_code == 422
    kept = owner.post(page, {"version": version, "photo": picture(), "own_words": TYPED})
    assert kept.status_code == 302
    stale = owner.post(page, {"version": version, "own_words": "Later getypt"})
    assert stale.status_code == 409
    held = stale.content.decode()
    assert "Later getypt" in held and "😀 woorden" in held and "<script>alert(1)" not in held
    with standing.inside():
        actions.set_goal(actor=standing.resident, board_domain_id=line.pk, words="Elke dag naar buiten")
    for path in (mine, f"{mine}papier/"):
        shown = owner.get(path).content.decode()
        assert "😀 woorden" in shown and "Elke dag naar buiten" in shown
    paper = owner.get(f"{mine}papier/").content.decode()
    assert "nog niet op de lijn" not in paper
    assert owner.post(f"/map/{standing.case_id}/bord/").status_code == 302
    with standing.inside():
        later = Board.objects.get(follows_id=board.pk)
    beside = owner.get(f"/map/{standing.case_id}/bord/{later.pk}/").content.decode()
    assert "naast-thennow" in beside and "😀 woorden" in beside
    body = {
        "object": f"listen.photo:{standing.case_id}:{board.pk}",
        "field": "own_words",
        "base_version": "1",
    }
    sent = owner.post("/concept/", body | {"text": "Half getypt"}, content_type="application/json")
    assert sent.status_code == 204 and "Half getypt" in owner.get(page).content.decode()
    for who in (home.partner, standing.worker):
        assert standing.client(who).get(page).status_code == 404
    assert standing.client(standing.worker).get(f"{root}papier/").status_code == 200
    with standing.inside(), pytest.raises(NotVisible):
        queries.guests_of(standing.worker, board.pk)
