"""The dates of an assistant's sheet: nothing before it happened, nothing out of our time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from brasdroit.practice.members.rules import assistant_problems
from brasdroit.practice.members.types import AssistantFacts

TODAY = date(2026, 11, 23)
SHEET = AssistantFacts(profile="in_training", contract_from=date(2026, 9, 1))


@pytest.mark.parametrize(
    ("given", "problems"),
    [
        ({"hired_on": TODAY, "post_started_on": TODAY, "cpam_signed_on": TODAY}, {}),
        ({"post_started_on": date(1950, 1, 1)}, {}),
        ({"contract_until": date(2030, 1, 1)}, {}),
        ({"hired_on": date(2026, 11, 24)}, {"hired_on": ["L’embauche ne peut pas être dans le futur."]}),
        (
            {"post_started_on": date(2026, 11, 24)},
            {"post_started_on": ["La prise de fonction ne peut pas être dans le futur."]},
        ),
        (
            {"post_started_on": date(9999, 12, 31)},
            {"post_started_on": ["La prise de fonction ne peut pas être dans le futur."]},
        ),
        (
            {"cpam_signed_on": date(9999, 12, 31)},
            {"cpam_signed_on": ["La signature du contrat avec la CPAM ne peut pas être dans le futur."]},
        ),
        ({"post_started_on": date(1949, 12, 31)}, {"post_started_on": ["Cette date est trop ancienne."]}),
        ({"hired_on": date(1, 1, 1)}, {"hired_on": ["Cette date est trop ancienne."]}),
        ({"contract_until": date(9999, 12, 31)}, {"contract_until": ["Cette date est trop lointaine."]}),
    ],
)
def test_the_dates_of_the_sheet(given: dict[str, Any], problems: dict[str, list[str]]) -> None:
    assert assistant_problems(replace(SHEET, **given), TODAY) == problems
