"""Who lays along on a board, and in which order its lines lie."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from naast.kernel.errors import NotVisible, Stale
from naast.kernel.forms import number
from naast.kernel.pages import Request, looked, staff_page
from naast.listen import actions, queries
from naast.listen.forms import GuestForm
from naast.listen.turning import turned, turning
from naast.listen.views.board import case_and_board


@staff_page()
def guests(request: Request, case_id: int, board_id: int) -> HttpResponse:
    """Who of the case sits at the table. On a board laid apart its owner asks, in their own folder."""
    case, now = case_and_board(request, case_id, board_id)
    rows = queries.guests_of(request.actor, now.id)
    form = GuestForm(request.POST or None)
    if request.method == "POST":
        person_id = number(request.POST.get("person")) or 0
        if request.POST.get("end"):
            actions.ask_no_more(actor=request.actor, board_id=now.id, person_id=person_id)
            messages.success(request, _("They do not see this board any more."))
            return redirect("listen:guests", case.id, now.id)
        if form.is_valid():
            until_on = form.cleaned_data["until_on"]
            actions.ask_along(actor=request.actor, board_id=now.id, person_id=person_id, until_on=until_on)
            messages.success(request, _("They can lay a counter too now."))
            return redirect("listen:guests", case.id, now.id)
    looked(request, case.id, "listen.board")
    context = {
        "case": case,
        "step": "listen",
        "board": now,
        "guests": rows,
        "form": form,
        "wrong_at": number(request.POST.get("person")) if form.errors else None,
    }
    return render(request, "listen/guests.html", context, status=422 if form.errors else 200)


@staff_page()
def order(request: Request, case_id: int, board_id: int) -> HttpResponse:
    """The order of the lines, typed by who sits at the table."""
    case, now = case_and_board(request, case_id, board_id)
    if not now.leads:
        raise NotVisible
    if request.method == "POST":
        line_id = number(request.POST.get("line"))
        if line_id is None or line_id not in {line.id for line in now.lines}:
            raise NotVisible
        try:
            line = actions.move_line(
                actor=request.actor,
                board_domain_id=line_id,
                up=request.POST.get("way") == "up",
                base_version=number(request.POST.get("version")) or 0,
            )
        except Stale as error:
            messages.warning(request, str(error))
        else:
            after = queries.board_of(request.actor, now.id)
            messages.success(request, moved(after.labels, line.label))
        return redirect("listen:order", case.id, now.id)
    looked(request, case.id, "listen.board")
    context = {"case": case, "step": "listen", "board": now}
    return render(request, "listen/order.html", context)


@staff_page()
def covered(request: Request, case_id: int, board_id: int) -> HttpResponse:
    """Whether a covered board was turned over, asked anew every few seconds; its page noted the look."""
    _case, now = case_and_board(request, case_id, board_id)
    return turned(request, turning(request.actor, now, room="listen"))


def moved(labels: list[str], label: str) -> str:
    """Where a line lies now, in words: between which others."""
    at = labels.index(label)
    if at == 0:
        return _("{domain} lies on top now.").format(domain=label)
    return _("{domain} lies below {other} now.").format(domain=label, other=labels[at - 1])
