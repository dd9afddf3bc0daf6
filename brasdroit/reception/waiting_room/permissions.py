"""Who receives, who sees the room, who hangs its screen."""

from brasdroit.foundation.permissions import permission
from brasdroit.practice.members.types import Role

_TEAM = (Role.DOCTOR, Role.ASSISTANT, Role.SECRETARY)

CHECK_IN = permission("arrival.check_in", "enregistrer l’arrivée d’un patient", _TEAM)
MOVE = permission("waiting_room.move", "faire avancer un patient de la salle d’attente", _TEAM)
SEE = permission("waiting_room.see", "voir la salle d’attente", _TEAM)
DISPLAY = permission("waiting_room.display", "régler l’écran de la salle d’attente", (*_TEAM, Role.MANAGER))
FIGURES = permission("waiting_room.figures", "consulter les indicateurs d’attente", (*_TEAM, Role.MANAGER))

MISSION = "ADM-01"
"""Receiving the patients, and hanging the screen that calls them (profession §1.2)."""
