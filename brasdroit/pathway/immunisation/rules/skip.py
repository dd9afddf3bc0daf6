"""Conditional skip: is a target dose superfluous for this patient? (spec 6.2, also 7.1 and 7.6)."""

from __future__ import annotations

import operator
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

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


class Moment(NamedTuple):
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
    return _met(skips[0], moment) if len(skips) == 1 else any(_met(skip, moment) for skip in skips)


def _met(skip: ConditionalSkip, moment: Moment) -> bool:
    """Every set in force, and at least one of them; or one of them."""
    some = False
    for one in skip.sets:
        if in_force(one.in_force, moment.anchor):
            some = _set_met(one, moment)
            if some is not skip.all_sets:
                return some
    return some and skip.all_sets


def _set_met(one: SkipSet, moment: Moment) -> bool:
    for condition in one.conditions:
        if _QUESTIONS[condition.kind](condition, moment) is not one.all_conditions:
            return not one.all_conditions
    return one.all_conditions


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
    if condition.valid_only and moment.progress.statuses.get(given.rank) is not DoseStatus.VALID:
        return False
    if given.rank >= moment.before or (condition.products and given.product not in condition.products):
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
