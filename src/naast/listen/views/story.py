"""What stands beside a story at the desk: marked pieces, recordings, and that it is deleted when asked."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from naast.kernel.pages import Request, looked, staff_page
from naast.listen import access, actions, owners, queries, sound, story_parts
from naast.listen.views.words import person_or_404
from naast.people import queries as people
from naast.people.types import CaseFacts, PersonFacts


def _context(request: Request, case: CaseFacts, person: PersonFacts) -> dict[str, Any]:
    return {
        "case": case,
        "step": "listen",
        "person": person,
        "own": False,
        "may_write": access.may_write(request.actor, case),
    }


@staff_page()
def fragments(request: Request, case_id: int, person_id: int) -> HttpResponse:
    """The saved story to mark pieces in, and what was marked."""
    case = people.case_for(request.actor, case_id)
    person = person_or_404(case, person_id)
    looked(request, case.id, "listen.story")
    sent = None
    if request.method == "POST":
        sent = story_parts.piece_sent(request.actor, case.id, person.id, request.POST)
        if sent.done:
            messages.success(request, sent.done)
            return redirect("listen:fragments", case.id, person.id)
    context = _context(request, case, person) | story_parts.pieces_page(
        request.actor, case.id, person.id, sent
    )
    return render(request, "listen/fragments.html", context, status=sent.status if sent else 200)


@staff_page()
def recordings(request: Request, case_id: int, person_id: int) -> HttpResponse:
    """The recordings beside a story, with what is said in them."""
    case = people.case_for(request.actor, case_id)
    person = person_or_404(case, person_id)
    looked(request, case.id, "listen.recordings")
    sent = None
    if request.method == "POST":
        sent = story_parts.recording_sent(request.actor, case.id, person.id, request)
        if sent.done:
            messages.success(request, sent.done)
            return redirect("listen:recordings", case.id, person.id)
    context = _context(request, case, person)
    context |= story_parts.recordings_page(request.actor, case.id, person.id, sent)
    return render(request, "listen/recordings.html", context, status=sent.status if sent else 200)


@staff_page()
def play(request: Request, case_id: int, recording_id: int) -> HttpResponse:
    """The sound of one recording. Each time it is played is a look."""
    case = people.case_for(request.actor, case_id)
    media_type, content = queries.sound_of(request.actor, case.id, recording_id)
    looked(request, case.id, "listen.play", person_id=owners.of_recording(case.id, recording_id))
    return sound.played(request, media_type, content)


@staff_page()
def delete_story(request: Request, case_id: int, person_id: int) -> HttpResponse:
    """On the person's word: what goes and what stays, once more the question, and then it goes."""
    case = people.case_for(request.actor, case_id)
    person = person_or_404(case, person_id)
    access.must_stand_beside(request.actor, case)
    looked(request, case.id, "listen.delete_story")
    context = _context(request, case, person) | {"form": story_parts.AskedForm(), "sure": False}
    context["is_told"] = bool(queries.story_versions(request.actor, case.id, person.id)) or bool(
        queries.recordings_of(request.actor, case.id, person.id)
    )
    if request.method != "POST":
        return render(request, "listen/delete_story.html", context)
    form = story_parts.AskedForm(request.POST)
    context["form"] = form
    if not form.is_valid():
        return render(request, "listen/delete_story.html", context, status=422)
    if request.POST.get("confirmed") != "1":
        return render(request, "listen/delete_story.html", context | {"sure": True})
    gone = actions.delete_story(
        actor=request.actor, case_id=case.id, person_id=person.id, asked=form.cleaned_data["asked"]
    )
    messages.success(request, _("The story is gone.") if gone else _("There was no story any more."))
    return redirect("listen:overview", case.id)
