"""Who answers the telephone, who writes its instructions."""

from brasdroit.foundation.audit.labels import actions
from brasdroit.foundation.permissions import permission
from brasdroit.practice.members.types import Role

_TEAM = (Role.DOCTOR, Role.ASSISTANT, Role.SECRETARY)

SEE = permission("telephone.see", "consulter les appels", _TEAM)
ANSWER = permission("telephone.answer", "enregistrer un appel", _TEAM)
INSTRUCT = permission("telephone.instruct", "écrire les consignes d’appel", (Role.DOCTOR,))

actions(
    {
        "call.read": "Appel consulté",
    }
)
