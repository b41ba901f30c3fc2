"""Short-lived references to a row that somebody may not know the number of.

Encrypted, not merely signed: a signed value can be read, and the number of a case is for its circle only.
"""

from __future__ import annotations

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode

from django.utils.translation import gettext as _

from naast.kernel import clock, crypto
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotVisible

MINUTES = 30
CASE, PERSON = "case", "person"


def made(kind: str, actor: Actor, number: int) -> str:
    """A reference that only this actor can use, for half an hour."""
    until = int(clock.now().timestamp()) + MINUTES * 60
    content = json.dumps([actor.municipality_id, actor.id, number, until]).encode()
    return urlsafe_b64encode(crypto.encrypt(content, _purpose(kind))).decode().rstrip("=")


def number_of(kind: str, actor: Actor, token: str) -> int:
    """The number behind a reference. Raises NotVisible when it is not this actor's, Invalid when it is too
    old."""
    try:
        padded = token + "=" * (-len(token) % 4)
        content = crypto.decrypt(urlsafe_b64decode(padded), _purpose(kind))
    except (crypto.Unreadable, binascii.Error, ValueError) as error:
        raise NotVisible from error
    municipality_id, actor_id, number, until = json.loads(content)
    if (municipality_id, actor_id) != (actor.municipality_id, actor.id):
        raise NotVisible
    if until < clock.now().timestamp():
        raise Invalid(_("This page was open for more than half an hour. Ask again whether someone is known."))
    return int(number)


def _purpose(kind: str) -> str:
    return f"people.token.{kind}"
