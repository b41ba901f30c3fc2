"""The first page of the folder, what happens with what is told, and who looked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from naast.decide import queries as decide
from naast.decide.types import LetterFacts
from naast.folder.access import Place, folders_of, places_of
from naast.folder.looking import lookers_of
from naast.folder.papers import readable
from naast.folder.reading import open_to, who_may_look
from naast.folder.sharing.queries import shares_of
from naast.folder.views.common import Contact, contact_for_resident
from naast.folder.views.sharing import to_look_at
from naast.follow import queries as follow
from naast.follow.types import Promise
from naast.kernel.actors import Actor
from naast.kernel.forms import number
from naast.kernel.pages import Request, looked_over, resident_page
from naast.learn import queries as learn
from naast.learn.types import SignalFacts
from naast.listen import queries as listen
from naast.listen.types import StoryText
from naast.people import actions as people_actions
from naast.people import queries as people
from naast.plan import queries as plan
from naast.plan.types import AgreedLine


@dataclass(frozen=True, slots=True)
class Now:
    """What is here now for one person in one case. Of what is not theirs nothing is read."""

    place: Place
    contact: Contact | None
    promise: Promise | None
    perspective: str
    story: StoryText | None
    board_on: dt.date | None
    agreed: AgreedLine | None
    letters: list[LetterFacts]
    signals: int
    overdue: bool
    # With a last word; what is only being looked into has none.
    answered: bool
    looked_into: bool

    @property
    def latest_letter(self) -> LetterFacts | None:
        """The newest letter; a report goes with it."""
        return next((row for row in self.letters if row.kind == "letter"), None)


@resident_page()
def home(request: Request) -> HttpResponse:
    """For each case: what is here now, what was promised next, and whom to call."""
    places, read_along = folders_of(request.actor)
    along = (place.case.id for place in places if place.sees_plan and not place.is_own)
    looked_over(request, along, "folder.home")
    contacts = people.fixed_contacts_of(place.case.id for place in places)
    promises = follow.next_promises(place.case.id for place in places if place.is_own)
    perspectives = plan.perspectives(place.case.id for place in places if place.is_own)
    cards = []
    for place in places:
        number = place.case.id
        versions = plan.agreed_versions(number) if place.sees_plan else []
        signals = signals_for(request.actor, place)
        cards.append(
            Now(
                place=place,
                contact=contact_for_resident(contacts[number]) if number in contacts else None,
                promise=promises.get(number),
                perspective=perspectives.get(number, ""),
                story=listen.story_of(request.actor, number, request.actor.id) if place.tells else None,
                board_on=listen.last_board_on(request.actor, number) if place.tells else None,
                agreed=versions[0] if versions else None,
                letters=readable(decide.letters_of(number)) if place.is_own else [],
                signals=len(signals),
                overdue=any(signal.is_overdue for signal in signals),
                answered=any(not signal.is_open for signal in signals),
                looked_into=any(signal.answers for signal in signals),
            )
        )
    others = [{"place": place, "pages": open_to(place)} for place in read_along]
    context = {"cards": cards, "others": others, "to_look_at": to_look_at(request)}
    return render(request, "folder/home.html", context)


def signals_for(actor: Actor, place: Place) -> list[SignalFacts]:
    """Signals that this person may read here: of the own case all but those of others, elsewhere own ones."""
    if place.is_own:
        return learn.signals_of_resident(place.case.id, actor.id)
    return learn.signals_by(actor, place.case.id) if place.tells else []


@resident_page()
def what_happens(request: Request) -> HttpResponse:
    """What happens with what is told, in B1; reading it is noted once per case."""
    places = [place for place in places_of(request.actor) if place.tells]
    following = request.POST.get("next") or request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(following, allowed_hosts={request.get_host()}):
        following = ""
    if request.method == "POST":
        for place in places:
            people_actions.tell_what_happens(
                actor=request.actor, case_id=place.case.id, person_id=request.actor.id
            )
        return HttpResponseRedirect(following or reverse("folder:home"))
    to_read = [place for place in places if request.actor.id not in people.told(place.case.id)]
    return render(request, "folder/what_happens.html", {"to_read": bool(to_read), "following": following})


@resident_page()
def looks(request: Request) -> HttpResponse:
    """Who opened something of the own folder, who asked whether one is known, who opened in an emergency.

    Of a case in which this person takes part: who opened what is theirs there, and nothing of the resident.
    """
    me = request.actor
    places = [place for place in places_of(me) if place.tells]
    of, before = number(request.GET.get("map")), number(request.GET.get("voor"))
    context = {
        "cases": [_looked_in(me, place, before if place.case.id == of else None) for place in places],
        "own": sum(1 for place in places if place.is_own),
        "questions": people.questions_about(me.id),
    }
    return render(request, "folder/looks.html", context)


def _looked_in(me: Actor, place: Place, before: int | None) -> dict[str, Any]:
    case = place.case
    lookers, earlier = lookers_of(case, person_id=me.id, before_row=before)
    return {
        "case": case,
        "is_own": place.is_own,
        "lookers": lookers,
        "earlier": earlier,
        "is_earlier": before is not None,
        "glass": people.glass_breaks(case.id, to_resident=True) if place.is_own else [],
        "circle": who_may_look(case, own=place.is_own),
        "shares": shares_of(me, case.id),
    }
