"""Addresses of scanning."""

from django.urls import path

from brasdroit.web.search import views

urlpatterns = [
    path("scanner/", views.scanner, name="scanner"),
    path("scanner/lu/", views.scanner_read, name="scanner_read"),
]
