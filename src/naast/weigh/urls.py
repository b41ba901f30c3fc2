from django.urls import path

from naast.weigh.views import disciplines, library, paper, reading_along, thinking, three_values, values

app_name = "weigh"

urlpatterns = [
    path("casus/<int:case_id>/wegen/", thinking.overview, name="overview"),
    path("casus/<int:case_id>/wegen/nu-eerst-dit/", thinking.urgent, name="urgent"),
    path("casus/<int:case_id>/wegen/drie-waarden/", three_values.three_values, name="three_values"),
    path("casus/<int:case_id>/wegen/op-een-pagina/", paper.on_one_page, name="paper"),
    path("casus/<int:case_id>/wegen/op-een-pagina/pdf/", paper.as_pdf, name="paper_pdf"),
    path("casus/<int:case_id>/wegen/disciplines/", disciplines.disciplines, name="disciplines"),
    path("casus/<int:case_id>/wegen/disciplines/nieuw/", disciplines.write_view, name="write_view"),
    path("casus/<int:case_id>/wegen/disciplines/<int:place>/", disciplines.reword_view, name="reword_view"),
    path("casus/<int:case_id>/wegen/disciplines/botst/", disciplines.name_clash, name="name_clash"),
    path("casus/<int:case_id>/wegen/disciplines/conclusie/", disciplines.conclude, name="conclude"),
    path("casus/<int:case_id>/wegen/meelezen/", reading_along.read_along, name="read_along"),
    path("casus/<int:case_id>/wegen/meelezen/<slug:block>/", reading_along.make_remark, name="make_remark"),
    path(
        "casus/<int:case_id>/wegen/meelezen/<int:remark_id>/antwoord/",
        reading_along.answer_remark,
        name="answer_remark",
    ),
    path("ruimte-in-de-wet/", library.catalogue, name="catalogue"),
    path("ruimte-in-de-wet/inlezen/", library.load_product, name="load_product"),
    path("ruimte-in-de-wet/nieuw/", library.new_row, name="new_row"),
    path("ruimte-in-de-wet/<int:row_id>/", library.row, name="row"),
    path("ruimte-in-de-wet/<int:row_id>/nagekeken/", library.check, name="check"),
    path("ruimte-in-de-wet/<int:row_id>/nieuwe-versie/", library.edit, name="edit"),
    path("ruimte-in-de-wet/artikel/<int:article_id>/", library.article, name="article"),
    path("ruimte-in-de-wet/wetteksten/<int:text_id>/bestand/", library.law_file, name="law_file"),
    path("ruimte-in-de-wet/waarde/nieuw/", values.new_value, name="new_value"),
    path("ruimte-in-de-wet/waarde/<int:value_id>/", values.value, name="value"),
    path("ruimte-in-de-wet/waarde/<int:value_id>/nagekeken/", library.check_value, name="check_value"),
]
