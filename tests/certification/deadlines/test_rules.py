"""Qualification deadlines, read from tests/rules/certification/deadlines.yaml."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from brasdroit.certification.deadlines.rules import (
    afgsu_deadline,
    qualification_deadlines,
    reminder_days,
    situation,
    urgency,
)
from brasdroit.certification.deadlines.types import Anchor, DeadlineFacts, Urgency, What
from brasdroit.practice.members.types import Profile
from brasdroit.practice.missions.types import Assistant

CASES = yaml.safe_load(
    (Path(__file__).parents[2] / "rules" / "certification" / "deadlines.yaml").read_text(encoding="utf-8")
)
TODAY = date(2026, 11, 23)
DAYS = st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize("case", [pytest.param(case, id=case["case"]) for case in CASES])
def test_deadlines(case: dict[str, Any]) -> None:
    found = qualification_deadlines(DeadlineFacts(**{"adaptation": False, **case["given"]}))
    assert [[d.what, d.anchor, d.by] for d in found.items] == case["deadlines"]
    assert [d.by for d in found.items if d.strict] == case.get("strict", [])
    assert list(found.missing) == case.get("missing", [])


def test_a_rule_reads_as_a_sentence() -> None:
    found = qualification_deadlines(DeadlineFacts(adaptation=False, cpam_signed_on=date(2025, 6, 22)))
    assert [(d.rule, d.sources, d.regime) for d in found.items] == [
        (
            "Inscrire l’assistant en formation dans l’année suivant la signature du contrat avec la CPAM.",
            ("Convention 2024, JO 21/06/2024 (fiche CFA)",),
            "convention-2024",
        ),
        (
            "Obtenir la certification dans les 2 ans suivant la signature du contrat avec la CPAM.",
            ("Convention 2024, JO 21/06/2024 (fiche CFA)",),
            "convention-2024",
        ),
    ]


@pytest.mark.parametrize(
    ("obtained", "refreshed", "by", "anchor"),
    [
        (date(2024, 3, 1), None, date(2028, 2, 29), Anchor.AFGSU),
        (date(2022, 3, 1), date(2025, 9, 10), date(2029, 9, 9), Anchor.AFGSU_REFRESHED),
        (date(2020, 3, 1), date(2024, 3, 1), date(2024, 2, 29), Anchor.AFGSU),
        (date(2024, 2, 29), None, date(2028, 2, 28), Anchor.AFGSU),
    ],
)
def test_afgsu_is_good_until_the_day_before_its_anniversary(
    obtained: date, refreshed: date | None, by: date, anchor: Anchor
) -> None:
    found = afgsu_deadline(obtained, refreshed, TODAY)
    assert found is not None
    assert (found.what, found.by, found.anchor) == (What.AFGSU, by, anchor)


def test_no_afgsu_has_no_deadline() -> None:
    assert afgsu_deadline(None, None, TODAY) is None


def test_reminders_come_twelve_six_three_and_one_month_before() -> None:
    assert reminder_days(date(2027, 8, 31), TODAY) == (
        date(2026, 8, 31),
        date(2027, 2, 28),
        date(2027, 5, 31),
        date(2027, 7, 31),
    )


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2025, 8, 30), Urgency.LATER),
        (date(2025, 8, 31), Urgency.YEAR),
        (date(2026, 2, 28), Urgency.HALF_YEAR),
        (date(2026, 5, 31), Urgency.QUARTER),
        (date(2026, 7, 31), Urgency.MONTH),
        (date(2026, 8, 31), Urgency.MONTH),
        (date(2026, 9, 1), Urgency.PASSED),
    ],
)
def test_urgency_follows_the_reminders(on: date, expected: Urgency) -> None:
    assert urgency(date(2026, 8, 31), on) == expected


@given(st.booleans(), DAYS, DAYS, DAYS)
def test_one_strict_day_for_each_thing_to_do(
    adaptation: bool, signed: date | None, hired: date | None, started: date | None
) -> None:
    items = qualification_deadlines(DeadlineFacts(adaptation, signed, hired, started)).items
    assert sorted(d.what for d in items if d.strict) == sorted({d.what for d in items})
    assert list(items) == sorted(items, key=lambda d: (d.by, d.what))
    starts = {Anchor.CPAM_SIGNATURE: signed, Anchor.HIRE: hired, Anchor.POST_START: started}
    assert all(d.by - (starts[d.anchor] or d.by) >= timedelta(days=365) for d in items)


SITUATIONS = yaml.safe_load(
    (Path(__file__).parents[2] / "rules" / "certification" / "situations.yaml").read_text(encoding="utf-8")
)


def an_assistant(**given: Any) -> Assistant:
    told = {"id": "a", "name": "Inès", "contract_from": date(2020, 1, 1), **given}
    return Assistant(**{**told, "profile": Profile(told["profile"])})


@pytest.mark.parametrize("case", [pytest.param(case, id=case["case"]) for case in SITUATIONS])
def test_situation(case: dict[str, Any]) -> None:
    found = situation(an_assistant(**case["assistant"]), TODAY)
    said = [
        f"{'* ' if d.deadline.strict else ''}{d.deadline.what} {d.deadline.by} {d.urgency}" for d in found.deadlines
    ]
    assert (found.standing, said) == (case["standing"], case["ahead"])
    assert list(found.missing) == case.get("missing", [])


def test_the_next_reminder_is_the_first_one_to_come() -> None:
    found = situation(an_assistant(profile="CQP", afgsu_on=date(2023, 8, 31)), TODAY)
    assert [d.reminder for d in found.deadlines] == [date(2027, 2, 28)]
