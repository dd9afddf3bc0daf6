"""Addresses of access."""

from django.urls import path

from brasdroit.web.accounts import lock, views
from brasdroit.web.ui.palette import Action, action

action(Action("Premiers pas", "footprints", "first_steps", words="installer commencer démarrer"))

urlpatterns = [
    path("installation/", views.installation, name="installation"),
    path("premiers-pas/", views.first_steps, name="first_steps"),
    path("invitation/<str:user>/<str:token>/", views.invitation, name="invitation"),
    path("role/", views.choose_role, name="choose_role"),
    path("verrou/", lock.lock_screen, name="lock"),
    path("verrou/ouvrir/", lock.unlock, name="unlock"),
    path("mon-acces/", views.own_access, name="own_access"),
    path("mon-acces/code/supprimer/", views.forget_pin, name="forget_pin"),
]
