"""What the owner of a board does beside laying it: a photo, the order, who lays along, paper."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from naast.folder import forms
from naast.folder.access import OWN, PART, Place, place_in
from naast.folder.views.common import thanks, untold
from naast.kernel.errors import Invalid, NotVisible, Stale
from naast.kernel.forms import number
from naast.kernel.pages import Request, looked, resident_page
from naast.kernel.refusals import put
from naast.listen import actions as listen_actions
from naast.listen import queries as listen
from naast.listen.actions.photo import photo_key
from naast.listen.drafting import given_back
from naast.listen.turning import turned, turning
from naast.listen.types import BoardView


def _mine(request: Request, case_id: int, board_id: int) -> tuple[Place, BoardView]:
    """A board of this case that this person leads; only the owner does these things."""
    place = place_in(request.actor, case_id, OWN, PART)
    now = listen.board_of(request.actor, board_id)
    if now.case_id != case_id or not now.leads:
        raise NotVisible
    return place, now


@resident_page()
def photo(request: Request, case_id: int, board_id: int) -> HttpResponse:
    """A photo of the board on the table, which is a full board."""
    place, now = _mine(request, case_id, board_id)
    first = untold(request, place)
    if first is not None:
        return first
    looked(request, case_id, "folder.board")
    key = photo_key(case_id, now.id)
    standing = {"version": now.version, "photo_words": now.photo_words, "own_words": now.words}
    given, kept = given_back(request.actor, key, standing)
    form = forms.PhotoForm(initial=given, has_photo=bool(now.photo_id))
    status = 200
    if request.method == "POST":
        form, status = _photo_kept(request, now)
        if status == 200:
            return thanks(request, _("Your photo and your words are kept."), "folder:board", case_id, now.id)
    context = {
        "place": place,
        "board": now,
        "form": form,
        "object_key": key,
        "has_draft": kept and request.method == "GET",
        "theirs": now.words if status == 409 else "",
    }
    return render(request, "folder/board_photo.html", context, status=status)


def _photo_kept(request: Request, now: BoardView) -> tuple[forms.PhotoForm, int]:
    has_photo = bool(now.photo_id)
    form = forms.PhotoForm(request.POST, request.FILES, has_photo=has_photo)
    if not form.is_valid():
        return form, 422
    sent: Any = form.cleaned_data["photo"]
    try:
        listen_actions.lay_photo(
            actor=request.actor,
            board_id=now.id,
            photo=(sent.name, sent.read()) if sent else None,
            photo_words=form.cleaned_data["photo_words"],
            words=form.cleaned_data["own_words"],
            base_version=form.cleaned_data["version"] or 0,
        )
    except Invalid as error:
        put(form, error)
        return form, 422
    except Stale as error:
        again = request.POST.dict() | {"version": error.current_version}
        # A file cannot be given back to a form; asking for it again would say that the words were wrong.
        form = forms.PhotoForm(again, has_photo=True)
        form.add_error(None, str(error))
        form.fields["photo"].required = not has_photo
        return form, 409
    return form, 200


@resident_page()
def order(request: Request, case_id: int, board_id: int) -> HttpResponse:
    """What lies above what, without script and by keyboard."""
    place, now = _mine(request, case_id, board_id)
    if request.method == "POST":
        line_id = number(request.POST.get("line"))
        if line_id is None or line_id not in {line.id for line in now.lines}:
            raise NotVisible
        up = request.POST.get("way") == "up"
        seen = number(request.POST.get("version")) or 0
        try:
            line = listen_actions.move_line(
                actor=request.actor, board_domain_id=line_id, up=up, base_version=seen
            )
        except Stale as error:
            messages.warning(request, str(error))
        else:
            labels = listen.board_of(request.actor, now.id).labels
            at = labels.index(line.label)
            said = _("{domain} lies below {other} now.") if at else _("{domain} lies on top now.")
            messages.success(request, said.format(domain=line.label, other=labels[at - 1]))
        return redirect("folder:board_order", case_id, now.id)
    looked(request, case_id, "folder.board")
    return render(request, "folder/board_order.html", {"place": place, "board": now})


@resident_page()
def along(request: Request, case_id: int, board_id: int) -> HttpResponse:
    """Who lays a counter too, asked by the owner, and until when."""
    place, now = _mine(request, case_id, board_id)
    form = forms.AlongForm(request.POST or None)
    if request.method == "POST":
        person_id = number(request.POST.get("person")) or 0
        if request.POST.get("end"):
            listen_actions.ask_no_more(actor=request.actor, board_id=now.id, person_id=person_id)
            words = _("This person does not see your board any more.")
            return thanks(request, words, "folder:board_along", case_id, now.id)
        if form.is_valid():
            listen_actions.ask_along(
                actor=request.actor,
                board_id=now.id,
                person_id=person_id,
                until_on=form.cleaned_data["until_on"],
            )
            words = _("Asked. This person sees your board now, and lays a counter too.")
            if now.covered:
                words = _(
                    "Asked. This person lays a counter too, and sees yours once you turn the board over."
                )
            return thanks(request, words, "folder:board_along", case_id, now.id)
    looked(request, case_id, "folder.board")
    context = {
        "place": place,
        "board": now,
        "guests": listen.guests_of(request.actor, now.id),
        "form": form,
        "wrong_at": number(request.POST.get("person")) if form.errors else None,
    }
    return render(request, "folder/board_along.html", context, status=422 if form.errors else 200)


@resident_page()
def cover(request: Request, case_id: int, board_id: int) -> HttpResponse:
    """Everyone lays on their own device and sees only their own counter, until the owner turns all over."""
    place, now = _mine(request, case_id, board_id)
    status, refused = 200, ""
    if request.method == "POST":
        turn = request.POST.get("do") == "reveal"
        act = listen_actions.reveal_board if turn else listen_actions.cover_board
        try:
            act(actor=request.actor, board_id=now.id)
        except Invalid as error:
            status, refused = 422, error.message
        else:
            said = _("The board lies open. Now you all see what each of you laid.")
            if not turn:
                said = _("Your board lies covered now. Ask who lays a counter too, and lay your own.")
            return thanks(request, said, "folder:board", case_id, now.id)
    looked(request, case_id, "folder.board")
    context = {"place": place, "board": now, "refused": refused}
    context["turning"] = turning(request.actor, now, room="folder") if now.covered else None
    return render(request, "folder/board_cover.html", context, status=status)


@resident_page()
def covered(request: Request, case_id: int, board_id: int) -> HttpResponse:
    """Whether a covered board was turned over, asked anew every few seconds; its page noted the look."""
    place_in(request.actor, case_id, OWN, PART)
    now = listen.board_of(request.actor, board_id)
    if now.case_id != case_id:
        raise NotVisible
    return turned(request, turning(request.actor, now, room="folder"))


@resident_page()
def paper(request: Request, case_id: int, board_id: int) -> HttpResponse:
    """The board as it comes on paper; also for who was asked along."""
    place = place_in(request.actor, case_id, OWN, PART)
    now = listen.board_of(request.actor, board_id)
    if now.case_id != case_id:
        raise NotVisible
    looked(request, case_id, "folder.board")
    context = {
        "place": place,
        "board": now,
        "then": listen.board_of(request.actor, now.follows_id) if now.follows_id and now.leads else None,
    }
    return render(request, "folder/board_paper.html", context)
