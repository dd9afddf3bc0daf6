"""FONEM, against the examples of its article."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from brasdroit.foundation.search.phonetics import fonem
from brasdroit.foundation.search.text import fold

ROOT = Path(__file__).resolve().parents[3]
CASES = yaml.safe_load((ROOT / "tests/rules/search/fonem.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("name", "code"), CASES["codes"])
def test_code_of_the_article(name, code):
    assert fonem(name) == code


@pytest.mark.parametrize("names", CASES["same"], ids=" ".join)
def test_names_of_one_sound_share_their_code(names):
    assert len({fonem(name) for name in names}) == 1


@pytest.mark.parametrize("names", CASES["different"], ids=" ".join)
def test_names_of_two_sounds_do_not(names):
    assert len({fonem(name) for name in names}) == 2


@given(st.text(max_size=30))
def test_any_text_has_the_code_of_its_folded_form(text):
    assert fonem(text) == fonem(fold(text))
    assert set(fonem(text)) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ-")
