"""The plan itself: who writes, what is kept, what is refused, and agreements that never change (M4)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from naast.kernel import actors, drafts
from naast.kernel.errors import Invalid, NotAllowed, NotVisible, Stale
from naast.kernel.models import AuditEvent
from naast.people import actions as people
from naast.plan import actions, queries
from naast.plan.models import Goal, PlanVersion
from naast.plan.tests import arrange

pytestmark = pytest.mark.django_db


@pytest.fixture
def who(standing):
    return {"actor": standing.worker, "case_id": standing.case_id}


def test_a_case_without_a_plan_has_none(standing):
    with standing.inside():
        assert queries.plan_of(standing.case_id) is None
        assert queries.returns_of(standing.case_id) is None
        assert queries.perspectives([standing.case_id]) == {}


def test_what_was_written_comes_back_as_facts(standing, who):
    arrange.plan(standing)
    with standing.inside():
        actions.add_goal(**who, words="Een bed voor Claire.", domain="wonen", by_when=dt.date(2026, 12, 24))
        actions.add_support(**who, what="Hulp bij inschrijven", who="Wijkteam", stage="now")
        actions.write_market_text(**who, market_text="Een hotel is goedkoper dan een pleeggezin.")
        plan = queries.plan_of(standing.case_id)
        assert queries.perspectives([standing.case_id]) == {standing.case_id: arrange.PERSPECTIVE}
    assert plan.perspective == arrange.PERSPECTIVE
    assert (plan.obstacle.kind, plan.obstacle.law, plan.obstacle.article) == (
        "waiting_list",
        "Huisvestingswet 2014",
        "12",
    )
    assert [goal.words for goal in plan.goals] == ["Een bed voor Claire."]
    assert (plan.supports[0].what, plan.supports[0].amount) == ("Hulp bij inschrijven", None)
    assert plan.version_number is None


@pytest.mark.parametrize("stranger", ["colleague", "outsider"])
def test_outside_the_circle_nobody_writes(standing, stranger):
    actor = getattr(standing, stranger)
    house = standing.municipality if stranger == "colleague" else standing.other
    with standing.inside(house):
        for write in (
            lambda: actions.write_perspective(actor=actor, case_id=standing.case_id, perspective="x"),
            lambda: actions.add_line(actor=actor, case_id=standing.case_id, scenario="plan", what="x"),
            lambda: actions.agree(actor=actor, case_id=standing.case_id),
        ):
            with pytest.raises(NotVisible):
                write()


def test_who_reads_along_does_not_write(standing, who):
    reader = standing.add_staff("Lea Lezer", actors.SECOND_READER)
    with standing.inside():
        people.let_in(**who, staff_id=reader.id, role="second_reader", purpose="leest mee")
        with pytest.raises(NotAllowed):
            actions.write_breakthrough(actor=reader, case_id=standing.case_id, breakthrough="x")


def test_the_resident_writes_perspective_and_goals_and_nothing_else(standing):
    with standing.inside():
        mine = {"actor": standing.resident, "case_id": standing.case_id}
        actions.write_perspective(**mine, perspective="Rust.")
        actions.add_goal(**mine, words="Slapen.")
        with pytest.raises(NotVisible):
            actions.write_breakthrough(**mine, breakthrough="x")


@pytest.mark.parametrize(
    ("verb", "given", "field"),
    [
        ("write_perspective", {"perspective": "  "}, "perspective"),
        ("write_perspective", {"perspective": "a" * 5001}, "perspective"),
        ("write_breakthrough", {"breakthrough": ""}, "breakthrough"),
        ("name_obstacle", {"words": "", "kind": "statute"}, "words"),
        ("name_obstacle", {"words": "x", "kind": "persoon"}, "kind"),
        ("write_market_text", {"market_text": "woord " * 121}, "market_text"),
        ("add_goal", {"words": ""}, "words"),
        ("add_support", {"what": "x", "amount": Decimal("-1")}, "amount"),
        ("add_support", {"what": "x", "amount": Decimal("NaN")}, "amount"),
        ("add_support", {"what": "x", "payer": "piet"}, "payer"),
        ("add_line", {"scenario": "plan", "what": ""}, "what"),
        ("add_line", {"scenario": "plan", "what": "x", "quantity": Decimal("1e99")}, "quantity"),
        ("add_line", {"scenario": "plan", "what": "x", "years": 51}, "years"),
        ("add_line", {"scenario": "iets", "what": "x"}, "scenario"),
        ("set_price_level", {"base_year": 1999, "horizon_years": None}, "base_year"),
        ("set_price_level", {"base_year": None, "horizon_years": 51}, "horizon_years"),
    ],
)
def test_bad_input_is_refused_by_the_name_of_the_field(standing, who, verb, given, field):
    arrange.prices(standing)
    with standing.inside(), pytest.raises(Invalid) as refusal, transaction.atomic():
        getattr(actions, verb)(**who, **given)
    assert refusal.value.field == field


def test_120_words_fit_on_the_market(standing, who):
    with standing.inside():
        actions.write_market_text(**who, market_text="woord " * 120)


def test_the_second_of_two_writers_is_told_and_sees_the_other_text(standing, who):
    with standing.inside():
        first = actions.write_perspective(**who, perspective="Een eigen huis.")
        actions.write_perspective(
            **who, perspective="Een eigen huis in Proefdam.", base_version=first.version
        )
        with pytest.raises(Stale) as stale:
            actions.write_perspective(**who, perspective="Iets anders.", base_version=first.version)
    assert stale.value.theirs == "Een eigen huis in Proefdam."


def test_two_people_in_different_fields_do_not_hinder_each_other(standing, who):
    with standing.inside():
        actions.write_perspective(**who, perspective="Een eigen huis.")
        begun = queries.plan_of(standing.case_id).version
        actions.write_breakthrough(**who, breakthrough="Een hotel.", base_version=begun)
        actions.write_perspective(**who, perspective="Een eigen bed.", base_version=begun)
        plan = queries.plan_of(standing.case_id)
    assert (plan.perspective, plan.breakthrough) == ("Een eigen bed.", "Een hotel.")


def test_saving_forgets_the_draft(standing, who):
    key = f"plan.perspective:{standing.case_id}"
    with standing.inside():
        drafts.keep(actor=standing.worker, object_key=key, field="perspective", base_version=0, text="half")
        actions.write_perspective(**who, perspective="Heel.")
        assert drafts.of(actor=standing.worker, object_key=key) == {}


def test_a_form_sent_twice_is_one_thing(standing, who):
    arrange.plan(standing)
    with standing.inside():
        for _twice in range(2):
            actions.add_goal(**who, words="Een bed.")
            actions.add_support(**who, what="Kinderbed", amount=Decimal("50.00"))
            actions.add_line(**who, scenario="plan", what="Hotelkamer", quantity=183)
            actions.agree(**who)
        plan = queries.plan_of(standing.case_id)
        assert (len(plan.goals), len(plan.supports), plan.version_number) == (1, 1, 1)
        assert len(queries.returns_of(standing.case_id).lines) == 3


def test_goals_and_supports_can_be_changed_and_taken_out(standing, who):
    with standing.inside():
        goal = actions.add_goal(**who, words="Een bed.")
        actions.change_goal(**who, goal_id=goal.pk, words="Twee bedden.", base_version=goal.version)
        support = actions.add_support(**who, what="Kinderbed")
        actions.change_support(
            **who, support_id=support.pk, base_version=support.version, changes={"amount": Decimal("49.95")}
        )
        plan = queries.plan_of(standing.case_id)
        assert (plan.goals[0].words, plan.supports[0].amount) == ("Twee bedden.", Decimal("49.95"))
        actions.remove_goal(**who, goal_id=goal.pk)
        actions.remove_support(**who, support_id=support.pk)
        plan = queries.plan_of(standing.case_id)
        assert (plan.goals, plan.supports) == ([], [])
        with pytest.raises(NotVisible):
            actions.remove_goal(**who, goal_id=goal.pk)


def test_a_row_of_another_case_is_not_there(standing, who):
    with standing.inside():
        goal = actions.add_goal(**who, words="Een bed.")
        person = people.add_person(actor=standing.worker, given_name="Tom", family_name="Ander")
        other = people.open_case(actor=standing.worker, person_id=person.pk, law="wmo", intake_kind="report")
        for remove in (
            lambda: actions.remove_goal(actor=standing.worker, case_id=other.pk, goal_id=goal.pk),
            lambda: actions.take_over_goal(actor=standing.worker, case_id=other.pk, board_goal_id=1),
            lambda: actions.add_goal(actor=standing.worker, case_id=other.pk, words="x", board_goal_id=1),
        ):
            with pytest.raises(NotVisible):
                remove()


def test_an_agreement_needs_a_perspective(standing, who):
    with standing.inside():
        actions.write_breakthrough(**who, breakthrough="Een hotel.")
        with pytest.raises(Invalid):
            actions.agree(**who)


def test_an_agreement_keeps_plan_prices_and_engine_of_its_day(standing, who, monkeypatch):
    arrange.plan(standing)
    with standing.inside():
        actions.set_price_level(
            **who, base_year=2021, horizon_years=None, base_version=queries.plan_of(standing.case_id).version
        )
        first = actions.agree(**who, words="Zo wil ik het.")
        before = queries.returns_of(standing.case_id)
        hotel = before.in_plan[0]
        actions.change_line(
            **who, line_id=hotel.id, base_version=hotel.version, changes={"plan": Decimal(100)}
        )
        actions.write_perspective(
            **who, perspective="Iets heel anders.", base_version=queries.plan_of(standing.case_id).version
        )
        second = actions.agree(**who)
        kept = queries.agreed_plan(standing.case_id, 1)
        assert [row.number for row in queries.agreed_versions(standing.case_id)] == [2, 1]
    assert (first.number, second.number) == (1, 2)
    assert kept.words == "Zo wil ik het."
    assert kept.plan.perspective == arrange.PERSPECTIVE
    assert kept.returns == before
    assert kept.returns.engine == "returns 1.0"
    assert kept.plan.obstacle.kind == "waiting_list"


def test_an_agreement_cannot_be_changed_or_deleted(standing, who):
    arrange.plan(standing)
    with standing.inside():
        actions.agree(**who)
    for statement in ("UPDATE plan_planversion SET number = 9", "DELETE FROM plan_planversion"):
        with (
            standing.inside(),
            connection.cursor() as cursor,
            pytest.raises(DatabaseError),
            transaction.atomic(),
        ):
            cursor.execute(statement)
    with standing.inside():
        assert PlanVersion.objects.get().number == 1


def test_who_agrees_agrees_on_what_was_on_the_page(standing, who):
    arrange.plan(standing)
    with standing.inside(), pytest.raises(Stale):
        actions.agree(**who, seen="0" * 64)


def test_every_write_leaves_an_audit_row_without_words(standing, who):
    arrange.plan(standing)
    with standing.inside():
        actions.agree(**who, words="geheim-woord")
        events = AuditEvent.objects.filter(verb__startswith="plan.", case_id=standing.case_id)
        verbs = set(events.values_list("verb", flat=True))
        assert "geheim-woord" not in str(list(events.values_list("detail", flat=True)))
    assert {"plan.write_perspective", "plan.name_obstacle", "plan.add_line", "plan.agree"} <= verbs


def test_taking_out_keeps_the_history(standing, who):
    with standing.inside():
        goal = actions.add_goal(**who, words="Een bed.")
        number = goal.pk
        actions.remove_goal(**who, goal_id=number)
        labels = Goal.pgh_event_model.objects.filter(pgh_obj_id=number).values_list("pgh_label", flat=True)
        assert set(labels) == {"insert", "delete"}
