"""Destroying what is kept about a person: rows, their history, and the content of the audit.

By a role of its own (`naast_eraser`), at the destruction date or on a granted request. What stays: of each
audit event its hash, time, actor and kind, so that the chain is whole, and a statement of destruction with
hashes. What is written in the database's backups or was sent as a letter lies outside its reach.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q

from naast.kernel import actors, clock, crypto
from naast.kernel.errors import DomainError
from naast.kernel.hardening import is_history, municipality_models
from naast.kernel.models import (
    Account,
    AuditEvent,
    Destruction,
    Draft,
    KeptRow,
    LoginCode,
    Membership,
    StoredFile,
)
from naast.kernel.tenancy import scope

ALIAS = "eraser"
TERM, REQUEST = "term", "request"
_PURPOSE = "kernel.destruction"
_BATCH = 1000

Suspender = Callable[[int, frozenset[int]], str]
_suspenders: list[Suspender] = []


class NotErased(DomainError):
    """Nothing was destroyed, and why."""


def register_suspender(suspender: Suspender) -> None:
    """Called once by a room that knows of something that keeps the file, such as an open objection.

    `suspender(person_id, case_ids)` runs inside the scope and says why, or gives an empty text.
    """
    if suspender not in _suspenders:
        _suspenders.append(suspender)


def row_hash(municipality_id: int, table: str, number: int) -> str:
    """By which a statement of destruction can show that a certain row is among what was destroyed."""
    return crypto.keyed_hash(f"{municipality_id}:{table}:{number}", _PURPOSE)


@dataclass
class _Reach:
    """What goes (ids by model), and references from somebody else's case that are cut instead."""

    person_id: int
    cases: frozenset[int]
    rows: dict[type[models.Model], set[int]] = field(default_factory=lambda: defaultdict(set))
    cut: dict[tuple[type[models.Model], str], set[int]] = field(default_factory=lambda: defaultdict(set))


def erase_person(
    *, municipality_id: int, person_id: int, reason: str, also_others: bool = False
) -> Destruction:
    """Destroy everything about a person of one municipality; returns the statement of destruction.

    `reason` is `term` (every row's destruction date has come) or `request` (granted). A case goes whole: when
    others took part in it `also_others` must say that this was thought of. Raises NotErased.
    """
    if reason not in dict(Destruction.REASONS):
        raise NotErased(f"the reason is {TERM} or {REQUEST}, not {reason}")
    cases = _suspended_or_cases(municipality_id, person_id)
    with transaction.atomic(using=ALIAS), scope(municipality_id, using=ALIAS):
        reach = _reach(person_id, cases)
        _check(reach, reason, also_others)
        events = _empty_audit(reach)
        _cut(reach)
        _delete(reach)
        _delete_logins(municipality_id, person_id, cases)
        return _stated(municipality_id, reason, reach, events)


def erase_rows(
    *,
    municipality_id: int,
    person_id: int,
    rows: Mapping[type[models.Model], Iterable[int]],
    draft_keys: Iterable[str],
    leaving: models.Model,
) -> Destruction:
    """Destroy some rows of a person because they ask it: these, what points to them, their files and history.

    `draft_keys` are the object keys whose drafts go, of every login. `leaving` is the unsaved row that says
    that it was done; it is kept in the same transaction. The caller has authorised, and holds no locks on
    these rows: the eraser works beside the running transaction and does not wait for it.

    What keeps a whole file (`register_suspender`) does not keep this: it is the person's own, and no part
    of what was decided. Raises NotErased when none of the rows is there (any more).
    """
    with transaction.atomic(using=ALIAS), scope(municipality_id, using=ALIAS):
        reach = _Reach(person_id, frozenset())
        for model, numbers in rows.items():
            reach.rows[model] |= set(_rows(model).filter(pk__in=set(numbers)).values_list("pk", flat=True))
        if not any(reach.rows.values()):
            raise NotErased("nothing of it is known here, or it is gone already")
        _follow(reach)
        events = _empty_audit(reach)
        _cut(reach)
        _delete(reach)
        Draft.objects.using(ALIAS).filter(object_key__in=list(draft_keys))._raw_delete(using=ALIAS)
        leaving.save(using=ALIAS)
        return _stated(municipality_id, REQUEST, reach, events)


