"""The series kept for a patient, read from tests/rules/immunisation/selection.yaml."""

from datetime import date
from typing import Any

import pytest

from tests.factories.immunisation import answer, load

BASE: dict[str, Any] = {
    "born": date(2020, 1, 15),
    "examined": date(2026, 11, 23),
    "products": {"a": "A", "a2": "A"},
}


@pytest.mark.parametrize("case", load("selection.yaml"))
def test_the_best_series_is_kept(case: dict[str, Any]) -> None:
    rules = {"series": case["series"], **case.get("rules", {})}
    best = answer({**BASE, **case, "antigens": {"A": rules}}).best["A"]
    assert [one.series.name for one in best] == case["gives"]


def test_a_completed_group_opens_the_skip_of_another() -> None:
    skip = {"skips": [{"when": "forecast", "if": [{"kind": "completed_series", "series_groups": ["1"]}]}]}
    rules = [
        {
            "name": "booster",
            "selection": {"group": "2"},
            "doses": [{"prefer": ["a2"], **skip}, {"age": {"minimum": "8 years"}}],
        },
        {"name": "basis", "doses": [{}]},
    ]
    without = answer({**BASE, "series": rules}).best["A"]
    complete = answer({**BASE, "series": rules, "doses": [[date(2020, 3, 1), "a"]]}).best["A"]
    assert [one.forecast.target_dose for one in without] == [1, 1]
    assert [one.forecast.target_dose for one in complete] == [None, 2]
