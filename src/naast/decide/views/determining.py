"""What the house owes because it was late: who may say so, saying it, the letter, and who pays."""

from __future__ import annotations

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from naast.decide import actions, clock_queries, fund_queries, letter_queries, penalties
from naast.decide.about import Leaving
from naast.decide.actions.leaving import BESIDE
from naast.decide.actions.proposing import case_beside, draft_key, writes_beside
from naast.decide.clock_types import IntakeClock, NoticeFacts
from naast.decide.forms_clocks import AmountsForm
from naast.decide.forms_determining import AskDeterminerForm, PayerForm
from naast.decide.forms_told import DetermineForm
from naast.decide.views.kept import kept, with_drafts
from naast.decide.views.reading_first import Shown, read_first
from naast.decide.views.ways import SAID
from naast.kernel import actors
from naast.kernel.errors import NotVisible
from naast.kernel.forms import number
from naast.kernel.pages import Request, looked, staff_page
from naast.people import queries as people
from naast.people.types import CaseFacts


@staff_page()
def determine(request: Request, case_id: int, notice_id: int) -> HttpResponse:
    """What the house owes because it was late, for who stands beside the resident or was asked to say it: the
    letter is read first, and with it what is owed is determined."""
    case, now, notice = _asked(request, case_id, notice_id)
    form = _form(request, case, notice, request.POST or None)

    def tell(leaves: Leaving) -> int:
        return actions.determine(
            actor=request.actor, case_id=case.id, notice_id=notice_id, leaves=leaves, **form.told()
        )

    shown = read_first(request, case, form, tell=tell, about="notice_id")
    if shown.way:
        return _determined(request, case, shown.way)
    wrong = shown.form if shown.form.errors else None
    return _page(request, case, now, notice, form=shown.form, wrong=wrong, shown=shown)


def _form(
    request: Request, case: CaseFacts, notice: NoticeFacts, data: QueryDict | None = None
) -> DetermineForm:
    """Who was only asked to say it does not send the letter: who stands beside the resident does."""
    beside = writes_beside(request.actor, case)
    others = [(BESIDE, _("Who stands beside the resident sends it"))]
    return DetermineForm(
        data,
        ways=letter_queries.ways_for(case) if beside else others,
        says_address=beside,
        initial=with_drafts(request.actor, case.id, f"determine:{notice.id}", {}),
    )


def _determined(request: Request, case: CaseFacts, way: str) -> HttpResponse:
    """Whoever was only asked to say it leaves the case with it, and hears who sends the letter now."""
    if way != BESIDE:
        messages.success(request, SAID[way])
        return HttpResponseRedirect(reverse("decide:clocks", args=[case.id]))
    contact = people.fixed_contact_of(case.id).first
    who = f"{contact.name} ({contact.phone})" if contact.phone else contact.name
    told = _("Kept. The letter stands in the list of who stands beside the resident. You can call %(who)s.")
    messages.success(request, told % {"who": who})
    return HttpResponseRedirect(reverse("decide:waiting"))


@require_POST
@staff_page(*actors.CASE_ROLES)
def ask(request: Request, case_id: int, notice_id: int) -> HttpResponse:
    """Ask somebody whose mandate suffices to say it."""
    case_beside(request.actor, case_id)
    case, now, notice = _asked(request, case_id, notice_id)
    holders = _who(request, case, now, notice).holders
    asking = AskDeterminerForm(request.POST, holders=holders, auto_id="ask_%s")
    if kept(
        asking,
        lambda: actions.ask_to_determine(
            actor=request.actor,
            case_id=case.id,
            notice_id=notice_id,
            staff_id=number(asking.cleaned_data["staff"]) or 0,
        ),
    ):
        messages.success(request, _("Asked. It stands in the list of what waits for them."))
        return HttpResponseRedirect(reverse("decide:clock_determine", args=[case.id, notice_id]))
    form = _form(request, case, notice)
    return _page(request, case, now, notice, form=form, asking=asking, wrong=asking)


