"""A new decision in the place of an earlier one: why, from when, and never in silence to somebody's harm."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import translation

from naast.decide import actions, letters, objection_queries, queries, wording
from naast.decide.actions.papers import letter_facts
from naast.decide.ledger import Wanted, ledger_of
from naast.decide.models import Basis, Decision, Revision
from naast.kernel import clock
from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.people import actions as people_actions
from naast.people import queries as people

from .conftest import Deciding

WHY = "De huur is hoger dan in het contract stond."


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """The refusals are looked for in the words of the code."""
    with translation.override("en"):
        yield


@pytest.fixture
def decided(deciding: Deciding) -> tuple[Deciding, int]:
    with deciding.inside():
        deciding.fund(5_000)
        deciding.ready()
        deciding.propose("yes", amount=Decimal(900), fund_id=queries.funds()[0].id)
        return deciding, deciding.decide(deciding.worker)


def begin(deciding: Deciding, decision_id: int, **more: Any) -> int:
    given: dict[str, Any] = {"why": "new_facts", "words": WHY}
    return actions.begin_revision(**deciding.given, decision_id=decision_id, **(given | more))


def test_the_new_decision_names_the_one_it_replaces_and_that_one_stays(decided):
    deciding, first = decided
    with deciding.inside():
        before = Decision.objects.filter(pk=first).values().get()
        assert begin(deciding, first) == begin(deciding, first)
        deciding.propose("yes", amount=Decimal(950), fund_id=queries.funds()[0].id)
        second = deciding.decide(deciding.worker)
        assert Decision.objects.filter(pk=first).values().get() == before
        revision = objection_queries.revisions_of(deciding.case_id)[0]
        assert (revision.replaces_id, revision.decision_id) == (first, second)
        assert revision.words == WHY and not revision.ends_it and not revision.is_open
        facts = letter_facts(
            people.case_for(deciding.worker, deciding.case_id), second, sent_on=clock.today()
        )
        told = " ".join(letters.compose(facts, letters.words()).own[0].paragraphs)
        assert "komt in de plaats van" in told and WHY in told and "Dit geldt vanaf" not in told
        house = wording.house("yes")
        bare = dataclasses.replace(
            house,
            blocks=tuple(
                dataclasses.replace(one, text="Ons antwoord is ja.") if one.key == "decision" else one
                for one in house.blocks
            ),
        )
        for own in (
            letters.compose(facts, letters.words(), wording=bare).own[0].paragraphs,
            letters.editable(facts, letters.words(), bare)["decision"].split("\n\n"),
        ):
            assert "komt in de plaats van" in own[0] and own[-1] == "Ons antwoord is ja."
        first_facts = letter_facts(
            people.case_for(deciding.worker, deciding.case_id), first, sent_on=clock.today()
        )
        told_first = letters.compose(first_facts, letters.words()).own[0].paragraphs
        assert "opnieuw" not in " ".join(told_first)
        with pytest.raises(Invalid, match="replaced already"):
            begin(deciding, first)
        begin(deciding, second, why="mistake")


def test_it_rests_on_what_the_earlier_one_rested_on_and_leaves_another_clock_alone(decided):
    """A new decision in the place of an old one answers nothing that came in since."""
    deciding, first = decided
    with deciding.inside():
        (asked,) = people.intakes_of(deciding.case_id)
        since = people_actions.come_in(
            actor=deciding.worker, case_id=deciding.case_id, law="awb", kind="application"
        )
        begin(deciding, first)
        deciding.propose("yes", amount=Decimal(950), fund_id=queries.funds()[0].id)
        second = deciding.decide(deciding.worker)
        actions.send_letter(**deciding.given, decision_id=second)
        clocks = {item.intake.id: item for item in queries.clocks_of(deciding.case_id)}
        assert clocks[since].is_open and clocks[since].decided_on is None
        # The first letter never left: that of the new decision told what was decided.
        assert clocks[asked.id].sent_on == clock.today() and not clocks[asked.id].is_open
        deciding.propose("yes", amount=Decimal(100))
        assert Basis.objects.order_by("-id").first().intake_id == since


def test_the_money_of_the_fund_follows(decided):
    deciding, first = decided
    with deciding.inside():
        fund = queries.funds()[0]
        reservation = next(line for line in ledger_of(fund.id, Wanted()).lines if line.kind == "reserve")
        actions.spend(
            actor=deciding.owner, reservation_id=reservation.id, amount=Decimal(300), left=Decimal(900)
        )
        begin(deciding, first)
        deciding.propose("yes", amount=Decimal(1_000), fund_id=fund.id)
        deciding.decide(deciding.worker)
        now = queries.funds()[0]
        assert (now.reserved, now.spent, now.free) == (Decimal(700), Decimal(300), Decimal(4_000))


def test_ending_it_gives_back_what_was_set_aside_unless_help_goes_on_for_a_while(decided):
    deciding, first = decided
    with deciding.inside():
        later = clock.today() + dt.timedelta(days=30)
        begin(deciding, first, why="asked", works_from=later)
        deciding.propose("no", refused_because="Rosa heeft het zelf opgelost en vraagt om te stoppen.")
        deciding.hear()
        deciding.read(deciding.reader)
        deciding.decide(deciding.worker)
        assert queries.funds()[0].reserved == Decimal(900)
        assert objection_queries.revisions_of(deciding.case_id)[0].ends_it


def test_what_gives_less_is_no_yes(decided):
    deciding, first = decided
    with deciding.inside():
        begin(deciding, first)
        with pytest.raises(Invalid, match="gives less") as refused:
            deciding.propose("yes", amount=Decimal(500))
        assert refused.value.field == "outcome"


def test_back_to_somebodys_harm_only_with_a_reason_and_a_resident_who_was_heard(decided):
    deciding, first = decided
    yesterday = clock.today() - dt.timedelta(days=1)
    with deciding.inside():
        with pytest.raises(Invalid, match="reaches back") as refused:
            begin(deciding, first, works_from=yesterday)
        assert refused.value.field == "back_because"
        begin(deciding, first, works_from=yesterday, back_because="Het geld is twee keer betaald.")
        deciding.propose("partly", amount=Decimal(500))
        actions.hear(**deciding.given, why_not="Rosa was niet te bereiken.")
        deciding.read(deciding.reader)
        with pytest.raises(Invalid, match="was heard"):
            deciding.decide(deciding.worker)
        deciding.hear()
        deciding.decide(deciding.worker)
        assert objection_queries.revisions_of(deciding.case_id)[0].works_from == yesterday


def test_one_at_a_time_and_stopping_leaves_the_decision_as_it_is(decided):
    deciding, first = decided
    with deciding.inside():
        begin(deciding, first)
        with pytest.raises(Invalid, match="Another"):
            begin(deciding, first, why="mistake")
        actions.stop_revision(**deciding.given)
        assert objection_queries.open_revision(deciding.case_id) is None
        deciding.propose("yes", amount=Decimal(100))
        with pytest.raises(Invalid, match="proposal already"):
            begin(deciding, first)
        deciding.decide(deciding.worker)
        assert not objection_queries.revisions_of(deciding.case_id)


def test_bad_input_names_the_field(decided):
    deciding, first = decided
    with deciding.inside():
        for more, field in (
            ({"why": "because"}, "why"),
            ({"words": " "}, "words"),
            ({"words": "x" * 3_001}, "words"),
            ({"why": "objection"}, "why"),
        ):
            with pytest.raises(Invalid) as refused:
                begin(deciding, first, **more)
            assert refused.value.field == field


def test_only_who_stands_beside_and_only_of_this_case(decided):
    deciding, first = decided
    with deciding.inside():
        begun = {"decision_id": first, "why": "mistake", "words": WHY}
        for stranger in deciding.standing.strangers:
            with pytest.raises(NotVisible):
                actions.begin_revision(actor=stranger, case_id=deciding.case_id, **begun)
        with pytest.raises(NotAllowed):
            actions.begin_revision(actor=deciding.standing.resident, case_id=deciding.case_id, **begun)
        with pytest.raises(NotVisible):
            begin(deciding, first + 1_000)


def test_the_database_holds_it_too(decided):
    deciding, first = decided
    with deciding.inside(), connection.cursor() as cursor:
        begin(deciding, first)
        deciding.propose("yes", amount=Decimal(950))
        second = deciding.decide(deciding.worker)
        with pytest.raises(IntegrityError, match="stays as it was"), transaction.atomic():
            cursor.execute("UPDATE decide_revision SET words = 'iets anders'")
        row = Revision(
            case_id=deciding.case_id,
            replaces_id=first,
            why="mistake",
            words="x",
            begun_by_id=deciding.worker.id,
        )
        with pytest.raises(IntegrityError, match="replaced already"), transaction.atomic():
            row.save()
        begin(deciding, second)
        deciding.propose("yes", amount=Decimal(960))
        open_row = Revision.objects.get(state="open")
        with pytest.raises(IntegrityError, match="a later decision"), transaction.atomic():
            cursor.execute(
                "UPDATE decide_revision SET state = 'done', decision_id = %s WHERE id = %s",
                [first, open_row.pk],
            )
