"""Who comes in, goes out and is told around a penalty for lateness: nothing waits for nobody."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from naast.decide import actions, fund_queries, queries
from naast.decide.types import Waiting
from naast.kernel import actors, clock
from naast.kernel.errors import Invalid
from naast.people import queries as people
from naast.people.models import Staff

from .clocking import clock_of
from .test_determining import OWED, determined, grant, late, owed_entry

__all__ = ["late"]


def lines(staff, kind) -> list[Waiting]:
    return [line for line in queries.waiting_for(staff) if line.kind == kind]


def leaves(staff) -> None:
    Staff.objects.filter(pk=staff.id).update(ends_on=clock.today().replace(year=2020))


def test_who_was_asked_goes_out_also_when_somebody_else_determines_it(deciding, late):
    _administrator, _came, number = late
    with deciding.inside():
        actions.ask_to_determine(**deciding.given, notice_id=number, staff_id=deciding.holder.id)
        inside = {place.face.id for place in people.circle_of(deciding.case_id)}
        assert deciding.holder.id in inside
        determined(deciding, number)
        inside = {place.face.id for place in people.circle_of(deciding.case_id)}
        assert deciding.holder.id not in inside and deciding.worker.id in inside


def test_who_pays_reads_a_number_and_looked_at_nobody(deciding, late):
    _administrator, _came, number = late
    with deciding.inside():
        determined(deciding, number)
        (line,) = lines(deciding.owner, "pay_penalty")
        assert not line.names_resident and "Rosa" not in line.title


def test_when_who_pays_is_gone_the_administrator_hears_it_and_names_another(deciding, late):
    administrator, _came, number = late
    other = deciding.standing.add_staff("Oona Opvolger", actors.FUND_OWNER)
    with deciding.inside():
        determined(deciding, number)
        assert not lines(administrator, "name_payer")
        leaves(deciding.owner)
        (line,) = lines(administrator, "name_payer")
        assert line.url == reverse("decide:penalty_amounts")
        assert not line.names_resident and "Rosa" not in line.title
        actions.name_penalty_payer(actor=administrator, staff_id=other.id)
        assert not lines(administrator, "name_payer") and lines(other, "pay_penalty")
        actions.spend(actor=other, reservation_id=owed_entry().pk, amount=OWED, left=OWED)
        assert not lines(other, "pay_penalty")


def test_nothing_is_determined_while_who_pays_is_gone(deciding, late):
    _administrator, came, number = late
    with deciding.inside():
        leaves(deciding.owner)
        with pytest.raises(Invalid, match="beheerder"):
            determined(deciding, number)
        (notice,) = clock_of(deciding, came).notices
        assert notice.determined_on is None


def test_who_determined_what_is_unpaid_is_not_named_to_pay_it(deciding, late):
    administrator, _came, number = late
    both = deciding.standing.add_staff("Fay Fonds", actors.FUND_OWNER, actors.MANDATE_HOLDER)
    with deciding.inside():
        grant(administrator, both, 500)
        actions.ask_to_determine(**deciding.given, notice_id=number, staff_id=both.id)
        determined(deciding, number, both)
        with pytest.raises(Invalid) as refused:
            actions.name_penalty_payer(actor=administrator, staff_id=both.id)
        assert refused.value.field == "staff"
        half = Decimal(40)
        actions.spend(actor=deciding.owner, reservation_id=owed_entry().pk, amount=half, left=OWED)
        with pytest.raises(Invalid):
            actions.name_penalty_payer(actor=administrator, staff_id=both.id)
        rest = OWED - half
        actions.spend(actor=deciding.owner, reservation_id=owed_entry().pk, amount=rest, left=rest)
        actions.name_penalty_payer(actor=administrator, staff_id=both.id)


def test_the_bookings_of_a_penalty_are_no_file_of_the_budget(deciding, late):
    with deciding.inside():
        budget = deciding.fund(500)
        account = fund_queries.penalty_account()
    client = deciding.standing.client(deciding.owner)
    for fund_id, name in ((account.id, "dwangsom-"), (budget, "maatwerkbudget-")):
        answer = client.get(reverse("decide:export_fund", args=[fund_id]))
        assert answer.status_code == 200 and name in answer["Content-Disposition"]
