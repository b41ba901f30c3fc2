"""The outcome of a calculation in words: how sure, what turns it, what moves it most, and on what it rests.

About money only. A chance is told as so many of the ten calculations, never as a percentage by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from naast.plan import terms
from naast.plan.amounts import whole_euros
from naast.plan.types import LineFacts, ReturnsView, ShareFacts, SwitchFacts

MOST_SWITCHES, MOST_SWINGS = 4, 5
NEARLY_ALL, HARDLY_ANY = Decimal("0.995"), Decimal("0.005")
SMALLEST_RATIO_OF = 100
"""Euros: below this the engine gives no ratio (docs/engines/returns.md)."""
_TENTHS = (
    gettext_lazy("one"),
    gettext_lazy("two"),
    gettext_lazy("three"),
    gettext_lazy("four"),
    gettext_lazy("five"),
    gettext_lazy("six"),
    gettext_lazy("seven"),
    gettext_lazy("eight"),
    gettext_lazy("nine"),
)
_DEFAULTS = {name: Decimal(0) for name in ("deadweight", "displacement", "dropoff")} | {
    name: Decimal(100) for name in ("attribution", "success")
}
"""What a line counts with where nobody chose a share, in per cent: the defaults of the engine."""

INPUTS = {
    "plan": gettext_lazy("How much a year in the plan"),
    "nothing": gettext_lazy("How much a year when we do nothing"),
    "price": gettext_lazy("Price"),
    "deadweight": gettext_lazy("Would have happened anyway (%)"),
    "displacement": gettext_lazy("Moves elsewhere (%)"),
    "attribution": gettext_lazy("Our part in it (%)"),
    "success": gettext_lazy("Works in so many cases (%)"),
    "dropoff": gettext_lazy("Is lost each year (%)"),
}


class _Sentences(NamedTuple):
    """What is said of the plan or of another way: with exact numbers, and by how sure it is."""

    even: Any
    more: Any
    less: Any
    nearly_all: Any
    hardly_any: Any
    over_nine: Any
    under_one: Any
    about: Any


_OF_PLAN = _Sentences(
    gettext_lazy("With these numbers the plan brings in as much as it costs."),
    gettext_lazy("With these numbers the plan brings in more than it costs."),
    gettext_lazy("With these numbers the plan costs more than it brings in."),
    gettext_lazy("In nearly all calculations the plan brings in more than it costs."),
    gettext_lazy("In hardly any calculation the plan brings in more than it costs."),
    gettext_lazy("In more than nine of the ten calculations the plan brings in more than it costs."),
    gettext_lazy("In less than one of the ten calculations the plan brings in more than it costs."),
    gettext_lazy("In about %(number)s of the ten calculations the plan brings in more than it costs."),
)
_OF_WAY = _Sentences(
    gettext_lazy("With these numbers this way brings in as much as it costs."),
    gettext_lazy("With these numbers this way brings in more than it costs."),
    gettext_lazy("With these numbers this way costs more than it brings in."),
    gettext_lazy("In nearly all calculations this way brings in more than it costs."),
    gettext_lazy("In hardly any calculation this way brings in more than it costs."),
    gettext_lazy("In more than nine of the ten calculations this way brings in more than it costs."),
    gettext_lazy("In less than one of the ten calculations this way brings in more than it costs."),
    gettext_lazy("In about %(number)s of the ten calculations this way brings in more than it costs."),
)
_OF_PLAN_BESIDE_WAY = _Sentences(
    gettext_lazy("In euros the plan and this way come to the same."),
    gettext_lazy("In euros the plan comes out higher than this way."),
    gettext_lazy("In euros the plan comes out lower than this way."),
    gettext_lazy("In nearly all calculations the plan comes out higher in euros than this way."),
    gettext_lazy("In hardly any calculation the plan comes out higher in euros than this way."),
    gettext_lazy(
        "In more than nine of the ten calculations the plan comes out higher in euros than this way."
    ),
    gettext_lazy(
        "In less than one of the ten calculations the plan comes out higher in euros than this way."
    ),
    gettext_lazy(
        "In about %(number)s of the ten calculations the plan comes out higher in euros than this way."
    ),
)


def chance(view: ReturnsView) -> str:
    """Whether the plan, or another way, brings in more than it costs, and how sure that is."""
    return _how_sure(view, _OF_WAY if view.way else _OF_PLAN)


def plan_beside(view: ReturnsView) -> str:
    """Whether the plan brings in more than another way; `view` is the plan beside that way."""
    return _how_sure(view, _OF_PLAN_BESIDE_WAY)


def _how_sure(view: ReturnsView, said: _Sentences) -> str:
    if view.welfare is None:
        return ""
    if view.is_exact:
        return str(said.even if view.welfare == 0 else said.more if view.welfare > 0 else said.less)
    if view.chance is None:
        return ""
    if view.chance >= NEARLY_ALL:
        return str(said.nearly_all)
    if view.chance <= HARDLY_ANY:
        return str(said.hardly_any)
    tenths = int((view.chance * 10).to_integral_value(ROUND_HALF_UP))
    if tenths == 10:
        return str(said.over_nine)
    if tenths == 0:
        return str(said.under_one)
    return str(said.about) % {"number": _TENTHS[tenths - 1]}


def ratio(view: ReturnsView) -> str:
    """What comes back for each euro, or why that cannot be said."""
    if view.investment is None or view.effects is None:
        return ""
    if view.ratio is None:
        return _("Less than %(least)s is put in: what comes back for each euro would say nothing.") % {
            "least": whole_euros(Decimal(SMALLEST_RATIO_OF))
        }
    if view.effects <= 0:
        return _("What follows from it brings in no euros: nothing comes back for what is put in.")
    figure = number_format(view.ratio.quantize(Decimal("0.01")), decimal_pos=2, use_l10n=True)
    return _("For each euro that is put in, about %(figure)s euro comes back.") % {"figure": figure}


def payback(view: ReturnsView) -> str:
    """When what comes in has made up for what went out."""
    if view.investment is None or view.welfare is None:
        return ""
    if view.investment >= 0:
        return _("Nothing is put in, so nothing has to be paid back.")
    if view.payback_month:
        return _("From month %(month)d on it has brought in more than it costs.") % {
            "month": view.payback_month
        }
    return _("Within the years looked at it does not bring in what it costs.")


def switches(view: ReturnsView) -> list[str]:
    """The few numbers at which the plan would bring in exactly what it costs, the nearest first."""
    lines = {line.id: line for line in view.lines}
    found = [(lines[row.line], row) for row in view.switches if row.line in lines]
    found = [(line, row) for line, row in found if not _says_nothing(line, row)]
    return [_turn(line, row, view.way) for line, row in found[:MOST_SWITCHES]]


def _says_nothing(line: LineFacts, row: SwitchFacts) -> bool:
    """Whether this value says nothing: a share that nobody chose, a scenario that has none of it, or a value
    that only takes the line away."""
    if row.input in _DEFAULTS and row.input not in line.shares:
        return True
    other = {"plan": line.nothing, "nothing": line.plan}.get(row.input)
    return row.now == 0 or row.value == 0 or row.value == other


def _turn(line: LineFacts, row: SwitchFacts, way: str) -> str:
    name, value, now = row.input, _figure(line, row.input, row.value), _figure(line, row.input, row.now)
    said = {"line": line.label, "value": value, "now": now, "input": INPUTS[name]}
    if name == "plan" and way:
        return _("“%(line)s”: if it were %(value)s a year this way (now %(now)s).") % said
    if name == "plan":
        return _("“%(line)s”: if it were %(value)s a year in the plan (now %(now)s).") % said
    if name == "nothing":
        return _("“%(line)s”: if it were %(value)s a year when we do nothing (now %(now)s).") % said
    if name == "price":
        return _("“%(line)s”: if the price were %(value)s (now %(now)s).") % said
    return _("“%(line)s”, “%(input)s”: if that were %(value)s (now %(now)s).") % said


def _figure(line: LineFacts, name: str, value: Decimal) -> str:
    """A number of a line with its unit. Shares come from the engine as 0 to 1."""
    if name in _DEFAULTS:
        return f"{_short(value * 100)} %"
    unit = dict(terms.UNITS).get(line.unit, "")
    if name == "price":
        euros = _("%(amount)s euro") % {"amount": _short(value)}
        return _("%(amount)s per %(unit)s") % {"amount": euros, "unit": unit} if unit else euros
    # A unit that is itself a year would say "a year a year".
    return f"{_short(value)} × {unit}" if unit and line.unit != "year" else _short(value)


def _short(value: Decimal) -> str:
    """At most two decimals, none where they are zero."""
    rounded = value.quantize(Decimal("0.01"))
    places = 0 if rounded == rounded.to_integral_value() else 2
    return number_format(rounded, decimal_pos=places, use_l10n=True, force_grouping=True)


@dataclass(frozen=True, slots=True)
class Swing:
    """What a number of a line does with the balance, at its low and at its high end; euros."""

    line: str
    input: str
    low: Decimal
    high: Decimal


def swings(view: ReturnsView) -> list[Swing]:
    """What makes most of the difference, the most first."""
    labels = {line.id: line.label for line in view.lines}
    return [
        Swing(labels.get(row.line, ""), _input(row.input, view.way), row.low, row.high)
        for row in view.swings[:MOST_SWINGS]
    ]


def _input(name: str, way: object) -> str:
    """What a number of a line is; of another way where one is given."""
    return _("How much a year this way") if name == "plan" and way else str(INPUTS[name])


@dataclass(frozen=True, slots=True)
class Assumption:
    """One number that a line rests on. `stated`: somebody chose it; else it holds without a choice."""

    what: str
    value: str
    stated: bool
    reason: str = ""


def assumptions(line: LineFacts) -> list[Assumption]:
    """Every number of a line as it is counted with, and why. Source and quality are those of the line."""
    if line.is_memo:
        return []
    return [*_stated(line), *_of_shares(line)]


def _stated(line: LineFacts) -> Iterator[Assumption]:
    for name, mode, low, high in (
        ("plan", line.plan, line.plan_low, line.plan_high),
        ("nothing", line.nothing, line.nothing_low, line.nothing_high),
        ("price", line.price or Decimal(0), line.price_low, line.price_high),
    ):
        value = _figure(line, name, mode) + _ends(low, high, "")
        yield Assumption(_input(name, line.alternative_id), value, True, line.reasons.get(name, ""))
    if line.overlap_group:
        value = _("“%(group)s”, %(alpha)s %% of the smaller ones") % {
            "group": line.overlap_group,
            "alpha": _short(line.overlap_alpha or Decimal(0)),
        }
        yield Assumption(_("Partly counts the same as"), value, True, line.reasons.get("overlap", ""))


def _of_shares(line: LineFacts) -> Iterator[Assumption]:
    for name, default in _DEFAULTS.items():
        share: ShareFacts | None = line.shares.get(name)
        if share is None:
            yield Assumption(str(INPUTS[name]), f"{_short(default)} %", False)
        else:
            value = f"{_short(share.mode)} %{_ends(share.low, share.high, ' %')}"
            yield Assumption(str(INPUTS[name]), value, True, share.reason)


def _ends(low: Decimal | None, high: Decimal | None, unit: str) -> str:
    said = []
    if low is not None:
        said.append(_("at least %(low)s") % {"low": f"{_short(low)}{unit}"})
    if high is not None:
        said.append(_("at most %(high)s") % {"high": f"{_short(high)}{unit}"})
    return f" ({', '.join(said)})" if said else ""
