from django.urls import path

from naast.connect.law_texts import views as law_texts

app_name = "connect"

urlpatterns = [
    path("ruimte-in-de-wet/wetteksten/", law_texts.law_texts, name="law_texts"),
    path("ruimte-in-de-wet/wetteksten/ophalen/", law_texts.fetch, name="fetch_law_texts"),
    path("ruimte-in-de-wet/wetteksten/opgehaald/", law_texts.fetching, name="fetching_law_texts"),
]
