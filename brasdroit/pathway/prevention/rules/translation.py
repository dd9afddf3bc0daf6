"""The French schedule in the words of the engine: each programme becomes an antigen and its vaccine group.

No rule lives here: ages, intervals, alternatives and skips come from the data. A dose of an earlier schedule becomes a target dose that the
forecast always skips and the evaluation skips from its age on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from brasdroit.pathway.immunisation import types as engine
from brasdroit.pathway.immunisation.rules import CompiledSchedule, compile_schedule
from brasdroit.pathway.prevention.rules.campaigns import Season
from brasdroit.pathway.prevention.rules.periods import optional, period
from brasdroit.reference.immunisation import After, Age, Dose, Edition, Programme, Series, Situations, Skip

PAST = "-past"
_BORN = period("0d")


@lru_cache(maxsize=64)
def compiled(edition: Edition, seasons: tuple[tuple[str, Season], ...]) -> CompiledSchedule:
    """The schedule of `edition` with its campaigns at these dates, ready for the engine; kept per edition and season."""
    return compile_schedule(translate(edition, dict(seasons)))


def translate(edition: Edition, seasons: Mapping[str, Season]) -> engine.Schedule:
    """The supporting data of the engine."""
    antigens = tuple(_antigen(one, edition.situations, seasons.get(one.key)) for one in edition.programmes)
    return engine.Schedule(
        edition=edition.name,
        antigens=antigens,
        groups=tuple(engine.VaccineGroup(one.name, (one.name,)) for one in antigens),
        products=_products(edition),
        conflicts=_conflicts(edition.situations),
    )


def named(component: str, programme: Programme) -> str:
    """The engine's product: a component of a campaign belongs to its programme, which alone knows what is past."""
    base = component.removesuffix(PAST)
    mine = programme.campaign is not None and base in programme.campaign.products
    return f"{component}@{programme.key}" if mine else component


def _products(edition: Edition) -> tuple[engine.Product, ...]:
    holders: dict[str, list[str]] = {}
    for programme in edition.programmes:
        for component in {name for series in programme.series for dose in series.doses for name in _counted(dose)}:
            holders.setdefault(named(component, programme), []).append(programme.key)
    return tuple(
        engine.Product(code, code, tuple(engine.Association(key) for key in keys)) for code, keys in holders.items()
    )


def _counted(dose: Dose) -> Iterable[str]:
    return (*dose.vaccines, *(name for name, _, _ in dose.also))


def _conflicts(situations: Situations) -> tuple[engine.Conflict, ...]:
    """Live viral vaccines: the same day, or `live_interval` apart."""
    end = period(situations.live_interval)
    return tuple(
        engine.Conflict(previous, impacted, period("1d"), end, end)
        for previous in situations.live
        for impacted in situations.live
    )


def _antigen(programme: Programme, situations: Situations, season: Season | None) -> engine.Antigen:
    born_before = programme.immune_if_born_before
    return engine.Antigen(
        name=programme.key,
        series=tuple(_series(programme, one, rank, season) for rank, one in enumerate(programme.series, start=1)),
        immunity_observations=frozenset(programme.immunity),
        birth_immunity=(engine.BirthImmunity(born_before),) if born_before else (),
        contraindications=tuple(engine.Contraindication(code, text) for code, text in programme.contraindications),
    )


def _series(programme: Programme, series: Series, rank: int, season: Season | None) -> engine.Series:
    opens, closes = series.start
    selection = engine.Selection(
        default=series.default,
        preference=rank,
        min_age_to_start=optional(opens),
        max_age_to_start=optional(closes),
    )
    return engine.Series(
        name=series.name,
        antigen=programme.key,
        vaccine_group=programme.key,
        doses=tuple(_dose(programme, series, place, season) for place in range(len(series.doses))),
        kind=_kind(programme, series),
        selection=selection,
        indications=tuple(engine.Indication(code) for code in _indications(programme, series)),
        sources=(programme.source,),
    )


