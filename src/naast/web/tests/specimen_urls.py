"""The addresses that the frame of a page links to, without the rooms behind them."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def room(name: str, *pages: str) -> tuple[list[object], str]:
    return [path(f"{name}/{page}/", nothing, name=page) for page in pages], name


urlpatterns = [
    path("taal/", nothing, name="set_language"),
    path("", include(room("people", "logout"))),
    path(
        "",
        include(room("folder", "support", "someone_else", "objection", "complaint", "looks", "what_happens")),
    ),
]
