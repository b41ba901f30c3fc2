"""Naming who reads an urgent decision along, where nobody could when it was taken."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from naast.decide import actions, naming
from naast.decide.forms_naming import NameReaderForm
from naast.decide.late import NAMERS
from naast.decide.views.kept import kept
from naast.kernel import actors
from naast.kernel.pages import Request, looked, staff_page


@staff_page(*NAMERS, *actors.CASE_ROLES)
def name_reader(request: Request, proposal_id: int) -> HttpResponse:
    """One urgent decision that waits for a reader, and who may read it; nothing of what it says."""
    decision = naming.unread_decision(proposal_id)
    found = naming.to_name(request.actor, decision)
    if found.resident_name:
        looked(request, found.case_id, "decide.name_reader")
    able = naming.able_to_read(decision)
    form = NameReaderForm(request.POST if request.method == "POST" else None, able=able)

    def act() -> None:
        actions.name_reader(
            actor=request.actor, proposal_id=proposal_id, reader_id=form.cleaned_data["reader"]
        )

    if request.method == "POST" and kept(form, act):
        messages.success(request, _("Named. It stands in their list now."))
        return HttpResponseRedirect(reverse("decide:waiting"))
    context = {
        "found": found,
        "role_label": decision.get_reader_role_display(),
        "able": able,
        "can_read": found.reader is not None and found.reader.id in {face.id for face in able},
        "form": form,
    }
    return render(request, "decide/name_reader.html", context, status=422 if form.errors else 200)
