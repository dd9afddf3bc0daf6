"""The arrival: what was checked is noted, a call number is given, the visit waits."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.audit.labels import actions
from brasdroit.foundation.clock.formats import day_in_words
from brasdroit.foundation.codes.texts import text_fault
from brasdroit.foundation.errors import Conflict, Invalid, NotFound
from brasdroit.foundation.service import service, touch, trace
from brasdroit.foundation.tenancy.selectors import identifier_taken
from brasdroit.practice.members.models import Member
from brasdroit.practice.members.selectors import doctors
from brasdroit.practice.members.types import Role
from brasdroit.practice.missions.permissions import require_delegation
from brasdroit.reception.waiting_room.models import CheckIn
from brasdroit.reception.waiting_room.permissions import CHECK_IN, MISSION
from brasdroit.reception.waiting_room.rules import call_number
from brasdroit.reception.waiting_room.rules.arrival import STATED, UNCHECKED, still_missing
from brasdroit.reception.waiting_room.selectors.arrival import pieces_of
from brasdroit.reception.waiting_room.services.file import FileChanges, apply_to_file
from brasdroit.reception.waiting_room.types import Coming
from brasdroit.record.encounters.models import Encounter
from brasdroit.record.encounters.services import locked, write_plan, write_step
from brasdroit.record.encounters.types import EncounterPlan, EncounterPriority, EncounterStatus
from brasdroit.record.patients.models import Patient
from brasdroit.record.patients.rules.evidence import evidence_list

actions(
    {
        "arrival.checked_in": "Arrivée enregistrée",
        "arrival.corrected": "Arrivée corrigée",
        "arrival.undone": "Arrivée annulée",
    }
)

COVERAGE_CHECKS = frozenset({"", "seen", "declared", "missing"})
MOST_COMPANIONS = 20
S = EncounterStatus


@dataclass(frozen=True, slots=True)
class CheckInSheet:
    """What reception checked: see `CheckIn` for the codes. `companions` counts people beside the patient, 0 to 20."""

    identity_check: str
    coverage_check: str = ""
    contact_confirmed: bool = False
    missing: tuple[str, ...] = ()
    companions: int = 0
    note: str = ""
    changes: FileChanges = field(default_factory=FileChanges)


@dataclass(frozen=True, slots=True)
class WalkIn:
    """Somebody who comes without an appointment. `id` makes a second post the same visit; `minutes` 5 to 240."""

    id: UUID
    patient_id: UUID
    doctor_id: UUID
    reason: str = ""
    emergency: bool = False
    minutes: int = 15


@service(CHECK_IN, mission=MISSION)
def check_in(*, actor: Actor, encounter_id: UUID, sheet: CheckInSheet) -> CheckIn:
    """The patient of an appointment is here and waits; asked again for somebody who waits, answers the first arrival.

    Raises NotFound, Forbidden without the delegation, Invalid by field, Conflict when the visit went on meanwhile.
    """
    encounter = locked(encounter_id)
    require_delegation(actor=actor, mission=MISSION, doctor_id=encounter.doctor_id)
    known = CheckIn.objects.filter(encounter_id=encounter_id).first()
    if known and encounter.status == S.WAITING:
        return known
    refuse_another_day(encounter)
    _refuse(sheet)
    _to_waiting(actor, encounter)
    return _note(actor, encounter, sheet, _coming(encounter), known)


@service(CHECK_IN, mission=MISSION)
def check_in_walk_in(*, actor: Actor, walk_in: WalkIn, sheet: CheckInSheet) -> CheckIn:
    """Somebody without an appointment is here; an emergency passes first and the doctor's screen says so at once.

    Raises NotFound for another practice's patient or doctor, Forbidden, Invalid by field.
    """
    require_delegation(actor=actor, mission=MISSION, doctor_id=walk_in.doctor_id)
    if known := CheckIn.objects.filter(encounter_id=walk_in.id).first():
        return known
    _refuse(sheet)
    _refuse_walk_in(walk_in)
    encounter = write_plan(_plan(walk_in, timezone.now()))
    write_step(actor, encounter, S.WAITING)
    return _note(actor, encounter, sheet, _coming(encounter), None)


@service(CHECK_IN, mission=MISSION)
def correct_check_in(*, actor: Actor, encounter_id: UUID, sheet: CheckInSheet, version: int) -> CheckIn:
    """Change what was checked at the arrival; Conflict when somebody changed it since `version`."""
    encounter = locked(encounter_id)
    require_delegation(actor=actor, mission=MISSION, doctor_id=encounter.doctor_id)
    row = CheckIn.objects.filter(encounter_id=encounter_id).first()
    if row is None:
        raise NotFound
    _refuse(sheet)
    _update_file(actor, encounter, sheet)
    row.save_edit(expected_version=version, fields=_fill(row, actor, sheet))
    trace("arrival.corrected", subject=row, about_id=encounter.patient_id)
    touch("waiting_room")
    return row


@service(CHECK_IN, mission=MISSION)
def undo_check_in(*, actor: Actor, encounter_id: UUID) -> None:
    """The patient is not here after all: an appointment is expected again, a walk-in leaves. Conflict when seen since."""
    encounter = locked(encounter_id)
    require_delegation(actor=actor, mission=MISSION, doctor_id=encounter.doctor_id)
    if encounter.status not in {S.ARRIVED, S.WAITING}:
        raise Conflict(
            "Ce patient n’est plus en salle d’attente\u202f: l’arrivée ne s’annule plus.", code="undo_too_late"
        )
    if encounter.walk_in:
        write_step(actor, encounter, S.LEFT_WITHOUT_BEING_SEEN, reason="Arrivée enregistrée par erreur")
    else:
        write_step(actor, encounter, S.BOOKED)
    trace("arrival.undone", subject=encounter, about_id=encounter.patient_id)


def refuse_another_day(encounter: Encounter) -> None:
    """Nobody arrives for an appointment of another day: Conflict with what to do."""
    today = timezone.localdate()
    if encounter.day == today:
        return
    day = day_in_words(encounter.day, today)
    raise Conflict(
        f"Ce rendez-vous est celui du {day}\u202f: déplacez-le à aujourd’hui dans l’agenda, ou enregistrez une "
        "arrivée sans rendez-vous.",
        code="another_day",
    )


def _to_waiting(actor: Actor, encounter: Encounter) -> None:
    if encounter.status == S.LEFT_WITHOUT_BEING_SEEN:
        write_step(actor, encounter, S.WAITING)
        return
    if encounter.status not in {S.BOOKED, S.NO_SHOW, S.ARRIVED}:
        raise Conflict("Cette visite a déjà avancé\u202f: relisez la salle d’attente.", code="already_moved")
    if encounter.status != S.ARRIVED:
        write_step(actor, encounter, S.ARRIVED)
    write_step(actor, encounter, S.WAITING)


def _coming(encounter: Encounter) -> Coming:
    if encounter.priority == EncounterPriority.EMERGENCY:
        return Coming.EMERGENCY
    return Coming.WALK_IN if encounter.walk_in else Coming.APPOINTMENT


def _note(actor: Actor, encounter: Encounter, sheet: CheckInSheet, coming: Coming, known: CheckIn | None) -> CheckIn:
    _update_file(actor, encounter, sheet)
    row = known or _numbered(encounter)
    fields = _fill(row, actor, sheet)
    row.coming = coming
    if known:
        row.save_edit(expected_version=None, fields=[*fields, "coming"])
    else:
        row.save(force_insert=True)
    trace("arrival.checked_in", subject=row, about_id=encounter.patient_id, details={"coming": coming.value})
    touch("waiting_room")
    return row


def _update_file(actor: Actor, encounter: Encounter, sheet: CheckInSheet) -> None:
    seen = sheet.coverage_check == "seen"
    apply_to_file(actor, encounter.patient_id, sheet.changes, identity_check=sheet.identity_check, coverage_seen=seen)


def _numbered(encounter: Encounter) -> CheckIn:
    # The doctor's row is held until the end, so that two arrivals never share a number.
    Member.objects.select_for_update().get(pk=encounter.doctor_id)
    day = encounter.day
    last = CheckIn.objects.filter(day=day, doctor_id=encounter.doctor_id).aggregate(last=Max("rank"))["last"]
    rank = (last or 0) + 1
    number = call_number(_letter_rank(encounter.doctor_id, day), rank)
    return CheckIn(encounter=encounter, doctor_id=encounter.doctor_id, day=day, rank=rank, call_number=number)


def _letter_rank(doctor_id: UUID, day: date) -> int:
    order = [row.pk for row in doctors(day)]
    return order.index(doctor_id) if doctor_id in order else len(order)


def _fill(row: CheckIn, actor: Actor, sheet: CheckInSheet) -> list[str]:
    row.identity_check, row.coverage_check = sheet.identity_check, sheet.coverage_check
    # The sheet lists what was missing when the person came: what was seen since is in the file, and not asked again.
    row.missing = still_missing(sheet.missing, pieces_of(actor, row.encounter.patient_id, timezone.localdate()))
    row.contact_confirmed = sheet.contact_confirmed
    row.companions, row.note, row.by_name = sheet.companions, sheet.note.strip(), actor.display_name
    return ["identity_check", "coverage_check", "contact_confirmed", "missing", "companions", "note", "by_name"]


def _refuse(sheet: CheckInSheet) -> None:
    known = {STATED, UNCHECKED, *(each.key for each in evidence_list(timezone.localdate()))}
    found = {
        "identity_check": None if sheet.identity_check in known else "Dites comment l’identité a été contrôlée.",
        "coverage_check": None if sheet.coverage_check in COVERAGE_CHECKS else "Choisissez dans la liste.",
        "companions": None if 0 <= sheet.companions <= MOST_COMPANIONS else "Choisissez de 0 à 20 accompagnants.",
        "note": text_fault(sheet.note, limit=300),
    }
    _raise(found)


def _refuse_walk_in(walk_in: WalkIn) -> None:
    if not Patient.objects.filter(pk=walk_in.patient_id, active=True).exists():
        raise NotFound
    if not Member.objects.filter(pk=walk_in.doctor_id, role=Role.DOCTOR).exists():
        raise NotFound
    if identifier_taken(Encounter, walk_in.id):
        raise NotFound
    _raise(
        {
            "reason": text_fault(walk_in.reason, limit=300),
            "minutes": None if 5 <= walk_in.minutes <= 240 else "Choisissez de 5 à 240 minutes.",
        }
    )


def _raise(found: dict[str, str | None]) -> None:
    fields = {name: [text] for name, text in found.items() if text}
    if fields:
        raise Invalid("Corrigez les champs signalés.", fields=fields)


def _plan(walk_in: WalkIn, now: datetime) -> EncounterPlan:
    priority = EncounterPriority.EMERGENCY if walk_in.emergency else EncounterPriority.ROUTINE
    return EncounterPlan(
        id=walk_in.id,
        patient_id=walk_in.patient_id,
        doctor_id=walk_in.doctor_id,
        day=timezone.localdate(now),
        start=now,
        end=now + timedelta(minutes=walk_in.minutes),
        reason=walk_in.reason.strip(),
        service_label="Urgence" if walk_in.emergency else "Sans rendez-vous",
        priority=priority,
        walk_in=True,
    )
