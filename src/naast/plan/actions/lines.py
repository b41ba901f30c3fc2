from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from naast.kernel import audit
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid
from naast.people.types import CaseFacts
from naast.plan import queries, terms
from naast.plan.access import writing
from naast.plan.actions.line_checks import CHANGEABLE, checked_line
from naast.plan.actions.rows import needed, plan_row, row_of, save_changes
from naast.plan.amounts import checked
from naast.plan.models import Alternative, AlternativeQuantity, Price, ScenarioLine, Support
from naast.plan.types import LineFacts

MOST_LINES = 200
"""Far more than anyone reads; the engine itself refuses a thousand."""
WEEKS, MONTHS = 52, 12


@transaction.atomic
def add_line(
    *,
    actor: Actor,
    case_id: int,
    scenario: str,
    what: str,
    quantity: Decimal | int = 1,
    years: int = 1,
    alternative_id: int | None = None,
    **details: Any,
) -> ScenarioLine:
    """A cost in the plan, in doing nothing, or in another way (`scenario` other, with its id): what, how much
    a year, how many years.

    `what` is the name of a price in either language, or own words: those become a memo, shown without an
    amount, until a price is known. `details` are any of `CHANGEABLE`. Raises Invalid by field.
    """
    case = writing(actor, case_id)
    if unknown := set(details) - set(CHANGEABLE):
        raise TypeError(f"add_line knows no {', '.join(sorted(unknown))}")
    line = _new(case, scenario, alternative_id, what, {"quantity": quantity, "years": years} | details)
    plan_row(case)
    same: ScenarioLine | None = ScenarioLine.objects.filter(
        case_id=case.id,
        scenario=scenario,
        alternative_id=alternative_id,
        **{name: getattr(line, name) for name in CHANGEABLE},
    ).first()
    if same is not None:  # a form sent twice
        return same
    line.save()
    audit.change(actor, "plan.add_line", line, scenario=scenario, line_kind=line.kind)
    return line


def _new(
    case: CaseFacts, scenario: str, alternative_id: int | None, what: str, given: dict[str, Any]
) -> ScenarioLine:
    """The line that these words would become, not kept. Raises Invalid by field."""
    if scenario not in dict(terms.LINE_OF) or (scenario == terms.OTHER) != (alternative_id is not None):
        raise Invalid(_("Choose the plan or doing nothing."), "scenario")
    if alternative_id is not None:
        row_of(Alternative, case, alternative_id)
    label = needed(what, "what", 200, _("Choose from the price list, or write in your own words what it is."))
    if ScenarioLine.objects.filter(case_id=case.id).count() >= MOST_LINES:
        raise Invalid(_("There are %(most)d lines already.") % {"most": MOST_LINES}, "what")
    quantity = checked(given.pop("quantity"), "quantity")
    side = terms.NOTHING if scenario == terms.NOTHING else terms.PLAN
    filled = _prefilled(label, scenario, queries.price_named(label)) | {side: quantity} | given
    return ScenarioLine(
        case_id=case.id,
        ground=case.law,
        scenario=scenario,
        alternative_id=alternative_id,
        **checked_line(filled),
    )


def try_line(
    *,
    actor: Actor,
    case_id: int,
    scenario: str,
    what: str,
    quantity: Decimal | int = 1,
    years: int = 1,
    alternative_id: int | None = None,
) -> LineFacts:
    """The line as it would be, for a look at what it does: nothing is kept. Raises Invalid by field."""
    case = writing(actor, case_id)
    return queries.line_facts(
        _new(case, scenario, alternative_id, what, {"quantity": quantity, "years": years})
    )


@transaction.atomic
def take_in_support(*, actor: Actor, case_id: int, support_id: int) -> ScenarioLine:
    """A support of the plan as a line of what the plan takes, for one year; without an amount it is a memo.

    An amount a week or a month is counted over the year, as an own price with the plan as its source.
    """
    case = writing(actor, case_id)
    support = row_of(Support, case, support_id)
    given: dict[str, Any] = {"payer": support.payer}
    if support.amount is not None:
        unit, times = _PERIODS[support.period]
        given |= {"own_price": support.amount, "own_unit": unit, "quantity": times, "source": _("the plan")}
        if not support.payer:
            raise Invalid(_("Choose who pays."), "payer")
    return add_line(actor=actor, case_id=case.id, scenario=terms.PLAN, what=support.what, **given)


_PERIODS = {"once": ("time", 1), "week": ("week", WEEKS), "month": ("month", MONTHS), "year": ("year", 1)}
"""The unit of a period, and how many of it there are in a year."""


def _prefilled(label: str, scenario: str, price: Price | None) -> dict[str, Any]:
    """What follows from the choice: what the plan buys is put in, what it prevents is an effect."""
    given: dict[str, Any] = {
        "label": label,
        "role": terms.EFFECT if scenario == terms.NOTHING else terms.INVESTMENT,
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
    wanted = _changed(line, changes)
    saved = save_changes(line, wanted, base_version=base_version, shown="label")
    if saved is not None:
        audit.change(actor, "plan.change_line", saved, line_kind=saved.kind)
    return saved or line


def _changed(line: ScenarioLine, changes: dict[str, Any]) -> dict[str, Any]:
    if unknown := set(changes) - set(CHANGEABLE):
        raise TypeError(f"change_line knows no {', '.join(sorted(unknown))}")
    given = {name: changes.get(name, getattr(line, name)) for name in CHANGEABLE}
    if line.kind == terms.MEMO and "kind" not in changes:
        given["kind"] = None  # a memo that gets a price is a memo no longer
    if line.scenario == terms.OTHER:
        # That way has it, or it is not there: nothing of it comes by itself.
        given |= {"nothing": Decimal(0), "nothing_low": None, "nothing_high": None, "nothing_reason": ""}
    return checked_line(given)


def try_change(*, actor: Actor, case_id: int, line_id: int, changes: dict[str, Any]) -> LineFacts:
    """The line as it would be with these changes: nothing is kept. Raises Invalid by field."""
    case = writing(actor, case_id)
    line = row_of(ScenarioLine, case, line_id)
    for name, value in _changed(line, changes).items():
        setattr(line, name, value)
    return queries.line_facts(line)


@transaction.atomic
def remove_line(*, actor: Actor, case_id: int, line_id: int) -> None:
    """Take a line out of the returns; agreed versions keep it."""
    case = writing(actor, case_id)
    line = row_of(ScenarioLine, case, line_id)
    audit.change(actor, "plan.remove_line", line)
    AlternativeQuantity.objects.filter(case_id=case.id, line_id=line.pk).delete()
    line.delete()
