"""A letter in words on the page: to read, to hear, to say that one does not understand it, and what was said
about it in simpler words. For the resident, and for who reads the letters with them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from naast.decide import actions as decide_actions
from naast.decide import explaining, plain, spoken, voice
from naast.decide.plain import Part as LetterPart
from naast.decide.types import LetterFacts
from naast.folder.access import reading_in
from naast.folder.forms_letters import UnclearForm
from naast.folder.reading import letters_for
from naast.folder.views.common import contact_of, thanks
from naast.kernel import drafts, limits
from naast.kernel.errors import NotVisible
from naast.kernel.pages import Request, looked, resident_page
from naast.kernel.refusals import tried
from naast.listen import sound
from naast.listen.drafting import given_back
from naast.people.reading import Part
from naast.people.types import ReadingPlace

MOST_A_MINUTE = 60
"""Pieces of letters that one login hears in a minute; a player that moves to another place asks again."""


@resident_page()
def letter_words(request: Request, case_id: int, person_id: int, document_id: int) -> HttpResponse:
    """What stands in one letter, part by part, with its sound where there is a voice."""
    place, letter = _opened(request, case_id, person_id, document_id)
    parts = plain.parts(explaining.lines_of(document_id))
    headings = [part.heading for part in parts[1:] if part.heading]
    key = f"folder.unclear:{case_id}:{document_id}"
    given, _differs = given_back(request.actor, key, {"words": ""})
    of: dict[str, Any] = {"headings": headings, "is_letter": letter.kind == "letter"}
    form = UnclearForm(**of, initial=given)
    if request.method == "POST":
        form = UnclearForm(request.POST, **of)
        if tried(
            form,
            lambda: decide_actions.say_unclear(
                actor=request.actor,
                case_id=case_id,
                document_id=document_id,
                words=form.cleaned_data["words"],
                part=form.cleaned_data.get("part", ""),
            ),
        ):
            drafts.drop(actor=request.actor, object_key=key)
            where = ("folder:letter_words", case_id, person_id, document_id)
            said = (
                _("Thank you for saying so. We call you and explain the letter.")
                if of["is_letter"]
                else _("Thank you for saying so. We call you and explain the report.")
            )
            return thanks(request, said, *where)
    asked = explaining.questions_of(case_id, to_resident=True).get(document_id, [])
    context: dict[str, Any] = {
        "place": place,
        "letter": letter,
        "parts": _heard(parts),
        "form": form,
        "object_key": key,
        "has_draft": bool(given["words"]) and request.method == "GET",
        "explanations": [one for each in asked for one in each.explanations],
        "own": [each for each in asked if each.person_id == request.actor.id and each.waits],
        "contact": contact_of(case_id),
    }
    return render(request, "folder/letter_words.html", context, status=422 if form.errors else 200)


@resident_page()
def letter_sound(
    request: Request, case_id: int, person_id: int, document_id: int, number: int
) -> HttpResponse:
    """One piece of a letter read aloud. Made when it is asked for, kept nowhere."""
    _opened(request, case_id, person_id, document_id)
    pieces = spoken.pieces(plain.parts(explaining.lines_of(document_id)))
    if not 0 < number <= len(pieces) or not voice.is_there():
        raise NotVisible
    if not limits.within(request.actor, "folder.letter_sound", most=MOST_A_MINUTE):
        return HttpResponse(status=429)
    try:
        content = voice.sound(pieces[number - 1].said)
    except voice.NoVoice:
        return HttpResponse(status=503)
    return sound.played(request, voice.MEDIA_TYPE, content)


def _opened(
    request: Request, case_id: int, person_id: int, document_id: int
) -> tuple[ReadingPlace, LetterFacts]:
    """The letter, for who may read it; the look stands in the list of whose folder it is."""
    place = reading_in(request.actor, case_id, person_id, Part.LETTERS)
    found = next((row for row in letters_for(place) if row.id == document_id), None)
    if found is None:
        raise NotVisible
    own = person_id == request.actor.id
    how = "letter" if own else f"{'along' if place.is_resident else 'with'}.{Part.LETTERS.value}"
    looked(request, case_id, f"folder.{how}")
    return place, found


def _heard(parts: tuple[LetterPart, ...]) -> list[dict[str, Any]]:
    """Each part of the letter with the numbers of the pieces in which it is heard."""
    here = voice.is_there()
    number, found = 0, []
    for part in parts:
        count = len(spoken.pieces([part]))
        numbers = list(range(number + 1, number + count + 1)) if here else []
        number += count
        found.append({"heading": part.heading, "lines": part.lines, "sounds": numbers})
    return found
