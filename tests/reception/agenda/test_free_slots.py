"""Free time: the cases a professional can read, and what holds for any agenda."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from brasdroit.foundation.clock.working import public_holidays
from brasdroit.reception.agenda.rules import Occupation, absence_between, closing_reason, free_slots, openings_of_day
from brasdroit.reception.agenda.types import (
    Busy,
    EmergencyReserve,
    ExceptionKind,
    OpeningException,
    OpeningTemplate,
    Schedule,
    SlotSearch,
)

CASES = Path(__file__).resolve().parents[2] / "rules/agenda"
PARIS = ZoneInfo("Europe/Paris")
EVERY_DAY = frozenset(range(7))
MONDAY = date(2026, 11, 23)
MONDAY_AT_SIX = datetime(2026, 11, 23, 6, tzinfo=PARIS)


def cases(name):
    return yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))


def clock(text):
    return time.fromisoformat(text.zfill(5)) if text else None


def template(weekday, start, end, options=None):
    options = {"valid_from": date(2026, 1, 5), **(options or {})}
    options["kinds"] = frozenset(options.get("kinds", ()))
    return OpeningTemplate("martin", weekday, clock(start), clock(end), room="salle 1", **options)


def exception(day, row):
    kind = ExceptionKind(row["kind"])
    return OpeningException(kind, day, day, "martin", clock(row.get("from")), clock(row.get("to")))


def schedule_of(case, day):
    reserves: tuple[EmergencyReserve, ...] = ()
    if "reserve" in case:
        start, end, release = (clock(each) for each in case["reserve"])
        reserves = (EmergencyReserve("martin", EVERY_DAY, start, end, release),)
    return Schedule(
        templates=tuple(template(*row) for row in case["openings"]),
        exceptions=tuple(exception(day, row) for row in case.get("exceptions", ())),
        reserves=reserves,
        timezone=case.get("timezone", "Europe/Paris"),
    )


def busy_of(case, day, zone):
    def span(row):
        return tuple(datetime.combine(day, clock(each), tzinfo=zone) for each in row)

    def busy(row, **place):
        start, end = span(row)
        return Busy(start, end, **place)

    own = [busy(row, practitioner="martin") for row in case.get("busy", ())]
    return own + [busy(row, practitioner="leroy", room="salle 1") for row in case.get("room_busy", ())]


@pytest.mark.parametrize("case", cases("free_slots"), ids=lambda case: case["name"])
def test_free_slots(case):
    wanted = dict(case["search"])
    day, zone = wanted.pop("day"), ZoneInfo(case.get("timezone", "Europe/Paris"))
    now = datetime.fromisoformat(case["now"]) if "now" in case else datetime.combine(day, time(0))
    bounds = {each: clock(wanted.pop(each, None)) for each in ("after", "before")}
    search = SlotSearch(day, day, **wanted, **bounds)
    found = free_slots(search, schedule_of(case, day), busy_of(case, day, zone), now=now.replace(tzinfo=zone))
    assert [f"{each.start.hour}:{each.start.minute:02d}" for each in found] == case["free"]


@pytest.mark.parametrize("case", cases("holidays"), ids=lambda case: f"{case['day']} {case['department']}")
def test_public_holidays(case):
    day = case["day"]
    schedule = Schedule(
        templates=tuple(template(each, "9:00", "10:00") for each in range(7)),
        holidays=frozenset(public_holidays(day.year, case["department"])),
    )
    opened = openings_of_day(schedule, day, now=MONDAY_AT_SIX)
    assert bool(opened) is case["open"]
    assert closing_reason(schedule, day, "martin") == (None if case["open"] else "jour férié")


def test_an_extra_opening_opens_a_public_holiday():
    day = date(2026, 12, 25)
    extra = OpeningException(ExceptionKind.EXTRA, day, day, "martin", time(9), time(12), reason="garde")
    opened = openings_of_day(Schedule(exceptions=(extra,), holidays=frozenset({day})), day, now=MONDAY_AT_SIX)
    assert [(each.start.hour, each.end.hour) for each in opened] == [(9, 12)]


def test_a_closure_of_the_practice_closes_everybody_and_says_why():
    closure = OpeningException(ExceptionKind.CLOSURE, MONDAY, MONDAY, reason="travaux")
    lunch = OpeningException(ExceptionKind.BREAK, MONDAY, MONDAY, "martin", time(11), time(12))
    schedule = Schedule((template(0, "9:00", "12:00"),), (lunch, closure))
    assert openings_of_day(schedule, MONDAY, now=MONDAY_AT_SIX) == ()
    assert closing_reason(schedule, MONDAY, "martin") == "travaux"


def test_a_long_absence_is_split_by_day():
    parts = absence_between("martin", datetime(2026, 11, 23, 14), datetime(2026, 11, 25, 10), "congé")  # noqa: DTZ001
    assert [(each.first_day.day, each.start, each.end) for each in parts] == [
        (23, time(14), None),
        (24, None, None),
        (25, None, time(10)),
    ]


def test_slots_of_several_practitioners_follow_the_order_asked_for():
    both = tuple(OpeningTemplate(each, 0, time(9), time(10), date(2026, 1, 5)) for each in ("leroy", "martin"))
    search = SlotSearch(MONDAY, MONDAY, 30, ("martin", "leroy"), limit=3)
    found = free_slots(search, Schedule(both), (), now=MONDAY_AT_SIX)
    assert [(each.practitioner, each.start.hour, each.start.minute) for each in found] == [
        ("martin", 9, 0),
        ("leroy", 9, 0),
        ("martin", 9, 30),
    ]


def test_the_appointment_being_moved_is_no_obstacle_to_itself():
    start = datetime(2026, 11, 23, 9, tzinfo=PARIS)
    busy = [Busy(start, start + timedelta(minutes=30), "martin", reference="a")]
    schedule, search = Schedule((template(0, "9:00", "9:30"),)), SlotSearch(MONDAY, MONDAY, 30)
    assert free_slots(search, schedule, busy, now=MONDAY_AT_SIX) == ()
    assert len(free_slots(search, schedule, Occupation(busy, ignoring="a"), now=MONDAY_AT_SIX)) == 1


@pytest.mark.parametrize(("minutes", "step"), [(4, None), (481, None), (15, 0)])
def test_an_impossible_search_is_refused(minutes, step):
    with pytest.raises(ValueError, match="duration"):
        free_slots(SlotSearch(MONDAY, MONDAY, minutes, step=step), Schedule(), (), now=MONDAY_AT_SIX)


minutes_of_week = st.integers(0, 7 * 24 * 60)


@st.composite
def busy_intervals(draw):
    start = datetime(2026, 10, 22, tzinfo=UTC) + timedelta(minutes=draw(minutes_of_week))
    who = draw(st.sampled_from(["martin", "leroy", None]))
    return Busy(
        start, start + timedelta(minutes=draw(st.integers(1, 300))), who, draw(st.sampled_from([None, "salle 1"]))
    )


@given(
    st.lists(busy_intervals(), max_size=20),
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 23), st.integers(0, 23)), max_size=6),
    st.integers(5, 90),
    minutes_of_week,
)
def test_free_slots_lie_inside_the_openings_and_touch_nothing_busy(busy, weekly, minutes, offset):
    schedule = Schedule(tuple(template(day, f"{start}:00", f"{end}:00") for day, start, end in weekly))
    first, now = date(2026, 10, 22), datetime(2026, 10, 22, tzinfo=UTC) + timedelta(minutes=offset)
    found = free_slots(SlotSearch(first, first + timedelta(days=6), minutes), schedule, busy, now=now)
    opened = [each for day in range(7) for each in openings_of_day(schedule, first + timedelta(days=day), now=now)]
    obstacles = [each for each in busy if each.practitioner == "martin" or each.room == "salle 1"]
    for slot in found:
        start, end = slot.start.astimezone(UTC), slot.end.astimezone(UTC)
        assert end - start == timedelta(minutes=minutes)
        assert start >= now
        assert any(each.start.astimezone(UTC) <= start and end <= each.end.astimezone(UTC) for each in opened)
        assert not any(each.start < end and each.end > start for each in obstacles)
