"""Everything that happened around a patient, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from heapq import nlargest
from uuid import UUID

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.permissions import may, require
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.record.encounters.permissions import SEE as SEE_ENCOUNTERS
from brasdroit.record.encounters.rules import chip as encounter_chip
from brasdroit.record.encounters.types import EncounterStatus
from brasdroit.record.patients.models import Patient
from brasdroit.record.patients.permissions import READ
from brasdroit.record.patients.ports import TimelineEntry, timeline_sources
from brasdroit.record.patients.rules import file_codes
from brasdroit.record.patients.rules.labels import STATUS
from brasdroit.record.patients.types import IdentityStatus
from brasdroit.record.tasks.permissions import READ as READ_TASKS
from brasdroit.record.tasks.selectors import visible

LENGTH = 60


def timeline(
    actor: Actor, patient_id: UUID, *, before: datetime | None = None, length: int = LENGTH
) -> list[TimelineEntry]:
    """At most `length` entries, newest first, each source in one statement; `before` continues a page.

    A source is asked only when the reader holds its right.
    """
    require(actor, READ)
    with tenant_scope(actor.tenant_id):
        patient = Patient(id=patient_id, tenant_id=actor.tenant_id)
        entries = [entry for source, right in _OWN if may(actor, right) for entry in source(actor, patient, length)]
        entries += [entry for source in timeline_sources() for entry in source(actor, patient_id, length)]
    kept: Iterable[TimelineEntry] = (entry for entry in entries if before is None or entry.at < before)
    return nlargest(length, kept, key=lambda entry: entry.at)


def _encounters(_: Actor, patient: Patient, length: int) -> Iterator[TimelineEntry]:
    rows = patient.encounters.filter(tenant=patient.tenant_id).select_related("doctor").order_by("-planned_start")
    for row in rows[:length]:
        shown = encounter_chip(EncounterStatus(row.status))
        title = row.service_label or "Consultation"
        yield TimelineEntry(
            row.planned_start,
            f"{title} · {shown.word}",
            row.doctor.short_name,
            row.reason,
            "calendar-check",
            shown.tone,
        )


def _identity(_: Actor, patient: Patient, length: int) -> Iterator[TimelineEntry]:
    rows = patient.identity_events.filter(tenant=patient.tenant_id).order_by("-created_at")
    for row in rows[:length]:
        status = STATUS[IdentityStatus(row.status_after)]
        title = f"{file_codes.EVENT_KINDS.get(row.kind, row.kind)} · {status}"
        yield TimelineEntry(row.created_at, title, row.author_name, row.reason, "id-card")


def _tasks(actor: Actor, patient: Patient, length: int) -> Iterator[TimelineEntry]:
    rows = visible(actor, patient.tasks.filter(tenant=patient.tenant_id))
    rows = rows.select_related("owner").order_by("-created_at")
    for row in rows[:length]:
        done = row.closed_at is not None
        who = row.owner.short_name if row.owner else ""
        title = f"{'Tâche faite' if done else 'À faire'}\u202f: {row.title}"
        yield TimelineEntry(
            row.closed_at or row.created_at, title, who, icon="list-checks" if done else "circle-dashed"
        )


def _consents(_: Actor, patient: Patient, length: int) -> Iterator[TimelineEntry]:
    rows = patient.consents.filter(tenant=patient.tenant_id).order_by("-created_at")
    for row in rows[:length]:
        what = file_codes.CONSENT_KINDS.get(row.kind, row.kind)
        answer = file_codes.DECISIONS.get(row.decision, row.decision)
        title = f"Consentement\u202f: {what} · {answer.lower()}"
        yield TimelineEntry(row.created_at, title, row.author_name, row.note, "signature")


_OWN = ((_encounters, SEE_ENCOUNTERS), (_identity, READ), (_consents, READ), (_tasks, READ_TASKS))
