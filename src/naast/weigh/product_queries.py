"""What the product says otherwise than the library of a municipality."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from naast.engines.legality.conditions import comparisons
from naast.engines.legality.parsing import parse_condition
from naast.kernel import clock
from naast.weigh.actions.product import product_rows, says_the_same
from naast.weigh.library import EDITABLE, parse, say
from naast.weigh.models import LegalRow


@dataclass(frozen=True, slots=True)
class Difference:
    """One column of which the product says something else: its label and both texts."""

    label: str
    ours: str
    theirs: str


def differences(row: LegalRow) -> tuple[Difference, ...]:
    """What the product says today otherwise than this edition of the municipality; empty when it is theirs.

    No query.
    """
    theirs = _of_today().get(row.key)
    if theirs is None or row.is_own or row.is_of_product:
        return ()
    return tuple(
        Difference(_label(name), _shown(name, row), _shown(name, theirs))
        for name in EDITABLE
        # What a lawyer signed is read; that the product was not is no difference in words.
        if name != "certainty" and getattr(row, name) != getattr(theirs, name)
    )


def new_in_product() -> int:
    """How many editions `load_catalogue` would add. One query."""
    standing: dict[str, list[LegalRow]] = {}
    for row in LegalRow.objects.order_by("edition"):
        standing.setdefault(row.key, []).append(row)
    return sum(
        (not (found := standing.get(row.key, ())) or found[-1].is_of_product)
        and not any(says_the_same(row, edition) for edition in found)
        for row in product_rows()
    )


def _of_today() -> dict[str, LegalRow]:
    day = clock.today()
    return {row.key: row for row in product_rows() if row.valid_from is None or row.valid_from <= day}


def _shown(name: str, row: LegalRow) -> str:
    value: Any = getattr(row, name)
    if name == "conditions" and value:
        catalogue = parse([])
        facts = dict.fromkeys(one.fact for one in comparisons(parse_condition(value, "conditions")))
        return " ".join(
            row.question_nl if fact == f"row_{row.key}" else say(catalogue.question(fact)) for fact in facts
        )
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value) if value not in (None, "", {}) else _("nothing")


def _label(name: str) -> str:
    return str(getattr(LegalRow._meta.get_field(name), "verbose_name", name))