def _stated(municipality_id: int, reason: str, reach: _Reach, events: list[str]) -> Destruction:
    hashes = [
        row_hash(municipality_id, model._meta.db_table, number)
        for model, numbers in reach.rows.items()
        for number in sorted(numbers)
    ]
    tables = {model._meta.label: len(numbers) for model, numbers in reach.rows.items()}
    statement = Destruction(reason=reason, tables=tables, row_hashes=hashes, event_hashes=events)
    statement.save(using=ALIAS)
    _record(municipality_id, statement)
    return statement


def _suspended_or_cases(municipality_id: int, person_id: int) -> frozenset[int]:
    with transaction.atomic(), scope(municipality_id):
        if not _model("people.Person").objects.filter(pk=person_id).exists():
            raise NotErased("this person is not known here")
        found = _model("people.Case").objects.filter(resident_id=person_id).values_list("pk", flat=True)
        cases = frozenset(found)
        for suspender in _suspenders:
            why = suspender(person_id, cases)
            if why:
                raise NotErased(why)
    return cases


def _model(label: str) -> Any:
    return apps.get_model(label)


def _plain() -> list[type[models.Model]]:
    kept_aside = (AuditEvent, Draft)
    return [model for model in municipality_models() if not is_history(model) and model not in kept_aside]


def _rows(model: type[models.Model]) -> Any:
    return model._default_manager.using(ALIAS)


def _reach(person_id: int, cases: frozenset[int]) -> _Reach:
    """Follow every reference to the person, and to what was found, until there is nothing new."""
    reach = _Reach(person_id, cases)
    reach.rows[_model("people.Person")].add(person_id)
    _follow(reach)
    return reach


def _follow(reach: _Reach) -> None:
    """Add what points to what was found so far, and the files of it, until there is nothing new.

    Also what was taken away before: it stands in no table any more, but its words stand in its history.
    """
    fresh: dict[type[models.Model], set[int]] = {model: set(numbers) for model, numbers in reach.rows.items()}
    _add_files(reach, fresh)
    candidates = [
        (model, table, each)
        for model in _plain()
        for table in (model, *_histories(model))
        for each in _references(table)
    ]
    while fresh:
        following: dict[type[models.Model], set[int]] = defaultdict(set)
        for model, table, reference in candidates:
            numbers = fresh.get(reference.related_model)
            if numbers:
                found = _pointing(reach, model, table, reference, numbers)
                following[model] |= found - reach.rows[model]
        for model, numbers in following.items():
            reach.rows[model] |= numbers
        _add_files(reach, following)
        fresh = {model: numbers for model, numbers in following.items() if numbers}
    for model, name in list(reach.cut):
        reach.cut[model, name] -= reach.rows[model]
    reach.rows = {model: numbers for model, numbers in reach.rows.items() if numbers}


def _references(table: type[models.Model]) -> list[Any]:
    """What the rows themselves point to; of a history not the row that it tells of."""
    return [
        each
        for each in table._meta.local_fields
        if isinstance(each, models.ForeignKey) and not each.name.startswith("pgh_")
    ]


def _of_table(model: type[models.Model], table: type[models.Model]) -> tuple[Any, str]:
    """What to look through, and where it says which row of the model: the rows, or, in the history, those
    that were taken away. Of a row that stands only its present references count."""
    if table is model:
        return _rows(model), "pk"
    alive = _rows(model).filter(pk=OuterRef("pgh_obj_id"))
    return _rows(table).filter(~Exists(alive)), "pgh_obj_id"


def _pointing(
    reach: _Reach, model: type[models.Model], table: type[models.Model], reference: Any, numbers: set[int]
) -> set[int]:
    """Rows that point to what goes, or did until they were taken away.

    In somebody else's case an optional reference is cut, not followed.
    """
    found: set[int] = set()
    has_case = any(each.name == "case" for each in model._meta.local_fields)
    to_person = reference.related_model is _model("people.Person")
    all_rows, key = _of_table(model, table)
    for batch in _batches(numbers):
        rows = all_rows.filter(**{f"{reference.attname}__in": batch})
        if reference.null and has_case and not to_person:
            elsewhere = rows.exclude(case_id__in=reach.cases)
            reach.cut[model, reference.attname] |= set(elsewhere.values_list(key, flat=True))
            rows = rows.filter(case_id__in=reach.cases)
        found |= set(rows.values_list(key, flat=True))
    return found


