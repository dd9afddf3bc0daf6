"""Who may bring in a patient list."""

from brasdroit.foundation.permissions import permission
from brasdroit.practice.members.types import Role

IMPORT = permission(
    "imports.run", "importer une liste de patients", (Role.DOCTOR, Role.ASSISTANT, Role.SECRETARY, Role.MANAGER)
)
MISSION = "ADM-03"
