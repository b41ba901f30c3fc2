"""Kinds of exceptions in a mandate, cancelling one that has not begun, and for whom was stood in."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from naast.decide import actions, queries, rules
from naast.decide.kinds import EXCEPTION_KINDS, OUTSIDE
from naast.decide.models import Decision, Mandate, Objection, ObjectionStep, Proposal
from naast.engines.legality.catalogue import RoomKind
from naast.kernel import actors, clock
from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.weigh.models import LegalRow

from .test_deciding import _row
from .test_mandates import of, stand_in
from .test_rules import DAY, RESULTS, held

REGISTER = "/mandaten/"
TODAY = clock.today


@pytest.fixture
def administrator(deciding):
    return deciding.standing.add_staff("Ada Beheer", actors.ADMINISTRATOR)


@pytest.mark.parametrize("result", RESULTS)
@pytest.mark.parametrize("outcome", ["yes", "partly", "no"])
@pytest.mark.parametrize("is_exception", [True, False])
def test_a_lawyer_reads_where_the_law_has_no_room_and_the_college_decides(result, outcome, is_exception):
    """Over every result of the engine; a "no" where there is no room departs from nothing."""
    needed = rules.needed(
        outcome=outcome, amount=None, is_exception=is_exception, result=result, own_limit=Decimal(10)
    )
    closed = result in ("no_room", "outside_statute")
    assert (needed.reader_role == "lawyer") == closed
    goes_outside = result == "outside_statute" or (result == "no_room" and outcome != "no")
    assert (needed.reach == "college") == goes_outside


@pytest.mark.parametrize(
    ("outcome", "is_exception", "result", "clause"),
    [
        ("yes", True, "room_in_statute", "hardship"),
        ("no", True, "room_in_statute", "hardship"),
        ("yes", False, "", ""),
        ("yes", True, "outside_statute", OUTSIDE),
        ("no", True, "outside_statute", OUTSIDE),
        ("yes", True, "no_room", OUTSIDE),
        ("no", True, "no_room", ""),
    ],
)
def test_which_kind_of_exception_a_decision_is(outcome, is_exception, result, clause):
    assert clause == rules.clause_of("hardship", outcome=outcome, is_exception=is_exception, result=result)


def test_the_kinds_are_those_of_the_engine_but_for_the_one_that_warns():
    codes = [code for code, _label in EXCEPTION_KINDS]
    assert codes == [*(kind.value for kind in RoomKind if kind is not RoomKind.NONE), OUTSIDE]


def test_a_mandate_for_some_kinds_is_lower_and_serves_no_other():
    wide, narrow = held(1, 1), held(2, 2, kinds=frozenset({"hardship", "urgent"}))
    asked = {"reach": "exception", "amount": Decimal(10), "law": "wmo", "on": DAY}
    for clause, number in (("hardship", 2), ("may", 1), ("", 2)):
        found = rules.lowest([wide, narrow], **asked, clause=clause)
        assert found is not None and found.id == number, clause
    assert narrow.is_lower_than(wide) and not wide.is_lower_than(narrow)
    assert rules.own_limit([narrow], staff_id=2, law="wmo", on=DAY, clause="may") == 0
    near = {"read": set(), "wrote": set(), "near": {2}}
    assert rules.why_not(narrow, reach="exception", amount=None, clause="may", **near) == rules.KIND


def kind_of_the_title(deciding) -> str:
    return str(LegalRow.objects.get(pk=int(deciding.title())).kind)


def test_nothing_is_decided_outside_the_kinds_also_not_past_the_action(deciding):
    with deciding.inside():
        deciding.ready()
        own = kind_of_the_title(deciding)
        other = next(code for code, _label in EXCEPTION_KINDS if code not in (own, OUTSIDE))
        Mandate.objects.filter(staff_id=deciding.worker.id).update(until_on=TODAY())
        narrow = deciding.mandate(deciding.standing.colleague, "exception", 2_000, kinds=[other])
        fits = deciding.mandate(deciding.college, "exception", 3_000, kinds=[own])
        with pytest.raises(Invalid) as refused:
            deciding.propose(amount=Decimal(1_500), mandate_id=narrow)
        assert refused.value.field == "mandate"
        proposal = Proposal.objects.get(pk=deciding.propose(amount=Decimal(1_500)))
        assert proposal.clause == own and proposal.mandate_id == fits
        deciding.read(deciding.reader)
        wrong = _row(deciding, proposal, mandate_id=narrow, decided_by_id=deciding.standing.colleague.id)
        with pytest.raises(IntegrityError, match="outside the mandate"), transaction.atomic():
            wrong.save()
        with pytest.raises(IntegrityError, match="what was proposed"), transaction.atomic():
            _row(deciding, proposal, clause="").save()
        number = deciding.decide(deciding.college)
        assert Decision.objects.get(pk=number).clause == own


def test_outside_the_statute_is_a_kind_of_its_own(deciding):
    with deciding.inside():
        deciding.ready("Wet op het onbekende", "12")
        Mandate.objects.filter(staff_id=deciding.college.id).update(until_on=TODAY())
        deciding.mandate(deciding.standing.colleague, "college", 500, kinds=["hardship"])
        deciding.propose(title_row=deciding.title())
        assert queries.proposal_of(deciding.case_id).clause == OUTSIDE
        assert queries.proposal_of(deciding.case_id).mandate.staff.id == deciding.college.id


def test_two_that_have_no_kind_in_common_do_not_contradict(deciding):
    with deciding.inside():
        who = deciding.standing.colleague
        deciding.mandate(who, "exception", 5_000, kinds=["hardship", "urgent"])
        deciding.mandate(who, "exception", 1_000, kinds=["open_norm"])
        for kinds in (["urgent"], []):
            with pytest.raises(Invalid) as refused:
                deciding.mandate(who, "exception", 900, kinds=kinds)
            assert refused.value.field == "up_to"
            with pytest.raises(IntegrityError, match="contradicts"), transaction.atomic():
                Mandate(staff_id=who.id, reach="exception", up_to=900, basis="x", kinds=kinds).save()
        with pytest.raises(Invalid):
            deciding.mandate(who, "exception", 5_000, kinds=["urgent", "hardship"])


@pytest.mark.parametrize(
    ("reach", "kinds"), [("exception", ["none"]), ("exception", ["hardheid"]), ("routine", ["hardship"])]
)
def test_a_kind_that_is_none_is_refused(deciding, reach, kinds):
    with deciding.inside():
        with pytest.raises(Invalid) as refused:
            deciding.mandate(deciding.standing.colleague, reach, 100, kinds=kinds)
        assert refused.value.field == "kinds"
        with pytest.raises(IntegrityError, match="kinds of exceptions"), transaction.atomic():
            Mandate(staff_id=deciding.reader.id, reach="exception", up_to=1, basis="x", kinds={"a": 1}).save()


def test_who_stands_in_holds_the_same_kinds(deciding):
    with deciding.inside():
        number = deciding.mandate(deciding.standing.colleague, "exception", 700, kinds=["urgent"])
        row = Mandate.objects.get(pk=stand_in(deciding, deciding.standing.colleague, deciding.lawyer))
        assert row.stands_in_for_id == number and row.kinds == ["urgent"]
        row.pk = None
        row._state.adding = True
        row.staff_id, row.kinds = deciding.reader.id, []
        with pytest.raises(IntegrityError, match="holds what the mandate holds"), transaction.atomic():
            row.save()


def later(deciding, **more) -> int:
    return deciding.mandate(
        deciding.standing.colleague, "exception", 700, from_on=TODAY() + dt.timedelta(days=9), **more
    )


def cancel(administrator, number: int) -> None:
    actions.cancel_mandate(actor=administrator, mandate_id=number)


def test_what_has_not_begun_is_cancelled_and_stays_in_the_register(deciding):
    house = actors.system(deciding.standing.municipality.pk)
    with deciding.inside():
        number = later(deciding)
        cancel(house, number)
        cancel(house, number)
        found = next(item for item in queries.mandates() if item.id == number)
        assert found.cancelled_on == TODAY() and found.has_ended and not found.holds_today
        for day in range(30):
            row = next(item for item in queries.held_mandates() if item.id == number)
            assert not row.holds(law="wmo", on=TODAY() + dt.timedelta(days=day))
        deciding.mandate(
            deciding.standing.colleague, "exception", 900, from_on=TODAY() + dt.timedelta(days=9)
        )
        with pytest.raises(Invalid):
            actions.end_mandate(actor=house, mandate_id=number, until_on=TODAY() + dt.timedelta(days=30))
        with pytest.raises(Invalid):
            stand_in_later(deciding, number)


def stand_in_later(deciding, number: int) -> int:
    return actions.let_stand_in(
        actor=actors.system(deciding.standing.municipality.pk),
        mandate_id=number,
        staff_id=deciding.lawyer.id,
        from_on=TODAY() + dt.timedelta(days=10),
        until_on=TODAY() + dt.timedelta(days=12),
        basis="Vervangingsregeling (fictief)",
    )


def test_who_would_stand_in_does_not_and_standing_in_is_cancelled_by_itself_too(deciding):
    house = actors.system(deciding.standing.municipality.pk)
    with deciding.inside():
        number = later(deciding)
        first = stand_in_later(deciding, number)
        cancel(house, first)
        second = stand_in_later(deciding, number)
        cancel(house, number)
        held_rows = {item.id: item for item in queries.held_mandates()}
        day = TODAY() + dt.timedelta(days=11)
        assert not any(held_rows[each].holds(law="wmo", on=day) for each in (number, first, second))


def test_what_has_begun_is_not_cancelled_and_nobody_else_cancels(deciding, administrator):
    with deciding.inside():
        begun = of(deciding.holder).pk
        with pytest.raises(Invalid):
            cancel(administrator, begun)
        with pytest.raises(IntegrityError, match="decide_mandate_days"), transaction.atomic():
            Mandate.objects.filter(pk=begun).update(cancelled_on=TODAY(), until_on=TODAY())
        for other in (deciding.worker, deciding.holder):
            with pytest.raises(NotAllowed):
                cancel(other, begun)
        with pytest.raises(NotVisible):
            cancel(administrator, 999_999)


def test_a_cancelled_mandate_does_not_come_back_in_raw_sql(deciding):
    with deciding.inside():
        number = later(deciding)
        cancel(actors.system(deciding.standing.municipality.pk), number)
        for change in ("cancelled_on = NULL, until_on = NULL", "until_on = from_on - 2"):
            with (
                pytest.raises(IntegrityError, match=r"only ends|decide_mandate_days"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(f"UPDATE decide_mandate SET {change} WHERE id = %s", [number])


def test_for_whom_was_stood_in_handles_no_objection_to_it(deciding):
    vera = deciding.standing.add_staff("Vera Vervanger", actors.MANDATE_HOLDER)
    with deciding.inside():
        stand_in(deciding, deciding.holder, vera)
        deciding.ready()
        deciding.propose(amount=Decimal(7_200))
        assert queries.proposal_of(deciding.case_id).mandate.staff.id == vera.id
        deciding.read(deciding.reader)
        number = deciding.decide(vera)
        assert deciding.holder.id in queries.decisions_of(deciding.case_id)[0].hands
        actions.send_letter(**deciding.given, decision_id=number, way="handed")
        objection = actions.object(
            actor=deciding.standing.resident, case_id=deciding.case_id, decision_id=number, words="Te laat."
        )
        with pytest.raises(Invalid) as refused:
            actions.hand_objection(**deciding.given, objection_id=objection, staff_id=deciding.holder.id)
        assert refused.value.field == "handler"
        with pytest.raises(IntegrityError, match="by somebody else"), transaction.atomic():
            Objection.objects.filter(pk=objection).update(handler_id=deciding.holder.id)
        actions.hand_objection(**deciding.given, objection_id=objection, staff_id=deciding.college.id)
        actions.begin_revision(
            **deciding.given,
            decision_id=number,
            why="objection",
            words="De huur is hoger.",
            objection_id=objection,
        )
        deciding.propose(amount=Decimal(7_300))
        assert queries.proposal_of(deciding.case_id).mandate.staff.id == deciding.college.id


def test_an_objection_is_decided_under_a_mandate_for_its_kind(deciding):
    other = deciding.standing.add_staff("Olga Anders", actors.MANDATE_HOLDER)
    with deciding.inside():
        deciding.ready()
        own = kind_of_the_title(deciding)
        code = next(code for code, _label in EXCEPTION_KINDS if code not in (own, OUTSIDE))
        narrow = deciding.mandate(other, "exception", 5_000, kinds=[code])
        deciding.propose(amount=Decimal(900))
        number = deciding.decide(deciding.worker)
        actions.send_letter(**deciding.given, decision_id=number)
        objection = actions.object(
            actor=deciding.standing.resident, case_id=deciding.case_id, decision_id=number, words="Te weinig."
        )
        actions.hand_objection(**deciding.given, objection_id=objection, staff_id=other.id)
        by = {"actor": other, "case_id": deciding.case_id, "objection_id": objection}
        ground = ObjectionStep.NO_HEARING_GROUNDS[0][0]
        actions.go_without_hearing(**by, because=ground, words="Dat zei de inwoner aan de telefoon.")
        with pytest.raises(NotAllowed):
            actions.decide_objection(**by, verdict="unfounded", words="Het blijft bij dit bedrag.")
        with pytest.raises(IntegrityError, match="outside the mandate"), transaction.atomic():
            ObjectionStep(
                case_id=deciding.case_id,
                objection_id=objection,
                kind="decided",
                verdict="unfounded",
                words="x",
                made_by_id=other.id,
                mandate_id=narrow,
            ).save()


def test_the_pages_give_kinds_and_cancel(deciding, administrator):
    client = deciding.standing.client(administrator)
    first = (TODAY() + dt.timedelta(days=5)).isoformat()
    form = {
        "staff": deciding.standing.colleague.id,
        "reach": "exception",
        "kinds": ["hardship", OUTSIDE],
        "law": "",
        "up_to": "1.500,00",
        "from_on": first,
        "basis": "Mandaatbesluit (fictief)",
    }
    wrong = client.post(f"{REGISTER}nieuw/", form | {"reach": "routine"})
    assert wrong.status_code == 422 and list(wrong.context["form"].errors) == ["kinds"]
    assert client.post(f"{REGISTER}nieuw/", form | {"kinds": ["<b>"]}).status_code == 422
    assert client.post(f"{REGISTER}nieuw/", form).status_code == 302
    with deciding.inside():
        number = Mandate.objects.get(staff_id=deciding.standing.colleague.id).pk
    page = client.get(f"{REGISTER}{number}/").content.decode()
    assert "een hardheidsclausule; buiten de wet om" in page and f"{number}/vervalt/" in page
    reader = deciding.standing.client(deciding.worker)
    assert "vervalt/" not in reader.get(f"{REGISTER}{number}/").content.decode()
    for stranger in (deciding.worker, deciding.standing.outsider, deciding.standing.resident):
        refused = deciding.standing.client(stranger).post(f"{REGISTER}{number}/vervalt/")
        assert refused.status_code in (302, 403, 404)
    assert client.get(f"{REGISTER}{number}/vervalt/").status_code == 405
    for _twice in range(2):
        assert client.post(f"{REGISTER}{number}/vervalt/").status_code == 302
    page = client.get(f"{REGISTER}{number}/").content.decode()
    assert "Het is nooit begonnen." in page and "vervalt/" not in page
    assert "vervallen op" in client.get(REGISTER).content.decode()
