"""Calls: recorded, corrected with their history, called back, closed."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, time
from typing import Any
from uuid import UUID

from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.audit.labels import actions
from brasdroit.foundation.codes.phones import phone_display, phone_e164
from brasdroit.foundation.codes.texts import text_fault
from brasdroit.foundation.errors import Invalid, NotFound
from brasdroit.foundation.service import service, touch, trace
from brasdroit.foundation.tenancy.selectors import identifier_taken
from brasdroit.practice.members.models import Member
from brasdroit.practice.members.types import Role
from brasdroit.practice.missions.permissions import require_delegation
from brasdroit.reception.telephone.models import Call, CallEvent
from brasdroit.reception.telephone.permissions import ANSWER
from brasdroit.reception.telephone.rules import OPEN_OUTCOMES, OUTCOME_LABELS, signals
from brasdroit.reception.telephone.selectors.instructions import flags_in_force
from brasdroit.reception.telephone.types import CallOutcome, CallReason, CallStatus, Relationship, Urgency
from brasdroit.record.patients.models import Patient
from brasdroit.record.tasks.services import TaskRequest, create_task
from brasdroit.record.tasks.types import TaskSource

actions(
    {
        "call.recorded": "Appel enregistré",
        "call.edited": "Appel modifié",
        "call.attempted": "Rappel tenté",
        "call.closed": "Appel clos",
        "call.reopened": "Appel rouvert",
    }
)

MISSION, TOPIC = "ADM-02", "telephone"
TEXT_MAX = 2000


@dataclass(frozen=True, slots=True)
class CallSheet:
    """The telephone sheet. Codes are those of `types`; `caller_phone` as typed; at least a name or a patient."""

    reason: str
    caller_name: str = ""
    caller_phone: str = ""
    relationship: str = ""
    patient_id: UUID | None = None
    text: str = ""
    urgency: str = Urgency.ROUTINE
    outcome: str = ""
    recipient_id: UUID | None = None
    call_back_on: date | None = None
    call_back_before: time | None = None


@service(ANSWER, mission=MISSION)
def record_call(*, actor: Actor, call_id: UUID, sheet: CallSheet) -> Call:
    """Note a call; the same `call_id` again answers the first. A message or a call-back becomes somebody's task.

    Raises Invalid by field, Forbidden without the delegation, NotFound for another practice's patient.
    """
    require_delegation(actor=actor, mission=MISSION, doctor_id=_doctor_of(sheet))
    if known := Call.objects.filter(pk=call_id).first():
        return known
    if identifier_taken(Call, call_id):
        raise NotFound
    _refuse(sheet)
    row = Call(pk=call_id, taken_by_id=actor.membership_id, taken_by_name=actor.display_name)
    _fill(row, sheet)
    row.save(force_insert=True)
    _ask(actor, row)
    _remember(actor, row, "recorded")
    return row


@service(ANSWER, mission=MISSION)
def edit_call(*, actor: Actor, call_id: UUID, sheet: CallSheet, version: int) -> Call:
    """Correct a call, keeping what it said before.

    Raises Conflict when somebody changed it since `version`; Forbidden without the delegation of the doctor it was for
    and of the one it goes to.
    """
    row = _locked(call_id)
    for doctor_id in {_doctor_id(row.recipient_id), _doctor_of(sheet)}:
        require_delegation(actor=actor, mission=MISSION, doctor_id=doctor_id)
    _refuse(sheet)
    before = _values(row)
    names = _fill(row, sheet)
    row.save_edit(expected_version=version, fields=names)
    _ask(actor, row)
    after = _values(row)
    changes = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    if changes:
        _remember(actor, row, "edited", changes=changes)
    return row


@service(ANSWER, mission=MISSION)
def note_attempt(*, actor: Actor, call_id: UUID, reached: bool) -> Call:
    """Somebody called back: reached (the call is closed), or not joined (it stays open)."""
    row = _locked(call_id)
    require_delegation(actor=actor, mission=MISSION, doctor_id=_doctor_id(row.recipient_id))
    outcome = CallOutcome.ANSWERED if reached else CallOutcome.UNREACHED
    row.attempts, row.outcome = [*row.attempts, outcome.value], outcome.value
    _set_status(row, CallStatus.CLOSED if reached else CallStatus.OPEN)
    row.save_edit(expected_version=None, fields=["attempts", "outcome", "status", "closed_at"])
    _remember(actor, row, "attempted", words=OUTCOME_LABELS[outcome])
    return row


@service(ANSWER, mission=MISSION)
def close_call(*, actor: Actor, call_id: UUID, outcome: str = "") -> Call:
    """Nothing remains to be done for this call; already closed, nothing changes."""
    row = _locked(call_id)
    require_delegation(actor=actor, mission=MISSION, doctor_id=_doctor_id(row.recipient_id))
    if row.status == CallStatus.CLOSED:
        return row
    row.outcome = outcome if outcome in set(CallOutcome) else row.outcome or CallOutcome.ANSWERED
    _set_status(row, CallStatus.CLOSED)
    row.save_edit(expected_version=None, fields=["outcome", "status", "closed_at"])
    _remember(actor, row, "closed")
    return row


@service(ANSWER, mission=MISSION)
def reopen_call(*, actor: Actor, call_id: UUID) -> Call:
    """Something remains to be done after all."""
    row = _locked(call_id)
    require_delegation(actor=actor, mission=MISSION, doctor_id=_doctor_id(row.recipient_id))
    if row.status == CallStatus.CLOSED:
        _set_status(row, CallStatus.OPEN)
        row.save_edit(expected_version=None, fields=["status", "closed_at"])
        _remember(actor, row, "reopened")
    return row


def _locked(call_id: UUID) -> Call:
    row: Call | None = Call.objects.select_for_update(of=("self",)).filter(pk=call_id).first()
    if row is None:
        raise NotFound("Cet appel n’existe pas ou plus.")
    return row


def _doctor_of(sheet: CallSheet) -> UUID | None:
    return _doctor_id(sheet.recipient_id)


def _doctor_id(member_id: UUID | None) -> UUID | None:
    """The doctor for whom one answers, when the message is for a doctor."""
    if member_id is None:
        return None
    return Member.objects.filter(pk=member_id, role=Role.DOCTOR).values_list("pk", flat=True).first()


def _fill(row: Call, sheet: CallSheet) -> list[str]:
    values = {each.name: getattr(sheet, each.name) for each in fields(sheet)}
    values |= {"caller_phone": phone_e164(sheet.caller_phone) or "", "caller_name": sheet.caller_name.strip()}
    values |= {"text": sheet.text.strip(), "heard": _heard(sheet.text)}
    for name, value in values.items():
        setattr(row, name, value)
    _set_status(row, CallStatus.OPEN if _remains(sheet) else CallStatus.CLOSED)
    return [*values, "status", "closed_at"]


def _remains(sheet: CallSheet) -> bool:
    waits = sheet.outcome in OPEN_OUTCOMES or sheet.outcome in {"", CallOutcome.MESSAGE}
    return bool(waits or sheet.call_back_on)


def _set_status(row: Call, status: CallStatus) -> None:
    row.status = status
    row.closed_at = None if status is CallStatus.OPEN else row.closed_at or timezone.now()


def _heard(text: str) -> list[dict[str, str]]:
    today = timezone.localdate()
    found = signals(text, flags_in_force(today), on=today)
    return [{"label": each.label, "instruction": each.instruction, "by": each.written_by} for each in found]


def _ask(actor: Actor, row: Call) -> None:
    """A message or a call-back is a task of the team; asked once per call and kind."""
    if row.status == CallStatus.CLOSED or not (row.recipient_id or row.call_back_on):
        return
    task = create_task(actor=actor, request=_request(row))
    if row.task_id != task.pk:
        row.task = task
        row.save_edit(expected_version=None, fields=["task"])


def _request(row: Call) -> TaskRequest:
    who = _who(row)
    phone = f" au {phone_display(row.caller_phone)}" if row.caller_phone else ""
    title = f"Rappeler {who}{phone}" if row.call_back_on else f"Message de {who}"
    return TaskRequest(
        title=title[:200],
        reason=row.text,
        source=TaskSource.TELEPHONE,
        patient_id=row.patient_id,
        owner_id=row.recipient_id,
        due_on=row.call_back_on or timezone.localdate(),
        due_before=row.call_back_before,
        urgent=row.urgency == Urgency.NOW,
        origin_id=row.pk,
    )


def _who(row: Call) -> str:
    return row.caller_name or str(row.patient)


def _values(row: Call) -> dict[str, Any]:
    names = [each.name for each in fields(CallSheet)]
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value: object) -> str:
    return "" if value is None else str(value)


def _remember(
    actor: Actor, row: Call, action: str, *, words: str = "", changes: dict[str, list[str]] | None = None
) -> None:
    CallEvent.objects.create(call=row, action=action, words=words, changes=changes or {}, by_name=actor.display_name)
    trace(f"call.{action}", subject=row, about_id=row.patient_id)
    touch(TOPIC)


def _refuse(sheet: CallSheet) -> None:
    found = {**_text_faults(sheet), **_code_faults(sheet), **_people_faults(sheet)}
    kept = {name: [text] for name, text in found.items() if text}
    if kept:
        raise Invalid("Corrigez les champs signalés.", fields=kept)


def _text_faults(sheet: CallSheet) -> dict[str, str | None]:
    nobody = not sheet.caller_name.strip() and sheet.patient_id is None
    phone_wrong = sheet.caller_phone and not phone_e164(sheet.caller_phone)
    return {
        "caller_name": "Notez qui appelle, ou choisissez le patient."
        if nobody
        else text_fault(sheet.caller_name, limit=120),
        "caller_phone": "Ce numéro n’est pas complet\u202f: un numéro français a dix chiffres."
        if phone_wrong
        else None,
        "text": text_fault(sheet.text, limit=TEXT_MAX, lines=True),
    }


def _code_faults(sheet: CallSheet) -> dict[str, str | None]:
    choose = "Choisissez dans la liste."
    early = sheet.call_back_before is not None and sheet.call_back_on is None
    needed = sheet.outcome == CallOutcome.CALL_BACK and sheet.call_back_on is None
    return {
        "reason": None if sheet.reason in set(CallReason) else "Choisissez le motif de l’appel.",
        "urgency": None if sheet.urgency in set(Urgency) else choose,
        "outcome": None if sheet.outcome in {"", *CallOutcome} else choose,
        "relationship": None if sheet.relationship in {"", *Relationship} else choose,
        "call_back_on": "Indiquez le jour du rappel." if early or needed else None,
    }


def _people_faults(sheet: CallSheet) -> dict[str, str | None]:
    stranger = sheet.recipient_id and not Member.objects.filter(pk=sheet.recipient_id).exists()
    unknown = sheet.patient_id and not Patient.objects.filter(pk=sheet.patient_id).exists()
    nobody = sheet.outcome == CallOutcome.MESSAGE and sheet.recipient_id is None
    return {
        "recipient": "Cette personne ne fait pas partie du cabinet." if stranger else _FOR_WHOM if nobody else None,
        "patient": "Ce patient n’existe pas ou plus." if unknown else None,
    }


_FOR_WHOM = "Choisissez pour qui est le message."
