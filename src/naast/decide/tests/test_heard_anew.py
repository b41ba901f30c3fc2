"""What the resident said before one decision carries no other; what was typed for one prefills no other."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from naast.decide import actions, queries
from naast.decide.actions.proposing import draft_key
from naast.decide.models import Decision
from naast.decide.types import ProposedTerms
from naast.kernel import drafts
from naast.kernel.errors import Invalid


def test_each_no_has_a_hearing_of_its_own(deciding):
    with deciding.inside():
        deciding.ready()
        first = deciding.hear()
        deciding.propose("no")
        deciding.read(deciding.reader)
        deciding.decide(deciding.worker)
        deciding.propose("no")
        deciding.read(deciding.reader)
        with pytest.raises(Invalid):
            deciding.decide(deciding.worker)
        second = deciding.hear()
        decision = Decision.objects.get(pk=deciding.decide(deciding.worker))
        assert (first, second) == tuple(Decision.objects.order_by("id").values_list("hearing_id", flat=True))
        assert all(hearing.was_used for hearing in queries.hearings_of(deciding.case_id))
        columns = [
            field.column
            for field in Decision._meta.local_fields
            if field.column not in ("id", "hearing_id", "proposal_id")
        ]
        deciding.propose("no")
        deciding.read(deciding.reader)
        proposal = queries.proposal_of(deciding.case_id)
        with (
            pytest.raises(IntegrityError, match="about an earlier decision"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(
                f"INSERT INTO decide_decision (hearing_id, proposal_id, {', '.join(columns)})"
                f" SELECT hearing_id, %s, {', '.join(columns)} FROM decide_decision WHERE id = %s",
                [proposal.id, decision.pk],
            )


def test_the_reason_of_one_short_decision_does_not_stand_in_the_next(deciding):
    with deciding.inside():
        deciding.mandate(deciding.worker, "routine", 1_000)
        key = draft_key(deciding.case_id, "routine")
        drafts.keep(
            actor=deciding.worker, object_key=key, field="reason", text="Omdat het past.", base_version=0
        )
        actions.decide_routinely(
            **deciding.given,
            request="Een fiets.",
            terms=ProposedTerms("yes", reason="Omdat het past.", title_row=deciding.title()),
            decided_before=0,
        )
        assert drafts.of(actor=deciding.worker, object_key=key) == {}


def test_the_page_and_the_report_say_why_it_could_not_wait(deciding):
    why = "Over twee dagen staat zij op straat."
    with deciding.inside():
        deciding.ready()
        deciding.propose(amount=Decimal(7_200), urgent_because=why)
        deciding.decide(deciding.holder)
    page = deciding.standing.client(deciding.worker).get(f"/casus/{deciding.case_id}/besluit/")
    assert why in page.content.decode()
