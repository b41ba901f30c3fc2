"""The price list as a dated register: what a row must hold, and what adding one does to the rows before it.

Pure: no database and no clock. The forms and the file of prices (`price_csv`) keep the same rules by this one
module. Amounts are euros of `price_year` per `unit`.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from naast.kernel.errors import Invalid
from naast.plan import terms
from naast.plan.amounts import checked

FIRST_DAY, LAST_DAY = dt.date(1990, 1, 1), dt.date(2199, 12, 31)
"""Days outside these are typing errors."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LENGTHS = {
    "item": 120,
    "item_nl": 120,
    "source": 200,
    "legal_title": 120,
    "cost_centre": 40,
    "because": 300,
}


@dataclass(frozen=True, slots=True)
class PriceRow:
    """One row of the register. `id` and `version` are 0 for a row that is only wanted."""

    item: str
    item_nl: str
    unit: str
    mode: Decimal
    price_year: int
    payer: str
    quality: str
    low: Decimal | None = None
    high: Decimal | None = None
    vat: str = ""
    kind: str = terms.REAL
    source: str = ""
    legal_title: str = ""
    cost_centre: str = ""
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    whose: str = terms.OWN
    because: str = ""
    id: int = 0
    version: int = 0

    @property
    def key(self) -> str:
        """Rows with this key are one thing through the years, of the list and own alike."""
        return self.item.casefold()

    def holds_on(self, day: dt.date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or self.valid_to >= day
        )


FIELDS = tuple(field.name for field in dataclasses.fields(PriceRow) if field.name not in {"id", "version"})
_DAYS = frozenset({"valid_from", "valid_to"})
_BOOKED_ON = frozenset({"legal_title", "cost_centre"})
_NOT_THE_PRICE = _DAYS | _BOOKED_ON
"""A row that an agreed plan uses may still get these: no amount of that plan follows from them."""
MOST_OF_ONE = 200
"""Own prices of one thing: a new one each month for more than sixteen years. The house's own choice."""

ADDED, OVERRIDES, LATER, CORRECTED, ENDED, SAME = "added", "overrides", "later", "corrected", "ended", "same"


@dataclass(frozen=True, slots=True)
class Change:
    """What keeping one wanted row does. `before` is the row that it follows, corrects or goes before."""

    kind: str
    after: PriceRow
    before: PriceRow | None = None

    @property
    def is_new(self) -> bool:
        return self.kind in {ADDED, OVERRIDES, LATER}


def checked_row(row: PriceRow, *, years: Collection[int]) -> PriceRow:
    """The row with its texts tidied, each field within its bounds and fitting the others.

    `years`: those that the price index knows. Raises Invalid with the name of the field.
    """
    texts: dict[str, Any] = {name: _text(getattr(row, name), name) for name in _LENGTHS}
    kept = dataclasses.replace(row, **texts)
    kept = dataclasses.replace(kept, item=kept.item or kept.item_nl, item_nl=kept.item_nl or kept.item)
    if not kept.item:
        raise Invalid(_("Write down what this is."), "item_nl")
    _one_of(kept.unit, terms.UNITS, "unit")
    _one_of(kept.payer, terms.PAYERS, "payer")
    _one_of(kept.vat, terms.VATS, "vat")
    _one_of(kept.kind, [each for each in terms.LINE_KINDS if each[0] != terms.MEMO], "kind")
    _one_of(kept.quality, terms.QUALITIES, "quality")
    _one_of(kept.whose, terms.WHOSE, "whose")
    kept = _amounts(kept)
    if kept.price_year not in years:
        raise Invalid(_unknown_year(kept.price_year, years), "price_year")
    if not kept.source and kept.quality != terms.UNSOURCED:
        raise Invalid(_("Name the source, or choose “no source” at quality."), "source")
    _days(kept)
    return kept


def _text(value: str, field: str) -> str:
    if _CONTROL.search(value):
        raise Invalid(_("There is a sign in this text that cannot be kept."), field)
    kept, most = " ".join(value.split()), _LENGTHS[field]
    if len(kept) > most:
        raise Invalid(
            ngettext("At most %(most)d character.", "At most %(most)d characters.", most) % {"most": most},
            field,
        )
    return kept


