"""Whoever came in to read along or decide goes out again when that is done."""

from __future__ import annotations

from naast.decide.models import Objection, Proposal
from naast.decide.waiting import read_now
from naast.kernel.actors import Actor
from naast.people import actions as people_actions
from naast.people import queries as people

FOR_THE_DECISION = {"second_reader", "lawyer", "mandate_holder"}


def let_readers_out(actor: Actor, case_id: int) -> None:
    """End the places that were given for a decision, but for who still reads or handles an objection."""
    still = _still_needed(case_id)
    places = [
        place
        for place in people.circle_of(case_id)
        if place.face.kind == "staff" and place.role in FOR_THE_DECISION and place.face.id not in still
    ]
    # The actor last: whoever has gone out can let nobody out.
    for place in sorted(places, key=lambda place: place.face.id == actor.id):
        people_actions.let_out(actor=actor, case_id=case_id, member_id=place.id)


def _still_needed(case_id: int) -> set[int]:
    contact = people.fixed_contact_of(case_id)
    unread = Proposal.objects.filter(
        ~read_now(), case_id=case_id, state=Proposal.DECIDED, is_urgent=True, reader__isnull=False
    )
    waiting = Objection.objects.filter(case_id=case_id, handler__isnull=False).exclude(
        state__in=[Objection.DECIDED, Objection.WITHDRAWN]
    )
    return {
        contact.first.id,
        *([contact.tandem.id] if contact.tandem else []),
        *unread.values_list("reader_id", flat=True),
        *waiting.values_list("handler_id", flat=True),
    }
