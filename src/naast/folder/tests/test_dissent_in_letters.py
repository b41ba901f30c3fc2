"""Who sees a decision otherwise afterwards: read by the resident once the letter left, and by nobody else."""

from __future__ import annotations

from decimal import Decimal

from django.utils.formats import date_format

from naast.decide import actions as decide
from naast.decide.models import Proposal
from naast.decide.tests.conftest import Deciding, deciding  # noqa: F401 - the fixture
from naast.kernel import clock

WORDS = "Met terugwerkende kracht had ook gekund."


def test_the_resident_reads_it_with_the_letter_and_not_before(deciding: Deciding) -> None:  # noqa: F811
    with deciding.inside():
        deciding.ready()
        deciding.propose(amount=Decimal(900))
        number = deciding.decide(deciding.worker)
        proposal = Proposal.objects.get(decision=number)
        decide.dissent(**deciding.given, proposal_id=proposal.pk, words=WORDS)
    path = f"/map/{deciding.case_id}/brieven/"
    folder = deciding.standing.client(deciding.standing.resident)
    before = folder.get(path)
    assert before.status_code == 200 and WORDS not in before.content.decode()
    with deciding.inside():
        decide.send_letter(**deciding.given, decision_id=number)
    after = folder.get(path).content.decode()
    assert WORDS in after and "Wie een besluit anders ziet" in after
    sent = date_format(clock.today(), "j F Y")
    assert f"Dit gaat over het besluit in de brief van {sent}." in after
    for stranger in deciding.standing.strangers:
        assert WORDS not in deciding.standing.client(stranger).get(path).content.decode()
