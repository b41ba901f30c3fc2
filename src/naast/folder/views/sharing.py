"""Sharing pages with an organisation: by the person, or by staff who types along on their say."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from naast.folder.access import OWN, PART, Place, place_in
from naast.folder.sharing import actions, codes, queries
from naast.folder.sharing.actions import Handed
from naast.folder.sharing.forms import ShareForm, TextForm
from naast.folder.views.common import thanks
from naast.kernel import clock
from naast.kernel import messages as ways
from naast.kernel.errors import Invalid, NotVisible
from naast.kernel.models import AuditEvent
from naast.kernel.pages import Request, looked, resident_page, staff_page
from naast.kernel.refusals import put
from naast.people import queries as people

_TO_LOOK_AT = "folder.shares_to_look_at"
"""Session key: whose, of which day, and the cases (ids) in which something that they share waits for them."""


def to_look_at(request: Request) -> frozenset[int]:
    """In which cases something that this person shares waits for them. Asked once a day per login, and again
    after they shared or while a code is on its way: a first page is opened many times a day."""
    who = request.actor
    mine = f"{who.municipality_id}:{who.id}:{clock.today()}"
    kept = request.session.get(_TO_LOOK_AT, ["", []])
    if kept[0] == mine:
        return frozenset(kept[1])
    found, may_change = queries.to_look_at(who)
    if not may_change:
        request.session[_TO_LOOK_AT] = [mine, sorted(found)]
    return found


def look_again(request: Request) -> None:
    """What waits may have changed."""
    request.session.pop(_TO_LOOK_AT, None)


@resident_page()
def shares(request: Request, case_id: int) -> HttpResponse:
    """With whom this person shares, what, until when, and who opened it."""
    place = place_in(request.actor, case_id, OWN, PART)
    return _shares(request, place, {})


def _shares(request: Request, place: Place, typed: dict[int, TextForm]) -> HttpResponse:
    """The page, with the form for a text message as it was typed at the share it was typed for."""
    looked(request, place.case.id, "folder.shares")
    look_again(request)
    rows = [
        {"share": share, "form": typed.get(share.id) or TextForm(prefix=f"share{share.id}")}
        for share in queries.shares_of(request.actor, place.case.id)
    ]
    context = {"place": place, "rows": rows, "sms_is_set": ways.sms_is_set()}
    return render(request, "folder/shares.html", context, status=422 if typed else 200)


@resident_page()
@never_cache
def new_share(request: Request, case_id: int) -> HttpResponse:
    """Choose pages, an organisation, a purpose and a last day. The answer shows link and code, once."""
    place = place_in(request.actor, case_id, OWN, PART)
    looked(request, case_id, "folder.new_share")
    return _new(request, case_id, request.actor.id, {"place": place})


@staff_page()
@never_cache
def type_along(request: Request, case_id: int, person_id: int) -> HttpResponse:
    """The same at one table: what was typed along before, and a new one."""
    case = people.case_for(request.actor, case_id)
    looked(request, case_id, "folder.type_along")
    before = queries.typed_along(request.actor, case_id, person_id)
    person = next((row for row in people.people_in(case) if row.id == person_id), None)
    if person is None:
        raise NotVisible
    context = {"case": case, "step": "", "person": person, "shares": before}
    return _new(request, case_id, person_id, context)


def _new(request: Request, case_id: int, person_id: int, context: dict[str, Any]) -> HttpResponse:
    offered = actions.offered(request.actor, actions.sharer(request.actor, case_id, person_id))
    along = request.actor.is_staff
    form = ShareForm(initial={"form_key": secrets.token_urlsafe(24)}, offered=offered, typed_along=along)
    if request.method == "POST":
        form = ShareForm(request.POST, offered=offered, typed_along=along)
        _note_what_was_not_offered(request, case_id, {part.key for part in offered})
        if form.is_valid():
            try:
                handed = actions.share(
                    actor=request.actor, case_id=case_id, person_id=person_id, **form.asked()
                )
                return _shown_once(request, handed, context)
            except Invalid as error:
                put(form, error)
    name = "folder/share_along.html" if request.actor.is_staff else "folder/share.html"
    found = context | {"form": form, "offered": offered}
    return render(request, name, found, status=422 if form.errors else 200)


def _note_what_was_not_offered(request: Request, case_id: int, offered: set[str]) -> None:
    """A page of somebody else in a hand-made request: refused by the form, and written down."""
    if not set(request.POST.getlist("keys")) <= offered:
        request.audit_notes.append(
            {
                "kind": AuditEvent.REFUSAL,
                "verb": "folder.share",
                "case_id": case_id,
                "detail": {"why": "not_offered"},
            }
        )


def _shown_once(request: Request, handed: Handed, context: dict[str, Any]) -> HttpResponse:
    """Link and code stand on this answer only: there is no page to come back to."""
    look_again(request)
    door = request.build_absolute_uri(reverse("folder:door", args=[request.municipality.slug]))
    code = codes.spaced(handed.code) if handed.code else ""
    found = context | {"link": f"{door}#{handed.token}", "code": code, "phone_end": handed.phone_end}
    name = "folder/shared_once_along.html" if request.actor.is_staff else "folder/shared_once.html"
    return render(request, name, found)


@resident_page()
@require_POST
@never_cache
def renew_share(request: Request, case_id: int, share_id: int) -> HttpResponse:
    """A new link and code, when the old ones are lost or somebody else may have them."""
    place = place_in(request.actor, case_id, OWN, PART)
    try:
        handed = actions.renew(actor=request.actor, share_id=share_id)
    except Invalid as error:
        messages.warning(request, error.message)
        return HttpResponseRedirect(reverse("folder:shares", args=[case_id]))
    return _shown_once(request, handed, {"place": place})


@resident_page()
@require_POST
def end_share(request: Request, case_id: int, share_id: int) -> HttpResponse:
    """Nobody reads it any more, from now."""
    place_in(request.actor, case_id, OWN, PART)
    actions.withdraw(actor=request.actor, share_id=share_id)
    return thanks(request, _("You do not share this any more."), "folder:shares", case_id)


@resident_page()
@require_POST
def text_code(request: Request, case_id: int, share_id: int) -> HttpResponse:
    """A new code by text message, when the one before did not arrive or the number was wrong."""
    place = place_in(request.actor, case_id, OWN, PART)
    form = TextForm(request.POST, prefix=f"share{share_id}")
    if form.is_valid():
        try:
            actions.text_code(actor=request.actor, share_id=share_id, phone=form.cleaned_data["phone"])
            said = _("The text message is on its way. Look here in a minute to see if it went.")
            return thanks(request, said, "folder:shares", case_id)
        except Invalid as error:
            put(form, error)
    return _shares(request, place, {share_id: form})


@resident_page()
@require_POST
def confirm_share(request: Request, case_id: int, share_id: int) -> HttpResponse:
    """What was typed along is what this person wants, by their own word."""
    place_in(request.actor, case_id, OWN, PART)
    try:
        actions.confirm(actor=request.actor, share_id=share_id)
    except Invalid as error:
        messages.warning(request, error.message)
        return HttpResponseRedirect(reverse("folder:shares", args=[case_id]))
    return thanks(
        request, _("You share this until its last day, or until you stop it."), "folder:shares", case_id
    )


@staff_page()
@require_POST
def end_typed_along(request: Request, case_id: int, person_id: int, share_id: int) -> HttpResponse:
    """The person says at the table that it has to stop."""
    people.case_for(request.actor, case_id)
    actions.withdraw(actor=request.actor, share_id=share_id)
    return thanks(request, _("This is not shared any more."), "folder:type_along", case_id, person_id)
