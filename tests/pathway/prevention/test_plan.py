"""The catch-up plan: visits by date, combined vaccines, four injections at most."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from brasdroit.pathway.prevention.rules import assess, catch_up_plan
from brasdroit.pathway.prevention.types import PreventionFacts, RecordedDose, Status

TODAY = date(2026, 11, 23)


def plan(born_on: date, **facts: Any) -> list[tuple[str, list[str]]]:
    visits = catch_up_plan(PreventionFacts(born_on, "F", **facts), TODAY)
    return [(visit.on.isoformat(), [one.label for one in visit.injections]) for visit in visits]


def test_a_woman_of_thirty_never_vaccinated() -> None:
    assert plan(date(1996, 11, 23)) == [
        ("2026-11-23", ["Rougeole-oreillons-rubéole", "dTcaP"]),
        ("2027-01-23", ["Rougeole-oreillons-rubéole", "dTcaP"]),
        ("2027-07-23", ["dTcaP"]),
    ]


def test_a_child_of_three_never_vaccinated() -> None:
    hexavalent = "Hexavalent (DTCaP-Hib-hépatite B)"
    assert plan(date(2023, 11, 23)) == [
        ("2026-11-23", [hexavalent, "Méningocoque B", "Méningocoques ACWY", "Rougeole-oreillons-rubéole"]),
        ("2027-01-23", ["Méningocoque B", "Rougeole-oreillons-rubéole", hexavalent]),
        ("2027-07-23", [hexavalent]),
    ]


def test_an_unknown_history_is_planned_as_none() -> None:
    assert plan(date(1996, 11, 23), history_known=False) == plan(date(1996, 11, 23))


def test_who_is_up_to_date_has_no_visit() -> None:
    given = [
        ("1996-11-23", "DTP-full"),
        ("1997-01-23", "DTP-full"),
        ("1997-09-23", "DTP-full"),
        ("2022-01-01", "DTP-reduced"),
    ]
    doses = tuple(RecordedDose(index, date.fromisoformat(day), (part,)) for index, (day, part) in enumerate(given))
    more = tuple(RecordedDose(10 + index, date(1997 + index, 12, 1), ("MMR",)) for index in range(2))
    booster = RecordedDose(20, date(2022, 1, 1), ("ca",))
    assert plan(date(1996, 9, 23), doses=(*doses, *more, booster)) == []


@pytest.mark.parametrize(
    "born_on", [date(2026, 5, 23), date(2025, 5, 23), date(2019, 1, 1), date(2010, 6, 1), date(1950, 1, 1)]
)
def test_the_plan_followed_leaves_nothing_late_but_what_is_seasonal(born_on: date) -> None:
    facts = PreventionFacts(born_on, "F")
    visits = catch_up_plan(facts, TODAY)
    doses = tuple(
        RecordedDose(index, visit.on, one.components) for index, visit in enumerate(visits) for one in visit.injections
    )
    end = visits[-1].on
    answer = assess(PreventionFacts(born_on, "F", doses=doses), end)
    assert [one.target for one in answer.items if one.kind == "immunisation" and one.status is Status.OVERDUE] == []
    assert max(len(visit.injections) for visit in visits) <= 4
