"""Recurring series."""

from datetime import date, time
from pathlib import Path

import pytest
import yaml

from brasdroit.foundation.clock.working import public_holidays
from brasdroit.reception.agenda.rules import Recurrence, closed_days, recurring

CASES = yaml.safe_load((Path(__file__).resolve().parents[2] / "rules/agenda/series.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_series(case):
    department = case.get("department", "")
    holidays = {**public_holidays(2026, department), **public_holidays(2027, department)}
    closed = closed_days(holidays, {}, frozenset(), case["first"])
    series = recurring(case["first"], time(10), 20, Recurrence(**case["rule"]), closed=closed)
    assert [each.start.date() for each in series.occurrences] == case["days"]
    assert {each.start.time() for each in series.occurrences} == {time(10)}
    skipped = [f"{each.day} {each.reason}".replace("\u202f", " ") for each in series.skipped]
    assert skipped == case.get("skipped", [])
    notes = [each.note.replace("\u202f", " ") for each in series.occurrences]
    assert notes == case.get("notes", [""] * len(notes))


def test_a_time_that_does_not_exist_is_moved_and_said():
    closed = closed_days({}, {}, frozenset(), date(2026, 3, 22))
    series = recurring(date(2026, 3, 22), time(2, 30), 20, Recurrence(1, "weeks", count=2), closed=closed)
    assert [each.start.time() for each in series.occurrences] == [time(2, 30), time(3, 30)]
    assert series.occurrences[1].note == "2:30 n’existe pas ce jour-là (heure d’été)\u202f: fixé à 3:30."


def test_closures_and_weekdays_never_worked_are_skipped():
    closures = {date(2026, 12, 1): "congés"}
    closed = closed_days({}, closures, frozenset({6}), date(2026, 11, 24))
    series = recurring(date(2026, 11, 24), time(9), 20, Recurrence(1, "weeks", count=2), closed=closed)
    assert [each.start.day for each in series.occurrences] == [24, 8]
    assert [each.reason for each in series.skipped] == ["congés"]
    assert closed[date(2026, 11, 29)] == "cabinet fermé ce jour de la semaine"


def test_a_series_that_is_always_closed_ends_after_five_years():
    closed = closed_days({}, {}, frozenset({1}), date(2026, 11, 24))
    series = recurring(date(2026, 11, 24), time(9), 20, Recurrence(1, "weeks", count=2), closed=closed)
    assert (series.occurrences, len(series.skipped)) == ((), 261)


@pytest.mark.parametrize(
    "rule", [{}, {"count": 2, "until": date(2027, 1, 1)}, {"count": 0}, {"count": 105}, {"every": 0, "count": 1}]
)
def test_an_impossible_rule_is_refused(rule):
    with pytest.raises(ValueError, match="count"):
        Recurrence(**{"every": 1, "unit": "weeks", **rule})
