"""Root addresses. Rooms bring their own; pages that combine rooms sit here."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from naast.web import language
from naast.web.pages import cases, drafts, health, home, search

web_patterns = (
    [
        path("", home.home, name="home"),
        path("mijn-mensen/", cases.my_people, name="my_people"),
        path("casus/<int:case_id>/", cases.case, name="case"),
        path("zoeken/", search.search, name="search"),
        path("concept/", drafts.keep, name="draft"),
        path("leven/", health.alive, name="health"),
    ],
    "web",
)

ROOMS = ("people", "listen", "plan", "weigh", "decide", "follow", "learn", "insight", "folder", "connect")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(web_patterns)),
    path("taal/", language.choose, name="set_language"),
    *(path("", include(f"naast.{room}.urls")) for room in ROOMS if find_spec(f"naast.{room}.urls")),
]
