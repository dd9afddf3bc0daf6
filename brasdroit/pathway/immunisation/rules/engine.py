"""The processing model (spec chapter 4): one patient, one day, every antigen."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from typing import NamedTuple

from brasdroit.pathway.immunisation.rules.case import Case, prepare
from brasdroit.pathway.immunisation.rules.compiled import CompiledAntigen, CompiledGroup, CompiledSchedule
from brasdroit.pathway.immunisation.rules.evaluation import evaluate
from brasdroit.pathway.immunisation.rules.followed import Followed
from brasdroit.pathway.immunisation.rules.forecast import forecast
from brasdroit.pathway.immunisation.rules.grouping import group_forecasts
from brasdroit.pathway.immunisation.rules.protection import UNPROTECTED, protection
from brasdroit.pathway.immunisation.rules.relevance import is_relevant, undetermined
from brasdroit.pathway.immunisation.rules.selection import best_series
from brasdroit.pathway.immunisation.types import (
    GroupForecast,
    Outcome,
    PatientFacts,
    PatientSeries,
    Undetermined,
)

_NONE: frozenset[str] = frozenset()


class GroupAnswer(NamedTuple):
    """The share of one vaccine group in an outcome."""

    forecasts: tuple[GroupForecast, ...]
    best: dict[str, tuple[PatientSeries, ...]]
    series: tuple[PatientSeries, ...]
    undetermined: tuple[Undetermined, ...]


class Memory:
    """Answers to patients of whom a group knows no dose: birth, gender, observations and day say all, for most of a practice.

    For one schedule only. Give the same one to every call over a list; sorted by birth date, the list makes the most of it.
    `room`: how many answers are kept before it starts again.
    """

    def __init__(self, room: int = 20_000) -> None:
        self._room = room
        self._known: dict[tuple[Hashable, ...], GroupAnswer] = {}

    def answer(self, group: CompiledGroup, case: Case) -> GroupAnswer:
        """The answer of `group`, which no dose of the patient concerns."""
        patient = case.patient
        key: tuple[Hashable, ...] = (
            group.rule.name,
            patient.born_on,
            patient.gender,
            patient.country_of_birth,
            case.on,
        )
        if not (group.observations.isdisjoint(case.observed) and group.observations.isdisjoint(patient.unknown)):
            key += (frozenset(case.observed.items()), patient.unknown)
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= self._room:
                self._known.clear()
            found = self._known[key] = answer(group, case)
        return found


def evaluate_and_forecast(
    schedule: CompiledSchedule, patient: PatientFacts, on: date, memory: Memory | None = None
) -> Outcome:
    """What each dose is worth and what comes next, for `patient` as of the day `on` (the assessment date).

    Doses and observations after `on` are ignored, products the schedule does not know too. `memory` changes the time it takes,
    never the answer.
    """
    case = prepare(schedule, patient, on)
    answers = [_recalled(group, case, memory) if memory else answer(group, case) for group in schedule.groups]
    best: dict[str, tuple[PatientSeries, ...]] = {}
    for one in answers:
        best.update(one.best)
    return Outcome(
        on,
        groups=tuple(forecast for one in answers for forecast in one.forecasts),
        best=best,
        series=tuple(series for one in answers for series in one.series),
        undetermined=tuple(question for one in answers for question in one.undetermined),
    )


def _recalled(group: CompiledGroup, case: Case, memory: Memory) -> GroupAnswer:
    return memory.answer(group, case) if group.products.isdisjoint(case.products) else answer(group, case)


def answer(group: CompiledGroup, case: Case) -> GroupAnswer:
    """Every antigen of the group followed, the best series chosen, the group forecast."""
    if group.indications is not None and group.indications.isdisjoint(case.observed) and not case.patient.unknown:
        return GroupAnswer((), dict.fromkeys(group.rule.antigens, ()), (), ())
    best: dict[str, tuple[PatientSeries, ...]] = {}
    series: list[PatientSeries] = []
    questions: list[Undetermined] = []
    for antigen in group.antigens:
        followed = follow(antigen, case)
        series += (one.outcome for one in followed)
        best[antigen.rule.name] = tuple(one.outcome for one in best_series(followed))
        questions += undetermined(antigen, case)
    return GroupAnswer(tuple(group_forecasts(group.rule, best, case)), best, tuple(series), tuple(questions))


def follow(antigen: CompiledAntigen, case: Case) -> list[Followed]:
    """Every relevant series of the antigen, evaluated and forecast (spec figure 4-5)."""
    relevant = [series for series in antigen.series if is_relevant(series, case)]
    held = protection(antigen, case) if relevant else UNPROTECTED
    found: list[Followed] = []
    for series in relevant:
        completed = _completed(found) if series.asks_others else _NONE
        progress = evaluate(series, case, completed)
        found.append(Followed.of(case, progress, forecast(progress, case, held, completed)))
    return found


def _completed(followed: list[Followed]) -> frozenset[str]:
    return frozenset(one.rule.selection.group for one in followed if one.is_complete)
