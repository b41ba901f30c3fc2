"""Who has authority over a child, who is refused its folder, and with whom somebody shares their own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from naast.kernel import audit, clock
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotVisible
from naast.people.actions.acting import checked_parts, ended, later_day, somebody
from naast.people.caseholders import held_case, one_at_a_time
from naast.people.models import AccessRefusal, ParentalAuthority, ReadingShare
from naast.people.queries import case_open_to, could_read, own_parts, people_in
from naast.people.reading import FROM_SIXTEEN, Parts, age_on
from naast.people.types import CaseFacts, PersonFacts
from naast.people.words import line

LONGEST_SHARE = 366
"""Days that somebody shares their folder at a time: all sharing has an end. The house's own choice."""

LONGEST_REFUSAL = 183
"""Days within which a refusal is looked at again. The house's own choice: no source names a number."""


@transaction.atomic
def give_authority(  # noqa: PLR0913 - each is one field of one form
    *,
    actor: Actor,
    case_id: int,
    child_id: int,
    basis: str,
    parent_id: int | None = None,
    parent_name: str = "",
    folder_name: str = "",
    from_on: dt.date | None = None,
    until_on: dt.date | None = None,
) -> ParentalAuthority:
    """Write down that a parent has authority over a child of the case, and on what ground.

    It counts in this case only. The parent is somebody of the case, who has a folder by this name, or a name
    for somebody new. Raises Invalid by field. Sent twice, it is written once.
    """
    case = held_case(actor, case_id)
    _inside(case, child_id)
    parent = parent_id or somebody(actor, case, parent_name, folder_name, field="parent_name")
    if parent == child_id:
        raise Invalid(_("Nobody has authority over themselves."), "parent")
    if parent_id is not None:
        _inside_or_beside(case, parent_id)
    values = {
        "child_id": child_id,
        "parent_id": parent,
        "basis": line(
            basis, 200, "basis", needed=_("Write down how you know: an extract, a decision of court.")
        ),
        "until_on": later_day(until_on),
    }
    begins = from_on or clock.today()
    if until_on is not None and until_on < begins:
        raise Invalid(_("This ends before it begins."), "until_on")
    standing = ParentalAuthority.objects.filter(case_id=case.id, **values).first()
    if standing is not None:
        return standing  # type: ignore[no-any-return]
    row = ParentalAuthority(case_id=case.id, ground=case.law, from_on=begins, **values)
    row.save()
    audit.change(actor, "people.give_authority", row)
    return row


@transaction.atomic
def end_authority(*, actor: Actor, case_id: int, authority_id: int) -> None:
    """The authority ended: from now on this parent reads nothing by it."""
    case = held_case(actor, case_id)
    row = ParentalAuthority.objects.filter(case_id=case.id, pk=authority_id).first()
    if row is None:
        raise NotVisible
    if ended(row):
        audit.change(actor, "people.end_authority", row)


@transaction.atomic
def refuse_access(
    *, actor: Actor, case_id: int, child_id: int, reader_id: int, because: str, review_on: dt.date | None
) -> AccessRefusal:
    """Somebody does not read the folder of a child, in its interest, until it is looked at again.

    Raises Invalid by field: without a reason, without a day within half a year, from sixteen on (then the
    young person alone says who reads).
    """
    case = held_case(actor, case_id)
    child = _inside(case, child_id)
    _inside_or_beside(case, reader_id)
    if child_id == reader_id:
        raise Invalid(_("Nobody is refused what they told themselves."), "reader")
    if child.birth_date is None or age_on(child.birth_date, clock.today()) >= FROM_SIXTEEN:
        raise Invalid(
            _("By age nobody else reads here: from sixteen, and when the date of birth is not known."),
            "child",
        )
    why = line(because, 500, "because", needed=_("Write down why this is in the interest of the child."))
    day = _review_day(review_on)
    standing = AccessRefusal.objects.filter(
        case_id=case.id, child_id=child_id, reader_id=reader_id, until_on__isnull=True
    ).first()
    if standing is not None:
        return standing  # type: ignore[no-any-return]
    row = AccessRefusal(
        case_id=case.id,
        ground=case.law,
        child_id=child_id,
        reader_id=reader_id,
        because=why,
        refused_by_id=actor.id,
        review_on=day,
    )
    row.save()
    audit.change(actor, "people.refuse_access", row, review_on=day.isoformat())
    return row