def _add_files(reach: _Reach, fresh: dict[type[models.Model], set[int]]) -> None:
    """The files that the rows refer to go along with them."""
    for model, numbers in list(fresh.items()):
        for reference in _references(model):
            if reference.related_model is StoredFile:
                for batch in _batches(numbers):
                    files = _rows(model).filter(pk__in=batch).values_list(reference.attname, flat=True)
                    reach.rows[StoredFile] |= {number for number in files if number is not None}


def _batches(numbers: Iterable[int]) -> Iterable[list[int]]:
    ordered = sorted(numbers)
    return (ordered[start : start + _BATCH] for start in range(0, len(ordered), _BATCH))


def _check(reach: _Reach, reason: str, also_others: bool) -> None:
    if not also_others:
        others = _model("people.Participant").objects.using(ALIAS).filter(case_id__in=reach.cases)
        if others.exclude(person_id=reach.person_id).exists():
            raise NotErased("others took part in this person's case: what they told would go too")
    if reason == TERM:
        today = clock.today()
        for model, numbers in reach.rows.items():
            if issubclass(model, KeptRow):
                for batch in _batches(numbers):
                    if _rows(model).filter(pk__in=batch, destroy_on__gt=today).exists():
                        raise NotErased("the destruction date has not come for all of it")


def _empty_audit(reach: _Reach) -> list[str]:
    """Empty the events about what goes; returns their content hashes, which stay in the chain."""
    about = Q(case_id__in=reach.cases)
    for model, numbers in reach.rows.items():
        about |= Q(object_type=model._meta.label, object_id__in=numbers)
    events = AuditEvent.objects.using(ALIAS).filter(about, salt__isnull=False)
    hashes = list(events.order_by("id").values_list("content_hash", flat=True))
    events.update(salt=None, object_type=None, object_id=None, case_id=None, detail=None)
    return hashes


def _histories(model: type[models.Model]) -> list[type[models.Model]]:
    return [
        found
        for found in municipality_models()
        if is_history(found) and found.pgh_tracked_model is model  # type: ignore[attr-defined]
    ]


def _cut(reach: _Reach) -> None:
    for (model, attname), numbers in reach.cut.items():
        for batch in _batches(numbers):
            _rows(model).filter(pk__in=batch).update(**{attname: None})
            for history in _histories(model):
                _rows(history).filter(pgh_obj_id__in=batch).update(**{attname: None})


def _delete(reach: _Reach) -> None:
    """Rows first, then their history: deleting a row writes what it was into its history.

    Straight deletes, as the foreign keys are checked when the transaction ends.
    """
    for model, numbers in reach.rows.items():
        for batch in _batches(numbers):
            _rows(model).filter(pk__in=batch)._raw_delete(using=ALIAS)
    for model, numbers in reach.rows.items():
        for history in _histories(model):
            for batch in _batches(numbers):
                _rows(history).filter(pgh_obj_id__in=batch)._raw_delete(using=ALIAS)


def _delete_logins(municipality_id: int, person_id: int, cases: frozenset[int]) -> None:
    """The folder's login, its codes, and what anybody was still typing about the cases."""
    mine = Membership.objects.using(ALIAS).filter(
        municipality_id=municipality_id, kind=Membership.RESIDENT, subject_id=person_id
    )
    accounts = list(mine.values_list("account_id", flat=True))
    mine.delete()
    drafts = Q(account_id__in=accounts)
    for case_id in cases:
        drafts |= Q(object_key__regex=rf"^[a-z_]+\.[a-z_]+:{int(case_id)}(:|$)")
    Draft.objects.using(ALIAS).filter(drafts)._raw_delete(using=ALIAS)
    kept = Membership.objects.using(ALIAS).filter(account_id__in=accounts).values("account_id")
    gone = Account.objects.using(ALIAS).filter(pk__in=accounts).exclude(pk__in=kept)
    _model("axes.AccessAttempt").objects.using(ALIAS).filter(username__in=gone.values("login")).delete()
    LoginCode.objects.using(ALIAS).filter(account__in=gone).delete()
    gone._raw_delete(using=ALIAS)


def _record(municipality_id: int, statement: Destruction) -> None:
    who = actors.system(municipality_id, "eraser")
    AuditEvent.objects.using(ALIAS).create(
        municipality_id=municipality_id,
        actor_kind=who.kind,
        actor_id=who.id,
        kind=AuditEvent.CHANGE,
        verb="kernel.erase",
        object_type=Destruction._meta.label,
        object_id=statement.pk,
        detail={"reason": statement.reason},
    )
