"""Which devices of the practice take which measure (reference "prevention", section 3.5)."""

from collections.abc import Mapping
from types import MappingProxyType

from brasdroit.assistance.measurements.types import BLOOD_PRESSURE
from brasdroit.practice.organisation.types import DeviceKind
from brasdroit.reference.measurements import Measure

_KINDS: Mapping[str, DeviceKind] = MappingProxyType(
    {
        "tensiometer": DeviceKind.BLOOD_PRESSURE,
        "pulse_oximeter": DeviceKind.OXIMETER,
        "electronic_scale": DeviceKind.SCALE,
        "electronic_height_gauge": DeviceKind.HEIGHT,
        "electronic_thermometer": DeviceKind.THERMOMETER,
    }
)


def device_kinds(measure: Measure) -> frozenset[str]:
    """The kinds of devices that may take a measure; a multiparameter monitor may take all that a device takes."""
    own = frozenset(_KINDS[name].value for name in measure.devices)
    return own | {DeviceKind.MULTIPARAMETER.value} if own else own


def measure_of(code: str, catalogue: Mapping[str, Measure]) -> Measure:
    """The measure of a code; a blood pressure follows its systolic component. Raises KeyError."""
    return catalogue["systolic" if code == BLOOD_PRESSURE else code]
