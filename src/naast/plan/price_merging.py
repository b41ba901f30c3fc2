"""The register of prices while wanted rows are kept in it one after another. Pure: no database and no clock.

What one row must hold and what it does to the others stands in `price_list`.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Collection, Iterable

from django.utils.translation import gettext as _

from naast.kernel.errors import Invalid
from naast.plan import terms
from naast.plan.price_list import Change, PriceRow, after, change


class Register:
    """The rows as they stand, and what becomes of them when wanted rows are kept one after another."""

    def __init__(self, rows: Iterable[PriceRow]) -> None:
        self._rows: dict[str, list[PriceRow]] = {}
        self._names: dict[str, PriceRow] = {}
        self._before: dict[int, PriceRow] = {}
        for row in rows:
            self._rows.setdefault(row.key, []).append(row)
            self._before[row.id] = row
            self._know(row)

    def keep(
        self, wanted: PriceRow, *, agreed: Collection[int], today: dt.date, left_out: Collection[str] = ()
    ) -> Change:
        """What keeping this row does; the rows stand so from then on. Raises Invalid by field."""
        called = self._called(wanted)
        rows = self._rows.get(called.key, [])
        done = change(called, rows, agreed=agreed, today=today, left_out=left_out)
        self._rows[called.key] = after(rows, done)
        self._know(done.after)
        return done

    def of(self, item: str) -> list[PriceRow]:
        """The rows of one item."""
        return list(self._rows.get(item.casefold(), []))

    def difference(self) -> tuple[list[PriceRow], list[PriceRow]]:
        """The rows that are new, and those that changed."""
        now = [row for rows in self._rows.values() for row in rows]
        return (
            [row for row in now if not row.id],
            [row for row in now if row.id and row != self._before[row.id]],
        )

    def _know(self, row: PriceRow) -> None:
        for name in (row.item, row.item_nl):
            self._names.setdefault(name.casefold(), row)

    def _called(self, wanted: PriceRow) -> PriceRow:
        """With the names that it goes by here: a name means one price, in either language."""
        same = self._rows.get(wanted.key)
        one_name = wanted.item == wanted.item_nl
        named = (self._names.get(name.casefold()) for name in (wanted.item_nl, wanted.item))
        known = same[0] if same else next(filter(None, named), None)
        if known is None:
            return wanted
        if one_name or (wanted.key == known.key and wanted.item_nl.casefold() == known.item_nl.casefold()):
            return dataclasses.replace(wanted, item=known.item, item_nl=known.item_nl)
        raise Invalid(
            _("This name goes with another one here: “%(item)s”, in Dutch “%(item_nl)s”.")
            % {"item": known.item, "item_nl": known.item_nl},
            "item_nl",
        )


def merged(
    wanted: Iterable[tuple[int, PriceRow]],
    register: Register,
    *,
    agreed: Collection[int],
    today: dt.date,
    left_out: Collection[str] = (),
) -> tuple[list[Change], list[tuple[int, Invalid]]]:
    """What keeping numbered rows does, in the order of their days, and what is refused by number.

    `left_out`: columns that none of the rows has.
    """
    changes: list[Change] = []
    refused: list[tuple[int, Invalid]] = []
    seen: dict[tuple[str, str, int, dt.date | None, dt.date | None], int] = {}
    for number, row in sorted(wanted, key=lambda pair: (pair[1].valid_from or today, pair[0])):
        # Of the list several rows of one day can stand: one of each price year.
        once = (
            row.key,
            row.whose,
            *((row.price_year, row.valid_to) if row.whose == terms.LISTED else (0, None)),
        )
        key = (*once, row.valid_from)
        try:
            if key in seen:
                raise Invalid(
                    _("This stands in row %(row)d too, with the same first day.") % {"row": seen[key]}, "item"
                )
            seen[key] = number
            changes.append(register.keep(row, agreed=agreed, today=today, left_out=left_out))
        except Invalid as refusal:
            refused.append((number, refusal))
    return changes, sorted(refused, key=lambda pair: pair[0])
