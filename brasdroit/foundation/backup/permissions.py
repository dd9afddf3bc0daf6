"""Rights over the backups."""

from brasdroit.foundation.permissions import permission

_HEADS = ("doctor", "manager")
SEE = permission("backups.see", "voir l’état des sauvegardes", _HEADS)
MANAGE = permission("backups.manage", "programmer et lancer les sauvegardes", _HEADS)
