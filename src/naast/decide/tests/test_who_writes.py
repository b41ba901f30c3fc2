"""Who is in the circle only to read along or to decide does not write, whatever other roles they hold."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import translation

from naast.decide import actions, queries
from naast.decide.models import Proposal
from naast.decide.types import ProposedTerms
from naast.kernel.errors import Invalid, NotAllowed
from naast.people import actions as people
from naast.people.queries import circle_of
from naast.plan import actions as plan
from naast.weigh import actions as weigh


@pytest.fixture
def reading_colleague(standing):
    """A professional who also reads along; in this case only that."""
    return standing.add_reader("professional")


def test_who_only_reads_along_writes_no_plan_weighing_or_proposal(standing, reading_colleague):
    case_id = standing.case_id
    with standing.inside():
        with pytest.raises(NotAllowed):
            plan.write_perspective(actor=reading_colleague, case_id=case_id, perspective="Van een ander.")
        with pytest.raises(NotAllowed):
            weigh.write_down(
                actor=reading_colleague,
                case_id=case_id,
                thinking=weigh.Thinking(effect="Van een ander."),
                base_version=0,
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
        weigh.write_down(
            actor=standing.worker,
            case_id=standing.case_id,
            thinking=weigh.Thinking(effect="Rust in huis."),
            base_version=0,
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
        with pytest.raises(Invalid) as refused:
            deciding.propose(amount=Decimal(7_300), reader_id=first.id, base_version=version)
        assert refused.value.field == "reader"
        deciding.propose(amount=Decimal(7_300), base_version=version)
        assert queries.proposal_of(deciding.case_id).reader.id == deciding.reader.id
        Proposal.objects.update(reader_id=first.id)
        with pytest.raises(NotAllowed):
            deciding.read(first)


@pytest.mark.parametrize("page", ["besluit/horen/", "besluit/voorstel/", "kort/"])
def test_who_only_reads_along_gets_no_form_that_only_refuses(standing, reading_colleague, page):
    assert standing.client(standing.worker).get(f"/casus/{standing.case_id}/{page}").status_code == 200
    assert standing.client(reading_colleague).get(f"/casus/{standing.case_id}/{page}").status_code >= 400


def test_who_read_an_earlier_version_is_not_asked_to_decide(deciding):
    """The database would refuse them at the end: the house asks somebody who can."""
    both = deciding.standing.add_staff("Bob Beide", "second_reader", "mandate_holder")
    with deciding.inside():
        deciding.mandate(both, "exception", 9_000)
        deciding.ready()
        deciding.propose(amount=Decimal(7_200), reader_id=both.id)
        deciding.read(both, "question", "Hoe lang?")
        deciding.propose(amount=Decimal(7_200), reader_id=deciding.reader.id, base_version=1)
        assert queries.proposal_of(deciding.case_id).mandate.staff.id == deciding.holder.id


def test_why_somebody_came_in_is_kept_in_dutch_whatever_the_writer_speaks(deciding):
    with deciding.inside():
        deciding.ready()
        with translation.override("en"):
            deciding.propose(amount=Decimal(7_200))
        purposes = {place.face.id: place.purpose for place in circle_of(deciding.case_id)}
    assert purposes[deciding.reader.id] == "om mee te lezen of te besluiten, tot het besluit er is"
