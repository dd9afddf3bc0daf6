"""Examinations offered once in each time of life: Mon bilan prévention, the twenty examinations of the child."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from brasdroit.foundation.clock.formats import numeric_date
from brasdroit.pathway.screening.rules.answers import SPACE, Voice
from brasdroit.pathway.screening.rules.history import past_results
from brasdroit.pathway.screening.rules.spans import after
from brasdroit.pathway.screening.types import ScreeningAnswer, ScreeningFacts, ScreeningStatus
from brasdroit.reference.screening import WindowProgramme


class _Dated(NamedTuple):
    """A window of one patient; `last` is the last day of the window, `until` the day before the next one opens."""

    number: int
    name: str
    first: date
    last: date
    until: date


def assess_windows(programme: WindowProgramme, facts: ScreeningFacts, on: date) -> ScreeningAnswer:
    """Where the patient stands on `on`: due in an open window, overdue once it closed, until the next one opens."""
    voice = Voice(programme.key, programme.label, programme.source, programme.to_verify, "0d", on)
    windows = _dated(programme, facts.born_on)
    days = [one.on for one in past_results(facts, programme.key, on)]
    opened = [window for window in windows if window.first <= on]
    current = opened[-1] if opened else None
    if current and _open(current, on, catch_up=programme.catch_up) and not _done(current, days):
        return _to_do(voice, current)
    coming = next((window for window in windows if window.first > on), None)
    if coming:
        return _coming(voice, coming, first=not days)
    done = current is not None and any(day >= current.first for day in days)
    if done:
        return voice.answer(ScreeningStatus.COMPLETE, "all_done", "plus rien à prévoir", number=len(windows))
    return voice.not_indicated("age_band_left", "non concerné (au-delà de l’âge)")


def _dated(programme: WindowProgramme, born_on: date) -> tuple[_Dated, ...]:
    starts = [after(window.start, born_on) for window in programme.windows]
    ends = [after(window.end, born_on) - timedelta(days=1) for window in programme.windows]
    untils = [day - timedelta(days=1) for day in starts[1:]] + ends[-1:]
    return tuple(
        _Dated(number, window.name, starts[number - 1], ends[number - 1], untils[number - 1])
        for number, window in enumerate(programme.windows, start=1)
    )


def _open(window: _Dated, on: date, *, catch_up: bool) -> bool:
    return on <= (window.until if catch_up else window.last)


def _done(window: _Dated, days: list[date]) -> bool:
    return any(window.first <= day <= window.until for day in days)


def _to_do(voice: Voice, window: _Dated) -> ScreeningAnswer:
    late = voice.on > window.last
    status = ScreeningStatus.OVERDUE if late else ScreeningStatus.DUE
    name = f" ({window.name})" if window.name else ""
    text = f"à faire{name} du {numeric_date(window.first)} au {numeric_date(window.last)}"
    code = "window_closed" if late else "window_open"
    return voice.answer(
        status, code, text, earliest=window.first, recommended=window.first, latest=window.last, number=window.number
    )


def _coming(voice: Voice, window: _Dated, *, first: bool) -> ScreeningAnswer:
    status = ScreeningStatus.NOT_YET if first else ScreeningStatus.UP_TO_DATE
    name = f" ({window.name})" if window.name else ""
    text = f"rien aujourd’hui{SPACE}; prochain{name} à partir du {numeric_date(window.first)}"
    return voice.answer(
        status,
        "window_to_come",
        text,
        earliest=window.first,
        recommended=window.first,
        latest=window.last,
        number=window.number,
    )
