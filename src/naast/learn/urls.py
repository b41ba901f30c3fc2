from django.urls import path

from naast.learn import views

app_name = "learn"

urlpatterns = [
    path("casus/<int:case_id>/leren/", views.case, name="case"),
    path("leren/", views.inbox, name="inbox"),
    path("leren/signaal/<int:signal_id>/", views.signal, name="signal"),
]
