"""When a backup is due, which are kept, when to worry."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from brasdroit.foundation.backup.rules import Retention, freshness, is_due, kept, last_planned, next_planned

PARIS = ZoneInfo("Europe/Paris")
NOON = time(12, 45)


def at(day: int, hour: int = 0, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=PARIS)


LONG_AGO = at(1)


def test_the_planned_moments_around_now() -> None:
    assert (last_planned(NOON, at(25, 12)), next_planned(NOON, at(25, 12))) == (at(24, 12, 45), at(25, 12, 45))
    assert (last_planned(NOON, at(25, 13)), next_planned(NOON, at(25, 13))) == (at(25, 12, 45), at(26, 12, 45))


@pytest.mark.parametrize(
    ("now", "succeeded", "failed", "due"),
    [
        (at(25, 12, 44), at(24, 12, 45), None, False),
        (at(25, 12, 45), at(24, 12, 45), None, True),
        (at(25, 18), at(25, 12, 46), None, False),
        (at(30, 8), at(27, 12, 46), None, True),  # off during the week-end: made on Monday morning
        (at(25, 13), None, at(25, 12, 46), False),  # failed just now
        (at(25, 13, 16), None, at(25, 12, 46), True),
        (at(25, 13), at(24, 12, 45), at(24, 12, 40), True),
    ],
)
def test_when_it_is_due(now: datetime, succeeded: datetime | None, failed: datetime | None, due: bool) -> None:
    assert is_due(NOON, now, since=LONG_AGO, succeeded=succeeded, failed=failed) is due


def test_nothing_is_due_before_the_plan_began() -> None:
    assert is_due(NOON, at(25, 13), since=at(25, 12, 50), succeeded=None, failed=None) is False


def test_nights_when_clocks_change_have_one_backup() -> None:
    night = time(2, 30)  # happens twice on 25 October 2026, never on 29 March 2026
    begun = datetime(2026, 10, 25, 0, 30, 20, tzinfo=UTC)  # 2:30 before the change
    again = datetime(2026, 10, 25, 1, 30, 20, tzinfo=UTC).astimezone(PARIS)  # 2:30 after it
    assert is_due(night, again, since=LONG_AGO.replace(month=1), succeeded=begun, failed=None) is False
    spring = datetime(2026, 3, 29, 3, 31, tzinfo=PARIS)
    yesterday = datetime(2026, 3, 28, 2, 31, tzinfo=PARIS)
    assert is_due(night, spring, since=LONG_AGO.replace(month=1), succeeded=yesterday, failed=None) is True


def test_days_weeks_and_months_keep_their_last() -> None:
    made = [datetime(2026, 11, 25, 12, 45) - timedelta(days=gap) for gap in range(60)]  # noqa: DTZ001 - local, as named
    days = {(moment.month, moment.day) for moment in kept(made, Retention(daily=3, weekly=2, monthly=2))}
    assert days == {(11, 25), (11, 24), (11, 23), (11, 22), (10, 31)}


def test_two_of_one_day_keep_the_later() -> None:
    made = [datetime(2026, 11, 25, hour) for hour in (8, 12, 18)]  # noqa: DTZ001
    assert kept(made, Retention(1, 0, 0)) == frozenset(made[2:])


def test_the_newest_is_always_kept() -> None:
    made = [datetime(2026, 11, day) for day in (24, 25)]  # noqa: DTZ001
    assert kept(made, Retention(0, 0, 0)) == frozenset(made[1:])


@pytest.mark.parametrize(
    ("last", "installed", "code"),
    [
        (None, at(24), "fresh"),
        (None, at(1), "never"),
        (at(22, 12), at(1), "fresh"),
        (at(22, 11, 59), at(1), "old"),
    ],
)
def test_when_to_worry(last: datetime | None, installed: datetime, code: str) -> None:
    assert freshness(last, at(25, 12), installed=installed, active=True).code == code


@pytest.mark.parametrize(("last", "word"), [(None, "n’a été faite, et aucune"), (at(24), "est récente, mais aucune")])
def test_a_plan_that_is_off_is_said_plainly(last: datetime | None, word: str) -> None:
    found = freshness(last, at(25, 12), installed=at(24), active=False)
    assert (found.code, found.alarming, found.explanation.count(word)) == ("unplanned", True, 1)


def test_what_to_do_depends_on_the_plan() -> None:
    said = [freshness(at(20), at(25, 12), installed=at(1), active=active).explanation for active in (True, False)]
    assert [sentence.split("\u202f: ")[1] for sentence in said] == [
        "vérifiez le disque de sauvegarde, ou lancez-en une maintenant.",
        "programmez-les, ou lancez-en une maintenant.",
    ]
