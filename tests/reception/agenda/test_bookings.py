"""May this appointment be written here, and what is said when it may not."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from brasdroit.reception.agenda.rules import Override, check_booking, check_move, overbooking
from brasdroit.reception.agenda.types import Busy, EmergencyReserve, OpeningTemplate, OverbookingRule, Schedule, Wanted

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 23, 7, tzinfo=PARIS)
OPEN = OpeningTemplate("martin", 0, time(9), time(12), date(2026, 1, 5), room="salle 1", kinds=frozenset({"suivi"}))
RESERVE = EmergencyReserve("martin", frozenset({0}), time(11), time(12), time(8))
SCHEDULE = Schedule((OPEN,), reserves=(RESERVE,))


def at(hour, minute=0, minutes=20, **options):
    start = datetime(2026, 11, 23, hour, minute, tzinfo=PARIS)
    return Wanted("martin", start, start + timedelta(minutes=minutes), **options)


def taken(hour, minute=0, practitioner="martin", room=None, reference="other"):
    start = datetime(2026, 11, 23, hour, minute, tzinfo=PARIS)
    return Busy(start, start + timedelta(minutes=20), practitioner, room, reference)


@pytest.mark.parametrize(
    ("wanted", "busy", "code"),
    [
        (at(9, kind="suivi"), (), "ok"),
        (at(6), (), "past"),
        (at(9, minutes=4), (), "too_short"),
        (at(9, minutes=481), (), "too_long"),
        (at(13), (), "outside_openings"),
        (at(8, 50), (), "outside_openings"),
        (at(9, kind="vaccination"), (), "kind_not_accepted"),
        (at(11), (), "reserved"),
        (at(10, 50), (), "reserved"),
        (at(11, urgent=True), (), "ok"),
        (at(9), (taken(9, 10),), "overlap"),
        (at(9, 20), (taken(9),), "ok"),
        (at(9, room="salle 1"), (taken(9, practitioner="leroy", room="salle 1"),), "room_taken"),
        (at(9, 10, reference="mine"), (taken(9, reference="mine"),), "ok"),
    ],
)
def test_booking(wanted, busy, code):
    assert check_booking(wanted, SCHEDULE, busy, now=NOW).code == code


def test_a_refusal_says_why_and_what_is_free_instead():
    answer = check_booking(at(9), SCHEDULE, [taken(9, 10)], now=NOW)
    assert answer.explanation == (
        "Déjà occupé de 9:10 à 9:30. Prochaines places\u202f: lundi 23 novembre à 9:30, lundi 23 novembre à 9:50"
        " ou lundi 23 novembre à 10:10."
    )
    assert [each.start.minute for each in answer.next_slots] == [30, 50, 10]


def test_a_closed_day_says_its_reason():
    tuesday = Wanted("martin", datetime(2026, 11, 24, 9, tzinfo=PARIS), datetime(2026, 11, 24, 9, 20, tzinfo=PARIS))
    answer = check_booking(tuesday, SCHEDULE, (), now=NOW)
    assert answer.code == "closed"
    assert answer.explanation.split(".")[0] == "Fermé le mardi 24 novembre\u202f: pas de consultation ce jour-là"
    assert answer.next_slots[0].start.date() == date(2026, 11, 30)


def test_no_place_at_all_is_said():
    closed = Schedule()
    assert (
        check_booking(at(9), closed, (), now=NOW).explanation.split(". ")[1]
        == "Aucune autre place sur la période cherchée."
    )


def test_an_appointment_that_has_begun_does_not_move():
    assert check_move(at(9), "arrived", SCHEDULE, (), now=NOW).code == "not_movable"
    assert check_move(at(9), "booked", SCHEDULE, (), now=NOW).code == "ok"


def test_an_override_bears_on_overlaps_only():
    rule = OverbookingRule("martin", allowed=True, per_day=2)
    override = Override("doctor", rule, 1)
    allowed = check_booking(at(9), SCHEDULE, [taken(9)], now=NOW, override=override)
    assert allowed.code == "overbooking_allowed"
    assert allowed.explanation == "Surnombre 2 sur 2 accepté par le médecin, il sera marqué comme tel."
    assert check_booking(at(13), SCHEDULE, (), now=NOW, override=override).code == "outside_openings"


def test_overbooking_is_the_doctors_word():
    rule = OverbookingRule("martin", allowed=True, per_day=1, roles=frozenset({"doctor", "secretary"}))
    assert overbooking(rule, "secretary", 0).code == "overbooking_allowed"
    assert overbooking(rule, "assistant", 0).code == "overbooking_refused"
    assert overbooking(rule, "doctor", 1).code == "overbooking_full"
    assert overbooking(replace(rule, allowed=False), "doctor", 0).code == "overbooking_refused"
    unknown = overbooking(None, "doctor", 0)
    assert (unknown.code, unknown.missing) == ("undetermined", ("overbooking_rule",))


def test_an_appointment_over_the_repeated_hour_is_measured_in_real_minutes():
    night = OpeningTemplate("martin", 6, time(1), time(5), date(2026, 1, 5))
    start = datetime(2026, 10, 25, 2, 30, tzinfo=PARIS)
    wanted = Wanted("martin", start, start.replace(fold=1))
    now = datetime(2026, 10, 24, tzinfo=PARIS)
    first_hour = Busy(start.replace(minute=0), start, "martin")
    assert check_booking(wanted, Schedule((night,)), [first_hour], now=now).code == "ok"
    inside = Busy(start.replace(minute=0, fold=1), start.replace(minute=10, fold=1), "martin")
    assert check_booking(wanted, Schedule((night,)), [inside], now=now).code == "overlap"
