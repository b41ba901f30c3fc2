"""The law texts of the library: what is kept, and bringing in new ones."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from naast.connect.law_texts.actions import Report, bring_in
from naast.connect.law_texts.choosing import sources_of
from naast.connect.law_texts.forms import MOST_BYTES_TOGETHER, LawTextsForm
from naast.kernel import clock
from naast.kernel.errors import NotAllowed
from naast.kernel.pages import Request, staff_page
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


def _page(
    request: Request, form: LawTextsForm | None, report: Report | None = None, *, status: int = 200
) -> HttpResponse:
    context = {"form": form, "report": report, "texts": queries.kept_texts(), "today": clock.today()}
    return render(request, "connect/law_texts.html", context, status=status)
