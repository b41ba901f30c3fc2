"""The municipality's own law library: rows of its own, new editions, values, and a lawyer's check."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from naast.engines.errors import BadInput
from naast.engines.legality.catalogue import ASK_WHETHER
from naast.kernel import actors, audit
from naast.kernel.actors import Actor
from naast.kernel.clock import today
from naast.kernel.errors import Invalid, NotAllowed, NotVisible, Stale
from naast.weigh.keepers import hold_library, must_keep_library
from naast.weigh.library import EDITABLE, engine_row, parse
from naast.weigh.models import LegalRow, LegalValue
from naast.weigh.models.law import LAW_LENGTH
from naast.weigh.texts import signed_articles

DUTCH_COLUMN = {"allows": "allows_nl", "must_be_motivated": "motivate_nl", "question": "question_nl"}
"""Where the engine speaks of both languages, the field of the form that is named."""


@transaction.atomic
def add_row(*, actor: Actor, columns: Mapping[str, Any], why: str = "") -> LegalRow:
    """A clause of the municipality itself, such as a hardship clause. English defaults to the Dutch.

    Raises Invalid with the column that the legality engine refuses.
    """
    must_keep_library(actor)
    hold_library(actor)
    last = LegalRow.objects.filter(is_own=True).order_by("-id").values_list("id", flat=True).first() or 0
    usual = {
        "question_nl": ASK_WHETHER.nl,
        "question_en": ASK_WHETHER.en,
        "certainty": "check",
        "through": "statute" if str(columns.get("bwb_id", "")).startswith("BWB") else "policy",
    }
    row = LegalRow(key=f"eigen-{last + 1}", is_own=True, why=why, **usual | _columns(columns))
    return _add(actor, "weigh.add_row", row)


@transaction.atomic
def edit_row(*, actor: Actor, row_id: int, changes: Mapping[str, Any], why: str) -> LegalRow:
    """A new edition of a clause; the one before stays, and a lawyer checks the new one again.

    Raises Invalid without a reason, Stale when somebody else made an edition after `row_id`.
    """
    must_keep_library(actor)
    if not why.strip():
        raise Invalid(_("Write down why the row changes."), "why")
    row = _newest(row_id)
    changed = {"certainty": "check"} | _columns(changes)
    return _next_edition(actor, "weigh.edit_row", row, changed, why=why.strip())


@transaction.atomic
def check_row(*, actor: Actor, row_id: int) -> LegalRow:
    """A lawyer read this clause in the consolidated text: a new edition that says so, with date and name.

    It keeps which wording of the article was signed, where its text is in the library.
    """
    if not actor.has_role(actors.LAWYER):
        raise NotAllowed(_("Only a lawyer checks a row of the law."))
    row = _newest(row_id)
    signed = {"certainty": "read", "checked_by_id": actor.id, "checked_on": today()}
    signed["signed_articles"] = signed_articles(row, today())
    return _next_edition(actor, "weigh.check_row", row, signed, why=_("checked by a lawyer"))


def _next_edition(
    actor: Actor, verb: str, row: LegalRow, changes: Mapping[str, Any], *, why: str
) -> LegalRow:
    kept = {name: getattr(row, name) for name in EDITABLE}
    fresh = LegalRow(key=row.key, edition=row.edition + 1, is_own=row.is_own, why=why, **{**kept, **changes})
    return _add(actor, verb, fresh)


def _add(actor: Actor, verb: str, row: LegalRow) -> LegalRow:
    try:
        parse([engine_row(row)])
    except BadInput as error:
        column = error.path.rsplit(".", 1)[-1].split("[")[0]
        raise Invalid(_refusal(column), DUTCH_COLUMN.get(column, column)) from error
    for field in LegalRow._meta.local_fields:
        value, longest = getattr(row, field.attname), getattr(field, "max_length", None)
        if isinstance(value, str) and longest and len(value) > longest:
            raise Invalid(_("This is longer than %(longest)s signs.") % {"longest": longest}, field.name)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Stale(
            _("Somebody else made an edition of this row in the meantime. Yours was not kept.")
        ) from error
    audit.change(actor, verb, row, key=row.key, edition=row.edition)
    return row


def _refusal(column: str) -> str:
    """What the engine refuses of a column, in our words: it speaks English itself."""
    return {
        "article": _("Begin with the number of the article, such as 7 lid 2."),
        "kind": _("Choose one of the list."),
        "valid_to": _("This day lies before the first day on which it is valid."),
    }.get(column, _("This cannot be right. Look at it once more."))


def _columns(columns: Mapping[str, Any]) -> dict[str, Any]:
    for name in columns:
        if name not in EDITABLE:
            raise Invalid(_("A row has no such column."), name)
    found = {name: value.strip() if isinstance(value, str) else value for name, value in columns.items()}
    for name in ("allows", "motivate", "question"):
        if f"{name}_nl" in found and not found.get(f"{name}_en"):
            found[f"{name}_en"] = found[f"{name}_nl"]
    return found


def _newest(row_id: int) -> LegalRow:
    row: LegalRow | None = LegalRow.objects.filter(pk=row_id).first()
    if row is None:
        raise NotVisible
    if LegalRow.objects.filter(key=row.key, edition__gt=row.edition).exists():
        raise Stale(_("There is a newer edition of this row. Look at that one first."))
    return row


@transaction.atomic
def write_value(
    *,
    actor: Actor,
    law: str,
    words_nl: str,
    words_en: str = "",
    value_id: int | None = None,
    base: str | None = None,
) -> LegalValue:
    """Add a value to the library, or put an existing one into other words; a lawyer checks it again.

    Other words are a value of their own, and the one before is in use no more: what a weighing served keeps
    the words with which it was chosen. `base`: the Dutch words when one looked (Stale); None looks away from
    that. The same once more changes nothing. Raises NotAllowed for who does not keep the library, NotVisible,
    and Invalid by field.
    """
    must_keep_library(actor)
    dutch, english = " ".join(words_nl.split()), " ".join((words_en or words_nl).split())
    if not dutch or len(dutch) > 300 or len(english) > 300:
        raise Invalid(_("Write the value in one sentence of at most 300 signs."), "words_nl")
    if len(law) > LAW_LENGTH:
        raise Invalid(_("This is longer than %(longest)s signs.") % {"longest": LAW_LENGTH}, "law")
    if not law.strip():
        raise Invalid(_("Write which law it belongs to."), "law")
    hold_library(actor)
    before = None if value_id is None else _value(value_id)
    known = LegalValue.objects.filter(law=law, words_nl=dutch, words_en=english, ends_on=None)
    same: LegalValue | None = known.first()
    if same is not None:
        return same
    if before is not None and (before.ends_on is not None or base not in (None, before.words_nl)):
        raise Stale(_("Somebody else put this in other words in the meantime. Look at those first."))
    value = LegalValue(key=_free_key(dutch), law=law, words_nl=dutch, words_en=english)
    value.save()
    audit.change(actor, "weigh.write_value", value)
    if before is not None:
        # Until yesterday, also when it was made today: from now on the other words are offered.
        before.ends_on = today() - dt.timedelta(days=1)
        before.save(update_fields=["ends_on"])
        audit.change(actor, "weigh.write_value", before)
    return value


def _free_key(words: str) -> str:
    base = slugify(words)[:50].strip("-") or "waarde"
    taken = set(LegalValue.objects.filter(key__startswith=base).values_list("key", flat=True))
    return next(
        key
        for number in range(len(taken) + 1)
        if (key := f"{base}-{number}" if number else base) not in taken
    )


@transaction.atomic
def check_value(*, actor: Actor, value_id: int) -> LegalValue:
    """A lawyer looked at this value; the date is shown beside it. Raises Stale for words in use no more."""
    if not actor.has_role(actors.LAWYER):
        raise NotAllowed(_("Only a lawyer checks a value."))
    hold_library(actor)
    value = _value(value_id)
    if value.ends_on is not None:
        raise Stale(_("Somebody else put this in other words in the meantime. Look at those first."))
    value.checked_by_id, value.checked_on = actor.id, today()
    value.save(update_fields=["checked_by", "checked_on"])
    audit.change(actor, "weigh.check_value", value)
    return value


def _value(value_id: int) -> LegalValue:
    value: LegalValue | None = LegalValue.objects.filter(pk=value_id).first()
    if value is None:
        raise NotVisible
    return value
