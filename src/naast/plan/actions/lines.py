from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from naast.kernel import audit
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotVisible
from naast.plan import queries, terms
from naast.plan.access import writing
from naast.plan.actions.rows import bounded, needed, payer_code, plan_row, row_of, save_changes
from naast.plan.amounts import checked, checked_range
from naast.plan.models import Price, ScenarioLine

MOST_YEARS = 50
MOST_LINES = 200
"""Far more than anyone reads; the engine itself refuses a thousand."""

RANGES = ("plan", "nothing", "own_price")
CHANGEABLE = (
    "label",
    "kind",
    "role",
    "sense",
    "plan",
    "plan_low",
    "plan_high",
    "nothing",
    "nothing_low",
    "nothing_high",
    "start_year",
    "years",
    "price_id",
    "own_price",
    "own_price_low",
    "own_price_high",
    "own_price_year",
    "own_unit",
    "payer",
    "beneficiary",
    "cashable",
    "reason",
    "source",
)


@transaction.atomic
def add_line(
    *,
    actor: Actor,
    case_id: int,
    scenario: str,
    what: str,
    quantity: Decimal | int = 1,
    years: int = 1,
    **details: Any,
) -> ScenarioLine:
    """A cost in the plan or in doing nothing: what, how much a year, how many years.

    `what` is the name of a price in either language, or own words: those become a memo, shown without an
    amount, until a price is known. `details` are any of `CHANGEABLE`. Raises Invalid by field.
    """
    case = writing(actor, case_id)
    if scenario not in dict(terms.SCENARIOS):
        raise Invalid(_("Choose the plan or doing nothing."), "scenario")
    if unknown := set(details) - set(CHANGEABLE):
        raise TypeError(f"add_line knows no {', '.join(sorted(unknown))}")
    label = needed(what, "what", 200, _("Choose from the price list, or write in your own words what it is."))
    if ScenarioLine.objects.filter(case_id=case.id).count() >= MOST_LINES:
        raise Invalid(_("There are %(most)d lines already.") % {"most": MOST_LINES}, "what")
    given = _prefilled(label, scenario, queries.price_named(label))
    given |= {scenario: checked(quantity, "quantity"), "years": years} | details
    line = ScenarioLine(case_id=case.id, ground=case.law, scenario=scenario, **_checked(given))
    plan_row(case)
    same: ScenarioLine | None = ScenarioLine.objects.filter(
        case_id=case.id, scenario=scenario, **{name: getattr(line, name) for name in CHANGEABLE}
    ).first()
    if same is not None:  # a form sent twice
        return same
    line.save()
    audit.change(actor, "plan.add_line", line, scenario=scenario, line_kind=line.kind)
    return line


def _prefilled(label: str, scenario: str, price: Price | None) -> dict[str, Any]:
    """What follows from the choice: what the plan buys is put in, what it prevents is an effect."""
    given: dict[str, Any] = {
        "label": label,
        "role": terms.INVESTMENT if scenario == terms.PLAN else terms.EFFECT,
        "plan": Decimal(0),
        "nothing": Decimal(0),
    }
    if price is None:
        return given | {"kind": None}
    given |= {"label": price.label, "price_id": price.pk, "kind": price.kind, "payer": price.payer}
    return given | ({"beneficiary": "resident"} if price.kind == terms.TRANSFER else {})


@transaction.atomic
def change_line(
    *, actor: Actor, case_id: int, line_id: int, base_version: int, changes: dict[str, Any]
) -> ScenarioLine:
    """Change what was prefilled; `changes` holds any of `CHANGEABLE`. Raises Stale for an old version."""
    case = writing(actor, case_id)
    line = row_of(ScenarioLine, case, line_id)
    if unknown := set(changes) - set(CHANGEABLE):
        raise TypeError(f"change_line knows no {', '.join(sorted(unknown))}")
    given = {name: changes.get(name, getattr(line, name)) for name in CHANGEABLE}
    if line.kind == terms.MEMO and "kind" not in changes:
        given["kind"] = None  # a memo that gets a price is a memo no longer
    saved = save_changes(line, _checked(given), base_version=base_version, shown="label")
    if saved is not None:
        audit.change(actor, "plan.change_line", saved, line_kind=saved.kind)
    return saved or line


