"""The schedule as the engine wants it: looked up by product, split by question, prepared once per edition."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from brasdroit.pathway.immunisation.rules.periods import in_force
from brasdroit.pathway.immunisation.types import (
    ALWAYS,
    Age,
    AllowableVaccine,
    Antigen,
    Association,
    ConditionalSkip,
    Conflict,
    Period,
    PreferableVaccine,
    Product,
    Schedule,
    Series,
    SeriesDose,
    SeriesKind,
    SkipContext,
    SkipKind,
    VaccineGroup,
)


@dataclass(frozen=True, slots=True)
class CompiledDose:
    """A target dose. `forecast_conflicts`: for a product given before, how long the preferable vaccines must wait.

    `lasting_age`: its age where no other age ever holds; `recommendable`: the preferable vaccines to name;

    `welcome`: the products with a preferable vaccine at any age, of any name and volume.
    """

    rule: SeriesDose
    lasting_age: Age | None
    preferable: Mapping[str, tuple[PreferableVaccine, ...]]
    recommendable: tuple[PreferableVaccine, ...]
    welcome: frozenset[str]
    allowable: Mapping[str, tuple[AllowableVaccine, ...]]
    evaluation_skips: tuple[ConditionalSkip, ...]
    forecast_skips: tuple[ConditionalSkip, ...]
    forecast_conflicts: Mapping[str, tuple[Period, ...]]

    def age_on(self, day: date) -> Age | None:
        """The age in force that day, the first where the data name several; None: none."""
        if self.lasting_age is not None:
            return self.lasting_age
        return next((one for one in self.rule.ages if in_force(one.in_force, day)), None)


@dataclass(frozen=True, slots=True)
class CompiledSeries:
    """A series. `asks_others`: a skip condition asks whether another series group is complete."""

    rule: Series
    is_risk: bool
    doses: tuple[CompiledDose, ...]
    indications: frozenset[str]
    asks_others: bool


@dataclass(frozen=True, slots=True)
class CompiledAntigen:
    """An antigen with its series, those that ask about other series last."""

    rule: Antigen
    series: tuple[CompiledSeries, ...]
    contraindicating: frozenset[str]
    forbidding: frozenset[str]


@dataclass(frozen=True, slots=True)
class CompiledGroup:
    """A vaccine group with its antigens. A history without any of `products` and `observations` cannot change its answer.

    `indications`: where every series is a risk series, the observations without which no one is followed; else None.
    """

    rule: VaccineGroup
    antigens: tuple[CompiledAntigen, ...]
    indications: frozenset[str] | None
    products: frozenset[str]
    observations: frozenset[str]


@dataclass(frozen=True, slots=True)
class CompiledSchedule:
    """A schedule ready to be applied to many patients. `conflicts`: by impacted product, then by previous product."""

    edition: str
    groups: tuple[CompiledGroup, ...]
    associations: Mapping[str, tuple[Association, ...]]
    conflicts: Mapping[str, Mapping[str, tuple[Conflict, ...]]]


def compile_schedule(schedule: Schedule) -> CompiledSchedule:
    """Prepare `schedule` once; the answer is never changed and may be shared between threads.

    ValueError: an antigen that is not in exactly one vaccine group (DEFFORECAST-011).
    """
    conflicts = _by_impacted(schedule.conflicts)
    antigens = {antigen.name: _antigen(antigen, conflicts) for antigen in schedule.antigens}
    grouped = sorted(name for group in schedule.groups for name in group.antigens)
    if grouped != sorted(antigens):
        raise ValueError(f"antigens and vaccine groups differ: {sorted(set(grouped) ^ set(antigens))}")
    return CompiledSchedule(
        edition=schedule.edition,
        groups=tuple(
            _group(group, tuple(antigens[name] for name in group.antigens), schedule.products)
            for group in schedule.groups
        ),
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
    return CompiledAntigen(
        antigen,
        tuple(sorted(series, key=lambda one: one.asks_others)),
        contraindicating=frozenset(one.observation for one in antigen.contraindications),
        forbidding=frozenset(one.observation for one in antigen.vaccine_contraindications),
    )


def _group(group: VaccineGroup, antigens: tuple[CompiledAntigen, ...], products: tuple[Product, ...]) -> CompiledGroup:
    held = {one.code for one in products if any(part.antigen in group.antigens for part in one.associations)}
    followed = [series for antigen in antigens for series in antigen.series]
    doses = [dose for series in followed for dose in series.doses]
    indications = frozenset[str]().union(*(series.indications for series in followed))
    return CompiledGroup(
        group,
        antigens,
        indications=indications if all(series.is_risk for series in followed) else None,
        products=frozenset(held.union(*(_asked_products(dose) for dose in doses))),
        observations=frozenset().union(*(_asked_observations(antigen) for antigen in antigens)),
    )


def _asked_products(dose: CompiledDose) -> set[str]:
    """Products of other antigens that a target dose looks at."""
    found = set(dose.forecast_conflicts)
    for interval in dose.rule.intervals:
        found |= interval.products
    for skip in dose.rule.skips:
        for group in skip.sets:
            found = found.union(*(condition.products for condition in group.conditions))
    return found


def _asked_observations(antigen: CompiledAntigen) -> set[str]:
    found = set(antigen.rule.immunity_observations | antigen.contraindicating | antigen.forbidding)
    for born in antigen.rule.birth_immunity:
        found |= born.exclusions
    for series in antigen.series:
        found |= series.indications
        found |= {one.observation for dose in series.doses for one in dose.rule.intervals if one.observation}
    return found


def _series(series: Series, conflicts: Mapping[str, Mapping[str, tuple[Conflict, ...]]]) -> CompiledSeries:
    return CompiledSeries(
        rule=series,
        is_risk=series.kind is SeriesKind.RISK,
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
        lasting_age=dose.ages[0] if len(dose.ages) == 1 and dose.ages[0].in_force == ALWAYS else None,
        preferable=preferable,
        recommendable=tuple(one for one in dose.preferable if one.forecast),
        welcome=frozenset(vaccine.product for vaccine in dose.preferable if _suits_all(vaccine)),
        allowable=allowable,
        evaluation_skips=_skips(dose, SkipContext.EVALUATION),
        forecast_skips=_skips(dose, SkipContext.FORECAST),
        forecast_conflicts=_forecast_conflicts(preferable, conflicts),
    )


def _suits_all(vaccine: PreferableVaccine) -> bool:
    limits = (vaccine.begin_age, vaccine.end_age, vaccine.trade_name, vaccine.manufacturer, vaccine.volume)
    return all(one is None for one in limits)


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
