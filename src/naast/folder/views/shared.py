"""What somebody without a login reads: the door, and the pages behind it. Nothing else of the house."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, cast

from axes.helpers import get_client_ip_address
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from naast.decide import queries as decide
from naast.folder.sharing import opening, parts
from naast.folder.sharing.forms import DoorForm
from naast.folder.sharing.opening import Sitting
from naast.kernel.errors import DomainError, Invalid, NotVisible
from naast.kernel.models import Municipality
from naast.kernel.pages import Request
from naast.kernel.refusals import put
from naast.kernel.tenancy import scope
from naast.listen import queries as listen

SITTINGS = "shared"
"""Session key: per share (its number as text) the municipality and the opening. Ids only."""
P = ParamSpec("P")
View = Callable[Concatenate[Request, Sitting, P], HttpResponse]


def _closed_to_others(response: HttpResponse, referrer: str = "no-referrer") -> HttpResponse:
    """No trace: not in a search engine, not on the disk of a browser, not in the log of another site."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = referrer
    return response


_FROM_ELSEWHERE = frozenset({"cross-site", "same-site"})
"""A form on another site would start a session here in the place of the reader's own."""


# Exempt: whoever posts here needs the link and the code, and a receiver may come without a cookie.
@csrf_exempt
@never_cache
def door(request: HttpRequest, slug: str) -> HttpResponse:
    """Link, code and name. The secret of the link stands behind its #, which no browser sends or logs."""
    municipality = Municipality.objects.filter(slug=slug).first()
    if municipality is None:
        return _gone(request)
    if request.method == "POST" and request.headers.get("Sec-Fetch-Site", "none") in _FROM_ELSEWHERE:
        return _closed_to_others(render(request, "folder/shared/gone.html", status=403))
    form = DoorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            found = _entered(request, municipality, form)
        except Invalid as error:
            put(form, error)
        else:
            if found is not None:
                return found
            form.add_error(
                None,
                _(
                    "This link and this code do not work (any more). Is everything filled in right? "
                    "After five wrong codes nobody can get in for an hour. "
                    "Otherwise ask the person who shares this."
                ),
            )
    context = {"form": form, "house": municipality}
    answer = render(request, "folder/shared/door.html", context, status=422 if form.errors else 200)
    # With no-referrer a browser hides where the form of the language buttons comes from.
    return _closed_to_others(answer, "same-origin")


def _entered(request: HttpRequest, municipality: Municipality, form: DoorForm) -> HttpResponse | None:
    with transaction.atomic(), scope(municipality.pk):
        found = opening.enter(
            municipality_id=municipality.pk,
            token=form.token(),
            code=form.cleaned_data["code"],
            who=form.cleaned_data["who"],
            address=get_client_ip_address(request) or "",
        )
    if found is None:
        return None
    request.session.cycle_key()
    sittings = request.session.get(SITTINGS, {})
    sittings[str(found.share_id)] = [municipality.pk, found.pk]
    request.session[SITTINGS] = sittings
    return HttpResponseRedirect(reverse("folder:shared", args=[found.share_id]))


def shared_page(view: View[P]) -> Callable[Concatenate[HttpRequest, int, P], HttpResponse]:
    """A page behind the door: whether it is shared is asked anew for each request, in the scope of one
    municipality and of nothing else."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, share_id: int, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        municipality_id, opening_id = request.session.get(SITTINGS, {}).get(str(share_id), (0, 0))
        municipality = Municipality.objects.filter(pk=municipality_id).first()
        if municipality is None:
            return _gone(request)
        with transaction.atomic(), scope(municipality.pk):
            found = opening.sitting(share_id=share_id, opening_id=opening_id)
            if found is None:
                return _gone(request)
            try:
                answer = view(cast("Request", request), found, *args, **kwargs)
            except DomainError:
                transaction.set_rollback(True)
                return _gone(request)
        return _closed_to_others(answer)

    return cast("Callable[Concatenate[HttpRequest, int, P], HttpResponse]", guarded)


def _gone(request: HttpRequest) -> HttpResponse:
    """The same for never shared, withdrawn, ended and read too long: nothing can be learned from it."""
    return _closed_to_others(render(request, "folder/shared/gone.html", status=404))


def _show(request: Request, found: Sitting, name: str, context: dict[str, Any]) -> HttpResponse:
    shown = {"sitting": found, "share": found.share, "house": found.share.municipality}
    return render(request, name, shown | context)


@shared_page
def shared(request: Request, found: Sitting) -> HttpResponse:
    """The list of the pages that were ticked."""
    opening.looked_at(found, "lijst")
    return _show(request, found, "folder/shared/list.html", {})


@shared_page
def page(request: Request, found: Sitting, key: str) -> HttpResponse:
    """One page that was ticked."""
    part = found.page(key)
    opening.looked_at(found, key)
    context = {"part": part, **parts.read(found.shelf, part)}
    return _show(request, found, f"folder/shared/{part.kind}.html", context)


@shared_page
def file(request: Request, found: Sitting, key: str) -> HttpResponse:
    """The PDF of a letter, or the photo of a board."""
    part = found.page(key)
    opening.looked_at(found, key)
    if part.kind == parts.LETTER:
        stored = decide.file_of(found.shelf.case_id, part.object_id or 0)
        answer = HttpResponse(stored.clear_bytes(), content_type=stored.media_type)
        answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=stored.name)
        return answer
    if part.kind == parts.PHOTO:
        _name, media_type, content = listen.photo_of(found.shelf.eyes, part.object_id or 0)
        return HttpResponse(content, content_type=media_type)
    raise NotVisible


# Exempt: it only ends somebody's own reading, and these pages tell no browser where a form comes from.
@csrf_exempt
@require_POST
def leave(request: HttpRequest, share_id: int) -> HttpResponse:
    """Done reading: the code is needed again."""
    sittings = request.session.get(SITTINGS, {})
    sittings.pop(str(share_id), None)
    request.session[SITTINGS] = sittings
    return _closed_to_others(render(request, "folder/shared/left.html"))
