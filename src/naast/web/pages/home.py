"""The first page of each kind of user."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from naast.kernel import actors
from naast.kernel.actors import Actor


def first_page(actor: Actor) -> str:
    """The address of the page this actor starts on."""
    if actor.is_resident:
        return reverse("folder:home")
    if actor.has_role(*actors.CASE_ROLES):
        return reverse("web:my_people")
    if actor.has_role(actors.LAWYER, actors.SECOND_READER, actors.MANDATE_HOLDER):
        return reverse("decide:waiting")
    if actor.has_role(actors.FUND_OWNER, actors.CONTROLLER):
        return reverse("decide:fund")
    if actor.has_role(actors.POLICY, actors.QUALITY_OFFICER):
        return reverse("learn:inbox")
    if actor.has_role(actors.ADMINISTRATOR):
        return reverse("people:accounts")
    return reverse("web:my_people")


def home(request: HttpRequest) -> HttpResponse:
    """To the first page of who is logged in, or to the door."""
    actor: Actor | None = getattr(request, "actor", None)
    return HttpResponseRedirect(reverse("people:login") if actor is None else first_page(actor))
