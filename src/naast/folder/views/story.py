"""What the owner of a story does with it besides writing: mark pieces, listen, and delete it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from naast.folder.access import OWN, PART, Place, place_in
from naast.folder.views.common import thanks, untold
from naast.folder.views.home import signals_for
from naast.kernel.actors import Actor
from naast.kernel.pages import STOP_POLLING, Request, looked, resident_page
from naast.listen import actions as listen_actions
from naast.listen import queries as listen
from naast.listen import sound, story_parts
from naast.listen.types import GOAL, OBSTACLE, SIGNAL
from naast.plan import queries as plan_queries


def beside_words(actor: Actor, place: Place) -> dict[tuple[str, int], str]:
    """The words of the goals, the obstacle and the signals that this person may read, by kind and id."""
    words = {(SIGNAL, row.id): row.words for row in signals_for(actor, place)}
    plan = plan_queries.plan_of(place.case.id) if place.is_own else None
    if plan is not None:
        words |= {(GOAL, goal.id): goal.words for goal in plan.goals}
        if plan.obstacle:
            words[OBSTACLE, plan.obstacle.id] = plan.obstacle.words
    return words


@resident_page()
def fragments(request: Request, case_id: int) -> HttpResponse:
    """Pieces of my story: where they stand, one more, or one less."""
    place = place_in(request.actor, case_id, OWN, PART)
    first = untold(request, place)
    if first is not None:
        return first
    looked(request, case_id, "folder.story")
    me, sent = request.actor, None
    if request.method == "POST":
        sent = story_parts.piece_sent(me, case_id, me.id, request.POST)
        if sent.done:
            return thanks(request, sent.done, "folder:fragments", case_id)
    context = {"place": place, "own": True, "may_write": True}
    context |= story_parts.pieces_page(me, case_id, me.id, sent, beside_words(me, place))
    return render(request, "folder/fragments.html", context, status=sent.status if sent else 200)


@resident_page()
def recordings(request: Request, case_id: int) -> HttpResponse:
    """My recordings, with what I say in them."""
    place = place_in(request.actor, case_id, OWN, PART)
    first = untold(request, place)
    if first is not None:
        return first
    looked(request, case_id, "folder.recordings")
    me, sent = request.actor, None
    if request.method == "POST":
        sent = story_parts.recording_sent(me, case_id, me.id, request)
        if sent.done:
            return thanks(request, sent.done, "folder:recordings", case_id)
    context = {"place": place, "own": True, "may_write": True}
    context |= story_parts.recordings_page(me, case_id, me.id, sent)
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
    is_told = bool(listen.story_versions(me, case_id, me.id)) or bool(
        listen.recordings_of(me, case_id, me.id)
    )
    context = {"place": place, "own": True, "is_told": is_told, "sure": request.method == "POST"}
    return render(request, "folder/delete_story.html", context)


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
