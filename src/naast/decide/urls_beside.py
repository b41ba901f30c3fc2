"""Addresses of what stands beside a decision and decides nothing."""

from __future__ import annotations

from django.urls import path

from naast.decide.views import beside as views
from naast.decide.views import naming, sampling

beside = [
    path("casus/<int:case_id>/besluit/antwoord/<int:reading_id>/", views.answer, name="answer_reader"),
    path("casus/<int:case_id>/besluit/dekking/<int:proposal_id>/", views.cover, name="name_cover"),
    path("casus/<int:case_id>/besluit/anders/<int:proposal_id>/", views.dissent, name="dissent"),
    path(
        "casus/<int:case_id>/besluit/achteraf/<int:sample_id>/",
        sampling.read_afterwards,
        name="read_afterwards",
    ),
    path("meelezen/<int:proposal_id>/lezer/", naming.name_reader, name="name_reader"),
    path("steekproef/", sampling.sample_rate, name="sample_rate"),
]
