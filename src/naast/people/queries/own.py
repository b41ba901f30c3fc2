"""What a person may take along of themselves, and what must stay out of it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotVisible
from naast.people import bsn
from naast.people.models import Person
from naast.people.types import OwnDetails

_NINE_DIGITS = re.compile(r"(?<!\d)\d(?:[ .]?\d){8}(?!\d)")


def own_details(actor: Actor) -> OwnDetails:
    """Name, birth date and how to reach the person who asks: themselves only. The BSN is no part of it."""
    row = Person.objects.filter(pk=actor.id).first() if actor.is_resident else None
    if row is None:
        raise NotVisible
    return OwnDetails(
        row.pk, row.given_name, row.family_name, row.birth_date, row.phone, row.email, row.address
    )


def known_numbers(texts: Iterable[str], municipality_id: int) -> set[str]:
    """The stretches of these texts that are the BSN of somebody whom the municipality knows, as they stand
    there. A number that belongs to nobody here is left alone."""
    hashes: dict[str, set[str]] = {}
    for text in texts:
        for stretch in _NINE_DIGITS.findall(text):
            try:
                digits = bsn.checked(stretch)
            except Invalid:
                continue
            hashes.setdefault(bsn.hashed(digits, municipality_id), set()).add(stretch)
    if not hashes:
        return set()
    found = Person.objects.filter(bsn_hash__in=list(hashes)).values_list("bsn_hash", flat=True)
    return {stretch for known in found for stretch in hashes[known]}
