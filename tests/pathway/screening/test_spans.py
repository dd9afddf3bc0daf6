"""The calendar of the screenings is that of the clock, only faster."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brasdroit.foundation.clock.ages import Span
from brasdroit.pathway.screening.rules.spans import after

lengths = st.sampled_from(["0d", "6m", "1m", "2y", "74y", "45y1d", "1y-4d", "6w", "18m", "-1m", "-2y3d", "13m"])


@given(length=lengths, day=st.dates(date(1900, 1, 1), date(2100, 12, 31)))
@settings(max_examples=100, deadline=None)
def test_any_day_is_moved_as_the_clock_moves_it(length: str, day: date) -> None:
    assert after(length, day) == Span.parse(length).after(day)


@pytest.mark.parametrize(
    ("length", "day", "moved"),
    [
        ("1m", date(2026, 1, 31), date(2026, 2, 28)),
        ("1y", date(2024, 2, 29), date(2025, 2, 28)),
        ("1m", date(2026, 11, 30), date(2026, 12, 30)),
        ("2m", date(2026, 12, 31), date(2027, 2, 28)),
    ],
)
def test_a_day_the_month_lacks_becomes_its_last_day(length: str, day: date, moved: date) -> None:
    assert after(length, day) == moved
