"""Rules of measurements (reference "prevention", section 3)."""

from brasdroit.assistance.measurements.rules.blood_pressure import judge_blood_pressure, summarise_readings
from brasdroit.assistance.measurements.rules.growth import growth_curves, growth_position
from brasdroit.assistance.measurements.rules.judging import body_mass_index, judge, read
from brasdroit.assistance.measurements.rules.parsing import parse
from brasdroit.assistance.measurements.rules.words import age_in_months, french_number

__all__ = [
    "age_in_months",
    "body_mass_index",
    "french_number",
    "growth_curves",
    "growth_position",
    "judge",
    "judge_blood_pressure",
    "parse",
    "read",
    "summarise_readings",
]
