"""What the engine answers: each dose in each series, the next dose of each series, the answer of each vaccine group."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from brasdroit.pathway.immunisation.types.schedule import Series, SeriesKind


class DoseStatus(StrEnum):
    """Evaluation status of a given dose (spec table 3-1)."""

    VALID = "valid"
    NOT_VALID = "not_valid"
    EXTRANEOUS = "extraneous"
    SUBSTANDARD = "substandard"


class DoseReason(StrEnum):
    """Why a dose counts or not (spec chapter 6)."""

    NONE = ""
    AGE_TOO_YOUNG = "age_too_young"
    AGE_GRACE = "age_grace"
    AGE_TOO_OLD = "age_too_old"
    INTERVAL_TOO_SOON = "interval_too_soon"
    INTERVAL_GRACE = "interval_grace"
    CONFLICT = "conflict"
    WRONG_PRODUCT = "wrong_product"
    PRODUCT_AGE = "product_age"
    WRONG_TRADE_NAME = "wrong_trade_name"
    LOW_VOLUME = "low_volume"
    INADVERTENT = "inadvertent"
    SERIES_FINISHED = "series_finished"
    SUBSTANDARD = "substandard"


class SeriesStatus(StrEnum):
    """Patient series status (spec table 3-3)."""

    COMPLETE = "complete"
    NOT_COMPLETE = "not_complete"
    IMMUNE = "immune"
    CONTRAINDICATED = "contraindicated"
    NOT_RECOMMENDED = "not_recommended"
    AGED_OUT = "aged_out"


class ForecastReason(StrEnum):
    """Why no further dose is forecast (spec table 7-10)."""

    NONE = ""
    COMPLETE = "complete"
    PAST_HISTORY = "past_history"
    IMMUNE = "immune"
    CONTRAINDICATED = "contraindicated"
    SEASON_OVER = "season_over"
    MAXIMUM_AGE = "maximum_age"
    CANNOT_FINISH = "cannot_finish"


@dataclass(frozen=True, slots=True)
class DoseEvaluation:
    """What one given dose is worth in one series. `index`: its place in `PatientFacts.doses`; `target_dose`: 1 = first."""

    index: int
    status: DoseStatus
    reasons: tuple[DoseReason, ...] = ()
    target_dose: int | None = None


@dataclass(frozen=True, slots=True)
class Forecast:
    """The next dose of a series. `latest`: last useful day; `past_due`: last day before it is late; None: no such limit.

    `target_dose`: the dose of the series that is waited for; `dose_number`: the number to say ("third dose").
    `products`: those to recommend by name. `priority`: does not wait for the other antigens of its group. Dates are None when nothing is to be given.
    """

    status: SeriesStatus
    reason: ForecastReason = ForecastReason.NONE
    dose_number: int | None = None
    target_dose: int | None = None
    earliest: date | None = None
    recommended: date | None = None
    past_due: date | None = None
    latest: date | None = None
    unadjusted_recommended: date | None = None
    unadjusted_past_due: date | None = None
    products: tuple[str, ...] = ()
    priority: bool = False


@dataclass(frozen=True, slots=True)
class PatientSeries:
    """One series followed by one patient: `evaluations` by date, the forecast made from them."""

    series: Series
    evaluations: tuple[DoseEvaluation, ...]
    forecast: Forecast
    valid_doses: int


@dataclass(frozen=True, slots=True)
class GroupForecast:
    """The answer for one vaccine group and one kind of series: `best` holds the best series of each antigen."""

    group: str
    kind: SeriesKind
    forecast: Forecast
    best: tuple[PatientSeries, ...]
    recommended_antigens: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Undetermined:
    """An unknown observation that would open the risk series `series`, or forbid the antigen (`series` None)."""

    antigen: str
    observation: str
    text: str
    series: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer for one patient on one day.

    `groups`: per vaccine group (two entries when a risk and a standard series both stand); `best`: per antigen; `series`: every
    relevant series, chosen or not; `undetermined`: what would change with an observation that is unknown.
    """

    on: date
    groups: tuple[GroupForecast, ...]
    best: dict[str, tuple[PatientSeries, ...]] = field(default_factory=dict)
    series: tuple[PatientSeries, ...] = ()
    undetermined: tuple[Undetermined, ...] = ()
