"""The answer of a vaccine group from the best series of its antigens (spec chapter 9)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from brasdroit.pathway.immunisation.rules.case import Case
from brasdroit.pathway.immunisation.types import (
    Forecast,
    ForecastReason,
    GroupForecast,
    PatientSeries,
    SeriesKind,
    SeriesStatus,
    VaccineGroup,
)

_DECISIVE = (
    SeriesStatus.CONTRAINDICATED,
    SeriesStatus.AGED_OUT,
    SeriesStatus.NOT_RECOMMENDED,
    SeriesStatus.NOT_COMPLETE,
)
"""One antigen with this status gives it to the group, in this order (spec table 9-4)."""


def group_forecasts(group: VaccineGroup, best: dict[str, tuple[PatientSeries, ...]], case: Case) -> list[GroupForecast]:
    """One answer per best series of a single antigen; several antigens are merged, risk series with risk series only."""
    if len(group.antigens) == 1:
        return [
            GroupForecast(group.name, _kind(one), one.forecast, (one,), _waited([one]))
            for one in best.get(group.antigens[0], ())
        ]
    kinds: dict[SeriesKind, list[PatientSeries]] = {}
    for antigen in group.antigens:
        for one in best.get(antigen, ()):
            kinds.setdefault(_kind(one), []).append(one)
    return [_merged(group, kind, members, case) for kind, members in kinds.items()]


def _kind(one: PatientSeries) -> SeriesKind:
    return SeriesKind.RISK if one.series.kind is SeriesKind.RISK else SeriesKind.STANDARD


def _waited(members: list[PatientSeries]) -> tuple[str, ...]:
    """FORECASTVG-8."""
    return tuple(one.series.antigen for one in members if one.forecast.status is SeriesStatus.NOT_COMPLETE)


def _merged(group: VaccineGroup, kind: SeriesKind, members: list[PatientSeries], case: Case) -> GroupForecast:
    status = _status([one.forecast.status for one in members])
    if status is SeriesStatus.NOT_COMPLETE:
        forecast = _dates(group, [one.forecast for one in members if one.forecast.status is status], case)
    else:
        reason = next((one.forecast.reason for one in members if one.forecast.status is status), ForecastReason.NONE)
        forecast = Forecast(status, reason)
    return GroupForecast(group.name, kind, forecast, tuple(members), _waited(members))


def _status(statuses: Sequence[SeriesStatus]) -> SeriesStatus:
    for status in _DECISIVE:
        if status in statuses:
            return status
    return SeriesStatus.COMPLETE if SeriesStatus.COMPLETE in statuses else SeriesStatus.IMMUNE


def _dates(group: VaccineGroup, forecasts: list[Forecast], case: Case) -> Forecast:
    """Spec tables 9-2 and 9-5."""
    earliest = _earliest(group, forecasts, case)
    numbers = [one.dose_number for one in forecasts if one.dose_number is not None]
    past_due = _first(one.past_due for one in forecasts)
    return Forecast(
        status=SeriesStatus.NOT_COMPLETE,
        dose_number=min(numbers) if group.administer_full else max(numbers),
        earliest=earliest,
        recommended=max(earliest, _first(one.recommended for one in forecasts) or earliest),
        past_due=max(earliest, past_due) if past_due else None,
        latest=_first(one.latest for one in forecasts),
        unadjusted_recommended=_first(one.unadjusted_recommended for one in forecasts),
        unadjusted_past_due=_first(one.unadjusted_past_due for one in forecasts),
        products=tuple(dict.fromkeys(product for one in forecasts for product in one.products)),
        priority=any(one.priority for one in forecasts),
    )


def _first(days: Iterable[date | None]) -> date | None:
    return min((day for day in days if day), default=None)


def _earliest(group: VaccineGroup, forecasts: Sequence[Forecast], case: Case) -> date:
    """MULTIANTVG-1."""
    days = [one.earliest for one in forecasts if one.earliest]
    if not any(one.priority for one in forecasts):
        return max(days)
    given = (one.on for antigen in group.antigens for one in case.by_antigen.get(antigen, ()))
    return max(min(days), max(given, default=date.min))
