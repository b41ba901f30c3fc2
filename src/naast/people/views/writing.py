"""What stands in every letter: the house's own address and numbers."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from naast.kernel import actors
from naast.kernel.pages import Request, staff_page
from naast.kernel.refusals import tried
from naast.people import actions
from naast.people.forms.writing import SenderForm


@staff_page(actors.ADMINISTRATOR)
def sender(request: Request) -> HttpResponse:
    """Where somebody can write to, whom they can call, and who supports them for free."""
    house = request.municipality
    names = ("phone", "support_name", "support_phone")
    standing = {name: getattr(house, name) for name in names}
    standing["postal_address"] = house.postal_address.replace(", ", "\n")
    form = SenderForm(request.POST or None, initial=standing)
    if request.method == "POST" and tried(
        form, lambda: actions.say_sender(actor=request.actor, **form.cleaned_data)
    ):
        messages.success(request, _("Kept. From now on this stands in every letter."))
        return HttpResponseRedirect(reverse("people:sender"))
    return render(request, "people/sender.html", {"form": form}, status=422 if form.errors else 200)
