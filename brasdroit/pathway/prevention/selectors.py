"""Where a patient stands: the record read, and judged by the editions in force."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.audit.log import record_read
from brasdroit.foundation.errors import NotFound
from brasdroit.foundation.permissions import require
from brasdroit.foundation.service import bound_by_delegations
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.pathway.immunisation.models import Immunization, VaccinationStatement
from brasdroit.pathway.immunisation.permissions import MISSION as DOSES_MISSION
from brasdroit.pathway.immunisation.types.record import ImmunizationStatus, StatementKind
from brasdroit.pathway.prevention.permissions import READ
from brasdroit.pathway.prevention.rules import assess
from brasdroit.pathway.prevention.rules.products import components_of
from brasdroit.pathway.prevention.types import DoseAnswer, PreventionAnswer, PreventionFacts, RecordedDose
from brasdroit.pathway.screening.models import ScreeningEntry
from brasdroit.pathway.screening.permissions import KIT_MISSION
from brasdroit.pathway.screening.permissions import MISSION as SCREENING_MISSION
from brasdroit.pathway.screening.types import EntryKind, EntryStatus, ResultKind, ScreeningResult
from brasdroit.practice.missions.permissions import best, check, entrusted_lines
from brasdroit.practice.missions.types import DelegationAnswer, Wanted
from brasdroit.record.patients.models import Patient
from brasdroit.record.patients.selectors.file import patient_detail

MISSIONS = (DOSES_MISSION, SCREENING_MISSION, KIT_MISSION)


@dataclass(frozen=True, slots=True)
class PatientPrevention:
    """The record of a patient and what it is worth on `on`.

    `doses` and `entries` are in order of date, those in force only; `answers`: dose -> what it is worth, target by target.
    `history`: what was stated of the whole history, None: nobody looked. `refusals`: target -> the refusal in force;
    `kits`: target -> the kit whose result is awaited.
    """

    patient: Patient
    on: date
    answer: PreventionAnswer
    doses: tuple[Immunization, ...]
    answers: Mapping[UUID, tuple[DoseAnswer, ...]]
    entries: tuple[ScreeningEntry, ...]
    history: VaccinationStatement | None
    contraindications: tuple[VaccinationStatement, ...]
    refusals: Mapping[str, ScreeningEntry]
    kits: Mapping[str, ScreeningEntry]

    @property
    def waiting(self) -> int:
        """How many lines the doctor has not read yet."""
        return sum(row.reviewed_at is None for row in self.doses) + sum(row.reviewed_at is None for row in self.entries)


def patient_prevention(actor: Actor, patient_id: UUID, on: date, *, traced: bool = True) -> PatientPrevention:
    """Four statements; the reading is traced unless a page shows its own form again. NotFound for a foreign patient."""
    require(actor, READ)
    patient = patient_detail(actor, patient_id)
    with tenant_scope(actor.tenant_id):
        doses = _in_order(Immunization.objects.filter(patient=patient, status=ImmunizationStatus.COMPLETED))
        entries = tuple(
            ScreeningEntry.objects.filter(patient=patient, status=EntryStatus.FINAL).order_by("done_on", "id")
        )
        statements = list(VaccinationStatement.objects.filter(patient=patient, ended_at=None).order_by("id"))
    if traced:
        record_read(actor, "prevention.read", about_id=patient_id)
    history = next((one for one in statements if one.kind != StatementKind.CONTRAINDICATION), None)
    contraindications = tuple(one for one in statements if one.kind == StatementKind.CONTRAINDICATION)
    answer = assess(_facts(patient, doses, entries, history, contraindications), on)
    return PatientPrevention(
        patient, on, answer, doses, _by_dose(doses, answer), entries, history, contraindications,
        _refusals(entries, on), _kits(entries),
    )  # fmt: skip


def immunization_detail(actor: Actor, patient_id: UUID, immunization_id: UUID) -> tuple[Immunization, ...]:
    """A dose, then the rows it replaced, newest first; one statement for each. NotFound for a foreign one."""
    require(actor, READ)
    with tenant_scope(actor.tenant_id):
        rows = Immunization.objects.filter(patient_id=patient_id)
        row = rows.filter(pk=immunization_id).first()
        if row is None:
            raise NotFound("Cette vaccination n’existe pas ou plus.")
        found = [row]
        while found[-1].supersedes_id:
            found.append(rows.get(pk=found[-1].supersedes_id))
    return tuple(found)


def taken_back(actor: Actor, patient_id: UUID) -> tuple[tuple[Immunization, ...], tuple[ScreeningEntry, ...]]:
    """Doses and lines taken back without being replaced, newest first. Two statements."""
    require(actor, READ)
    with tenant_scope(actor.tenant_id):
        doses = Immunization.objects.filter(
            patient_id=patient_id, status=ImmunizationStatus.IN_ERROR, successor__isnull=True
        )
        entries = ScreeningEntry.objects.filter(patient_id=patient_id, status=EntryStatus.IN_ERROR)
        return tuple(doses.order_by("-updated_at")), tuple(entries.order_by("-updated_at"))


def entrusted(actor: Actor, patient: Patient, on: date) -> Mapping[str, DelegationAnswer]:
    """What the delegations say of each mission of these pages for this patient; empty when none binds the actor."""
    if not bound_by_delegations(actor):
        return {}
    doctor_id = patient.treating_doctor_id
    if doctor_id is None:
        return {code: check(actor=actor, mission=code, on=on) for code in MISSIONS}
    with tenant_scope(actor.tenant_id):
        lines = entrusted_lines(actor, doctor_id, MISSIONS)
    signed = {code: best(Wanted(code, on), lines) for code in MISSIONS}
    return {code: signed[code] or check(actor=actor, mission=code, doctor_id=doctor_id, on=on) for code in MISSIONS}


def _in_order(rows: Iterable[Immunization]) -> tuple[Immunization, ...]:
    """By date; those whose date is known in part lie at the end of their year."""
    return tuple(sorted(rows, key=lambda row: (_sorting_day(row), row.pk)))


def _sorting_day(row: Immunization) -> str:
    return row.given_on.isoformat() if row.given_on else f"{row.given_text[-4:]}-99"


def _facts(
    patient: Patient,
    doses: tuple[Immunization, ...],
    entries: tuple[ScreeningEntry, ...],
    history: VaccinationStatement | None,
    contraindications: tuple[VaccinationStatement, ...],
) -> PreventionFacts:
    """Conditions are not recorded in coded form yet: they stay unknown, never « none »."""
    return PreventionFacts(
        born_on=patient.birth_date,
        sex=patient.sex if patient.sex in {"F", "M"} else None,
        conditions_known=False,
        history_known=history is not None and history.kind == StatementKind.HISTORY_SEEN,
        doses=tuple(_dose(index, row) for index, row in enumerate(doses)),
        screenings=tuple(_result(index, row) for index, row in enumerate(entries) if row.kind == EntryKind.RESULT),
        certified=frozenset(one.target for one in contraindications),
    )


def _dose(index: int, row: Immunization) -> RecordedDose:
    codes = {"nuva": row.product_nuva, "cip13": row.product_cip13, "brand": row.product_name}
    known = {name: value for name, value in codes.items() if value}
    return RecordedDose(index, row.given_on, components_of(known), row.product_name)


def _result(index: int, row: ScreeningEntry) -> ScreeningResult:
    result = ResultKind(row.result) if row.result else None
    return ScreeningResult(row.target, row.done_on, row.test or None, result, index)


def _by_dose(doses: tuple[Immunization, ...], answer: PreventionAnswer) -> dict[UUID, tuple[DoseAnswer, ...]]:
    found: dict[UUID, list[DoseAnswer]] = {}
    for one in answer.doses:
        found.setdefault(doses[one.index].pk, []).append(one)
    return {key: tuple(answers) for key, answers in found.items()}


def _refusals(entries: tuple[ScreeningEntry, ...], on: date) -> dict[str, ScreeningEntry]:
    """The last refusal of each target, while it lasts and until something was done."""
    found: dict[str, ScreeningEntry] = {}
    for row in entries:
        found.pop(row.target, None)
        if row.kind == EntryKind.REFUSAL and row.until is not None and row.until > on:
            found[row.target] = row
    return found


def _kits(entries: tuple[ScreeningEntry, ...]) -> dict[str, ScreeningEntry]:
    found: dict[str, ScreeningEntry] = {}
    for row in entries:
        found.pop(row.target, None)
        if row.kind == EntryKind.KIT:
            found[row.target] = row
    return found
