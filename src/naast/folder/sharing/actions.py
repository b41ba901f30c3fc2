"""Sharing pages of a folder: making a share, a new code for it, saying it again, and ending it at once."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from naast.folder import tasks
from naast.folder.models import Share, SharePart
from naast.folder.sharing import codes, parts, texts
from naast.folder.sharing.parts import Part, Shelf, shelf_of
from naast.folder.sharing.standing import alive, asks_again
from naast.kernel import audit, clock
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotVisible
from naast.kernel.messages import sms_is_set
from naast.people import caseholders
from naast.people.words import line

LONGEST_DAYS = 365
"""A share ends within a year; whoever wants it longer says so again."""
LONGEST_TYPED_DAYS = 92
"""What staff typed along ends within three months, and when the case closes: who typed it may be gone by
then, and the person may never open their folder. The house's own choice."""


@dataclass(frozen=True, slots=True)
class Handed:
    """What is shown once: the secret of the link and the code. Neither is kept in clear.

    Without a `code` it goes by text message, to the number that ends in `phone_end`.
    """

    share_id: int
    token: str
    code: str = ""
    phone_end: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """With whom, what for, until and including which day, and how the code is told.

    `phone`: where a text message brings it. `said`: how and when the person asked for it, when staff types
    along.
    """

    organisation: str
    purpose: str
    until_on: dt.date | None
    code_by: str
    phone: str = ""
    said: str = ""


