"""The measurement sheet of one encounter: what may be taken, with what, what was taken, what was taken before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.utils import timezone

from brasdroit.assistance.measurements.models import Observation
from brasdroit.assistance.measurements.permissions import READ, Act, answers
from brasdroit.assistance.measurements.rules import judge_blood_pressure, summarise_readings
from brasdroit.assistance.measurements.rules.devices import device_kinds, measure_of
from brasdroit.assistance.measurements.selectors.history import is_result, pressure_facts_of, recent
from brasdroit.assistance.measurements.types import (
    BLOOD_PRESSURE,
    Arm,
    Judgement,
    Level,
    PatientFacts,
    PressureReading,
    PressureSummary,
    Setting,
)
from brasdroit.foundation.actors import Actor
from brasdroit.foundation.permissions import require
from brasdroit.foundation.service import bound_by_delegations
from brasdroit.practice.missions.types import DelegationAnswer
from brasdroit.practice.organisation.models import Device
from brasdroit.record.encounters.models import Encounter
from brasdroit.reference.measurements import Capture, Measure, measures

LABELS = {BLOOD_PRESSURE: "Pression artérielle"}
_PARTS = frozenset({"systolic", "diastolic"})


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One measure of the sheet. `here`: of this encounter, oldest first; `past`: of earlier ones, latest first.

    `blocked`: why it cannot be taken, and what to do (empty: it can). `devices`: those that may be used.
    `entrusted`: the delegation under which an assistant takes it, as a sentence. `unknown`: the facts that would tell
    whether it is outside his scope.
    """

    code: str
    label: str
    measure: Measure
    here: tuple[Observation, ...] = ()
    past: tuple[Observation, ...] = ()
    devices: tuple[Device, ...] = ()
    blocked: str = ""
    entrusted: str = ""
    unknown: tuple[str, ...] = ()
    summary: PressureSummary | None = None

    @property
    def needs_device(self) -> bool:
        """Whether a device takes this measure."""
        return bool(self.measure.devices)

    @property
    def latest(self) -> Observation | None:
        """The latest value of this encounter."""
        return self.here[-1] if self.here else None


@dataclass(frozen=True, slots=True)
class _Frame:
    """What every row of one sheet reads."""

    encounter: Encounter
    facts: PatientFacts
    bound: bool
    on: date
    rows: list[Observation]
    devices: tuple[Device, ...]
    allowed: Mapping[Act, DelegationAnswer] = field(default_factory=dict)


def measurement_sheet(actor: Actor, encounter: Encounter, on: date) -> list[SheetRow]:
    """The rows of the sheet in the order of the keyboard. At most three queries; the encounter is loaded."""
    require(actor, READ)
    devices = tuple(Device.objects.filter(in_service=True).order_by("kind", "brand", "model"))
    bound = bound_by_delegations(actor)
    wanted = [(code, measure) for code, measure in _catalogue(on) if not bound or measure.mission]
    acts = [Act(measure.mission, choice) for _, measure in wanted for choice in (None, *_suiting(measure, devices))]
    frame = _Frame(
        encounter,
        pressure_facts_of(encounter.patient, on),
        bound,
        on,
        recent(encounter.patient_id),
        devices,
        answers(actor, encounter.doctor, acts, {one.pk: one for one in devices}, on),
    )
    return [_row(frame, code, measure) for code, measure in wanted]


def _catalogue(on: date) -> list[tuple[str, Measure]]:
    """What is typed, in order: the two pressures are one row, what is computed has none."""
    codes = [BLOOD_PRESSURE, *(code for code in measures(on) if code not in _PARTS)]
    found = [(code, measure_of(code, measures(on))) for code in codes]
    return [
        (code, one)
        for code, one in sorted(found, key=lambda pair: pair[1].order)
        if one.capture is not Capture.COMPUTED
    ]


def _suiting(measure: Measure, devices: Iterable[Device]) -> list[UUID]:
    kinds = device_kinds(measure)
    return [one.pk for one in devices if one.kind in kinds]


def _row(frame: _Frame, code: str, measure: Measure) -> SheetRow:
    mine = [row for row in frame.rows if row.code == code]
    here = tuple(row for row in reversed(mine) if row.encounter_id == frame.encounter.pk)
    devices = _offered(frame, measure)
    return SheetRow(
        code=code,
        label=LABELS.get(code, measure.label),
        measure=measure,
        here=here,
        past=tuple(row for row in mine if row.encounter_id != frame.encounter.pk and is_result(row)),
        devices=devices,
        blocked=_blocked(frame, code, measure, devices),
        entrusted=_entrusted(frame, measure),
        unknown=_scope(frame).missing if frame.bound and code == BLOOD_PRESSURE else (),
        summary=summarise_readings(pressure_readings(here), frame.on) if code == BLOOD_PRESSURE else None,
    )


def _offered(frame: _Frame, measure: Measure) -> tuple[Device, ...]:
    kinds = device_kinds(measure)
    suiting = (one for one in frame.devices if one.kind in kinds)
    if not frame.bound:
        return tuple(suiting)
    return tuple(one for one in suiting if frame.allowed[Act(measure.mission, one.pk)].allowed)


def _entrusted(frame: _Frame, measure: Measure) -> str:
    answer = frame.allowed.get(Act(measure.mission))
    return answer.explanation if answer and answer.allowed else ""


def _blocked(frame: _Frame, code: str, measure: Measure, devices: tuple[Device, ...]) -> str:
    if not frame.bound:
        return ""
    answer = frame.allowed[Act(measure.mission)]
    if not answer.allowed:
        return answer.explanation
    if code == BLOOD_PRESSURE and (scope := _outside_scope(frame)):
        return scope
    if measure.devices and not devices:
        return _no_device(frame, measure)
    return ""


def _outside_scope(frame: _Frame) -> str:
    judgement = _scope(frame)
    return judgement.explanation if judgement.code == "outside_automatic_scope" else ""


def _scope(frame: _Frame) -> Judgement:
    """Children, pregnancy, arrhythmia: known before anything is typed."""
    usual = (measures(frame.on)["systolic"].maximum / 3, measures(frame.on)["diastolic"].minimum * 3)
    return judge_blood_pressure(usual, frame.facts, None, Setting(), frame.on)


def _no_device(frame: _Frame, measure: Measure) -> str:
    """The sentence of the delegation when a device exists, else that none does."""
    refusals = [frame.allowed[Act(measure.mission, choice)].explanation for choice in _suiting(measure, frame.devices)]
    if refusals:
        return refusals[0]
    name = frame.encounter.doctor.short_name
    return f"Aucun appareil automatique du cabinet ne convient. Demandez au {name} d’en déclarer un dans Le cabinet."


def pressure_readings(rows: Iterable[Observation]) -> list[PressureReading]:
    """The blood pressures among rows, oldest first, as the protocol reads them."""
    found = [row for row in rows if row.diastolic is not None and is_result(row)]
    found.sort(key=lambda row: (row.taken_at, row.sequence))
    return [
        PressureReading(row.value, row.diastolic, _arm(row), timezone.localtime(row.taken_at))
        for row in found
        if row.diastolic is not None
    ]


def _arm(row: Observation) -> Arm:
    return Arm(row.body_site) if row.body_site in set(Arm) else Arm.RIGHT


def waiting_codes(rows: Iterable[SheetRow]) -> frozenset[str]:
    """The measures that wait for a second one or a confirmation."""
    return frozenset(row.code for row in rows if row.latest and row.latest.level == Level.DOUBTFUL)
