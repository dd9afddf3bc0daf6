"""Addresses of the guide."""

from django.urls import path

from brasdroit.web.help import views
from brasdroit.web.ui import palette

palette.action(palette.Action("Aide", "circle-question-mark", "help", "guide mode d’emploi comment"))

urlpatterns = [
    path("", views.index, name="help"),
    path("images/<str:name>", views.picture, name="help_image"),
    path("<slug:slug>/", views.show, name="help_page"),
]
