"""Addresses of « Le cabinet »."""

from django.urls import include, path

from brasdroit.web.practice.journal import views as journal
from brasdroit.web.practice.workstations import views as workstations

urlpatterns = [
    path("", include("brasdroit.web.practice.organisation.urls")),
    path("equipe/", include("brasdroit.web.practice.members.urls")),
    path("postes/", workstations.workstations, name="workstations"),
    path("postes/<uuid:workstation_id>/retirer/", workstations.retire, name="workstation_retire"),
    path("sauvegardes/", include("brasdroit.web.practice.backups.urls")),
    path("journal/", journal.journal, name="journal"),
    path("journal/export/", journal.export, name="journal_export"),
]
