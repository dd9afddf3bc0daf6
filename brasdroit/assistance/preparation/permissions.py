"""Who prepares, who reads the sheet, who writes the questionnaires."""

from brasdroit.foundation.permissions import permission
from brasdroit.practice.members.types import Role

_CARE = (Role.DOCTOR, Role.ASSISTANT)

PREPARE = permission("preparation.prepare", "préparer une consultation", _CARE)
READ = permission("preparation.read", "consulter la préparation d’un patient", _CARE)
CONSULT = permission("preparation.consult", "mener la consultation", (Role.DOCTOR,))
EDIT_QUESTIONNAIRES = permission("preparation.questionnaires", "écrire les questionnaires du cabinet", _CARE)
