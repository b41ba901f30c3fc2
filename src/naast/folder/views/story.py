"""What the owner of a story does with it: write, mark pieces, listen, and delete it or one recording."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from naast.folder import forms
from naast.folder.access import OWN, PART, Place, place_in
from naast.folder.views.common import thanks, untold
from naast.folder.views.home import signals_for
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, Stale
from naast.kernel.pages import STOP_POLLING, Request, looked, resident_page
from naast.kernel.refusals import put
from naast.listen import actions as listen_actions
from naast.listen import queries as listen
from naast.listen import sound, story_parts
from naast.listen.actions.words import story_key_after
from naast.listen.drafting import given_back
from naast.listen.holding import Gone
from naast.listen.opening import Opened
from naast.listen.types import SIGNAL, FragmentFacts
from naast.plan import queries as plan_queries


def beside_words(actor: Actor, place: Place, pieces: list[FragmentFacts]) -> dict[tuple[str, int], str]:
    """The words of what these pieces stand beside, as far as this person may read them, by kind and id."""
    linked = {(link.kind, link.target_id) for piece in pieces for link in piece.links}
    words: dict[tuple[str, int], str] = {}
    if any(kind == SIGNAL for kind, _number in linked):
        words |= {(SIGNAL, row.id): row.words for row in signals_for(actor, place)}
    if place.is_own:
        words |= plan_queries.words_of(place.case.id, linked)
    return words


@resident_page()
def story(request: Request, case_id: int) -> HttpResponse:
    """One's own story, to read and to write."""
    place = place_in(request.actor, case_id, OWN, PART)
    first = untold(request, place)
    if first is not None:
        return first
    looked(request, case_id, "folder.story")
    opened = listen.told_by(request.actor, case_id, request.actor.id)
    refused = _kept(request, opened) if request.method == "POST" else {}
    if refused is None:
        return thanks(request, _("Your story is kept."), "folder:story", case_id)
    versions, deletions = listen.versions_here(opened), listen.deletions_here(opened)
    pieces = listen.fragments_here(opened)
    before = story_parts.deleted(deletions)
    key = story_key_after(case_id, opened.person.id, before)
    context: dict[str, Any] = {
        "place": place,
        "object_key": key,
        "request_and_wish": listen.request_and_wish(case_id) if place.is_own else None,
        "versions": versions,
        "own": True,
        "may_write": True,
        "pieces": story_parts.beside(pieces, beside_words(request.actor, place, pieces)),
        "recordings": [{"recording": row} for row in listen.recordings_here(opened)],
        "sitting": listen.sitting_here(opened),
        "deletions": deletions,
    }
    if not refused:
        now = versions[0] if versions else None
        standing = {"version": now.number if now else 0, "text": now.text if now else ""}
        given, context["has_draft"] = given_back(request.actor, key, standing | {"deleted_before": before})
        context["form"] = forms.StoryForm(initial=given)
    status = refused.pop("status", 200)
    return render(request, "folder/story.html", context | refused, status=status)


def _kept(request: Request, opened: Opened) -> dict[str, Any] | None:
    """Keep what was typed: None when it is; else what the page says, with `status` and the words typed."""
    form = forms.StoryForm(request.POST)
    if not form.is_valid():
        return {"form": form, "status": 422}
    try:
        listen_actions.write_story(
            actor=request.actor,
            case_id=opened.case.id,
            person_id=opened.person.id,
            text=form.cleaned_data["text"],
            base_version=form.cleaned_data["version"] or 0,
            deleted_before=form.cleaned_data["deleted_before"] or 0,
        )
    except Invalid as error:
        put(form, error)
        return {"form": form, "status": 422}
    except Gone:
        # This page never keeps anything again: not as a draft, and not on the story that came after.
        form.add_error(None, _("Your story was deleted after you opened this page. Nothing was kept now."))
        return {"form": form, "gone": True, "status": 409}
    except Stale as error:
        form = forms.StoryForm(request.POST.dict() | {"version": error.current_version})
        form.add_error(None, str(error))
        return {"form": form, "theirs": error.theirs, "status": 409}
    return None


