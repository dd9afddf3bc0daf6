"""Rights over the people of the practice."""

from brasdroit.foundation.permissions import ANY_ROLE, permission
from brasdroit.practice.members.types import Role

SEE = permission("members.see", "consulter l’équipe", ANY_ROLE)
EDIT = permission("members.edit", "gérer l’équipe", [Role.DOCTOR, Role.MANAGER])
OPEN_PRACTICE = permission("practice.open", "ouvrir un cabinet", [])
OWN_PASSWORD = permission("members.own_password", "choisir votre mot de passe", ANY_ROLE)
