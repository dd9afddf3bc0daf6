"""Reading measures."""

from brasdroit.assistance.measurements.selectors.alerts import alerts_of_encounter, waiting_encounters
from brasdroit.assistance.measurements.selectors.history import awaits_review, day_of, is_result
from brasdroit.assistance.measurements.selectors.series import (
    Series,
    limits_of,
    observation_history,
    patient_series,
)
from brasdroit.assistance.measurements.selectors.sheet import LABELS, SheetRow, measurement_sheet, waiting_codes

__all__ = [
    "LABELS",
    "Series",
    "SheetRow",
    "alerts_of_encounter",
    "awaits_review",
    "day_of",
    "is_result",
    "limits_of",
    "measurement_sheet",
    "observation_history",
    "patient_series",
    "waiting_codes",
    "waiting_encounters",
]
