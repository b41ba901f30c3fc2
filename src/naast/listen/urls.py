from __future__ import annotations

from django.urls import path

from naast.listen import views
from naast.listen.views import domains, table
from naast.listen.views.board import paper

app_name = "listen"
STORY = "casus/<int:case_id>/luisteren/verhaal/<int:person_id>/"

urlpatterns = [
    path("casus/<int:case_id>/luisteren/", views.overview, name="overview"),
    path("casus/<int:case_id>/luisteren/eerst/", views.first, name="first"),
    path("casus/<int:case_id>/luisteren/verhaal/<int:person_id>/", views.story, name="story"),
    path(f"{STORY}stukken/", views.fragments, name="fragments"),
    path(f"{STORY}opnamen/", views.recordings, name="recordings"),
    path(f"{STORY}opnamen/<int:recording_id>/weg/", views.delete_recording, name="delete_recording"),
    path(f"{STORY}weg/", views.delete_story, name="delete_story"),
    path("casus/<int:case_id>/luisteren/opname/<int:recording_id>/", views.play, name="play"),
    path("casus/<int:case_id>/luisteren/vraag/", views.request_and_wish, name="request"),
    path("casus/<int:case_id>/luisteren/bord/", views.start, name="start"),
    path("casus/<int:case_id>/luisteren/bord/<int:board_id>/", views.board, name="board"),
    path("casus/<int:case_id>/luisteren/bord/<int:board_id>/kiezen/", views.choose, name="choose"),
    path("casus/<int:case_id>/luisteren/bord/<int:board_id>/leggen/", views.lay, name="lay"),
    path("casus/<int:case_id>/luisteren/bord/<int:board_id>/volgorde/", table.order, name="order"),
    path("casus/<int:case_id>/luisteren/bord/<int:board_id>/wie-legt-mee/", table.guests, name="guests"),
    path("casus/<int:case_id>/luisteren/bord/<int:board_id>/dicht/", table.covered, name="board_covered"),
    path("casus/<int:case_id>/luisteren/bord/<int:board_id>/papier/", paper, name="board_paper"),
    path("casus/<int:case_id>/luisteren/bord/<int:board_id>/foto/", views.add_photo, name="add_photo"),
    path("casus/<int:case_id>/luisteren/bord/<int:board_id>/foto/beeld/", views.photo, name="photo"),
    path("casus/<int:case_id>/luisteren/rollen/<int:person_id>/", views.roles, name="roles"),
    path("casus/<int:case_id>/luisteren/mensen-om/<int:person_id>/", views.network, name="network"),
    path(
        "casus/<int:case_id>/luisteren/mensen-om/<int:person_id>/<int:around_id>/",
        views.network_person,
        name="network_person",
    ),
    path("casus/<int:case_id>/luisteren/doen/<int:person_id>/", views.skills, name="skills"),
    path("casus/<int:case_id>/luisteren/stress/", views.stress, name="stress"),
    path("beheer/delen-van-leven/", domains.domains, name="domains"),
    path("beheer/delen-van-leven/<int:domain_id>/", domains.domain, name="domain"),
]
