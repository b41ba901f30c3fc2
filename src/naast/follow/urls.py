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
]
