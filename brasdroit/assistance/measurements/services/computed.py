"""What is computed from measures, never typed: the body mass index."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from brasdroit.assistance.measurements.models import Observation
from brasdroit.assistance.measurements.rules import age_in_months, body_mass_index, judge
from brasdroit.assistance.measurements.selectors.history import day_of, is_result
from brasdroit.assistance.measurements.types import Level, ObservationStatus, PatientFacts, Setting
from brasdroit.record.encounters.models import Encounter
from brasdroit.reference.measurements import Capture, checks, measures

CODE = "bmi"
_CHILD_HEIGHT = timedelta(days=92)
"""A growing person's height is too old after three months to compute with."""


def with_body_mass_index(
    encounter: Encounter,
    known: Sequence[Observation],
    rows: list[Observation],
    facts: PatientFacts,
    setting: Setting,
    on: date,
) -> list[Observation]:
    """The new rows, followed by the body mass index when the weight or the height is new; the former one is ended."""
    fresh = [row for row in rows if row.code in {"weight", "height"} and is_result(row)]
    if not fresh:
        return rows
    weight, height = (_latest(code, [*rows, *known], facts, on) for code in ("weight", "height"))
    if weight is None or weight.encounter_id != encounter.pk:  # the weight of another day says nothing of today
        return rows
    value = body_mass_index(weight.value, height.value) if height else None
    measure = measures(on)[CODE]
    if value is None or not measure.minimum <= value <= measure.maximum:
        return rows
    judgement = judge(CODE, value, facts, (), Setting(setting.thresholds, by_assistant=False, confirmed=True), on)
    source = fresh[-1]
    row = Observation(
        patient_id=encounter.patient_id,
        encounter_id=encounter.pk,
        code=CODE,
        value=value,
        unit=measure.ucum,
        method=Capture.COMPUTED.value,
        taken_at=source.taken_at,
        level=judgement.level,
        judgement_code=judgement.code,
        judgement=judgement.explanation,
        entered_by_id=source.entered_by_id,
        entered_by_name=source.entered_by_name,
    )
    _end_former(encounter, known, row)
    return [*rows, row]


def _latest(code: str, rows: Sequence[Observation], facts: PatientFacts, on: date) -> Observation | None:
    found = [row for row in rows if row.code == code and is_result(row) and row.level != Level.DOUBTFUL]
    latest = max(found, key=lambda row: (row.taken_at, row.pk), default=None)
    if latest is None or code != "height" or facts.birth_date is None:
        return latest
    growing = age_in_months(facts.birth_date, day_of(latest)) < checks(on)["growing_until_month"]
    return None if growing and on - day_of(latest) > _CHILD_HEIGHT else latest


def _end_former(encounter: Encounter, known: Sequence[Observation], row: Observation) -> None:
    former = next((one for one in known if one.code == CODE and one.encounter_id == encounter.pk), None)
    if former is None:
        return
    row.supersedes, row.sequence = former, former.sequence
    former.status = ObservationStatus.IN_ERROR
    former.save_edit(expected_version=None, fields=["status"])
    former.alerts.filter(acknowledged_at=None, withdrawn_at=None).update(withdrawn_at=row.taken_at)
