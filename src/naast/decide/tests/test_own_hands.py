"""Nobody gives a mandate to themselves or handles an objection to their own work: also not in raw SQL."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from naast.decide import actions, queries
from naast.decide.models import Mandate, Proposal
from naast.kernel import actors, clock
from naast.kernel.errors import Invalid, NotAllowed
from naast.people import actions as people
from naast.people.queries import circle_of

GIVEN = {"reach": "routine", "up_to": Decimal(500), "basis": "Mandaatbesluit (fictief)"}


def insert_mandate(deciding, staff_id: int, granted_by: int | None) -> None:
    """As the application role, past the actions."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO decide_mandate"
            " (municipality_id, staff_id, reach, law, up_to, from_on, basis, granted_by_id)"
            " VALUES (%s, %s, 'college', '', 1000000, current_date, 'x', %s)",
            [deciding.standing.municipality.pk, staff_id, granted_by],
        )


@pytest.fixture
def administrator(deciding):
    return deciding.standing.add_staff("Ada Beheer", actors.ADMINISTRATOR)


def test_an_administrator_gives_a_mandate_under_their_own_name(deciding, administrator):
    with deciding.inside():
        number = actions.grant_mandate(actor=administrator, staff_id=deciding.reader.id, **GIVEN)
        assert Mandate.objects.get(pk=number).granted_by_id == administrator.id
        with pytest.raises(NotAllowed):
            actions.grant_mandate(actor=administrator, staff_id=administrator.id, **GIVEN)


def test_the_database_refuses_a_mandate_to_oneself(deciding, administrator):
    with deciding.inside():
        with pytest.raises(IntegrityError, match="decide_mandate_not_self"):
            insert_mandate(deciding, administrator.id, administrator.id)
        insert_mandate(deciding, deciding.reader.id, administrator.id)


def test_the_database_refuses_a_mandate_from_who_is_no_administrator(deciding):
    with deciding.inside(), pytest.raises(IntegrityError, match="only the administrator"):
        insert_mandate(deciding, deciding.worker.id, deciding.holder.id)


def test_a_mandate_without_a_giver_is_for_a_house_without_an_administrator(deciding):
    with deciding.inside():
        insert_mandate(deciding, deciding.reader.id, None)
    deciding.standing.add_staff("Ada Beheer", actors.ADMINISTRATOR)
    with deciding.inside():
        with pytest.raises(IntegrityError, match="only the administrator"):
            insert_mandate(deciding, deciding.reader.id, None)
        with pytest.raises(Invalid):
            deciding.mandate(deciding.reader, "routine", 500)


