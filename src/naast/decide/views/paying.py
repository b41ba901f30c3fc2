"""What was paid in a case: petty cash the same day, and that what was paid for is there."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from naast.decide import actions, fund_queries
from naast.decide.actions.proposing import case_beside
from naast.decide.forms_funds import PettyForm, ProofForm
from naast.decide.models import FundEntry
from naast.decide.views.kept import kept, say_anew
from naast.kernel import actors, files
from naast.kernel.forms import number
from naast.kernel.pages import Request, looked, staff_page
from naast.kernel.uploads import was_too_large
from naast.people import queries as people
from naast.people.types import CaseFacts


@staff_page(*actors.CASE_ROLES)
def petty(request: Request, case_id: int) -> HttpResponse:
    """Pay a small sum today, in one sentence, and see what was paid before."""
    case = case_beside(request.actor, case_id)
    if request.method != "POST":
        return _page(request, case)
    form = PettyForm(request.POST, funds=_funds(case))
    if not kept(form, lambda: _pay_petty(request, case.id, form)):
        return _page(request, case, paying=form)
    messages.success(request, _("Paid, and written in the ledger."))
    return HttpResponseRedirect(reverse("decide:petty", args=[case.id]))


def _pay_petty(request: Request, case_id: int, form: PettyForm) -> None:
    clean = form.cleaned_data
    actions.pay_petty(
        actor=request.actor,
        case_id=case_id,
        fund_id=number(clean["fund"]) or 0,
        amount=clean["amount"],
        words=clean["words"],
        paid_before=clean["paid_before"] or 0,
    )


@require_POST
@staff_page(*actors.CASE_ROLES)
def prove(request: Request, case_id: int) -> HttpResponse:
    """Say that what was paid for is there, with a note or a file."""
    case = case_beside(request.actor, case_id)
    form = ProofForm(request.POST, request.FILES, auto_id=_ids(number(request.POST.get("payment_id"))))
    if was_too_large(request, "file"):
        form.add_error("file", _("This file is larger than 15 MB."))
    if not kept(form, lambda: _prove(request, case.id, form)):
        return _page(request, case, proving=form)
    messages.success(request, _("Kept with the payment."))
    return HttpResponseRedirect(reverse("decide:petty", args=[case.id]))


def _prove(request: Request, case_id: int, form: ProofForm) -> None:
    clean = form.cleaned_data
    sent = clean["file"]
    actions.prove(
        actor=request.actor,
        case_id=case_id,
        payment_id=clean["payment_id"],
        words=clean["words"],
        # One byte more than is kept: a longer file is refused by its size.
        file=(sent.name, sent.read(files.MAX_BYTES + 1)) if sent else None,
        proved_before=clean["proved_before"] or 0,
    )


@staff_page()
def proof(request: Request, case_id: int, proof_id: int) -> HttpResponse:
    """The file of a proof, for the circle; each look is noted."""
    case = people.case_for(request.actor, case_id)
    stored = fund_queries.proof_file(case.id, proof_id)
    looked(request, case.id, "decide.proof")
    answer = HttpResponse(stored.clear_bytes(), content_type=stored.media_type)
    answer["Content-Disposition"] = f'attachment; filename="{stored.name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _funds(case: CaseFacts) -> list[tuple[int, str]]:
    return [(item.id, item.name) for item in fund_queries.petty_funds(case)]


def _ids(payment_id: int | None) -> str:
    return f"id_{payment_id or 0}_%s"


def _page(
    request: Request, case: CaseFacts, *, paying: PettyForm | None = None, proving: ProofForm | None = None
) -> HttpResponse:
    looked(request, case.id, "decide.petty")
    funds, paid = fund_queries.petty_funds(case), fund_queries.paid_in(case.id)
    before = sum(item.kind == FundEntry.PETTY for item in paid)
    if paying is None:
        first = funds[0].id if len(funds) == 1 else None
        choices = [(item.id, item.name) for item in funds]
        form = PettyForm(initial={"paid_before": before, "fund": first}, funds=choices)
    else:
        form = paying
        say_anew(form, "paid_before", before)
    refused = proving.data.get("payment_id") if proving else None
    shown: list[dict[str, Any]] = []
    for item in paid:
        said = {"payment_id": item.id, "proved_before": len(item.proofs)}
        proof_form = ProofForm(initial=said, auto_id=_ids(item.id))
        if proving is not None and refused == str(item.id):
            proof_form = proving
            say_anew(proof_form, "proved_before", len(item.proofs))
        shown.append({"facts": item, "form": proof_form})
    wrong = paying or proving
    context = {"case": case, "step": "decide", "form": form, "funds": funds, "paid": shown, "wrong": wrong}
    return render(request, "decide/fund_petty.html", context, status=422 if wrong else 200)
