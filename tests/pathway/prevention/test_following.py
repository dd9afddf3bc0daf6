"""Forecast and evaluation agree: a life that takes every dose on its day has only doses that count, and is never late."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from brasdroit.pathway.immunisation.rules import Memory
from brasdroit.pathway.prevention.rules import assess
from brasdroit.pathway.prevention.types import PreventionFacts, PreventionItem, RecordedDose, Status

BORN = date(1990, 3, 31)
TOO_LONG = 80


def component(item: PreventionItem, age: int) -> str:
    """What is given for a target at an age in years."""
    full = age < 11
    return {
        "dtp": "DTP-full" if full else "DTP-reduced",
        "pertussis": "Ca" if full else "ca",
        "hib": "Hib",
        "hepatitis-b": "HB10",
        "pneumococcus": "PCV13" if age < 18 else "PCV20",
        "rotavirus": "ROTA1",
        "men-b": "MENB-4C",
        "men-acwy": "ACWY-T",
        "mmr": "MMR",
        "hpv": "HPV9",
        "varicella": "VAR",
        "zoster": "ZONA-R",
        "influenza": "FLU",
        "covid-19": "COVID",
        "rsv": "RSV-MAB" if age < 18 else "RSV-F",
        "bcg": "BCG",
        "hepatitis-a": "HEPA-A",
        "yellow-fever": "YF",
    }[item.target]


def life(conditions: frozenset[str], seasonal: frozenset[str]) -> list[RecordedDose]:
    """Every dose taken on its recommended day, from birth until nothing more comes."""
    doses: list[RecordedDose] = []
    today, memory = BORN, Memory()
    for _ in range(TOO_LONG):
        facts = PreventionFacts(BORN, "F", conditions, doses=tuple(doses))
        items = [
            one
            for one in assess(facts, today, memory).items
            if one.kind == "immunisation" and one.target not in seasonal
        ]
        days = [max(one.recommended, today) for one in items if one.recommended]
        assert [one.target for one in items if one.status is Status.OVERDUE] == []
        if not days:
            break
        today = min(days)
        due = [one for one in items if one.recommended and one.recommended <= today]
        for one in due:
            doses.append(RecordedDose(len(doses), today, (component(one, today.year - BORN.year),)))
    return doses


@pytest.mark.parametrize(
    "conditions", [frozenset(), frozenset({"mayotte"}), frozenset({"healthcare-worker"}), frozenset({"msm", "guyane"})]
)
def test_a_life_that_follows_the_schedule_has_only_doses_that_count(conditions: frozenset[str]) -> None:
    doses = life(conditions, frozenset({"influenza", "covid-19"}))
    facts = PreventionFacts(BORN, "F", conditions, doses=tuple(doses))
    answer = assess(facts, doses[-1].on or BORN)
    assert [f"{one.index} {one.target} {one.code}" for one in answer.doses if not one.valid] == []


def test_the_memory_of_a_list_changes_no_answer() -> None:
    memory = Memory()
    days = [BORN + timedelta(days=400 * number) for number in range(40)]
    people = [PreventionFacts(born_on, "M", frozenset({"diabetes"} if born_on.year % 2 else set())) for born_on in days]
    on = date(2045, 1, 1)
    assert [assess(one, on, memory) for one in people] == [assess(one, on) for one in people]