@transaction.atomic
def share(
    *, actor: Actor, case_id: int, person_id: int, terms: Terms, keys: Iterable[str], form_key: str
) -> Handed:
    """Let an organisation read the ticked pages. Sent twice (the same `form_key`, terms and pages, and not
    ended since) it is one share with a new code; anything else is another share.

    The person does it, or a member of staff who stands beside them types along and notes how they said so.
    By text message the code goes to the phone number of the terms, after this transaction.
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
    phone = codes.phone_number(terms.phone) if kept["code_by"] == Share.SMS else ""
    chosen = _chosen(actor, shelf, keys)
    kept["made_by_id"] = actor.id if actor.is_staff else None
    caseholders.one_at_a_time(case_id)
    made = Share.objects.filter(person_id=person_id, form_key=form_key[:64]).first()
    if made is not None:
        if made.case_id == case_id and alive(made) and _is_same(made, kept, chosen, phone):
            return _hand_out(actor, made, "folder.share_again", phone)
        # The form goes with the new share; the old one stands as it was said.
        made.form_key = secrets.token_urlsafe(24)
        made.save(update_fields=["form_key"])
    token, code = codes.new_token(), codes.new_code()
    row = Share(
        case_id=case_id,
        ground=shelf.place.case.law,
        person_id=person_id,
        token_hash=codes.token_hash(token),
        form_key=form_key[:64],
        **kept,
    )
    row.save()
    row.code_hash = codes.code_hash(row, code)
    row.save(update_fields=["code_hash"])
    for part in chosen:
        _keep_part(row, part)
    audit.change(actor, "folder.share", row, parts=[part.kind for part in chosen], until=str(row.until_on))
    if phone:
        return Handed(row.pk, token, phone_end=_texted(row, phone))
    return Handed(row.pk, token, code)


@transaction.atomic
def renew(*, actor: Actor, share_id: int) -> Handed:
    """A new link and a new code to tell oneself; the old ones stop, and who was reading stops too. Raises
    Invalid when the share has ended."""
    row = _standing(actor, share_id)
    texts.drop_waiting(row)
    return _hand_out(actor, row, "folder.renew_share")


@transaction.atomic
def text_code(*, actor: Actor, share_id: int, phone: str) -> None:
    """Send a new code by text message to a number, after this transaction; the link stays, the old code and
    who was reading stop. Raises Invalid for a number that is none, for a share that has ended or whose code
    is told otherwise, and after too many in a day."""
    row = _standing(actor, share_id)
    if row.code_by != Share.SMS:
        raise Invalid(_("You chose to tell this code yourself."), "phone")
    _texts_leave("phone")
    _texted(row, codes.phone_number(phone))
    audit.change(actor, "folder.ask_code", row)


@transaction.atomic
def confirm(*, actor: Actor, share_id: int) -> int:
    """The person says in their own folder that they want what was typed along: from now on it rests on their
    own word. Returns the case. Raises Invalid when it has ended, NotVisible for staff and others."""
    row = _mine(actor, share_id)
    if not actor.is_resident or row.made_by_id is None:
        raise NotVisible
    if not (alive(row) or asks_again(row)):
        raise Invalid(_("This has ended. Make a new one."))
    _said_again(actor, row)
    return int(row.case_id)


@transaction.atomic
def withdraw(*, actor: Actor, share_id: int) -> int:
    """End a share now; who is reading sees nothing more at the next press. Returns the case."""
    row = _mine(actor, share_id)
    if row.withdrawn_at is None:
        row.withdrawn_at = clock.now()
        row.save(update_fields=["withdrawn_at"])
        texts.drop_waiting(row)
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
    """The pages that this actor may tick. What works for somebody, and a covered board, is theirs alone to
    hand on: staff who types along may not have read it themselves."""
    found = parts.on(shelf)
    if actor.is_resident:
        return found
    return [part for part in found if part.kind != parts.SKILLS and not part.covered]


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


def _standing(actor: Actor, share_id: int) -> Share:
    """The share, for a new code. Who asks for one in their own folder says once more that they want it."""
    row = _mine(actor, share_id)
    if not alive(row):
        raise Invalid(_("This has ended. Make a new one."))
    if actor.is_resident:
        _said_again(actor, row)
    return row


def _said_again(actor: Actor, row: Share) -> None:
    if row.made_by_id is not None and row.confirmed_at is None:
        row.confirmed_at = clock.now()
        row.save(update_fields=["confirmed_at"])
        audit.change(actor, "folder.confirm_share", row)


def _hand_out(actor: Actor, row: Share, verb: str, phone: str = "") -> Handed:
    """A new link, and a new code unless a text message to this number brings or brought the one that is."""
    token, code = codes.new_token(), codes.new_code()
    row.token_hash = codes.token_hash(token)
    row.save(update_fields=["token_hash"])
    audit.change(actor, verb, row)
    if phone:
        text = texts.current(row)
        astray = text is None or text.state in text.ASTRAY
        return Handed(row.pk, token, phone_end=_texted(row, phone) if astray else phone[-2:])
    row.code_hash = codes.code_hash(row, code)
    row.code_made_at, row.wrong_tries, row.closed_until = clock.now(), 0, None
    row.save(update_fields=["code_hash", "code_made_at", "wrong_tries", "closed_until"])
    return Handed(row.pk, token, code)


def _texted(row: Share, phone: str) -> str:
    """Ask for a text with a new code, and for its job: with the one comes the other, or neither does."""
    text = texts.ask(row, phone)
    tasks.text_code.defer(municipality_id=row.municipality_id, text_id=text.pk)
    return str(text.phone_end)


def _is_same(row: Share, kept: dict[str, Any], chosen: list[Part], phone: str) -> bool:
    """Whether the form says what this share says: terms, who made it, pages, and where its code goes."""
    rows = SharePart.objects.filter(share=row)
    ticked = {parts.key_of(part.kind, part.board_id or part.document_id) for part in rows}
    same = all(getattr(row, name) == value for name, value in kept.items())
    return same and ticked == {part.key for part in chosen} and (not phone or texts.went_to(row, phone))


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
    if code_by == Share.SMS:
        _texts_leave("code_by")
    return code_by


def _texts_leave(field: str) -> None:
    if not sms_is_set():
        raise Invalid(_("This municipality cannot send text messages yet. Choose another way."), field)


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
