"""Who may see, fill and organise the agenda."""

from brasdroit.foundation.audit.labels import actions
from brasdroit.foundation.permissions import permission
from brasdroit.practice.members.types import Role

_TEAM = (Role.DOCTOR, Role.ASSISTANT, Role.SECRETARY)

SEE = permission("agenda.see", "consulter l’agenda", (*_TEAM, Role.MANAGER))
BOOK = permission("agenda.book", "donner, déplacer ou annuler un rendez-vous", _TEAM)
WAITING_LIST = permission("agenda.waiting_list", "tenir la liste d’attente", _TEAM)
ORGANISE = permission("agenda.organise", "organiser les horaires de l’agenda", (*_TEAM, Role.MANAGER))
TYPES = permission("agenda.types", "définir les types de rendez-vous", (Role.DOCTOR, Role.SECRETARY, Role.MANAGER))
FEEDS = permission("agenda.feeds", "donner l’adresse de lecture d’un agenda", (Role.DOCTOR, Role.MANAGER))
LOAD = permission("agenda.load", "reprendre l’agenda d’un autre logiciel", (Role.MANAGER,))
FOLLOW = permission("agenda.follow", "tenir l’agenda d’accord avec les visites", ())

BOOKING_MISSION = "ADM-02"
"""Appointments by telephone or at the desk (profession §1.2)."""
PLANNING_MISSION = "ADM-13"
"""The planning of the activities (profession §1.2)."""

actions(
    {
        "appointment.read": "Rendez-vous consulté",
        "appointment.confirmation_read": "Confirmation de rendez-vous consultée",
        "appointment.booked": "Rendez-vous pris",
        "appointment.series_booked": "Série de rendez-vous prise",
        "appointment.moved": "Rendez-vous déplacé",
        "appointment.cancelled": "Rendez-vous annulé",
        "appointment.restored": "Rendez-vous rétabli",
        "appointment.no_show": "Absence au rendez-vous notée",
        "appointment.followed": "Rendez-vous mis d’accord avec la visite",
        "waiting_list.read": "Demande en liste d’attente consultée",
        "waiting_list.added": "Inscription en liste d’attente",
        "waiting_list.proposed": "Place proposée",
        "waiting_list.accepted": "Place acceptée",
        "waiting_list.declined": "Place refusée",
        "waiting_list.reconsidered": "Refus d’une place annulé",
        "waiting_list.withdrawn": "Retrait de la liste d’attente",
        "agenda.opening_added": "Horaire ajouté",
        "agenda.opening_changed": "Horaire modifié à partir d’un jour",
        "agenda.opening_ended": "Horaire retiré",
        "agenda.exception_added": "Absence ou ouverture notée",
        "agenda.exception_ended": "Absence ou ouverture retirée",
        "agenda.reserve_added": "Places d’urgence gardées",
        "agenda.reserve_ended": "Places d’urgence retirées",
        "agenda.reserve_released": "Places d’urgence libérées",
        "agenda.reserve_kept": "Places d’urgence gardées à nouveau",
        "agenda.type_created": "Type de rendez-vous créé",
        "agenda.type_changed": "Type de rendez-vous modifié",
        "agenda.type_retired": "Type de rendez-vous retiré",
        "agenda.loaded": "Agenda repris d’un autre logiciel",
        "calendar_feed.created": "Adresse d’agenda donnée",
        "calendar_feed.revoked": "Adresse d’agenda fermée",
        "calendar_feed.read": "Agenda lu à son adresse",
    }
)
