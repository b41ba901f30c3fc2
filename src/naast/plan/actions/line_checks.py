"""What a line of the returns may hold: every field within its bounds and fitting the others."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from naast.kernel.errors import Invalid, NotVisible
from naast.plan import queries, terms
from naast.plan.actions.rows import bounded, needed, payer_code
from naast.plan.amounts import checked, checked_range
from naast.plan.models import Price
from naast.plan.models.scenarios import SHARES

MOST_YEARS = 50
RANGES = ("plan", "nothing", "own_price")
REASONS = ("plan_reason", "nothing_reason", "price_reason", "overlap_reason")
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
    "legal_title",
    "overlap_group",
    "overlap_alpha",
    *REASONS,
    *(f"{share}{end}" for share in SHARES for end in ("", "_low", "_high", "_reason")),
)
"""What of a line can be changed: all of it but the scenario that it was added to."""


def checked_line(given: dict[str, Any]) -> dict[str, Any]:
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
    for name in REASONS:
        kept[name] = bounded(given.get(name) or "", name, 300)
    kept |= _shares(given) | _overlap(given) | _price(given, kept) | _kind(given, kept)
    return kept | {"legal_title": _legal_title(given, kept)}


def _shares(given: dict[str, Any]) -> dict[str, Any]:
    """What the plan may count as its own, in per cent: nothing chosen, or a likeliest value with its ends."""
    kept: dict[str, Any] = {}
    for share in SHARES:
        why = f"{share}_reason"
        for key in (share, f"{share}_low", f"{share}_high"):
            kept[key] = _percent(given.get(key), key)
        kept[why] = bounded(given.get(why) or "", why, 300)
        if kept[share] is not None:
            checked_range(kept[f"{share}_low"], kept[share], kept[f"{share}_high"], share)
        elif kept[f"{share}_low"] is not None or kept[f"{share}_high"] is not None or kept[why]:
            raise Invalid(_("Fill in what is most likely too."), share)
    return kept


def _overlap(given: dict[str, Any]) -> dict[str, Any]:
    group = bounded(given.get("overlap_group") or "", "overlap_group", 60)
    alpha = _percent(given.get("overlap_alpha"), "overlap_alpha")
    if group and alpha is None:
        raise Invalid(_("Fill in too how much of it counts, from 0 to 100."), "overlap_alpha")
    if alpha is not None and not group:
        raise Invalid(
            _("Give what counts the same a name, and use it for the other line too."), "overlap_group"
        )
    return {"overlap_group": group, "overlap_alpha": alpha}


def _percent(value: Any, field: str) -> Decimal | None:
    share = checked(value, field)
    if share is not None and share > 100:
        raise Invalid(_("This must be a number from 0 to 100."), field)
    return share


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


def _legal_title(given: dict[str, Any], kept: dict[str, Any]) -> str:
    """What was filled in; nothing where the price says the same, so that the line follows the price."""
    title = bounded(" ".join((given.get("legal_title") or "").split()), "legal_title", 120)
    by_the_list = kept["kind"] != terms.MEMO and kept["own_price"] is None
    if title and by_the_list and Price.objects.filter(pk=kept["price_id"], legal_title=title).exists():
        return ""
    return title


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
