from django.urls import path

from naast.people.views import door

app_name = "people"

urlpatterns = [
    path("inloggen/", door.enter_staff, name="login"),
    path("inloggen/code/", door.second_factor, name="token"),
    path("inloggen/gemeente/", door.choose, name="choose"),
    path("inloggen/map/", door.enter_resident, name="folder_login"),
    path("uitloggen/", door.leave, name="logout"),
]
