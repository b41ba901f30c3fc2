"""Who is in the circle only to read along or to decide does not write, whatever other roles they hold."""

from __future__ import annotations

from decimal import Decimal

import pytest

from naast.decide import actions, queries
from naast.decide.types import ProposedTerms
from naast.kernel.errors import NotAllowed
from naast.people import actions as people
from naast.plan import actions as plan
from naast.weigh import actions as weigh


@pytest.fixture
def reading_colleague(standing):
    """A professional who also reads along; in this case only that."""
    reader = standing.add_staff("Leo Lezer", "professional", "second_reader")
    with standing.inside():
        people.let_in(
            actor=standing.worker,
            case_id=standing.case_id,
            staff_id=reader.id,
            role="second_reader",
            purpose="leest mee",
        )
    return reader


def test_who_only_reads_along_writes_no_plan_weighing_or_proposal(standing, reading_colleague):
    case_id = standing.case_id
    with standing.inside():
        with pytest.raises(NotAllowed):
            plan.write_perspective(actor=reading_colleague, case_id=case_id, perspective="Van een ander.")
        with pytest.raises(NotAllowed):
            weigh.write_effect(
                actor=reading_colleague, case_id=case_id, effect="Van een ander.", base_version=0
            )
        with pytest.raises(NotAllowed):
            actions.hear(actor=reading_colleague, case_id=case_id, why_not="Niet nodig.")
        with pytest.raises(NotAllowed):
            actions.propose(actor=reading_colleague, case_id=case_id, terms=ProposedTerms(outcome="yes"))


def test_who_stands_beside_the_resident_writes(standing):
    with standing.inside():
        plan.write_perspective(
            actor=standing.worker, case_id=standing.case_id, perspective="In eigen woorden."
        )
        weigh.write_effect(
            actor=standing.worker, case_id=standing.case_id, effect="Rust in huis.", base_version=0
        )


def test_who_wrote_an_earlier_version_does_not_read_along(deciding):
    """The row names its last writer only; somebody else saving it again makes nobody impartial."""
    first = deciding.standing.add_staff("Anna Allebei", "professional", "second_reader")
    with deciding.inside():
        people.let_in(
            actor=deciding.worker,
            case_id=deciding.case_id,
            staff_id=first.id,
            role="professional",
            purpose="staat naast Rosa",
        )
        deciding.ready()
        deciding.propose(amount=Decimal(7_200), actor=first)
        version = queries.proposal_of(deciding.case_id).version
        deciding.propose(amount=Decimal(7_300), reader_id=first.id, base_version=version)
        assert queries.proposal_of(deciding.case_id).reader.id == first.id
        with pytest.raises(NotAllowed):
            deciding.read(first)
