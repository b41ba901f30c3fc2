"""Keeping the price list: own prices, those that go before the list, later ones, and whole files of them."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from naast.kernel import audit, clock
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotAllowed, Stale
from naast.kernel.models import Municipality
from naast.plan import price_csv, price_list, price_queries, terms
from naast.plan.access import writing
from naast.plan.models import Price, PriceImport, ScenarioLine
from naast.plan.price_list import FIELDS, Change, PriceRow
from naast.plan.price_merging import Register, merged
from naast.plan.price_queries import ImportFacts

_LOCK = 7_264
_BATCH = 1_000
CHANGEABLE = frozenset(FIELDS) - {"item", "item_nl", "unit", "kind", "whose", "valid_to"}
"""What a later price may have otherwise; what it is and how it is counted stay."""
KEPT_HOURS = 24
"""Older files, also of others, go when the next one is sent."""


class FileRefused(Invalid):
    """A file of prices that cannot be kept; `problems` name row and column."""

    def __init__(self, problems: Sequence[price_csv.Problem]) -> None:
        super().__init__(
            ngettext(
                "%(number)d row cannot be kept. Nothing was kept.",
                "%(number)d rows cannot be kept. Nothing was kept.",
                len(problems),
            )
            % {"number": len(problems)}
            if problems[0].row
            else problems[0].words,
            "file",
        )
        self.problems = list(problems)


def keeping(actor: Actor) -> None:
    """Raises NotAllowed for who does not keep the price list."""
    if not price_queries.may_keep(actor):
        raise NotAllowed(_("The price list is kept by controller, policy and administrator."))


@transaction.atomic
def add_price(*, actor: Actor, values: dict[str, Any]) -> Price:
    """A price of the municipality itself; `values` by the names of `PriceRow`.

    With the name of a price of the list it goes before that one, and needs `because`. Raises Invalid by
    field.
    """
    keeping(actor)
    register = _locked(actor)
    return _kept(actor, "plan.add_price", register, _wanted(PriceRow(**values, whose=terms.OWN)))


@transaction.atomic
def change_price(*, actor: Actor, price_id: int, base_version: int, values: dict[str, Any]) -> Price:
    """A later price (from `valid_from` on, or today), or a correction of one that starts that very day.

    Of a price of the list this makes an own one that goes before it. `values`: any of `CHANGEABLE`.
    A row that an agreed plan uses stays as it is. Raises Invalid by field, and Stale when somebody else
    changed this price in the meantime.
    """
    keeping(actor)
    if unknown := set(values) - CHANGEABLE:
        raise TypeError(f"change_price knows no {', '.join(sorted(unknown))}")
    register = _locked(actor)
    price = price_queries.one_price(price_id)
    start = {"valid_from": None, "valid_to": None, "whose": terms.OWN, "id": 0, "version": 0}
    wanted = _wanted(dataclasses.replace(price_queries.row_of(price), **(start | values)))
    own = [row for row in register.of(price.item) if row.whose == terms.OWN]
    last = max(own, key=lambda row: row.valid_from or dt.date.min, default=None)
    seen = (price_id, base_version)
    if last is not None and (last.id, last.version) != seen and not _is_sent_twice(last, wanted):
        raise Stale(_("Somebody else changed this price in the meantime. What you typed still stands here."))
    if last is None and price.version != base_version:
        raise Stale(_("Somebody else changed this price in the meantime. What you typed still stands here."))
    return _kept(actor, "plan.change_price", register, wanted)


def _is_sent_twice(last: PriceRow, wanted: PriceRow) -> bool:
    first_day = wanted.valid_from or clock.today()
    return dataclasses.replace(last, id=0, version=0) == dataclasses.replace(wanted, valid_from=first_day)


@transaction.atomic
def end_price(*, actor: Actor, price_id: int, base_version: int, last_day: dt.date) -> Price:
    """An own price holds until a last day; after it that of the list holds again, if there is one."""
    keeping(actor)
    register = _locked(actor)
    row = _own_row(price_id, base_version)
    return _kept(actor, "plan.end_price", register, _wanted(dataclasses.replace(row, valid_to=last_day)))


def _own_row(price_id: int, base_version: int) -> PriceRow:
    price = price_queries.one_price(price_id)
    if price.whose != terms.OWN:
        raise NotAllowed(_("A price of the list that comes with Naast stays as it is."))
    if price.version != base_version:
        raise Stale(_("Somebody else changed this price in the meantime. What you typed still stands here."))
    return price_queries.row_of(price)


@transaction.atomic
def book_price(
    *, actor: Actor, price_id: int, base_version: int, legal_title: str, cost_centre: str
) -> Price:
    """On which legal title a cost rests, and later the cost centre (taakveld) that it is booked on.

    No amount follows from them, so they can be filled in later. Raises Invalid when a legal title is changed
    that an agreed plan rests on.
    """
    keeping(actor)
    _locked(actor)
    price = price_queries.one_price(price_id)
    row = dataclasses.replace(price_queries.row_of(price), legal_title=legal_title, cost_centre=cost_centre)
    kept = price_list.checked_row(row, years={row.price_year})
    if (kept.legal_title, kept.cost_centre) == (price.legal_title, price.cost_centre):
        return price
    if price.version != base_version:
        raise Stale(_("Somebody else changed this price in the meantime. What you typed still stands here."))
    price_list.keep_legal_title(price_queries.row_of(price), kept, price_queries.agreed_price_ids())
    price.legal_title, price.cost_centre = kept.legal_title, kept.cost_centre
    price.version += 1
    price.save(update_fields=["legal_title", "cost_centre", "version"])
    audit.change(actor, "plan.book_price", price)
    return price


@transaction.atomic
def use_new_price(*, actor: Actor, case_id: int, price_id: int) -> int:
    """Work a plan that is being made out with the price that holds today; returns how many lines changed.

    Lines that stand as they were agreed keep the price of that day.
    """
    case = writing(actor, case_id)
    rows = price_queries.history_of(price_queries.one_price(price_id))
    now = price_queries.today_of(rows)
    if now is None:
        raise Invalid(_("No price holds today."))
    ids = [row.pk for row in rows if row.pk != now.pk]
    lines = price_queries.lines_using(ids).filter(case_id=case.id, is_agreed=False)
    found = list(ScenarioLine.objects.select_for_update().filter(pk__in=[line.pk for line in lines]))
    for line in found:
        line.price_id = now.pk
        line.version += 1
        line.save(update_fields=["price", "version"])
        audit.change(actor, "plan.use_new_price", line, price_id=now.pk)
    return len(found)


@transaction.atomic
def send_prices(*, actor: Actor, name: str, content: bytes) -> PriceImport:
    """Read a file of prices and let it wait until it was looked at. Nothing of the list changes yet.

    Raises FileRefused with every problem, by row and column; then nothing waits either.
    """
    keeping(actor)
    register = Register(price_queries.register())
    _changes, problems = _read(content, register)
    if problems:
        raise FileRefused(problems)
    one_keeper_at_a_time(actor)  # a form sent twice: the second file takes the place of the first
    old = clock.now() - dt.timedelta(hours=KEPT_HOURS)
    PriceImport.objects.filter(made_at__lt=old).delete()
    PriceImport.objects.filter(staff_id=actor.id).delete()
    waiting = PriceImport(staff_id=actor.id, name=_file_name(name), content=content.decode("utf-8-sig"))
    waiting.save()
    audit.change(actor, "plan.send_prices", waiting)
    return waiting


def _file_name(name: str) -> str:
    return "".join(sign for sign in name if sign.isprintable())[:120]


def looked_into(actor: Actor, import_id: int) -> ImportFacts:
    """What keeping a waiting file would do now, and which open plans it touches. Changes nothing."""
    keeping(actor)
    waiting = price_queries.import_of(actor, import_id)
    register = Register(price_queries.register())
    changes, problems = _read(waiting.content.encode(), register)
    items = {change.after.item for change in changes if change.kind != price_list.SAME}
    touched = [row.id for item in items for row in register.of(item) if row.id]
    being_made, agreed = price_queries.touched_counts(touched)
    return ImportFacts(waiting.pk, waiting.name, changes, problems, _fingerprint(changes), being_made, agreed)


@transaction.atomic
def keep_prices(*, actor: Actor, import_id: int, seen: str) -> int:
    """Keep a waiting file, all of it; returns how many rows were added or changed.

    `seen` is the fingerprint of what was shown: when the list changed since, Stale, and nothing is kept.
    """
    keeping(actor)
    register = _locked(actor)
    waiting = price_queries.import_of(actor, import_id)
    changes, problems = _read(waiting.content.encode(), register)
    if problems or seen != _fingerprint(changes):
        raise Stale(_("The list changed while you were looking. Look once more at what this file does."))
    new, changed = register.difference()
    _write(actor, new, changed)
    waiting.delete()
    house = Municipality.objects.get(pk=actor.municipality_id)
    audit.change(actor, "plan.keep_prices", house, added=len(new), changed=len(changed))
    return len([change for change in changes if change.kind != price_list.SAME])


@transaction.atomic
def drop_prices(*, actor: Actor, import_id: int) -> None:
    """Throw a waiting file away."""
    one_keeper_at_a_time(actor)
    waiting = price_queries.import_of(actor, import_id)
    audit.change(actor, "plan.drop_prices", waiting)
    waiting.delete()


def _read(content: bytes, register: Register) -> tuple[list[Change], list[price_csv.Problem]]:
    rows, problems = price_csv.read(content, years=price_queries.known_years())
    left_out = price_csv.left_out(content) if rows else frozenset()
    changes, refused = merged(
        ((sent.number, sent.price) for sent in rows),
        register,
        agreed=price_queries.agreed_price_ids(),
        today=clock.today(),
        left_out=left_out,
    )
    problems += [price_csv.Problem(number, refusal.field, refusal.message) for number, refusal in refused]
    return changes, sorted(problems, key=lambda problem: problem.row)


def _fingerprint(changes: Sequence[Change]) -> str:
    text = "\n".join(f"{change.kind}|{change.after!r}|{change.before!r}" for change in changes)
    return hashlib.sha256(text.encode()).hexdigest()


def _wanted(row: PriceRow) -> PriceRow:
    return price_list.checked_row(row, years=price_queries.known_years())


def one_keeper_at_a_time(actor: Actor) -> None:
    """Until the transaction ends nobody else in this municipality changes prices or the index."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, actor.municipality_id % 2**31])


