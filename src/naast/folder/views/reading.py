"""The folder of somebody else, to read along in; and who reads one's own."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from naast.decide import queries as decide
from naast.folder.access import OWN, PART, place_in, reading_in
from naast.folder.forms_reading import ShareForm
from naast.folder.reading import READINGS, in_words, letters_for, open_to
from naast.folder.views.common import thanks
from naast.kernel.errors import Invalid, NotVisible
from naast.kernel.pages import Request, looked, resident_page
from naast.kernel.refusals import put
from naast.listen import queries as listen
from naast.people import actions as people_actions
from naast.people import queries as people
from naast.people.reading import Part
from naast.people.types import ReadingPlace


@resident_page()
def part(request: Request, case_id: int, person_id: int, slug: str) -> HttpResponse:
    """One part of somebody's folder, only to read."""
    page = READINGS.get(slug)
    if page is None:
        raise NotVisible
    place = reading_in(request.actor, case_id, person_id, page.part)
    _looked(request, place, page.part)
    context = {"place": place, "page": page, "pages": open_to(place)} | page.shown(request.actor, place)
    return render(request, "folder/reading.html", context)


@resident_page()
def photo(request: Request, case_id: int, person_id: int, board_id: int) -> HttpResponse:
    """The photo of a board that somebody reads along."""
    place = reading_in(request.actor, case_id, person_id, Part.BOARD)
    _name, media_type, content = listen.photo_of_person(request.actor, case_id, person_id, board_id)
    _looked(request, place, Part.BOARD)
    return HttpResponse(content, content_type=media_type)


@resident_page()
def letter(request: Request, case_id: int, person_id: int, document_id: int) -> HttpResponse:
    """One letter or report as PDF, for who reads along."""
    place = reading_in(request.actor, case_id, person_id, Part.LETTERS)
    if not any(row.id == document_id for row in letters_for(place)):
        raise NotVisible
    stored = decide.file_of(case_id, document_id)
    _looked(request, place, Part.LETTERS)
    response = HttpResponse(stored.clear_bytes(), content_type=stored.media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=stored.name)
    return response


def _looked(request: Request, place: ReadingPlace, seen: Part) -> None:
    """The look stands in the list of the person whose folder it is; that of who takes part is not shown to
    the resident of the case."""
    how = "along" if place.is_resident else "with"
    looked(request, place.case.id, f"folder.{how}.{seen.value}")


@resident_page()
def who_reads(request: Request, case_id: int) -> HttpResponse:
    """Who may read which part of one's own folder, and letting somebody read along until a day."""
    case, me, context = _own(request, case_id)
    looked(request, case_id, "folder.who_reads")
    choices = people.could_read(case, me)
    parts = people.own_parts(request.actor)[case.resident_id != me]
    form = ShareForm(readers=choices, parts=parts)
    if request.method == "POST" and choices:
        form = ShareForm(request.POST, readers=choices, parts=parts)
        if form.is_valid():
            try:
                people_actions.share_reading(
                    actor=request.actor,
                    case_id=case_id,
                    reader_id=int(form.cleaned_data["reader"]),
                    parts=form.cleaned_data["parts"],
                    until_on=form.cleaned_data["until_on"],
                    purpose=form.cleaned_data["purpose"],
                )
                return thanks(
                    request, _("Kept. You can stop this at any moment."), "folder:who_reads", case_id
                )
            except Invalid as error:
                put(form, error)
    context |= {"form": form if choices else None}
    return render(request, "folder/who_reads.html", context, status=422 if form.errors else 200)


@resident_page()
@require_POST
def stop_sharing(request: Request, case_id: int, share_id: int) -> HttpResponse:
    """What one shared is no longer read, from now on."""
    people_actions.stop_sharing(actor=request.actor, case_id=case_id, share_id=share_id)
    return thanks(
        request, _("Stopped. This person does not read this any more."), "folder:who_reads", case_id
    )


def _own(request: Request, case_id: int) -> tuple[Any, int, dict[str, Any]]:
    place = place_in(request.actor, case_id, OWN, PART)
    me = next(each for each in people.people_in(place.case) if each.id == request.actor.id)
    readers = [
        {"reader": reader, "parts": in_words(reader.parts), "shared": in_words(reader.shared)}
        for reader in people.readers_of(place.case, me)
    ]
    context = {"place": place, "me": me, "readers": readers, "age_unknown": me.birth_date is None}
    return place.case, me.id, context
