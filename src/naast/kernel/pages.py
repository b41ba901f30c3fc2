"""What every view starts with: who may open this page, and noting who looked.

Usage in a room's views:

    @staff_page()
    def story(request: Request, case_id: int) -> HttpResponse:
        case = people_queries.case_for(request.actor, case_id)
        looked(request, case.pk, "listen.story")
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import resolve, reverse
from django.utils.http import urlencode

from naast.kernel import clock
from naast.kernel.actors import Actor
from naast.kernel.crypto import keyed_hash
from naast.kernel.errors import NotVisible
from naast.kernel.models import Account, AuditEvent, Municipality

P = ParamSpec("P")
STOP_POLLING = 286
"""With this status htmx asks for a part of a page no more."""


class Request(HttpRequest):
    """A request behind the two middlewares, with an actor."""

    actor: Actor
    municipality: Municipality
    audit_notes: list[dict[str, Any]]
    audit_marks: dict[str, str]
    user: Account | AnonymousUser


View = Callable[Concatenate[Request, P], HttpResponse]


def staff_page(*roles: str) -> Callable[[View[P]], View[P]]:
    """Only for staff; with `roles`, only for who holds one of them. Others get the page for a wrong
    address."""

    def allowed(actor: Actor) -> bool:
        return actor.is_staff and (not roles or actor.has_role(*roles))

    return _page(allowed)


def resident_page() -> Callable[[View[P]], View[P]]:
    """Only for residents and participants, about their own folder."""
    return _page(lambda actor: actor.is_resident)


def any_page() -> Callable[[View[P]], View[P]]:
    """For everyone who is logged in."""
    return _page(lambda actor: actor.is_staff or actor.is_resident)


def _page(allowed: Callable[[Actor], bool]) -> Callable[[View[P]], View[P]]:
    def decorate(view: View[P]) -> View[P]:
        @functools.wraps(view)
        def guarded(request: Request, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if getattr(request, "actor", None) is None:
                return _to_login(request)
            if not allowed(request.actor):
                raise NotVisible
            return view(request, *args, **kwargs)

        return cast("View[P]", guarded)

    return decorate


def _to_login(request: Request) -> HttpResponse:
    """A form posted after the session expired is not lost: the login page carries its fields along."""
    login = reverse("people:login")
    if request.method != "POST":
        return HttpResponseRedirect(f"{login}?{urlencode({'next': request.get_full_path()})}")
    match = resolve(login)
    response: HttpResponse = match.func(request, carried_from=request.get_full_path())
    return response


_OBJECTS = (("board_id", "listen.Board"), ("signal_id", "learn.Signal"), ("person_id", "people.Person"))
"""What a look is at, by the id in the address of its page, the narrowest first."""


def looked(
    request: Request,
    case_id: int,
    page: str,
    *,
    person_id: int | None = None,
    withheld_until: dt.date | None = None,
) -> None:
    """Note that the actor opened something of a case; written when the page leaves. Ids only.

    `person_id`: whose it is, where the address does not say so. Who takes part reads that from it, and the
    resident is not told of what is another's.
    """
    note = {"kind": AuditEvent.LOOK, "verb": page, "case_id": case_id, "withheld_until": withheld_until}
    request.audit_notes.append(note | _looked_at(request, person_id))


def _looked_at(request: Request, person_id: int | None) -> dict[str, Any]:
    match = request.resolver_match
    ids = {"person_id": person_id} if person_id is not None else match.kwargs if match else {}
    for name, label in _OBJECTS:
        if name in ids:
            return {"object_type": label, "object_id": ids[name]}
    return {}


def looked_over(request: Request, case_ids: Iterable[int], page: str) -> None:
    """Note that something of each of these cases stood on a list; the same list once a day per login.

    A first page is opened many times a day: each time noted, it would hide from a resident which pages of
    theirs were really opened. What was noted last stays in the session as a mark that names no case.
    """
    _noted_once(request, [(case_id, None) for case_id in sorted(set(case_ids))], page)


def looked_over_words(request: Request, whose: Iterable[tuple[int, int]], page: str) -> None:
    """As `looked_over`, for a list of what people said: the cases, and by their ids whose words they are.

    Who takes part is told of their own words, and the resident not of those of another.
    """
    _noted_once(request, sorted(set(whose)), page)


def _noted_once(request: Request, seen: Sequence[tuple[int, int | None]], page: str) -> None:
    who = request.actor
    list_of_today = f"{who.municipality_id}:{who.kind}:{who.id}:{clock.today()}:{seen}"
    key, mark = f"looked_over.{page}", keyed_hash(list_of_today, "kernel.looked_over")
    if not seen or request.session.get(key) == mark:
        return
    for case_id, person_id in seen:
        looked(request, case_id, page, person_id=person_id)
    request.audit_marks[key] = mark


def posted_version(request: HttpRequest) -> int:
    """The version on which a posted form was based; 0 when it says none or nonsense."""
    value = request.POST.get("version", "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0
