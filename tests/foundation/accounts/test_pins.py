"""Which PINs pass, how they are kept, how long wrong ones lock."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from brasdroit.foundation.accounts.pins import hash_pin, lock_after, needs_password, pin_matches, pin_problem


@pytest.mark.parametrize("pin", ["7392", "80417", "940316", "73920518"])
def test_ordinary_pins_pass(pin: str) -> None:
    assert pin_problem(pin) is None


@pytest.mark.parametrize(
    "pin",
    ["0000", "1234", "6789", "9876", "4545", "1122", "1999", "2024", "123456", "98765432", "7 92", "73", "", "٣٧٩٢"],
)
def test_the_first_anybody_would_try_do_not(pin: str) -> None:
    assert pin_problem(pin) is not None


def test_a_pin_is_kept_as_a_keyed_argon2_of_one_person() -> None:
    person = uuid4()
    stored = hash_pin("7392", person)
    assert (stored[:9], pin_matches(stored, "7392", person)) == ("$argon2id", True)
    assert [
        pin_matches(stored, "7393", person),
        pin_matches(stored, "7392", uuid4()),
        pin_matches("", "7392", person),
    ] == [False] * 3


@pytest.mark.parametrize(
    ("failures", "minutes", "password"),
    [(0, None, False), (4, None, False), (5, 5, False), (6, 10, False), (7, 20, False), (8, 40, True), (50, 40, True)],
)
def test_each_wrong_one_costs_more(failures: int, minutes: int | None, password: bool) -> None:
    lock = None if minutes is None else timedelta(minutes=minutes)
    assert (lock_after(failures), needs_password(failures)) == (lock, password)
