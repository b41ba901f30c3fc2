"""How a letter leaves, whatever it is about: by the sender's own hand, through the print queue, or with a
message by mail. What left keeps its day; what did not leave can be taken back, and sent in another way.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from naast.decide import letter_queries
from naast.decide.about import About, about_of
from naast.decide.actions.composing import composed, wording_for
from naast.decide.actions.papers import (
    checked_parts,
    keep_letter,
    letter_facts,
    lives_at,
    one_letter_at_a_time,
)
from naast.decide.actions.proposing import case_beside, draft_key
from naast.decide.models import Dispatch, Document, ObjectionStep
from naast.decide.models.dispatch import FAILED, HANDING, LEFT, NO_ADDRESS, ON_ITS_WAY, TAKEN_BACK, WAITING
from naast.decide.refusals import said
from naast.kernel import audit, clock, drafts, messages
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotVisible
from naast.people import queries as people
from naast.people.types import CaseFacts

OWN_HAND = (Document.PAPER, Document.HANDED)
BESIDE = "beside"
"""Instead of a way of sending: whoever stands beside the resident sends the letter."""


@transaction.atomic
def send_letter(
    *,
    actor: Actor,
    case_id: int,
    decision_id: int,
    parts: Mapping[str, str] | None = None,
    way: str = Document.PAPER,
    sent_on: dt.date | None = None,
    address: str | None = None,
    address_was: str | None = None,
) -> int:
    """Make the letter about a decision that the sender posts or hands over, keep it, and note the day of
    sending, from which the objection term counts.

    `parts` are the parts of `letters.EDITABLE` in other words, `address` is where the resident lives when
    that is another than was known, `address_was` what the sender saw there first. A letter that was
    sent already stays as it is and its id is given.

    Raises Invalid for a day before the decision or in the future, without a phone number in the letter, or
    while it waits to leave in another way.
    """
    case = case_beside(actor, case_id)
    lives_at(actor, case, address, address_was)
    if way not in OWN_HAND:
        raise Invalid(_("Choose how the letter goes."), "way")
    day = sent_on or clock.today()
    about = About(decision_id=decision_id)
    facts = letter_facts(case, decision_id, sent_on=day)
    one_letter_at_a_time(about)
    sent = Document.objects.filter(decision_id=decision_id, kind=Document.LETTER).first()
    if sent is not None:
        return int(sent.pk)
    if not facts.decided_on <= day <= clock.today():
        raise Invalid(
            _("A letter leaves on the day of the decision or later, and not in the future."), "sent_on"
        )
    row = leave(actor, case, about, way=way, day=day, parts=parts)
    drafts.drop(actor=actor, object_key=draft_key(case.id, f"letter:{decision_id}"))
    return int(row.document_id or 0)


@transaction.atomic
def queue_letter(
    *,
    actor: Actor,
    case_id: int,
    decision_id: int,
    way: str,
    parts: Mapping[str, str] | None = None,
    address: str | None = None,
    address_was: str | None = None,
) -> int:
    """Make the letter about a decision ready to leave by post or with a message by mail; gives the id of its
    sending.

    `address`: where the resident lives, kept when it is another than was known; `address_was`: what the
    sender saw there first. Sent twice it waits once.

    Raises Invalid: without an address for the post, when the resident did not choose mail or has no folder,
    without a phone number in the letter, or when it has left or waits in another way.
    """
    case = case_beside(actor, case_id)
    lives_at(actor, case, address, address_was)
    if way not in (Document.POST, Document.MAIL):
        raise Invalid(_("Choose how the letter goes."), "way")
    row = leave(actor, case, About(decision_id=decision_id), way=way, parts=parts)
    drafts.drop(actor=actor, object_key=draft_key(case.id, f"letter:{decision_id}"))
    return int(row.pk)


def leave(
    actor: Actor,
    case: CaseFacts,
    about: About,
    *,
    way: str,
    day: dt.date | None = None,
    parts: Mapping[str, str] | None = None,
) -> Dispatch:
    """Let a letter leave, or make it ready to: part of whatever it tells of. Gives its sending.

    `day`: on which the sender posts or hands it over. What left already in this way, or waits to, stays as it
    is. Raises Invalid by field ("way", "address"), and whatever the letter cannot do without.
    """
    if way not in dict(Document.WAYS):
        raise Invalid(_("Choose how the letter goes."), "way")
    changed = checked_parts(parts or {})
    one_letter_at_a_time(about)
    standing: Dispatch | None = Dispatch.objects.filter(**about.own, state__in=[*ON_ITS_WAY, LEFT]).first()
    by_hand = way in OWN_HAND
    if standing is not None and standing.way == way:
        return standing
    if standing is not None or Document.objects.filter(**about.own, kind=Document.LETTER).exists():
        raise Invalid(_("This letter has left already, or waits to leave in another way."), "way")
    today = clock.today()
    wording = wording_for(case, about)
    letter = composed(about, case, day or today if by_hand else today, changed, wording)
    row = Dispatch(
        case_id=case.id,
        ground=case.law,
        **about.columns,
        way=way,
        parts=changed,
        template_id=wording.id,
        asked_by_id=actor.id,
    )
    if by_hand:
        row.document = keep_letter(actor.id, case, about, letter, way=way, day=day or today)
        row.state, row.left_on, row.left_by_id = LEFT, day or today, actor.id
        row.letter = dataclasses.asdict(letter)
    else:
        _can_reach(case, way)
    with said():
        row.save()
    audit.change(actor, "decide.send_letter" if by_hand else "decide.queue_letter", row, way=way)
    return row


def left_to_send(
    actor: Actor, case: CaseFacts, about: About, *, parts: Mapping[str, str] | None = None
) -> None:
    """Make a letter ready for who stands beside the resident: it has not left, and waits in the list of their
    contact until somebody sends it. Raises Invalid for whatever the letter cannot do without."""
    changed, wording = checked_parts(parts or {}), wording_for(case, about)
    letter = composed(about, case, clock.today(), changed, wording)
    row = Dispatch(
        case_id=case.id,
        ground=case.law,
        **about.columns,
        way=Document.PAPER,
        state=FAILED,
        parts=changed,
        letter=dataclasses.asdict(letter),
        template_id=wording.id,
        asked_by_id=actor.id,
    )
    with said():
        row.save()
    audit.change(actor, "decide.queue_letter", row, way=BESIDE)


def _can_reach(case: CaseFacts, way: str) -> None:
    if way == Document.POST and not people.writing_to(case.resident_id).address.strip():
        raise Invalid(_("For the post an address is needed. Write it down."), "address")
    if way != Document.MAIL:
        return
    if not messages.mail_is_set():
        raise Invalid(
            _("No e-mail has been set up here: a message would reach nobody. Choose another way."), "way"
        )
    why_not = letter_queries.why_not_mail(case)
    if why_not == NO_ADDRESS:
        raise Invalid(_("This resident did not choose to be reached by e-mail. Choose another way."), "way")
    if why_not:
        raise Invalid(
            _("This resident has no folder of their own, or never opened it. Choose another way."), "way"
        )


@transaction.atomic
def send_again(
    *,
    actor: Actor,
    case_id: int,
    dispatch_id: int,
    way: str,
    sent_on: dt.date | None = None,
    address: str | None = None,
    address_was: str | None = None,
) -> int:
    """Let a letter leave in another way that was taken back, or that no mail server took; gives its sending.

    Its words are those with which it was made ready. By who stands beside the resident or handles the
    objection that it is about. Raises as `leave` does, Invalid also while it waits or when it has left.
    """
    case, row = to_send(actor, case_id, dispatch_id)
    about = about_of(row)
    if address is not None and case.stands_beside:
        lives_at(actor, case, address, address_was)
    day = sent_on or clock.today()
    if not row.asked_on <= day <= clock.today():
        raise Invalid(
            _("A letter leaves on the day on which it was made ready or later, and not in the future."),
            "sent_on",
        )
    return int(leave(actor, case, about, way=way, day=day, parts=row.parts).pk)


def to_send(actor: Actor, case_id: int, dispatch_id: int) -> tuple[CaseFacts, Dispatch]:
    """A sending with its case, for who may send the letter. Raises NotVisible and NotAllowed."""
    case = people.case_for(actor, case_id)
    row = Dispatch.objects.select_for_update(of=("self",)).filter(case_id=case.id, pk=dispatch_id).first()
    if row is None:
        raise NotVisible
    if row.step_id is None or not _handles(actor, row.step_id):
        case = case_beside(actor, case_id)
    return case, row


def _handles(actor: Actor, step_id: int) -> bool:
    rows = ObjectionStep.objects.filter(pk=step_id, objection__handler_id=actor.id)
    return actor.is_staff and bool(rows.exists())


@transaction.atomic
def take_back_letter(*, actor: Actor, case_id: int, dispatch_id: int) -> About:
    """Take a letter back that has not left: its words stand ready again. Gives what it is about.

    Raises NotVisible for one of another case, Invalid when it has left or is leaving now.
    """
    _case, row = to_send(actor, case_id, dispatch_id)
    if row.state in (LEFT, HANDING):
        raise Invalid(_("This letter has left already, or is leaving at this moment."))
    if row.state == WAITING:
        row.state = TAKEN_BACK
        row.version += 1
        row.save(update_fields=["state", "version"])
        audit.change(actor, "decide.take_back_letter", row)
    return about_of(row)
