"""Who may do what with tasks; the rules of each move are in ``rules``."""

from brasdroit.foundation.permissions import permission
from brasdroit.practice.members.types import Role

TEAM = (Role.DOCTOR, Role.ASSISTANT, Role.SECRETARY, Role.MANAGER)

READ = permission("task.read", "voir les tâches du cabinet", TEAM)
CREATE = permission("task.create", "créer une tâche", TEAM)
MOVE = permission("task.move", "faire avancer une tâche", TEAM)
EDIT = permission("task.edit", "modifier une tâche", TEAM)
