"""A decision is held to the weighing it rests on: by the action, by the page, and by the database itself."""

from __future__ import annotations

import copy
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from naast.decide import actions
from naast.decide.actions.deciding import COPIED
from naast.decide.dossier import dossier_of, frozen
from naast.decide.models import Decision, Proposal
from naast.decide.types import ProposedTerms
from naast.kernel.errors import Invalid
from naast.people import queries as people
from naast.weigh import actions as weigh
from naast.weigh.models import LegalRow, Weighing
from naast.weigh.tests.answering import answer_question


def kept_now(deciding):
    return frozen(dossier_of(people.case_for(deciding.worker, deciding.case_id)))


def put(deciding, kept, **changes: object) -> None:
    """Past the actions: the open proposal becomes a decision that keeps this of its weighing."""
    proposal = Proposal.objects.get(state="open")
    taken = {name: getattr(proposal, name) for name in COPIED} | changes
    Proposal.objects.filter(pk=proposal.pk).update(**changes)
    decider = proposal.mandate.staff_id
    given = {"case_id": deciding.case_id, "proposal": proposal, "decided_by_id": decider}
    Decision(**taken, **given, plan_version_id=1, frozen=kept).save()


def refused(deciding, kept, name: str = "decide_decision_outgrown", **changes: object) -> None:
    with pytest.raises(IntegrityError) as found, transaction.atomic():
        put(deciding, kept, **changes)
    assert found.value.__cause__.diag.constraint_name == name


def routine(deciding, **more: object):
    terms = ProposedTerms("yes", reason="Lopen lukt niet meer.", title_row=deciding.title(), **more)
    return actions.decide_routinely(
        **deciding.given, request="Een huis voor zes maanden.", terms=terms, decided_before=0
    )


def test_the_database_refuses_what_its_weighing_outgrew(deciding):
    with deciding.inside():
        deciding.ready()
        deciding.propose(amount=Decimal(900))
        kept = kept_now(deciding)
        for change in (
            lambda said: said.update(weighing=None),
            lambda said: said["weighing"].update(weighing=None),
            lambda said: said["weighing"]["weighing"].update(version=1),
            lambda said: said["weighing"].update(result="outside_statute"),
            lambda said: said["weighing"].update(result="no_room"),
            lambda said: [route.update(applies="false") for route in said["weighing"]["routes"]],
        ):
            other = copy.deepcopy(kept)
            change(other)
            refused(deciding, other)
        refused(deciding, kept, is_exception=False, clause="")
        refused(deciding, kept, reach="routine")
        put(deciding, kept)
        assert Decision.objects.get().frozen == kept


def test_who_writes_in_the_weighing_after_it_was_kept_makes_it_refused(deciding):
    with deciding.inside():
        deciding.ready()
        deciding.propose(amount=Decimal(900))
        kept = kept_now(deciding)
        answer_question(**deciding.given, fact="row_38", answer="no")
        refused(deciding, kept)
        refused(deciding, kept_now(deciding))
        with pytest.raises(Invalid):
            deciding.decide(deciding.worker)


def test_outside_the_statute_the_college_decides_and_a_lawyer_reads(deciding):
    with deciding.inside():
        deciding.ready("Wet op het onbekende", "12")
        deciding.propose(title_row=deciding.title())
        kept = kept_now(deciding)
        assert kept["weighing"]["result"] == "outside_statute"
        deciding.read(deciding.lawyer)
        refused(deciding, kept, reach="exception")
        refused(deciding, kept, reader_role="second_reader")
        deciding.decide(deciding.college)
        assert Decision.objects.get().reach == "college"


def test_the_exception_of_the_weighing_is_not_decided_in_short(deciding):
    with deciding.inside():
        deciding.ready()
        with pytest.raises(Invalid, match="afweging") as found:
            routine(deciding)
        assert found.value.field == "title_row"
        assert not Proposal.objects.exists()
        other = LegalRow.objects.filter(law="Wmo 2015").exclude(key="38").exclude(kind="none").first()
        terms = ProposedTerms("yes", reason="Lopen lukt niet meer.", title_row=str(other.pk))
        made = actions.decide_routinely(
            **deciding.given, request="Een taxipas.", terms=terms, decided_before=0
        )
        assert Decision.objects.get(pk=made.decision_id).is_routine


def test_another_edition_of_that_clause_is_that_clause(deciding):
    with deciding.inside():
        deciding.ready()
        row = LegalRow.objects.get(pk=Weighing.objects.get().chosen_id)
        newer = weigh.check_row(actor=deciding.lawyer, row_id=row.pk)
        assert newer.pk != row.pk and deciding.title() == str(newer.pk)
        with pytest.raises(Invalid, match="afweging"):
            routine(deciding)


def test_what_began_in_short_is_proposed_from_the_weighing_once_it_is_weighed(deciding):
    with deciding.inside():
        routine(deciding, amount=Decimal(7_200))
        deciding.read(deciding.reader)
        deciding.plan()
        deciding.weigh()
        with pytest.raises(Invalid, match="vanuit de afweging"):
            deciding.decide(deciding.holder)
        refused(deciding, {}, "decide_decision_exception_weighed")
    page = deciding.standing.client(deciding.worker).get(f"/casus/{deciding.case_id}/besluit/")
    assert "vanuit de afweging" in page.content.decode()


def test_the_page_of_the_short_way_does_not_offer_it_and_says_why(deciding):
    with deciding.inside():
        deciding.ready()
        title = deciding.title()
    client = deciding.standing.client(deciding.worker)
    path = f"/casus/{deciding.case_id}/kort/"
    assert f'value="{title}"' not in client.get(path).content.decode()
    typed = {"request": "Een taxipas", "reason": "Lopen lukt niet.", "outcome": "yes", "title_row": title}
    page = client.post(path, typed | {"decided_before": "0"})
    text = page.content.decode()
    assert page.status_code == 422 and "Lopen lukt niet." in text and "Een taxipas" in text
    assert "vanuit de afweging" in str(page.context["form"].errors["title_row"])
