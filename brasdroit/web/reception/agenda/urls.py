"""Addresses of the agenda."""

from django.urls import path

from brasdroit.reception.agenda.permissions import BOOK
from brasdroit.web.reception.agenda.views import booking, changes, days, feeds, hours, settings, waiting
from brasdroit.web.ui.palette import Action, action

action(
    Action("Nouveau rendez-vous", "calendar-plus", "appointment_new", words="prendre donner rdv", permission=BOOK.code)
)
action(Action("Liste d’attente", "list-ordered", "waiting_list", words="attente place plus tôt", permission=BOOK.code))

_ONE = "rendez-vous/<uuid:appointment_id>/"
urlpatterns = [
    path("", days.agenda, name="agenda"),
    path("evenements/", days.events, name="agenda_events"),
    path("libres/", days.free, name="agenda_free"),
    path("patients/", booking.patient_options, name="agenda_patients"),
    path("places/", booking.slots, name="agenda_slots"),
    path("nouveau/", booking.create, name="appointment_new"),
    path(_ONE, changes.detail, name="appointment"),
    path(f"{_ONE}deplacer/", changes.move, name="appointment_move"),
    path(f"{_ONE}revenir/", changes.undo_move, name="appointment_undo_move"),
    path(f"{_ONE}annuler/", changes.cancel, name="appointment_cancel"),
    path(f"{_ONE}retablir/", changes.restore, name="appointment_restore"),
    path(f"{_ONE}absent/", changes.no_show, name="appointment_no_show"),
    path(f"{_ONE}confirmation/", changes.confirmation_page, name="appointment_confirmation"),
    path(f"{_ONE}confirmation.pdf", changes.confirmation_pdf, name="appointment_pdf"),
    path(f"{_ONE}rendez-vous.ics", changes.confirmation_ics, name="appointment_ics"),
    path("attente/", waiting.listing, name="waiting_list"),
    path("attente/nouveau/", waiting.create, name="waiting_new"),
    path("attente/place/", waiting.freed, name="waiting_slot"),
    path("attente/<uuid:entry_id>/placer/", waiting.place, name="waiting_place"),
    path("attente/<uuid:entry_id>/refuser/", waiting.decline, name="waiting_decline"),
    path("attente/<uuid:entry_id>/retirer/", waiting.withdraw, name="waiting_withdraw"),
    path("reglages/horaires/", settings.hours, name="agenda_hours"),
    path("reglages/horaires/retirer/<slug:what>/<uuid:key>/", settings.end, name="agenda_end"),
    path("reglages/horaires/<uuid:opening_id>/modifier/", hours.change, name="agenda_opening"),
    path("reglages/urgences/<uuid:reserve_id>/", hours.reserve, name="agenda_reserve"),
    path("reglages/types/", settings.types, name="appointment_types"),
    path("reglages/types/nouveau/", settings.type_form, name="appointment_type_new"),
    path("reglages/types/<uuid:type_id>/", settings.type_form, name="appointment_type"),
    path("reglages/types/<uuid:type_id>/retirer/", settings.retire_type, name="appointment_type_retire"),
    path("reglages/flux/", settings.feeds, name="agenda_feeds"),
    path("reglages/flux/<uuid:feed_id>/fermer/", settings.revoke_feed, name="agenda_feed_revoke"),
    path("flux/<str:token>.ics", feeds.calendar, name="agenda_feed"),
]
