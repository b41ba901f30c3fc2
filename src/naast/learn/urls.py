from django.urls import path

from naast.learn import views

app_name = "learn"

urlpatterns = [
    path("casus/<int:case_id>/leren/", views.case, name="case"),
    path(
        "casus/<int:case_id>/leren/signaal/<int:signal_id>/eigen-woorden/", views.own_words, name="own_words"
    ),
    path("leren/", views.inbox, name="inbox"),
    path("leren/signaal/<int:signal_id>/", views.signal, name="signal"),
]
