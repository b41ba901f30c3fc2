"""Another way to help beside the plan: name it, say how much of what there is that way, take it out."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from naast.kernel import audit
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotVisible
from naast.people.types import CaseFacts
from naast.plan import alternatives, queries
from naast.plan.access import writing
from naast.plan.actions.rows import bounded, needed, plan_row, row_of, save_changes
from naast.plan.amounts import checked, checked_range
from naast.plan.models import Alternative, AlternativeQuantity, ScenarioLine
from naast.plan.models.plan import TEXT_LENGTH
from naast.plan.types import QuantityFacts

MOST_ALTERNATIVES = 4
"""Beside the plan and doing nothing; more than six ways nobody weighs at once."""
NAME_LENGTH, REASON_LENGTH = 80, 300


@transaction.atomic
def add_alternative(*, actor: Actor, case_id: int, name: str) -> Alternative:
    """Another way to look at beside the plan. The same name twice is one. Raises Invalid by field."""
    case = writing(actor, case_id)
    wanted = _named(name)
    plan_row(case)
    same: Alternative | None = Alternative.objects.filter(case_id=case.id, name=wanted).first()
    if same is not None:  # a form sent twice
        return same
    if Alternative.objects.filter(case_id=case.id).count() >= MOST_ALTERNATIVES:
        raise Invalid(_("There are %(most)d other ways already.") % {"most": MOST_ALTERNATIVES}, "name")
    row = Alternative(case_id=case.id, ground=case.law, name=wanted)
    row.save()
    audit.change(actor, "plan.add_alternative", row)
    return row


@transaction.atomic
def write_alternative(
    *, actor: Actor, case_id: int, alternative_id: int, base_version: int, name: str, words: str
) -> None:
    """Its name and what happens then. Raises Invalid by field, and Stale when somebody else wrote here."""
    case = writing(actor, case_id)
    row = row_of(Alternative, case, alternative_id)
    changes = {"name": _named(name), "words": bounded(words, "words", TEXT_LENGTH)}
    if Alternative.objects.filter(case_id=case.id, name=changes["name"]).exclude(pk=row.pk).exists():
        raise Invalid(_("Another way has this name already."), "name")
    saved = save_changes(row, changes, base_version=base_version, shown="words")
    if saved is not None:
        audit.change(actor, "plan.write_alternative", saved)


@transaction.atomic
def remove_alternative(*, actor: Actor, case_id: int, alternative_id: int) -> None:
    """Take it out with its own lines; agreed versions keep it."""
    case = writing(actor, case_id)
    row = row_of(Alternative, case, alternative_id)
    AlternativeQuantity.objects.filter(case_id=case.id, alternative_id=row.pk).delete()
    ScenarioLine.objects.filter(case_id=case.id, alternative_id=row.pk).delete()
    audit.change(actor, "plan.remove_alternative", row)
    row.delete()


@transaction.atomic
def say_quantity(
    *, actor: Actor, case_id: int, alternative_id: int, line_id: int, said: QuantityFacts | None
) -> None:
    """How much of a line of the plan or of doing nothing there is that way.

    None: nobody says, so it goes as when we do nothing. Raises Invalid by field, and Stale when somebody else
    said otherwise since the version that stands in `said`.
    """
    case = writing(actor, case_id)
    row_of(Alternative, case, alternative_id)
    wanted = _checked(case, line_id, said)
    plan_row(case)
    found = AlternativeQuantity.objects.filter(alternative_id=alternative_id, line_id=line_id)
    row: AlternativeQuantity | None = found.filter(case_id=case.id).first()
    if wanted is None:
        if row is not None:
            audit.change(actor, "plan.unsay_quantity", row)
            row.delete()
        return
    if row is None:
        columns = {"alternative_id": alternative_id, "line_id": line_id} | _columns(wanted)
        saved: AlternativeQuantity | None = AlternativeQuantity(case_id=case.id, ground=case.law, **columns)
        assert saved is not None
        saved.save()
    else:
        saved = save_changes(row, _columns(wanted), base_version=wanted.version, shown="reason")
    if saved is not None:
        audit.change(actor, "plan.say_quantity", saved)


def try_quantity(
    *, actor: Actor, case_id: int, line_id: int, said: QuantityFacts | None
) -> QuantityFacts | None:
    """What would be said, for a look at what it does: nothing is kept. Raises Invalid by field."""
    return _checked(writing(actor, case_id), line_id, said)


def _checked(case: CaseFacts, line_id: int, said: QuantityFacts | None) -> QuantityFacts | None:
    line = queries.line_of(case.id, line_id)
    if line is None or not alternatives.is_shared(line):
        raise NotVisible
    if said is None:
        return None
    number = checked(said.quantity, "quantity") or Decimal(0)
    low, high = checked(said.low, "quantity_low"), checked(said.high, "quantity_high")
    checked_range(low, number, high, "quantity")
    return QuantityFacts(number, low, high, bounded(said.reason, "reason", REASON_LENGTH), said.version)


def _columns(said: QuantityFacts) -> dict[str, Any]:
    return {"quantity": said.quantity, "low": said.low, "high": said.high, "reason": said.reason}


def _named(name: str) -> str:
    return needed(name, "name", NAME_LENGTH, _("Give the other way a name."))