def _one_of(value: str, choices: Sequence[tuple[str, Any]], field: str) -> None:
    if value not in dict(choices):
        raise Invalid(_("Choose one of the list."), field)


def _amounts(row: PriceRow) -> PriceRow:
    for name in ("mode", "low", "high"):
        checked(getattr(row, name), name)
    if row.low is not None and row.low > row.mode:
        raise Invalid(_("At least is more than the price itself."), "low")
    if row.high is not None and row.high < row.mode:
        raise Invalid(_("At most is less than the price itself."), "high")
    if row.low is None and row.high is None:
        return row
    # One end is enough: on the other side the price itself is the end, as the returns engine takes it.
    return dataclasses.replace(
        row,
        low=row.mode if row.low is None else row.low,
        high=row.mode if row.high is None else row.high,
    )


def _unknown_year(year: int, years: Collection[int]) -> str:
    if not years:
        return _("There is no price index for this year.")
    return _(
        "The price index does not know %(year)d. Choose a year from %(first)d to %(last)d, "
        "or add the year to the index first."
    ) % {"year": year, "first": min(years), "last": max(years)}


def _days(row: PriceRow) -> None:
    for name in sorted(_DAYS):
        day = getattr(row, name)
        if day is not None and not FIRST_DAY <= day <= LAST_DAY:
            raise Invalid(_("This day cannot be right."), name)
    if row.valid_from and row.valid_to and row.valid_to < row.valid_from:
        raise Invalid(_("The last day lies before the first."), "valid_to")


def change(
    wanted: PriceRow,
    rows: Iterable[PriceRow],
    *,
    agreed: Collection[int],
    today: dt.date,
    left_out: Collection[str] = (),
) -> Change:
    """What keeping `wanted` does to the rows of the same item. Raises Invalid with the name of the field.

    `rows`: what stands, of the list and own; `agreed`: ids of rows that an agreed plan uses, which stay as
    they are. Without a first day a price holds from today, or is that of the last row when nothing differs.
    `left_out`: fields of which nothing is said; what the price before it is booked on then stays.
    """
    standing = [row for row in rows if row.key == wanted.key]
    listed = [row for row in standing if row.whose == terms.LISTED]
    if wanted.whose == terms.LISTED:
        return _listed(wanted, listed, _BOOKED_ON.intersection(left_out))
    own = sorted(
        (row for row in standing if row.whose == terms.OWN), key=lambda row: row.valid_from or dt.date.min
    )
    _counted_alike(wanted, standing)
    if listed and not wanted.because:
        raise Invalid(_("Say why this goes before the price of the list."), "because")
    last = own[-1] if own else None
    if wanted.valid_from is None:
        if last is not None and not _differing(last, wanted, _NOT_THE_PRICE):
            wanted = dataclasses.replace(wanted, valid_from=last.valid_from)
        else:
            wanted = dataclasses.replace(wanted, valid_from=today)
        _days(wanted)
    same_day = next((row for row in own if row.valid_from == wanted.valid_from), None)
    before = same_day or last or next((row for row in reversed(listed) if row.holds_on(today)), None)
    if before is not None:
        booked = {name: getattr(before, name) for name in _BOOKED_ON.intersection(left_out)}
        wanted = dataclasses.replace(wanted, **booked)
    if same_day is not None:
        return _on_the_same_day(wanted, same_day, own, agreed)
    if last is None:
        return Change(OVERRIDES if listed else ADDED, wanted, before)
    if len(own) >= MOST_OF_ONE:
        raise Invalid(_("There are %(most)d prices of this already.") % {"most": MOST_OF_ONE}, "item_nl")
    assert wanted.valid_from is not None and last.valid_from is not None
    if wanted.valid_from < last.valid_from:
        raise Invalid(
            _("A price from %(day)s on stands already. Choose a later day.")
            % {"day": date_format(last.valid_from, "j F Y")},
            "valid_from",
        )
    return Change(LATER, wanted, last)


