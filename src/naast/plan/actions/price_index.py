from __future__ import annotations

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from naast.kernel import audit, clock
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, Stale
from naast.plan import price_queries, terms
from naast.plan.actions.price_register import keeping, one_keeper_at_a_time
from naast.plan.actions.rows import needed
from naast.plan.models import PriceIndex

EARLIEST = 1950
LEAST, MOST = Decimal(-20), Decimal(100)
"""Per cent a year: beyond these a figure is a typing error, not a change of consumer prices."""


@transaction.atomic
def note_index(
    *,
    actor: Actor,
    year: int,
    change_percent: Decimal,
    source: str,
    quality: str,
    base_version: int = 0,
) -> PriceIndex:
    """How much prices rose in a year: a year that follows the last or precedes the first, or a better figure
    for a year that is there (then `base_version` is the one that was seen).

    A gap is refused: prices could not be brought across it. Agreed plans keep the index of their day.
    Raises Invalid by field, Stale when somebody else noted this year in the meantime.
    """
    keeping(actor)
    values = {
        "change_percent": _percent(change_percent),
        "source": needed(source, "source", 200, _("Name the source.")),
        "quality": _quality(quality),
    }
    one_keeper_at_a_time(actor)
    row: PriceIndex | None = PriceIndex.objects.select_for_update().filter(year=year).first()
    if row is None:
        _follows(year)
        row = PriceIndex(year=year, noted_on=clock.today(), **values)
        row.save()
    elif all(getattr(row, name) == value for name, value in values.items()):
        return row  # a form sent twice
    elif row.version != base_version:
        raise Stale(
            _("The year %(year)d is there already, or somebody changed it. Open it to correct it.")
            % {"year": year}
        )
    else:
        for name, value in values.items():
            setattr(row, name, value)
        row.noted_on = clock.today()
        row.version += 1
        row.save(update_fields=[*values, "noted_on", "version"])
    audit.change(actor, "plan.note_index", row, year=year)
    return row


def _percent(value: Decimal) -> Decimal:
    if not value.is_finite() or not LEAST <= value <= MOST:
        raise Invalid(_("This must be a percentage from -20 to 100."), "change_percent")
    if value != value.quantize(Decimal("0.01")):
        raise Invalid(_("At most two decimals."), "change_percent")
    return value


def _quality(code: str) -> str:
    if code not in dict(terms.QUALITIES) or code == terms.UNSOURCED:
        raise Invalid(_("Choose one of the list."), "quality")
    return code


def _follows(year: int) -> None:
    first, last = price_queries.open_index_years()
    latest = clock.today().year + 1
    if not EARLIEST <= year <= latest:
        raise Invalid(
            _("This must be a year from %(first)d to %(last)d.") % {"first": EARLIEST, "last": latest}, "year"
        )
    if PriceIndex.objects.exists() and year not in {first - 1, last + 1}:
        raise Invalid(
            _("The years must follow each other: add %(next)d first, or %(before)d.")
            % {"next": last + 1, "before": first - 1},
            "year",
        )
