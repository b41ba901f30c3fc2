"""The door: password and second factor for staff, a one-time code for residents."""

from __future__ import annotations

import io
from urllib.parse import urlsplit

import qrcode
import qrcode.image.svg
from django.conf import settings
from django.contrib.auth import authenticate, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from naast.kernel.errors import Invalid
from naast.kernel.models import Account, Membership
from naast.kernel.refusals import tried
from naast.people import login
from naast.people.forms.door import ChooseForm, FolderCodeForm, FolderNameForm, LoginForm, TokenForm


def _next(request: HttpRequest) -> str:
    following = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(following, allowed_hosts={request.get_host()})
    return following if safe else ""


def lost_session(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What Django shows when a form's token does not fit: most often because the session had ended.

    Nothing is saved, and nothing is lost: who is out gets the login page, which carries the fields along; who
    is in (logged in again in another window) gets them back to send once more. Only for forms that come from
    our own pages; passwords are never carried.
    """
    at_the_door = request.path.startswith(reverse("people:login")) or request.path == reverse("people:logout")
    if not request.POST or not _from_here(request):
        return render(request, "403_csrf.html", status=403)
    if at_the_door:
        return HttpResponseRedirect(reverse("people:login"))
    if getattr(request, "actor", None) is not None:
        return _resume(request, request.get_full_path(), login.fields_of(request.POST), status=403)
    try:
        return enter_staff(request, carried_from=request.get_full_path())
    except Invalid as error:
        typed = [value for _name, value in login.fields_of(request.POST)]
        context = {"title": _("This could not be saved"), "message": error.message, "typed": typed}
        return render(request, "refused.html", context, status=413)


def _from_here(request: HttpRequest) -> bool:
    """Whether the browser says that the form stood on a page of ours."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return False
    named = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return urlsplit(named)[:2] == (request.scheme, request.get_host())


@never_cache
def enter_staff(request: HttpRequest, carried_from: str = "") -> HttpResponse:
    """Login name and password. A form that was posted after the session expired is carried along."""
    token = request.POST.get("carried", "")
    if carried_from:
        token = login.carry(carried_from, request.POST)
        form = LoginForm()
    else:
        form = LoginForm(request.POST or None)
    if request.method == "POST" and not carried_from and form.is_valid():
        # The keyword is the one that the login guard counts by; in small letters, as accounts are found.
        account = authenticate(
            request, login=form.cleaned_data["login"].lower(), password=form.cleaned_data["password"]
        )
        locked = getattr(request, "axes_locked_out", False)
        request.axes_locked_out = False  # type: ignore[attr-defined]  # our own page says so, in its place
        if isinstance(account, Account) and login.memberships_of(account, Membership.STAFF):
            login.wait_for_code(request, account)
            request.session["carried"] = token
            request.session["next"] = _next(request)
            return HttpResponseRedirect(reverse("people:token"))
        message = (
            _("Too many tries. Wait a quarter of an hour, or ask the administrator.")
            if locked
            else _("This login name and password do not belong together.")
        )
        form.add_error(None, message)
    context = {"form": form, "carried": token, "next": _next(request)}
    return render(request, "people/login.html", context, status=422 if form.errors else 200)


@never_cache
def second_factor(request: HttpRequest) -> HttpResponse:
    """The code of the authenticator; the first time with the picture to set it up."""
    account = login.waiting_for_code(request)
    if account is None:
        return HttpResponseRedirect(reverse("people:login"))
    device = login.device_of(account)
    form = TokenForm(request.POST or None)
    if tried(form, lambda: login.check_code(device, form.cleaned_data["token"])):
        if not device.confirmed:
            device.confirmed = True
            device.save(update_fields=["confirmed"])
        return _choose_or_enter(request, account)
    context = {"form": form, "picture": "" if device.confirmed else _picture(device.config_url)}
    context["shown"] = login.demo_code(account)
    context["secret"] = "" if device.confirmed else device.config_url.split("secret=")[1].split("&")[0]
    return render(request, "people/token.html", context, status=422 if form.errors else 200)


def _picture(text: str) -> str:
    buffer = io.BytesIO()
    qrcode.make(text, image_factory=qrcode.image.svg.SvgPathImage, box_size=12).save(buffer)
    svg = buffer.getvalue().decode()
    return svg[svg.index("<svg") :]


def _choose_or_enter(request: HttpRequest, account: Account) -> HttpResponse:
    memberships = login.memberships_of(account, Membership.STAFF)
    if len(memberships) == 1:
        return _entered(request, memberships[0])
    request.session[login.PASSED_KEY] = account.pk
    return HttpResponseRedirect(reverse("people:choose"))


@never_cache
def choose(request: HttpRequest) -> HttpResponse:
    """Somebody who works for more than one municipality chooses one."""
    account = login.waiting_for_code(request)
    if account is None or request.session.get(login.PASSED_KEY) != account.pk:
        return HttpResponseRedirect(reverse("people:login"))
    memberships = {str(row.pk): row for row in login.memberships_of(account, Membership.STAFF)}
    form = ChooseForm(request.POST or None)
    form.fields["membership"].choices = [  # type: ignore[attr-defined]
        (key, row.municipality.name) for key, row in memberships.items()
    ]
    if request.method == "POST" and form.is_valid():
        return _entered(request, memberships[form.cleaned_data["membership"]])
    return render(request, "people/choose.html", {"form": form}, status=422 if form.errors else 200)


def _entered(request: HttpRequest, membership: Membership) -> HttpResponse:
    token = request.session.pop("carried", "")
    following = request.session.pop("next", "")
    request.session.pop(login.PENDING_KEY, None)
    request.session.pop(login.PENDING_HASH, None)
    request.session.pop(login.PASSED_KEY, None)
    login.enter(request, membership, second_factor=True)
    return _onwards(request, token, following or reverse("web:home"))


def _onwards(request: HttpRequest, token: str, following: str) -> HttpResponse:
    """To where somebody wanted to be, or first back to what they had typed."""
    found = login.carried(token) if token else None
    return HttpResponseRedirect(following) if found is None else _resume(request, *found)


def _resume(
    request: HttpRequest, path: str, fields: list[tuple[str, str]], status: int = 200
) -> HttpResponse:
    return render(request, "people/resume.html", {"path": path, "fields": fields}, status=status)


@never_cache
def enter_resident(request: HttpRequest) -> HttpResponse:
    """The name of the folder and a one-time code. In the demo the page shows the code that would be sent."""
    shown = ""
    asked = request.POST.get("ask") == "1"
    token = request.POST.get("carried", "")
    typed = request.POST if "folder" in request.POST else None
    form: FolderNameForm = (FolderNameForm if asked else FolderCodeForm)(typed)
    if request.method == "POST" and form.is_valid():
        account = _folder(form.cleaned_data["folder"])
        membership = _resident(account)
        if asked:
            if (
                account is not None
                and membership is not None
                and settings.NAAST_DEMO
                and membership.municipality.is_demo
            ):
                shown = login.make_code(account)
            form = FolderCodeForm(initial={"folder": form.cleaned_data["folder"]})
        elif membership is not None and login.use_code(account, form.cleaned_data["code"]):
            login.enter(request, membership, second_factor=False)
            return _onwards(request, token, _next(request) or reverse("folder:home"))
        else:
            form.add_error(
                "code",
                _(
                    "This code does not work (any more). After five wrong tries a code stops. "
                    "Ask your fixed contact for a new one. It works at once."
                ),
            )
    elif asked:
        form = FolderCodeForm(initial={"folder": request.POST.get("folder", "")[:150]})
    context = {"form": form, "shown": shown, "is_demo": settings.NAAST_DEMO, "next": _next(request)}
    context["carried"] = token
    context["phones"] = login.phones() if form.errors else []
    return render(request, "people/folder_login.html", context, status=422 if form.errors else 200)


def _folder(name: str) -> Account | None:
    return Account.objects.filter(login__iexact=name.strip(), is_active=True).first()


def _resident(account: Account | None) -> Membership | None:
    rows = login.memberships_of(account, Membership.RESIDENT) if account is not None else []
    return rows[0] if rows else None


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """End the session. The quick way out posts here too, without waiting for an answer."""
    logout(request)
    return HttpResponseRedirect(reverse("people:login"))
