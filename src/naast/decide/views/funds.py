"""The open fund: balance and lines; never a name of a resident or a story."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from naast.decide import actions, queries
from naast.decide.forms import PayForm
from naast.decide.models import FundEntry
from naast.decide.views.kept import kept
from naast.kernel import actors
from naast.kernel.pages import Request, staff_page


@staff_page(actors.FUND_OWNER, actors.CONTROLLER)
def fund(request: Request) -> HttpResponse:
    """Balance and entries of every open fund of the municipality."""
    return _page(request)


@require_POST
@staff_page(actors.FUND_OWNER)
def settle(request: Request, reservation_id: int) -> HttpResponse:
    """Pay or give back out of one reservation."""
    form = PayForm(request.POST, auto_id=f"id_{reservation_id}_%s")

    def act() -> None:
        verb = actions.spend if form.cleaned_data["kind"] == FundEntry.SPEND else actions.release
        clean = form.cleaned_data
        verb(actor=request.actor, reservation_id=reservation_id, amount=clean["amount"], left=clean["left"])

    if not kept(form, act):
        return _page(request, reservation_id, form, status=422)
    messages.success(request, _("Written in the ledger."))
    return HttpResponseRedirect(reverse("decide:fund"))


def _page(
    request: Request, reservation_id: int = 0, posted: PayForm | None = None, status: int = 200
) -> HttpResponse:
    shown = []
    for item in queries.funds():
        owns = request.actor.has_role(actors.FUND_OWNER) and item.owner.id == request.actor.id
        lines = [
            {
                "facts": line,
                "form": (posted if line.id == reservation_id else PayForm(auto_id=f"id_{line.id}_%s"))
                if owns and line.left
                else None,
            }
            for line in queries.lines_of(item.id)
        ]
        shown.append({"facts": item, "lines": lines})
    return render(request, "decide/fund.html", {"funds": shown, "form": posted}, status=status)
