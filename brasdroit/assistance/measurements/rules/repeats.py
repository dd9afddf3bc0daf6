"""A second measure near the first settles a doubt: the value is what the device says."""

from datetime import date
from decimal import Decimal

from brasdroit.assistance.measurements.types import BLOOD_PRESSURE
from brasdroit.reference.measurements import checks

_SHARE = Decimal(1) / 3
_MARGINS = {
    "height": "height_jump_cm",
    "pulse": "pulse_jump",
    "spo2": "spo2_jump",
    "temperature": "temperature_jump",
    BLOOD_PRESSURE: "blood_pressure_jump",
}


def agrees(code: str, first: Decimal, second: Decimal, on: date) -> bool:
    """Whether two measures in a row say the same: less apart than a third of the jump that made the first doubtful."""
    if code == "weight":
        return abs(second - first) * 100 <= first * checks(on)["weight_jump_percent"] * _SHARE
    if code not in _MARGINS:
        return first == second
    return abs(second - first) <= checks(on)[_MARGINS[code]] * _SHARE
