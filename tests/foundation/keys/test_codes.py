"""The recovery code: typed by hand, one day, by somebody in trouble."""

from __future__ import annotations

import pytest

from brasdroit.foundation.keys.codes import ALPHABET, WrongCode, draw_code, read_code, shown_code


def test_two_codes_differ() -> None:
    assert len({draw_code() for _ in range(50)}) == 50


@pytest.mark.parametrize("typed_as", [str, str.lower, lambda code: code.replace("-", " "), lambda code: f" {code}\n"])
def test_a_code_is_read_however_it_is_typed(typed_as) -> None:
    code = draw_code()
    assert read_code(typed_as(shown_code(code))) == code


def test_letters_that_look_like_digits_are_read_as_digits() -> None:
    code = next(code for code in iter(draw_code, "") if "0" in code and "1" in code)
    assert read_code(code.replace("0", "O").replace("1", "l")) == code


def test_nearly_every_slip_is_caught() -> None:
    code = draw_code()
    slips = [code[:at] + other + code[at + 1 :] for at in range(26) for other in ALPHABET if other != code[at]]
    caught = 0
    for slip in slips:
        try:
            read_code(slip)
        except WrongCode:
            caught += 1
    assert caught >= len(slips) - 5  # two characters of check let one in a thousand through


@pytest.mark.parametrize("typed", ["", "7K2M", "U" * 28, "7K2M-" * 8])
def test_what_is_no_code_is_refused(typed: str) -> None:
    with pytest.raises(WrongCode):
        read_code(typed)