@transaction.atomic
def remove_line(*, actor: Actor, case_id: int, line_id: int) -> None:
    """Take a line out of the returns; agreed versions keep it."""
    case = writing(actor, case_id)
    line = row_of(ScenarioLine, case, line_id)
    audit.change(actor, "plan.remove_line", line)
    line.delete()


def _checked(given: dict[str, Any]) -> dict[str, Any]:
    """All fields of a line, each within its bounds and fitting the others."""
    kept: dict[str, Any] = {
        "label": needed(str(given["label"]), "label", 200, _("Write down what this is.")),
        "role": _one_of(given["role"], terms.ROLES, "role"),
        "sense": _one_of(given.get("sense", terms.COST), terms.SENSES, "sense"),
        "cashable": bool(given.get("cashable")),
        "reason": bounded(given.get("reason") or "", "reason", 500),
        "source": bounded(given.get("source") or "", "source", 200),
        "payer": payer_code(given.get("payer") or "", "payer"),
        "beneficiary": payer_code(given.get("beneficiary") or "", "beneficiary"),
        "start_year": _whole(given.get("start_year", 0), "start_year", 0),
        "years": _whole(given.get("years", 1), "years", 1),
        "own_unit": _one_of(given.get("own_unit") or "", [*terms.UNITS, ("", "")], "own_unit"),
    }
    for name in RANGES:
        for key in (name, f"{name}_low", f"{name}_high"):
            kept[key] = checked(given.get(key), key)
    kept["plan"], kept["nothing"] = kept["plan"] or Decimal(0), kept["nothing"] or Decimal(0)
    for name in RANGES:
        if kept[name] is not None:
            checked_range(kept[f"{name}_low"], kept[name], kept[f"{name}_high"], name)
    return kept | _price(given, kept) | _kind(given, kept)


def _price(given: dict[str, Any], kept: dict[str, Any]) -> dict[str, Any]:
    price_id = given.get("price_id")
    if price_id is not None and not Price.objects.filter(pk=price_id).exists():
        raise NotVisible
    year = given.get("own_price_year")
    if kept["own_price"] is None:
        if kept["own_price_low"] is not None or kept["own_price_high"] is not None:
            raise Invalid(_("Fill in the price itself too."), "own_price")
        return {"price_id": price_id, "own_price_year": None}
    known = queries.price_index()
    base = queries.default_base_year(known)
    year = base if year is None else year
    if year != base and year not in known:
        raise Invalid(
            _("Choose a year from %(first)d to %(last)d.") % {"first": min(known), "last": max(known)}
            if known
            else _("There is no price index for this year."),
            "own_price_year",
        )
    return {"price_id": price_id, "own_price_year": year}


def _kind(given: dict[str, Any], kept: dict[str, Any]) -> dict[str, Any]:
    has_price = kept["own_price"] is not None or given.get("price_id") is not None
    kind = given.get("kind") or (terms.REAL if has_price else terms.MEMO)
    _one_of(kind, terms.LINE_KINDS, "kind")
    if kind == terms.MEMO:
        return {"kind": kind}
    if not has_price:
        raise Invalid(_("Without a price this is a line that counts without an amount."), "own_price")
    if not kept["payer"]:
        raise Invalid(_("Choose who pays."), "payer")
    if kind == terms.TRANSFER and kept["beneficiary"] in {"", kept["payer"]}:
        raise Invalid(_("Choose who receives it: someone else than who pays."), "beneficiary")
    return {"kind": kind, "beneficiary": kept["beneficiary"] if kind == terms.TRANSFER else ""}


def _one_of(value: Any, choices: list[tuple[str, Any]], field: str) -> str:
    if value not in dict(choices):
        raise Invalid(_("Choose one of the list."), field)
    return str(value)


def _whole(value: Any, field: str, least: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= MOST_YEARS:
        raise Invalid(
            _("This must be a whole number from %(least)d to %(most)d.")
            % {"least": least, "most": MOST_YEARS},
            field,
        )
    return value
