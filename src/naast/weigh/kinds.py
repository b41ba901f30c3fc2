"""How a clause leaves room, in words: the codes of the legality engine with their labels."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from naast.engines.legality.catalogue import RoomKind

KINDS = [
    (RoomKind.MAY.value, _("a power to act (may)")),
    (RoomKind.INDIVIDUALISE.value, _("tailoring to the person")),
    (RoomKind.URGENT.value, _("urgent reasons")),
    (RoomKind.SPECIAL_CIRCUMSTANCES.value, _("special circumstances")),
    (RoomKind.OPEN_NORM.value, _("an open norm")),
    (RoomKind.HARDSHIP.value, _("a hardship clause")),
    (RoomKind.SAFETY_NET.value, _("a safety net")),
    (RoomKind.REMISSION.value, _("remission")),
    (RoomKind.PROPORTIONALITY.value, _("proportionality")),
    (RoomKind.EXPERIMENT.value, _("an experiment")),
    (RoomKind.MANDATORY.value, _("an exception that the law itself orders")),
    (RoomKind.NONE.value, _("a warning: no room here")),
]
