"""Addresses of the shell itself."""

from django.urls import path

from brasdroit.web.ui.catalogue import catalogue
from brasdroit.web.ui.palette import search
from brasdroit.web.ui.rail import places

urlpatterns = [
    path("recherche/", search, name="search"),
    path("lieux/", places, name="places"),
    path("composants/", catalogue, name="catalogue"),
]
