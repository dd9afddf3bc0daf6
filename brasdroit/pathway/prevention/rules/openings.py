"""Which series the first dose opened: a programme may begin in several ways, by age at the first dose, and the first dose decides.

Before any dose the age on the day decides. Each open series becomes an observation, which is the indication of that series.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from brasdroit.pathway.immunisation.types import Observation
from brasdroit.pathway.prevention.rules.campaigns import Season
from brasdroit.pathway.prevention.rules.history import Entry, History
from brasdroit.pathway.prevention.rules.periods import at_age
from brasdroit.pathway.prevention.rules.situation import Situation
from brasdroit.pathway.prevention.rules.translation import opening
from brasdroit.reference.immunisation import Edition, Programme, Series


@dataclass(frozen=True, slots=True)
class Entrance:
    """How a programme may begin: its series that open by age, and every component that may be a first dose."""

    programme: Programme
    series: tuple[Series, ...]
    components: frozenset[str]


def openings(
    edition: Edition,
    history: History,
    known: Situation,
    seasons: Mapping[str, Season],
    only: Container[str] | None = None,
) -> tuple[Observation, ...]:
    """The observations that make the opened series relevant; `only`: for the programmes of these keys, None: for all."""
    return tuple(
        Observation(opening(entrance.programme, series))
        for entrance in _entrances(edition)
        if (only is None or entrance.programme.key in only) and _indicated(entrance.programme, known)
        for series in _opened(entrance, _first(entrance, history, seasons) or known.on, known)
    )


@lru_cache(maxsize=8)
def _entrances(edition: Edition) -> tuple[Entrance, ...]:
    found = ((one, tuple(series for series in one.series if series.opens_by_age)) for one in edition.programmes)
    return tuple(
        Entrance(programme, series, frozenset(name for one in series for name in one.doses[0].vaccines))
        for programme, series in found
        if series
    )


def _indicated(programme: Programme, known: Situation) -> bool:
    return not programme.indications or not known.codes.isdisjoint(programme.indications)


def _opened(entrance: Entrance, day: date, known: Situation) -> Iterator[Series]:
    """The series whose ages hold that day; past them all, the last one, so that the age limit is told."""
    found = [series for series in entrance.series if at_age(series.start, known.facts.born_on, day)]
    yield from found or entrance.series[-1:]


def _first(entrance: Entrance, history: History, seasons: Mapping[str, Season]) -> date | None:
    """The day of the first dose that may open a series of the programme; in a campaign, the first one of the season."""
    campaign = entrance.programme.campaign
    since = seasons[entrance.programme.key].start if campaign and campaign.products else history.born_on
    days = [
        entry.dose.on
        for entry in history.entries
        if not entrance.components.isdisjoint(entry.components)
        and entry.set_aside is None
        and entry.dose.on is not None
        and entry.dose.on >= since
        and _opens(entrance, entry, entry.dose.on, history.born_on)
    ]
    return min(days, default=None)


def _opens(entrance: Entrance, entry: Entry, day: date, born_on: date) -> bool:
    """Whether the dose suits the first dose of a series: its ages, its youngest valid age, its vaccines."""
    return any(
        not set(series.doses[0].vaccines).isdisjoint(entry.components)
        and at_age(series.start, born_on, day)
        and at_age((series.doses[0].age.absolute, None), born_on, day)
        for series in entrance.series
    )
