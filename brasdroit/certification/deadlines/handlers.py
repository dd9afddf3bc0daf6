"""Periodic work on the deadlines; wired by brasdroit.wiring."""

from __future__ import annotations

from django.utils import timezone

from brasdroit.certification.deadlines.services import remind
from brasdroit.foundation.actors import system_actor
from brasdroit.foundation.tenancy.selectors import every_tenant


def remind_everybody() -> int:
    """Every practice's reminders of today; answers how many stand."""
    today = timezone.localdate()
    return sum(remind(actor=system_actor(tenant_id), on=today) for tenant_id in every_tenant())
