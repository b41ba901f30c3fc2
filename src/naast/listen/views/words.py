from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from naast.kernel.errors import Invalid, NotVisible, Stale
from naast.kernel.forms import number
from naast.kernel.pages import Request, looked, staff_page
from naast.listen import access, actions, drafting, queries, story_parts
from naast.listen.actions.words import request_key, story_key_after
from naast.listen.forms import RequestForm, StoryForm
from naast.listen.holding import Gone
from naast.listen.opening import Opened
from naast.people import actions as people_actions
from naast.people import queries as people
from naast.people.types import CaseFacts, HeardFacts, PersonFacts


def person_or_404(case: CaseFacts, person_id: int) -> PersonFacts:
    """Someone of this case; anybody else looks like a wrong address."""
    for person in people.people_in(case):
        if person.id == person_id:
            return person
    raise NotVisible


def untold(case: CaseFacts, person_ids: Iterable[int]) -> list[HeardFacts]:
    """Those of these people of the case who, before the first word, did not read what happens with it."""
    return [row for row in people.heard_in(case, person_ids) if row.at is None]


@staff_page()
def overview(request: Request, case_id: int) -> HttpResponse:
    """What was told so far, and where to go on listening."""
    case = people.case_for(request.actor, case_id)
    looked(request, case.id, "listen.overview")
    stories = queries.told_stories(case.id)
    boards = queries.boards_of(request.actor, case.id)
    persons = people.people_in(case)
    heard = people.heard_in(case, [person.id for person in persons])
    context = {
        "case": case,
        "step": "listen",
        "persons": [
            {"person": person, "heard": row, "has_story": person.id in stories}
            for person, row in zip(persons, heard, strict=True)
        ],
        "untold": [row for row in heard if row.at is None],
        "both": queries.request_and_wish(case.id),
        "boards": boards,
        "goals": queries.board_goals(case.id),
        "may_write": access.may_write(request.actor, case),
    }
    return render(request, "listen/overview.html", context)


@staff_page()
def first(request: Request, case_id: int) -> HttpResponse:
    """Before the first word: read together what happens with what is told, and note that it was read."""
    case = people.case_for(request.actor, case_id)
    if request.method == "POST":
        person = person_or_404(case, number(request.POST.get("person")) or 0)
        access.must_stand_beside(request.actor, case)
        people_actions.tell_what_happens(actor=request.actor, case_id=case.id, person_id=person.id)
        return redirect("listen:overview", case.id)
    looked(request, case.id, "listen.first")
    context = {
        "case": case,
        "step": "listen",
        "persons": people.heard_in(case, [person.id for person in people.people_in(case)]),
        "may_write": access.may_write(request.actor, case),
    }
    return render(request, "listen/first.html", context)


@staff_page()
def story(request: Request, case_id: int, person_id: int) -> HttpResponse:
    """The blank page of one person, with how it stood before."""
    opened = queries.told_by(request.actor, case_id, person_id)
    looked(request, case_id, "listen.story")
    if request.method == "POST":
        return _story_sent(request, opened)
    versions = queries.versions_here(opened)
    now = queries.story_now(case_id, person_id, versions)
    deletions = queries.deletions_here(opened)
    context = _story_context(opened, story_parts.deleted(deletions)) | {
        "versions": versions,
        "now": now,
        "pieces": queries.fragments_here(opened),
        "recordings": [{"recording": row} for row in queries.recordings_here(opened)],
        "deletions": deletions,
        "sitting": queries.sitting_here(opened),
    }
    standing = {
        "text": now.text if now else "",
        "version": now.version if now else 0,
        "deleted_before": story_parts.deleted(deletions),
    }
    given, context["has_draft"] = drafting.given_back(request.actor, context["object_key"], standing)
    context["form"] = StoryForm(initial=given)
    return render(request, "listen/story.html", context)


