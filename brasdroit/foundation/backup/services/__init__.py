"""Asking for backups, planning them, making them."""

from brasdroit.foundation.backup.services.making import back_up_now, run_backup
from brasdroit.foundation.backup.services.planning import PlanFacts, change_plan, queue_backup, refuse_shared, show_code
from brasdroit.foundation.backup.services.schedule import tick

__all__ = [
    "PlanFacts",
    "back_up_now",
    "change_plan",
    "queue_backup",
    "refuse_shared",
    "run_backup",
    "show_code",
    "tick",
]
