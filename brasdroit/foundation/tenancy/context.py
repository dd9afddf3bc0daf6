"""The tenant in force for the present thread or task."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from brasdroit.foundation.errors import ProgrammingError

_current: ContextVar[UUID | None] = ContextVar("tenant", default=None)


def current_tenant_id() -> UUID:
    """The tenant in force; raises ProgrammingError outside a scope, so no query forgets it."""
    tenant_id = _current.get()
    if tenant_id is None:
        raise ProgrammingError("no tenant in scope: open tenant_scope(tenant_id) first")
    return tenant_id


def has_tenant() -> bool:
    """Whether a tenant is in force."""
    return _current.get() is not None


@contextmanager
def tenant_scope(tenant_id: UUID | None) -> Iterator[None]:
    """Run the block for one tenant."""
    token = _current.set(tenant_id)
    try:
        yield
    finally:
        _current.reset(token)
