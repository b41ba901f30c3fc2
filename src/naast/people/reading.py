"""Who reads which part of whose folder: the one rule, as a function of facts and a day.

Under twelve the parents with authority read; from twelve to fifteen both the child and they, while what the
child told stays the child's to share; from sixteen the young person alone. Whoever acts for somebody reads
what that task needs. Source of the ages: the design of Naast and Jeugdwet 7.3.4 and 7.3.5 (to be checked by
a lawyer).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Part(StrEnum):
    """A part of a folder that somebody may or may not read."""

    STORY = "story"
    BOARD = "board"
    ROLES = "roles"
    NETWORK = "network"
    SKILLS = "skills"
    SIGNALS = "signals"
    PLAN = "plan"
    STEPS = "steps"
    COSTS = "costs"
    DECISIONS = "decisions"
    LETTERS = "letters"
    APPOINTMENTS = "appointments"
    REMINDERS = "reminders"
    LOOKS = "looks"


Parts = frozenset[Part]

LABELS = {
    Part.STORY: pgettext_lazy("part of a folder", "story"),
    Part.BOARD: pgettext_lazy("part of a folder", "board"),
    Part.ROLES: pgettext_lazy("part of a folder", "roles"),
    Part.NETWORK: pgettext_lazy("part of a folder", "people around"),
    Part.SKILLS: pgettext_lazy("part of a folder", "what works"),
    Part.SIGNALS: pgettext_lazy("part of a folder", "signals"),
    Part.PLAN: pgettext_lazy("part of a folder", "plan"),
    Part.STEPS: pgettext_lazy("part of a folder", "steps"),
    Part.COSTS: pgettext_lazy("part of a folder", "what it costs"),
    Part.DECISIONS: pgettext_lazy("part of a folder", "decisions"),
    Part.LETTERS: pgettext_lazy("part of a folder", "letters"),
    Part.APPOINTMENTS: pgettext_lazy("part of a folder", "what was promised"),
    Part.REMINDERS: pgettext_lazy("part of a folder", "reminders"),
    Part.LOOKS: pgettext_lazy("part of a folder", "who looked"),
}
"""What a part is called on a page."""

ALL: Parts = frozenset(Part)
NONE: Parts = frozenset()
TOLD: Parts = frozenset({Part.STORY, Part.BOARD, Part.ROLES, Part.NETWORK, Part.SKILLS, Part.SIGNALS})
"""What somebody said themselves: from twelve on it is theirs to share."""
OF_WHO_TAKES_PART: Parts = TOLD | {Part.LETTERS, Part.REMINDERS, Part.LOOKS}
"""What a participant has in somebody else's case, with who looked at it: the rest of that folder is the
resident's."""
OF_WHO_LOOKS_ALONG: Parts = frozenset({Part.PLAN, Part.COSTS})
"""What a relative in the circle opens: the agreed plan, with what it costs."""

FROM_TWELVE, FROM_SIXTEEN = 12, 16

PROXY, MENTOR, ADMINISTRATOR, GUARDIAN = "proxy", "mentor", "administrator", "guardian"
KINDS = [
    (PROXY, _("proxy (gemachtigde)")),
    (MENTOR, _("mentor")),
    (ADMINISTRATOR, _("administrator (bewindvoerder)")),
    (GUARDIAN, _("guardian (voogd)")),
]
PARTS_OF_KIND: dict[str, Parts] = {
    MENTOR: frozenset({Part.PLAN, Part.DECISIONS, Part.LETTERS, Part.APPOINTMENTS}),
    # Of decisions and letters only those about money: see `money_only`.
    ADMINISTRATOR: frozenset({Part.COSTS, Part.DECISIONS, Part.LETTERS}),
}
"""What each kind reads. A proxy reads what was ticked; a guardian as a parent with authority."""
ABOUT_MONEY: Parts = frozenset({Part.DECISIONS, Part.LETTERS})
"""Parts of which some is about money and some is not."""


@dataclass(frozen=True, slots=True)
class Term:
    """From and until which day something holds, both included; None: no end."""

    from_on: dt.date
    until_on: dt.date | None = None

    def holds(self, on: dt.date) -> bool:
        return self.from_on <= on and (self.until_on is None or on <= self.until_on)


@dataclass(frozen=True, slots=True)
class Between:
    """A fact between two people, by their ids: `reader` reads or does not read of `subject`.

    `kind` is of who acts for somebody; `parts` of a proxy, and of what somebody shares.
    """

    reader: int
    subject: int
    term: Term
    kind: str = ""
    parts: Parts = NONE


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rule needs to know of one case. `born`: dates of birth by person; None is not known."""

    born: Mapping[int, dt.date | None] = field(default_factory=dict)
    authorities: tuple[Between, ...] = ()
    refusals: tuple[Between, ...] = ()
    acting: tuple[Between, ...] = ()
    shares: tuple[Between, ...] = ()
    along: tuple[Between, ...] = ()


def age_on(born: dt.date, on: dt.date) -> int:
    """Whole years on a day. Who was born on 29 February has their birthday on 1 March in other years."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def parts_readable(reader_person: int, subject_person: int, on: dt.date, facts: Facts) -> Parts:
    """The parts of the subject's folder that the reader may open on a day.

    An unknown date of birth is an answer: then nobody else reads by age.
    """
    born = facts.born.get(subject_person)
    age = None if born is None else age_on(born, on)
    is_child = age is not None and age < FROM_TWELVE
    if reader_person == subject_person:
        return NONE if is_child else ALL

    def now(rows: tuple[Between, ...]) -> list[Between]:
        pair = (reader_person, subject_person)
        return [row for row in rows if (row.reader, row.subject) == pair and row.term.holds(on)]

    # From sixteen on the young person alone says who reads: a refusal ends, and so does authority. While the
    # age is not known a refusal stands: it was made in the interest of a child.
    by_age = age is not None and age < FROM_SIXTEEN
    if (by_age or age is None) and now(facts.refusals):
        return NONE
    found: set[Part] = set()
    acting = now(facts.acting)
    if by_age and (now(facts.authorities) or any(row.kind == GUARDIAN for row in acting)):
        found |= ALL if is_child else ALL - TOLD
    for row in acting:
        found |= row.parts if row.kind == PROXY else PARTS_OF_KIND.get(row.kind, NONE)
    for row in now(facts.shares) if not is_child else ():
        found |= row.parts
    if now(facts.along):
        found |= OF_WHO_LOOKS_ALONG
    return frozenset(found)


def money_only(reader_person: int, subject_person: int, on: dt.date, facts: Facts) -> Parts:
    """Of decisions and letters: the parts of which only those about money are open to this reader, because
    nothing but the task of administrator opens that part."""
    others = replace(facts, acting=tuple(row for row in facts.acting if row.kind != ADMINISTRATOR))
    opened = parts_readable(reader_person, subject_person, on, facts)
    return (opened & ABOUT_MONEY) - parts_readable(reader_person, subject_person, on, others)


def as_parts(codes: object) -> Parts:
    """Parts by their codes as a row keeps them; an unknown code opens nothing."""
    known = {part.value for part in Part}
    return frozenset(Part(code) for code in codes if code in known) if isinstance(codes, list) else NONE


def in_order(parts: Parts) -> list[Part]:
    """Parts in the order of a folder."""
    return [part for part in Part if part in parts]
