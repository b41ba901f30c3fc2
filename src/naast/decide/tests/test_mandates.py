"""The mandate register: who stands in for whom, and what contradicts; also when somebody goes round."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from naast.decide import actions, queries
from naast.decide.models import Decision, Mandate, Proposal
from naast.kernel import actors, clock
from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.people import actions as people

from .test_deciding import _row, _wait_for_a_lock

WEEK = dt.timedelta(days=7)


@pytest.fixture
def administrator(deciding):
    return deciding.standing.add_staff("Ada Beheer", actors.ADMINISTRATOR)


@pytest.fixture
def substitute(deciding):
    return deciding.standing.add_staff("Vera Vervanger", actors.MANDATE_HOLDER, actors.SECOND_READER)


def of(staff) -> Mandate:
    return Mandate.objects.get(staff_id=staff.id, stands_in_for=None)


def stand_in(deciding, holder, staff, **more) -> int:
    given = {
        "actor": actors.system(deciding.standing.municipality.pk),
        "mandate_id": of(holder).pk,
        "staff_id": staff.id,
        "from_on": clock.today(),
        "until_on": clock.today() + WEEK,
        "basis": "Vervangingsregeling (fictief)",
    }
    return actions.let_stand_in(**(given | more))


def raw_mandate(deciding, **changes) -> None:
    """As the application role, past the actions."""
    row = {
        "municipality_id": deciding.standing.municipality.pk,
        "staff_id": deciding.holder.id,
        "reach": "exception",
        "law": "",
        "up_to": 50_000,
        "from_on": clock.today(),
        "until_on": clock.today() + WEEK,
        "basis": "x",
        "source": "",
        "stands_in_for_id": None,
    } | changes
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO decide_mandate ({', '.join(row)}) VALUES ({', '.join(['%s'] * len(row))})",
            list(row.values()),
        )


def test_two_mandates_that_contradict_are_refused_with_the_reason(deciding):
    today = clock.today()
    with deciding.inside():
        for more in ({}, {"until_on": today}, {"from_on": today + WEEK}):
            with pytest.raises(Invalid, match=r"50\.000,00") as refused:
                deciding.mandate(deciding.holder, "exception", 60_000, **more)
            assert refused.value.field == "up_to"
        deciding.mandate(deciding.holder, "exception", 60_000, law="wmo")
        deciding.mandate(deciding.holder, "routine", 60_000)
        actions.end_mandate(
            actor=actors.system(deciding.standing.municipality.pk),
            mandate_id=Mandate.objects.get(staff_id=deciding.worker.id).pk,
            until_on=today + WEEK,
        )
        with pytest.raises(Invalid):
            deciding.mandate(deciding.worker, "exception", 2_000, from_on=today + WEEK)
        deciding.mandate(deciding.worker, "exception", 2_000, from_on=today + WEEK + dt.timedelta(days=1))


def test_a_mandate_stands_in_the_register_once(deciding):
    with deciding.inside():
        with pytest.raises(Invalid):
            deciding.mandate(deciding.holder, "exception", 50_000)
        deciding.mandate(deciding.holder, "exception", 50_000, until_on=clock.today())


@pytest.mark.django_db(transaction=True)
def test_two_that_contradict_at_the_same_moment_do_not_miss_each_other(deciding):
    with ThreadPoolExecutor(1) as pool:
        with deciding.inside():
            deciding.mandate(deciding.reader, "exception", 700)
            later = pool.submit(_grant, deciding)
            _wait_for_a_lock()
        assert isinstance(later.result(timeout=20), Invalid)


def _grant(deciding):
    try:
        with deciding.inside():
            return deciding.mandate(deciding.reader, "exception", 800)
    except Invalid as refused:
        return refused
    finally:
        connection.close()


def test_when_the_days_have_passed_another_mandate_is_asked_first(deciding, substitute):
    with deciding.inside():
        stand_in(deciding, deciding.holder, substitute)
        deciding.ready()
        deciding.propose(amount=Decimal(7_200), reader_id=deciding.reader.id)
        deciding.read(deciding.reader)
        with clock.shifted(8):
            with pytest.raises(Invalid, match="mandaat dat vandaag geldt"):
                deciding.decide(substitute)
            deciding.propose(amount=Decimal(7_200), reader_id=deciding.reader.id, base_version=1)
            assert queries.proposal_of(deciding.case_id).mandate.staff.id == deciding.holder.id


def test_the_database_refuses_what_contradicts(deciding):
    with deciding.inside():
        with pytest.raises(IntegrityError, match="contradicts"):
            raw_mandate(deciding, up_to=60_000)
        raw_mandate(deciding, up_to=50_000)


def test_who_stands_in_is_proposed_and_decides_on_those_days(deciding, substitute):
    with deciding.inside():
        row = Mandate.objects.get(pk=stand_in(deciding, deciding.holder, substitute))
        assert (row.reach, row.law, row.up_to) == ("exception", "", Decimal(50_000))
        deciding.ready()
        deciding.propose(amount=Decimal(7_200), reader_id=deciding.reader.id)
        proposal = queries.proposal_of(deciding.case_id)
        assert proposal.mandate.staff.id == substitute.id
        assert proposal.mandate.holder.id == deciding.holder.id
        deciding.read(deciding.reader)
        with pytest.raises(NotVisible):
            deciding.decide(deciding.holder)
        decision = Decision.objects.get(pk=deciding.decide(substitute))
        assert decision.decided_by_id == substitute.id and decision.mandate_id == row.pk


def test_before_and_after_those_days_the_holder_decides(deciding, substitute):
    with deciding.inside():
        stand_in(
            deciding,
            deciding.holder,
            substitute,
            from_on=clock.today() + WEEK,
            until_on=clock.today() + 2 * WEEK,
        )
        deciding.ready()
        deciding.propose(amount=Decimal(7_200), reader_id=deciding.reader.id)
        assert queries.proposal_of(deciding.case_id).mandate.staff.id == deciding.holder.id


def test_a_mandate_that_ends_takes_who_stands_in_along(deciding, substitute):
    today = clock.today()
    house = actors.system(deciding.standing.municipality.pk)
    with deciding.inside():
        raw = stand_in(deciding, deciding.holder, substitute, until_on=today + 2 * WEEK)
        deciding.ready()
        proposal = Proposal.objects.get(
            pk=deciding.propose(amount=Decimal(7_200), reader_id=deciding.reader.id)
        )
        deciding.read(deciding.reader)
        actions.end_mandate(actor=house, mandate_id=of(deciding.holder).pk, until_on=today)
        with pytest.raises(IntegrityError, match="outside the mandate"), transaction.atomic():
            _row(deciding, proposal, decided_on=today + dt.timedelta(days=1)).save()
        (held,) = [item for item in queries.held_mandates() if item.id == raw]
        assert held.until_on == today


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"until_on": dt.date(2020, 1, 1)}, "until_on"),
        ({"from_on": dt.date(2020, 1, 1)}, "from_on"),
        ({"until_on": dt.date(2090, 1, 1)}, "until_on"),
        ({"basis": " "}, "basis"),
        ({"source": "x" * 301}, "source"),
    ],
)
def test_a_substitute_for_days_or_words_that_cannot_be(deciding, substitute, changes, field):
    with deciding.inside():
        with pytest.raises(Invalid) as refused:
            stand_in(deciding, deciding.holder, substitute, **changes)
        assert refused.value.field == field


def test_nobody_stands_in_for_themselves_or_for_who_stands_in_or_twice(deciding, substitute, administrator):
    given = {"actor": administrator}
    with deciding.inside():
        with pytest.raises(Invalid) as refused:
            stand_in(deciding, deciding.holder, deciding.holder, **given)
        assert refused.value.field == "staff"
        with pytest.raises(NotAllowed):
            stand_in(deciding, deciding.holder, administrator, **given)
        with pytest.raises(NotAllowed):
            stand_in(deciding, deciding.holder, substitute, actor=deciding.college)
        number = stand_in(deciding, deciding.holder, substitute, **given)
        with pytest.raises(Invalid) as refused:
            stand_in(deciding, deciding.holder, substitute, **given)
        assert refused.value.field == "staff"
        with pytest.raises(Invalid):
            stand_in(deciding, deciding.holder, deciding.college, mandate_id=number, **given)
        with pytest.raises(NotVisible):
            stand_in(deciding, deciding.holder, deciding.standing.outsider, **given)
        with pytest.raises(NotVisible):
            stand_in(deciding, deciding.holder, substitute, mandate_id=999_999, **given)


@pytest.mark.parametrize(
    "changes",
    [
        {"up_to": 50_001},
        {"reach": "college"},
        {"law": "wmo"},
        {"from_on": dt.date(2020, 1, 1)},
        {"staff_id": "holder"},
        {"until_on": None},
    ],
)
def test_the_database_holds_who_stands_in_to_the_mandate(deciding, substitute, changes):
    with deciding.inside():
        row = {"staff_id": substitute.id, "stands_in_for_id": of(deciding.holder).pk} | changes
        if row["staff_id"] == "holder":
            row["staff_id"] = deciding.holder.id
        with pytest.raises(IntegrityError, match=r"stands in holds|stand_in_ends"):
            raw_mandate(deciding, **row)


def test_the_writer_never_decides_through_a_substitute(deciding, substitute):
    """Neither who stands in, nor who they stand in for, wrote what is decided."""
    with deciding.inside():
        for holder, stands in ((deciding.holder, deciding.worker), (deciding.worker, deciding.college)):
            stand_in(deciding, holder, stands)
        deciding.ready()
        proposal = Proposal.objects.get(pk=deciding.propose(amount=Decimal(7_200)))
        assert proposal.mandate.staff_id == deciding.holder.id
        deciding.read(deciding.reader)
        through = Mandate.objects.get(staff_id=deciding.worker.id, stands_in_for__isnull=False)
        with pytest.raises(IntegrityError, match="wrote or read along"), transaction.atomic():
            _row(deciding, proposal, decided_by_id=deciding.worker.id, mandate_id=through.pk).save()
        with pytest.raises(Invalid) as refused:
            deciding.propose(amount=Decimal(7_200), mandate_id=through.pk, base_version=proposal.version)
        assert refused.value.field == "mandate"
        deciding.propose(amount=Decimal(900), base_version=proposal.version)
        proposal.refresh_from_db()
        other = Mandate.objects.get(staff_id=deciding.college.id, stands_in_for__isnull=False)
        with pytest.raises(IntegrityError, match="wrote or read along"), transaction.atomic():
            _row(deciding, proposal, decided_by_id=deciding.college.id, mandate_id=other.pk).save()


def test_the_reader_never_decides_through_a_substitute(deciding, substitute):
    with deciding.inside():
        deciding.mandate(deciding.reader, "exception", 40_000)
        stand_in(deciding, deciding.reader, substitute)
        deciding.ready()
        number = deciding.propose(amount=Decimal(7_200), reader_id=deciding.reader.id)
        proposal = Proposal.objects.get(pk=number)
        assert proposal.mandate.staff_id == deciding.holder.id
        deciding.read(deciding.reader)
        through = Mandate.objects.get(staff_id=substitute.id)
        with pytest.raises(IntegrityError, match="wrote or read along"), transaction.atomic():
            _row(deciding, proposal, decided_by_id=substitute.id, mandate_id=through.pk).save()


@pytest.mark.parametrize(
    "way", ["the reader stands in for the writer", "the writer stands in for the reader"]
)
def test_a_reader_who_is_the_writer_through_a_substitute_is_refused(deciding, substitute, way):
    with deciding.inside():
        if way.startswith("the reader"):
            stand_in(deciding, deciding.worker, substitute)
        else:
            deciding.mandate(substitute, "exception", 500)
            stand_in(deciding, substitute, deciding.worker)
        deciding.ready()
        with pytest.raises(Invalid) as refused:
            deciding.propose(amount=Decimal(7_200), reader_id=substitute.id)
        assert refused.value.field == "reader"
        proposal = Proposal.objects.get(pk=deciding.propose(amount=Decimal(7_200)))
        assert proposal.reader_id == deciding.reader.id
        with pytest.raises(IntegrityError, match="through a substitute"), transaction.atomic():
            proposal.readings.create(
                case_id=deciding.case_id,
                proposal_version=proposal.version,
                reader_id=substitute.id,
                role="second_reader",
                verdict="agree",
            )


def test_who_was_stood_in_for_does_not_read_an_urgent_decision_along_afterwards(deciding, substitute):
    with deciding.inside():
        stand_in(deciding, deciding.holder, substitute)
        people.grant_role(
            actor=actors.system(deciding.standing.municipality.pk),
            staff=deciding.holder.id,
            role=actors.SECOND_READER,
        )
        deciding.ready()
        number = deciding.propose(
            amount=Decimal(7_200), urgent_because="Morgen uit huis.", reader_id=deciding.reader.id
        )
        deciding.decide(substitute)
        proposal = Proposal.objects.get(pk=number)
        with pytest.raises(IntegrityError, match="through a substitute"), transaction.atomic():
            proposal.readings.create(
                case_id=deciding.case_id,
                proposal_version=proposal.version,
                reader_id=deciding.holder.id,
                role="second_reader",
                verdict="agree",
            )


def test_a_mandate_does_not_end_before_what_was_decided_under_it(deciding, substitute):
    today = clock.today()
    with deciding.inside():
        row = of(deciding.holder)
        Mandate.objects.filter(pk=row.pk).delete()
        deciding.mandate(deciding.holder, "exception", 50_000, from_on=today - WEEK)
        stand_in(deciding, deciding.holder, substitute, from_on=today - WEEK)
        deciding.ready()
        deciding.propose(amount=Decimal(7_200), reader_id=deciding.reader.id)
        deciding.read(deciding.reader)
        decision = Decision.objects.get(pk=deciding.decide(substitute))
        house = actors.system(deciding.standing.municipality.pk)
        for number in (decision.mandate_id, of(deciding.holder).pk):
            with pytest.raises(Invalid) as refused:
                actions.end_mandate(actor=house, mandate_id=number, until_on=today - dt.timedelta(days=1))
            assert refused.value.field == "until_on"
            actions.end_mandate(actor=house, mandate_id=number, until_on=today)
        again = Decision.objects.get(pk=decision.pk)
        assert (again.mandate_id, again.decided_by_id) == (decision.mandate_id, substitute.id)


def test_another_municipality_neither_sees_nor_stands_in(deciding):
    other = deciding.standing.other
    with deciding.inside():
        number = of(deciding.holder).pk
    with deciding.standing.inside(other):
        assert queries.mandates() == []
        with pytest.raises(NotVisible):
            actions.let_stand_in(
                actor=actors.system(other.pk),
                mandate_id=number,
                staff_id=deciding.standing.outsider.id,
                from_on=clock.today(),
                until_on=clock.today(),
                basis="x",
            )
        with pytest.raises(IntegrityError):
            raw_mandate(
                deciding,
                municipality_id=other.pk,
                staff_id=deciding.standing.outsider.id,
                stands_in_for_id=number,
            )
