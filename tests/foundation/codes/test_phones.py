"""Telephone numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brasdroit.foundation.codes.phones import is_mobile, phone_display, phone_e164


@pytest.mark.parametrize(
    ("typed", "stored", "shown"),
    [
        ("06 12 34 56 78", "+33612345678", "06 12 34 56 78"),
        ("06.12.34.56.78", "+33612345678", "06 12 34 56 78"),
        ("+33 (0)6 12 34 56 78", "+33612345678", "06 12 34 56 78"),
        ("0033612345678", "+33612345678", "06 12 34 56 78"),
        ("01-42-34-56-78", "+33142345678", "01 42 34 56 78"),
        ("0262 12 34 56", "+262262123456", "02 62 12 34 56"),
        ("0639123456", "+262639123456", "06 39 12 34 56"),
        ("0690 12 34 56", "+590690123456", "06 90 12 34 56"),
        ("+596 696 12 34 56", "+596696123456", "06 96 12 34 56"),
        ("+32 470 12 34 56", "+32470123456", "+324 701 234 56"),
    ],
)
def test_number(typed, stored, shown):
    assert phone_e164(typed) == stored
    assert phone_display(stored) == shown


@pytest.mark.parametrize("text", ["", "06 12 34 56", "0012", "abc", "06 12 34 56 7A", "+33612"])
def test_what_is_no_number(text):
    assert phone_e164(text) is None


def test_mobile_numbers_take_text_messages():
    assert [is_mobile(n) for n in ("+33612345678", "+33142345678", "+32470123456")] == [True, False, False]


@given(st.from_regex(r"0[1-9][0-9]{8}", fullmatch=True))
def test_what_is_shown_reads_back(number):
    stored = phone_e164(number)
    assert stored is not None
    assert phone_e164(phone_display(stored)) == stored
