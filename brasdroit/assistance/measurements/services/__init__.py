"""Writing measures."""

from brasdroit.assistance.measurements.services.alerts import acknowledge_measures
from brasdroit.assistance.measurements.services.correcting import confirm_measure, enter_in_error
from brasdroit.assistance.measurements.services.limits import LimitRequest, end_limit, set_limit
from brasdroit.assistance.measurements.services.recording import record_measures

__all__ = [
    "LimitRequest",
    "acknowledge_measures",
    "confirm_measure",
    "end_limit",
    "enter_in_error",
    "record_measures",
    "set_limit",
]
