"""The citizen service number (BSN): checked with the eleven test, encrypted, found again by a keyed hash."""

from __future__ import annotations

from django.utils.translation import gettext as _

from naast.kernel import crypto
from naast.kernel.errors import Invalid

PURPOSE = "people.Person.bsn"
_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def checked(text: str) -> str:
    """Nine digits that pass the eleven test (Besluit BSN); raises Invalid naming the field."""
    digits = "".join(text.split()).replace(".", "")
    valid = digits.isascii() and digits.isdigit() and len(digits) == 9
    if not valid or sum(w * int(d) for w, d in zip(_WEIGHTS, digits, strict=True)) % 11 or int(digits) == 0:
        raise Invalid(_("This is not a valid citizen service number: check the nine digits."), "bsn")
    return digits


def sealed(digits: str) -> bytes:
    """The encrypted number."""
    return crypto.encrypt(digits.encode(), PURPOSE)


def hashed(digits: str, municipality_id: int) -> str:
    """The keyed hash; differs per municipality, so that two of them cannot compare their people."""
    return crypto.keyed_hash(f"{municipality_id}:{digits}", PURPOSE)
