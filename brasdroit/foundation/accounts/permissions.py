"""Rights over one's own access, and over the shared workstations."""

from brasdroit.foundation.permissions import ANY_ROLE, permission

OWN_ACCESS = permission("accounts.own", "gérer votre propre accès", ANY_ROLE)
WORKSTATIONS = permission("accounts.workstations", "gérer les postes partagés", ["doctor", "manager"])
