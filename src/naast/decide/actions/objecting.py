from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from naast.decide.about import About
from naast.decide.actions.circle import let_readers_out
from naast.decide.actions.objection_course import added
from naast.decide.actions.proposing import case_beside, draft_key, stands_beside
from naast.decide.dossier import LETTERS_IN
from naast.decide.models import Objection
from naast.decide.objected import Objected, about_of_objection, objected
from naast.decide.refusals import said
from naast.kernel import actors, audit, clock, drafts
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.kernel.terms import LegalTerm
from naast.people import actions as people_actions
from naast.people import purposes
from naast.people import queries as people
from naast.people.types import CaseFacts

# Awb 7:10 lid 1: six weeks, counted from the day after the objection term ended. To be checked by a lawyer.
ANSWER = LegalTerm("objection_answer", "Awb 7:10", weeks=6)
RUNNING = (Objection.RECEIVED, Objection.HEARD)


@transaction.atomic
def object(
    *,
    actor: Actor,
    case_id: int,
    decision_id: int | None = None,
    notice_id: int | None = None,
    words: str,
    received_on: dt.date | None = None,
) -> int:
    """Receive an objection from the resident, or one that came by post; gives its id.

    To a decision, or to what was determined that the house owes for being late (`notice_id`). One after the
    term is received and marked (Awb 6:11 asks why it was late): the house refuses none. While an objection to
    the same runs, this is no second one: it is added to that, with its own day, and whichever came first says
    whether it was in time. Raises Invalid without words or for a day in the future.
    """
    case = people.case_for(actor, case_id)
    if actor.is_resident and actor.id != case.resident_id:
        raise NotVisible
    if not actor.is_resident:
        stands_beside(actor, case)
    about = About(decision_id=decision_id, notice_id=notice_id)
    # Locked: of two that come at once the second is added to the first.
    to = objected(case.id, about, lock=True)
    if actor.is_resident and to.is_told_only_by_letter and to.sent_on is None:
        raise NotVisible
    if not words.strip():
        raise Invalid(_("Write down why you disagree. A few words are enough."), "words")
    if len(words) > 10_000:
        raise Invalid(_("This text is too long."), "words")
    today = clock.today()
    day = today if actor.is_resident or received_on is None else received_on
    if not to.decided_on <= day <= today:
        raise Invalid(_("An objection comes after the decision, and not in the future."), "received_on")
    row = Objection.objects.select_for_update().filter(**about.own, state__in=RUNNING).first()
    if row is not None and (row.words, row.received_on) == (words.strip(), day):
        return int(row.pk)  # Sent twice.
    if row is not None:
        added(actor, row, words.strip(), day)
    else:
        row = _received(actor, case, to, words.strip(), day)
        audit.change(actor, "decide.object", row, late=row.is_late)
    drafts.drop(actor=actor, object_key=draft_key(case.id, objection_draft(about)))
    return int(row.pk)


def objection_draft(about: About) -> str:
    """Under which name what somebody typed of an objection is kept."""
    return f"objection_late:{about.notice_id}" if about.notice_id else f"objection:{about.decision_id}"


def _received(actor: Actor, case: CaseFacts, to: Objected, words: str, day: dt.date) -> Objection:
    ends = to.objection_ends_on
    row = Objection(
        case_id=case.id,
        ground=case.law,
        **to.about.own,
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
    along, read or decided (all also refused by the database), of what is owed for being late for who
    determined it, was asked to, or pays it, and for one that has its answer; NotAllowed for who holds no
    mandate and is no lawyer.
    """
    case = case_beside(actor, case_id)
    row = Objection.objects.select_for_update().filter(case_id=case.id, pk=objection_id).first()
    if row is None:
        raise NotVisible
    if row.state in (Objection.DECIDED, Objection.WITHDRAWN):
        raise Invalid(_("This objection has its answer already."))
    role = _handling_role(staff_id)
    if staff_id in objected(case.id, about_of_objection(row)).hands:
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


def _handling_role(staff_id: int) -> str:
    for role in (actors.MANDATE_HOLDER, actors.LAWYER):
        if staff_id in {face.id for face in people.staff_with_role(role)}:
            return role
    raise NotAllowed(_("A lawyer or a mandate holder handles an objection."))
