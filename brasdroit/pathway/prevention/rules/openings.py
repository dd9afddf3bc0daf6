"""Which series the first dose opened: a programme may begin in several ways, by age at the first dose, and the first dose decides.

Before any dose the age on the day decides. Each open series becomes an observation, which is the indication of that series.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from brasdroit.pathway.immunisation.types import Observation
from brasdroit.pathway.prevention.rules.campaigns import Season
from brasdroit.pathway.prevention.rules.history import Entry, History
from brasdroit.pathway.prevention.rules.periods import at_age
from brasdroit.pathway.prevention.rules.situation import Situation
from brasdroit.pathway.prevention.rules.translation import opening
from brasdroit.reference.immunisation import Edition, Programme, Series


def openings(
    edition: Edition, history: History, known: Situation, seasons: Mapping[str, Season]
) -> tuple[Observation, ...]:
    """The observations that make the opened series relevant."""
    return tuple(
        Observation(opening(programme, series))
        for programme in edition.programmes
        if any(series.opens_by_age for series in programme.series) and _indicated(programme, known)
        for series in _opened(programme, _first(programme, history, seasons) or known.on, known)
    )


def _indicated(programme: Programme, known: Situation) -> bool:
    return not programme.indications or not known.codes.isdisjoint(programme.indications)


def _opened(programme: Programme, day: date, known: Situation) -> Iterator[Series]:
    """The series whose ages hold that day; past them all, the last ones, so that the age limit is told."""
    banded = [series for series in programme.series if series.opens_by_age]
    found = [series for series in banded if at_age(series.start, known.facts.born_on, day)]
    yield from found or banded[-1:]


def _first(programme: Programme, history: History, seasons: Mapping[str, Season]) -> date | None:
    """The day of the first dose that may open a series of the programme; in a campaign, the first one of the season."""
    season = seasons.get(programme.key) if programme.campaign and programme.campaign.products else None
    days = [
        entry.dose.on
        for entry in history.entries
        if entry.set_aside is None and entry.dose.on and _opens(programme, entry, entry.dose.on, history.born_on)
    ]
    return min((day for day in days if season is None or day >= season.start), default=None)


def _opens(programme: Programme, entry: Entry, day: date, born_on: date) -> bool:
    """Whether the dose suits the first dose of a series: its ages, its youngest valid age, its vaccines."""
    banded = (series for series in programme.series if series.opens_by_age)
    return any(
        at_age(series.start, born_on, day)
        and at_age((series.doses[0].age.absolute, None), born_on, day)
        and not set(series.doses[0].vaccines).isdisjoint(entry.components)
        for series in banded
    )
