"""Order of passage, delays, words of the waiting room."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from brasdroit.reception.waiting_room import rules
from brasdroit.reception.waiting_room.types import Arrival, Coming, Consultation, DisplayEntry, Passage

PARIS = ZoneInfo("Europe/Paris")


def at(hour, minute=0):
    return datetime(2026, 11, 23, hour, minute, tzinfo=PARIS)


def arrival(reference, arrived, booked=None, **options):
    coming = Coming.APPOINTMENT if booked else Coming.WALK_IN
    return Arrival(reference, "martin", at(*arrived), at(*booked) if booked else None, **{"coming": coming, **options})


EARLY = arrival("early", (8, 40), (9, 20))
ON_TIME = arrival("on time", (8, 58), (9, 0))
BIT_LATE = arrival("bit late", (9, 20), (9, 10))
LATE = arrival("late", (9, 25), (8, 50))
WALK_IN = arrival("walk-in", (9, 0))
EMERGENCY = arrival("emergency", (9, 29), coming=Coming.EMERGENCY)
EVERYBODY = (LATE, WALK_IN, EARLY, EMERGENCY, BIT_LATE, ON_TIME)


def test_order_of_passage():
    order = [each.reference for each in rules.order_of_passage(EVERYBODY)]
    assert order == ["emergency", "on time", "bit late", "walk-in", "early", "late"]


def test_each_place_has_its_reason():
    reasons = [rules.reason(each) for each in (EMERGENCY, ON_TIME, WALK_IN, LATE)]
    assert reasons == [
        "urgence",
        "rendez-vous de 9:00",
        "sans rendez-vous, arrivé à 9:00",
        "rendez-vous de 8:50, arrivé à 9:25",
    ]


def test_expected_waits_add_up_per_practitioner():
    other = Arrival("other", "leroy", at(9), at(9, 45))
    running = [Consultation("martin", at(9, 20), 15)]
    passages = rules.passages([ON_TIME, EARLY, other], running, now=at(9, 30))
    assert passages == (
        Passage("on time", "martin", 1, "rendez-vous de 9:00", 5),
        Passage("early", "martin", 2, "rendez-vous de 9:20", 20),
        Passage("other", "leroy", 1, "rendez-vous de 9:45", 15),
    )


def test_a_consultation_that_outruns_its_time_still_counts_five_minutes():
    running = [Consultation("martin", at(8), 15)]
    assert rules.passages([ON_TIME], running, now=at(9, 30))[0].expected_minutes == 5


def test_nobody_is_expected_before_the_appointment():
    assert rules.passages([EARLY], (), now=at(9, 0))[0].expected_minutes == 20


def test_delay_is_measured_on_those_who_came_in_time():
    assert rules.delays([ON_TIME, EARLY, WALK_IN, EMERGENCY], now=at(9, 30)) == {"martin": 30}
    assert rules.delay([EARLY], now=at(9, 10)) == 0
    assert rules.delay([LATE], now=at(9, 30)) == 5
    assert rules.delay([], now=at(9, 30)) == 0


def test_minutes_are_real_minutes_across_a_change_of_the_clocks():
    start = datetime(2026, 10, 25, 2, 50, tzinfo=PARIS)
    assert rules.minutes_between(start, start.replace(hour=3, minute=10)) == 80
    assert rules.minutes_between(start, start - timedelta(minutes=5)) == 0


@pytest.mark.parametrize(("waited", "fraction"), [(-3, 0.0), (0, 0.0), (9, 0.2), (45, 1.0), (90, 1.0)])
def test_gauge(waited, fraction):
    assert rules.gauge(waited) == fraction


@pytest.mark.parametrize(
    ("late", "code", "explanation"),
    [
        (-5, "on_time", "À l’heure."),
        (10, "late_keep", "En retard de 10 min\u202f: garde sa place."),
        (24, "late_fit_in", "En retard de 24 min\u202f: passe après les patients à l’heure."),
        (25, "late_rebook", "En retard de 25 min\u202f: demander au médecin, ou proposer un autre rendez-vous."),
    ],
)
def test_lateness(late, code, explanation):
    answer = rules.lateness(at(9), at(9) + timedelta(minutes=late), 15)
    assert (answer.minutes, answer.code, answer.explanation) == (max(late, 0), code, explanation)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (rules.waiting_text(0), "vient d’arriver"),
        (rules.waiting_text(14), "attend 14 min"),
        (rules.waiting_text(65), "attend 1 h 05"),
        (rules.delay_text(4), "à l’heure"),
        (rules.delay_text(10), "retard 10 min"),
        (rules.expected_text(0), "passe maintenant"),
        (rules.expected_text(15), "environ 15 min"),
        (rules.companions_text(0), "seul"),
        (rules.companions_text(1), "1 accompagnant"),
        (rules.companions_text(2), "2 accompagnants"),
    ],
)
def test_words(text, expected):
    assert text == expected


@pytest.mark.parametrize(
    ("practitioner", "rank", "number"),
    [(0, 1, "A 1"), (1, 12, "B 12"), (8, 99, "J 99"), (8, 100, "J 1"), (24, 1, "A 1")],
)
def test_call_number(practitioner, rank, number):
    assert rules.call_number(practitioner, rank) == number


@pytest.mark.parametrize(("practitioner", "rank"), [(-1, 1), (0, 0)])
def test_an_impossible_call_number_is_refused(practitioner, rank):
    with pytest.raises(ValueError, match="rank"):
        rules.call_number(practitioner, rank)


def test_the_display_tells_numbers_only():
    waiting = arrival("x", (9, 0), (9, 0), call_number="B 12", room="salle 2")
    second = arrival("y", (9, 0), (9, 10), call_number="B 2", room="salle 2")
    called = arrival("z", (9, 0), (9, 20), call_number="C 1", room="salle 1", called=True)
    assert rules.display([waiting, second, called]) == (
        DisplayEntry("C 1", "salle 1", called=True),
        DisplayEntry("B 2", "", called=False),
        DisplayEntry("B 12", "", called=False),
    )
