"""Which letters wait for a member of staff: to print and post, or to call because one came back."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from naast.decide.letter_queries import page_of
from naast.decide.models import Dispatch, Document, ObjectionStep
from naast.decide.models.dispatch import FAILED, ON_ITS_WAY, TAKEN_BACK, UNSURE, WAITING
from naast.decide.types import Waiting
from naast.kernel import clock
from naast.kernel.actors import Actor
from naast.kernel.waiting import what_waits
from naast.people import queries as people

POST, CAME_BACK, NOT_LEFT = "post", "came_back", "not_left"
_SHOWN = (
    *(
        "case_id",
        "decision_id",
        "change_id",
        "notice_id",
        "step__objection_id",
        "state",
        "back_on",
        "asked_on",
    ),
    *("case__resident__given_name", "case__resident__family_name"),
)


def letters_for(actor: Actor) -> Iterator[Waiting]:
    """What this actor made ready for the post, or anybody in cases of which they are the contact: who made it
    ready may be gone; what came back in those cases, and what did not leave by mail. Of a decision that last
    one stands with the decisions whose letter has not left."""
    for row in what_waits(_letters, actor, *_SHOWN):
        name = row.case.resident.name
        if row.back_on is not None:
            kind, what, where = CAME_BACK, _("Call: a letter came back"), page_of(row)
        elif row.state == WAITING:
            kind, what, where = POST, _("Print the letter and post it"), reverse("decide:post")
        else:
            where = reverse("decide:send_again", args=[row.case_id, row.pk])
            kind, what = NOT_LEFT, _("A letter did not leave: send it")
        yield Waiting(row.case_id, name, kind, what, None, where, since=row.back_on or row.asked_on)


def _letters(actor: Actor) -> QuerySet[Dispatch]:
    theirs = Q(case_id__in=people.contact_in(actor))
    to_post = Q(way=Document.POST, state=WAITING) & (Q(asked_by_id=actor.id) | theirs)
    came_back = Q(back_on__isnull=False, called_on__isnull=True) & theirs
    rows: QuerySet[Dispatch] = Dispatch.objects.visible_to(actor)
    return rows.filter(to_post | came_back | (not_left() & (Q(asked_by_id=actor.id) | theirs)))


MUST_LEAVE = (ObjectionStep.CONFIRMED, ObjectionStep.POSTPONED, ObjectionStep.DECIDED)
"""Steps that have one letter and no other comes in its place: taken back, it still must leave."""


def not_left() -> Q:
    """Letters about an objection, a term or what is owed that no mail server took or nobody sent yet, and
    that still must leave."""
    since = Dispatch.objects.filter(pk__gt=OuterRef("pk"))
    of_step = since.filter(step=OuterRef("step"))
    of_change = since.filter(change=OuterRef("change"))
    failed = Q(state__in=[FAILED, UNSURE]) | Q(state=TAKEN_BACK, step__kind__in=MUST_LEAVE)
    runs = Q(step__kind=ObjectionStep.DECIDED) | ~Q(step__objection__state__in=["decided", "withdrawn"])
    # An invitation or a question that came too late, or of which another came in its place, leaves no more.
    today = clock.today()
    over = Q(step__kind=ObjectionStep.INVITED, step__hearing_on__lte=today)
    over |= Q(step__kind=ObjectionStep.ASKED, step__until_on__lte=today)
    anew = ObjectionStep.objects.filter(
        objection=OuterRef("step__objection"), kind=OuterRef("step__kind"), pk__gt=OuterRef("step")
    )
    step = Q(step__isnull=False) & runs & ~over & Q(~Exists(of_step), ~Exists(anew))
    change = Q(~Exists(of_change), change__until_on__gt=today)
    owed = Q(~Exists(since.filter(notice=OuterRef("notice"))), notice__isnull=False)
    return failed & (step | change) | Q(state__in=[FAILED, UNSURE, TAKEN_BACK]) & owed


def on_its_way() -> Exists:
    """Whether the letter about a decision was made ready and has not left."""
    return Exists(Dispatch.objects.filter(decision=OuterRef("pk"), state__in=ON_ITS_WAY))
