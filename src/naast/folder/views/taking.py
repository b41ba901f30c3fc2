"""Taking one's own folder along: asking, following how it is made, fetching it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from naast.folder.access import places_of
from naast.folder.portable import actions, parts, pieces, queries
from naast.folder.portable.forms import TakeForm
from naast.folder.portable.parts.base import TICKS
from naast.folder.views.common import thanks
from naast.kernel.pages import Request, looked, resident_page

KINDS = {
    "gegevens": (pieces.ZIP, "application/zip", "zip"),
    "papier": (pieces.PDF, "application/pdf", "pdf"),
}


def _offered() -> list[tuple[str, str]]:
    codes = dict.fromkeys(part.ticked for part in parts.ALL if part.ticked)
    return [(code, str(TICKS[code])) for code in codes]


def _context(request: Request) -> dict[str, Any]:
    return {"package": queries.package_for(request.actor)}


@resident_page()
def take(request: Request) -> HttpResponse:
    """What goes along, in plain words; a button that asks the worker; and what is ready to be fetched."""
    offered = _offered()
    form = TakeForm(request.POST or None, offered=offered)
    if request.method == "POST":
        form = TakeForm(request.POST, offered=offered)
        if form.is_valid():
            actions.ask_package(actor=request.actor, chosen=form.cleaned_data.get("also", []))
            return thanks(request, _("We make your package. You can leave this page."), "folder:take")
    titles = [part.title() for part in parts.ALL if not part.ticked]
    context = _context(request) | {"form": form, "titles": titles}
    return render(request, "folder/portable/take.html", context, status=422 if form.errors else 200)


@resident_page()
@require_GET
def progress(request: Request) -> HttpResponse:
    """How far it is: the part of the page that asks for itself every few seconds."""
    return render(request, "folder/portable/progress.html", _context(request))


@resident_page()
@require_GET
def fetch(request: Request, package_id: int, kind: str) -> Any:
    """The data (zip) or the booklet (PDF) of one's own package."""
    if kind not in KINDS:
        raise Http404
    part, media_type, suffix = KINDS[kind]
    size, stream = queries.bytes_of_package(request.actor, package_id, part)
    for place in places_of(request.actor):
        if place.tells:
            looked(request, place.case.id, "folder.take")
    response = StreamingHttpResponse(stream, content_type=media_type)
    name = f"mijn-map-{package_id}.{suffix}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Length"] = str(size)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
