"""Promises, contacts and looking back: nothing scolds, nothing closes, nobody is counted."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.standing import make_resident

from naast.follow import actions, queries
from naast.follow.actions import plan_check_in
from naast.follow.models import CheckIn, Contact, Promise
from naast.kernel import clock, terms
from naast.kernel.errors import Invalid, NotAllowed, NotVisible, Stale
from naast.kernel.models import AuditEvent
from naast.listen import actions as listen
from naast.people import actions as people
from naast.people import queries as people_queries

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def promised(standing, actor=None, what="Ik bel de woningcorporatie", days=3, **more):
    return actions.promise(
        actor=actor or standing.worker,
        case_id=standing.case_id,
        what=what,
        due_on=clock.today() + days * DAY,
        **more,
    )


def with_goal(standing):
    board = listen.start_board(
        actor=standing.resident, case_id=standing.case_id, person_id=standing.resident.id, together=False
    )
    line = listen.choose_domain(actor=standing.resident, board_id=board.pk, own_label="wonen")
    return board, listen.set_goal(
        actor=standing.resident, board_domain_id=line.pk, words="Een eigen sleutel", by_when=None
    )


@pytest.fixture
def partner(standing):
    with standing.inside():
        person = people.add_person(actor=standing.worker, given_name="Piet", family_name="Deelnemer")
        people.add_participant(
            actor=standing.worker, case_id=standing.case_id, person_id=person.pk, relation="partner"
        )
        return make_resident(standing.municipality, person.pk)


def test_the_next_promise_is_the_first_by_day_also_when_that_day_has_passed(standing):
    with standing.inside():
        promised(standing, what="later", days=9)
        first = promised(standing, what="eerst", days=2)
        Promise.objects.filter(pk=first.pk).update(due_on=clock.today() - 30 * DAY)
        found = queries.next_promises([standing.case_id])[standing.case_id]
        assert found.what == "eerst" and found.by == "Wilma Worker"
        actions.keep_promise(actor=standing.worker, promise_id=first.pk, words="Gelukt")
        assert queries.next_promises([standing.case_id])[standing.case_id].what == "later"
        again = actions.keep_promise(actor=standing.worker, promise_id=first.pk, words="anders")
        assert again.kept_words == "Gelukt"


def test_a_promise_may_be_anybodys(standing, partner):
    with standing.inside():
        promised(standing, by_person_id=partner.id)
        promised(standing, by_words="de huisarts")
        assert [row.by for row in queries.promises_of(standing.case_id)] == ["Piet Deelnemer", "de huisarts"]
        with pytest.raises(NotVisible):
            promised(standing, by_staff_id=standing.colleague.id)
        with pytest.raises(NotVisible):
            promised(standing, by_person_id=999_999)


@pytest.mark.parametrize(
    ("bad", "field"),
    [({"what": "  "}, "what"), ({"what": "a" * 301}, "what"), ({"days": -1}, "due_on")],
)
def test_a_promise_that_cannot_be_names_its_field(standing, bad, field):
    with standing.inside(), pytest.raises(Invalid) as refused:
        promised(standing, **bad)
    assert refused.value.field == field


def test_another_day_takes_no_reason_and_two_writers_are_told(standing):
    with standing.inside():
        row = promised(standing)
        moved = clock.today() + 8 * DAY
        actions.move_promise(actor=standing.worker, promise_id=row.pk, due_on=moved, base_version=1)
        with pytest.raises(Stale):
            actions.move_promise(actor=standing.worker, promise_id=row.pk, due_on=moved, base_version=1)


def test_strangers_follow_nothing(standing, partner):
    with standing.inside():
        row = promised(standing)
        for stranger in (standing.colleague, partner):
            with pytest.raises((NotVisible, NotAllowed)):
                promised(standing, actor=stranger)
            with pytest.raises(NotVisible):
                actions.keep_promise(actor=stranger, promise_id=row.pk)
    with standing.inside(standing.other):
        with pytest.raises(NotVisible):
            actions.keep_promise(actor=standing.outsider, promise_id=row.pk)
        with pytest.raises(NotVisible):
            actions.note_contact(actor=standing.outsider, case_id=standing.case_id, channel="phone")


def test_a_missed_appointment_changes_nothing_but_asks_what_made_it_hard(standing):
    with standing.inside():
        promised(standing)
        before = (
            people_queries.case_for(standing.worker, standing.case_id),
            queries.promises_of(standing.case_id),
        )
        missed = actions.note_contact(
            actor=standing.worker,
            case_id=standing.case_id,
            channel="office",
            person_id=standing.resident.id,
            took_place=False,
        )
        actions.say_what_made_it_hard(
            actor=standing.resident, contact_id=missed.pk, words="De bus reed niet."
        )
        assert queries.contacts_of(standing.case_id)[0].made_hard == "De bus reed niet."
        actions.say_what_made_it_hard(actor=standing.worker, contact_id=missed.pk, words="")
        after = (
            people_queries.case_for(standing.worker, standing.case_id),
            queries.promises_of(standing.case_id),
        )
        assert before == after


def test_no_field_counts_missed_appointments():
    names = {field.name for field in Contact._meta.get_fields()}
    assert not {name for name in names if "count" in name or "score" in name or "sanction" in name}


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        ({"channel": "duif"}, "channel"),
        ({"on_day": DAY}, "on_day"),
        ({"words": "a" * 5_001}, "words"),
    ],
)
def test_a_contact_that_cannot_be_names_its_field(standing, bad, field):
    if "on_day" in bad:
        bad = {"on_day": clock.today() + bad["on_day"]}  # today as it is when the test runs
    with standing.inside(), pytest.raises(Invalid) as refused:
        actions.note_contact(
            **{"actor": standing.worker, "case_id": standing.case_id, "channel": "phone", **bad}
        )
    assert refused.value.field == field


def test_looking_back_lays_now_beside_then_and_leaves_the_board_alone(standing):
    with standing.inside():
        board, line = with_goal(standing)
        later = listen.start_board(
            actor=standing.resident,
            case_id=standing.case_id,
            person_id=standing.resident.id,
            together=False,
            follows_id=board.pk,
        )
        planned = plan_check_in(actor=standing.worker, case_id=standing.case_id)
        actions.check_in(
            actor=standing.worker,
            case_id=standing.case_id,
            words="Ik slaap weer.",
            now={f"board-{line.pk}": "De sleutel hangt aan de muur."},
            helped="yes",
            board_id=later.pk,
            promise_id=planned.pk,
        )
        plan_check_in(actor=standing.worker, case_id=standing.case_id, due_on=clock.today() + 90 * DAY)
        listen.set_goal(actor=standing.resident, board_domain_id=line.pk, words="Iets nieuws")
        row = queries.check_ins_of(standing.case_id)[0]
        assert row.goals[0].then_words == "Een eigen sleutel"
        assert row.goals[0].now_words == "De sleutel hangt aan de muur."
        assert (row.words, row.helped, row.board_id) == ("Ik slaap weer.", "yes", later.pk)
        assert queries.promise_of(standing.case_id, planned.pk).kept_on == clock.today()
        following = queries.next_promises([standing.case_id])[standing.case_id]
        assert following.is_check_in and following.due_on == clock.today() + 90 * DAY
        assert "slaap" not in str(list(AuditEvent.objects.values_list("detail", flat=True)))


def test_the_question_whether_it_helped_may_stay_open(standing):
    with standing.inside():
        row = actions.check_in(actor=standing.resident, case_id=standing.case_id, words="Het is rustiger.")
        assert row.helped == "" and row.by_staff_id is None


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        ({"words": " \n "}, "words"),
        ({"words": "a" * 5_001}, "words"),
        ({"helped": "7"}, "helped"),
    ],
)
def test_a_looking_back_that_cannot_be_names_its_field(standing, bad, field):
    with standing.inside():
        with pytest.raises(Invalid) as refused:
            actions.check_in(
                **{"actor": standing.worker, "case_id": standing.case_id, "words": "goed", **bad}
            )
        assert refused.value.field == field
        assert not CheckIn.objects.exists()


def test_partners_do_not_look_back_for_each_other(standing, partner):
    with standing.inside():
        board, _line = with_goal(standing)
        actions.check_in(actor=partner, case_id=standing.case_id, words="Van mij.")
        assert queries.check_ins_of(standing.case_id, person_id=standing.resident.id) == []
        with pytest.raises(NotVisible):
            actions.check_in(
                actor=partner, case_id=standing.case_id, words="x", person_id=standing.resident.id
            )
        with pytest.raises(NotVisible):
            actions.check_in(actor=partner, case_id=standing.case_id, words="x", board_id=board.pk)


def test_the_first_looking_back_falls_on_an_open_day_six_weeks_on(standing):
    with standing.inside():
        row = plan_check_in(actor=standing.worker, case_id=standing.case_id)
        assert row.due_on >= clock.today() + dt.timedelta(weeks=6)
        assert terms.is_open_day(row.due_on)
        assert queries.promise_of(standing.case_id, row.pk).by == "Wilma Worker"


def test_a_decision_plans_the_looking_back_through_the_signal(standing, monkeypatch):
    from naast.decide.signals import decision_made

    asked = []
    monkeypatch.setattr(actions, "plan_check_in", lambda **given: asked.append(given))
    decision_made.send(
        sender=object,
        actor=standing.worker,
        case_id=standing.case_id,
        decision_id=5,
        outcome="no",
        is_exception=False,
    )
    assert [(given["case_id"], given["decision_id"]) for given in asked] == [(standing.case_id, 5)]
