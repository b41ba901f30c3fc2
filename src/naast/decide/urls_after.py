"""Addresses of what comes after a decision: objection step by step, looking again, papers, policy rules."""

from __future__ import annotations

from django.urls import path

from naast.decide.views import bundling, objections, policy, revising

after = [
    path(
        "casus/<int:case_id>/besluit/bezwaar/<int:objection_id>/verloop/", objections.course, name="objection"
    ),
    path(
        "casus/<int:case_id>/besluit/bezwaar/<int:objection_id>/verloop/<slug:step>/",
        objections.course,
        name="objection_step",
    ),
    path(
        "casus/<int:case_id>/besluit/bezwaar/stuk/<int:paper_id>/", objections.paper, name="objection_paper"
    ),
    path("casus/<int:case_id>/besluit/bezwaar/<int:objection_id>/stukken/", bundling.choose, name="bundle"),
    path("casus/<int:case_id>/besluit/<int:decision_id>/opnieuw/", revising.revise, name="revise"),
    path("casus/<int:case_id>/besluit/opnieuw/stop/", revising.stop, name="stop_revision"),
    path("beleidsregels/", policy.overview, name="policy_rules"),
    path("beleidsregels/<int:rule_id>/", policy.rule, name="policy_rule"),
]
