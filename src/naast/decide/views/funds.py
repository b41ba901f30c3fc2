"""The open fund: balance and lines; never a name of a resident or a story. Petty cash: `views.paying`."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from naast.decide import actions, fund_queries, ledger, penalty_account, practice
from naast.decide.actions.funds import keeps
from naast.decide.forms import PayForm
from naast.decide.forms_funds import AllocateForm, ExportForm, LedgerForm, PettySumForm, RoomForm
from naast.decide.models import FundEntry
from naast.decide.types import AtCentre, FundFacts, FundLine
from naast.decide.views.kept import kept, say_anew
from naast.kernel import actors, clock
from naast.kernel.errors import NotVisible
from naast.kernel.forms import number
from naast.kernel.pages import Request, staff_page
from naast.kernel.refusals import tried


@staff_page(actors.FUND_OWNER, actors.CONTROLLER)
def fund(request: Request) -> HttpResponse:
    """Balance and entries of every open fund of the municipality, in pages and as they are looked for."""
    asked = LedgerForm(request.GET)
    return _page(request, status=200 if asked.is_valid() else 422)


@staff_page(actors.FUND_OWNER, actors.CONTROLLER)
def practice_funds(request: Request) -> HttpResponse:
    """What was booked in practice cases: the same page, of money that does not exist."""
    asked = LedgerForm(request.GET)
    return _page(request, practised=True, status=200 if asked.is_valid() else 422)


@require_POST
@staff_page(actors.FUND_OWNER)
def settle(request: Request, reservation_id: int) -> HttpResponse:
    """Pay or give back out of one reservation."""
    form = PayForm(request.POST, auto_id=f"id_{reservation_id}_%s")

    def act() -> None:
        clean = form.cleaned_data
        of = {"reservation_id": reservation_id, "amount": clean["amount"], "left": clean["left"]}
        if clean["kind"] == FundEntry.SPEND:
            actions.spend(actor=request.actor, **of, payee=clean["payee"], iban=clean["iban"])
        else:
            actions.release(actor=request.actor, **of)

    practised = practice.of_entry(reservation_id)
    if not kept(form, act):
        return _page(request, reservation_id, form, practised=practised, status=422)
    messages.success(request, _("Written in the ledger."))
    return HttpResponseRedirect(_where_it_was(request, practised))


@staff_page(actors.FUND_OWNER, actors.CONTROLLER)
def allocate(request: Request, payment_id: int) -> HttpResponse:
    """Say afterwards at which cost centre a payment belongs, and why."""
    owner_id, payment = fund_queries.payment_of(payment_id)
    if not keeps(request.actor, owner_id):
        raise NotVisible
    posted = AllocateForm(request.POST) if request.method == "POST" else None
    if posted is not None and kept(
        posted, lambda: actions.allocate(actor=request.actor, payment_id=payment_id, **posted.cleaned_data)
    ):
        messages.success(request, _("The cost is allocated. The legal title stays that of the decision."))
        return HttpResponseRedirect(reverse("decide:allocate", args=[payment_id]))
    context = {
        "payment": payment,
        "stands": [_standing(place, each, posted) for place, each in enumerate(payment.stands)],
        "allocations": fund_queries.allocations_of(payment_id),
        "centres": fund_queries.known_centres(),
        "posted": posted,
        "practised": practice.of_entry(payment_id),
    }
    return render(request, "decide/fund_payment.html", context, status=422 if posted else 200)


def _standing(place: int, each: AtCentre, posted: AllocateForm | None) -> dict[str, Any]:
    """What stands at one cost centre (or at none yet), with a form to put it elsewhere."""
    standing = {"amount": each.amount, "left": each.amount, "from_centre": each.cost_centre}
    form = AllocateForm(initial=standing, auto_id=f"id_{place}_%s")
    if posted is not None and posted.data.get("from_centre", "") == each.cost_centre:
        form, posted.auto_id = posted, f"id_{place}_%s"
        say_anew(form, "left", each.amount)
    return {"facts": each, "form": form}


@staff_page(actors.FUND_OWNER, actors.CONTROLLER)
def export(request: Request, fund_id: int) -> HttpResponse:
    """The bookings of one fund as CSV, with control totals."""
    form = ExportForm(request.GET, auto_id=f"id_export_{fund_id}_%s")
    made: list[bytes] = []
    if not tried(
        form,
        lambda: made.append(
            actions.exported(actor=request.actor, fund_id=fund_id, **form.cleaned_data),
        ),
    ):
        return _page(request, fund_id, form, status=422)
    answer = HttpResponse(made[0], content_type="text/csv; charset=utf-8")
    what = "dwangsom" if penalty_account.is_account(fund_id) else "maatwerkbudget"
    name = f"{what}-{fund_id}-{clock.today().isoformat()}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_POST
@staff_page(actors.FUND_OWNER)
def below_zero(request: Request, fund_id: int) -> HttpResponse:
    """Let a fund go below zero, so far and with the reason."""
    form = RoomForm(request.POST, auto_id=f"id_room_{fund_id}_%s")
    if not kept(
        form, lambda: actions.allow_below_zero(actor=request.actor, fund_id=fund_id, **form.cleaned_data)
    ):
        return _page(request, fund_id, form, practised=practice.of_fund(fund_id), status=422)
    messages.success(request, _("Kept."))
    return HttpResponseRedirect(_place(practice.of_fund(fund_id)))


@staff_page(actors.ADMINISTRATOR)
def petty_sums(request: Request) -> HttpResponse:
    """What petty cash holds for one resident a day, for each fund."""
    sent = number(request.POST.get("fund_id")) if request.method == "POST" else None
    posted = None
    if request.method == "POST":
        posted = PettySumForm(request.POST, auto_id=f"id_{sent}_%s")
        clean = posted
        if kept(
            posted,
            lambda: actions.set_petty_cash(
                actor=request.actor,
                fund_id=clean.cleaned_data["fund_id"],
                up_to=clean.cleaned_data["up_to"],
                base=clean.cleaned_data["base"],
            ),
        ):
            messages.success(request, _("Kept."))
            return HttpResponseRedirect(reverse("decide:petty_sums"))
    shown = []
    for item in fund_queries.funds():
        standing = {"fund_id": item.id, "up_to": item.petty_up_to, "base": item.petty_up_to}
        form = PettySumForm(initial=standing, auto_id=f"id_{item.id}_%s")
        if posted is not None and item.id == sent:
            form = posted
            say_anew(form, "base", item.petty_up_to)
        shown.append({"facts": item, "form": form})
    context = {"funds": shown, "form": posted}
    return render(request, "decide/fund_petty_sums.html", context, status=422 if posted else 200)


def _place(practised: bool) -> str:
    return reverse("decide:practice_funds" if practised else "decide:fund")


def _shown(practised: bool) -> list[FundFacts]:
    if practised:
        return fund_queries.practice_funds()
    account = fund_queries.penalty_account()
    return [*fund_queries.funds(), *([account] if account else [])]


def _page(
    request: Request,
    about: int = 0,
    posted: Form | None = None,
    *,
    practised: bool = False,
    status: int = 200,
) -> HttpResponse:
    """The whole page, with a form that was refused at its own place. `about`: the row it was sent for.

    `practised`: of what was booked in practice cases, which nobody takes along to the bookkeeping.
    """
    shown = []
    search = LedgerForm(request.GET)
    wanted = search.wanted(number(request.GET.get("page")) or 1)
    for item in _shown(practised):
        here = posted if about == item.id else None
        found = ledger.ledger_of(item.id, wanted, also=about if isinstance(posted, PayForm) else 0)
        shown.append(
            {
                "facts": item,
                "ledger": found,
                "lines": [_line(request, item, line, about, posted) for line in found.lines],
                "search": _search_form(item, found, search),
                "keeps": keeps(request.actor, item.owner.id),
                "export": None if practised else _export_form(request, item, here),
                "room": _room_form(item, here) if _has_room(request, item) else None,
            }
        )
    context = {
        "funds": shown,
        "form": posted or (search if search.errors else None),
        "here": _place(practised),
        "practised": practised,
        "was_practised": not practised and practice.is_used(),
    }
    return render(request, "decide/fund.html", context, status=status)


def _search_form(item: FundFacts, found: ledger.Ledger, sent: LedgerForm) -> LedgerForm | None:
    """To look for a booking; None where all of them stand on one page."""
    if sent.errors and sent.data.get("fund") == str(item.id):
        sent.auto_id = f"id_search_{item.id}_%s"
        return sent
    if not (found.has_more or found.wanted.page > 1 or found.wanted.is_search):
        return None
    own = found.wanted
    standing = {"fund": item.id, "only": own.only, "decision": own.decision_id}
    return LedgerForm(initial=standing, auto_id=f"id_search_{item.id}_%s")


def _where_it_was(request: Request, practised: bool) -> str:
    """The page of the ledger from which a form was sent, at its fund."""
    wanted = LedgerForm(request.GET).wanted(number(request.GET.get("page")) or 1)
    if wanted.fund_id is None:
        return _place(practised)
    return f"{_place(practised)}?{wanted.query}&page={wanted.page}#fonds-{wanted.fund_id}"


def _owns(request: Request, item: FundFacts) -> bool:
    return request.actor.has_role(actors.FUND_OWNER) and item.owner.id == request.actor.id


def _has_room(request: Request, item: FundFacts) -> bool:
    """What is owed for being late waits for no balance: of its account nobody lets it go below zero."""
    return _owns(request, item) and not item.is_for_penalties


def _export_form(request: Request, item: FundFacts, posted: Form | None) -> Form | None:
    if not keeps(request.actor, item.owner.id):
        return None
    return posted if isinstance(posted, ExportForm) else ExportForm(auto_id=f"id_export_{item.id}_%s")


def _room_form(item: FundFacts, posted: Form | None) -> Form:
    if isinstance(posted, RoomForm):
        say_anew(posted, "base", item.below_zero)
        return posted
    standing = {"up_to": item.below_zero, "base": item.below_zero}
    return RoomForm(initial=standing, auto_id=f"id_room_{item.id}_%s")


def _line(
    request: Request, item: FundFacts, line: FundLine, about: int, posted: Form | None
) -> dict[str, Any]:
    form: Form | None = None
    if _owns(request, item) and line.left:
        here = isinstance(posted, PayForm) and line.id == about
        may_give_back = line.notice_id is None
        form = posted if here else PayForm(auto_id=f"id_{line.id}_%s", may_give_back=may_give_back)
    return {"facts": line, "form": form}
