"""Days as they are said."""

from datetime import date

import pytest

from brasdroit.foundation.clock.dates import UnreadableDate
from brasdroit.foundation.clock.days import parse_day

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("demain", date(2026, 12, 1)),
        ("Après-demain", date(2026, 12, 2)),
        ("après demain", date(2026, 12, 2)),
        ("aujourd’hui", TODAY),
        ("hier", date(2026, 11, 29)),
        ("avant-hier", date(2026, 11, 28)),
        ("dans 2 jours", date(2026, 12, 2)),
        ("dans une semaine", date(2026, 12, 7)),
        ("dans 3 semaines", date(2026, 12, 21)),
        ("dans une quinzaine", date(2026, 12, 15)),
        ("dans 3 mois", date(2027, 2, 28)),
        ("dans un an", date(2027, 11, 30)),
        ("il y a 10 jours", date(2026, 11, 20)),
        ("04/12/2026", date(2026, 12, 4)),
    ],
)
def test_a_day_as_it_is_said(text: str, expected: date) -> None:
    assert parse_day(text, TODAY, future_days=366) == expected


@pytest.mark.parametrize("text", ["demain", "dans 2 jours", "bientôt", "dans 0,5 jour", "il y a 999 siècles"])
def test_what_is_no_day_where_none_lies_ahead(text: str) -> None:
    with pytest.raises(UnreadableDate):
        parse_day(text, TODAY)
