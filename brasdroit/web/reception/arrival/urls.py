"""Addresses of the arrival."""

from django.urls import path

from brasdroit.web.reception.arrival import views
from brasdroit.web.ui import palette

palette.action(palette.Action("Arrivée d’un patient", "door-open", "arrival", "accueillir", "arrival.check_in"))

urlpatterns = [
    path("", views.find, name="arrival"),
    path("sans-rendez-vous/<uuid:patient_id>/", views.walk_in, name="arrival_walk_in"),
    path("<uuid:encounter_id>/", views.check, name="arrival_check"),
    path("<uuid:encounter_id>/annuler/", views.undo, name="arrival_undo"),
    path("<uuid:encounter_id>/depart/", views.leave, name="arrival_leave"),
]
