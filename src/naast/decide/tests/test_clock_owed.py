"""A notice of default, the days that it costs, and what is determined: who may, and what is refused."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from tests.standing import make_resident

from naast.decide import actions
from naast.decide.models import DefaultNotice, PenaltyAmounts
from naast.kernel import actors
from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.people import actions as people_actions

from .clocking import ago, amounts, came, came_in, clock_of, early

__all__ = ["came"]


def test_a_late_decision_after_the_notice_costs_until_it_leaves(deciding):
    standing = deciding.standing
    with deciding.inside():
        came = came_in(deciding, 90)
        number = actions.say_late(
            actor=standing.resident, case_id=deciding.case_id, intake_id=came, words="Ik wacht al zo lang."
        )
        again = actions.say_late(
            actor=standing.resident, case_id=deciding.case_id, intake_id=came, words="Ik wacht al zo lang."
        )
        assert again == number
        DefaultNotice.objects.filter(pk=number).exists()
        (notice,) = clock_of(deciding, came).notices
        assert notice.received_by is None and notice.penalty.days == 0 and not notice.penalty.is_early


def test_what_is_owed_is_counted_and_determined_once(deciding):
    administrator = deciding.standing.add_staff("Ada Beheer", actors.ADMINISTRATOR)
    with deciding.inside():
        came, number = early(deciding, 120)
        (notice,) = clock_of(deciding, came).notices
        assert (notice.penalty.days, notice.penalty.amount) == (42, None)
        given = {**deciding.given, "notice_id": number}
        with pytest.raises(Invalid, match="niet bekend"):
            actions.determine(**given, words="Wij waren te laat.")
        amounts(deciding, administrator)
        actions.name_penalty_payer(actor=administrator, staff_id=deciding.owner.id)
        with pytest.raises(Invalid) as refused:
            actions.determine(**given, words="   ")
        assert refused.value.field == "words"
        actions.determine(**given, words="Wij waren 42 dagen te laat.")
        (notice,) = clock_of(deciding, came).notices
        assert (notice.determined_days, notice.determined_amount) == (42, Decimal("84.00"))
        with pytest.raises(Invalid):
            actions.determine(**given, words="Nog eens.")
        with pytest.raises(IntegrityError, match="determined"), transaction.atomic():
            DefaultNotice.objects.filter(pk=number).update(determined_amount=Decimal(1))
        with pytest.raises(IntegrityError), transaction.atomic():
            DefaultNotice.objects.filter(pk=number).update(received_on=ago(300))


def test_while_days_are_added_nothing_is_determined(deciding):
    with deciding.inside():
        _came, number = early(deciding, 20)
        with pytest.raises(Invalid):
            actions.determine(**deciding.given, notice_id=number, words="Nu al.")
        with pytest.raises(NotVisible):
            actions.determine(**deciding.given, notice_id=number + 999, words="Nu al.")


def test_a_notice_while_the_term_runs_is_received_and_owes_nothing(deciding, came):
    with deciding.inside():
        number = actions.say_late(**deciding.given, intake_id=came, words="Het duurt lang.")
        (notice,) = clock_of(deciding, came).notices
        assert notice.penalty.is_early
        actions.determine(**deciding.given, notice_id=number, words="De termijn liep nog.")
        assert DefaultNotice.objects.get(pk=number).determined_amount == 0


def test_only_the_administrator_keeps_the_amounts(deciding):
    administrator = deciding.standing.add_staff("Ada Beheer", actors.ADMINISTRATOR)
    with deciding.inside():
        for stranger in (deciding.worker, deciding.holder, deciding.standing.resident):
            with pytest.raises(NotAllowed):
                amounts(deciding, stranger)
        row = PenaltyAmounts(
            from_on=ago(1), first=1, second=1, third=1, source="x", made_by_id=deciding.worker.id
        )
        with pytest.raises(IntegrityError, match="administrator"), transaction.atomic():
            row.save()
        assert amounts(deciding, administrator) == amounts(deciding, administrator)
        for more, field in (
            ({"first": Decimal("1.234")}, "first"),
            ({"second": Decimal(-1)}, "second"),
            ({"third": Decimal("1e9")}, "third"),
            ({"source": " "}, "source"),
            ({"source": "x" * 301}, "source"),
        ):
            with pytest.raises(Invalid) as refused:
                amounts(deciding, administrator, **more)
            assert refused.value.field == field


def test_a_participant_and_a_stranger_say_nothing_late_here(deciding, came):
    standing = deciding.standing
    with deciding.inside():
        aunt = people_actions.add_person(actor=deciding.worker, given_name="Tante", family_name="Truus")
        people_actions.let_in(**deciding.given, role="relative", purpose="denkt mee", person_id=aunt.pk)
        relative = make_resident(standing.municipality, aunt.pk)
        for stranger in (standing.colleague, relative):
            with pytest.raises((NotVisible, NotAllowed)):
                actions.say_late(actor=stranger, case_id=deciding.case_id, intake_id=came, words="Te laat.")
        assert not DefaultNotice.objects.exists()
