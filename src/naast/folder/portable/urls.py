"""Addresses of taking a folder along and bringing one in; part of those of the folder."""

from __future__ import annotations

from django.urls import path

from naast.folder.views import bringing, keys, taking

urlpatterns = [
    path("map/meenemen/", taking.take, name="take"),
    path("map/meenemen/stand/", taking.progress, name="take_progress"),
    path("map/meenemen/<int:package_id>/<slug:kind>/", taking.fetch, name="fetch"),
    path("map/inbrengen/", bringing.bring_own, name="bring_own"),
    path("map/<int:case_id>/inbrengen/<int:brought_id>/", bringing.brought_own, name="brought_own"),
    path(
        "map/<int:case_id>/inbrengen/bestand/<int:paper_id>/",
        bringing.brought_own_file,
        name="brought_own_file",
    ),
    path("casus/<int:case_id>/inbrengen/", bringing.bring, name="bring"),
    path("casus/<int:case_id>/inbrengen/<int:brought_id>/", bringing.brought, name="brought"),
    path("casus/<int:case_id>/inbrengen/bestand/<int:paper_id>/", bringing.brought_file, name="brought_file"),
    path("beheer/sleutels/", keys.keys, name="keys"),
    path("beheer/sleutels/<int:key_row_id>/weg/", keys.distrust, name="distrust"),
]
