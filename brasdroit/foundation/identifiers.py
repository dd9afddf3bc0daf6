"""Public identifiers: UUID version 7, ordered by time so that indexes grow at one end."""

from __future__ import annotations

from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """A fresh identifier (RFC 9562, version 7)."""
    return UUID(int=uuid7().int)
