"""The bookings of a fund as a file for the municipality's own ledger, with control totals at its end.

Two rows for each booking, one for each side. Amounts and legal titles, never a name or a story: the sentence
of petty cash stays in its case.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from naast.decide.types import LedgerSide
from naast.kernel.spreadsheets import harmless


def write(sides: Iterable[LedgerSide]) -> bytes:
    """The sides as CSV: in Dutch with semicolons and 12,50, in English with commas and 12.50."""
    english = (get_language() or "").startswith("en")
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter="," if english else ";", lineterminator="\r\n")
    writer.writerow(_headings())
    bookings: set[int | None] = set()
    lines, debit, credit = 0, Decimal("0.00"), Decimal("0.00")
    for side in sides:
        bookings.add(side.entry_id)
        lines, debit, credit = lines + 1, debit + side.debit, credit + side.credit
        texts = (side.kind_label, side.account_label, side.cost_centre)
        writer.writerow(
            [
                side.entry_id or "",
                _cell(side.made_on, english),
                *(harmless(text) for text in texts),
                _cell(side.debit, english) if side.debit else "",
                _cell(side.credit, english) if side.credit else "",
                side.decision_id or "",
                harmless(side.title_text),
                harmless(side.why),
            ]
        )
    writer.writerow([])
    for words, value in (
        (_("Control: bookings"), len(bookings)),
        (_("Control: lines"), lines),
        (_("Control: debit"), debit),
        (_("Control: credit"), credit),
    ):
        writer.writerow([words, _cell(value, english)])
    # Excel takes a file without this mark for another character set.
    return ("\ufeff" + out.getvalue()).encode()


def _headings() -> list[str]:
    return [
        _("booking"),
        _("day"),
        _("kind"),
        _("account"),
        _("cost centre"),
        _("debit"),
        _("credit"),
        _("decision"),
        _("legal title"),
        _("why"),
    ]


def _cell(value: Decimal | dt.date | int, english: bool) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:.2f}" if english else f"{value:.2f}".replace(".", ",")
    return str(value)
