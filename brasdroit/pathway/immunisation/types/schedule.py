"""The supporting data of a schedule, in the words of the CDC "CDSi: Logic Specification for ACIP Recommendations" 4.6.

An absent limit is `None`, an absent list is empty. A product is an opaque code (CVX in the American data, our own key in the
French data), an observation too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Period(NamedTuple):
    """An age or an interval: calendar months, then days ("18 years - 4 days" is 216 months and -4 days)."""

    months: int = 0
    days: int = 0


@dataclass(frozen=True, slots=True)
class InForce:
    """The dates of administration a rule is meant for, both included (effective and cessation date)."""

    effective: date | None = None
    cessation: date | None = None


ALWAYS = InForce()


class Gender(StrEnum):
    """The gender a series may require."""

    FEMALE = "female"
    MALE = "male"
    UNKNOWN = "unknown"


class SeriesKind(StrEnum):
    """STANDARD: for everyone by age; RISK: needs an indication; EVALUATION_ONLY: recognised when complete, never proposed."""

    STANDARD = "standard"
    RISK = "risk"
    EVALUATION_ONLY = "evaluation_only"


@dataclass(frozen=True, slots=True)
class Age:
    """When a dose may and should be given, counted from birth (spec 6.4, 7.5). `maximum` and the latest are excluded limits."""

    absolute_minimum: Period | None = None
    minimum: Period | None = None
    earliest_recommended: Period | None = None
    latest_recommended: Period | None = None
    maximum: Period | None = None
    in_force: InForce = ALWAYS


class IntervalFrom(StrEnum):
    """What an interval is counted from (spec 6.5)."""

    PREVIOUS_DOSE = "previous_dose"
    TARGET_DOSE = "target_dose"
    PRODUCTS = "products"
    OBSERVATION = "observation"


@dataclass(frozen=True, slots=True)
class Interval:
    """A preferable interval. `target_dose` (1 = first), `products` or `observation` is filled as `counted_from` says.

    `priority`: the antigen with this interval may not wait for the others of its vaccine group (CDC "interval priority: override").
    """

    counted_from: IntervalFrom = IntervalFrom.PREVIOUS_DOSE
    target_dose: int | None = None
    products: frozenset[str] = frozenset()
    observation: str | None = None
    absolute_minimum: Period | None = None
    minimum: Period | None = None
    earliest_recommended: Period | None = None
    latest_recommended: Period | None = None
    priority: bool = False
    in_force: InForce = ALWAYS


@dataclass(frozen=True, slots=True)
class PreferableVaccine:
    """A product to prefer, between two ages (end excluded). `forecast`: named in the recommendation. Volume in mL."""

    product: str
    begin_age: Period | None = None
    end_age: Period | None = None
    trade_name: str | None = None
    manufacturer: str | None = None
    volume: float | None = None
    forecast: bool = False


@dataclass(frozen=True, slots=True)
class AllowableVaccine:
    """A product that also counts, between two ages (end excluded)."""

    product: str
    begin_age: Period | None = None
    end_age: Period | None = None


class SkipContext(StrEnum):
    """Where a conditional skip is asked."""

    EVALUATION = "evaluation"
    FORECAST = "forecast"
    BOTH = "both"


class SkipKind(StrEnum):
    """The questions of a conditional skip (spec 6.2, tables 6-6 to 6-9)."""

    AGE = "age"
    COMPLETED_SERIES = "completed_series"
    INTERVAL = "interval"
    VACCINE_COUNT = "vaccine_count"


class CountLogic(StrEnum):
    """How the number of doses compares with `dose_count`."""

    GREATER = "greater"
    EQUAL = "equal"
    LESS = "less"


@dataclass(frozen=True, slots=True)
class SkipCondition:
    """One condition. Ages and dates: start included, end excluded. `valid_only`: count valid doses, else all."""

    kind: SkipKind
    begin_age: Period | None = None
    end_age: Period | None = None
    start: date | None = None
    end: date | None = None
    interval: Period | None = None
    dose_count: int = 0
    count_logic: CountLogic = CountLogic.GREATER
    valid_only: bool = False
    products: frozenset[str] = frozenset()
    series_groups: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SkipSet:
    """Conditions, all needed or one enough. `description` says in words when it is met."""

    conditions: tuple[SkipCondition, ...]
    all_conditions: bool = True
    description: str = ""
    in_force: InForce = ALWAYS


@dataclass(frozen=True, slots=True)
class ConditionalSkip:
    """Sets, all needed or one enough, that make a target dose superfluous."""

    context: SkipContext
    sets: tuple[SkipSet, ...]
    all_sets: bool = False


@dataclass(frozen=True, slots=True)
class Season:
    """Dates of a seasonal campaign, both included."""

    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class SeriesDose:
    """One target dose of a series: what a given dose must respect to satisfy it."""

    number: int
    ages: tuple[Age, ...] = ()
    intervals: tuple[Interval, ...] = ()
    allowable_intervals: tuple[Interval, ...] = ()
    preferable: tuple[PreferableVaccine, ...] = ()
    allowable: tuple[AllowableVaccine, ...] = ()
    inadvertent: frozenset[str] = frozenset()
    skips: tuple[ConditionalSkip, ...] = ()
    recurring: bool = False
    season: Season | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Selection:
    """How a series competes with the others of its series group (spec chapter 8). `priority`: "A" before "B" before "C"."""

    default: bool = False
    product_path: bool = False
    group: str = "1"
    group_name: str = ""
    priority: str = "A"
    preference: int = 1
    min_age_to_start: Period | None = None
    max_age_to_start: Period | None = None


@dataclass(frozen=True, slots=True)
class Indication:
    """An observation, between two ages (end excluded), that makes a risk series relevant."""

    observation: str
    description: str = ""
    begin_age: Period | None = None
    end_age: Period | None = None
    guidance: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """One path to immunity against one antigen. `genders` empty: everyone. `sources`: where it is recommended."""

    name: str
    antigen: str
    vaccine_group: str
    doses: tuple[SeriesDose, ...]
    kind: SeriesKind = SeriesKind.STANDARD
    selection: Selection = Selection()
    equivalent_groups: frozenset[str] = frozenset()
    genders: frozenset[Gender] = frozenset()
    indications: tuple[Indication, ...] = ()
    guidance: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contraindication:
    """An observation that forbids the antigen (`products` empty) or some of its vaccines, between two ages (end excluded)."""

    observation: str
    text: str = ""
    guidance: str = ""
    begin_age: Period | None = None
    end_age: Period | None = None
    products: tuple[AllowableVaccine, ...] = ()


@dataclass(frozen=True, slots=True)
class BirthImmunity:
    """Born before `born_before` (in `country`, None: anywhere) is immune, unless an observation of `exclusions` is there."""

    born_before: date
    country: str | None = None
    exclusions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Antigen:
    """All that is known against one disease."""

    name: str
    series: tuple[Series, ...]
    immunity_observations: frozenset[str] = frozenset()
    birth_immunity: tuple[BirthImmunity, ...] = ()
    contraindications: tuple[Contraindication, ...] = ()
    vaccine_contraindications: tuple[Contraindication, ...] = ()


@dataclass(frozen=True, slots=True)
class Association:
    """The antigen a product holds, for doses given between two ages (end excluded)."""

    antigen: str
    begin_age: Period | None = None
    end_age: Period | None = None


@dataclass(frozen=True, slots=True)
class Product:
    """A vaccine, by code."""

    code: str
    name: str
    associations: tuple[Association, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two products that must be spaced: `impacted` given from `begin` until `end` (excluded) after `previous` does not count.

    `minimum_end` replaces `end` when the previous dose is valid (spec 6.7).
    """

    previous: str
    impacted: str
    begin: Period
    minimum_end: Period
    end: Period


@dataclass(frozen=True, slots=True)
class VaccineGroup:
    """Antigens usually given together. `administer_full`: one antigen due makes the whole group due (MMR)."""

    name: str
    antigens: tuple[str, ...]
    administer_full: bool = False


@dataclass(frozen=True, slots=True)
class Schedule:
    """The supporting data of one edition, as read. `compile_schedule` prepares it for the engine."""

    edition: str
    antigens: tuple[Antigen, ...]
    groups: tuple[VaccineGroup, ...]
    products: tuple[Product, ...]
    conflicts: tuple[Conflict, ...] = ()
