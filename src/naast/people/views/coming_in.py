"""Something new came in about a case that is open already."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from naast.kernel import actors
from naast.kernel.pages import Request, looked, staff_page
from naast.kernel.refusals import tried
from naast.people import actions
from naast.people.caseholders import held_case
from naast.people.forms.intake import ComingInForm


@staff_page(*actors.CASE_ROLES)
def come_in(request: Request, case_id: int) -> HttpResponse:
    """A report, an application or a beginning ex officio, with its own clock."""
    case = held_case(request.actor, case_id)
    looked(request, case.id, "people.come_in")
    form = ComingInForm(request.POST or None, initial={"law": case.law})

    def act() -> None:
        actions.come_in(actor=request.actor, case_id=case.id, **form.cleaned_data)

    if request.method == "POST" and tried(form, act):
        messages.success(request, _("Kept. Its clock runs from that day."))
        return HttpResponseRedirect(reverse("people:circle", args=[case.id]))
    context = {"case": case, "step": "", "form": form}
    return render(request, "people/come_in.html", context, status=422 if form.errors else 200)
