"""How and when somebody prefers to be reached: the words, and from which moment a message may go."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from naast.kernel.clock import AMSTERDAM
from naast.kernel.messages import sms_is_set

MAIL, SMS, CALL, PAPER, NONE = "mail", "sms", "call", "paper", "none"
REMINDING = [
    (MAIL, _("by e-mail")),
    (SMS, _("by text message (SMS)")),
    (CALL, _("by a phone call from the fixed contact")),
    (PAPER, _("on paper")),
]
CHANNELS = [*REMINDING, (NONE, _("rather not"))]
BY_ITSELF = frozenset({MAIL, SMS})
"""Ways that need nobody: the house sends. The others wait for the fixed contact."""

PARTS_OF_DAY = [
    ("morning", pgettext_lazy("part of the day", "in the morning"), dt.time(9), dt.time(12)),
    ("afternoon", pgettext_lazy("part of the day", "in the afternoon"), dt.time(12), dt.time(17)),
    ("evening", pgettext_lazy("part of the day", "in the evening"), dt.time(17), dt.time(21)),
]
"""Code, words, from and until, in the time of Amsterdam."""


@dataclass(frozen=True, slots=True)
class ReachFacts:
    """What somebody said of being reached. No parts of the day: any time; `version` 0: nothing said yet."""

    person_id: int
    channel: str = ""
    parts: tuple[str, ...] = ()
    words: str = ""
    email: str = ""
    phone: str = ""
    version: int = 0

    @property
    def channel_label(self) -> str:
        return str(dict(CHANNELS).get(self.channel, ""))

    @property
    def reminding(self) -> str:
        """The way of a reminder for which nobody says otherwise; empty when that was not said, or when they
        prefer none or one that is not set up here."""
        return self.channel if self.channel in dict(offered(REMINDING)) else ""

    @property
    def part_labels(self) -> list[str]:
        return [str(label) for code, label, _from, _until in PARTS_OF_DAY if code in self.parts]


def offered(ways: Sequence[tuple[str, Any]], standing: str = "") -> list[tuple[str, Any]]:
    """Of these ways the ones that reach somebody here: a text message needs a gateway.

    `standing`: what was chosen before stays among them, and says that it is not set up.
    """
    if sms_is_set():
        return list(ways)
    without = [(code, label) for code, label in ways if code != SMS or standing == SMS]
    return [
        (code, _("by text message (SMS), which is not set up here") if code == SMS else label)
        for code, label in without
    ]


def first_moment(at: dt.datetime, parts: tuple[str, ...]) -> dt.datetime:
    """The first moment from `at` on that lies in a preferred part of the day; `at` itself without any.

    Clocks are those of Amsterdam, also over the night on which they change.
    """
    windows = [(start, end) for code, _label, start, end in PARTS_OF_DAY if code in parts]
    if not windows:
        return at
    local = at.astimezone(AMSTERDAM)
    for start, end in windows:
        if local.time() < end:
            return at if local.time() >= start else _moment(local.date(), start)
    return _moment(local.date() + dt.timedelta(days=1), windows[0][0])


def _moment(day: dt.date, time: dt.time) -> dt.datetime:
    return dt.datetime.combine(day, time, AMSTERDAM).astimezone(dt.UTC)
