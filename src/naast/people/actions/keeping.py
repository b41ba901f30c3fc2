"""How long rows are kept where the law leaves it to the municipality."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from naast.kernel import audit, clock, retention
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotVisible, Stale
from naast.kernel.models import Municipality, RetentionTerm
from naast.kernel.models.rows import forget_own_years
from naast.people.actions.persons import only_administrator
from naast.people.words import line


@transaction.atomic
def set_own_years(
    *, actor: Actor, ground: str, years: int | None, because: str, decided_by: str, base_version: int = 0
) -> None:
    """Write down how many years the municipality's own list says, why, and by whose decision.

    Without `years` the default counts again. Holds for rows that are made or changed from now on; the others
    keep their date. `base_version` is 0 when there was no own term yet. Raises NotVisible for a ground of
    which the law itself says how long, Invalid by field, Stale when a colleague was first.
    """
    only_administrator(actor)
    if ground not in retention.OWN_LIST:
        raise NotVisible
    # One at a time: for the first own term of a ground there is no row to lock yet.
    Municipality.objects.select_for_update(no_key=True).get(pk=actor.municipality_id)
    row: RetentionTerm | None = RetentionTerm.objects.filter(ground=ground).first()
    values = _checked(years, because, decided_by)
    if values == _standing(row):
        return
    if base_version != (row.version if row else 0):
        raise Stale(
            _("A colleague changed this term in the meantime. Look at it again; nothing was overwritten."),
            theirs=f"{row.years}" if row else "",
            current_version=row.version if row else 0,
        )
    before = row.years if row else None
    if values is None:
        assert row is not None
        audit.change(actor, "people.set_own_years", row, ground=ground, years=None, before=before)
        row.delete()
    else:
        row = row or RetentionTerm(ground=ground, version=0)
        row.years, row.because, row.decided_by = values
        row.since, row.version = clock.today(), row.version + 1
        row.save()
        audit.change(actor, "people.set_own_years", row, ground=ground, years=row.years, before=before)
    transaction.on_commit(lambda: forget_own_years(actor.municipality_id))


def _standing(row: RetentionTerm | None) -> tuple[int, str, str] | None:
    return (row.years, row.because, row.decided_by) if row else None


def _checked(years: int | None, because: str, decided_by: str) -> tuple[int, str, str] | None:
    """What is to stand, or None for the default."""
    if years is None:
        if because.strip() or decided_by.strip():
            raise Invalid(_("Write down the number of years, or empty the other two as well."), "years")
        return None
    if not 1 <= years <= retention.LONGEST_OWN_YEARS:
        message = _("Choose a whole number of years from 1 to %(most)s.")
        raise Invalid(message % {"most": retention.LONGEST_OWN_YEARS}, "years")
    why = line(because, 300, "because", needed=_("Write down why: the list and the line in it."))
    whose = line(decided_by, 200, "decided_by", needed=_("Write down who decided this, and when."))
    return years, why, whose
