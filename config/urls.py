"""Addresses: the interfaces' own tables, nothing else."""

from django.urls import include, path

urlpatterns = [path("", include("brasdroit.web.urls"))]

handler404 = "brasdroit.web.errors.not_found"
handler500 = "brasdroit.web.errors.server_error"
