"""What the returns engine refuses, said with the words of the page: it speaks English and names a path.

The engine is given our lines in their order (`calculation.engine_plan`), so `lines[2]` is the third of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from django.utils.translation import gettext as _

_LINE = re.compile(r"lines\[(?P<number>\d+)\](?:\.(?P<field>\w+(?:\.(?:year|group|alpha))?))?")
_INDEX = re.compile(r"index\.(?P<year>\d+)")


class Priced(Protocol):
    """What is needed of a line to name it."""

    @property
    def label(self) -> str: ...
    @property
    def price_year(self) -> int | None: ...


def path_of(refusal: str) -> str:
    """The path in the text of a `BadInput`."""
    return refusal.partition(": ")[0]


def sentence(refusal: str, lines: Sequence[Priced], base_year: int) -> str:
    """Which field to look at and why, for the text of a `BadInput` about these lines."""
    path = path_of(refusal)
    found = _LINE.match(path)
    if found and int(found["number"]) < len(lines):
        return _about_line(lines[int(found["number"])], found["field"] or "", refusal)
    if path == "index":
        return _("The price index does not know the year %(year)s. Choose another year at “%(field)s”.") % {
            "year": base_year,
            "field": _("At the prices of"),
        }
    if year := _INDEX.match(path):
        return _("The price index of %(year)s cannot be right. A controller can load the list again.") % {
            "year": year["year"]
        }
    if name := _level_fields().get(path):
        return _("Look at “%(field)s” once more: what stands there cannot be used.") % {"field": name}
    return _("Look at the lines once more: something in them cannot be used.")


def _about_line(line: Priced, field: str, refusal: str) -> str:
    if field == "price.year":
        return _(
            "“%(line)s”: the price is of %(year)s, and the price index does not know that year. "
            "Fill in another year at “%(field)s”, with a price of that year."
        ) % {"line": line.label, "year": line.price_year, "field": line_fields()[field]}
    if field in {"overlap.group", "overlap.alpha"}:
        return _about_overlap(line, field, refusal)
    name = line_fields().get(field) or line_fields().get(field.partition(".")[0])
    if name is None:
        return _("“%(line)s”: something of this line cannot be used. Look at its details once more.") % {
            "line": line.label
        }
    return _("“%(line)s”: look at “%(field)s” once more. What stands there cannot be used.") % {
        "line": line.label,
        "field": name,
    }


def _about_overlap(line: Priced, field: str, refusal: str) -> str:
    """Lines that partly count the same: alone, with two shares, or of two signs."""
    said = {
        "line": line.label,
        "group": line_fields()["overlap.group"],
        "alpha": line_fields()["overlap.alpha"],
    }
    if field == "overlap.alpha":
        return (
            _("“%(line)s”: “%(alpha)s” must be the same at every line with that name at “%(group)s”.") % said
        )
    if "at least two" in refusal:
        return (
            _(
                "“%(line)s”: no other line has this name at “%(group)s”. "
                "Fill it in there too, or take it out here."
            )
            % said
        )
    return _("“%(line)s”: under one name at “%(group)s” stand only costs or only gains, not both.") % said


def line_fields() -> dict[str, str]:
    """The engine's names for what a line holds, as the form of a line calls them."""
    return {
        "label": _("What?"),
        "plan": _("How much a year in the plan"),
        "nothing": _("How much a year when we do nothing"),
        "price": _("Own price in euros"),
        "price.year": _("Price of which year"),
        "payer": _("Who pays"),
        "beneficiary": _("Who receives it"),
        "years": _("How many years"),
        "start_year": _("Starts after how many years"),
        "kind": _("What kind of line is this?"),
        "role": _("What it is"),
        "sense": _("More of it"),
        "source": _("Source"),
        "reason": _("Why so?"),
        "deadweight": _("Would have happened anyway (%)"),
        "displacement": _("Moves elsewhere (%)"),
        "attribution": _("Our part in it (%)"),
        "success": _("Works in so many cases (%)"),
        "dropoff": _("Is lost each year (%)"),
        "overlap.group": _("Partly counts the same as"),
        "overlap.alpha": _("How much of the smaller ones counts (%)"),
    }


def _level_fields() -> dict[str, str]:
    return {"base_year": _("At the prices of"), "horizon_years": _("Look ahead how many years")}
