from django.urls import include, path

from naast.folder.views import around, home, papers, reading, rights, shared, sharing, story, telling

app_name = "folder"

urlpatterns = [
    path("", include("naast.folder.portable.urls")),
    path("map/", home.home, name="home"),
    path("map/wie-keek/", home.looks, name="looks"),
    path("map/wat-gebeurt-er/", home.what_happens, name="what_happens"),
    path("map/hulp/", rights.support, name="support"),
    path("map/iemand-anders/", rights.someone_else, name="someone_else"),
    path("map/bezwaar/", rights.objection, name="objection"),
    path("map/klacht/", rights.complaint, name="complaint"),
    path("map/<int:case_id>/verhaal/", telling.story, name="story"),
    path("map/<int:case_id>/verhaal/stukken/", story.fragments, name="fragments"),
    path("map/<int:case_id>/verhaal/opnamen/", story.recordings, name="recordings"),
    path("map/<int:case_id>/verhaal/opnamen/<int:recording_id>/", story.play, name="play"),
    path("map/<int:case_id>/verhaal/weg/", story.delete_story, name="delete_story"),
    path("map/<int:case_id>/bord/", telling.boards, name="boards"),
    path("map/<int:case_id>/bord/<int:board_id>/", telling.board, name="board"),
    path("map/<int:case_id>/bord/<int:board_id>/foto/", telling.photo, name="photo"),
    path("map/stress/", around.stress, name="stress"),
    path("map/<int:case_id>/rollen/", around.roles, name="roles"),
    path("map/<int:case_id>/mensen-om-mij/", around.network, name="network"),
    path("map/<int:case_id>/mensen-om-mij/<int:around_id>/", around.network_person, name="network_person"),
    path("map/<int:case_id>/wat-lukt/", around.skills, name="skills"),
    path("map/<int:case_id>/plan/", papers.plan, name="plan"),
    path("map/<int:case_id>/brieven/", papers.letters, name="letters"),
    path("map/<int:case_id>/brieven/<int:document_id>/", papers.letter, name="letter"),
    path("map/<int:case_id>/signaal/", telling.signal, name="signal"),
    path("map/<int:case_id>/corrigeren/", telling.correct, name="correct"),
    path("map/<int:case_id>/wie-leest/", reading.who_reads, name="who_reads"),
    path("map/<int:case_id>/wie-leest/<int:share_id>/stop/", reading.stop_sharing, name="stop_sharing"),
    path(
        "map/<int:case_id>/van/<int:person_id>/bord/<int:board_id>/foto/", reading.photo, name="reading_photo"
    ),
    path(
        "map/<int:case_id>/van/<int:person_id>/brieven/<int:document_id>/",
        reading.letter,
        name="reading_letter",
    ),
    path("map/<int:case_id>/van/<int:person_id>/<slug:slug>/", reading.part, name="reading"),
    path("map/<int:case_id>/delen/", sharing.shares, name="shares"),
    path("map/<int:case_id>/delen/nieuw/", sharing.new_share, name="new_share"),
    path("map/<int:case_id>/delen/<int:share_id>/opnieuw/", sharing.renew_share, name="renew_share"),
    path("map/<int:case_id>/delen/<int:share_id>/stop/", sharing.end_share, name="end_share"),
    path("casus/<int:case_id>/mensen/<int:person_id>/delen/", sharing.type_along, name="type_along"),
    path(
        "casus/<int:case_id>/mensen/<int:person_id>/delen/<int:share_id>/stop/",
        sharing.end_typed_along,
        name="end_typed_along",
    ),
    path("gedeeld/<slug:slug>/", shared.door, name="door"),
    path("gedeeld/lezen/<int:share_id>/", shared.shared, name="shared"),
    path("gedeeld/lezen/<int:share_id>/klaar/", shared.leave, name="leave_shared"),
    path("gedeeld/lezen/<int:share_id>/<slug:key>/", shared.page, name="shared_page"),
    path("gedeeld/lezen/<int:share_id>/<slug:key>/bestand/", shared.file, name="shared_file"),
]