@pytest.mark.parametrize(
    "change",
    [
        "up_to = 999999",
        "reach = 'college'",
        "staff_id = %(worker)s",
        "granted_by_id = NULL",
        "until_on = NULL",
    ],
)
def test_a_mandate_never_grows_also_not_in_raw_sql(deciding, administrator, change):
    with deciding.inside():
        number = actions.grant_mandate(
            actor=administrator, staff_id=deciding.reader.id, **GIVEN, until_on=clock.today()
        )
        with (
            pytest.raises(IntegrityError, match="a mandate only ends"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(
                f"UPDATE decide_mandate SET {change} WHERE id = %(id)s",
                {"id": number, "worker": deciding.worker.id},
            )


def test_a_mandate_ends_but_goes_on_no_longer_than_it_says(deciding, administrator):
    today = clock.today()
    with deciding.inside():
        number = actions.grant_mandate(actor=administrator, staff_id=deciding.reader.id, **GIVEN)
        actions.end_mandate(actor=administrator, mandate_id=number, until_on=today + dt.timedelta(days=9))
        actions.end_mandate(actor=administrator, mandate_id=number, until_on=today)
        with pytest.raises(Invalid) as refused:
            actions.end_mandate(actor=administrator, mandate_id=number, until_on=today + dt.timedelta(days=1))
        assert refused.value.field == "until_on"
        assert Mandate.objects.get(pk=number).until_on == today
        with pytest.raises(Invalid) as refused:
            actions.grant_mandate(
                actor=administrator, staff_id=deciding.reader.id, **(GIVEN | {"basis": "x" * 301})
            )
        assert refused.value.field == "basis"


@pytest.fixture
def objected(deciding):
    """Read along by the lawyer, decided by the college, first written by somebody else: and objected to."""
    first = deciding.standing.add_staff("Anna Allebei", actors.PROFESSIONAL, actors.LAWYER)
    with deciding.inside():
        people.let_in(
            actor=deciding.worker,
            case_id=deciding.case_id,
            staff_id=first.id,
            role=actors.PROFESSIONAL,
            purpose="staat naast Rosa",
        )
        deciding.ready("Wet op het onbekende", "12")
        deciding.propose(title_row=deciding.title(), actor=first)
        deciding.propose(title_row=deciding.title(), base_version=1, reader_id=deciding.lawyer.id)
        deciding.read(deciding.lawyer)
        decision_id = deciding.decide(deciding.college)
        objection_id = actions.object(**deciding.given, decision_id=decision_id, words="Nee.")
    return (
        deciding,
        objection_id,
        {"wrote first": first, "read": deciding.lawyer, "decided": deciding.college},
    )


@pytest.mark.parametrize("hand", ["wrote first", "read", "decided"])
def test_whoever_had_a_hand_in_it_handles_no_objection(objected, hand):
    deciding, objection_id, hands = objected
    with deciding.inside():
        with pytest.raises(Invalid) as refused:
            actions.hand_objection(**deciding.given, objection_id=objection_id, staff_id=hands[hand].id)
        assert refused.value.field == "handler"
        with (
            pytest.raises(IntegrityError, match="handled by somebody else"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(
                "UPDATE decide_objection SET handler_id = %s WHERE id = %s", [hands[hand].id, objection_id]
            )


def test_who_was_asked_to_read_along_handles_no_objection_and_who_handles_it_does_not_read(deciding):
    with deciding.inside():
        deciding.ready("Wet op het onbekende", "12")
        deciding.propose(title_row=deciding.title(), urgent_because="Over twee dagen staat zij op straat.")
        decision_id = deciding.decide(deciding.college)
        objection_id = actions.object(**deciding.given, decision_id=decision_id, words="Nee.")
        given = deciding.given | {"objection_id": objection_id}
        with pytest.raises(Invalid):
            actions.hand_objection(**given, staff_id=deciding.lawyer.id)
        actions.hand_objection(**given, staff_id=deciding.holder.id)
        people.grant_role(
            actor=actors.system(deciding.standing.municipality.pk),
            staff=deciding.holder.id,
            role=actors.LAWYER,
        )
        proposal = Proposal.objects.get(decision=decision_id)
        with pytest.raises(IntegrityError, match="somebody else"), transaction.atomic():
            proposal.readings.create(
                case_id=deciding.case_id,
                proposal_version=proposal.version,
                reader_id=deciding.holder.id,
                role="lawyer",
                verdict="agree",
            )


def test_the_page_offers_only_who_had_no_hand_in_it(objected):
    deciding, _number, hands = objected
    page = deciding.standing.client(deciding.worker).get(f"/casus/{deciding.case_id}/besluit/")
    (entry,) = page.context["decisions"]
    offered = {face.id for face in entry["handlers"]}
    assert deciding.holder.id in offered
    assert not offered & {hands["read"].id, hands["decided"].id}


def test_another_handler_takes_the_place_of_the_first(objected):
    deciding, objection_id, _hands = objected
    second = deciding.standing.add_staff("Bea Bezwaar", actors.LAWYER)
    given = deciding.given | {"objection_id": objection_id}
    with deciding.inside():
        for handler in (deciding.holder, second):
            actions.hand_objection(**given, staff_id=handler.id)
        inside = {place.face.id for place in circle_of(deciding.case_id)}
        assert second.id in inside and deciding.holder.id not in inside
        assert queries.waiting_for(deciding.holder) == []


def test_an_objection_that_has_its_answer_is_handed_to_nobody(objected):
    deciding, objection_id, _hands = objected
    with deciding.inside():
        actions.withdraw_objection(**deciding.given, objection_id=objection_id, words="Het hoeft niet meer.")
        with pytest.raises(Invalid):
            actions.hand_objection(**deciding.given, objection_id=objection_id, staff_id=deciding.holder.id)


def test_an_objection_that_nobody_handles_waits_for_the_fixed_contact(objected):
    deciding, objection_id, _hands = objected
    with deciding.inside():
        (line,) = [item for item in queries.waiting_for(deciding.worker) if item.kind == "objection"]
        assert line.what == "Zoek iemand die een bezwaar behandelt" and line.due_on is not None
        assert not [item for item in queries.waiting_for(deciding.lawyer) if item.kind == "objection"]
        actions.hand_objection(**deciding.given, objection_id=objection_id, staff_id=deciding.holder.id)
        assert not [item for item in queries.waiting_for(deciding.worker) if item.kind == "objection"]
        assert [item.what for item in queries.waiting_for(deciding.holder)] == ["Beantwoord een bezwaar"]
