from django.urls import path

from naast.people.views import circle, door, house, intake, keeping, reach, reading, talking, writing

app_name = "people"

_case = "casus/<int:case_id>/mensen/"

urlpatterns = [
    path("inloggen/", door.enter_staff, name="login"),
    path("inloggen/code/", door.second_factor, name="token"),
    path("inloggen/gemeente/", door.choose, name="choose"),
    path("inloggen/map/", door.enter_resident, name="folder_login"),
    path("uitloggen/", door.leave, name="logout"),
    path("mensen/nieuw/", intake.new_case, name="new_case"),
    path("mensen/bekend/", intake.known, name="known"),
    path("mensen/bekend/casus/", intake.known_case, name="known_case"),
    path("mensen/noodgeval/<str:token>/", intake.glass, name="glass"),
    path("noodgevallen/", intake.emergencies, name="emergencies"),
    path("noodgevallen/<int:glass_id>/", intake.emergencies, name="review"),
    path(_case, circle.circle, name="circle"),
    path(f"{_case}<int:person_id>/bereiken/", reach.reach, name="reach"),
    path(f"{_case}kijkt-mee/", circle.let_in, name="let_in"),
    path(f"{_case}kijkt-mee/<int:member_id>/weg/", circle.let_out, name="let_out"),
    path(f"{_case}aanspreekpunt/", circle.fixed_contact, name="fixed_contact"),
    path(f"{_case}doet-mee/", circle.participant, name="participant"),
    path(f"{_case}namens/", circle.representation, name="representation"),
    path(f"{_case}namens/<int:acting_id>/weg/", reading.end_representation, name="end_representation"),
    path(f"{_case}wie-leest/", reading.who_reads, name="who_reads"),
    path(f"{_case}gezag/", reading.authority, name="authority"),
    path(f"{_case}gezag/<int:authority_id>/weg/", reading.end_authority, name="end_authority"),
    path(f"{_case}leest-niet/", reading.refuse, name="refuse"),
    path(f"{_case}leest-niet/<int:refusal_id>/opnieuw/", reading.review, name="review_refusal"),
    path(f"{_case}<int:person_id>/hoe-praten-we/", talking.talking, name="talking"),
    path(f"{_case}antwoord/<int:request_id>/", circle.answer, name="answer"),
    path(f"{_case}map/<int:person_id>/", circle.folder, name="folder"),
    path(f"{_case}map/<int:person_id>/code/", circle.code, name="code"),
    path("map/hoe-praten-we/", talking.own_talking, name="own_talking"),
    path("beheer/", house.accounts, name="accounts"),
    path("beheer/bewaartermijnen/", keeping.terms, name="terms"),
    path("beheer/afzender/", writing.sender, name="sender"),
    path("beheer/<int:staff_id>/telefoon/", writing.staff_phone, name="staff_phone"),
    path("beheer/<int:staff_id>/", house.staff_member, name="staff_member"),
    path("beheer/<int:staff_id>/rol/", house.grant_role, name="grant_role"),
    path("beheer/<int:staff_id>/rol/weg/", house.withdraw_role, name="withdraw_role"),
    path("beheer/<int:staff_id>/einde/", house.end_employment, name="end_employment"),
    path("team/", house.team, name="team"),
    path("team/<int:case_id>/aanspreekpunt/", house.hand_over, name="hand_over"),
    path("team/antwoord/<int:request_id>/", house.team_answer, name="team_answer"),
]
