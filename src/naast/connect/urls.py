from django.urls import path

from naast.connect.law_texts import views as law_texts

app_name = "connect"

urlpatterns = [
    path("ruimte-in-de-wet/wetteksten/", law_texts.law_texts, name="law_texts"),
]
