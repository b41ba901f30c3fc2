"""Whether a number can be an account: its country, its length there, and the check of ISO 13616 (modulo 97).

Lengths are those of the IBAN registry for the countries of the single euro payments area (SEPA). It says
nothing about whether the account is there, or whose it is.
"""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from naast.kernel.errors import Invalid

LENGTHS = {
    **{"NO": 15, "BE": 16, "DK": 18, "FI": 18, "NL": 18, "SI": 19},
    **{"AT": 20, "EE": 20, "LT": 20, "LU": 20, "CH": 21, "HR": 21, "LI": 21, "LV": 21},
    **{"BG": 22, "DE": 22, "GB": 22, "IE": 22, "VA": 22, "GI": 23},
    **{"AD": 24, "CZ": 24, "ES": 24, "RO": 24, "SE": 24, "SK": 24, "PT": 25, "IS": 26},
    **{"FR": 27, "GR": 27, "IT": 27, "MC": 27, "SM": 27, "CY": 28, "HU": 28, "PL": 28, "MT": 31},
}
_SHAPE = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")


def checked(written: str, field: str = "iban") -> str:
    """The account without blanks and in capitals; empty stays empty. Raises Invalid at its field."""
    account = "".join(written.split()).upper()
    if not account:
        return ""
    if not account.isascii() or not _SHAPE.fullmatch(account) or account[:2] not in LENGTHS:
        raise Invalid(_("This is not an IBAN of a country to which we can pay."), field)
    if len(account) != LENGTHS[account[:2]]:
        raise Invalid(_("This IBAN is too long or too short for its country."), field)
    turned = account[4:] + account[:4]
    if int("".join(str(int(sign, 36)) for sign in turned)) % 97 != 1:
        raise Invalid(_("A sign of this IBAN is wrong. Look once more."), field)
    return account


def in_fours(account: str) -> str:
    """An account as people read it, four signs at a time."""
    return " ".join(account[at : at + 4] for at in range(0, len(account), 4))
