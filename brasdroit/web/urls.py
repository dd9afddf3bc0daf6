"""The workspace's addresses, one table per activity."""

from django.urls import include, path

from brasdroit.web.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("comptes/", include("allauth.urls")),
    path("", include("brasdroit.web.ui.urls")),
    path("", include("brasdroit.web.accounts.urls")),
    path("a-faire/", include("brasdroit.web.record.tasks.urls")),
]
