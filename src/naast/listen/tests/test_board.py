"""M1: the owner of a board goes first, and nothing is measured."""

from __future__ import annotations

import datetime as dt
import io
import json

import pytest
from django.db import IntegrityError, transaction
from PIL import Image

from naast.kernel import actors
from naast.kernel.errors import Invalid, NotAllowed, NotVisible, Stale
from naast.kernel.models import AuditEvent, StoredFile
from naast.listen import actions, queries
from naast.listen.models import Board, BoardDomain, Counter, Domain
from naast.listen.types import PERSON, STAFF, Laying, Whose

pytestmark = pytest.mark.django_db


def start(home, actor=None, together=False, **more):
    standing = home.standing
    return actions.start_board(
        actor=actor or standing.worker,
        case_id=standing.case_id,
        person_id=more.pop("person_id", home.owner_id),
        together=together,
        **more,
    )


def test_the_list_is_the_municipalitys_own(home):
    admin = home.standing.add_staff("Ada Admin", "administrator")
    with home.standing.inside():
        assert len(queries.domain_list()) == 14
        assert actions.load_domains(actor=actors.system(home.standing.municipality.pk)) == 0
        actions.retire_domain(actor=admin, domain_id=home.domains["leren"])
        actions.add_domain(actor=admin, name="dieren")
        assert "Dieren" in [choice.label for choice in queries.domain_list()]
        with pytest.raises(NotAllowed):
            actions.add_domain(actor=home.standing.worker, name="zelfredzaamheid")
        assert len(queries.domain_list()) == 14


def test_a_board_starts_empty(home):
    with home.standing.inside():
        board = start(home)
        assert queries.board_of(home.standing.worker, board.pk).lines == ()


def test_a_professional_neither_chooses_nor_adds_a_domain(home):
    standing = home.standing
    with standing.inside():
        board = start(home)
        for chosen in ({"domain_id": home.domains["wonen"]}, {"own_label": "motivatie"}):
            with pytest.raises(NotAllowed):
                actions.choose_domain(actor=standing.worker, board_id=board.pk, **chosen)
        line = actions.choose_domain(actor=standing.resident, board_id=board.pk, own_label="mijn kat")
        for write in (
            lambda: actions.write_words(actor=standing.worker, board_domain_id=line.pk, words="x"),
            lambda: actions.set_goal(actor=standing.worker, board_domain_id=line.pk, words="x"),
            lambda: actions.put_first(actor=standing.worker, board_id=board.pk, board_domain_id=line.pk),
            lambda: actions.drop_domain(actor=standing.worker, board_domain_id=line.pk),
        ):
            with pytest.raises(NotAllowed):
                write()
        assert [row.own_label for row in BoardDomain.objects.all()] == ["mijn kat"]


def test_apart_other_counters_wait_until_the_owners_lies_there(home):
    standing = home.standing
    with standing.inside():
        board = start(home)
        line = actions.choose_domain(
            actor=standing.resident, board_id=board.pk, domain_id=home.domains["wonen"]
        )
        with pytest.raises(NotAllowed):
            actions.place_counter(actor=standing.worker, board_domain_id=line.pk, place=3)
        assert queries.board_of(standing.worker, board.pk).lines[0].waits
        actions.place_counter(actor=standing.resident, board_domain_id=line.pk, place=1)
        actions.place_counter(actor=standing.worker, board_domain_id=line.pk, place=5)
        seen = queries.board_of(standing.resident, board.pk).lines[0]
        assert {(counter.who, counter.place) for counter in seen.laid} == {
            ("Rosa Proefpersoon", 1),
            ("Wilma Worker", 5),
        }
        assert len({counter.shape for counter in seen.laid}) == 2
        actions.place_counter(actor=standing.resident, board_domain_id=line.pk, place=None)
        assert queries.board_of(standing.resident, board.pk).lines[0].laid == []


def test_apart_nobody_lays_the_counter_of_somebody_else(home):
    standing = home.standing
    with standing.inside():
        board = start(home)
        line = actions.choose_domain(
            actor=standing.resident, board_id=board.pk, domain_id=home.domains["geld"]
        )
        with pytest.raises(NotAllowed):
            actions.place_counter(
                actor=standing.worker, board_domain_id=line.pk, place=2, person_id=home.owner_id
            )


def test_at_one_table_there_is_no_lock_and_it_says_so(home):
    """Mevrouw E. and her partner lay theirs together (002:344)."""
    standing = home.standing
    with standing.inside():
        board = start(home, together=True, with_ids=[home.partner.id])
        line = actions.choose_domain(
            actor=standing.worker, board_id=board.pk, domain_id=home.domains["vervoer"]
        )
        for person in (home.partner.id, home.owner_id):
            actions.place_counter(actor=standing.worker, board_domain_id=line.pk, place=4, person_id=person)
        actions.place_counter(actor=standing.worker, board_domain_id=line.pk, place=6)
        assert Counter.objects.filter(done_together=True).count() == 3
        chosen = AuditEvent.objects.get(verb="listen.choose_domain")
        assert chosen.detail["together"] is True
        with pytest.raises(NotVisible):
            actions.place_counter(actor=standing.worker, board_domain_id=line.pk, place=1, person_id=424_242)


