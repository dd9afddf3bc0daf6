"""Addresses of the waiting room."""

from django.urls import path

from brasdroit.web.reception.waiting_room import views
from brasdroit.web.ui import palette

palette.action(
    palette.Action("Salle d’attente", "armchair", "waiting_room", "tableau ordre retard", "waiting_room.see"),
    palette.Action("Écran de la salle d’attente", "monitor", "screens", "affichage public", "waiting_room.display"),
)

urlpatterns = [
    path("salle-d-attente/", views.room, name="waiting_room"),
    path("salle-d-attente/ecrans/", views.screens, name="screens"),
    path("salle-d-attente/ecrans/<uuid:display_id>/fermer/", views.close_screen, name="screen_close"),
    path("salle-d-attente/<uuid:encounter_id>/avancer/", views.move, name="visit_move"),
    path("salle-d-attente/<uuid:encounter_id>/revenir/", views.undo, name="visit_undo"),
    path("affichage/<str:token>/", views.screen, name="public_screen"),
]
