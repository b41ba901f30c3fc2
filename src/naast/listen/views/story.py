"""What stands beside a story at the desk: marked pieces, recordings, and that it is deleted when asked."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from naast.kernel.pages import Request, looked, staff_page
from naast.listen import access, actions, owners, queries, sound, story_parts
from naast.listen.opening import Opened
from naast.people import queries as people


def _context(opened: Opened) -> dict[str, Any]:
    return {
        "case": opened.case,
        "step": "listen",
        "person": opened.person,
        "own": False,
        "may_write": access.may_write(opened.actor, opened.case),
    }


@staff_page()
def fragments(request: Request, case_id: int, person_id: int) -> HttpResponse:
    """The saved story to mark pieces in, and what was marked."""
    opened = queries.told_by(request.actor, case_id, person_id)
    looked(request, case_id, "listen.story")
    sent = None
    if request.method == "POST":
        sent = story_parts.piece_sent(opened, request.POST)
        if sent.done:
            messages.success(request, sent.done)
            return redirect("listen:fragments", case_id, person_id)
    pieces = story_parts.beside(queries.fragments_here(opened))
    context = _context(opened) | story_parts.pieces_page(opened, pieces, sent)
    return render(request, "listen/fragments.html", context, status=sent.status if sent else 200)


@staff_page()
def recordings(request: Request, case_id: int, person_id: int) -> HttpResponse:
    """The recordings beside a story, with what is said in them."""
    opened = queries.told_by(request.actor, case_id, person_id)
    looked(request, case_id, "listen.recordings")
    sent = None
    if request.method == "POST":
        sent = story_parts.recording_sent(opened, request)
        if sent.done:
            messages.success(request, sent.done)
            return redirect("listen:recordings", case_id, person_id)
    context = _context(opened) | story_parts.recordings_page(opened, sent)
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
    opened = queries.told_by(request.actor, case_id, person_id)
    access.must_stand_beside(request.actor, opened.case)
    looked(request, case_id, "listen.delete_story")
    context = _context(opened) | {"form": story_parts.AskedForm(), "sure": False}
    context["is_told"] = bool(queries.versions_here(opened)) or bool(queries.recordings_here(opened))
    if request.method != "POST":
        return render(request, "listen/delete_story.html", context)
    form = story_parts.AskedForm(request.POST)
    context["form"] = form
    if not form.is_valid():
        return render(request, "listen/delete_story.html", context, status=422)
    if request.POST.get("confirmed") != "1":
        return render(request, "listen/delete_story.html", context | {"sure": True})
    gone = actions.delete_story(
        actor=request.actor, case_id=case_id, person_id=person_id, asked=form.cleaned_data["asked"]
    )
    messages.success(request, _("The story is gone.") if gone else _("There was no story any more."))
    return redirect("listen:overview", case_id)


@staff_page()
def delete_recording(request: Request, case_id: int, person_id: int, recording_id: int) -> HttpResponse:
    """On the person's word: which recording goes and what stays, once more the question, and then it goes."""
    opened = queries.told_by(request.actor, case_id, person_id)
    access.must_stand_beside(request.actor, opened.case)
    looked(request, case_id, "listen.delete_recording")
    recording = queries.recording_here(opened, recording_id)
    form = story_parts.AskedForm(request.POST if request.method == "POST" else None)
    context = _context(opened) | {"recording": recording, "form": form, "sure": False}
    if recording is None:
        messages.info(request, _("This recording was deleted already."))
        return redirect("listen:recordings", case_id, person_id)
    if request.method != "POST":
        return render(request, "listen/delete_recording.html", context)
    if not form.is_valid():
        return render(request, "listen/delete_recording.html", context, status=422)
    if request.POST.get("confirmed") != "1":
        return render(request, "listen/delete_recording.html", context | {"sure": True})
    gone = actions.delete_recording(
        actor=request.actor,
        case_id=case_id,
        person_id=person_id,
        recording_id=recording_id,
        asked=form.cleaned_data["asked"],
    )
    said = _("The recording is gone.") if gone else _("This recording was deleted already.")
    messages.success(request, said)
    return redirect("listen:recordings", case_id, person_id)
