"""The writes of the faults, bookings and patients in turn, and the proof that each is whole or not there at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection

from brasdroit.cli.bench.operations import _creation, _free, _strangers, booking
from brasdroit.cli.bench.practice import BenchPractice
from brasdroit.foundation.audit.chain import seal, verify
from brasdroit.foundation.audit.models import AuditEntry
from brasdroit.foundation.tenancy.context import platform_scope, tenant_scope
from brasdroit.reception.agenda.models import Appointment
from brasdroit.record.patients.models import Patient
from tests.faults.traffic import Write

PATIENTS_EACH = 4  # one patient for three bookings
_PART = 500


def prepare(practice: BenchPractice, count: int) -> list[Write]:
    """`count` writes that do not contradict one another: each may succeed."""
    patients = [
        Write("patient", _id_of(r), r) for r in (_creation(practice, p) for p in _strangers(count // PATIENTS_EACH))
    ]
    slots = islice(_free(practice), count - len(patients))
    bookings = [Write("booking", _id_of(r), r) for r in (booking(practice, slot, n) for n, slot in enumerate(slots))]
    return list(_mixed(bookings, patients))


def _mixed(bookings: list[Write], patients: list[Write]) -> Iterator[Write]:
    more = iter(patients)
    for number, write in enumerate(bookings):
        yield write
        if number % (PATIENTS_EACH - 1) == 0 and (other := next(more, None)):
            yield other
    yield from more


def _id_of(request: Any) -> UUID:
    return UUID(dict(request.fields)["id"])


@dataclass(frozen=True, slots=True)
class Proof:
    """`lost`: told done and not there; `half`: there without its journal or its encounter, or a journal without it."""

    acknowledged: int
    written: int
    lost: int
    half: int
    double: int
    journal_intact: bool
    database_whole: bool

    @property
    def held(self) -> bool:
        """Whether nothing was lost, halved, doubled or broken."""
        return not (self.lost or self.half or self.double) and self.journal_intact and self.database_whole

    def told(self) -> dict[str, Any]:
        """As the scripts print it."""
        return asdict(self) | {"held": self.held}


def prove(practice: BenchPractice, writes: Sequence[Write]) -> Proof:
    """Look every write up in the database."""
    ids = [write.id for write in writes]
    with tenant_scope(practice.house.tenant_id):
        there = _present(Patient, ids) | _present(Appointment, ids)
        whole = _present(Patient, ids) | _present(Appointment.objects.filter(encounter__isnull=False), ids)
        starts = Counter(Appointment.objects.filter(occupying=True).values_list("practitioner_id", "start"))
    traced = _traced(ids)
    acknowledged = {write.id for write in writes if write.acknowledged}
    while seal():
        pass
    return Proof(
        len(acknowledged), len(there), len(acknowledged - there), len(there ^ traced) + len(there - whole),
        sum(count > 1 for count in starts.values()), verify().intact, database_whole(),
    )  # fmt: skip


def _present(source: Any, ids: Sequence[UUID]) -> set[UUID]:
    rows = source if hasattr(source, "filter") else source.objects.all()
    return {found for part in _parts(ids) for found in rows.filter(pk__in=part).values_list("pk", flat=True)}


def _traced(ids: Sequence[UUID]) -> set[UUID]:
    with platform_scope():
        acts = AuditEntry.objects.filter(action__in=["patient.created", "appointment.booked"])
        return _subjects(acts.filter(subject_id__in=part) for part in _parts(ids))


def _subjects(parts: Iterable[Any]) -> set[UUID]:
    return {found for part in parts for found in part.values_list("subject_id", flat=True)}


def _parts(ids: Sequence[UUID]) -> Iterable[Sequence[UUID]]:
    return (ids[start : start + _PART] for start in range(0, len(ids), _PART))


def database_whole() -> bool:
    """What SQLite's own check says; PostgreSQL checks its pages as it reads them."""
    if connection.vendor != "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        whole = cursor.fetchone()[0] == "ok"
        cursor.execute("PRAGMA foreign_key_check")
        return whole and cursor.fetchone() is None
