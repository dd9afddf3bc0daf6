"""Reading tenants."""

from __future__ import annotations

from uuid import UUID

from brasdroit.foundation.tenancy.models import Tenant


def tenant_name(tenant_id: UUID) -> str:
    """The name of a practice, or an empty text when it is unknown. One query."""
    return Tenant.objects.filter(pk=tenant_id).values_list("name", flat=True).first() or ""
