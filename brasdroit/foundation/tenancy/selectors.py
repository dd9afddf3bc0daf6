"""Reading tenants."""

from __future__ import annotations

from uuid import UUID

from brasdroit.foundation.tenancy.context import platform_scope
from brasdroit.foundation.tenancy.models import Tenant, TenantModel


def tenant_name(tenant_id: UUID) -> str:
    """The name of a practice, or an empty text when it is unknown. One query."""
    return Tenant.objects.filter(pk=tenant_id).values_list("name", flat=True).first() or ""


def tenants_named(name: str = "") -> list[Tenant]:
    """The tenants of that exact name, or every one (the first fifty) when no name is given."""
    rows = Tenant.objects.order_by("name", "id")
    return list((rows.filter(name=name) if name else rows)[:50])


def every_tenant() -> list[UUID]:
    """The identifiers of all tenants, oldest first. One query."""
    return list(Tenant.objects.order_by("created_at", "id").values_list("pk", flat=True))


@platform_scope()
def identifier_taken(model: type[TenantModel], pk: UUID) -> bool:
    """Whether a row of any tenant bears this identifier, which a page may have chosen. One query."""
    return model.everyone.filter(pk=pk).exists()
