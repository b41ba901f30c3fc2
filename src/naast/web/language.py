"""The language is kept in the session: no cookie but the session's. Dutch unless somebody chose otherwise."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

KEY = "language"


class SessionLocaleMiddleware:
    """Activates the chosen language for the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.session.get(KEY)
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Remember the language and go back to the page one came from."""
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        request.session[KEY] = language
    following = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(following, allowed_hosts={request.get_host()}):
        following = "/"
    return HttpResponseRedirect(following)
