"""Kinds of exceptions as the mandate register names them: the codes of the legality engine, with labels."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from naast.engines.legality.catalogue import RoomKind
from naast.weigh.kinds import KINDS

OUTSIDE = "outside_statute"
"""An exception for which no clause has room."""

EXCEPTION_KINDS = [
    *((code, label) for code, label in KINDS if code != RoomKind.NONE.value),
    (OUTSIDE, _("outside the statute: no clause has room")),
]


def kind_labels(codes: list[str]) -> list[str]:
    """The kinds in words, in the order of the list."""
    return [str(label) for code, label in EXCEPTION_KINDS if code in codes]
