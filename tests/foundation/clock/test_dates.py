"""Dates as the French write them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brasdroit.foundation.clock import formats
from brasdroit.foundation.clock.dates import PartialDate, UnreadableDate, parse_date, parse_partial_date

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "text",
    [
        "14/03/1961", "14/3/61", "14.3.61", "14-03-1961", "14 03 1961", "14031961", "140361", "1961-03-14",
        "14 mars 1961", "14 MARS 61", "14mars1961", "mar. 14 mars 1961", "mardi 14 mars 1961", " 14 mars 1961. ",
        "1961-03-14T00:00:00",
    ],
)  # fmt: skip
def test_usual_forms(text):
    assert parse_date(text, TODAY) == date(1961, 3, 14)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1er mars 1961", date(1961, 3, 1)),
        ("2 févr. 2020", date(2020, 2, 2)),
        ("15 août 1950", date(1950, 8, 15)),
        ("3 de\u0301c. 1999", date(1999, 12, 3)),
        ("23/11/26", date(2026, 11, 23)),
        ("24/11/26", date(1926, 11, 24)),
        ("29/02/00", date(2000, 2, 29)),
    ],
)
def test_other_forms(text, expected):
    assert parse_date(text, TODAY) == expected


def test_an_appointment_may_lie_ahead():
    assert parse_date("24/11/26", TODAY, future_days=400) == date(2026, 11, 24)


@pytest.mark.parametrize("text", ["", "bonjour", "14/03", "1961", "32", "14//03/1961", "14 mai"])
def test_what_is_no_date(text):
    with pytest.raises(UnreadableDate, match="n’est pas une date"):
        parse_date(text, TODAY)


@pytest.mark.parametrize("text", ["31/02/1961", "30 février 2000", "29/02/1900", "00/01/2000", "12/13/2000"])
def test_a_day_the_calendar_lacks(text):
    with pytest.raises(UnreadableDate, match="n’existe pas"):
        parse_date(text, TODAY)


@pytest.mark.parametrize(
    ("text", "partial"),
    [
        ("1961", PartialDate(1961)),
        ("03/1961", PartialDate(1961, 3)),
        ("mars 1961", PartialDate(1961, 3)),
        ("1961-03", PartialDate(1961, 3)),
        ("14/03", PartialDate(None, 3, 14)),
        ("1er mai", PartialDate(None, 5, 1)),
        ("13/13", None),
        ("martin 1961", None),
    ],
)
def test_partial_dates(text, partial):
    assert parse_partial_date(text) == partial


def test_a_partial_date_matches_what_it_knows():
    partial = PartialDate(1961, 3)
    assert [partial.matches(date(1961, 3, 14)), partial.matches(date(1961, 4, 14))] == [True, False]


@given(st.dates(date(1900, 1, 1), TODAY))
def test_what_is_written_reads_back(day):
    for written in (formats.numeric_date(day), formats.written_date(day), f"{day:%d%m%Y}", day.isoformat()):
        assert parse_date(written, TODAY) == day


def test_formats():
    moment = datetime(2026, 11, 23, 9, 40, tzinfo=UTC)
    assert formats.numeric_date(TODAY) == "23/11/2026"
    assert formats.day_in_words(TODAY) == "lundi 23 novembre"
    assert formats.day_in_words(date(2027, 3, 1), TODAY) == "lundi 1er mars 2027"
    assert formats.short_day(TODAY) == "lun. 23/11"
    assert formats.clock_time(moment) == "9:40"
    assert formats.numeric_datetime(moment) == "23/11/2026 à 9:40"
    assert formats.datetime_in_words(moment, TODAY) == "lundi 23 novembre à 9:40"
    assert [formats.relative_day(date(2026, 11, d), TODAY) for d in (22, 23, 24, 25)] == [
        "hier", "aujourd’hui", "demain", "mercredi 25 novembre",
    ]  # fmt: skip
