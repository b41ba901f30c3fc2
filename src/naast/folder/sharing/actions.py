"""Sharing pages of a folder: making a share, a new code for it, and ending it at once."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from naast.folder.models import Share, SharePart
from naast.folder.sharing import parts
from naast.folder.sharing.parts import Part, Shelf, shelf_of
from naast.kernel import audit, clock, crypto
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotVisible
from naast.people import caseholders
from naast.people import queries as people
from naast.people.words import line

CODE_DIGITS = 8
TOKEN_BYTES = 32
LONGEST_DAYS = 365
"""A share ends within a year; whoever wants it longer says so again."""
LONGEST_TYPED_DAYS = 92
"""What staff typed along ends within three months, and when the case closes: who typed it may be gone by
then, and the person may never open their folder. The house's own choice."""
_TOKEN, _CODE = "folder.share.token", "folder.share.code"


@dataclass(frozen=True, slots=True)
class Handed:
    """What is shown once: the secret of the link and the code. Neither is kept in clear."""

    share_id: int
    token: str
    code: str


@dataclass(frozen=True, slots=True)
class Terms:
    """With whom, what for, until and including which day, and how the code is told.

    `said`: how and when the person asked for it, when staff types along.
    """

    organisation: str
    purpose: str
    until_on: dt.date | None
    code_by: str
    said: str = ""


@transaction.atomic
def share(
    *, actor: Actor, case_id: int, person_id: int, terms: Terms, keys: Iterable[str], form_key: str
) -> Handed:
    """Let an organisation read the ticked pages. Sent twice (the same `form_key`, terms and pages, and not
    ended since) it is one share with a new code; anything else is another share.

    The person does it, or a member of staff who stands beside them types along and notes how they said so.
    Raises Invalid for what is missing, for a day that is past or too far away (a year, or three months when
    typed along), when staff shares from a closed case, and when nothing is ticked; NotVisible for a page that
    is not this person's to share.
    """
    shelf = sharer(actor, case_id, person_id)
    kept = {
        "organisation": line(
            terms.organisation, 150, "organisation", needed=_("Write down with whom you want to share.")
        ),
        "purpose": line(terms.purpose, 300, "purpose", needed=_("Write down what it is for.")),
        "until_on": _day(terms.until_on, typed_along=actor.is_staff),
        "code_by": _channel(terms.code_by),
        "said": _said(actor, terms.said),
    }
    if actor.is_staff and not shelf.place.case.is_open:
        raise Invalid(_("This case is closed. The person can still share it from their own folder."))
    chosen = _chosen(actor, shelf, keys)
    kept["made_by_id"] = actor.id if actor.is_staff else None
    caseholders.one_at_a_time(case_id)
    made = Share.objects.filter(person_id=person_id, form_key=form_key[:64]).first()
    if made is not None:
        if made.case_id == case_id and alive(made) and _is_same(made, kept, chosen):
            return _hand_out(actor, made, "folder.share_again")
        # The form goes with the new share; the old one stands as it was said.
        made.form_key = secrets.token_urlsafe(24)
        made.save(update_fields=["form_key"])
    token, code = _secrets()
    row = Share(
        case_id=case_id,
        ground=shelf.place.case.law,
        person_id=person_id,
        token_hash=token_hash(token),
        form_key=form_key[:64],
        **kept,
    )
    row.save()
    row.code_hash = code_hash(row, code)
    row.save(update_fields=["code_hash"])
    for part in chosen:
        _keep_part(row, part)
    audit.change(actor, "folder.share", row, parts=[part.kind for part in chosen], until=str(row.until_on))
    return Handed(row.pk, token, code)


@transaction.atomic
def renew(*, actor: Actor, share_id: int) -> Handed:
    """A new link and a new code; the old ones stop, and who was reading stops too. Raises Invalid when the
    share has ended."""
    row = _mine(actor, share_id)
    if not alive(row):
        raise Invalid(_("This has ended. Make a new one."))
    return _hand_out(actor, row, "folder.renew_share")


@transaction.atomic
def withdraw(*, actor: Actor, share_id: int) -> int:
    """End a share now; who is reading sees nothing more at the next press. Returns the case."""
    row = _mine(actor, share_id)
    if row.withdrawn_at is None:
        row.withdrawn_at = clock.now()
        row.save(update_fields=["withdrawn_at"])
        audit.change(actor, "folder.withdraw_share", row)
    return int(row.case_id)


def sharer(actor: Actor, case_id: int, person_id: int) -> Shelf:
    """The folder, for who may share from it: the person themselves, or staff who stands beside them."""
    if actor.is_resident:
        if actor.id != person_id:
            raise NotVisible
    else:
        caseholders.held_case(actor, case_id)
    return shelf_of(actor.municipality_id, person_id, case_id)


