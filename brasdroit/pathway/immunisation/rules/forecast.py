"""The next dose of one series, or why there is none (spec chapter 7)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from brasdroit.pathway.immunisation.rules.case import Case
from brasdroit.pathway.immunisation.rules.compiled import CompiledDose
from brasdroit.pathway.immunisation.rules.periods import add, in_force, within_ages
from brasdroit.pathway.immunisation.rules.progress import Progress, counted_from
from brasdroit.pathway.immunisation.rules.protection import Protection
from brasdroit.pathway.immunisation.rules.skip import Moment, can_skip
from brasdroit.pathway.immunisation.types import Age, Forecast, ForecastReason, Interval, Period, SeriesStatus

_ANY_AGE = Age()
_DAY = timedelta(days=1)


class Limits(NamedTuple):
    """The dates the rules of a target dose give for a patient (spec table 7-12). None: the rules say nothing."""

    earliest: date
    recommended_by_age: date | None
    recommended_by_interval: date | None
    past_due_by_age: date | None
    past_due_by_interval: date | None
    maximum: date | None


def forecast(
    progress: Progress, case: Case, protection: Protection, completed: frozenset[str] = frozenset()
) -> Forecast:
    """Forecast from `progress`, whose position moves past the target doses found superfluous (spec figure 7-1)."""
    while (target := progress.waits()) is not None:
        if _superfluous(target, progress, case, case.on, completed):
            progress.position += 1
            continue
        limits = _limits(target, progress, case)
        refusal = _refusal(target, limits, case, protection)
        if refusal is not None:
            return refusal
        if not _superfluous(target, progress, case, limits.earliest, completed):
            return _dated(target, limits, progress, case, protection)
        progress.position += 1
    return _finished(progress)


def _superfluous(
    target: CompiledDose, progress: Progress, case: Case, reference: date, completed: frozenset[str]
) -> bool:
    """Spec 7.1 (on the day) and 7.6 (on the earliest date)."""
    if not target.forecast_skips:
        return False
    moment = Moment(case, progress, reference, case.on, len(case.given), completed)
    return can_skip(target.forecast_skips, moment)


def _finished(progress: Progress) -> Forecast:
    if progress.satisfied:
        return Forecast(SeriesStatus.COMPLETE, ForecastReason.COMPLETE)
    return Forecast(SeriesStatus.NOT_RECOMMENDED, ForecastReason.PAST_HISTORY)


def _refusal(target: CompiledDose, limits: Limits, case: Case, protection: Protection) -> Forecast | None:
    """Spec table 7-10, from its fourth column on."""
    if protection.immune:
        return Forecast(SeriesStatus.IMMUNE, ForecastReason.IMMUNE)
    if protection.forbids(target):
        return Forecast(SeriesStatus.CONTRAINDICATED, ForecastReason.CONTRAINDICATED)
    season = target.rule.season
    if season and season.end and case.on > season.end:
        return Forecast(SeriesStatus.NOT_RECOMMENDED, ForecastReason.SEASON_OVER)
    if limits.maximum and case.on >= limits.maximum:
        return Forecast(SeriesStatus.AGED_OUT, ForecastReason.MAXIMUM_AGE)
    if limits.maximum and limits.earliest >= limits.maximum:
        return Forecast(SeriesStatus.AGED_OUT, ForecastReason.CANNOT_FINISH)
    return None


def _limits(target: CompiledDose, progress: Progress, case: Case) -> Limits:
    age = target.age_on(case.on) or _ANY_AGE
    born_on = case.born_on
    starts = _starts(target, progress, case) if target.rule.intervals else ()
    earliest = [born_on if age.minimum is None else add(born_on, age.minimum), *_other_earliest(target, progress, case)]
    earliest += [add(start, one.minimum) for one, start in starts if one.minimum is not None]
    return Limits(
        earliest=max(earliest),
        recommended_by_age=_after(born_on, age.earliest_recommended),
        recommended_by_interval=_latest([(start, one.earliest_recommended) for one, start in starts]),
        past_due_by_age=_after(born_on, age.latest_recommended),
        past_due_by_interval=_latest([(start, one.latest_recommended) for one, start in starts]),
        maximum=_after(born_on, age.maximum),
    )


def _starts(target: CompiledDose, progress: Progress, case: Case) -> list[tuple[Interval, date]]:
    """The intervals in force, each with the day it is counted from."""
    found = []
    for interval in target.rule.intervals:
        if in_force(interval.in_force, case.on):
            start = counted_from(interval, progress, case, len(case.given))
            if start is not None:
                found.append((interval, start))
    return found


def _after(start: date, period: Period | None) -> date | None:
    return None if period is None else add(start, period)


def _latest(starts: list[tuple[date, Period | None]]) -> date | None:
    return max((add(start, period) for start, period in starts if period is not None), default=None) if starts else None


def _other_earliest(target: CompiledDose, progress: Progress, case: Case) -> list[date]:
    """FORECASTDTCAN-1 but for ages and intervals: conflicts, season, doses already given."""
    found = [day for day in (progress.last_inadvertent, progress.last_evaluated) if day]
    if target.rule.season and target.rule.season.start:
        found.append(target.rule.season.start)
    if target.forecast_conflicts:
        for given in case.given:
            found += [add(given.on, end) for end in target.forecast_conflicts.get(given.product, ())]
    return found


def _dated(target: CompiledDose, limits: Limits, progress: Progress, case: Case, protection: Protection) -> Forecast:
    """Spec table 7-13."""
    earliest = limits.earliest
    recommended = limits.recommended_by_age or limits.recommended_by_interval or earliest
    past_due = limits.past_due_by_age or limits.past_due_by_interval
    unadjusted_past_due = past_due - _DAY if past_due else None
    adjusted = max(earliest, recommended)
    return Forecast(
        status=SeriesStatus.NOT_COMPLETE,
        dose_number=_dose_number(progress),
        target_dose=target.rule.number,
        earliest=earliest,
        recommended=adjusted,
        past_due=max(earliest, unadjusted_past_due) if unadjusted_past_due else None,
        latest=limits.maximum - _DAY if limits.maximum else None,
        unadjusted_recommended=recommended,
        unadjusted_past_due=unadjusted_past_due,
        products=_products(target, case, protection, (earliest, adjusted)),
        priority=_has_priority(target, case),
    )


def _dose_number(progress: Progress) -> int:
    """FORECASTDN-1: doses of earlier seasons are not counted."""
    number = 1
    for place, given in progress.satisfied:
        season = progress.series.doses[place].rule.season
        number += not (season and season.start and given.on < season.start)
    return number


def _has_priority(target: CompiledDose, case: Case) -> bool:
    """FORECASTPRIORITY-1."""
    intervals = [one for one in target.rule.intervals if in_force(one.in_force, case.on)]
    return bool(intervals) and all(one.priority for one in intervals)


def _products(target: CompiledDose, case: Case, protection: Protection, days: tuple[date, date]) -> tuple[str, ...]:
    """FORECASTRECVAC-1."""
    if not target.recommendable:
        return ()
    found = [
        one.product
        for one in target.recommendable
        if one.product not in protection.forbidden
        and any(within_ages(case.born_on, one.begin_age, one.end_age, day) for day in days)
    ]
    return tuple(dict.fromkeys(found))
