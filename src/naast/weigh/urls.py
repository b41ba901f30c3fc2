from django.urls import path

from naast.weigh.views import library, thinking, three_values

app_name = "weigh"

urlpatterns = [
    path("casus/<int:case_id>/wegen/", thinking.overview, name="overview"),
    path("casus/<int:case_id>/wegen/nu-eerst-dit/", thinking.urgent, name="urgent"),
    path("casus/<int:case_id>/wegen/drie-waarden/", three_values.three_values, name="three_values"),
    path("ruimte-in-de-wet/", library.catalogue, name="catalogue"),
    path("ruimte-in-de-wet/nieuw/", library.new_row, name="new_row"),
    path("ruimte-in-de-wet/<int:row_id>/", library.row, name="row"),
    path("ruimte-in-de-wet/<int:row_id>/nagekeken/", library.check, name="check"),
    path("ruimte-in-de-wet/<int:row_id>/nieuwe-versie/", library.edit, name="edit"),
    path("ruimte-in-de-wet/artikel/<int:article_id>/", library.article, name="article"),
    path("ruimte-in-de-wet/wetteksten/<int:text_id>/bestand/", library.law_file, name="law_file"),
    path("ruimte-in-de-wet/waarde/<int:value_id>/nagekeken/", library.check_value, name="check_value"),
]