def _asked(request: Request, case_id: int, notice_id: int) -> tuple[CaseFacts, IntakeClock, NoticeFacts]:
    case = people.case_for(request.actor, case_id)
    looked(request, case.id, "decide.clock_determine")
    late = penalties.late_of(case.id, notice_id)
    if late is None:
        raise NotVisible
    if late.notice.determiner is None or late.notice.determiner.id != request.actor.id:
        case_beside(request.actor, case_id)
    return case, late.now, late.notice


def _who(request: Request, case: CaseFacts, now: IntakeClock, notice: NoticeFacts) -> penalties.WhoDetermines:
    amount = notice.penalty.amount if notice.penalty else None
    return penalties.who_determines(request.actor, case, now.intake.law, amount)


def _page(
    request: Request,
    case: CaseFacts,
    now: IntakeClock,
    notice: NoticeFacts,
    *,
    form: Form,
    asking: AskDeterminerForm | None = None,
    wrong: Form | None = None,
    shown: Shown | None = None,
) -> HttpResponse:
    who = _who(request, case, now, notice)
    beside = writes_beside(request.actor, case)
    if asking is None and beside and who.holders:
        asking = AskDeterminerForm(holders=who.holders, auto_id="ask_%s")
    context = {
        "case": case,
        "step": "decide",
        "clock": now,
        "notice": notice,
        "who": who,
        "still_adds": notice.still_adds,
        "form": form,
        "asking": asking if beside else None,
        "wrong": wrong,
        # Whoever typed while somebody else determined it gets those words back.
        "typed": [form.data["words"]] if form.is_bound and form.data.get("words") else [],
        "letter": shown.letter if shown else None,
        "told": shown.told if shown else "",
        "back": reverse("decide:clocks", args=[case.id]),
        "draft_object": draft_key(case.id, f"determine:{notice.id}"),
    }
    return render(request, "decide/determine.html", context, status=422 if wrong else 200)


@staff_page(actors.ADMINISTRATOR)
def amounts(request: Request) -> HttpResponse:
    """What a day too late costs, kept by the administrator as dated facts with their source, and who pays."""
    form = AmountsForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and kept(
        form, lambda: actions.say_amounts(actor=request.actor, **form.cleaned_data)
    ):
        messages.success(request, _("Kept."))
        return HttpResponseRedirect(reverse("decide:penalty_amounts"))
    return _amounts(request, form, _payer_form(), form if form.errors else None)


@require_POST
@staff_page(actors.ADMINISTRATOR)
def payer(request: Request) -> HttpResponse:
    """Who pays what is owed for being late."""
    form = PayerForm(request.POST, owners=_owners(), auto_id="payer_%s")
    if kept(
        form,
        lambda: actions.name_penalty_payer(
            actor=request.actor, staff_id=number(form.cleaned_data["staff"]) or 0
        ),
    ):
        messages.success(request, _("Kept."))
        return HttpResponseRedirect(reverse("decide:penalty_amounts"))
    return _amounts(request, AmountsForm(), form, form)


def _owners() -> list[tuple[int, str]]:
    return [(face.id, face.name) for face in people.staff_with_role(actors.FUND_OWNER)]


def _payer_form() -> PayerForm:
    account = fund_queries.penalty_account()
    standing = {"staff": account.owner.id if account else None}
    return PayerForm(initial=standing, owners=_owners(), auto_id="payer_%s")


def _amounts(request: Request, form: Form, payer_form: Form, wrong: Form | None) -> HttpResponse:
    context = {
        "form": form,
        "payer": payer_form,
        "account": fund_queries.penalty_account(),
        "rows": clock_queries.penalty_rows(),
        "wrong": wrong,
    }
    return render(request, "decide/penalty_amounts.html", context, status=422 if wrong else 200)
