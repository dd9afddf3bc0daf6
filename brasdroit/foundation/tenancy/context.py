"""The tenant in force for the present thread or task.

The database is told the same (``foundation/db/postgresql``): without a scope PostgreSQL shows no tenant row at all (ADR 0007).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from brasdroit.foundation.errors import ProgrammingError

PLATFORM = "*"
_current: ContextVar[UUID | None] = ContextVar("tenant", default=None)
_platform: ContextVar[bool] = ContextVar("platform", default=False)


def current_tenant_id() -> UUID:
    """The tenant in force; raises ProgrammingError outside a scope, so no query forgets it."""
    tenant_id = _current.get()
    if tenant_id is None:
        raise ProgrammingError("no tenant in scope: open tenant_scope(tenant_id) first")
    return tenant_id


def has_tenant() -> bool:
    """Whether a tenant is in force."""
    return _current.get() is not None


def row_scope() -> str:
    """What the database is told: the tenant's identifier, ``*`` for the platform, nothing outside a scope."""
    if _platform.get():
        return PLATFORM
    tenant_id = _current.get()
    return "" if tenant_id is None else str(tenant_id)


@contextmanager
def tenant_scope(tenant_id: UUID | None) -> Iterator[None]:
    """Run the block for one tenant; None: for nobody, no tenant row is seen."""
    token, platform = _current.set(tenant_id), _platform.set(False)
    try:
        yield
    finally:
        _platform.reset(platform)
        _current.reset(token)


@contextmanager
def platform_scope() -> Iterator[None]:
    """Run the block across the tenants: who signs in, which journal to seal, whom to tell of a change.

    The few places that may are listed in ``tests/foundation/tenancy/platform.yaml`` with their reason; the tenant in force
    stays what it was for the ORM, whose ``objects`` still see nobody else's rows.
    """
    token = _platform.set(True)
    try:
        yield
    finally:
        _platform.reset(token)
