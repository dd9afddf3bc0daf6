"""The days of the demonstration, at any hour at which somebody may open it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from brasdroit.cli.demo.calendar import ZONE, Visits, lively, regular, working_days
from brasdroit.cli.demo.people import generate

TODAY = date(2026, 11, 25)  # a Wednesday


def at(hour: int, minute: int = 0, day: date = TODAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE)


def test_an_ordinary_morning_needs_no_other_opening():
    assert lively("martin", at(10)) == ()


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (at(13), ((time(12, 30), time(16, 30)),)),  # Dr Martin does not work on Wednesday afternoons
        (at(20), ((time(17), time(23, 30)),)),
        (at(9, day=date(2026, 11, 29)), ((time(6), time(12, 30)),)),  # a Sunday
        (at(0, 5), ((time(0), time(3, 45)),)),
    ],
)
def test_any_other_hour_opens_the_practice_around_it(now, expected):
    assert lively("martin", now) == expected


def test_a_public_holiday_is_opened_too():
    assert lively("martin", at(10), holiday=True) == ((time(7), time(13, 30)),)


def test_what_is_opened_never_covers_the_ordinary_hours():
    for hour in range(24):
        for start, end in lively("nguyen", at(hour)):
            assert all(end <= first or start >= last for first, last in regular("nguyen", TODAY))


def test_slots_follow_each_other_and_nobody_comes_twice_in_a_fortnight():
    people = list(generate(400, 3, TODAY))
    visits = Visits(people, 3)
    days = [visits.day("martin", TODAY + timedelta(days=gap), ((time(9), time(12)),), 1.0) for gap in range(3)]
    slots = [slot for day in days for slot in day]
    assert [slot.start for slot in days[0][1:]] == [slot.end for slot in days[0][:-1]]
    assert len({slot.person for slot in slots}) == len(slots)


def test_the_time_around_now_is_full():
    visits = Visits(list(generate(400, 3, TODAY)), 3)
    slots = visits.day("martin", TODAY, ((time(9), time(12)),), 0.0, full=(at(10), at(11)))
    assert (slots[0].start <= at(10, 30), slots[-1].start >= at(10, 30)) == (True, True)


def test_holidays_and_sundays_are_no_working_days():
    days = list(working_days(date(2026, 12, 24), date(2026, 12, 28), {date(2026, 12, 25): "Noël"}))
    assert days == [date(2026, 12, 24), date(2026, 12, 26), date(2026, 12, 28)]
