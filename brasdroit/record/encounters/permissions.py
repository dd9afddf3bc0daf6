"""Who may plan, move and see encounters."""

from brasdroit.foundation.audit.labels import actions
from brasdroit.foundation.permissions import permission
from brasdroit.practice.members.types import Role

_TEAM = (Role.DOCTOR, Role.ASSISTANT, Role.SECRETARY)

PLAN = permission("encounter.plan", "prévoir la venue d’un patient", _TEAM)
MOVE = permission("encounter.move", "faire avancer la visite d’un patient", _TEAM)
SEE = permission("encounter.see", "voir les visites", _TEAM)

actions(
    {
        "encounter.planned": "Visite prévue",
        "encounter.replanned": "Visite déplacée",
        "encounter.moved": "Visite avancée",
        "encounter.taken_charge": "Patient pris en charge",
    }
)
