"""iCalendar files, read back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from brasdroit.reception.agenda.rules import confirmation, feed
from brasdroit.reception.agenda.types import FeedEntry, FeedOptions, Notice

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 23, 9, tzinfo=PARIS)
START = datetime(2026, 12, 1, 9, 40, tzinfo=PARIS)
NOTICE = Notice(
    "0b6e@brasdroit", 2, START, START + timedelta(minutes=20), "Rendez-vous", "Dr Martin", "12 rue des Écoles",
    "01 99 00 12 34", "Venez à jeun.", ("carte Vitale", "dernière ordonnance"),
)  # fmt: skip
ENTRY = FeedEntry("7f@brasdroit", 0, START, START + timedelta(minutes=20), "Suivi", "Le Goff Anne", "salle 1")


def event_of(content):
    calendar = Calendar.from_ical(content)
    return calendar, calendar.walk("VEVENT")[0]


def test_a_confirmation_carries_the_preparation_and_its_time_zone():
    calendar, event = event_of(confirmation(NOTICE, now=NOW))
    assert (str(calendar["METHOD"]), str(event["UID"]), event["SEQUENCE"]) == ("PUBLISH", "0b6e@brasdroit", 2)
    assert event["DTSTART"].dt == START
    assert event["DTSTAMP"].dt == NOW.astimezone(UTC)
    assert str(event["DESCRIPTION"]) == (
        "Venez à jeun.\nÀ apporter\u202f: carte Vitale, dernière ordonnance.\nPour déplacer ou annuler, appelez le 01 99 00 12 34."
    )
    assert [str(each["TZID"]) for each in calendar.walk("VTIMEZONE")] == ["Europe/Paris"]


def test_a_cancellation_keeps_the_uid():
    calendar, event = event_of(confirmation(replace(NOTICE, sequence=3, cancelled=True), now=NOW))
    assert (str(calendar["METHOD"]), str(event["STATUS"])) == ("CANCEL", "CANCELLED")
    assert (str(event["UID"]), event["SEQUENCE"]) == ("0b6e@brasdroit", 3)


def test_lines_are_folded_at_75_octets():
    content = confirmation(replace(NOTICE, preparation="é" * 200), now=NOW)
    assert max(len(line) for line in content.split(b"\r\n")) <= 75


@pytest.mark.parametrize(
    ("options", "summary"),
    [
        (FeedOptions(), "Occupé"),
        (FeedOptions(show_kind=True), "Suivi"),
        (FeedOptions(show_patient=True), "Le Goff Anne"),
        (FeedOptions(show_kind=True, show_patient=True), "Suivi, Le Goff Anne"),
    ],
)
def test_a_feed_says_what_its_options_allow(options, summary):
    calendar, event = event_of(feed("Dr Martin", [ENTRY], options, now=NOW))
    assert str(event["SUMMARY"]) == summary
    assert str(calendar["X-PUBLISHED-TTL"]) == "PT60M"


def test_a_feed_by_default_holds_no_patient_data():
    content = feed("Dr Martin", [ENTRY], FeedOptions(), now=NOW).decode()
    assert [word for word in ("Goff", "Anne", "Suivi", "salle") if word in content] == []


def test_an_empty_feed_is_a_calendar():
    assert Calendar.from_ical(feed("Dr Martin", [], FeedOptions(), now=NOW)).walk("VEVENT") == []


@pytest.mark.parametrize(
    ("zone", "offset"),
    [
        ("Europe/Paris", timedelta(hours=1)),
        ("Indian/Reunion", timedelta(hours=4)),
        ("America/Miquelon", timedelta(hours=-3)),
    ],
)
def test_the_time_zone_of_the_file_gives_the_instant(zone, offset):
    start = datetime(2026, 12, 1, 9, tzinfo=ZoneInfo(zone))
    notice = replace(NOTICE, start=start, end=start + timedelta(minutes=20))
    calendar, event = event_of(confirmation(notice, now=NOW, timezone=zone))
    written = calendar.walk("VTIMEZONE")[0].to_tz()
    assert event["DTSTART"].dt.replace(tzinfo=written).utcoffset() == offset
