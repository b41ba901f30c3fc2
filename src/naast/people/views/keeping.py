"""Retention terms, for the administrator."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from naast.kernel import actors, retention
from naast.kernel.errors import Invalid
from naast.kernel.models.rows import OWN_YEARS_SECONDS
from naast.kernel.pages import Request, staff_page
from naast.kernel.refusals import put
from naast.people import actions, queries
from naast.people.forms.house import KeepingForm
from naast.people.types import KeepingTerm


@staff_page(actors.ADMINISTRATOR)
def terms(request: Request) -> HttpResponse:
    """Per law how long rows are kept, and a form where the municipality's own list says it."""
    wrong = None
    if request.method == "POST":
        form = KeepingForm(request.POST, auto_id=f"{request.POST.get('ground', '')[:20]}_%s")
        if form.is_valid():
            given = dict(form.cleaned_data)
            base_version = given.pop("version")
            try:
                actions.set_own_years(actor=request.actor, base_version=base_version, **given)
            except Invalid as error:
                put(form, error)
            else:
                messages.success(request, _("The term is kept. It counts for what is made or changed now."))
                return HttpResponseRedirect(reverse("people:terms"))
        wrong = form
    rows = [
        {"term": term, "form": _form(term, wrong) if term.ground in retention.OWN_LIST else None}
        for term in queries.keeping_terms()
    ]
    context = {
        "rows": rows,
        "wrong": wrong,
        "default_years": retention.YEARS_BY_SELECTION_LIST,
        "minutes": OWN_YEARS_SECONDS // 60,
    }
    return render(request, "people/terms.html", context, status=422 if wrong else 200)


def _form(term: KeepingTerm, wrong: KeepingForm | None) -> KeepingForm:
    if wrong is not None and wrong.data.get("ground") == term.ground:
        return wrong
    initial = {"ground": term.ground, "version": term.version}
    if term.version:
        initial |= {"years": term.years, "because": term.because, "decided_by": term.decided_by}
    return KeepingForm(initial=initial, auto_id=f"{term.ground}_%s")
