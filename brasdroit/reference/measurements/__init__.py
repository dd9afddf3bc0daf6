"""The measures, their limits, the rates of children, the plausibility checks and the growth tables.

Facts: reference "prevention", sections 3 to 3.5. Default alert limits ship « à vérifier »: the doctor sets his own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from brasdroit.reference.editions import Edition, Value, load

BLOOD_PRESSURE_PANEL = "85354-9"
"""LOINC code of the panel that holds the two pressures."""


class Capture(StrEnum):
    """How a value comes: by a fully automatic device, by the clinician, told by the patient, or computed."""

    AUTOMATIC = "automatic"
    CLINICIAN = "clinician"
    TOLD = "told"
    COMPUTED = "computed"


class Side(StrEnum):
    """The side of an alert limit."""

    LOW = "low"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: hard limits are included and in `ucum`; `loinc` is empty where no code is certain.

    `order` is the place on the keyboard-driven sheet; `mission` the task an assistant needs (empty: not his).
    """

    code: str
    loinc: str
    label: str
    phrase: str
    ucum: str
    unit: str
    decimals: int
    minimum: Decimal
    maximum: Decimal
    capture: Capture
    mission: str
    devices: tuple[str, ...]
    order: int
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class AlertLimit:
    """A limit beyond which the doctor is told. `reached`: the limit itself counts.

    Ages in completed months, `from_month` included, `to_month` excluded (None: no end). `author`: the doctor who set
    it, as « Dr Nguyen » (empty: proposed by the reference).
    """

    measure: str
    side: Side
    limit: Decimal
    reached: bool
    from_month: int
    to_month: int | None
    author: str = ""
    source: str = ""
    to_verify: bool = False


@dataclass(frozen=True, slots=True)
class AgeRates:
    """The lowest and highest usual rates at an age in months."""

    month: int
    pulse: tuple[int, int]
    respiratory_rate: tuple[int, int]


@dataclass(frozen=True, slots=True)
class GrowthRow:
    """Values at -3, -2, 0, +2 and +3 standard deviations, by measure, at an age in months."""

    month: int
    values: Mapping[str, tuple[Decimal, ...]]


@lru_cache(maxsize=16)
def measures(on: date) -> Mapping[str, Measure]:
    """Every measure by code, in the order of the sheet."""
    return MappingProxyType({key: _measure(value) for key, value in _book("measures", on).items()})


@lru_cache(maxsize=16)
def default_alerts(on: date) -> tuple[AlertLimit, ...]:
    """The proposed alert limits, all « à vérifier »."""
    return tuple(_alert(value) for value in _book("alerts", on).values())


@lru_cache(maxsize=16)
def children_rates(on: date) -> tuple[AgeRates, ...]:
    """Rates by age, youngest first."""
    return tuple(_rates(value) for value in _book("children_rates", on).values())


def children_rates_source(on: date) -> str:
    """The source of the rates of children."""
    return _book("children_rates", on).source


@lru_cache(maxsize=16)
def checks(on: date) -> Mapping[str, Decimal]:
    """Plausibility margins and the figures of the blood pressure protocol, by name."""
    return MappingProxyType({key: value.decimal() for key, value in _book("checks", on).items()})


def checks_source(name: str, on: date) -> str:
    """The source of one plausibility margin."""
    return _book("checks", on)[name].source


@lru_cache(maxsize=16)
def growth(sex: str, on: date) -> tuple[GrowthRow, ...]:
    """The growth table of boys (`sex` M) or girls (F), youngest first."""
    column = {"M": "boys", "F": "girls"}[sex]
    return tuple(_growth_row(value.raw["month"], value.raw[column]) for value in _book("growth", on).values())


def growth_source(on: date) -> str:
    """The source of the growth table, with its licence note."""
    return _book("growth", on).source


@lru_cache(maxsize=64)
def _book(name: str, on: date) -> Edition:
    return load(__name__, name).on(on)


def _measure(value: Value) -> Measure:
    typed: dict[str, Any] = {
        **value.raw,
        "minimum": Decimal(value.raw["minimum"]),
        "maximum": Decimal(value.raw["maximum"]),
        "capture": Capture(value.raw["capture"]),
        "devices": tuple(value.raw["devices"]),
    }
    return Measure(code=value.key, source=value.source, **typed)


def _alert(value: Value) -> AlertLimit:
    raw: dict[str, Any] = dict(value.raw)
    side, limit = Side(raw.pop("side")), Decimal(raw.pop("limit"))
    return AlertLimit(side=side, limit=limit, source=value.source, to_verify=value.to_verify, **raw)


def _rates(value: Value) -> AgeRates:
    raw = value.raw
    return AgeRates(raw["month"], tuple(raw["pulse"]), tuple(raw["respiratory_rate"]))


def _growth_row(month: int, columns: Mapping[str, list[str]]) -> GrowthRow:
    values = {code: tuple(Decimal(item) for item in line) for code, line in columns.items()}
    return GrowthRow(month, MappingProxyType(values))
