"""Addresses of the imports."""

from django.urls import path

from brasdroit.record.imports.permissions import IMPORT
from brasdroit.web.record.imports import views
from brasdroit.web.ui.palette import Action, action

action(Action("Importer des patients", "file-up", "imports", words="csv xlsx reprise logiciel", permission=IMPORT.code))

urlpatterns = [
    path("", views.listing, name="imports"),
    path("envoyer/", views.upload, name="import_upload"),
    path("lignes/<uuid:row_id>/", views.decide, name="import_decide"),
    path("<uuid:run_id>/", views.detail, name="import_run"),
    path("<uuid:run_id>/colonnes/", views.columns, name="import_columns"),
    path("<uuid:run_id>/rapport.csv", views.report, name="import_report"),
]