def _locked(actor: Actor) -> Register:
    """The register, while nobody else in this municipality changes it."""
    one_keeper_at_a_time(actor)
    return Register(price_queries.register())


def _kept(actor: Actor, verb: str, register: Register, wanted: PriceRow) -> Price:
    done = register.keep(wanted, agreed=price_queries.agreed_price_ids(), today=clock.today())
    new, changed = register.difference()
    made = _write(actor, new, changed)
    number = made[0].pk if made else done.after.id
    price = price_queries.one_price(number)
    if new or changed:
        audit.change(actor, verb, price, kind=done.kind)
    return price


def _write(actor: Actor, new: Sequence[PriceRow], changed: Sequence[PriceRow]) -> list[Price]:
    # First what ends: of each item at most one own row goes on.
    ending = [
        Price(pk=row.id, version=row.version + 1, **{name: getattr(row, name) for name in FIELDS})
        for row in changed
    ]
    Price.objects.bulk_update(ending, [*FIELDS, "version"], batch_size=_BATCH)
    added: list[Price] = Price.objects.bulk_create(
        [
            Price(municipality_id=actor.municipality_id, **{name: getattr(row, name) for name in FIELDS})
            for row in new
        ],
        batch_size=_BATCH,
    )
    return added


def exported(actor: Actor) -> bytes:
    """The whole register as CSV, also what ended. For who keeps the list and all other staff alike."""
    if not actor.is_staff:
        raise NotAllowed(_("The price list is for staff."))
    return price_csv.write(price_queries.register())