@resident_page()
def fragments(request: Request, case_id: int) -> HttpResponse:
    """Pieces of my story: where they stand, one more, or one less."""
    place = place_in(request.actor, case_id, OWN, PART)
    first = untold(request, place)
    if first is not None:
        return first
    looked(request, case_id, "folder.story")
    opened, sent = listen.told_by(request.actor, case_id, request.actor.id), None
    if request.method == "POST":
        sent = story_parts.piece_sent(opened, request.POST)
        if sent.done:
            return thanks(request, sent.done, "folder:fragments", case_id)
    found = listen.fragments_here(opened)
    pieces = story_parts.beside(found, beside_words(request.actor, place, found))
    context = {"place": place, "own": True, "may_write": True}
    context |= story_parts.pieces_page(opened, pieces, sent)
    return render(request, "folder/fragments.html", context, status=sent.status if sent else 200)


@resident_page()
def recordings(request: Request, case_id: int) -> HttpResponse:
    """My recordings, with what I say in them."""
    place = place_in(request.actor, case_id, OWN, PART)
    first = untold(request, place)
    if first is not None:
        return first
    looked(request, case_id, "folder.recordings")
    opened, sent = listen.told_by(request.actor, case_id, request.actor.id), None
    if request.method == "POST":
        sent = story_parts.recording_sent(opened, request)
        if sent.done:
            return thanks(request, sent.done, "folder:recordings", case_id)
    context = {"place": place, "own": True, "may_write": True}
    context |= story_parts.recordings_page(opened, sent)
    return render(request, "folder/recordings.html", context, status=sent.status if sent else 200)


@resident_page()
def play(request: Request, case_id: int, recording_id: int) -> HttpResponse:
    """The sound of one of my recordings."""
    place_in(request.actor, case_id, OWN, PART)
    media_type, content = listen.sound_of(request.actor, case_id, recording_id)
    looked(request, case_id, "folder.play")
    return sound.played(request, media_type, content)


@resident_page()
def delete_story(request: Request, case_id: int) -> HttpResponse:
    """What goes and what stays, once more the question, and then my story is gone."""
    place = place_in(request.actor, case_id, OWN, PART)
    looked(request, case_id, "folder.delete_story")
    me = request.actor
    if request.method == "POST" and request.POST.get("confirmed") == "1":
        gone = listen_actions.delete_story(actor=me, case_id=case_id, person_id=me.id)
        said = (
            _("Your story is gone. You can always begin a new one.")
            if gone
            else _("There was no story any more.")
        )
        return thanks(request, said, "folder:story", case_id)
    opened = listen.told_by(me, case_id, me.id)
    is_told = bool(listen.versions_here(opened)) or bool(listen.recordings_here(opened))
    context = {"place": place, "own": True, "is_told": is_told, "sure": request.method == "POST"}
    return render(request, "folder/delete_story.html", context)


@resident_page()
def delete_recording(request: Request, case_id: int, recording_id: int) -> HttpResponse:
    """Which recording goes and what stays; and then that one is gone."""
    place = place_in(request.actor, case_id, OWN, PART)
    looked(request, case_id, "folder.delete_recording")
    me = request.actor
    recording = listen.recording_here(listen.told_by(me, case_id, me.id), recording_id)
    if recording is None:
        return thanks(request, _("This recording was gone already."), "folder:recordings", case_id)
    if request.method != "POST" or request.POST.get("confirmed") != "1":
        context = {"place": place, "own": True, "recording": recording}
        return render(request, "folder/delete_recording.html", context)
    gone = listen_actions.delete_recording(
        actor=me, case_id=case_id, person_id=me.id, recording_id=recording_id
    )
    said = _("Your recording is gone.") if gone else _("This recording was gone already.")
    return thanks(request, said, "folder:recordings", case_id)


@resident_page()
def read_along(request: Request, case_id: int) -> HttpResponse:
    """What is being typed in my story, while a sitting is open. Never to change: it is somebody's draft."""
    place = place_in(request.actor, case_id, OWN, PART)
    first = untold(request, place)
    if first is not None:
        return first
    looked(request, case_id, "folder.read_along")
    context = {"place": place, "typed": listen.being_typed(request.actor, case_id)}
    return render(request, "folder/read_along.html", context)


@resident_page()
def being_typed(request: Request, case_id: int) -> HttpResponse:
    """The part of that page that is asked for anew every few seconds; the page itself noted the look."""
    place = place_in(request.actor, case_id, OWN, PART)
    typed = listen.being_typed(request.actor, case_id)
    context = {"place": place, "typed": typed}
    return render(request, "folder/parts/being_typed.html", context, status=200 if typed else STOP_POLLING)
