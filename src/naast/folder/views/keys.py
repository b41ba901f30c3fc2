"""The keys of other municipalities that are trusted, and the own one to give away; for the administrator."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from naast.folder.portable import actions, queries
from naast.folder.portable.forms import KeyForm
from naast.folder.views.common import thanks
from naast.kernel import actors, signing
from naast.kernel.errors import Invalid
from naast.kernel.pages import Request, staff_page
from naast.kernel.refusals import put


@staff_page(actors.ADMINISTRATOR)
def keys(request: Request) -> HttpResponse:
    """The list, the own key, and a form for one more."""
    form = KeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.trust_key(actor=request.actor, **form.cleaned_data)
            return thanks(request, _("The key is on the list."), "folder:keys")
        except Invalid as error:
            put(form, error)
    own = signing.public_key(request.actor.municipality_id)
    context = {
        "rows": queries.trusted_keys(),
        "form": form,
        "own_key": own,
        "own_key_id": signing.key_id(own),
    }
    return render(request, "folder/portable/keys.html", context, status=422 if form.errors else 200)


@staff_page(actors.ADMINISTRATOR)
@require_POST
def distrust(request: Request, key_row_id: int) -> HttpResponse:
    actions.distrust_key(actor=request.actor, key_row_id=key_row_id)
    messages.success(request, _("The key is off the list. What was brought in with it stays."))
    return HttpResponseRedirect(reverse("folder:keys"))
