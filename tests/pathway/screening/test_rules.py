"""Screenings by cases a physician can read: tests/rules/screening/cases.yaml."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from dateutil.relativedelta import relativedelta

from brasdroit.foundation.clock.ages import Span
from brasdroit.pathway.screening.rules import assess_screenings
from brasdroit.pathway.screening.types import ResultKind, ScreeningAnswer, ScreeningFacts, ScreeningResult
from brasdroit.reference.screening import edition_on

CASES = Path(__file__).resolve().parents[2] / "rules" / "screening" / "cases.yaml"
TODAY = date(2026, 11, 23)
DATES = ("earliest", "recommended", "latest")


def load() -> list[Any]:
    cases = yaml.safe_load(CASES.read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["case"]) for case in cases]


def born(case: dict[str, Any]) -> date:
    span = Span.parse(case["age"])
    return TODAY - relativedelta(years=span.years, months=span.months, weeks=span.weeks, days=span.days)


def day(text: str, born_on: date) -> date:
    return date.fromisoformat(text) if text[:4].isdigit() else Span.parse(text).after(born_on)


def result(text: str, index: int, born_on: date) -> ScreeningResult:
    target, when, test, shown = text.split()
    kind = ResultKind(shown) if shown in set(ResultKind) else None
    return ScreeningResult(target, day(when, born_on), test, kind, index)


def facts(case: dict[str, Any]) -> ScreeningFacts:
    born_on, sex = born(case), case.get("sex", "F")
    conditions = case.get("conditions", [])
    return ScreeningFacts(
        born_on=born_on,
        sex=None if sex == "U" else sex,
        conditions=frozenset(conditions or ()),
        conditions_known=conditions is not None,
        pregnant="weeks" in case,
        weeks=case.get("weeks"),
        results=tuple(result(text, index, born_on) for index, text in enumerate(case.get("done", []))),
        personal_intervals=tuple(case.get("personal", {}).items()),
    )


def found(answer: ScreeningAnswer, fields: dict[str, Any]) -> dict[str, Any]:
    shown = {key: getattr(answer, key) for key in fields}
    return {key: list(value) if isinstance(value, tuple) else value for key, value in shown.items()}


@pytest.mark.parametrize("case", load())
def test_screening(case: dict[str, Any]) -> None:
    answers = {one.target: one for one in assess_screenings(facts(case), edition_on(TODAY), TODAY)}
    for target, wanted in case["expect"].items():
        fields = {"status": wanted} if isinstance(wanted, str) else wanted
        expected = {key: day(value, born(case)) if key in DATES else value for key, value in fields.items()}
        assert (target, found(answers[target], fields)) == (target, expected)


def test_the_three_organised_screenings_come_first() -> None:
    answers = assess_screenings(ScreeningFacts(date(1970, 1, 1), "F"), edition_on(TODAY), TODAY)
    assert [one.target for one in answers[:3]] == ["colorectal", "breast", "cervical"]


def test_every_answer_is_explained_and_sourced() -> None:
    answers = assess_screenings(ScreeningFacts(date(1970, 1, 1), "F"), edition_on(TODAY), TODAY)
    assert [one.target for one in answers if not one.explanation.endswith(".") or not all(one.sources)] == []


def test_a_day_before_the_first_edition_uses_the_first_edition() -> None:
    assert edition_on(date(2020, 1, 1)).name == edition_on(date(2024, 1, 1)).name
