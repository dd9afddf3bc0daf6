"""Numbers in use: the cases a professional can read, and what holds for any text."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from brasdroit.foundation.codes.checks import CodeKind, check, nir_key

ROOT = Path(__file__).resolve().parents[3]
CASES = yaml.safe_load((ROOT / "tests/rules/codes/checks.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['kind']} {case['value']}")
def test_number(case):
    answer = check(case["kind"], case["value"])
    assert (answer.value, answer.valid, answer.key) == (case["value"], case["valid"], case["key"])
    assert (answer.reason or "")[: len(case.get("reason", ""))] == case.get("reason", "")
    assert (answer.reason is None) is case["valid"]


def test_corsican_finess_tells_that_only_its_form_was_checked():
    assert check("finess", "2A0000014").note == "Numéro corse\u202f: seule la forme a été vérifiée."


def test_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="adeli"):
        check("adeli", "759911111")


def test_the_key_of_a_malformed_number_is_refused():
    with pytest.raises(ValueError, match="27A"):
        nir_key("27A")


@given(st.sampled_from(list(CodeKind)), st.text(max_size=40))
def test_any_text_gets_an_answer(kind, text):
    answer = check(kind, text)
    assert answer.valid is (answer.reason is None)


@given(st.from_regex(r"[1-478][0-9]{4}([0-9]{2}|2A|2B)[0-9]{6}", fullmatch=True))
def test_a_number_with_its_computed_key_is_valid_and_with_another_is_not(number):
    key = nir_key(number)
    wrong = f"{(int(key) + 1) % 98:02d}"
    assert (check("nir", number + key).valid, check("nir", number + wrong).valid) == (True, False)
