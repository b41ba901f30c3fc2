from __future__ import annotations

from dataclasses import dataclass, replace

from django.db import transaction
from django.utils.translation import gettext as _

from naast.decide.actions.basing import Rests, keep_basis
from naast.decide.actions.deciding import decide
from naast.decide.actions.leaving import send_letter
from naast.decide.actions.proposing import case_beside, draft_key, write
from naast.decide.dossier import dossier_of, goes_by_weighing, title_named
from naast.decide.models import Decision, Proposal
from naast.decide.models.decisions import REFUSING
from naast.decide.refusals import refusal
from naast.decide.types import ProposedTerms
from naast.kernel import drafts
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, Stale
from naast.listen import actions as listen
from naast.listen import queries as listen_queries


@dataclass(frozen=True, slots=True)
class Routine:
    """What came of the short way: a decision with its letter, or a proposal that waits for somebody."""

    proposal_id: int
    decision_id: int | None = None
    letter_id: int | None = None


@transaction.atomic
def decide_routinely(
    *, actor: Actor, case_id: int, request: str, terms: ProposedTerms, decided_before: int, because: str = ""
) -> Routine:
    """The short way: request, one reason, decision and letter in one go.

    `terms.reason` is the one reason; for a "no" or "partly" it says why not. What the writer's own mandate
    does not hold, or what asks for a hearing or a second reader, becomes a proposal like any other.
    `decided_before` is how many decisions the case had when the page was opened: a form that is sent twice
    decides once (Stale). `because`: nobody asked for it, and why the house begins. Raises Invalid for the
    clause that is weighed in this case: an exception is proposed from its weighing.
    """
    case = case_beside(actor, case_id)
    if not request.strip():
        raise Invalid(_("Write down what is asked."), "request")
    if not terms.reason.strip():
        raise Invalid(_("Write down one reason."), "reason")
    if not terms.title_row:
        raise Invalid(_("Choose the legal title on which this rests."), "title_row")
    if Proposal.objects.filter(case_id=case.id, state=Proposal.OPEN).exists():
        raise Invalid(_("There is a proposal already. Go on with that one, or take it back first."))
    asked = listen.say_request(actor=actor, case_id=case.id, request=request, wish=_wish(case.id))
    dossier = dossier_of(case)
    if goes_by_weighing(dossier, terms.title_row):
        raise refusal("decide_decision_exception_weighed")
    if terms.outcome in REFUSING:
        terms = replace(terms, refused_because=terms.reason, reason="")
    proposal_id = write(
        actor,
        case,
        replace(terms, granted=terms.granted.strip() or asked.request),
        {"title_text": title_named(dossier, terms.title_row), "is_routine": True},
        is_exception=False,
        result="",
    )
    if because.strip():
        keep_basis(case, Proposal.objects.get(pk=proposal_id), Rests(None, because))
    if Decision.objects.filter(case_id=case.id).count() != decided_before:
        raise Stale(_("This was sent already: the decision stands below."))
    drafts.drop(actor=actor, object_key=draft_key(case.id, "routine"))
    proposal = Proposal.objects.select_related("mandate").get(pk=proposal_id)
    own = proposal.mandate is not None and proposal.mandate.staff_id == actor.id
    if proposal.reader_role or not own:
        return Routine(proposal_id)
    decision_id = decide(actor=actor, case_id=case.id, base_version=proposal.version)
    return Routine(proposal_id, decision_id, _letter(actor, case.id, decision_id))


def _letter(actor: Actor, case_id: int, decision_id: int) -> int | None:
    """The letter; None while something is missing in it: the decision stands, and the letter waits."""
    try:
        return send_letter(actor=actor, case_id=case_id, decision_id=decision_id)
    except Invalid:
        return None


def _wish(case_id: int) -> str:
    from_before = listen_queries.request_and_wish(case_id)
    return from_before.wish if from_before else ""
