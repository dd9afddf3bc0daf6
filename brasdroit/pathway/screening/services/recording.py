"""Handing over a kit, noting a result or a refusal, taking a line back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.errors import Conflict, Invalid, NotFound
from brasdroit.foundation.service import publish, service
from brasdroit.pathway.screening.events import ScreeningChanged
from brasdroit.pathway.screening.models import ScreeningEntry
from brasdroit.pathway.screening.permissions import KIT_MISSION, MISSION, RECORD, require_mission
from brasdroit.pathway.screening.rules.recording import KITS, day_problem, refusal_problem, test_problem
from brasdroit.pathway.screening.types import EntryKind, EntryStatus, ResultKind
from brasdroit.practice.members.types import Role
from brasdroit.record.patients.models import Patient
from brasdroit.record.patients.services.changes import find_patient, note, texts
from brasdroit.record.tasks.services import TaskRequest, create_task
from brasdroit.record.tasks.types import TaskSource
from brasdroit.reference.screening import edition_on

POSITIVE_TASK = "Résultat de dépistage à lire"


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """A line as somebody gives it; `id` is the new row's. `result` None: not received yet. `until`: end of a refusal."""

    id: UUID
    target: str
    done_on: date | None
    test: str = ""
    result: ResultKind | None = None
    kit_number: str = ""
    until: date | None = None
    note: str = ""


@service(RECORD, mission=MISSION)
def record_result(*, actor: Actor, patient_id: UUID, facts: EntryFacts) -> ScreeningEntry:
    """Note an examination; a positive result asks the treating doctor to read it, as a task. Idempotent on the id.

    Raises Forbidden (delegation), NotFound, Invalid by field.
    """
    patient = find_patient(patient_id)
    require_mission(actor, patient, MISSION)
    if done := _existing(facts, patient):
        return done
    row = _made(actor, patient, EntryKind.RESULT, facts, {"test": test_problem(facts.target, facts.test)})
    row.test, row.result = facts.test, facts.result.value if facts.result else ""
    _keep(row, "screening.result_recorded")
    if facts.result is ResultKind.POSITIVE:
        create_task(actor=actor, request=_to_read(row, patient))
    return row


@service(RECORD, mission=MISSION)
def record_refusal(*, actor: Actor, patient_id: UUID, facts: EntryFacts) -> ScreeningEntry:
    """Note that the patient does not want a screening, until a date; the offer is made again then. Idempotent.

    Raises Forbidden (delegation), NotFound, Invalid by field.
    """
    patient = find_patient(patient_id)
    require_mission(actor, patient, MISSION)
    if done := _existing(facts, patient):
        return done
    until = {"until": refusal_problem(facts.until, timezone.localdate())}
    row = _made(actor, patient, EntryKind.REFUSAL, facts, until)
    row.until = facts.until
    _keep(row, "screening.refusal_recorded")
    return row


@service(RECORD, mission=KIT_MISSION)
def hand_over_kit(*, actor: Actor, patient_id: UUID, facts: EntryFacts) -> ScreeningEntry:
    """Note that a kit was handed over with its explanations; `kit_number` as printed on it. Idempotent.

    Raises Forbidden (delegation of kits), NotFound, Invalid by field.
    """
    patient = find_patient(patient_id)
    require_mission(actor, patient, KIT_MISSION)
    if done := _existing(facts, patient):
        return done
    kit = "" if facts.target in KITS else "Ce dépistage ne commence pas par un kit."
    number = "" if facts.kit_number.strip() else "Scannez ou recopiez le numéro du kit."
    row = _made(actor, patient, EntryKind.KIT, facts, {"target": kit, "kit_number": number})
    row.kit_number = texts(ScreeningEntry, kit_number=facts.kit_number)["kit_number"]
    _keep(row, "screening.kit_handed_over")
    return row


@service(RECORD, mission=MISSION)
def take_back(
    *, actor: Actor, patient_id: UUID, entry_id: UUID, reason: str, version: int | None = None
) -> ScreeningEntry:
    """Take back a line that is not this patient's; it stays in the history with the reason.

    Raises Forbidden, NotFound, Conflict, Invalid without a reason.
    """
    patient = find_patient(patient_id)
    require_mission(actor, patient, MISSION)
    row: ScreeningEntry | None = ScreeningEntry.objects.filter(pk=entry_id, patient=patient).first()
    if row is None:
        raise NotFound("Cette ligne n’existe pas ou plus.")
    if row.status != EntryStatus.FINAL:
        raise Conflict("Cette ligne a déjà été retirée. Rechargez la page.", code="stale")
    if not reason.strip():
        raise _refused({"reason": "Dites pourquoi cette ligne est retirée."})
    row.status = EntryStatus.IN_ERROR.value
    row.change_reason = texts(ScreeningEntry, change_reason=reason)["change_reason"]
    row.save_edit(expected_version=version, fields=["status", "change_reason"])
    note("screening.entered_in_error", row, patient.pk)
    publish(ScreeningChanged(patient.pk, row.pk))
    return row


def _existing(facts: EntryFacts, patient: Patient) -> ScreeningEntry | None:
    found: ScreeningEntry | None = ScreeningEntry.objects.filter(pk=facts.id, patient=patient).first()
    return found


def _made(actor: Actor, patient: Patient, kind: EntryKind, facts: EntryFacts, more: dict[str, str]) -> ScreeningEntry:
    today = timezone.localdate()
    edition = edition_on(today)
    known = {"cervical", *(one.key for one in edition.periodic), *(one.key for one in edition.windows)}
    unknown = "" if facts.target in known else "Choisissez le dépistage."
    problems = {**more, "done_on": day_problem(facts.done_on, patient.birth_date, today)}
    problems["target"] = unknown or problems.get("target", "")
    if found := {field: sentence for field, sentence in problems.items() if sentence}:
        raise _refused(found)
    said = texts(ScreeningEntry, note=facts.note)["note"]
    return ScreeningEntry(
        id=facts.id,
        patient=patient,
        target=facts.target,
        kind=kind.value,
        done_on=facts.done_on or today,  # refused above without a day
        note=said,
        **_author(actor),
    )


def _author(actor: Actor) -> dict[str, Any]:
    by_doctor = actor.role == Role.DOCTOR
    return {
        "recorded_by_id": actor.membership_id,
        "recorded_by_name": actor.display_name,
        "reviewed_by_id": actor.membership_id if by_doctor else None,
        "reviewed_by_name": actor.display_name if by_doctor else "",
        "reviewed_at": timezone.now() if by_doctor else None,
    }


def _keep(row: ScreeningEntry, action: str) -> None:
    row.save(force_insert=True)
    note(action, row, row.patient_id)
    publish(ScreeningChanged(row.patient_id, row.pk))


def _to_read(row: ScreeningEntry, patient: Patient) -> TaskRequest:
    """No clinical word in the title: it is read by the whole team."""
    return TaskRequest(
        title=POSITIVE_TASK,
        source=TaskSource.PREVENTION,
        patient_id=patient.pk,
        owner_id=patient.treating_doctor_id,
        due_on=timezone.localdate(),
        origin_id=row.pk,
    )


def _refused(problems: dict[str, str]) -> Invalid:
    first = next(iter(problems.values()))
    return Invalid(first, code="screening_refused", fields={field: [text] for field, text in problems.items()})
