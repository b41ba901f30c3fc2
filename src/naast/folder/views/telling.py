"""What the owner of the folder tells beside the story: boards, a signal, a correction."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from naast.folder import forms
from naast.folder.access import OWN, PART, place_in
from naast.folder.views.begun import begun
from naast.folder.views.common import contact_of, thanks, untold
from naast.folder.views.home import signals_for
from naast.kernel.errors import Invalid, NotVisible, Stale
from naast.kernel.forms import number
from naast.kernel.pages import Request, looked, resident_page
from naast.kernel.refusals import put
from naast.learn import actions as learn
from naast.listen import actions as listen_actions
from naast.listen import by_hand
from naast.listen import queries as listen
from naast.listen.actions.board import board_key
from naast.listen.drafting import given_back
from naast.listen.turning import turning
from naast.listen.types import PERSON, BoardView, Whose, counter_name
from naast.people import actions as people_actions
from naast.people import queries as people


@resident_page()
def boards(request: Request, case_id: int) -> HttpResponse:
    """One's own boards and those one was asked along for; and a new one."""
    place = place_in(request.actor, case_id, OWN, PART)
    first = untold(request, place)
    if first is not None:
        return first
    found = listen.boards_of(request.actor, case_id)
    mine = [board for board in found if board.person_id == request.actor.id]
    if request.method == "POST":
        empty = next((board for board in mine if not board.lines and not board.photo_id), None)
        if empty is not None:
            return redirect("folder:board", case_id, empty.id)
        made = listen_actions.start_board(
            actor=request.actor,
            case_id=case_id,
            person_id=request.actor.id,
            together=False,
            follows_id=mine[0].id if mine else None,
        )
        return redirect("folder:board", case_id, made.pk)
    looked(request, case_id, "folder.boards")
    context = {
        "place": place,
        "mine": mine,
        "asked": [board for board in found if board.person_id != request.actor.id],
    }
    return render(request, "folder/boards.html", context)


@resident_page()
def board(request: Request, case_id: int, board_id: int) -> HttpResponse:
    """One board: choose what matters, lay one's own counter, see then and now."""
    place = place_in(request.actor, case_id, OWN, PART)
    first = untold(request, place)
    if first is not None:
        return first
    now = _board(request, case_id, board_id)
    looked(request, case_id, "folder.board")
    mine = Whose(PERSON, request.actor.id)
    initial, kept = given_back(request.actor, board_key(case_id, now.id), now.as_fields())
    laying = forms.BoardForm(board=now, own=mine, initial=initial)
    choosing = _domains_form(now)
    gone = by_hand.gone(request.POST, now, mine)
    status = 200
    if request.method == "POST":
        if request.POST.get("form") == "left":
            line_id = number(request.POST.get("line")) or 0
            listen_actions.take_back_words(actor=request.actor, board_id=now.id, line_id=line_id)
            words = _("Your words are gone from this board.")
            return thanks(request, words, "folder:board", case_id, now.id)
        if request.POST.get("form") == "domains":
            choosing, status = _chosen(request, now)
            if status == 200:
                return thanks(request, _("Kept. Now lay your counter."), "folder:board", case_id, now.id)
        else:
            laying, status = _laid(request, now, mine, gone)
            if status == 200:
                return thanks(request, _("Your board is kept."), "folder:board", case_id, now.id)
    context = {
        "place": place,
        "board": now,
        "then": listen.board_of(request.actor, now.follows_id) if now.follows_id and now.leads else None,
        "form": laying,
        "gone": gone,
        "rows": _rows(now, laying),
        "domains_form": choosing if now.leads else None,
        "object_key": board_key(case_id, now.id),
        "has_draft": kept,
        "turning": turning(request.actor, now, room="folder") if now.covered else None,
    }
    return render(request, "folder/board.html", context, status=status)


def _board(request: Request, case_id: int, board_id: int) -> BoardView:
    now = listen.board_of(request.actor, board_id)
    if now.case_id != case_id:
        raise NotVisible
    return now


def _domains_form(now: BoardView, data: Any = None) -> forms.DomainsForm:
    listed, own = listen.chosen_domains(now.id)
    initial = {
        "version": now.version,
        "domains": [str(key) for key in listed],
        "own": [str(key) for key in own],
    }
    return forms.DomainsForm(data, listed=listen.domain_list(), own=own, initial=initial, auto_id="choose_%s")


def _chosen(request: Request, now: BoardView) -> tuple[forms.DomainsForm, int]:
    """The form and the status: 200 when the domains were kept, 422 or 409 to show the form again."""
    form = _domains_form(now, request.POST)
    if not form.is_valid():
        return form, 422
    listed, _own = listen.chosen_domains(now.id)
    shown = {choice.id for choice in listen.domain_list()}
    try:
        listen_actions.choose_domains(
            actor=request.actor,
            board_id=now.id,
            # A domain that was retired from the list stays on the boards where it was chosen.
            domain_ids=[int(key) for key in form.cleaned_data["domains"]] + sorted(listed - shown),
            own_lines=[int(key) for key in form.cleaned_data.get("own", [])],
            own_label=form.cleaned_data["own_label"],
            base_version=form.cleaned_data["version"] or 0,
        )
    except Invalid as error:
        put(form, error)
        return form, 422
    except Stale as error:
        again = request.POST.copy()
        again["version"] = str(error.current_version)
        form = _domains_form(now, again)
        form.add_error(None, str(error))
        return form, 409
    return form, 200


