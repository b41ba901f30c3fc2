from django.urls import path

from naast.insight import views

app_name = "insight"

urlpatterns = [
    path("cijfers/alle-plannen/", views.portfolio, name="portfolio"),
    path("cijfers/alle-plannen/stand/", views.progress, name="progress"),
    path("cijfers/alle-plannen/<int:run_id>/tabel.<str:kind>", views.table, name="table"),
]
