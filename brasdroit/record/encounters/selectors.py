"""Reading encounters."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.db.prepared import Prepared
from brasdroit.foundation.errors import NotFound
from brasdroit.foundation.permissions import require
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.record.encounters.models import Encounter, EncounterStep
from brasdroit.record.encounters.permissions import SEE
from brasdroit.record.encounters.types import EncounterStatus, StatusEntry, StepKind

_RELATED = ("patient", "doctor", "assistant", "room")


def encounter_detail(actor: Actor, encounter_id: UUID) -> Encounter:
    """One encounter with its patient, doctor, assistant and room. Raises NotFound, Forbidden."""
    require(actor, SEE)
    with tenant_scope(actor.tenant_id):
        found = _DETAIL(key=encounter_id)
    if not found:
        raise NotFound
    return found[0]


_DETAIL: Prepared[Encounter] = Prepared(
    lambda key: Encounter.objects.select_related(*_RELATED).filter(pk=key), key=UUID
)


def day_encounters(
    actor: Actor, day: date, *, doctor_ids: Iterable[UUID] = (), statuses: Iterable[EncounterStatus] = ()
) -> list[Encounter]:
    """The encounters planned on a day, by time; one query whatever their number. Empty filters mean "all"."""
    require(actor, SEE)
    with tenant_scope(actor.tenant_id):
        rows: QuerySet[Encounter] = Encounter.objects.filter(day=day).select_related(*_RELATED)
        rows = rows.filter(doctor_id__in=list(doctor_ids)) if doctor_ids else rows
        rows = rows.filter(status__in=[each.value for each in statuses]) if statuses else rows
        return list(rows.order_by("planned_start", "id"))


def patient_encounters(actor: Actor, patient_id: UUID, *, limit: int = 50) -> list[Encounter]:
    """A patient's encounters, latest first."""
    require(actor, SEE)
    with tenant_scope(actor.tenant_id):
        rows = Encounter.objects.filter(patient_id=patient_id).select_related(*_RELATED)
        return list(rows.order_by("-planned_start", "-id")[:limit])


def histories(actor: Actor, encounters: Iterable[Encounter]) -> dict[UUID, list[StatusEntry]]:
    """The status history of each encounter, oldest first, starting with its creation; one query for all of them."""
    require(actor, SEE)
    found = {each.pk: [_beginning(each)] for each in encounters}
    with tenant_scope(actor.tenant_id):
        for step in EncounterStep.objects.filter(encounter_id__in=list(found)).order_by("at", "id"):
            entry = StatusEntry(EncounterStatus(step.status), step.at, step.kind == StepKind.CORRECTION)
            found[step.encounter_id].append(entry)
    return found


def steps_of(actor: Actor, encounter_id: UUID) -> list[EncounterStep]:
    """Who moved the encounter, when and in which role, oldest first."""
    require(actor, SEE)
    with tenant_scope(actor.tenant_id):
        return list(EncounterStep.objects.filter(encounter_id=encounter_id).order_by("at", "id"))


def _beginning(encounter: Encounter) -> StatusEntry:
    status = EncounterStatus.ARRIVED if encounter.walk_in else EncounterStatus.BOOKED
    return StatusEntry(status, encounter.created_at)
