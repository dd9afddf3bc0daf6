"""What each given dose is worth in one series (spec chapter 6)."""

from __future__ import annotations

from datetime import date

from brasdroit.pathway.immunisation.rules.case import Case, Given
from brasdroit.pathway.immunisation.rules.compiled import CompiledDose, CompiledSeries
from brasdroit.pathway.immunisation.rules.periods import add, in_force, within_ages
from brasdroit.pathway.immunisation.rules.progress import Progress, counted_from
from brasdroit.pathway.immunisation.rules.skip import Moment, can_skip
from brasdroit.pathway.immunisation.types import (
    Conflict,
    DoseReason,
    DoseStatus,
    Interval,
    Period,
    PreferableVaccine,
)

_GRACE = frozenset({DoseReason.AGE_GRACE, DoseReason.INTERVAL_GRACE, DoseReason.LOW_VOLUME})
"""Remarks on a dose that counts."""
_FAULTLESS = (None, None, None, None)


def evaluate(series: CompiledSeries, case: Case, completed: frozenset[str] = frozenset()) -> Progress:
    """Read the doses of the antigen in order against the target doses of `series` (spec figure 4-6).

    `completed`: series groups of the antigen known to be complete.
    """
    progress = Progress(series)
    for given in case.by_antigen.get(series.rule.antigen, ()):
        _evaluate_one(given, progress, case, completed)
    return progress


def _evaluate_one(given: Given, progress: Progress, case: Case, completed: frozenset[str]) -> None:
    if given.dose.substandard:
        progress.record(given, DoseStatus.SUBSTANDARD, (DoseReason.SUBSTANDARD,))
        return
    target = _target_for(given, progress, case, completed)
    if target is None:
        progress.record(given, DoseStatus.EXTRANEOUS, (DoseReason.SERIES_FINISHED,))
    else:
        reasons = _remarks(target, given, progress, case)
        progress.record(given, _status(reasons), reasons)


def _target_for(given: Given, progress: Progress, case: Case, completed: frozenset[str]) -> CompiledDose | None:
    """The first target dose from the current one on that cannot be skipped on that day."""
    target = progress.waits()
    while target and target.evaluation_skips:
        moment = Moment(case, progress, given.on, given.on, given.rank, completed)
        if not can_skip(target.evaluation_skips, moment):
            break
        progress.position += 1
        target = progress.waits()
    return target


def _status(reasons: tuple[DoseReason, ...]) -> DoseStatus:
    """Spec table 6-31."""
    if DoseReason.AGE_TOO_OLD in reasons:
        return DoseStatus.EXTRANEOUS
    return DoseStatus.VALID if not reasons or _GRACE.issuperset(reasons) else DoseStatus.NOT_VALID


def _remarks(target: CompiledDose, given: Given, progress: Progress, case: Case) -> tuple[DoseReason, ...]:
    if given.product in target.rule.inadvertent:
        return (DoseReason.INADVERTENT,)
    found = (
        _age(target, given, case),
        _intervals(target, given, progress, case) if target.rule.intervals else None,
        _conflict(given, progress, case) if given.product in case.schedule.conflicts else None,
        None if given.product in target.welcome else _product(target, given, case),
    )
    return () if found == _FAULTLESS else tuple(one for one in found if one is not None)


def _age(target: CompiledDose, given: Given, case: Case) -> DoseReason | None:
    """Spec 6.4."""
    age = target.lasting_age or target.age_on(given.on)
    if age is None:
        return None
    if age.maximum and given.on >= add(case.born_on, age.maximum):
        return DoseReason.AGE_TOO_OLD
    if age.absolute_minimum and given.on < add(case.born_on, age.absolute_minimum):
        return DoseReason.AGE_TOO_YOUNG
    if age.minimum and given.on < add(case.born_on, age.minimum):
        return DoseReason.AGE_GRACE
    return None


def _intervals(target: CompiledDose, given: Given, progress: Progress, case: Case) -> DoseReason | None:
    """Spec 6.5 and 6.6: every preferable interval, or every allowable one."""
    preferable = _relevant(target.rule.intervals, given.on)
    if any(_too_soon(one, one.absolute_minimum, given, progress, case) for one in preferable):
        allowable = _relevant(target.rule.allowable_intervals, given.on)
        if not allowable or any(_too_soon(one, one.absolute_minimum, given, progress, case) for one in allowable):
            return DoseReason.INTERVAL_TOO_SOON
    elif any(_too_soon(one, one.minimum, given, progress, case) for one in preferable):
        return DoseReason.INTERVAL_GRACE
    return None


def _relevant(intervals: tuple[Interval, ...], day: date) -> list[Interval]:
    return [one for one in intervals if in_force(one.in_force, day)]


def _too_soon(interval: Interval, length: Period | None, given: Given, progress: Progress, case: Case) -> bool:
    if length is None:
        return False
    start = counted_from(interval, progress, case, given.rank)
    return start is not None and given.on < add(start, length)


def _conflict(given: Given, progress: Progress, case: Case) -> DoseReason | None:
    """Spec 6.7: any dose given before, whatever its antigen."""
    conflicts = case.schedule.conflicts[given.product]
    found = any(
        _conflicts(conflict, previous, given, progress)
        for previous in case.given[: given.rank]
        for conflict in conflicts.get(previous.product, ())
    )
    return DoseReason.CONFLICT if found else None


def _conflicts(conflict: Conflict, previous: Given, given: Given, progress: Progress) -> bool:
    status = progress.statuses.get(previous.rank, DoseStatus.VALID)
    end = conflict.minimum_end if status is DoseStatus.VALID else conflict.end
    return add(previous.on, conflict.begin) <= given.on < add(previous.on, end)


def _product(target: CompiledDose, given: Given, case: Case) -> DoseReason | None:
    """Spec 6.8 and 6.9."""
    preferable = target.preferable.get(given.product, ())
    at_age = [one for one in preferable if within_ages(case.born_on, one.begin_age, one.end_age, given.on)]
    named = [one for one in at_age if _same_name(one, given)]
    if named:
        return DoseReason.LOW_VOLUME if all(_less(given.dose.volume, one.volume) for one in named) else None
    allowable = target.allowable.get(given.product, ())
    if any(within_ages(case.born_on, one.begin_age, one.end_age, given.on) for one in allowable):
        return None
    if at_age:
        return DoseReason.WRONG_TRADE_NAME
    return DoseReason.PRODUCT_AGE if preferable or allowable else DoseReason.WRONG_PRODUCT


def _same_name(vaccine: PreferableVaccine, given: Given) -> bool:
    """A trade name or a manufacturer refuses a dose only when both sides name it."""
    dose = given.dose
    return _agree(vaccine.trade_name, dose.trade_name) and _agree(vaccine.manufacturer, dose.manufacturer)


def _agree(wanted: str | None, found: str | None) -> bool:
    return not wanted or not found or wanted.casefold() == found.casefold()


def _less(volume: float | None, wanted: float | None) -> bool:
    return volume is not None and wanted is not None and volume < wanted
