from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from naast.kernel.errors import Invalid, NotVisible, Stale
from naast.kernel.forms import number
from naast.kernel.pages import Request, looked, staff_page
from naast.listen import access, actions, by_hand, drafting, queries
from naast.listen.actions.board import board_key
from naast.listen.actions.photo import photo_key
from naast.listen.forms import ChooseForm, LayForm, PhotoForm, StartForm
from naast.listen.turning import turning
from naast.listen.types import STAFF, BoardView, Whose, counter_name, said_name
from naast.listen.views.words import untold
from naast.people import queries as people
from naast.people.types import CaseFacts


def case_and_board(request: Request, case_id: int, board_id: int) -> tuple[CaseFacts, BoardView]:
    case = people.case_for(request.actor, case_id)
    found = queries.board_of(request.actor, board_id)
    if found.case_id != case.id:
        raise NotVisible
    return case, found


@staff_page()
def start(request: Request, case_id: int) -> HttpResponse:
    """Whose board, and how; `?na=` names the earlier board that the new one lies beside."""
    case = people.case_for(request.actor, case_id)
    access.must_stand_beside(request.actor, case)
    after = request.GET.get("na", "")
    named = after.isascii() and after.isdigit() and len(after) < 16
    earlier = case_and_board(request, case.id, int(after))[1] if named else None
    persons = [(person.id, person.name) for person in people.people_in(case)]
    initial = {"person": str(persons[0][0]), "way": "together"}
    form = StartForm(request.POST or None, persons=persons, initial=initial)
    if earlier:
        del form.fields["person"]
    if request.method == "POST" and form.is_valid():
        kept = form.cleaned_data
        together, covered = kept["way"] == "together", kept["way"] == "covered"
        board = actions.start_board(
            actor=request.actor,
            case_id=case.id,
            person_id=earlier.person_id if earlier else int(kept["person"]),
            together=together,
            covered=covered,
            with_ids=[int(number) for number in kept.get("others", [])] if together else [],
            follows_id=earlier.id if earlier else None,
        )
        return redirect("listen:choose" if together else "listen:board", case.id, board.pk)
    looked(request, case.id, "listen.start")
    context = {
        "case": case,
        "step": "listen",
        "form": form,
        "earlier": earlier,
        "untold": untold(case, [number for number, _name in persons]),
        "may_write": True,
    }
    return render(request, "listen/start.html", context, status=422 if form.errors else 200)


@staff_page()
def board(request: Request, case_id: int, board_id: int) -> HttpResponse:
    """The board to look at and to print; beside the board before it when there is one."""
    case, now = case_and_board(request, case_id, board_id)
    looked(request, case.id, "listen.board")
    if request.POST.get("form") == "left":
        actions.take_back_words(
            actor=request.actor, board_id=now.id, line_id=number(request.POST.get("line")) or 0
        )
        messages.success(request, _("Your words are gone from this board."))
        return redirect("listen:board", case.id, now.id)
    context = {
        "case": case,
        "step": "listen",
        "board": now,
        "then": queries.board_of(request.actor, now.follows_id) if now.follows_id else None,
        "untold": untold(case, [now.person_id]),
        "may_write": access.may_write(request.actor, case),
        "turning": turning(request.actor, now, room="listen") if now.covered else None,
    }
    return render(request, "listen/board.html", context)


@staff_page()
def choose(request: Request, case_id: int, board_id: int) -> HttpResponse:
    """Which domains lie on the board: chosen by whose board it is, typed by who sits at the table."""
    case, now = case_and_board(request, case_id, board_id)
    if not now.leads:
        raise NotVisible
    listed, own = queries.chosen_domains(now.id)
    on_list = queries.domain_list()
    shown = {choice.id for choice in on_list}
    initial = {
        "version": now.version,
        "domains": [str(key) for key in listed],
        "own": [str(key) for key in own],
    }
    form = ChooseForm(request.POST or None, listed=on_list, own=own, initial=initial)
    status = 200
    if request.method == "POST" and form.is_valid():
        kept = form.cleaned_data
        try:
            actions.choose_domains(
                actor=request.actor,
                board_id=now.id,
                # A domain that was retired from the list stays on the boards where it was chosen.
                domain_ids=[int(key) for key in kept["domains"]] + sorted(listed - shown),
                own_lines=[int(key) for key in kept.get("own", [])],
                own_label=kept["own_label"],
                base_version=kept["version"],
            )
            return redirect("listen:lay", case.id, now.id)
        except Invalid as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
        except Stale as error:
            again = request.POST.copy()
            again["version"] = str(error.current_version)
            form = ChooseForm(again, listed=on_list, own=own)
            form.add_error(None, str(error))
            status = 409
    looked(request, case.id, "listen.choose")
    then = queries.board_of(request.actor, now.follows_id) if now.follows_id else None
    context = {
        "case": case,
        "step": "listen",
        "board": now,
        "form": form,
        "then": then,
        "latest": now if status == 409 else None,
    }
    status = 422 if form.errors and status == 200 else status
    return render(request, "listen/choose.html", context, status=status)


