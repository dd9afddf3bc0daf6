"""The platform's tables, re-exported for Django."""

from brasdroit.foundation.accounts.models import Membership, PinCredential, User, Workstation
from brasdroit.foundation.audit.models import AuditChain, AuditEntry
from brasdroit.foundation.backup.models import BackupPlan, BackupRun
from brasdroit.foundation.live.models import LiveEvent
from brasdroit.foundation.tenancy.models import Tenant

__all__ = [
    "AuditChain", "AuditEntry", "BackupPlan", "BackupRun", "LiveEvent", "Membership", "PinCredential", "Tenant", "User",
    "Workstation",
]  # fmt: skip
