"""Ages and durations."""

from datetime import date

import pytest

from brasdroit.foundation.clock.ages import Span, age_in_years, age_wording, minutes_wording


@pytest.mark.parametrize(
    ("birth", "on", "wording"),
    [
        (date(2026, 11, 23), date(2026, 11, 23), "0 jour"),
        (date(2026, 11, 22), date(2026, 11, 23), "1 jour"),
        (date(2026, 11, 11), date(2026, 11, 23), "12 jours"),
        (date(2026, 8, 24), date(2026, 11, 23), "2 mois"),
        (date(2026, 8, 23), date(2026, 11, 23), "3 mois"),
        (date(2024, 11, 24), date(2026, 11, 23), "23 mois"),
        (date(2024, 11, 23), date(2026, 11, 23), "2 ans"),
        (date(1961, 3, 14), date(2026, 11, 23), "65 ans"),
    ],
)
def test_age_as_it_is_said(birth, on, wording):
    assert age_wording(birth, on) == wording


def test_born_on_29_february_ages_on_1_march():
    birth = date(2000, 2, 29)
    assert (age_in_years(birth, date(2026, 2, 28)), age_in_years(birth, date(2026, 3, 1))) == (25, 26)


def test_nobody_has_an_age_before_birth():
    with pytest.raises(ValueError, match="2026-11-24"):
        age_in_years(date(2026, 11, 24), date(2026, 11, 23))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("1y-4d", date(2020, 2, 29), date(2021, 2, 24)),
        ("1m", date(2026, 1, 31), date(2026, 2, 28)),
        ("6w", date(2026, 1, 1), date(2026, 2, 12)),
        ("-2d", date(2026, 1, 1), date(2025, 12, 30)),
    ],
)
def test_span(text, start, end):
    assert Span.parse(text).after(start) == end


@pytest.mark.parametrize("text", ["", "1", "y", "1y4", "demain"])
def test_what_is_no_span(text):
    with pytest.raises(ValueError, match="not a span"):
        Span.parse(text)


def test_durations_in_words():
    assert [minutes_wording(m) for m in (45, 60, 65)] == ["45 min", "1 h", "1 h 05"]
    assert Span.parse("1y2m3d").wording() == "1 an 2 mois 3 jours"
