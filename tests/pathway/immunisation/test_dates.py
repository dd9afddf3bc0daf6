"""Ages and intervals on the calendar, read from tests/rules/immunisation/dates.yaml."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brasdroit.pathway.immunisation.rules.periods import add, in_force, parse_period, within_ages
from brasdroit.pathway.immunisation.types import ALWAYS, InForce, Period
from tests.factories.immunisation import load

BORN = date(2020, 2, 29)


@pytest.mark.parametrize("case", load("dates.yaml"))
def test_a_date_is_computed_as_the_specification_says(case: dict[str, Any]) -> None:
    assert add(case["from"], parse_period(case["plus"])) == case["gives"]


@pytest.mark.parametrize("text", ["soon", "6", "months", "6 moons", "6 months and more", "18 years ~ 4 days"])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not an age or an interval"):
        parse_period(text)


@given(st.dates(), st.integers(-5000, 200_000), st.integers(-50_000, 50_000))
def test_no_period_breaks_the_calendar(day: date, months: int, days: int) -> None:
    moved = add(day, Period(months, days))
    assert date.min <= moved <= date.max


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 1500), st.integers(0, 1500))
def test_more_months_never_come_earlier(day: date, first: int, second: int) -> None:
    low, high = sorted((first, second))
    assert add(day, Period(low)) <= add(day, Period(high))


@pytest.mark.parametrize(
    ("begin", "end", "day", "inside"),
    [
        ("2 months", "1 year", date(2020, 4, 28), False),
        ("2 months", "1 year", date(2020, 4, 29), True),
        ("2 months", "1 year", date(2021, 2, 28), True),
        ("2 months", "1 year", date(2021, 3, 1), False),
        (None, "1 year", date(1900, 1, 1), True),
        ("2 months", None, date(2100, 1, 1), True),
    ],
)
def test_the_end_of_an_age_range_is_excluded(begin: str | None, end: str | None, day: date, inside: bool) -> None:
    first, last = (parse_period(one) if one else None for one in (begin, end))
    assert within_ages(BORN, first, last, day) is inside


@pytest.mark.parametrize(
    ("rule", "day", "expected"),
    [
        (ALWAYS, date(1950, 1, 1), True),
        (InForce(date(2025, 1, 1)), date(2024, 12, 31), False),
        (InForce(date(2025, 1, 1)), date(2025, 1, 1), True),
        (InForce(None, date(2025, 1, 1)), date(2025, 1, 1), True),
        (InForce(None, date(2025, 1, 1)), date(2025, 1, 2), False),
    ],
)
def test_both_dates_of_a_rule_are_included(rule: InForce, day: date, expected: bool) -> None:
    assert in_force(rule, day) is expected
