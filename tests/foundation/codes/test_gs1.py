"""What GS1 symbols say."""

from dataclasses import asdict
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from brasdroit.foundation.codes.gs1 import parse_gs1

ROOT = Path(__file__).resolve().parents[3]
CASES = yaml.safe_load((ROOT / "tests/rules/codes/gs1.yaml").read_text(encoding="utf-8"))
EMPTY = {"gtin": None, "cip13": None, "lot": None, "expiry": None, "serial": None}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_symbol(case):
    scan = asdict(parse_gs1(case["payload"].replace("<GS>", "\x1d")))
    problems = [problem.replace("\u202f", " ") for problem in scan.pop("problems")]
    assert scan == EMPTY | case["read"]
    assert problems == case.get("problems", [])


@given(st.text(alphabet="0123456789AB]dC()\x1d -", max_size=60))
def test_any_payload_is_read_or_told(payload):
    scan = parse_gs1(payload)
    assert scan.gtin or scan.problems
