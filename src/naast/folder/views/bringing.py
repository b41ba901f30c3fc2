"""Bringing in a package of another municipality: first checked, then shown, then live; and reading it."""

from __future__ import annotations

from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from naast.folder.access import OWN, PART, place_in, places_of
from naast.folder.portable import actions, queries, reading
from naast.folder.portable.forms import HandedForm, PackageForm, SureForm
from naast.folder.views.common import folder_choices, untold
from naast.kernel import clock
from naast.kernel.errors import Invalid, NotVisible
from naast.kernel.models import AuditEvent
from naast.kernel.pages import Request, looked, resident_page, staff_page
from naast.kernel.refusals import put
from naast.kernel.uploads import was_too_large
from naast.people import queries as people

FIELD = reading.FIELD
_SHOWN_INSIDE = {"image/png", "image/jpeg"}


def _note_refusal(request: Request, case_id: int | None) -> None:
    """A package that was refused is a refusal in the audit: who, when, for which case. No words."""
    request.audit_notes.append(
        {"kind": AuditEvent.REFUSAL, "verb": "folder.receive", "case_id": case_id, "detail": {"why": FIELD}}
    )


def _received(request: Request, form: django_forms.Form, case_id: int, **consent: Any) -> int | None:
    """The id of the package that was checked; None when it was refused, which the form then says."""
    sent = form.cleaned_data[FIELD]
    try:
        return actions.receive(
            actor=request.actor, case_id=case_id, source=sent.file, size=sent.size, **consent
        )
    except Invalid as error:
        put(form, error)
        _note_refusal(request, case_id)
    finally:
        sent.close()
    return None


def _bound(request: Request, form: Any) -> Any:
    """The form with what was sent; a file that no page takes is said to be too large."""
    if was_too_large(request, FIELD):
        form.errors.pop(FIELD, None)
        put(form, reading.too_large())
        _note_refusal(request, None)
    return form


@staff_page()
def bring(request: Request, case_id: int) -> HttpResponse:
    """Standing beside: take over the package that the resident hands over, with their consent."""
    case, _person = queries.to_bring_into(request.actor, case_id)
    form = HandedForm(initial={"consent_on": clock.today()})
    if request.method == "POST":
        form = _bound(request, HandedForm(request.POST, request.FILES))
        if form.is_valid():
            given = {name: form.cleaned_data[name] for name in ("consent_of", "consent_on")}
            number = _received(request, form, case.id, **given)
            if number is not None:
                return HttpResponseRedirect(reverse("folder:brought", args=[case.id, number]))
    looked(request, case.id, "folder.bring")
    context = {
        "case": case,
        "step": "",
        "form": form,
        "packages": queries.brought_into(request.actor, case.id),
    }
    return render(request, "folder/portable/bring.html", context, status=422 if form.errors else 200)


@resident_page()
def bring_own(request: Request) -> HttpResponse:
    """The own way: bring the package of another municipality into one's own folder."""
    places = [place for place in places_of(request.actor) if place.tells]
    if not places:
        raise NotVisible
    first = untold(request, places[0])
    if first is not None:
        return first
    choices = folder_choices(places)
    form = PackageForm(cases=choices)
    if request.method == "POST":
        form = _bound(request, PackageForm(request.POST, request.FILES, cases=choices))
        if form.is_valid():
            number = _received(request, form, form.case_id)
            if number is not None:
                return HttpResponseRedirect(reverse("folder:brought_own", args=[form.case_id, number]))
    packages = [(place.case.id, queries.brought_into(request.actor, place.case.id)) for place in places]
    context = {"form": form, "packages": [(number, rows) for number, rows in packages if rows]}
    return render(request, "folder/portable/bring_own.html", context, status=422 if form.errors else 200)


def _settled(request: Request, case_id: int, brought_id: int, form: SureForm) -> str:
    """What was said with the button: done, left, or nothing because something is missing."""
    if request.POST.get("say") == "leave":
        actions.leave(actor=request.actor, case_id=case_id, brought_id=brought_id)
        messages.success(request, _("It was not brought in. Nothing of it is kept here."))
        return "left"
    if not form.is_valid():
        return ""
    try:
        actions.bring_in(
            actor=request.actor,
            case_id=case_id,
            brought_id=brought_id,
            same_person=form.cleaned_data["same_person"],
        )
    except Invalid as error:
        put(form, error)
        return ""
    messages.success(request, _("It was brought in."))
    return "done"


def _page(request: Request, case_id: int, brought_id: int, back: str, **more: Any) -> HttpResponse:
    """The package before it is live, with what would happen; or after, with what is to read."""
    form = SureForm(request.POST or None)
    if request.method == "POST":
        said = _settled(request, case_id, brought_id, form)
        if said:
            return HttpResponseRedirect(back if said == "left" else request.path)
    looked(request, case_id, "folder.brought")
    facts, papers = queries.papers_of(request.actor, case_id, brought_id)
    preview = None if facts.is_live else queries.preview(request.actor, case_id, brought_id)
    context = {"brought": facts, "papers": papers, "preview": preview, "form": form, "case_id": case_id}
    template = f"folder/portable/brought{'' if request.actor.is_staff else '_own'}.html"
    return render(request, template, context | more, status=422 if form.errors else 200)


@staff_page()
def brought(request: Request, case_id: int, brought_id: int) -> HttpResponse:
    """One package of elsewhere in a case."""
    case = people.case_for(request.actor, case_id)
    return _page(request, case_id, brought_id, reverse("folder:bring", args=[case_id]), case=case, step="")


@resident_page()
def brought_own(request: Request, case_id: int, brought_id: int) -> HttpResponse:
    """One package of elsewhere in one's own folder."""
    place = place_in(request.actor, case_id, OWN, PART)
    first = untold(request, place)
    if first is not None:
        return first
    return _page(request, case_id, brought_id, reverse("folder:bring_own"), place=place)


def _file(request: Request, case_id: int, paper_id: int) -> HttpResponse:
    stored = queries.file_of_paper(request.actor, case_id, paper_id)
    looked(request, case_id, "folder.brought")
    response = HttpResponse(stored.clear_bytes(), content_type=stored.media_type)
    inside = stored.media_type in _SHOWN_INSIDE
    response["Content-Disposition"] = content_disposition_header(not inside, stored.name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@staff_page()
def brought_file(request: Request, case_id: int, paper_id: int) -> HttpResponse:
    """The file of a paper from elsewhere."""
    return _file(request, case_id, paper_id)


@resident_page()
def brought_own_file(request: Request, case_id: int, paper_id: int) -> HttpResponse:
    """The file of a paper from elsewhere, in one's own folder."""
    return _file(request, case_id, paper_id)
