"""Reading the examinations of one programme: in order, without those to come, contradictions told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from brasdroit.pathway.screening.types import ResultKind, ScreeningFacts, ScreeningResult


def past_results(facts: ScreeningFacts, target: str, on: date) -> tuple[ScreeningResult, ...]:
    """The examinations of `target` between birth and `on`, oldest first."""
    found = [one for one in facts.results if one.target == target and facts.born_on <= one.on <= on]
    return tuple(sorted(found, key=lambda one: (one.on, one.index)))


def contradictory(results: Iterable[ScreeningResult]) -> date | None:
    """The last day on which one test was both negative and positive, None when there is none."""
    seen: dict[tuple[date, str | None], set[ResultKind | None]] = {}
    for one in results:
        seen.setdefault((one.on, one.test), set()).add(one.result)
    both = {ResultKind.NEGATIVE, ResultKind.POSITIVE}
    return max((day for (day, _), kinds in seen.items() if both <= kinds), default=None)