def _listed(wanted: PriceRow, listed: Sequence[PriceRow], left_out: Collection[str]) -> Change:
    """A row of the list may stand in a file, as long as it says what the list says."""
    found = [
        row
        for row in listed
        if (row.price_year, row.valid_from, row.valid_to)
        == (wanted.price_year, wanted.valid_from, wanted.valid_to)
    ]
    if not found:
        raise Invalid(_("The list that comes with Naast has no such price. Write “own” here."), "whose")
    if different := _differing(found[0], wanted, {"because", *left_out}):
        raise Invalid(
            _("The list that comes with Naast says something else. For an own price: “own”, and why."),
            different[0],
        )
    return Change(SAME, found[0], found[0])


def _counted_alike(wanted: PriceRow, standing: Sequence[PriceRow]) -> None:
    """Lines that use a price hold their quantities in its unit: neither that nor the kind ever changes."""
    for row in standing:
        for name in ("unit", "kind"):
            if getattr(row, name) != getattr(wanted, name):
                raise Invalid(
                    _("This is counted otherwise already (%(value)s). Use another name for it.")
                    % {"value": dict([*terms.UNITS, *terms.LINE_KINDS])[getattr(row, name)]},
                    name,
                )


def _on_the_same_day(
    wanted: PriceRow, row: PriceRow, own: Sequence[PriceRow], agreed: Collection[int]
) -> Change:
    wanted = dataclasses.replace(wanted, id=row.id, version=row.version)
    different = _differing(row, wanted, frozenset())
    if not different:
        return Change(SAME, row, row)
    following = [
        each for each in own if each.valid_from and row.valid_from and each.valid_from > row.valid_from
    ]
    if following and "valid_to" in different:
        raise Invalid(_("A later price stands already, so this day stays."), "valid_to")
    keep_legal_title(row, wanted, agreed)
    if not set(different) - _NOT_THE_PRICE:
        return Change(ENDED if "valid_to" in different else CORRECTED, wanted, row)
    if row.id in agreed:
        raise Invalid(
            _("An agreed plan uses this price, so it stays as it is. Choose a later day for the new one."),
            "valid_from",
        )
    return Change(CORRECTED, wanted, row)


def keep_legal_title(row: PriceRow, wanted: PriceRow, agreed: Collection[int]) -> None:
    """Raises Invalid when another legal title is wanted for a row on which an agreed plan rests."""
    if row.id in agreed and row.legal_title and wanted.legal_title != row.legal_title:
        raise Invalid(_("An agreed plan uses this price: its legal title stays."), "legal_title")


def _differing(row: PriceRow, other: PriceRow, apart: Collection[str]) -> list[str]:
    return [name for name in FIELDS if name not in apart and getattr(row, name) != getattr(other, name)]


def after(rows: Iterable[PriceRow], done: Change) -> list[PriceRow]:
    """The rows as they stand when a change is kept: what the next wanted row is compared with."""
    if done.kind == SAME:
        return list(rows)
    if not done.is_new:
        return [*(row for row in rows if row is not done.before), done.after]
    if done.kind != LATER:
        return [*rows, done.after]
    return [*(ended(row, done.after) if row is done.before else row for row in rows), done.after]


def ended(row: PriceRow, following: PriceRow) -> PriceRow:
    """The row as it ends on the day before the following one begins; unchanged when it ended earlier."""
    assert following.valid_from is not None
    day = following.valid_from - dt.timedelta(days=1)
    return row if row.valid_to is not None and row.valid_to <= day else dataclasses.replace(row, valid_to=day)


def of_the_day(rows: Iterable[PriceRow], day: dt.date) -> PriceRow | None:
    """The row that holds on a day: the own one before the one of the list; None when none does."""
    holding = [row for row in rows if row.holds_on(day)]
    return max(
        holding,
        key=lambda row: (row.whose == terms.OWN, row.valid_from or dt.date.min, row.price_year),
        default=None,
    )