def _story_context(opened: Opened, deleted_before: int) -> dict[str, Any]:
    case, person = opened.case, opened.person
    return {
        "case": case,
        "step": "listen",
        "person": person,
        "object_key": story_key_after(case.id, person.id, deleted_before),
        "untold": untold(case, [person.id]),
        "may_write": access.may_write(opened.actor, case),
    }


def _story_sent(request: Request, opened: Opened) -> HttpResponse:
    """Keep what was typed, or open or close the reading along. What is refused comes back as it was typed."""
    form = StoryForm(request.POST)
    context = _story_context(opened, story_parts.deleted(queries.deletions_here(opened)))
    if form.is_valid():
        written = {
            "actor": request.actor,
            "case_id": opened.case.id,
            "person_id": opened.person.id,
            "text": form.cleaned_data["text"],
            "base_version": form.cleaned_data["version"] or 0,
            "deleted_before": form.cleaned_data["deleted_before"] or 0,
        }
        try:
            if request.POST.get("do") in {"share", "stop"}:
                _read_along(request.POST["do"], written)
                return redirect("listen:story", opened.case.id, opened.person.id)
            actions.write_story(**written)
            return redirect("listen:overview", opened.case.id)
        except Invalid as error:
            form.add_error(error.field or None, error.message)
        except Gone as error:
            # This page never keeps anything again: not as a draft, and not on the story that came after.
            form.add_error(None, str(error))
            return render(request, "listen/story.html", context | {"form": form, "gone": True}, status=409)
        except Stale as error:
            return _both_texts(request, "listen/story.html", context, error, StoryForm)
    return render(request, "listen/story.html", context | {"form": form}, status=422)


def _read_along(do: str, written: dict[str, Any]) -> None:
    """Open or close the reading along. What stands in the field is kept as a draft, also without script."""
    if do == "share":
        actions.let_read_along(**written)
        return
    try:
        actions.stop_reading_along(**written)
    except Gone:
        # Nobody reads along any more, whatever became of the words.
        actions.stop_reading_along(**{name: written[name] for name in ("actor", "case_id", "person_id")})
        raise


@staff_page()
def request_and_wish(request: Request, case_id: int) -> HttpResponse:
    """What is asked beside what is wanted."""
    case = people.case_for(request.actor, case_id)
    access.must_stand_beside(request.actor, case)
    looked(request, case.id, "listen.request")
    both = queries.request_and_wish(case.id)
    initial = {
        "request": both.request if both else "",
        "wish": both.wish if both else "",
        "version": both.version if both else 0,
    }
    context: dict[str, Any] = {"case": case, "step": "listen", "object_key": request_key(case.id)}
    if request.method == "POST":
        form = RequestForm(request.POST)
        if form.is_valid():
            try:
                actions.say_request(
                    actor=request.actor,
                    case_id=case.id,
                    request=form.cleaned_data["request"],
                    wish=form.cleaned_data["wish"],
                    base_version=form.cleaned_data["version"] or 0,
                )
                return redirect("listen:overview", case.id)
            except Invalid as error:
                form.add_error(error.field or None, error.message)
            except Stale as error:
                return _both_texts(request, "listen/request.html", context, error, RequestForm)
        return render(request, "listen/request.html", context | {"form": form}, status=422)
    given, context["has_draft"] = drafting.given_back(request.actor, context["object_key"], initial)
    return render(request, "listen/request.html", context | {"form": RequestForm(initial=given)})


def _both_texts(
    request: Request,
    template: str,
    context: dict[str, Any],
    error: Stale,
    form: type[StoryForm | RequestForm],
) -> HttpResponse:
    """What somebody else wrote beside what was typed here; saving again is then a choice made knowingly."""
    again = form(request.POST.dict() | {"version": error.current_version})
    again.is_valid()
    again.add_error(None, _("Somebody else saved this while you were writing. Both texts stand below."))
    return render(request, template, context | {"form": again, "theirs": error.theirs}, status=409)
