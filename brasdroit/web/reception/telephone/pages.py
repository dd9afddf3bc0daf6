"""The telephone in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.clock.ages import counted
from brasdroit.foundation.permissions import may
from brasdroit.reception.telephone.permissions import SEE
from brasdroit.reception.telephone.rules import (
    INSTRUCTION_TEXTS,
    OUTCOME_LABELS,
    REASON_LABELS,
    RELATIONSHIP_LABELS,
    URGENCY_LABELS,
    attempts_text,
    call_back_text,
)
from brasdroit.reception.telephone.selectors import open_count
from brasdroit.reception.telephone.types import CallOutcome, CallReason, CallStatus, Instruction, Urgency

STATES = (("open", "En cours"), ("closed", "Clos"), ("all", "Tous"))
_ACTIONS = {
    "recorded": "a pris l’appel",
    "edited": "a modifié la fiche",
    "attempted": "a rappelé",
    "closed": "a clos l’appel",
    "reopened": "a rouvert l’appel",
}
_FIELDS = {
    "caller_name": "Qui appelle",
    "caller_phone": "Téléphone",
    "relationship": "Lien avec le patient",
    "patient_id": "Patient",
    "reason": "Motif",
    "text": "Ce que dit la personne",
    "urgency": "À traiter",
    "outcome": "Suite donnée",
    "recipient_id": "Message pour",
    "call_back_on": "Rappeler le",
    "call_back_before": "Avant",
}
_CODED: dict[str, Any] = {
    "reason": REASON_LABELS,
    "urgency": URGENCY_LABELS,
    "outcome": OUTCOME_LABELS,
    "relationship": RELATIONSHIP_LABELS,
}
_UNSAID = frozenset({"patient_id", "recipient_id"})
END_OF_DAY = time(18)


def count_for_rail(actor: Actor) -> int:
    """How many calls wait for an answer, for those who answer."""
    return open_count(actor) if may(actor, SEE) else 0


@dataclass(frozen=True, slots=True)
class CallRow:
    """A call as a list shows it."""

    id: UUID
    href: str
    at: datetime
    caller: str
    phone: str
    patient: Any
    reason: str
    text: str
    open: bool
    urgent: bool
    urgency: str
    outcome: str
    recipient: str
    due: str
    due_tone: str
    attempts: str
    heard: list[str]
    taken_by: str
    version: int


def row(call: Any, now: datetime) -> CallRow:
    """One call in words; patient and recipient are loaded."""
    due = _due(call)
    late = due is not None and due < now
    return CallRow(
        id=call.pk,
        href=reverse("call", args=[call.pk]),
        at=call.at,
        caller=call.caller_name or str(call.patient),
        phone=call.caller_phone,
        patient=call.patient,
        reason=REASON_LABELS[CallReason(call.reason)],
        text=call.text,
        open=call.status == CallStatus.OPEN,
        urgent=call.urgency == Urgency.NOW,
        urgency=URGENCY_LABELS[Urgency(call.urgency)],
        outcome=OUTCOME_LABELS[CallOutcome(call.outcome)] if call.outcome else "À décider",
        recipient=call.recipient.short_name if call.recipient else "",
        due=call_back_text(due, now).capitalize() if due and call.status == CallStatus.OPEN else "",
        due_tone="alert" if late else "wait",
        attempts=attempts_text([CallOutcome(each) for each in call.attempts]) if call.attempts else "",
        heard=[f"{each['label']} : {INSTRUCTION_TEXTS[Instruction(each['instruction'])]}" for each in call.heard],
        taken_by=call.taken_by_name,
        version=call.version,
    )


def _due(call: Any) -> datetime | None:
    if call.call_back_on is None:
        return None
    return timezone.make_aware(datetime.combine(call.call_back_on, call.call_back_before or END_OF_DAY))


def sentence(rows: list[CallRow], state: str) -> str:
    """How it stands."""
    if state != "open":
        return f"{counted(len(rows), 'appel')}, les derniers d’abord."
    if not rows:
        return "Aucun appel n’attend de réponse."
    late = sum(each.due_tone == "alert" and bool(each.due) for each in rows)
    waits = "attendent" if len(rows) > 1 else "attend"
    return f"{counted(len(rows), 'appel')} {waits} une suite{f', dont {late} en retard' if late else ''}."


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened to a call."""

    title: str
    at: datetime
    lines: list[str]


def moments(events: Iterable[Any]) -> list[Moment]:
    """The history of a call, oldest first."""
    return [Moment(f"{event.by_name} {_ACTIONS[event.action]}", event.created_at, _lines(event)) for event in events]


def _lines(event: Any) -> list[str]:
    said = [event.words] if event.words else []
    return [*said, *(_change(name, *pair) for name, pair in event.changes.items())]


def _change(name: str, before: str, after: str) -> str:
    if name in _UNSAID:
        return f"{_FIELDS[name]}\u202f: changé"
    labels = _CODED.get(name, {})
    return f"{_FIELDS[name]} : {labels.get(before, before) or 'vide'} → {labels.get(after, after) or 'vide'}"
