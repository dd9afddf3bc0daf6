"""The French schedule by cases a physician can read: tests/rules/immunisation/french_*.yaml."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from dateutil.relativedelta import relativedelta

from brasdroit.foundation.clock.ages import Span
from brasdroit.pathway.prevention.rules import assess, read_request
from brasdroit.pathway.prevention.rules.periods import after

CASES = Path(__file__).resolve().parents[2] / "rules" / "immunisation"
TODAY = date(2026, 11, 23)
FACTS = ("conditions", "pregnancy", "preterm_weeks", "history_known", "contraindications")
NAMES = (
    "infants",
    "meningococci",
    "catch_up",
    "children_adults",
    "risks",
    "pregnancy_seasons",
    "obligations",
    "bad_input",
)


def load() -> list[Any]:
    found = []
    for name in NAMES:
        cases = yaml.safe_load((CASES / f"french_{name}.yaml").read_text(encoding="utf-8"))
        found += [pytest.param(case, id=f"{name}: {case['case']}") for case in cases]
    return found


def born(case: dict[str, Any]) -> date:
    if "born" in case:
        found: date = case["born"]
        return found
    span = Span.parse(case["age"])
    return on(case) - relativedelta(years=span.years, months=span.months, weeks=span.weeks, days=span.days)


def on(case: dict[str, Any]) -> date:
    if "born" in case and "age" in case:
        return after(case["age"], case["born"])
    found: date = case.get("day", TODAY)
    return found


def day(text: str, born_on: date) -> str:
    """An ISO date, or an age such as « 4m »."""
    return text if "-" in text[1:] and text[:4].isdigit() else after(text, born_on).isoformat()


def dose(text: str, born_on: date) -> dict[str, str]:
    """« 2m HEXYON »: the age or the date, then the vaccine (brand, « cvx:110 », « nuva:VAC0510 », « cip13:… »)."""
    when, name = text.split(" ", 1)
    kind, _, code = name.partition(":")
    return {"date": day(when, born_on), **({kind: code} if code else {"brand": name})}


def request(case: dict[str, Any]) -> dict[str, Any]:
    born_on = born(case)
    kept: dict[str, Any] = {key: case[key] for key in FACTS if key in case}
    doses = [dose(one, born_on) if isinstance(one, str) else one for one in case.get("doses", [])]
    return {"birth_date": born_on.isoformat(), "sex": case.get("sex", "F"), "doses": doses, **kept}


def expected(wanted: str | dict[str, Any], born_on: date) -> dict[str, Any]:
    """« due 2 »: the status, then the number of the next dose."""
    if isinstance(wanted, dict):
        dates = ("earliest", "recommended", "latest")
        return {key: day(str(value), born_on) if key in dates and value else value for key, value in wanted.items()}
    status, _, number = wanted.partition(" ")
    return {"status": status, **({"dose": int(number)} if number else {})}


def plain(found: dict[str, Any]) -> dict[str, Any]:
    """Dates and lists as YAML gives them."""
    shown = {key: value.isoformat() if isinstance(value, date) else value for key, value in found.items()}
    return {key: list(value) if isinstance(value, tuple) else value for key, value in shown.items()}


@pytest.mark.parametrize("case", load())
def test_french_schedule(case: dict[str, Any]) -> None:
    facts, _ = read_request(request(case))
    answer = assess(facts, on(case))
    items = {one.target: one for one in answer.items}
    for target, wanted in case.get("expect", {}).items():
        fields = expected(wanted, born(case))
        found = {key: getattr(items[target], key) for key in fields}
        assert (target, plain(found)) == (target, fields)
    refused = [f"{one.index} {one.target} {one.code}" for one in answer.doses if not one.valid]
    assert refused == case.get("refused", [])
