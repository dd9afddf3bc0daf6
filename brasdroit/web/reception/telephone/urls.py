"""Addresses of the telephone and of the emergency page."""

from django.urls import path

from brasdroit.web import navigation
from brasdroit.web.reception.telephone import instructions, views
from brasdroit.web.reception.telephone.pages import count_for_rail
from brasdroit.web.ui import palette

navigation.badge("telephone")(count_for_rail)
palette.action(
    palette.Action("Noter un appel", "phone", "telephone_new", "téléphone message", "telephone.answer"),
    palette.Action("Urgence", "siren", "emergency", "15 samu", "telephone.see"),
    palette.Action("Consignes d’appel", "shield-alert", "red_flags", "15 signes alerte", "telephone.see"),
)

urlpatterns = [
    path("telephone/", views.listing, name="telephone"),
    path("telephone/appel/", views.create, name="telephone_new"),
    path("telephone/ecoute/", views.heard, name="telephone_heard"),
    path("telephone/patients/", views.patient_options, name="telephone_patients"),
    path("telephone/consignes/", instructions.listing, name="red_flags"),
    path("telephone/consignes/nouvelle/", instructions.write, name="red_flag_new"),
    path("telephone/consignes/<uuid:replaces_id>/", instructions.write, name="red_flag_replace"),
    path("telephone/consignes/<uuid:instruction_id>/retirer/", instructions.end, name="red_flag_end"),
    path("telephone/<uuid:call_id>/", views.detail, name="call"),
    path("telephone/<uuid:call_id>/modifier/", views.edit, name="call_edit"),
    path("telephone/<uuid:call_id>/rappel/", views.attempt, name="call_attempt"),
    path("telephone/<uuid:call_id>/clore/", views.close, name="call_close"),
    path("telephone/<uuid:call_id>/rouvrir/", views.reopen, name="call_reopen"),
    path("urgence/", instructions.emergency, name="emergency"),
]