@staff_page()
def lay(request: Request, case_id: int, board_id: int) -> HttpResponse:
    """Lay the counters, and write beside them what is said."""
    case, now = case_and_board(request, case_id, board_id)
    access.must_stand_beside(request.actor, case)
    key = board_key(case.id, now.id)
    status, has_draft, gone = 200, False, None
    if request.method == "POST":
        form = LayForm(request.POST, board=now)
        status, gone = 422, by_hand.gone(request.POST, now, Whose(STAFF, request.actor.id))
        if gone.words:
            form.add_error(None, by_hand.LEFT_MEANWHILE)
            status = 409
        elif form.is_valid():
            first = form.cleaned_data.get("first") or ""
            try:
                actions.lay_board(
                    actor=request.actor,
                    board_id=now.id,
                    base_version=form.cleaned_data["version"] or 0,
                    lines=[
                        *now.layings(form.cleaned_data),
                        *by_hand.beyond(request.POST, {*form.fields, *gone.names}),
                    ],
                    first_id=int(first) if first else None,
                )
                return redirect("listen:board", case.id, now.id)
            except Invalid as error:
                form.add_error(error.field if error.field in form.fields else None, error.message)
            except Stale as error:
                form = LayForm(request.POST.dict() | {"version": error.current_version}, board=now)
                form.add_error(None, str(error))
                status = 409
    else:
        given, has_draft = drafting.given_back(request.actor, key, now.as_fields())
        form = LayForm(initial=given, board=now)
    looked(request, case.id, "listen.lay")
    context = {
        "case": case,
        "step": "listen",
        "board": now,
        "form": form,
        "rows": _rows(now, form),
        "object_key": key,
        "has_draft": has_draft,
        "may_keep": any(not line.waits for line in now.lines),
        "latest": now if status == 409 else None,
        "gone": gone,
        "turning": turning(request.actor, now, room="listen") if now.covered else None,
    }
    return render(request, "listen/lay.html", context, status=status)


def _rows(board: BoardView, form: LayForm) -> list[dict[str, Any]]:
    """What the template draws per line: counters to move, with name and value, and the fields of words."""
    rows = []
    for line in board.lines:
        counters = []
        for counter in line.own:
            name = counter_name(line, counter.whose)
            value = form[name].value() if name in form.fields else None
            counters.append(
                {
                    "name": name,
                    "value": "" if value is None else value,
                    "who": counter.who,
                    "shape": counter.shape,
                    "title": line.domain if len(line.own) == 1 else f"{line.domain}: {counter.who}",
                    "locked": _("This waits until {who} has laid a counter here.").format(who=board.who)
                    if line.waits
                    else "",
                    "said": form[said] if (said := said_name(line, counter.whose)) in form.fields else None,
                }
            )
        parts = ("words", "energy", "goal", "by") if board.leads else ()
        fields = {part: form[f"{part}_{line.id}"] for part in parts}
        rows.append({"line": line, "counters": counters, "fields": fields})
    return rows


def sent_photo(sent: Any) -> tuple[str, bytes] | None:
    """Name and bytes of an uploaded file; None when there was none."""
    return (sent.name, sent.read()) if sent else None


@staff_page()
def add_photo(request: Request, case_id: int, board_id: int) -> HttpResponse:
    """A photo of the real board, which is a full board: with what is told, and goals beside it."""
    case, now = case_and_board(request, case_id, board_id)
    if not now.leads:
        raise NotVisible
    key = photo_key(case.id, now.id)
    initial = {"version": now.version, "photo_words": now.photo_words, "own_words": now.words}
    given, has_draft = drafting.given_back(request.actor, key, initial)
    form = PhotoForm(initial=given, has_photo=bool(now.photo_id))
    status = 200
    if request.method == "POST":
        form = PhotoForm(request.POST, request.FILES, has_photo=bool(now.photo_id))
        status = 422
        if form.is_valid():
            try:
                actions.lay_photo(
                    actor=request.actor,
                    board_id=now.id,
                    photo=sent_photo(form.cleaned_data["photo"]),
                    photo_words=form.cleaned_data["photo_words"],
                    words=form.cleaned_data["own_words"],
                    base_version=form.cleaned_data["version"] or 0,
                )
                return redirect("listen:board", case.id, now.id)
            except Invalid as error:
                form.add_error(error.field if error.field in form.fields else "photo", error.message)
            except Stale as error:
                form = PhotoForm(
                    request.POST.dict() | {"version": error.current_version}, has_photo=bool(now.photo_id)
                )
                form.add_error(None, str(error))
                status = 409
    looked(request, case.id, "listen.add_photo")
    context = {
        "case": case,
        "step": "listen",
        "board": now,
        "form": form,
        "object_key": key,
        "has_draft": has_draft and request.method == "GET",
        "theirs": now if status == 409 else None,
    }
    return render(request, "listen/photo.html", context, status=status)


@staff_page()
def paper(request: Request, case_id: int, board_id: int) -> HttpResponse:
    """The board as it comes on paper, beside the board before it when there is one."""
    case, now = case_and_board(request, case_id, board_id)
    looked(request, case.id, "listen.board")
    context = {
        "case": case,
        "board": now,
        "then": queries.board_of(request.actor, now.follows_id) if now.follows_id else None,
    }
    return render(request, "listen/paper.html", context)


@staff_page()
def photo(request: Request, case_id: int, board_id: int) -> HttpResponse:
    """The photo itself."""
    case, now = case_and_board(request, case_id, board_id)
    _name, media_type, content = queries.photo_of(request.actor, now.id)
    looked(request, case.id, "listen.photo")
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = "inline"
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
