from __future__ import annotations

from django.urls import path

from naast.follow import views

app_name = "follow"

urlpatterns = [
    path("casus/<int:case_id>/volgen/", views.overview, name="overview"),
    path("casus/<int:case_id>/volgen/belofte/", views.promise, name="promise"),
    path("casus/<int:case_id>/volgen/belofte/<int:promise_id>/", views.one_promise, name="one_promise"),
    path("casus/<int:case_id>/volgen/contact/", views.contact, name="contact"),
    path("casus/<int:case_id>/volgen/contact/<int:contact_id>/lastig/", views.hard, name="hard"),
    path("casus/<int:case_id>/volgen/terugkijken/met/<int:person_id>/", views.check_in, name="check_in"),
    path("casus/<int:case_id>/volgen/terugkijken/<int:check_in_id>/", views.looked_back, name="looked_back"),
    path("casus/<int:case_id>/volgen/na-een-jaar/", views.after_a_year, name="after_a_year"),
    path(
        "casus/<int:case_id>/volgen/na-een-jaar/<int:line_id>/jaar/<int:year>/",
        views.realised,
        name="realised",
    ),
    path("casus/<int:case_id>/volgen/verrekenen/", views.settling, name="settling"),
    path(
        "casus/<int:case_id>/volgen/verrekenen/<int:settlement_id>/document/",
        views.settling_document,
        name="settling_document",
    ),
    path("verrekeningen/", views.settlements, name="settlements"),
    path("verrekeningen/voorstel/<int:case_id>/", views.propose, name="propose"),
    path("verrekeningen/<int:settlement_id>/", views.settlement, name="settlement"),
    path(
        "verrekeningen/<int:settlement_id>/document/", views.settlement_document, name="settlement_document"
    ),
    path("verrekeningen/<int:settlement_id>/<slug:step>/", views.bring_on, name="bring_on"),
]
