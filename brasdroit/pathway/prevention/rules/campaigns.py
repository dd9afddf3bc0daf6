"""The seasonal campaign that matters on a day: the one that runs, else the next one."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from brasdroit.reference.immunisation import Campaign, Edition


class Season(NamedTuple):
    """First and last day of a campaign."""

    start: date
    end: date

    def runs(self, on: date) -> bool:
        """Whether the campaign is open on `on`."""
        return self.start <= on <= self.end


def season_of(campaign: Campaign, on: date) -> Season:
    """The season that runs on `on`, else the first one after it."""
    seasons = (_season(campaign, year) for year in (on.year - 1, on.year, on.year + 1))
    return next(season for season in seasons if on <= season.end)


def seasons_on(edition: Edition, on: date) -> tuple[tuple[str, Season], ...]:
    """The season of every programme with a campaign, by key."""
    return tuple((one.key, season_of(one.campaign, on)) for one in edition.programmes if one.campaign)


def born_in_time(campaign: Campaign, season: Season, born_on: date) -> bool:
    """Whether a child's first season is this one: born since the day given, in the year before the season ends."""
    return campaign.born_since is None or born_on >= _on(campaign.born_since, season.start.year)


def _season(campaign: Campaign, year: int) -> Season:
    start, end = _on(campaign.start, year), _on(campaign.end, year)
    return Season(start, end if end >= start else _on(campaign.end, year + 1))


def _on(day: str, year: int) -> date:
    return date.fromisoformat(f"{year}-{day}")
