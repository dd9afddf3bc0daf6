"""The schedule as the engine wants it: looked up by product, split by question, prepared once per edition."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from brasdroit.pathway.immunisation.types import (
    AllowableVaccine,
    Antigen,
    Association,
    ConditionalSkip,
    Conflict,
    Period,
    PreferableVaccine,
    Schedule,
    Series,
    SeriesDose,
    SkipContext,
    SkipKind,
    VaccineGroup,
)


@dataclass(frozen=True, slots=True)
class CompiledDose:
    """A target dose. `forecast_conflicts`: for a product given before, how long the preferable vaccines must wait."""

    rule: SeriesDose
    preferable: Mapping[str, tuple[PreferableVaccine, ...]]
    allowable: Mapping[str, tuple[AllowableVaccine, ...]]
    evaluation_skips: tuple[ConditionalSkip, ...]
    forecast_skips: tuple[ConditionalSkip, ...]
    forecast_conflicts: Mapping[str, tuple[Period, ...]]


@dataclass(frozen=True, slots=True)
class CompiledSeries:
    """A series. `asks_others`: a skip condition asks whether another series group is complete."""

    rule: Series
    doses: tuple[CompiledDose, ...]
    indications: frozenset[str]
    asks_others: bool


@dataclass(frozen=True, slots=True)
class CompiledAntigen:
    """An antigen with its series, those that ask about other series last."""

    rule: Antigen
    series: tuple[CompiledSeries, ...]


@dataclass(frozen=True, slots=True)
class CompiledSchedule:
    """A schedule ready to be applied to many patients. `conflicts`: by impacted product, then by previous product."""

    edition: str
    antigens: tuple[CompiledAntigen, ...]
    groups: tuple[VaccineGroup, ...]
    associations: Mapping[str, tuple[Association, ...]]
    conflicts: Mapping[str, Mapping[str, tuple[Conflict, ...]]]


def compile_schedule(schedule: Schedule) -> CompiledSchedule:
    """Prepare `schedule` once; the answer is never changed and may be shared between threads."""
    conflicts = _by_impacted(schedule.conflicts)
    return CompiledSchedule(
        edition=schedule.edition,
        antigens=tuple(_antigen(antigen, conflicts) for antigen in schedule.antigens),
        groups=schedule.groups,
        associations={product.code: product.associations for product in schedule.products},
        conflicts=conflicts,
    )


def _by_impacted(conflicts: Iterable[Conflict]) -> dict[str, dict[str, tuple[Conflict, ...]]]:
    found: dict[str, dict[str, tuple[Conflict, ...]]] = defaultdict(dict)
    for conflict in conflicts:
        pairs = found[conflict.impacted]
        pairs[conflict.previous] = (*pairs.get(conflict.previous, ()), conflict)
    return dict(found)


def _antigen(antigen: Antigen, conflicts: Mapping[str, Mapping[str, tuple[Conflict, ...]]]) -> CompiledAntigen:
    series = (_series(one, conflicts) for one in antigen.series)
    return CompiledAntigen(antigen, tuple(sorted(series, key=lambda one: one.asks_others)))


def _series(series: Series, conflicts: Mapping[str, Mapping[str, tuple[Conflict, ...]]]) -> CompiledSeries:
    return CompiledSeries(
        rule=series,
        doses=tuple(_dose(dose, conflicts) for dose in series.doses),
        indications=frozenset(indication.observation for indication in series.indications),
        asks_others=any(_asks_others(skip) for dose in series.doses for skip in dose.skips),
    )


def _asks_others(skip: ConditionalSkip) -> bool:
    return any(one.kind is SkipKind.COMPLETED_SERIES for group in skip.sets for one in group.conditions)


def _dose(dose: SeriesDose, conflicts: Mapping[str, Mapping[str, tuple[Conflict, ...]]]) -> CompiledDose:
    preferable: dict[str, tuple[PreferableVaccine, ...]] = {}
    for vaccine in dose.preferable:
        preferable[vaccine.product] = (*preferable.get(vaccine.product, ()), vaccine)
    allowable: dict[str, tuple[AllowableVaccine, ...]] = {}
    for other in dose.allowable:
        allowable[other.product] = (*allowable.get(other.product, ()), other)
    return CompiledDose(
        rule=dose,
        preferable=preferable,
        allowable=allowable,
        evaluation_skips=_skips(dose, SkipContext.EVALUATION),
        forecast_skips=_skips(dose, SkipContext.FORECAST),
        forecast_conflicts=_forecast_conflicts(preferable, conflicts),
    )


def _skips(dose: SeriesDose, context: SkipContext) -> tuple[ConditionalSkip, ...]:
    return tuple(skip for skip in dose.skips if skip.context in {context, SkipContext.BOTH})


def _forecast_conflicts(
    products: Iterable[str], conflicts: Mapping[str, Mapping[str, tuple[Conflict, ...]]]
) -> dict[str, tuple[Period, ...]]:
    ends: dict[str, set[Period]] = defaultdict(set)
    for product in products:
        for previous, found in conflicts.get(product, {}).items():
            ends[previous].update(conflict.end for conflict in found)
    return {previous: tuple(sorted(periods)) for previous, periods in ends.items()}
