from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from naast.decide import clock_queries, queries
from naast.decide.actions.basing import keep_basis
from naast.decide.actions.circle import let_readers_out
from naast.decide.actions.funds import reserve
from naast.decide.actions.papers import keep_report
from naast.decide.actions.policy import propose_policy_rule
from naast.decide.actions.proposing import draft_key
from naast.decide.actions.revising import replaced_by
from naast.decide.actions.sampling import draw_reader
from naast.decide.dossier import LETTERS_IN, Dossier, dossier_of, frozen
from naast.decide.models import Decision, Hearing, Proposal
from naast.decide.models.decisions import REFUSING
from naast.decide.outgrown import outgrown
from naast.decide.refusals import MESSAGES, said
from naast.decide.rules import URGENT_READING_DAYS
from naast.decide.signals import decision_made
from naast.decide.todo import advised_against, missing
from naast.decide.types import TERMS, ProposalFacts
from naast.kernel import audit, clock, drafts
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotAllowed, Stale
from naast.kernel.terms import add_working_days
from naast.people import queries as people
from naast.weigh import queries as weigh

DESPITE_LENGTH = 1_000
"""Characters of why an advice is not followed."""

COPIED = (
    *TERMS,
    "title_row",
    "title_text",
    "law",
    "is_exception",
    "is_routine",
    "reader_role",
    "reach",
    "clause",
    "is_urgent",
    "urgent_kind",
    "urgent_because",
    "writer_id",
    "fund_id",
    "mandate_id",
)
"""What a decision takes over from its proposal, unchanged."""


@transaction.atomic
def decide(*, actor: Actor, case_id: int, base_version: int, despite: str = "") -> int:
    """Decide what is proposed, on behalf of the college; gives the id of the decision.

    `despite`: against the advice of the second reader, one sentence why; the outcome stays theirs.

    Freezes the facts, sets the amount aside in the fund, makes the report and tells the later rooms. Raises
    NotAllowed for who does not hold the mandate, Invalid naming what is still missing or when the fund is
    short, Stale when the proposal changed meanwhile.
    """
    case = people.case_for(actor, case_id)
    proposal = (
        Proposal.objects.select_for_update(of=("self",))
        .select_related("mandate")
        .filter(case_id=case.id, state=Proposal.OPEN)
        .first()
    )
    if proposal is None:
        raise Invalid(_("There is no open proposal: perhaps it was decided already."))
    if proposal.version != base_version:
        raise Stale(_("The proposal changed while you were reading. Please read it again."))
    # The report is made of it, in Dutch, whatever language the decider works in.
    with translation.override(LETTERS_IN):
        dossier = dossier_of(case)
    facts = queries.proposal_of(case.id)
    if facts is None:
        raise Invalid(_("There is no open proposal: perhaps it was decided already."))
    keep_basis(case, proposal)
    lacks = missing(
        facts,
        queries.hearings_of(case.id),
        dossier.lacks(),
        outgrown=outgrown(facts, dossier),
        weighed=weigh.writers_of(case.id),
        has_basis=clock_queries.says_basis(proposal.pk),
    )
    if lacks:
        raise Invalid(
            _("First this is needed: %(what)s.") % {"what": "; ".join(item.words for item in lacks)}
        )
    if not (actor.is_staff and proposal.mandate and proposal.mandate.staff_id == actor.id):
        raise NotAllowed(_("This decision is for somebody else's mandate."))
    why = _despite(facts, despite)
    decision = _made(actor, proposal, dossier, why)
    proposal.state = Proposal.DECIDED
    proposal.save(update_fields=["state"])
    paid = replaced_by(actor=actor, decision=decision)
    reserve(actor=actor, case=case, decision=decision, paid_before=paid)
    keep_report(actor=actor, case=case, decision=decision, dossier=dossier)
    propose_policy_rule(actor=actor, decision=decision)
    audit.change(actor, "decide.decide", decision, outcome=decision.outcome, mandate=decision.mandate_id)
    decision_made.send(
        sender=Decision,
        actor=actor,
        case_id=case.id,
        decision_id=decision.pk,
        outcome=decision.outcome,
        is_exception=decision.is_exception,
    )
    drafts.drop(actor=actor, object_key=draft_key(case.id, "despite"))
    draw_reader(decision)
    let_readers_out(actor, case.id)
    return int(decision.pk)


def _despite(proposal: ProposalFacts, words: str) -> str:
    """Why the advice is not followed; nothing is kept where nobody advised against it."""
    if not advised_against(proposal):
        return ""
    why = " ".join(words.split())
    if not why:
        raise Invalid(str(MESSAGES["decide_decision_despite_says_why"][0]), "despite")
    if len(why) > DESPITE_LENGTH:
        raise Invalid(_("This text is too long."), "despite")
    return why


def _made(actor: Actor, proposal: Proposal, dossier: Dossier, despite: str) -> Decision:
    today = clock.today()
    hearing = None
    if proposal.outcome in REFUSING:
        used = Decision.objects.filter(case_id=proposal.case_id, hearing__isnull=False).values("hearing")
        hearings = Hearing.objects.filter(case_id=proposal.case_id).exclude(pk__in=used)
        hearing = hearings.order_by("-id").first()
    unread = bool(proposal.is_urgent and proposal.reader_role)
    taken: dict[str, Any] = {name: getattr(proposal, name) for name in COPIED}
    decision = Decision(
        **taken,
        case_id=proposal.case_id,
        ground=proposal.ground,
        proposal=proposal,
        despite_advice=despite,
        hearing=hearing,
        decided_by_id=actor.id,
        decided_on=today,
        read_before=add_working_days(today, URGENT_READING_DAYS) if unread else None,
        plan_version_id=dossier.agreed_version_id,
        frozen=frozen(dossier),
    )
    with said():
        decision.save()
    return decision
