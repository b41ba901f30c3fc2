"""Addresses of how a letter reads, and of what it says in simpler words."""

from __future__ import annotations

from django.urls import path

from naast.decide.views import explaining, letter_language

patterns = [
    path(
        "casus/<int:case_id>/besluit/<int:decision_id>/brief/taal/",
        letter_language.letter_language,
        name="letter_language",
    ),
    path(
        "casus/<int:case_id>/besluit/brief/<int:document_id>/uitleg/",
        explaining.explain,
        name="explain",
    ),
]