def _kind(programme: Programme, series: Series) -> engine.SeriesKind:
    if series.evaluation_only:
        return engine.SeriesKind.EVALUATION_ONLY
    return engine.SeriesKind.RISK if _indications(programme, series) else engine.SeriesKind.STANDARD


def opening(programme: Programme, series: Series) -> str:
    """The observation that says that the first dose, or the age before it, opened `series`."""
    return f"{programme.key}/{series.name}"


def _indications(programme: Programme, series: Series) -> tuple[str, ...]:
    return (opening(programme, series),) if series.opens_by_age else programme.indications


def _dose(programme: Programme, series: Series, place: int, season: Season | None) -> engine.SeriesDose:
    dose = series.doses[place]
    return engine.SeriesDose(
        number=place + 1,
        ages=(_age(dose.age, series, first=place == 0),),
        intervals=tuple(_interval(one, programme) for one in dose.after),
        preferable=tuple(engine.PreferableVaccine(named(name, programme)) for name in dose.vaccines),
        allowable=tuple(
            engine.AllowableVaccine(named(name, programme), optional(start), optional(end))
            for name, start, end in dose.also
        ),
        skips=_skips(dose, programme),
        recurring=dose.recurring,
        season=engine.Season(season.start, season.end) if season else None,
        note=dose.label,
    )


def _age(age: Age, series: Series, *, first: bool) -> engine.Age:
    """The first dose keeps within the ages that open the series."""
    opens, closes = series.start if first else (None, None)
    absolute = optional(age.absolute or opens)
    return engine.Age(
        absolute_minimum=absolute,
        minimum=optional(age.minimum) or absolute,
        earliest_recommended=optional(age.start),
        latest_recommended=optional(age.end),
        maximum=optional(closes or age.maximum),
    )


def _interval(one: After, programme: Programme) -> engine.Interval:
    origin = engine.IntervalFrom.PREVIOUS_DOSE
    if one.products:
        origin = engine.IntervalFrom.PRODUCTS
    elif one.fact:
        origin = engine.IntervalFrom.OBSERVATION
    absolute = optional(one.absolute)
    return engine.Interval(
        counted_from=origin,
        products=frozenset(named(name, programme) for name in one.products),
        observation=one.fact,
        absolute_minimum=absolute,
        minimum=optional(one.minimum) or absolute,
        earliest_recommended=optional(one.start),
        latest_recommended=optional(one.end),
    )


def _skips(dose: Dose, programme: Programme) -> tuple[engine.ConditionalSkip, ...]:
    if dose.historical_until:
        from_then = engine.SkipCondition(engine.SkipKind.AGE, begin_age=period(dose.historical_until))
        always = engine.SkipCondition(engine.SkipKind.AGE, begin_age=_BORN)
        return (
            engine.ConditionalSkip(engine.SkipContext.EVALUATION, (engine.SkipSet((from_then,)),)),
            engine.ConditionalSkip(engine.SkipContext.FORECAST, (engine.SkipSet((always,)),)),
        )
    sets = tuple(engine.SkipSet((_condition(one, programme),)) for one in dose.skip)
    return (engine.ConditionalSkip(engine.SkipContext.BOTH, sets),) if sets else ()


def _condition(skip: Skip, programme: Programme) -> engine.SkipCondition:
    if skip.age:
        start, end = skip.age
        return engine.SkipCondition(engine.SkipKind.AGE, begin_age=optional(start), end_age=optional(end))
    if skip.count:
        start, end = skip.count
        return engine.SkipCondition(
            engine.SkipKind.VACCINE_COUNT, begin_age=optional(start), end_age=optional(end), valid_only=True
        )
    products = frozenset(named(name, programme) for name in skip.count_products)
    return engine.SkipCondition(engine.SkipKind.VACCINE_COUNT, products=products)
