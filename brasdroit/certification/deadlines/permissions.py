"""Rights over the qualification deadlines."""

from brasdroit.foundation.permissions import permission
from brasdroit.practice.members.types import Role

SEE_TEAM = permission(
    "certification.deadlines", "consulter les échéances de qualification de l’équipe", [Role.DOCTOR, Role.MANAGER]
)
SEE_OWN = permission("certification.own", "consulter vos échéances de qualification", [Role.ASSISTANT])
REMIND = permission("certification.remind", "rappeler les échéances de qualification", [])
"""For the program alone."""
