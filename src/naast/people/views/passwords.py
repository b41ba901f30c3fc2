"""A new password for who forgot it: the administrator hands a link over, the page behind it sets one."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import logout
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from naast.kernel import actors
from naast.kernel.errors import Invalid, NotVisible
from naast.kernel.pages import Request, staff_page
from naast.kernel.refusals import put
from naast.people import actions, login, passwords
from naast.people.forms.door import NewPasswordForm
from naast.people.views.house import line_of, member_page

LINK_KEY = "password_link"
"""Session key: the link stands in no address while the page is open, nor in what another page is told."""


@staff_page(actors.ADMINISTRATOR)
@require_POST
@never_cache
def give_link(request: Request, staff_id: int) -> HttpResponse:
    """The link for one colleague, shown once."""
    try:
        link = actions.give_password_link(actor=request.actor, staff_id=staff_id)
    except Invalid as error:
        form = Form(request.POST)
        put(form, error)
        return member_page(request, staff_id, wrong=form)
    address = request.build_absolute_uri(reverse("people:password_link", args=[link]))
    context = {"row": line_of(staff_id), "address": address, "hours": passwords.HOURS}
    return render(request, "people/password_link.html", context)


@never_cache
def by_link(request: HttpRequest, link: str) -> HttpResponse:
    """Whoever comes with a link is nobody who was logged in here; looking at it uses nothing up.

    A link that works no more sends nobody out of what they are doing.
    """
    language = request.session.get("language")
    if passwords.account_of(link) is not None:
        logout(request)
    request.session[LINK_KEY] = link
    if language:
        request.session["language"] = language
    return HttpResponseRedirect(reverse("people:new_password"))


@never_cache
def new_password(request: HttpRequest) -> HttpResponse:
    """Set the password; then log in with it."""
    link = request.session.get(LINK_KEY, "")
    account = passwords.account_of(link)
    if account is None:
        return _over(request)
    with_code = login.is_set_up(account)
    form = NewPasswordForm(request.POST or None, with_code=with_code)
    if form.is_valid():
        try:
            actions.set_password(
                link=link,
                password=form.cleaned_data["password"],
                code=form.cleaned_data.get("token", ""),
            )
        except NotVisible:
            return _over(request)
        except Invalid as error:
            put(form, error)
        else:
            messages.success(request, _("Your new password is kept. Log in with it."))
            return HttpResponseRedirect(reverse("people:login"))
    shown = login.demo_code(account) if with_code else ""
    context = {"form": form, "login": account.login, "with_code": with_code, "shown": shown}
    return render(request, "people/new_password.html", context, status=422 if form.errors else 200)


def _over(request: HttpRequest) -> HttpResponse:
    return render(request, "people/password_over.html", {"hours": passwords.HOURS}, status=410)
