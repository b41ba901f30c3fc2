"""The two secrets of a share, and the number to which its code goes. Kept are keyed hashes only."""

from __future__ import annotations

import re
import secrets

from django.utils.translation import gettext as _

from naast.folder.models import Share
from naast.kernel import crypto
from naast.kernel.errors import Invalid
from naast.people.words import line

CODE_DIGITS = 8
TOKEN_BYTES = 32
_TOKEN, _CODE, _PHONE = "folder.share.token", "folder.share.code", "folder.share.phone"
_NUMBER = re.compile(r"(\+[1-9][0-9]{7,14}|0[0-9]{8,10})")


def new_token() -> str:
    """What stands behind the # of a link."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def new_code() -> str:
    """Eight figures."""
    return "".join(secrets.choice("0123456789") for _i in range(CODE_DIGITS))


def spaced(code: str) -> str:
    """A code as it is read and told: in two halves."""
    return f"{code[: CODE_DIGITS // 2]} {code[CODE_DIGITS // 2 :]}"


def token_hash(token: str) -> str:
    """By which a link finds its share."""
    return crypto.keyed_hash(token, _TOKEN)


def code_hash(row: Share, code: str) -> str:
    """The keyed hash of a code, which fits one share only."""
    return crypto.keyed_hash(f"{row.municipality_id}:{row.pk}:{code}", _CODE)


def phone_hash(municipality_id: int, number: str) -> str:
    """By which a number that was forgotten is known again."""
    return crypto.keyed_hash(f"{municipality_id}:{number}", _PHONE)


def phone_number(text: str) -> str:
    """A phone number as a gateway takes it: figures only, a plus before one of abroad. Raises Invalid."""
    typed = line(text, 40, "phone", needed=_("Write down the phone number for the text message."))
    number = re.sub(r"[ ()./-]", "", typed)
    number = f"+{number[2:]}" if number.startswith("00") else number
    if not number.isascii() or not _NUMBER.fullmatch(number):
        raise Invalid(_("This is not a phone number. Look at it once more."), "phone")
    return number
