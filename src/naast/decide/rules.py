"""Which decision needs which mandate and whose second pair of eyes. Pure: no clock, no database.

Source: the mandate register and second reader of the design (M7: a reader for a no, outside the law, above
mandate); that a person who decides acts on behalf of the college is Awb 10:1 to 10:3.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from naast.decide.kinds import EXCEPTION_KINDS, OUTSIDE
from naast.decide.models.decisions import LAWYER, REFUSING, SECOND_READER
from naast.decide.models.mandates import COLLEGE, EXCEPTION, REACH_ORDER, ROUTINE

NO_ROOM, OUTSIDE_STATUTE = "no_room", "outside_statute"
"""Results of the legality engine after which a lawyer reads along."""

URGENT_READING_DAYS = 3
"""Working days within which the second reader still reads an urgent decision."""

NARROW, KIND, BELOW, HAND, AWAY = "narrow", "kind", "below", "hand", "away"
"""Why a mandate of today, under the right law, is not the one proposed."""

REFUSED, LAW, ABOVE = "refused", "law", "above_mandate"
"""Why a second reader is due."""


@dataclass(frozen=True, slots=True)
class Needed:
    """The narrowest reach that may decide, and the role that reads along ("" when nobody need)."""

    reach: str
    reader_role: str
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """A mandate as far as the rules look at it. `law` empty: every law. `up_to` in euros.

    Of who stands in: `mandate_id` is the mandate they use and `holder_id` whose it is; its days are those on
    which both hold. `kinds`: of exceptions; empty: every kind.
    """

    id: int
    staff_id: int
    reach: str
    law: str
    up_to: Decimal
    from_on: dt.date
    until_on: dt.date | None
    mandate_id: int | None = None
    holder_id: int | None = None
    kinds: frozenset[str] = frozenset()

    def used_by(self, staff_ids: set[int]) -> bool:
        """Whether one of these people decides under this mandate, themselves or through a substitute."""
        return self.staff_id in staff_ids or (self.holder_id is not None and self.holder_id in staff_ids)

    def holds(self, *, law: str, on: dt.date) -> bool:
        """Whether it is a mandate under this law on a day."""
        days = self.from_on <= on and (self.until_on is None or on <= self.until_on)
        return days and self.law in ("", law)

    def is_lower_than(self, other: Held) -> bool:
        """Whether it is for less: a narrower kind of decision, or as narrow and up to less or fewer kinds."""
        return self.width < other.width

    @property
    def width(self) -> tuple[int, Decimal, int]:
        """How much may be decided under it, to be compared: kind of decision, limit, kinds of exceptions."""
        return REACH_ORDER.index(self.reach), self.up_to, len(self.kinds) or len(EXCEPTION_KINDS) + 1

    def allows(self, clause: str) -> bool:
        """Whether an exception that rests on this kind of clause falls within it; "": no exception."""
        return not (clause and self.kinds) or clause in self.kinds

    def suffices(
        self, *, reach: str, amount: Decimal | None, law: str, on: dt.date, clause: str = ""
    ) -> bool:
        """Whether a decision of this reach, amount, law and kind of clause is within it on a day."""
        return (
            self.holds(law=law, on=on)
            and self.allows(clause)
            and REACH_ORDER.index(self.reach) >= REACH_ORDER.index(reach)
            and (amount or Decimal(0)) <= self.up_to
        )


def needed(
    *, outcome: str, amount: Decimal | None, is_exception: bool, result: str, own_limit: Decimal
) -> Needed:
    """What a decision asks for. `result` is of the legality engine ("" without a weighing).

    `own_limit` is the amount up to which the writer may decide alone (0 without a mandate).
    """
    because = []
    if outcome in REFUSING:
        because.append(REFUSED)
    if result in (NO_ROOM, OUTSIDE_STATUTE):
        because.append(LAW)
    if (amount or Decimal(0)) > own_limit:
        because.append(ABOVE)
    role = LAWYER if LAW in because else SECOND_READER if because else ""
    return Needed(_reach(outcome, is_exception=is_exception, result=result), role, tuple(because))


def clause_of(kind: str, *, outcome: str, is_exception: bool, result: str) -> str:
    """The kind of exception that a decision is, as a mandate names it; `kind` is that of its legal title.

    Empty where nothing is departed from: by the rules, or a "no" where the law has no room.
    """
    if not is_exception or (result == NO_ROOM and outcome == "no"):
        return ""
    return OUTSIDE if result in (NO_ROOM, OUTSIDE_STATUTE) else kind


def _reach(outcome: str, *, is_exception: bool, result: str) -> str:
    """A "no" where the law has no room departs from nothing, so it does not need the college itself."""
    if result == OUTSIDE_STATUTE or (result == NO_ROOM and outcome != "no"):
        return COLLEGE
    return EXCEPTION if is_exception else ROUTINE


def lowest(  # noqa: PLR0913 - what a decision is, and whose hands are on it
    mandates: Iterable[Held],
    *,
    reach: str,
    amount: Decimal | None,
    law: str,
    on: dt.date,
    not_by: Iterable[int] = (),
    rather: int | None = None,
    wrote: Iterable[int] = (),
    clause: str = "",
) -> Held | None:
    """The narrowest mandate that suffices, not used by anyone in `not_by`, also not through a substitute.

    Nobody stands in for a decision that either of the two `wrote`. Of equals: `rather`'s own, who is there,
    who stands in, and last who somebody stands in for.
    """
    barred, hands = set(not_by), set(not_by) | set(wrote)
    able = [
        mandate
        for mandate in mandates
        if not mandate.used_by(hands if mandate.mandate_id else barred)
        and mandate.suffices(reach=reach, amount=amount, law=law, on=on, clause=clause)
    ]
    replaced = {mandate.mandate_id for mandate in able}

    def key(held: Held) -> tuple[tuple[int, Decimal, int], bool, bool, bool, int]:
        own = held.staff_id != rather
        return held.width, own, held.id in replaced, held.mandate_id is not None, held.id

    return min(able, key=key, default=None)


def why_not(
    held: Held,
    *,
    reach: str,
    amount: Decimal | None,
    read: set[int],
    wrote: set[int],
    near: set[int],
    clause: str = "",
) -> str:
    """Why this mandate, which holds today under the right law, does not serve; "" when it does.

    `read` and `wrote` had a hand in the proposal, `near` may come in to decide.
    """
    if REACH_ORDER.index(held.reach) < REACH_ORDER.index(reach):
        return NARROW
    if not held.allows(clause):
        return KIND
    if (amount or Decimal(0)) > held.up_to:
        return BELOW
    if held.used_by(read | wrote if held.mandate_id else read):
        return HAND
    return "" if held.staff_id in near else AWAY


def tied(mandates: Iterable[Held], staff_ids: Iterable[int], *, on: dt.date) -> set[int]:
    """Who stands in for one of these people on a day, or the other way round."""
    named = set(staff_ids)
    pairs = {
        (mandate.staff_id, mandate.holder_id)
        for mandate in mandates
        if mandate.holder_id is not None
        and mandate.from_on <= on
        and (mandate.until_on is None or on <= mandate.until_on)
    }
    stand_ins = {staff_id for staff_id, holder_id in pairs if holder_id in named}
    return stand_ins | {holder_id for staff_id, holder_id in pairs if staff_id in named and holder_id}


def own_limit(mandates: Iterable[Held], *, staff_id: int, law: str, on: dt.date, clause: str = "") -> Decimal:
    """Up to which amount someone may decide alone under this law; 0 without a mandate of their own."""
    own = [
        m.up_to
        for m in mandates
        if m.staff_id == staff_id
        and m.mandate_id is None
        and m.suffices(reach=ROUTINE, amount=None, law=law, on=on, clause=clause)
    ]
    return max(own, default=Decimal(0))
