"""Who may do what with tasks; the rules of each move are in ``rules``."""

from brasdroit.foundation.audit.labels import actions
from brasdroit.foundation.permissions import permission
from brasdroit.practice.members.types import Role

TEAM = (Role.DOCTOR, Role.ASSISTANT, Role.SECRETARY, Role.MANAGER)

READ = permission("task.read", "voir les tâches du cabinet", TEAM)
READ_CARE = permission(
    "task.care.read", "voir les tâches qui concernent un patient", (Role.DOCTOR, Role.ASSISTANT, Role.SECRETARY)
)
CREATE = permission("task.create", "créer une tâche", TEAM)
MOVE = permission("task.move", "faire avancer une tâche", TEAM)
EDIT = permission("task.edit", "modifier une tâche", TEAM)

actions(
    {
        "task.read": "Tâche consultée",
        "task.created": "Tâche demandée",
        "task.edited": "Tâche modifiée",
        "task.assign": "Tâche confiée",
        "task.take": "Tâche prise",
        "task.start": "Tâche commencée",
        "task.hand_over": "Tâche transmise",
        "task.snooze": "Tâche reportée",
        "task.resume": "Tâche reprise",
        "task.complete": "Tâche faite",
        "task.refuse": "Tâche refusée",
        "task.cancel": "Tâche annulée",
        "task.reopen": "Tâche rouverte",
        "task.undo": "Retour en arrière sur une tâche",
    }
)
