"""Reading calls: the list, its count, one call with its history."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.audit.log import record_read
from brasdroit.foundation.codes.phones import phone_e164
from brasdroit.foundation.errors import NotFound
from brasdroit.foundation.permissions import require
from brasdroit.reception.telephone.models import Call, CallEvent
from brasdroit.reception.telephone.permissions import SEE
from brasdroit.reception.telephone.types import CallStatus

LIMIT = 200


@dataclass(frozen=True, slots=True)
class CallFilter:
    """`state`: open, closed or all. `words` are looked for in the names, a telephone number in the numbers."""

    state: str = "open"
    words: str = ""
    recipient_id: UUID | None = None
    patient_id: UUID | None = None


def calls(actor: Actor, wanted: CallFilter | None = None, limit: int = LIMIT) -> list[Call]:
    """Calls, the latest first, patient and recipient loaded. One query. Raises Forbidden."""
    require(actor, SEE)
    wanted = wanted or CallFilter()
    rows = Call.objects.select_related("patient", "recipient")
    if wanted.state in set(CallStatus):
        rows = rows.filter(status=wanted.state)
    return list(_narrowed(rows, wanted).order_by("-at", "-id")[:limit])


def _narrowed(rows: QuerySet[Call], wanted: CallFilter) -> QuerySet[Call]:
    if wanted.recipient_id:
        rows = rows.filter(recipient_id=wanted.recipient_id)
    if wanted.patient_id:
        rows = rows.filter(patient_id=wanted.patient_id)
    if phone := phone_e164(wanted.words):
        return rows.filter(caller_phone=phone)
    for word in wanted.words.split()[:5]:
        named = Q(caller_name__icontains=word) | Q(patient__birth_name__icontains=word)
        rows = rows.filter(named | Q(patient__first_birth_given_name__icontains=word))
    return rows


def open_count(actor: Actor) -> int:
    """How many calls wait for an answer. One query."""
    require(actor, SEE)
    return Call.objects.filter(status=CallStatus.OPEN).count()


def call(actor: Actor, call_id: UUID, *, traced: bool = True) -> Call:
    """One call with patient, recipient and task; the read is traced. NotFound for a foreign one."""
    require(actor, SEE)
    row: Call | None = Call.objects.select_related("patient", "recipient", "task").filter(pk=call_id).first()
    if row is None:
        raise NotFound("Cet appel n’existe pas ou plus.")
    if traced:
        record_read(actor, "call.read", subject=row, about_id=row.patient_id)
    return row


def history(actor: Actor, call_id: UUID) -> list[CallEvent]:
    """What happened to a call, oldest first."""
    require(actor, SEE)
    return list(CallEvent.objects.filter(call_id=call_id).order_by("created_at", "id"))


def waits(call_id: UUID) -> bool:
    """Whether a call of the tenant in force is still open. One query."""
    return Call.objects.filter(pk=call_id, status=CallStatus.OPEN).exists()
