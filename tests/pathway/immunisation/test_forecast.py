"""The next dose of a series, read from tests/rules/immunisation/forecast.yaml; the answer of a vaccine group."""

from datetime import date
from typing import Any

import pytest

from brasdroit.pathway.immunisation.types import Forecast, ForecastReason, SeriesStatus, Undetermined
from tests.factories.immunisation import answer, load

BASE: dict[str, Any] = {
    "born": date(2020, 1, 15),
    "examined": date(2026, 11, 23),
    "products": {"a": "A", "a2": "A", "a3": "A", "b": "B"},
}
SHOWN = ("dose_number", "earliest", "recommended", "past_due", "latest")


@pytest.mark.parametrize("case", load("forecast.yaml"))
def test_the_next_dose_is_forecast_as_the_specification_says(case: dict[str, Any]) -> None:
    rules = {"series": [{"name": "S", "doses": case["doses_rules"]}], **case.get("rules", {})}
    found = answer({**BASE, "antigens": {"A": rules}, **case}).series[0].forecast
    gives = case["gives"]
    expected = {name: gives.get(name) for name in SHOWN}
    assert (found.status, found.reason) == (gives["status"], gives.get("reason", ""))
    assert {name: getattr(found, name) for name in SHOWN} == expected
    assert found.products == tuple(gives.get("products", ()))
    assert found.target_dose == gives.get("target_dose", found.target_dose)


def group(rules: dict[str, list[dict[str, Any]]], **more: Any) -> Forecast:
    antigens = {name: {"series": [{"name": name, "doses": doses}]} for name, doses in rules.items()}
    products = {"ab": {"A": (), "B": ()}, "a": "A", "b": "B"}
    (only,) = answer({**BASE, "products": products, "antigens": antigens, **more}).groups
    return only.forecast


def due(minimum: str, **more: Any) -> dict[str, Any]:
    return {"age": {"minimum": minimum, **more}, "prefer": ["ab", "a", "b"]}


def test_a_group_waits_for_all_its_antigens() -> None:
    found = group({"A": [due("2 months")], "B": [due("4 months")]})
    assert (found.status, found.earliest, found.recommended) == (
        SeriesStatus.NOT_COMPLETE,
        date(2020, 5, 15),
        date(2020, 5, 15),
    )


def test_a_group_does_not_wait_when_an_antigen_has_priority() -> None:
    urgent = {"intervals": [{"minimum": "4 weeks", "priority": True}], "prefer": ["ab"]}
    late = {"age": {"minimum": "10 years"}, "prefer": ["ab"]}
    found = group({"A": [due("2 months"), urgent], "B": [due("2 months"), late]}, doses=[[date(2020, 4, 1), "ab"]])
    assert (found.earliest, found.dose_number) == (date(2020, 4, 29), 2)


def test_a_group_with_priority_still_comes_after_its_last_vaccine() -> None:
    urgent = {"intervals": [{"minimum": "0 days", "priority": True}], "prefer": ["ab"]}
    found = group({"A": [due("2 months"), urgent], "B": [due("2 months"), {}]}, doses=[
        [date(2020, 4, 1), "ab"], [date(2020, 6, 1), "b"],
    ])  # fmt: skip
    assert found.earliest == date(2020, 6, 1)


def test_the_dates_of_a_group_are_the_first_of_its_antigens() -> None:
    found = group({
        "A": [due("2 months", earliest_recommended="5 months", latest_recommended="9 months", maximum="8 years")],
        "B": [due("2 months", earliest_recommended="4 months", latest_recommended="10 months", maximum="9 years")],
    })  # fmt: skip
    assert (found.recommended, found.past_due, found.latest) == (
        date(2020, 5, 15),
        date(2020, 10, 14),
        date(2028, 1, 14),
    )


@pytest.mark.parametrize(("full", "number"), [(False, 2), (True, 1)])
def test_the_number_of_a_group_follows_the_way_it_is_given(full: bool, number: int) -> None:
    rules = {"A": [due("2 months"), due("3 months")], "B": [due("2 months")]}
    found = group(rules, administer_full=full, doses=[[date(2020, 4, 1), "a"]])
    assert found.dose_number == number


NEVER = {"age": {"maximum": "1 year"}}


@pytest.mark.parametrize(
    ("rules", "more", "status"),
    [
        ({"A": [due("2 months")], "B": [NEVER]}, {}, SeriesStatus.AGED_OUT),
        ({"A": [{}], "B": [due("2 months")]}, {"doses": [[date(2020, 4, 1), "a"]]}, SeriesStatus.NOT_COMPLETE),
        ({"A": [{}], "B": [{"prefer": ["ab"]}]}, {"doses": [[date(2020, 4, 1), "a"], [date(2020, 4, 1), "ab"]]}, SeriesStatus.COMPLETE),
    ],
)  # fmt: skip
def test_one_antigen_decides_the_status_of_its_group(
    rules: dict[str, Any], more: dict[str, Any], status: SeriesStatus
) -> None:
    assert group(rules, **more).status is status


def test_a_group_is_immune_only_with_all_its_antigens() -> None:
    rules = {name: {"series": [{"name": name, "doses": [{}]}], "immune_if": ["proof"]} for name in "AB"}
    (found,) = answer({**BASE, "antigens": rules, "observed": ["proof"]}).groups
    assert found.forecast == Forecast(SeriesStatus.IMMUNE, ForecastReason.IMMUNE)


def test_risk_and_standard_series_are_answered_apart() -> None:
    risk: dict[str, Any] = {
        "name": "risk",
        "kind": "risk",
        "doses": [due("1 month")],
        "indications": [{"observation": "asplenia"}],
    }
    risk["selection"] = {"group": "2"}
    rules = {"A": {"series": [{"name": "all", "doses": [due("2 months")]}, risk]}}
    groups = answer({**BASE, "antigens": rules, "observed": ["asplenia"]}).groups
    assert [(one.kind.value, one.forecast.earliest, one.recommended_antigens) for one in groups] == [
        ("standard", date(2020, 3, 15), ("A",)),
        ("risk", date(2020, 2, 15), ("A",)),
    ]


def test_what_nobody_asked_is_told() -> None:
    risk = {
        "name": "risk",
        "kind": "risk",
        "doses": [{}],
        "indications": [{"observation": "asplenia", "description": "no spleen"}],
    }
    rules = {
        "A": {
            "series": [risk],
            "contraindications": [
                {"observation": "allergy", "text": "allergic"},
                {"observation": "gone", "end_age": "1 year"},
            ],
        }
    }
    outcome = answer({**BASE, "antigens": rules, "unknown": ["asplenia", "allergy", "gone"]})
    assert outcome.undetermined == (
        Undetermined("A", "asplenia", "no spleen", "risk"),
        Undetermined("A", "allergy", "allergic"),
    )
    assert outcome.series == ()