@transaction.atomic
def review_refusal(
    *, actor: Actor, case_id: int, refusal_id: int, words: str, review_on: dt.date | None = None
) -> AccessRefusal:
    """Look at a refusal again: with a next day it stands, without one it ends today."""
    case = held_case(actor, case_id)
    row: AccessRefusal | None = (
        AccessRefusal.objects.select_for_update().filter(case_id=case.id, pk=refusal_id).first()
    )
    if row is None or row.until_on is not None:
        raise NotVisible
    row.review = line(words, 500, "words", needed=_("Write down what you found."))
    row.reviewed_by_id, row.reviewed_on = actor.id, clock.today()
    if review_on is None:
        row.until_on = clock.today() - dt.timedelta(days=1)
    else:
        row.review_on = _review_day(review_on)
    row.save()
    audit.change(actor, "people.review_refusal", row, stands=review_on is not None)
    return row


def _review_day(day: dt.date | None) -> dt.date:
    today = clock.today()
    if day is None:
        raise Invalid(_("Choose the day on which you look at this again."), "review_on")
    if not today < day <= today + dt.timedelta(days=LONGEST_REFUSAL):
        raise Invalid(
            _("Choose a day after today, within %(days)s days.") % {"days": LONGEST_REFUSAL}, "review_on"
        )
    return day


@transaction.atomic
def share_reading(
    *,
    actor: Actor,
    case_id: int,
    reader_id: int,
    parts: Iterable[str],
    until_on: dt.date | None,
    purpose: str = "",
) -> ReadingShare:
    """Let somebody of the case read parts of one's own folder until a day. Only for oneself.

    What was shared with this person before ends. Raises Invalid by field, NotVisible for who has nothing to
    share here or for somebody whom the case does not know.
    """
    case, theirs = _own(actor, case_id)
    if reader_id not in {each.id for each in could_read(case, actor.id)}:
        raise NotVisible
    chosen = checked_parts(parts)
    if not chosen:
        raise Invalid(_("Choose at least one part."), "parts")
    if not set(chosen) <= {part.value for part in theirs}:
        raise Invalid(_("Choose from the parts in the list."), "parts")
    today = clock.today()
    if until_on is None or not today <= until_on <= today + dt.timedelta(days=LONGEST_SHARE):
        raise Invalid(_("Choose until when: at most a year from now."), "until_on")
    values = {
        "person_id": actor.id,
        "reader_id": reader_id,
        "parts": chosen,
        "purpose": line(purpose, 200, "purpose"),
        "until_on": until_on,
    }
    one_at_a_time(case.id)
    now = ReadingShare.objects.filter(
        case_id=case.id, person_id=actor.id, reader_id=reader_id, until_on__gte=today
    )
    standing = now.filter(**values).first()
    if standing is not None:
        return standing  # type: ignore[no-any-return]
    for row in now:
        ended(row)
    share = ReadingShare(case_id=case.id, ground=case.law, **values)
    share.save()
    audit.change(actor, "people.share_reading", share)
    return share


@transaction.atomic
def stop_sharing(*, actor: Actor, case_id: int, share_id: int) -> None:
    """What one shared is no longer read, from now on."""
    case, _parts = _own(actor, case_id)
    row = ReadingShare.objects.filter(case_id=case.id, person_id=actor.id, pk=share_id).first()
    if row is None:
        raise NotVisible
    if ended(row):
        audit.change(actor, "people.stop_sharing", row)


def _own(actor: Actor, case_id: int) -> tuple[CaseFacts, Parts]:
    """The case for who shares: somebody of it, with the parts that are theirs. Never staff for them."""
    if not actor.is_resident:
        raise NotVisible
    case = case_open_to(actor, case_id)
    if actor.id not in {each.id for each in people_in(case)}:
        raise NotVisible
    theirs = own_parts(actor)[actor.id != case.resident_id]
    if not theirs:
        raise NotVisible
    return case, theirs


def _inside(case: CaseFacts, person_id: int) -> PersonFacts:
    """Somebody of the case. Raises NotVisible for an id of elsewhere."""
    for each in people_in(case):
        if each.id == person_id:
            return each
    raise NotVisible


def _inside_or_beside(case: CaseFacts, person_id: int) -> None:
    if person_id not in {each.id for each in could_read(case, 0)}:
        raise NotVisible
