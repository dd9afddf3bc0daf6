"""Reading what is typed in the search box."""

from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from brasdroit.foundation.search.query import SearchQuery, parse_query
from brasdroit.foundation.search.text import tokens

ROOT = Path(__file__).resolve().parents[3]
CASES = yaml.safe_load((ROOT / "tests/rules/search/queries.yaml").read_text(encoding="utf-8"))
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["typed"])
def test_typed(case):
    expected = asdict(SearchQuery()) | {name: value for name, value in case.items() if name != "typed"}
    understood = asdict(parse_query(case["typed"], TODAY))
    understood["words"] = list(understood["words"]) or ()
    understood["problem"] = understood["problem"] and understood["problem"].replace("\u202f", " ")
    assert understood == expected


def test_nothing_understood_is_empty():
    assert [parse_query(text, TODAY).empty for text in ("", "?!", "31/02/1961", "martin")] == [True, True, True, False]


@given(st.text(alphabet="martinéç0123456789/.-+@’ ", max_size=40))
def test_any_text_gives_folded_words(text):
    words = parse_query(text, TODAY).words
    assert words == tokens(" ".join(words))