def _laid(request: Request, now: BoardView, mine: Whose, gone: by_hand.Gone) -> tuple[forms.BoardForm, int]:
    """The form and the status: 200 when the board was kept, 422 or 409 to show the form again."""
    form = forms.BoardForm(request.POST, board=now, own=mine)
    if gone.words:
        form.add_error(None, by_hand.LEFT_MEANWHILE)
        return form, 409
    if not form.is_valid():
        return form, 422
    first = form.cleaned_data.get("first") or ""
    try:
        listen_actions.lay_board(
            actor=request.actor,
            board_id=now.id,
            base_version=form.cleaned_data["version"] or 0,
            lines=[
                *now.layings(form.cleaned_data),
                *by_hand.beyond(request.POST, {*form.fields, *gone.names}),
            ],
            first_id=int(first) if first else None,
        )
    except Invalid as error:
        put(form, error)
        return form, 422
    except Stale as error:
        form = forms.BoardForm(request.POST.dict() | {"version": error.current_version}, board=now, own=mine)
        form.add_error(None, str(error))
        return form, 409
    return form, 200


def _rows(now: BoardView, form: forms.BoardForm) -> list[dict[str, Any]]:
    """What the template draws per line: the own counter with its place, and the fields of words."""
    rows = []
    for line in now.lines:
        name, place, shape = "", None, "circle"
        for counter in line.counters:
            if counter.whose == form.own:
                name, shape = counter_name(line, counter.whose), counter.shape
                place = form[name].value() if name in form.fields else None
        rows.append(
            {
                "line": line,
                "name": name,
                "value": "" if place is None else place,
                "shape": shape,
                "others": [counter for counter in line.laid if counter.whose != form.own],
                "locked": _("This waits until {who} has laid a counter here.").format(who=now.who)
                if line.waits
                else "",
                "said": form[said] if (said := name.replace("place_", "said_", 1)) in form.fields else None,
                "fields": {part: form[f"{part}_{line.id}"] for part in ("words", "energy", "goal", "by")}
                if now.leads
                else None,
            }
        )
    return rows


@resident_page()
def photo(request: Request, case_id: int, board_id: int) -> HttpResponse:
    """The photo of the real board."""
    place_in(request.actor, case_id, OWN, PART)
    now = _board(request, case_id, board_id)
    _name, media_type, content = listen.photo_of(request.actor, now.id)
    looked(request, case_id, "folder.board")
    return HttpResponse(content, content_type=media_type)


@resident_page()
def signal(request: Request, case_id: int) -> HttpResponse:
    """One's signals with their answers, and a new one."""
    place = place_in(request.actor, case_id, OWN, PART)
    first = untold(request, place)
    if first is not None:
        return first
    looked(request, case_id, "folder.signal")
    given, kept = given_back(request.actor, learn.signal_key(case_id), {"words": ""})
    form = forms.WordsForm(initial=given)
    if request.method == "POST":
        form = forms.WordsForm(request.POST)
        if form.is_valid():
            try:
                learn.make_signal(actor=request.actor, case_id=case_id, words=form.cleaned_data["words"])
                return thanks(request, _("Thank you. You get an answer."), "folder:signal", case_id)
            except Invalid as error:
                put(form, error)
    context = {
        "place": place,
        "form": form,
        "signals": signals_for(request.actor, place),
        "contact": contact_of(case_id),
        "object_key": learn.signal_key(case_id),
        "has_draft": kept and request.method == "GET",
    }
    return render(request, "folder/signal.html", context, status=422 if form.errors else 200)


@resident_page()
def correct(request: Request, case_id: int) -> HttpResponse:
    """Something that is not right, in own words; with the answers to what was said before."""
    place = place_in(request.actor, case_id, OWN, PART)
    first = untold(request, place)
    if first is not None:
        return first
    before = begun(request.actor, "correction", [place])
    form = forms.WordsForm(initial={"words": before.words})
    if request.method == "POST":
        form = forms.WordsForm(request.POST)
        if form.is_valid():
            try:
                people_actions.ask(
                    actor=request.actor,
                    case_id=case_id,
                    kind="correction",
                    words=form.cleaned_data["words"],
                )
                before.forget()
                return thanks(request, _("Thank you. You get an answer."), "folder:correct", case_id)
            except Invalid as error:
                put(form, error)
    asked = [row for row in people.requests_by(request.actor, case_id) if row.kind == "correction"]
    context = {"place": place, "form": form, "asked": asked, **before.context(request)}
    return render(request, "folder/correct.html", context, status=422 if form.errors else 200)
