"""How and when somebody wants to be reached: said by themselves, or written down with them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from naast.kernel import actors, audit
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotAllowed, Stale
from naast.people import reach
from naast.people.models import ContactPreference, Person
from naast.people.queries.cases import case_open_to
from naast.people.queries.reach import reach_of
from naast.people.words import line

_NUMBER = re.compile(r"\+?[0-9][0-9 ()./-]{5,}")


@transaction.atomic
def say_reach(  # noqa: PLR0913 - each is one field of one form
    *,
    actor: Actor,
    case_id: int,
    person_id: int,
    channel: str,
    parts: Sequence[str] = (),
    words: str = "",
    email: str = "",
    phone: str = "",
    base_version: int,
) -> None:
    """Keep how somebody wants to be reached, with the address for it.

    For the person themselves, or staff who stands beside (NotAllowed for others in the circle). Raises
    Invalid by field, Stale when somebody else said so meanwhile.
    """
    case = case_open_to(actor, case_id)
    if actor.is_staff and not (actor.has_role(*actors.CASE_ROLES) and case.stands_beside):
        raise NotAllowed(_("Only someone who stands beside the resident writes this down."))
    now = reach_of(actor, case_id, person_id)
    if channel and channel not in dict(reach.CHANNELS):
        raise Invalid(_("Choose from the list how we reach you."), "channel")
    unknown = set(parts) - {code for code, *_rest in reach.PARTS_OF_DAY}
    if unknown:
        raise Invalid(_("Choose parts of the day from the list."), "parts")
    mail, number = _address(email), _phone(phone)
    if channel == reach.MAIL and not mail:
        raise Invalid(_("Write down the e-mail address."), "email")
    if channel in {reach.SMS, reach.CALL} and not number:
        raise Invalid(_("Write down the phone number."), "phone")
    person = Person.objects.select_for_update().get(pk=person_id)
    values: dict[str, object] = {code: code in parts for code, *_rest in reach.PARTS_OF_DAY}
    values |= {"channel": channel, "words": line(words, 300, "words")}
    row = ContactPreference.objects.filter(person_id=person_id).first()
    differs = (
        row is None
        or any(getattr(row, name) != value for name, value in values.items())
        or (person.email, person.phone) != (mail, number)
    )
    if not differs:
        return
    if (row.version if row else 0) != base_version:
        raise Stale(_("Somebody else changed this in the meantime."), theirs=now.channel_label)
    row = row or ContactPreference(person_id=person_id, ground=case.law, version=0)
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    if (person.email, person.phone) != (mail, number):
        person.email, person.phone = mail, number
        person.version += 1
        person.save(update_fields=["email", "phone", "version"])
    audit.change(actor, "people.say_reach", row, channel=channel)


def _address(text: str) -> str:
    kept = line(text, 254, "email")
    if kept:
        try:
            validate_email(kept)
        except ValidationError as problem:
            raise Invalid(_("This is not an e-mail address. Look at it once more."), "email") from problem
    return kept


def _phone(text: str) -> str:
    kept = line(text, 40, "phone")
    if kept and not _NUMBER.fullmatch(kept):
        raise Invalid(_("This is not a phone number. Look at it once more."), "phone")
    return kept
