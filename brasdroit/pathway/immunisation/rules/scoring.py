"""Points that choose between the series of one group (spec 8.4 to 8.7)."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from datetime import date

from brasdroit.pathway.immunisation.rules.followed import Followed

_LAST = date.max


def best_of_complete(rivals: Sequence[Followed]) -> Followed:
    """Spec 8.4: the most valid doses."""
    return _highest(rivals, [_best(rivals, lambda one: -one.valid_doses, (1, 0, -1))])


def best_of_in_process(rivals: Sequence[Followed]) -> Followed:
    """Spec 8.5."""
    return _highest(
        rivals,
        [
            _each(rivals, lambda one: one.rule.selection.product_path and one.has_all_valid_doses, (2, -2)),
            _each(rivals, lambda one: one.is_completable, (3, -3)),
            _best(rivals, lambda one: -one.valid_doses, (2, 0, -2)),
            _best(rivals, lambda one: one.remaining, (2, 0, -2)),
            _best(rivals, _finish, (1, 0, -1)),
        ],
    )


def best_of_not_started(rivals: Sequence[Followed]) -> Followed:
    """Spec 8.6."""
    return _highest(
        rivals,
        [
            _best(rivals, lambda one: one.forecast.earliest or _LAST, (1, 0, -1)),
            _each(rivals, lambda one: one.is_completable, (1, -1)),
            _each(rivals, lambda one: one.rule.selection.product_path, (-1, 1)),
        ],
    )


def _finish(one: Followed) -> date:
    return one.finish if one.finish and one.is_completable else _LAST


def _each(rivals: Sequence[Followed], holds: Callable[[Followed], bool], points: tuple[int, int]) -> list[int]:
    return [points[0] if holds(one) else points[1] for one in rivals]


def _best(
    rivals: Sequence[Followed], measure: Callable[[Followed], int | date], points: tuple[int, int, int]
) -> list[int]:
    """`points` for being the smallest alone, for sharing that place, for not being there."""
    values: list[Hashable] = [measure(one) for one in rivals]
    lowest = min(values)  # type: ignore[type-var]
    alone, shared, beaten = points
    won = alone if values.count(lowest) == 1 else shared
    return [won if value == lowest else beaten for value in values]


def _highest(rivals: Sequence[Followed], tables: list[list[int]]) -> Followed:
    """SELECTBEST-1 and SELECTBEST-2: the sum of the points, then the preference of the schedule."""
    scores = [sum(points) for points in zip(*tables, strict=True)]
    ranked = zip(scores, rivals, strict=True)
    return min(ranked, key=lambda pair: (-pair[0], pair[1].rule.selection.preference))[1]
