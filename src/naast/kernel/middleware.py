"""Two middlewares: the outer one writes looks and refusals, the inner one opens the municipality.

Order in settings: `AuditMiddleware` stands outside `ActorMiddleware`, so that a look is written after the
request's transaction has ended and before the response leaves; when that write fails the page is not shown.
"""

from __future__ import annotations

import datetime as dt
import logging
import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import transaction
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.shortcuts import render
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from naast.kernel import actors, audit, uploads
from naast.kernel.actors import Actor
from naast.kernel.clock import today
from naast.kernel.errors import DomainError, Invalid, NotAllowed, NotVisible, Stale
from naast.kernel.forms import number
from naast.kernel.models import Account, AuditEvent, Membership
from naast.kernel.tenancy import scope

GetResponse = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger("naast.request")

MEMBERSHIP_KEY = "membership_id"
"""Session key of the membership that the account has chosen."""


_SHOWS_THE_CASE = {409, 422}
"""Answers to a form that could not be kept: they show the page, or the text of somebody else."""


class AuditMiddleware:
    """Writes the looks that `pages.looked` noted on the request, and the refusal when there was one."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.audit_notes = []  # type: ignore[attr-defined]
        request.audit_marks = {}  # type: ignore[attr-defined]
        response = self.get_response(request)
        if response.status_code >= 400 and response.status_code not in _SHOWS_THE_CASE:
            _forget_looks(request)
        notes: list[dict[str, Any]] = request.audit_notes  # type: ignore[attr-defined]
        if not notes:
            return response
        try:
            actor: Actor = request.actor  # type: ignore[attr-defined]
            with transaction.atomic(), scope(actor.municipality_id, ends_transaction=True):
                audit.record_noted(actor=actor, notes=notes)
        except Exception:
            log.exception("a look could not be written; the page is not shown")
            return render(request, "500.html", status=503)
        for key, mark in request.audit_marks.items():  # type: ignore[attr-defined]
            request.session[key] = mark
        return response


class ActorMiddleware:
    """Loads the actor from the session and runs the request in one transaction inside the municipality's
    scope."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = None  # type: ignore[attr-defined]
        request.municipality = None  # type: ignore[attr-defined]
        membership = self._membership(request)
        if membership is None:
            return self.get_response(request)
        try:
            uploads.receive(request)
        except UnreadablePostError:
            # Nobody is there any more to read an answer.
            return HttpResponse(status=400)
        with transaction.atomic(), scope(membership.municipality_id, ends_transaction=True):
            request.actor = actors.load_actor(membership)  # type: ignore[attr-defined]
            request.municipality = membership.municipality  # type: ignore[attr-defined]
            request.naast_transaction = True  # type: ignore[attr-defined]
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        # Whoever takes this seat next finds nothing with the back button, nor in the browser's files.
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    @staticmethod
    def _membership(request: HttpRequest) -> Membership | None:
        membership_id = request.session.get(MEMBERSHIP_KEY)
        if membership_id is None:
            return None
        rows = Membership.objects.select_related("municipality", "account").order_by()
        membership = next(iter(rows.filter(pk=membership_id)), None)
        if membership is None or _ended(membership.ends_on):
            return None
        _hand_over(request, membership.account)
        return membership if request.user.pk == membership.account_id else None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Roll the request back and turn a domain error into a page that holds no data of the case."""
        if getattr(request, "naast_transaction", False):
            transaction.set_rollback(True)
        if not isinstance(exception, DomainError):
            return None
        return _page_for(request, exception)


def _hand_over(request: HttpRequest, account: Account) -> None:
    """Spare Django its own question for the account: only when all that `auth.get_user` checks is in order.

    Anything else is left to Django, which then ends the session.
    """
    found = request.session
    if not account.is_active or found.get(SESSION_KEY) != str(account.pk):
        return
    if found.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return
    if constant_time_compare(found.get(HASH_SESSION_KEY, ""), account.get_session_auth_hash()):
        request._cached_user = account  # type: ignore[attr-defined]


def _forget_looks(request: HttpRequest) -> None:
    """Nothing of the case was shown: then there was no look, only perhaps a refusal."""
    notes: list[dict[str, Any]] = request.audit_notes  # type: ignore[attr-defined]
    notes[:] = [note for note in notes if note["kind"] != AuditEvent.LOOK]
    request.audit_marks.clear()  # type: ignore[attr-defined]


def _ended(day: dt.date | None) -> bool:
    return day is not None and day < today()


def _page_for(request: HttpRequest, error: DomainError) -> HttpResponse:
    if isinstance(error, NotVisible):
        _note_refusal(request, "not_visible")
        # Own words tell nobody anything: who may not be here any more still gets them back.
        return render(request, "404.html", {"typed": _typed(request)}, status=404)
    if isinstance(error, NotAllowed):
        _note_refusal(request, "not_allowed")
        return render(request, "403.html", {"why": str(error), "typed": _typed(request)}, status=403)
    if isinstance(error, Stale):
        context: dict[str, Any] = {
            "title": _("Somebody else saved this first"),
            "message": str(error),
            "theirs": error.theirs,
        }
        return render(request, "refused.html", context | {"typed": _typed(request)}, status=409)
    message = error.message if isinstance(error, Invalid) else str(error)
    context = {"title": _("This could not be saved"), "message": message, "typed": _typed(request)}
    return render(request, "refused.html", context, status=400)


_NEVER_BACK = re.compile(
    r"csrfmiddlewaretoken|version|again|token|code|.*password.*"
    r"|next|carried|key|form_key|seen|reference|before|was_.*|.*_was"
)
"""Fields of which nothing is shown again: passwords and codes; and what nobody typed but the form carried
along, such as keys and what stood there before, perhaps in the words of somebody else."""
_CHOICE = re.compile(r"[a-z]+(?:_[a-z]+)+")
"""What a choice is called inside."""


def _typed(request: HttpRequest) -> list[str]:
    """What the person had typed, so that an error page gives it back and nothing is lost."""
    return [
        value
        for name, values in request.POST.lists()
        if not _NEVER_BACK.fullmatch(name)
        for value in values
        if (len(value) > 15 or " " in value.strip()) and not _CHOICE.fullmatch(value)
    ]


def _note_refusal(request: HttpRequest, why: str) -> None:
    if getattr(request, "actor", None) is None:
        return
    match = request.resolver_match
    # An address takes any number; what no row can have is of no case.
    case_id = number(match.kwargs.get("case_id")) if match else None
    request.audit_notes.append(  # type: ignore[attr-defined]
        {
            "kind": AuditEvent.REFUSAL,
            "verb": match.view_name if match else "unknown",
            "case_id": case_id,
            "detail": {"why": why},
        }
    )