def offered(actor: Actor, shelf: Shelf) -> list[Part]:
    """The pages that this actor may tick. What works for somebody is theirs alone to hand on: staff who types
    along may not have read it themselves."""
    found = parts.on(shelf)
    return found if actor.is_resident else [part for part in found if part.kind != parts.SKILLS]


def alive(row: Share) -> bool:
    """Whether a share counts today: not ended, and its person has been in the case since they made it. What
    staff typed along ends when the case closes."""
    if row.withdrawn_at is not None or row.until_on < clock.today():
        return False
    if row.made_by_id is not None and not row.case.is_open:
        return False
    if row.case.resident_id == row.person_id:
        return True
    since = people.takes_part_from(row.case_id, row.person_id)
    return since is not None and since <= clock.day_of(row.created_at)


def token_hash(token: str) -> str:
    """By which a link finds its share."""
    return crypto.keyed_hash(token, _TOKEN)


def code_hash(row: Share, code: str) -> str:
    """The keyed hash of a code, which fits one share only."""
    return crypto.keyed_hash(f"{row.municipality_id}:{row.pk}:{code}", _CODE)


def _mine(actor: Actor, share_id: int) -> Share:
    """The share, for who made it or may end it: its person, and staff beside when staff typed it along."""
    row: Share | None = Share.objects.select_for_update().filter(pk=share_id).first()
    if row is None or (actor.is_staff and row.made_by_id is None):
        raise NotVisible
    if actor.is_resident:
        if row.person_id != actor.id:
            raise NotVisible
    else:
        caseholders.held_case(actor, row.case_id)
    return row


def _hand_out(actor: Actor, row: Share, verb: str) -> Handed:
    token, code = _secrets()
    row.token_hash, row.code_hash = token_hash(token), code_hash(row, code)
    row.code_made_at, row.wrong_tries, row.closed_until = clock.now(), 0, None
    row.save(update_fields=["token_hash", "code_hash", "code_made_at", "wrong_tries", "closed_until"])
    audit.change(actor, verb, row)
    return Handed(row.pk, token, code)


def _secrets() -> tuple[str, str]:
    code = "".join(secrets.choice("0123456789") for _i in range(CODE_DIGITS))
    return secrets.token_urlsafe(TOKEN_BYTES), code


def _is_same(row: Share, kept: dict[str, Any], chosen: list[Part]) -> bool:
    """Whether the form says what this share says: terms, who made it, and pages."""
    rows = SharePart.objects.filter(share=row)
    ticked = {parts.key_of(part.kind, part.board_id or part.document_id) for part in rows}
    same = all(getattr(row, name) == value for name, value in kept.items())
    return same and ticked == {part.key for part in chosen}


def _day(until_on: dt.date | None, *, typed_along: bool) -> dt.date:
    if until_on is None:
        raise Invalid(_("Choose the last day."), "until_on")
    if until_on < clock.today():
        raise Invalid(_("This day has passed. Choose a day that is still to come."), "until_on")
    if until_on > clock.today() + dt.timedelta(days=LONGEST_DAYS):
        raise Invalid(_("A year is the longest. You can always share again."), "until_on")
    if typed_along and until_on > clock.today() + dt.timedelta(days=LONGEST_TYPED_DAYS):
        raise Invalid(_("Three months is the longest when you type along."), "until_on")
    return until_on


def _channel(code_by: str) -> str:
    if code_by not in dict(Share.CHANNELS):
        raise Invalid(_("Choose how you tell the code."), "code_by")
    return code_by


def _said(actor: Actor, said: str) -> str:
    if actor.is_resident:
        return ""
    return line(said, 300, "said", needed=_("Write down how and when this person asked for it."))


def _chosen(actor: Actor, shelf: Shelf, keys: Iterable[str]) -> list[Part]:
    here = {part.key: part for part in offered(actor, shelf)}
    wanted = list(dict.fromkeys(keys))
    if not wanted:
        raise Invalid(_("Tick at least one page."), "keys")
    if not set(wanted) <= set(here):
        raise NotVisible
    return [here[key] for key in wanted]


def _keep_part(row: Share, part: Part) -> None:
    SharePart(
        share=row,
        case_id=row.case_id,
        ground=row.ground,
        kind=part.kind,
        board_id=part.object_id if part.kind in {parts.BOARD, parts.PHOTO} else None,
        document_id=part.object_id if part.kind == parts.LETTER else None,
    ).save()
