"""Conditional skip: is a target dose superfluous for this patient? (spec 6.2, also 7.1 and 7.6)."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from brasdroit.pathway.immunisation.rules.case import Case, Given
from brasdroit.pathway.immunisation.rules.periods import add, in_force, within_ages
from brasdroit.pathway.immunisation.rules.progress import Progress
from brasdroit.pathway.immunisation.types import (
    ConditionalSkip,
    CountLogic,
    DoseStatus,
    SkipCondition,
    SkipKind,
    SkipSet,
)


@dataclass(frozen=True, slots=True)
class Moment:
    """When a skip is asked. `reference` (CONDSKIP-2); `anchor`: the day that chooses the rules in force (RELEVANT-1, -2);

    `before`: only doses ranked before it are counted; `completed`: the series groups already complete.
    """

    case: Case
    progress: Progress
    reference: date
    anchor: date
    before: int
    completed: frozenset[str]


def can_skip(skips: tuple[ConditionalSkip, ...], moment: Moment) -> bool:
    """Whether one of `skips` is met."""
    return any(_met(skip, moment) for skip in skips)


def _met(skip: ConditionalSkip, moment: Moment) -> bool:
    sets = [one for one in skip.sets if in_force(one.in_force, moment.anchor)]
    if skip.all_sets:
        return bool(sets) and all(_set_met(one, moment) for one in sets)
    return any(_set_met(one, moment) for one in sets)


def _set_met(one: SkipSet, moment: Moment) -> bool:
    met = (_QUESTIONS[condition.kind](condition, moment) for condition in one.conditions)
    return all(met) if one.all_conditions else any(met)


def _age(condition: SkipCondition, moment: Moment) -> bool:
    return within_ages(moment.case.born_on, condition.begin_age, condition.end_age, moment.reference)


def _completed_series(condition: SkipCondition, moment: Moment) -> bool:
    return not condition.series_groups.isdisjoint(moment.completed)


def _interval(condition: SkipCondition, moment: Moment) -> bool:
    """CALCDTSKIP-5: from the immediate previous dose administered."""
    previous = moment.progress.previous
    return (
        previous is not None
        and condition.interval is not None
        and moment.reference >= add(previous, condition.interval)
    )


def _vaccine_count(condition: SkipCondition, moment: Moment) -> bool:
    count = sum(1 for given in _candidates(condition, moment) if _counts(condition, given, moment))
    return _COMPARISONS[condition.count_logic](count, condition.dose_count)


def _candidates(condition: SkipCondition, moment: Moment) -> tuple[Given, ...]:
    """Named products are looked for in the whole history, else the doses of the antigen."""
    case = moment.case
    if condition.products:
        return case.given
    return case.by_antigen.get(moment.progress.series.rule.antigen, ())


def _counts(condition: SkipCondition, given: Given, moment: Moment) -> bool:
    """CONDSKIP-1."""
    if given.rank >= moment.before or (condition.products and given.product not in condition.products):
        return False
    if condition.valid_only and moment.progress.statuses.get(given.rank) is not DoseStatus.VALID:
        return False
    if (condition.start and given.on < condition.start) or (condition.end and given.on >= condition.end):
        return False
    return within_ages(moment.case.born_on, condition.begin_age, condition.end_age, given.on)


_QUESTIONS: dict[SkipKind, Callable[[SkipCondition, Moment], bool]] = {
    SkipKind.AGE: _age,
    SkipKind.COMPLETED_SERIES: _completed_series,
    SkipKind.INTERVAL: _interval,
    SkipKind.VACCINE_COUNT: _vaccine_count,
}
_COMPARISONS: dict[CountLogic, Callable[[int, int], bool]] = {
    CountLogic.GREATER: operator.gt,
    CountLogic.EQUAL: operator.eq,
    CountLogic.LESS: operator.lt,
}
