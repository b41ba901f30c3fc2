"""The law texts of the library: what is kept, and bringing in new ones."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from naast.connect.law_texts.actions import Report, bring_in
from naast.connect.law_texts.asking import ask_texts, last_fetch, may_ask
from naast.connect.law_texts.choosing import sources_of
from naast.connect.law_texts.forms import MOST_BYTES_TOGETHER, FetchForm, LawTextsForm
from naast.kernel import clock
from naast.kernel.errors import NotAllowed
from naast.kernel.pages import STOP_POLLING, Request, staff_page
from naast.kernel.refusals import tried
from naast.kernel.uploads import was_too_large
from naast.weigh import queries


@staff_page()
def law_texts(request: Request) -> HttpResponse:
    """All texts that are kept; who keeps the library brings in others here."""
    if request.method == "POST":
        return _bring_in(request)
    return _page(request, LawTextsForm() if queries.keeps_library(request.actor) else None)


def _bring_in(request: Request) -> HttpResponse:
    if not queries.keeps_library(request.actor):
        raise NotAllowed(_("Only a lawyer or a policy maker keeps the library of the law."))
    form = LawTextsForm(request.POST, request.FILES)
    if was_too_large(request, "texts"):
        most = {"most": MOST_BYTES_TOGETHER // 1024**2}
        form.add_error(
            "texts", _("Together these files are larger than %(most)s MB. Send fewer at a time.") % most
        )
    if not form.is_valid():
        return _page(request, form, status=422)
    sent = [(file.name or "", file.read()) for file in form.cleaned_data["texts"]]
    report = bring_in(actor=request.actor, sources=sources_of(sent), on=clock.today())
    return _page(request, LawTextsForm(), report, status=422 if report.problems else 200)


@require_POST
@staff_page()
def fetch(request: Request) -> HttpResponse:
    """Have the worker fetch texts from the official repository."""
    if not may_ask(request.actor):
        raise NotAllowed(_("Only an administrator, a lawyer or a policy maker has law texts fetched."))
    form = FetchForm(request.POST)
    if tried(
        form,
        lambda: ask_texts(actor=request.actor, on=clock.today(), law_id=form.cleaned_data["law"]),
    ):
        return HttpResponseRedirect(reverse("connect:law_texts") + "#ophalen")
    own = LawTextsForm() if queries.keeps_library(request.actor) else None
    return _page(request, own, fetch_form=form, status=422)


@staff_page()
def fetching(request: Request) -> HttpResponse:
    """How far the fetching is, asked anew every few seconds while it is busy."""
    last = last_fetch()
    status = 200 if last and last.is_busy else STOP_POLLING
    return render(request, "connect/fetched.html", {"last": last}, status=status)


def _page(
    request: Request,
    form: LawTextsForm | None,
    report: Report | None = None,
    *,
    fetch_form: FetchForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "fetch_form": fetch_form or (FetchForm() if may_ask(request.actor) else None),
        "last": last_fetch(),
        "report": report,
        "texts": queries.kept_texts(),
        "today": clock.today(),
    }
    return render(request, "connect/law_texts.html", context, status=status)