def test_a_partner_sees_the_board_only_when_asked_along(home):
    standing = home.standing
    with standing.inside():
        board = start(home, standing.resident)
        line = actions.choose_domain(
            actor=standing.resident, board_id=board.pk, domain_id=home.domains["wonen"]
        )
        with pytest.raises(NotVisible):
            queries.board_of(home.partner, board.pk)
        assert queries.boards_of(home.partner, standing.case_id) == []
        actions.ask_along(actor=standing.resident, board_id=board.pk, person_id=home.partner.id)
        with pytest.raises(NotAllowed):
            actions.place_counter(actor=home.partner, board_domain_id=line.pk, place=2)
        actions.place_counter(actor=standing.resident, board_domain_id=line.pk, place=2)
        actions.place_counter(actor=home.partner, board_domain_id=line.pk, place=2)
        with pytest.raises(NotAllowed):
            actions.write_words(actor=home.partner, board_domain_id=line.pk, words="x")
        assert len(queries.boards_of(home.partner, standing.case_id)) == 1
        actions.ask_no_more(actor=standing.resident, board_id=board.pk, person_id=home.partner.id)
        assert queries.boards_of(home.partner, standing.case_id) == []


def test_the_place_stays_out_of_audit_history_and_other_rooms(home):
    standing = home.standing
    with standing.inside():
        board = start(home, standing.resident)
        line = actions.choose_domain(
            actor=standing.resident, board_id=board.pk, domain_id=home.domains["wonen"]
        )
        actions.place_counter(actor=standing.resident, board_domain_id=line.pk, place=6)
        actions.set_goal(actor=standing.resident, board_domain_id=line.pk, words="Een eigen sleutel")
        laid = AuditEvent.objects.get(verb="listen.place_counter")
        assert set(laid.detail) == {"together"}
        history = Counter._meta.apps.get_model("listen", "CounterEvent")
        assert "place" not in {field.name for field in history._meta.get_fields()}
        goal = queries.board_goals(standing.case_id)[0]
        assert (goal.words, goal.domain, goal.id) == ("Een eigen sleutel", "wonen", line.pk)
        assert not hasattr(goal, "place")


@pytest.mark.parametrize("place", [-1, 7, 99, "3", 2.5])
def test_a_place_off_the_line_is_refused(home, place):
    standing = home.standing
    with standing.inside():
        board = start(home, standing.resident)
        line = actions.choose_domain(actor=standing.resident, board_id=board.pk, own_label="mijn kat")
        with pytest.raises(Invalid):
            actions.place_counter(actor=standing.resident, board_domain_id=line.pk, place=place)


def test_the_whole_board_is_kept_at_once_or_not_at_all(home):
    standing = home.standing
    with standing.inside():
        board = start(home, together=True)
        actions.choose_domains(
            actor=standing.worker,
            board_id=board.pk,
            domain_ids=[home.domains["wonen"], home.domains["geld"]],
            own_label="mijn kat",
        )
        lines = list(BoardDomain.objects.order_by("id"))
        version = Board.objects.get().version
        laying = Laying(
            lines[0].pk,
            ((Whose(PERSON, home.owner_id), 0), (Whose(STAFF, standing.worker.id), 4)),
            words="Elke week een andere bank.",
            goal="Een huis voor Claire en mij",
            goal_by=dt.date(2027, 1, 1),
        )
        actions.lay_board(
            actor=standing.worker,
            board_id=board.pk,
            base_version=version,
            lines=[laying],
            first_id=lines[0].pk,
        )
        view = queries.board_of(standing.worker, board.pk)
        assert view.goals[0].goal == "Een huis voor Claire en mij" and view.lines[0].first
        with pytest.raises(Stale):
            actions.lay_board(actor=standing.worker, board_id=board.pk, base_version=version, lines=[laying])
        with pytest.raises(NotVisible):
            actions.lay_board(
                actor=standing.worker,
                board_id=board.pk,
                base_version=view.version,
                lines=[Laying(lines[0].pk, words="weg"), Laying(999_999)],
            )
        transaction.savepoint()
        assert queries.board_of(standing.worker, board.pk).lines[0].words == "Elke week een andere bank."


