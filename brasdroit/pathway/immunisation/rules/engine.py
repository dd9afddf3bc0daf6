"""The processing model (spec chapter 4): one patient, one day, every antigen."""

from __future__ import annotations

from datetime import date

from brasdroit.pathway.immunisation.rules.compiled import CompiledSchedule
from brasdroit.pathway.immunisation.types import Outcome, PatientFacts


def evaluate_and_forecast(schedule: CompiledSchedule, patient: PatientFacts, on: date) -> Outcome:
    """What each dose is worth and what comes next, for `patient` as of the day `on` (the assessment date)."""
    raise NotImplementedError
