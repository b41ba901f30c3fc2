"""Drafts: what somebody is typing, saved every few seconds, private to the account."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from naast.kernel import clock
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid
from naast.kernel.models.drafts import Draft

MAX_LENGTH = 100_000

Standing = Callable[[Actor, str, str], "tuple[int, str] | None"]
_standing: dict[str, Standing] = {}

Guard = Callable[[Actor, str, int], None]
_guards: dict[str, Guard] = {}


def register(prefix: str, standing: Standing) -> None:
    """Called once by a room: what stands now in a field of its objects, so that two who type are warned.

    `standing(actor, object_key, field)` gives version and text, or None when the actor may not see it.
    """
    _standing[prefix] = standing


def register_guard(prefix: str, guard: Guard) -> None:
    """Called once by a room: what may not be kept about its objects, such as words that were deleted.

    `guard(actor, object_key, base_version)` raises Invalid, NotAllowed or NotVisible to refuse a draft.
    """
    _guards[prefix] = guard


def newer_text(*, actor: Actor, object_key: str, field: str, base_version: int) -> tuple[int, str] | None:
    """Version and text that somebody saved after `base_version`; None when nobody did."""
    standing = _standing.get(object_key.split(":")[0])
    now = standing(actor, object_key, field) if standing is not None else None
    return now if now is not None and now[0] != base_version else None


def keep(*, actor: Actor, object_key: str, field: str, base_version: int, text: str) -> None:
    """Save a draft, replacing the one before. Raises Invalid when it is too long or the key is.

    The room of the object may refuse it as well (`register_guard`).
    """
    if len(text) > MAX_LENGTH:
        raise Invalid(_("This text is longer than 100,000 characters."), field)
    if not object_key or len(object_key) > 120 or len(field) > 60:
        raise Invalid(_("This draft does not say what it belongs to."), "object")
    guard = _guards.get(object_key.split(":")[0])
    if guard is not None:
        guard(actor, object_key, base_version)
    Draft.objects.update_or_create(
        municipality_id=actor.municipality_id,
        account_id=actor.account_id,
        object_key=object_key,
        field=field,
        defaults={"base_version": base_version, "text": text, "saved_at": clock.now()},
    )


def of(*, actor: Actor, object_key: str) -> dict[str, Draft]:
    """The drafts of this account about one object, by field."""
    rows = Draft.objects.filter(account_id=actor.account_id, object_key=object_key)
    return {draft.field: draft for draft in rows}


def of_each(*, actor: Actor, object_keys: Iterable[str]) -> dict[str, dict[str, Draft]]:
    """The drafts of this account about several objects, by object and field. One query."""
    found: dict[str, dict[str, Draft]] = {key: {} for key in object_keys}
    for draft in Draft.objects.filter(account_id=actor.account_id, object_key__in=list(found)):
        found[draft.object_key][draft.field] = draft
    return found


def lent(*, account_id: int, object_key: str, field: str, since: dt.datetime) -> Draft | None:
    """What somebody else is typing, as far as they keyed it after `since`.

    Drafts are private. Only a room that holds an explicit row with an end, in which the writer lent this one
    to the reader, may ask; it has checked that row.
    """
    rows = Draft.objects.filter(account_id=account_id, object_key=object_key, field=field)
    found: Draft | None = rows.filter(saved_at__gte=since).first()
    return found


def drop(*, actor: Actor, object_key: str) -> None:
    """Forget the drafts about one object; called by the action that saved it."""
    Draft.objects.filter(account_id=actor.account_id, object_key=object_key).delete()


def drop_expired() -> int:
    """Delete drafts older than thirty days in the municipality in scope; returns how many."""
    limit = clock.now() - dt.timedelta(days=Draft.KEEP_DAYS)
    return int(Draft.objects.filter(saved_at__lt=limit).delete()[0])
