"""Addresses of letters that leave, and of their wording."""

from __future__ import annotations

from django.urls import path

from naast.decide.views import leaving, sending_again, wording

patterns = [
    path("post/", leaving.post, name="post"),
    path("post/afdrukken/", leaving.print_letters, name="print_letters"),
    path("post/verzonden/", leaving.post_letters, name="post_letters"),
    path("post/<str:day>/", leaving.printed, name="printed"),
    path(
        "casus/<int:case_id>/besluit/post/<int:dispatch_id>/", leaving.printed_letter, name="printed_letter"
    ),
    path("casus/<int:case_id>/besluit/post/<int:dispatch_id>/terug/", leaving.take_back, name="take_back"),
    path(
        "casus/<int:case_id>/besluit/post/<int:dispatch_id>/opnieuw/", sending_again.again, name="send_again"
    ),
    path("casus/<int:case_id>/besluit/brief/<int:document_id>/terug/", leaving.returned, name="returned"),
    path("brieven/", wording.kinds, name="wordings"),
    path("brieven/<str:kind>/", wording.kind, name="wording"),
    path("brieven/<str:kind>/wijzigen/", wording.change, name="change_wording"),
    path("brieven/<str:kind>/huis/", wording.house_words, name="house_words"),
    path("brieven/<str:kind>/voorbeeld/", wording.example_pdf, name="example_letter"),
]
