"""Everything collected for one encounter, on one page: for the assistant who prepares and for the doctor who reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from brasdroit.assistance.measurements.models import MeasurementAlert, Observation
from brasdroit.assistance.measurements.rules import age_in_months
from brasdroit.assistance.measurements.selectors import (
    SheetRow,
    alerts_of_encounter,
    measurement_sheet,
    waiting_codes,
)
from brasdroit.assistance.measurements.selectors.history import results
from brasdroit.assistance.measurements.types import BLOOD_PRESSURE
from brasdroit.assistance.preparation.models import Preparation, PreparationEvent
from brasdroit.assistance.preparation.permissions import READ
from brasdroit.assistance.preparation.rules import completeness, differences
from brasdroit.assistance.preparation.selectors.questionnaires import Answered, Asked, answered, questions_of, responses
from brasdroit.assistance.preparation.types import Answers, Completeness, PreparationFacts
from brasdroit.foundation.actors import Actor
from brasdroit.foundation.audit.log import record_read
from brasdroit.foundation.permissions import require
from brasdroit.record.encounters.models import Encounter
from brasdroit.record.encounters.selectors import encounter_detail
from brasdroit.record.patients.selectors.file import ClinicalPart, clinical_file
from brasdroit.reference.measurements import Capture, Measure, checks, measures

PARTS: Mapping[str, tuple[str, ...]] = {
    "history": ("antecedent", "allergy"),
    "treatments": ("treatment",),
    "lifestyle": ("lifestyle",),
}
"""What is reviewed with the patient, and the kinds of the medical file it holds."""


@dataclass(frozen=True, slots=True)
class Situation:
    """One preparation. `before`: the answers of the last time; `differences`: what changed since."""

    encounter: Encounter
    preparation: Preparation | None
    asked: Asked | None
    answers: Answers
    before: Answered | None
    differences: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    clinical: tuple[ClinicalPart, ...]
    alerts: tuple[MeasurementAlert, ...]
    completeness: Completeness
    expected: tuple[str, ...]
    computed: tuple[tuple[Measure, Observation], ...] = ()

    @property
    def taken(self) -> tuple[SheetRow, ...]:
        """The measures of today, in order."""
        return tuple(row for row in self.rows if row.here)

    @property
    def open_alerts(self) -> tuple[MeasurementAlert, ...]:
        """The alerts the doctor has not acknowledged."""
        return tuple(alert for alert in self.alerts if alert.acknowledged_at is None)


def situation(actor: Actor, encounter_id: UUID, on: date) -> Situation:
    """Everything collected for an encounter; the reading is traced. Ten queries whatever was collected."""
    require(actor, READ)
    encounter = encounter_detail(actor, encounter_id)
    record_read(actor, "preparation.read", subject=encounter, about_id=encounter.patient_id)
    preparation = Preparation.objects.filter(encounter_id=encounter.pk).first()
    rows = measurement_sheet(actor, encounter, on)
    clinical = clinical_file(actor, encounter.patient_id)
    asked = questions_of(encounter, on)
    given = responses(encounter.patient_id)
    now = next((answered(row) for row in given if row.encounter_id == encounter.pk), None)
    before = next((answered(row) for row in given if row.encounter_id != encounter.pk), None)
    answers = now.answers if now else {}
    expected = expected_measures(encounter, asked, rows, on)
    facts = _facts(encounter, preparation, asked, answers, rows, expected, clinical)
    return Situation(
        encounter=encounter,
        preparation=preparation,
        asked=asked,
        answers=answers,
        before=before,
        differences=_differences(now, before),
        rows=tuple(rows),
        clinical=tuple(clinical),
        alerts=tuple(alerts_of_encounter(encounter.pk)),
        completeness=completeness(facts),
        expected=expected,
        computed=_computed(encounter, on),
    )


def _computed(encounter: Encounter, on: date) -> tuple[tuple[Measure, Observation], ...]:
    """What was computed from the weight and the height of the day."""
    rows = results().filter(encounter_id=encounter.pk, method=Capture.COMPUTED.value)
    return tuple((measures(on)[row.code], row) for row in rows)


def _differences(now: Answered | None, before: Answered | None) -> tuple[str, ...]:
    if now is None or before is None or not now.answers:
        return ()
    # What is not answered yet is told as missing, not as a change.
    earlier = {link_id: answer for link_id, answer in before.answers.items() if link_id in now.answers}
    return differences(now.questionnaire, now.answers, before.questionnaire, earlier)


def expected_measures(encounter: Encounter, asked: Asked | None, rows: Sequence[SheetRow], on: date) -> tuple[str, ...]:
    """What the questionnaire asks for, else the usual measures of the age; never what cannot be taken here."""
    adult = age_in_months(encounter.patient.birth_date, on) >= checks(on)["adult_from_month"]
    usual = (BLOOD_PRESSURE, "pulse", "weight") if adult else ("weight", "height")
    wanted = (asked.measures if asked else ()) or usual
    return tuple(row.code for row in rows if row.code in wanted and not row.blocked)


def _facts(
    encounter: Encounter,
    preparation: Preparation | None,
    asked: Asked | None,
    answers: Answers,
    rows: Sequence[SheetRow],
    expected: Sequence[str],
    clinical: Sequence[ClinicalPart],
) -> PreparationFacts:
    reviewed = preparation.reviewed if preparation else {}
    return PreparationFacts(
        reason=(preparation.words if preparation else "") or encounter.reason,
        questionnaire=asked.questionnaire if asked else None,
        answers=answers,
        expected_measures={
            row.code: row.measure.phrase if row.code != BLOOD_PRESSURE else "la tension"
            for row in rows
            if row.code in expected
        },
        measures_taken=frozenset(row.code for row in rows if row.here),
        measures_set_aside=frozenset(preparation.set_aside if preparation else ()),
        doubtful=waiting_codes(rows) & frozenset(expected),
        history_reviewed="history" in reviewed,
        treatments_reviewed="treatments" in reviewed,
        lifestyle_reviewed="lifestyle" in reviewed,
    )


def dialogue(preparation: Preparation | None) -> list[PreparationEvent]:
    """What was said about a preparation, oldest first. One query, none without a preparation."""
    if preparation is None:
        return []
    return list(PreparationEvent.objects.filter(preparation=preparation).order_by("created_at", "id"))


def earlier_comments(actor: Actor, patient_id: UUID, encounter_id: UUID, limit: int = 5) -> list[Preparation]:
    """The doctor's comments at earlier consultations, latest first. One query."""
    require(actor, READ)
    rows = Preparation.objects.filter(patient_id=patient_id).exclude(comment="").exclude(encounter_id=encounter_id)
    return list(rows.select_related("encounter__doctor").order_by("-created_at")[:limit])
