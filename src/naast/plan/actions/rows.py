"""What the actions share: the one plan of a case, texts within bounds, and saving what changed."""

from __future__ import annotations

from typing import Any, TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from naast.kernel.errors import Invalid, NotVisible
from naast.kernel.locking import save_version
from naast.kernel.models.rows import CaseRow
from naast.people.types import CaseFacts
from naast.plan import terms
from naast.plan.models import Plan

R = TypeVar("R", bound=CaseRow)


def plan_row(case: CaseFacts) -> Plan:
    """The plan of the case, made when somebody writes for the first time.

    It is locked: of a form that is sent twice at the same moment the second sees what the first one made.
    """
    plan, _made = Plan.objects.select_for_update().get_or_create(
        municipality_id=case.municipality_id, case_id=case.id, defaults={"ground": case.law}
    )
    return plan  # type: ignore[no-any-return]


def row_of(model: type[R], case: CaseFacts, row_id: int) -> R:
    """A row of this case. Raises NotVisible for another case's or another municipality's."""
    row: R | None = model.objects.filter(case_id=case.id, pk=row_id).first()
    if row is None:
        raise NotVisible
    return row


def bounded(text: str, field: str, most: int) -> str:
    """The text without blanks around it. Raises Invalid when it is too long."""
    kept = text.strip()
    if len(kept) > most:
        raise Invalid(
            ngettext("At most %(most)d character.", "At most %(most)d characters.", most) % {"most": most},
            field,
        )
    return kept


def needed(text: str, field: str, most: int, sentence: str) -> str:
    """As `bounded`, and not empty; `sentence` says what to write."""
    kept = bounded(text, field, most)
    if not kept:
        raise Invalid(sentence, field)
    return kept


def payer_code(code: str, field: str) -> str:
    """A code of `terms.PAYERS`, or nothing. Raises Invalid for another."""
    if code and code not in dict(terms.PAYERS):
        raise Invalid(_("Choose who pays from the list."), field)
    return code


def save_changes(row: R, changes: dict[str, Any], *, base_version: int, shown: str) -> R | None:
    """Write what differs; None when nothing does (a form sent twice).

    Two people who change different fields do not hinder each other: a base version that is behind counts as
    stale only when one of *these* fields was changed since. Raises Stale then, with the text of `shown`.
    """
    if all(getattr(row, name) == value for name, value in changes.items()):
        return None
    base = row.version if _untouched_since(row, base_version, changes) else base_version
    return save_version(row, base_version=base, changes=changes, shown=shown)


def _untouched_since(row: CaseRow, base_version: int, names: dict[str, Any]) -> bool:
    if row.version == base_version:
        return True
    events = type(row).pgh_event_model.objects  # type: ignore[attr-defined]
    before = events.filter(pgh_obj_id=row.pk, version=base_version).order_by("-pgh_id").first()
    blank = {name: type(row)._meta.get_field(name).get_default() for name in names}  # type: ignore[union-attr]
    return all(getattr(row, name) == (getattr(before, name) if before else blank[name]) for name in names)
