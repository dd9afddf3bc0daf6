"""What a file lacks at an arrival, what an identity check is worth, figures of durations."""

from datetime import date, datetime
from typing import Any

import pytest

from brasdroit.reception.waiting_room.rules import identity_answer, missing_pieces, next_break, rate, spread
from brasdroit.reception.waiting_room.rules.arrival import still_missing
from brasdroit.reception.waiting_room.types import FileFacts, Rate, Spread

TODAY = date(2026, 11, 23)
COMPLETE: dict[str, Any] = {
    "identity_validated": True,
    "phone": True,
    "address": True,
    "covered": True,
    "coverage_ends": date(2027, 1, 1),
    "coverage_seen": date(2026, 10, 1),
    "treating_doctor": True,
}


def codes(**changed):
    return [piece.code for piece in missing_pieces(FileFacts(**{**COMPLETE, **changed}), TODAY)]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, []),
        ({"identity_validated": False, "phone": False}, ["identity", "phone"]),
        ({"covered": False}, ["coverage"]),
        ({"coverage_ends": TODAY}, []),
        ({"coverage_ends": date(2026, 11, 22)}, ["coverage_ended"]),
        ({"coverage_seen": date(2025, 11, 22)}, ["coverage_stale"]),
        ({"coverage_seen": None}, ["coverage_stale"]),
        ({"minor": True}, ["representative"]),
        ({"minor": True, "representative": True, "treating_doctor": False}, ["treating_doctor"]),
    ],
)
def test_what_to_ask_the_patient_for(changed, expected):
    assert codes(**changed) == expected


@pytest.mark.parametrize(
    ("method", "validated", "code"),
    [
        ("CN", False, "proof_seen"),
        ("stated", True, "stated_known"),
        ("stated", False, "too_weak"),
        ("PC", True, "too_weak"),
        ("unchecked", True, "unchecked"),
    ],
)
def test_the_worth_of_an_identity_check(method, validated, code):
    assert identity_answer(method, frozenset({"CN"}), validated=validated).code == code


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        ([], Spread(0)),
        ([7], Spread(1, 7, 7, 7, 7)),
        ([1, 2, 3, 4, 5, 6, 7, 8, 9, 30], Spread(10, 8, 6, 9, 30)),
    ],
)
def test_the_spread_of_durations(minutes, expected):
    assert spread(minutes) == expected


def test_a_rate_without_a_whole_is_unknown():
    assert (rate(0, 0), rate(1, 3)) == (Rate(0, 0, None), Rate(1, 3, 33.3))


@pytest.mark.parametrize(
    ("busy", "expected"),
    [
        ([], None),
        ([(9, 10), (10, 11)], 11),
        ([(9, 10), (11, 12)], 10),
        ([(9, 12), (10, 11), (14, 15)], 12),
        ([(7, 8)], None),
    ],
)
def test_the_next_pause(busy, expected):
    day = datetime(2026, 11, 23)  # noqa: DTZ001
    spans = [(day.replace(hour=start), day.replace(hour=end)) for start, end in busy]
    found = next_break(spans, day.replace(hour=9))
    assert (found.hour if found else None) == expected


def test_what_the_file_has_now_is_asked_no_more():
    pieces = missing_pieces(FileFacts(**{**COMPLETE, "phone": False, "address": False}), TODAY)
    assert still_missing(["identity", "phone", "coverage", "vitale_card"], pieces) == ["phone", "vitale_card"]
