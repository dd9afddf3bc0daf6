"""What a constraint of the database says, as a person reads it."""

from __future__ import annotations

import logging
from uuid import UUID

from django.db import IntegrityError

from brasdroit.foundation.errors import Conflict, DomainError, NotFound
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.foundation.tenancy.models import RowRefused, TenantModel
from brasdroit.foundation.tenancy.selectors import identifier_taken

logger = logging.getLogger(__name__)
_TWICE = "Cette demande a déjà été envoyée. Rechargez la page."
_ELSE = (
    "Rien n’a été enregistré\u202f: cette saisie en contredit une autre, faite entre-temps. Rechargez la page, puis "
    "recommencez."
)


def refusal_of(error: IntegrityError, tenant_id: UUID | None) -> DomainError:
    """The refusal to raise instead, the transaction being undone.

    NotFound when a new row bears the identifier of another practice's (nobody learns that it exists); Conflict
    "sent_twice" when this practice has it; Conflict "constraint" for any other constraint, logged by its class only.
    """
    for row in error.rows if isinstance(error, RowRefused) else ():
        if not isinstance(row, TenantModel):
            continue
        if _here(row, tenant_id):
            return Conflict(_TWICE, code="sent_twice")
        if identifier_taken(type(row), row.pk):
            return NotFound()
    return constraint_refused(error)


def constraint_refused(error: IntegrityError) -> Conflict:
    """The one sentence for a constraint that no service foresaw. Only the class is logged: its text may hold a value."""
    logger.error("a constraint refused the write: %s", error.__class__.__name__)
    return Conflict(_ELSE, code="constraint")


def _here(row: TenantModel, tenant_id: UUID | None) -> bool:
    with tenant_scope(tenant_id):
        return tenant_id is not None and type(row).objects.filter(pk=row.pk).exists()
