"""What each dose is worth, read from tests/rules/immunisation/evaluation.yaml."""

from datetime import date
from typing import Any

import pytest

from tests.factories.immunisation import answer, load

BASE: dict[str, Any] = {
    "born": date(2020, 1, 15),
    "examined": date(2026, 11, 23),
    "products": {"a": "A", "a2": "A", "b": "B"},
}


@pytest.mark.parametrize("case", load("evaluation.yaml"))
def test_a_dose_is_judged_as_the_specification_says(case: dict[str, Any]) -> None:
    series = answer({**BASE, "series": [{"name": "S", "doses": case["doses_rules"]}], **case}).series[0]
    found = {one.index: [one.status.value, *(reason.value for reason in one.reasons)] for one in series.evaluations}
    assert [found.get(place, []) for place in range(len(case["doses"]))] == case["gives"]


def test_a_valid_dose_says_which_target_dose_it_satisfies() -> None:
    doses = [[date(2020, 3, 1), "a"], [date(2020, 3, 2), "z"], [date(2020, 4, 1), "a"], [date(2020, 5, 1), "a2"]]
    series = answer({**BASE, "series": [{"name": "S", "doses": [{}, {}, {}]}], "doses": doses}).series[0]
    assert [(one.index, one.target_dose) for one in series.evaluations] == [(0, 1), (2, 2), (3, None)]


def test_a_dose_may_count_in_one_series_and_not_in_another() -> None:
    rules = [{"name": "early", "doses": [{}]}, {"name": "late", "doses": [{"age": {"absolute_minimum": "1 year"}}]}]
    outcome = answer({**BASE, "series": rules, "doses": [[date(2020, 3, 1), "a"]]})
    assert {one.series.name: one.evaluations[0].status.value for one in outcome.series} == {
        "early": "valid",
        "late": "not_valid",
    }
