"""The best series of an antigen for the patient (spec chapter 8)."""

from __future__ import annotations

from collections.abc import Sequence

from brasdroit.pathway.immunisation.rules.followed import Followed
from brasdroit.pathway.immunisation.rules.periods import add
from brasdroit.pathway.immunisation.rules.scoring import best_of_complete, best_of_in_process, best_of_not_started
from brasdroit.pathway.immunisation.types import SeriesKind, SeriesStatus


def best_series(series: Sequence[Followed]) -> list[Followed]:
    """The best series of one antigen, at most one per series group, those that make each other needless left out."""
    groups: dict[str, list[Followed]] = {}
    for one in series:
        groups.setdefault(one.rule.selection.group, []).append(one)
    prioritized = [found for members in groups.values() if (found := _prioritized(members))]
    return [one for one in prioritized if _is_best(one, prioritized)]


def _prioritized(members: list[Followed]) -> Followed | None:
    """Spec tables 8-3 and 8-5."""
    scorable = _scorable(members)
    default = next((one for one in members if one.rule.selection.default), None)
    if len(scorable) < 2:
        return scorable[0] if scorable else default
    complete = [one for one in scorable if one.is_complete]
    if complete:
        return best_of_complete(complete)
    in_process = [one for one in scorable if one.is_in_process]
    if in_process:
        return best_of_in_process(in_process)
    return default or best_of_not_started(scorable)


def _scorable(members: list[Followed]) -> list[Followed]:
    """SELECTB-24 and SELECTSCORE-2."""
    candidates = [one for one in members if one.forecast.status is not SeriesStatus.CONTRAINDICATED] or members
    priority = min(one.rule.selection.priority for one in members)
    untouched = not any(one.valid_doses or one.rule.selection.default for one in members)
    return [one for one in candidates if _is_scorable(one, priority, untouched=untouched)]


def _is_scorable(one: Followed, priority: str, *, untouched: bool) -> bool:
    """`priority`: the highest of the series group; `untouched`: it has no valid dose and no default series."""
    match one.rule.kind:
        case SeriesKind.RISK:
            return one.rule.selection.priority <= priority
        case SeriesKind.EVALUATION_ONLY:
            return one.is_complete
        case SeriesKind.STANDARD:
            return untouched or (bool(one.valid_doses) and _started_in_time(one))


def _started_in_time(one: Followed) -> bool:
    limit = one.rule.selection.max_age_to_start
    first = one.progress.satisfied[0][1].on
    return limit is None or first < add(one.case.born_on, limit)


def _is_best(one: Followed, prioritized: Sequence[Followed]) -> bool:
    """Spec table 8-14."""
    if one.is_complete:
        return True
    equivalent = [other for other in prioritized if other.rule.selection.group in one.rule.equivalent_groups]
    if any(other.is_complete for other in equivalent) or one.rule.kind is SeriesKind.EVALUATION_ONLY:
        return False
    return one.rule.kind is SeriesKind.RISK or not any(other.rule.kind is SeriesKind.RISK for other in equivalent)
