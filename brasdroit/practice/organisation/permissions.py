"""Rights over the practice's own pages."""

from brasdroit.foundation.permissions import ANY_ROLE, name_holders, permission
from brasdroit.practice.organisation.types import Role

name_holders(
    {
        Role.DOCTOR: "un médecin",
        Role.MANAGER: "un responsable du cabinet",
        Role.SECRETARY: "un secrétaire",
        Role.ASSISTANT: "un assistant médical",
    }
)
SEE = permission("organisation.see", "consulter la fiche du cabinet", ANY_ROLE)
EDIT = permission("organisation.edit", "modifier le cabinet, ses pièces et ses appareils", [Role.DOCTOR, Role.MANAGER])
DECLARE = permission("devices.declare", "déclarer un appareil totalement automatique", [Role.DOCTOR])
SEE_JOURNAL = permission("journal.see", "consulter le journal du cabinet", [Role.DOCTOR, Role.MANAGER])
