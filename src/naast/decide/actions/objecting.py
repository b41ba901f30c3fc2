from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from naast.decide.actions.circle import let_readers_out
from naast.decide.actions.objection_course import added
from naast.decide.actions.proposing import case_beside, draft_key, stands_beside
from naast.decide.dossier import LETTERS_IN
from naast.decide.models import Decision, Document, Objection, Proposal
from naast.decide.queries import writers_of
from naast.decide.refusals import said
from naast.kernel import actors, audit, clock, drafts
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.kernel.terms import OBJECTION, LegalTerm
from naast.people import actions as people_actions
from naast.people import purposes
from naast.people import queries as people
from naast.people.types import CaseFacts

# Awb 7:10 lid 1: six weeks, counted from the day after the objection term ended. To be checked by a lawyer.
ANSWER = LegalTerm("objection_answer", "Awb 7:10", weeks=6)
RUNNING = (Objection.RECEIVED, Objection.HEARD)


@transaction.atomic
def object(
    *, actor: Actor, case_id: int, decision_id: int, words: str, received_on: dt.date | None = None
) -> int:
    """Receive an objection from the resident, or one that came by post; gives its id.

    One after the term is received and marked (Awb 6:11 asks why it was late): the house refuses none. While
    an objection to the same decision runs, this is no second one: it is added to that, with its own day, and
    whichever came first says whether it was in time. Raises Invalid without words or for a day in the future.
    """
    case = people.case_for(actor, case_id)
    if actor.is_resident and actor.id != case.resident_id:
        raise NotVisible
    if not actor.is_resident:
        stands_beside(actor, case)
    decision = Decision.objects.filter(case_id=case.id, pk=decision_id).first()
    if decision is None:
        raise NotVisible
    if not words.strip():
        raise Invalid(_("Write down why you disagree. A few words are enough."), "words")
    if len(words) > 10_000:
        raise Invalid(_("This text is too long."), "words")
    today = clock.today()
    day = today if actor.is_resident or received_on is None else received_on
    if not decision.decided_on <= day <= today:
        raise Invalid(_("An objection comes after the decision, and not in the future."), "received_on")
    # Locked: of two that come at once the second is added to the first.
    Proposal.objects.select_for_update(of=("self",)).get(pk=decision.proposal_id)
    row = Objection.objects.select_for_update().filter(decision=decision, state__in=RUNNING).first()
    if row is not None and (row.words, row.received_on) == (words.strip(), day):
        return int(row.pk)  # Sent twice.
    if row is not None:
        added(actor, row, words.strip(), day)
    else:
        row = _received(actor, case, decision, words.strip(), day)
        audit.change(actor, "decide.object", row, late=row.is_late)
    drafts.drop(actor=actor, object_key=draft_key(case.id, f"objection:{decision_id}"))
    return int(row.pk)


def _received(actor: Actor, case: CaseFacts, decision: Decision, words: str, day: dt.date) -> Objection:
    letter = Document.objects.filter(decision=decision, kind=Document.LETTER).first()
    ends = OBJECTION.ends(letter.sent_on) if letter else None
    row = Objection(
        case_id=case.id,
        ground=case.law,
        decision=decision,
        words=words,
        received_on=day,
        term_ends_on=ends,
        answer_by=ANSWER.ends(max(ends, day) if ends else day),
        is_late=ends is not None and day > ends,
        received_by_id=actor.id if actor.is_staff else None,
    )
    row.save()
    return row


@transaction.atomic
def hand_objection(*, actor: Actor, case_id: int, objection_id: int, staff_id: int) -> None:
    """Give an objection to somebody who had no hand in the decision, and let that person in.

    Who handled it before goes out. Raises Invalid for who wrote (also an earlier version), was asked to read
    along, read or decided (all also refused by the database) and for one that has its answer, NotAllowed for
    who holds no mandate and is no lawyer.
    """
    case = case_beside(actor, case_id)
    row = Objection.objects.select_for_update().filter(case_id=case.id, pk=objection_id).first()
    if row is None:
        raise NotVisible
    if row.state in (Objection.DECIDED, Objection.WITHDRAWN):
        raise Invalid(_("This objection has its answer already."))
    role = _handling_role(staff_id)
    if _had_a_hand(row.decision_id, staff_id):
        raise Invalid(_("Somebody else than before handles an objection."), "handler")
    before, row.handler_id = row.handler_id, staff_id
    with said():
        row.save(update_fields=["handler"])
    with translation.override(LETTERS_IN):
        purpose = str(purposes.OBJECTION)
    people_actions.let_in(actor=actor, case_id=case.id, role=role, staff_id=staff_id, purpose=purpose)
    audit.change(actor, "decide.hand_objection", row)
    if before is not None and before != staff_id:
        let_readers_out(actor, case.id, only=[before])


def _had_a_hand(decision_id: int, staff_id: int) -> bool:
    """Whether somebody wrote, was asked to read, or read what was decided, or was stood in for when it was;
    who decided the database knows."""
    if Decision.objects.filter(pk=decision_id, mandate__stands_in_for__staff=staff_id).exists():
        return True
    proposal = Proposal.objects.get(decision=decision_id)
    read = proposal.readings.filter(reader_id=staff_id).exists()
    return read or proposal.reader_id == staff_id or staff_id in writers_of(proposal.pk)


def _handling_role(staff_id: int) -> str:
    for role in (actors.MANDATE_HOLDER, actors.LAWYER):
        if staff_id in {face.id for face in people.staff_with_role(role)}:
            return role
    raise NotAllowed(_("A lawyer or a mandate holder handles an objection."))
