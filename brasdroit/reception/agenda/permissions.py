"""Who may see, fill and organise the agenda."""

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