def test_only_one_domain_comes_first(home):
    standing = home.standing
    with standing.inside():
        board = start(home, standing.resident)
        one, two = (
            actions.choose_domain(actor=standing.resident, board_id=board.pk, own_label=label)
            for label in ("de tuin", "mijn zus")
        )
        actions.put_first(actor=standing.resident, board_id=board.pk, board_domain_id=one.pk)
        actions.put_first(actor=standing.resident, board_id=board.pk, board_domain_id=two.pk)
        assert list(BoardDomain.objects.filter(is_first=True)) == [two]
        with pytest.raises(IntegrityError), transaction.atomic():
            BoardDomain.objects.update(is_first=True)


def test_a_domain_leaves_without_words_and_stays_with_them(home):
    standing = home.standing
    with standing.inside():
        board = start(home, standing.resident)
        line = actions.choose_domain(
            actor=standing.resident, board_id=board.pk, domain_id=home.domains["werk"]
        )
        again = actions.choose_domain(
            actor=standing.resident, board_id=board.pk, domain_id=home.domains["werk"]
        )
        assert again.pk == line.pk
        actions.place_counter(actor=standing.resident, board_domain_id=line.pk, place=3)
        actions.write_words(actor=standing.resident, board_domain_id=line.pk, words="Ik mis het.")
        with pytest.raises(Invalid):
            actions.drop_domain(actor=standing.resident, board_domain_id=line.pk)
        actions.write_words(actor=standing.resident, board_domain_id=line.pk, words="")
        actions.drop_domain(actor=standing.resident, board_domain_id=line.pk)
        assert not BoardDomain.objects.exists() and not Counter.objects.exists()


def test_a_domain_of_another_municipality_cannot_be_chosen(home):
    standing = home.standing
    with standing.inside(standing.other):
        actions.load_domains(actor=actors.system(standing.other.pk))
        elsewhere = Domain.objects.first().pk
    with standing.inside():
        board = start(home, standing.resident)
        with pytest.raises(NotVisible):
            actions.choose_domain(actor=standing.resident, board_id=board.pk, domain_id=elsewhere)


def test_a_follow_up_lies_beside_the_first_and_is_not_filled_in(home):
    standing = home.standing
    with standing.inside():
        first = start(home, standing.resident)
        actions.choose_domain(actor=standing.resident, board_id=first.pk, own_label="mijn kat")
        later = start(home, standing.resident, follows_id=first.pk)
        view = queries.board_of(standing.resident, later.pk)
        assert view.follows_id == first.pk and view.lines == ()
        assert queries.board_of(standing.resident, first.pk).followed_by_id == later.pk
        with pytest.raises(NotVisible):
            start(home, home.partner, person_id=home.partner.id, follows_id=first.pk)


def photo(kind="JPEG", size=(800, 600)):
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Cameramerk Geheim"
    exif[0x0112] = 6
    Image.new("RGB", size, "teal").save(out, format=kind, exif=exif)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_photo_of_the_real_board_is_a_full_board_without_what_the_camera_wrote(home, kind):
    standing = home.standing
    with standing.inside():
        board = start(home, together=True)
        sent = photo(kind)
        assert b"Cameramerk" in sent
        actions.keep_photo(
            actor=standing.worker, board_id=board.pk, name="../../thuis.jpeg", content=sent, words="op tafel"
        )
        _name, media_type, kept = queries.photo_of(standing.resident, board.pk)
        assert media_type == f"image/{kind.lower()}" and b"Cameramerk" not in kept
        with Image.open(io.BytesIO(kept)) as picture:
            assert picture.size == (600, 800) and not picture.getexif()
        assert b"Cameramerk" not in bytes(StoredFile.objects.get().sealed_bytes)
        with pytest.raises(NotVisible):
            queries.photo_of(home.partner, board.pk)


def test_what_is_no_photo_is_refused(home):
    standing = home.standing
    gif = io.BytesIO()
    Image.new("RGB", (4, 4)).save(gif, format="GIF")
    with standing.inside():
        board = start(home, together=True)
        for content in (b"", b"%PDF-1.7", b"<svg onload='x'/>", gif.getvalue(), photo()[:200]):
            with pytest.raises(Invalid) as refused:
                actions.keep_photo(actor=standing.worker, board_id=board.pk, name="x.jpg", content=content)
            assert refused.value.field == "photo"
        assert not StoredFile.objects.exists()


def test_a_picture_that_would_fill_the_memory_is_refused_unpacked(home):
    with home.standing.inside():
        board = start(home, together=True)
        huge = io.BytesIO()
        Image.new("1", (12_000, 12_000)).save(huge, format="PNG")
        with pytest.raises(Invalid):
            actions.keep_photo(
                actor=home.standing.worker, board_id=board.pk, name="x.png", content=huge.getvalue()
            )


def test_what_leaves_for_other_rooms_can_be_written_out_without_a_place(home):
    with home.standing.inside():
        assert json.dumps([goal.words for goal in queries.board_goals(home.standing.case_id)]) == "[]"
