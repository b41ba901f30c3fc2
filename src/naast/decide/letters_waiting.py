"""Which letters wait for a member of staff: to print and post, or to call because one came back."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from naast.decide.models import Dispatch, Document
from naast.decide.models.dispatch import ON_ITS_WAY, WAITING
from naast.decide.types import Waiting
from naast.kernel.actors import Actor
from naast.kernel.waiting import what_waits
from naast.people import queries as people

POST, CAME_BACK = "post", "came_back"
_SHOWN = ("case_id", "decision_id", "back_on", "case__resident__given_name", "case__resident__family_name")


def letters_for(actor: Actor) -> Iterator[Waiting]:
    """What this actor made ready for the post, or anybody in cases of which they are the contact: who made it
    ready may be gone; and what came back in those cases."""
    for row in what_waits(_letters, actor, *_SHOWN):
        name = row.case.resident.name
        if row.back_on is None:
            yield Waiting(
                row.case_id, name, POST, _("Print the letter and post it"), None, reverse("decide:post")
            )
        else:
            where = f"{reverse('decide:overview', args=[row.case_id])}#besluit-{row.decision_id}"
            yield Waiting(row.case_id, name, CAME_BACK, _("Call: a letter came back"), None, where)


def _letters(actor: Actor) -> QuerySet[Dispatch]:
    theirs = Q(case_id__in=people.contact_in(actor))
    to_post = Q(way=Document.POST, state=WAITING) & (Q(asked_by_id=actor.id) | theirs)
    came_back = Q(back_on__isnull=False, called_on__isnull=True) & theirs
    rows: QuerySet[Dispatch] = Dispatch.objects.visible_to(actor).filter(to_post | came_back)
    return rows


def on_its_way() -> Exists:
    """Whether the letter about a decision was made ready and has not left."""
    return Exists(Dispatch.objects.filter(decision=OuterRef("pk"), state__in=ON_ITS_WAY))
