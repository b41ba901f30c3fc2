"""What the pages of the folder share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from naast.folder.access import Place
from naast.kernel.pages import Request
from naast.people import queries as people
from naast.people.types import ContactFaces, Face


@dataclass(frozen=True, slots=True)
class Contact:
    """The fixed contact as a resident sees them: function always, name where that is safe."""

    first: Face
    tandem: Face | None
    stand_in: Face | None


def contact_for_resident(contact: ContactFaces) -> Contact:
    """Names only where that is safe."""
    given = [face for face in (contact.first, contact.tandem, contact.stand_in) if face]
    safe = people.staff_faces((face.id for face in given), to_resident=True)
    return Contact(
        first=safe[contact.first.id],
        tandem=safe[contact.tandem.id] if contact.tandem else None,
        stand_in=safe[contact.stand_in.id] if contact.stand_in else None,
    )


def contact_of(case_id: int) -> Contact | None:
    """Whom to call about this case, as a resident sees them."""
    found = people.fixed_contacts_of([case_id]).get(case_id)
    return contact_for_resident(found) if found else None


def folder_choices(places: list[Place]) -> list[tuple[int, str]]:
    """The folders to choose between in a form, by the id of their case."""
    return [
        (
            place.case.id,
            _("My own folder, from {day}").format(day=date_format(place.case.opened_on))
            if place.is_own
            else _("The folder of {name}").format(name=place.case.resident_name),
        )
        for place in places
    ]


def untold(request: Request, place: Place) -> HttpResponse | None:
    """Before the first word: to the page that says what happens with it (product law 11)."""
    if request.actor.id in people.told(place.case.id):
        return None
    address = reverse("folder:what_happens")
    return HttpResponseRedirect(f"{address}?{urlencode({'next': request.path})}")


def thanks(request: Request, words: str, name: str, *args: Any) -> HttpResponse:
    """After something was kept: say so, and show the page anew."""
    messages.success(request, words)
    return HttpResponseRedirect(reverse(name, args=args))
