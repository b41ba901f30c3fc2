"""Whoever came in to read along or decide goes out again when that is done."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Exists, OuterRef

from naast.decide.late import read_now
from naast.decide.models import DefaultNotice, Objection, Proposal, SampleReader
from naast.kernel.actors import Actor
from naast.people import actions as people_actions
from naast.people import queries as people


def let_readers_out(actor: Actor, case_id: int, *, only: Collection[int] | None = None) -> None:
    """End the places given for a decision, but for who still reads (also afterwards) or handles an objection.

    Nor does who reads or decides a proposal that is open now go out when something about an earlier one ends.
    `only` names the staff whose place it is about; without it that is everyone who looks along.
    """
    unread = Proposal.objects.filter(
        ~read_now(), case_id=case_id, state=Proposal.DECIDED, is_urgent=True, reader__isnull=False
    )
    waiting = Objection.objects.filter(case_id=case_id, handler__isnull=False).exclude(
        state__in=[Objection.DECIDED, Objection.WITHDRAWN]
    )
    later = SampleReader.objects.filter(sample=OuterRef("sample"), pk__gt=OuterRef("pk"))
    drawn = SampleReader.objects.filter(~Exists(later), case_id=case_id, sample__reading__isnull=True)
    stay = [*drawn.values_list("reader_id", flat=True), *unread.values_list("reader_id", flat=True)]
    stay += waiting.values_list("handler_id", flat=True)
    owed = DefaultNotice.objects.filter(case_id=case_id, determined_on__isnull=True, determiner__isnull=False)
    stay += owed.values_list("determiner_id", flat=True)
    proposed = Proposal.objects.filter(case_id=case_id, state=Proposal.OPEN)
    for asked in proposed.values_list("reader_id", "mandate__staff_id"):
        stay += [number for number in asked if number is not None]
    if only is not None:
        places = people.circle_of(case_id)
        stay += [
            place.face.id for place in places if place.face.kind == "staff" and place.face.id not in only
        ]
    people_actions.end_looking_along(actor=actor, case_id=case_id, without=stay)
