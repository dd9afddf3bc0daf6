"""When the practice receives: weekly templates, then public holidays, extra openings, absences, closures and breaks.

Order of authority, lowest first: template < public holiday < extra opening < absence, closure, break. An emergency reserve
never opens anything: it marks the part of an opening that only urgent requests may use before its release.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from brasdroit.reception.agenda.rules.instants import (
    Span,
    instant_of,
    intersect,
    local_minute,
    local_span,
    merge,
    minute_of,
    subtract,
)
from brasdroit.reception.agenda.types import (
    EmergencyReserve,
    ExceptionKind,
    Opening,
    OpeningException,
    OpeningTemplate,
    Schedule,
)


def template_applies(template: OpeningTemplate, day: date) -> bool:
    """Whether a weekly template opens a given day (weekday, validity, alternate weeks from the week of `valid_from`)."""
    if day.weekday() != template.weekday or day < template.valid_from:
        return False
    if template.valid_until is not None and day > template.valid_until:
        return False
    anchor = template.valid_from - timedelta(days=template.valid_from.weekday())
    return (day - anchor).days // 7 % template.every_weeks == 0


def exception_applies(exception: OpeningException, day: date) -> bool:
    """Whether a dated exception bears on a given day."""
    inside = exception.first_day <= day <= exception.last_day
    return inside and (not exception.weekdays or day.weekday() in exception.weekdays)


def openings_of_day(
    schedule: Schedule, day: date, practitioners: Collection[str] = (), *, now: datetime
) -> tuple[Opening, ...]:
    """The stretches of one day when each practitioner receives, sorted by start.

    In: the schedule, a local day, the practitioners wanted (empty: all), the present instant (it decides which reserves
    are released). Out: openings; those still kept for emergencies carry `reserved_until`.
    """
    zone = ZoneInfo(schedule.timezone)
    exceptions = [each for each in schedule.exceptions if exception_applies(each, day)]
    opened = [
        each
        for each in _opened(schedule, day, exceptions, zone)
        if not practitioners or each.practitioner in practitioners
    ]
    kept = [part for each in opened for part in _without_closures(each, day, exceptions, zone)]
    marked = [part for each in kept for part in _with_reserves(each, schedule.reserves, day, now, zone)]
    return tuple(sorted(marked, key=lambda each: (minute_of(each.start), each.practitioner)))


def absence_between(
    practitioner: str | None, start: datetime, end: datetime, reason: str
) -> tuple[OpeningException, ...]:
    """Split one continuous absence (local naive or aware datetimes) into the daily exceptions that say the same."""
    days = (end.date() - start.date()).days
    parts = []
    for offset in range(days + 1):
        day = start.date() + timedelta(days=offset)
        first = start.time() if offset == 0 else None
        last = end.time() if offset == days else None
        if last == time.min:
            continue
        parts.append(OpeningException(ExceptionKind.ABSENCE, day, day, practitioner, first, last, reason=reason))
    return tuple(parts)


def closing_reason(schedule: Schedule, day: date, practitioner: str) -> str | None:
    """Why a practitioner does not receive at all on a day (French), or None when some template or extra opening remains."""
    exceptions = [each for each in schedule.exceptions if exception_applies(each, day)]
    zone = ZoneInfo(schedule.timezone)
    opened = [each for each in _opened(schedule, day, exceptions, zone) if each.practitioner == practitioner]
    if not opened:
        return "jour férié" if day in schedule.holidays else "pas de consultation ce jour-là"
    if any(_without_closures(each, day, exceptions, zone) for each in opened):
        return None
    concerned = [
        each
        for each in exceptions
        if each.kind is not ExceptionKind.EXTRA and each.practitioner in (None, practitioner)
    ]
    main = min(concerned, key=lambda each: each.kind is ExceptionKind.BREAK)  # a break alone rarely closes a day
    return main.reason or _DEFAULT_REASONS[main.kind]


_DEFAULT_REASONS = {
    ExceptionKind.ABSENCE: "absence",
    ExceptionKind.CLOSURE: "cabinet fermé",
    ExceptionKind.BREAK: "pause",
}


def _opened(schedule: Schedule, day: date, exceptions: list[OpeningException], zone: ZoneInfo) -> Iterator[Opening]:
    if day not in schedule.holidays:
        for each in schedule.templates:
            if template_applies(each, day):
                yield _opening(each.practitioner, local_span(day, each.start, each.end, zone), each, zone)
    for extra in exceptions:
        if extra.kind is ExceptionKind.EXTRA and extra.practitioner is not None:
            yield _opening(extra.practitioner, local_span(day, extra.start, extra.end, zone), extra, zone)


def _opening(practitioner: str, span: Span, origin: OpeningTemplate | OpeningException, zone: ZoneInfo) -> Opening:
    start, end = (instant_of(each, zone) for each in span)
    return Opening(practitioner, start, end, origin.site, origin.room, origin.kinds)


def _without_closures(opening: Opening, day: date, exceptions: list[OpeningException], zone: ZoneInfo) -> list[Opening]:
    holes = merge(
        local_span(day, each.start, each.end, zone)
        for each in exceptions
        if each.kind is not ExceptionKind.EXTRA and each.practitioner in (None, opening.practitioner)
    )
    return [_part(opening, span, zone) for span in subtract(_span(opening), holes)]


def _with_reserves(
    opening: Opening, reserves: tuple[EmergencyReserve, ...], day: date, now: datetime, zone: ZoneInfo
) -> list[Opening]:
    parts = [opening]
    for reserve in reserves:
        if reserve.practitioner == opening.practitioner and _reserve_applies(reserve, day):
            release = local_minute(day - timedelta(days=reserve.release_days), reserve.release_at, zone)
            if minute_of(now) < release:
                window = local_span(day, reserve.start, reserve.end, zone)
                parts = [piece for part in parts for piece in _split(part, window, release, zone)]
    return parts


def _reserve_applies(reserve: EmergencyReserve, day: date) -> bool:
    if reserve.valid_from is not None and day < reserve.valid_from:
        return False
    if reserve.valid_until is not None and day > reserve.valid_until:
        return False
    return day.weekday() in reserve.weekdays


def _split(opening: Opening, window: Span, release: int, zone: ZoneInfo) -> list[Opening]:
    span = _span(opening)
    release = max(release, minute_of(opening.reserved_until)) if opening.reserved_until else release
    free = [_part(opening, each, zone) for each in subtract(span, [window])]
    kept = [
        replace(_part(opening, each, zone), reserved_until=instant_of(release, zone))
        for each in intersect(span, [window])
    ]
    return free + kept


def _span(opening: Opening) -> Span:
    return minute_of(opening.start), minute_of(opening.end)


def _part(opening: Opening, span: Span, zone: ZoneInfo) -> Opening:
    return replace(opening, start=instant_of(span[0], zone), end=instant_of(span[1], zone))
