"""The workspace's addresses, one table per activity."""

from django.urls import include, path

from brasdroit.web.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("comptes/", include("allauth.urls")),
    path("", include("brasdroit.web.ui.urls")),
    path("", include("brasdroit.web.accounts.urls")),
    path("missions/", include("brasdroit.web.practice.missions.urls")),
    path("cabinet/", include("brasdroit.web.practice.urls")),
    path("", include("brasdroit.web.reception.day.urls")),
    path("", include("brasdroit.web.reception.waiting_room.urls")),
    path("", include("brasdroit.web.reception.telephone.urls")),
    path("indicateurs/", include("brasdroit.web.reception.indicators.urls")),
    path("arrivee/", include("brasdroit.web.reception.arrival.urls")),
    path("patients/import/", include("brasdroit.web.record.imports.urls")),
    path("", include("brasdroit.web.record.documents.urls")),
    path("patients/", include("brasdroit.web.record.duplicates.urls")),
    path("patients/", include("brasdroit.web.record.patients.urls")),
    path("", include("brasdroit.web.search.urls")),
    path("aide/", include("brasdroit.web.help.urls")),
    path("a-faire/", include("brasdroit.web.record.tasks.urls")),
    path("agenda/", include("brasdroit.web.reception.agenda.urls")),
    path("", include("brasdroit.web.assistance.preparation.urls")),
    path("", include("brasdroit.web.assistance.measurements.urls")),
    path("", include("brasdroit.web.certification.urls")),
    path("", include("brasdroit.web.pathway.prevention.urls")),
]
