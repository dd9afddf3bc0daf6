"""Why people come, at their age and with their illnesses."""

from __future__ import annotations

import pytest

from brasdroit.cli.demo.cast import TYPES
from brasdroit.cli.demo.reasons import ADULT_MONTHS, FOLLOWED, reasons_of


@pytest.mark.parametrize(
    ("kind", "months", "absent"),
    [
        ("child", 60, "Examen des 9 mois"),
        ("consultation", 30, "Mal de dos"),
        ("urgent", 8, "Coupure à la main"),
        ("vaccination", 10, "Vaccin avant voyage"),
    ],
)
def test_a_child_does_not_come_for_what_is_not_of_his_age(kind, months, absent):
    assert absent not in reasons_of(kind, months, ())


def test_there_is_a_reason_at_any_age_for_any_kind():
    assert [kind for kind in TYPES for months in range(0, 1200, 5) if not reasons_of(kind, max(months, 0), ())] == []


def test_only_those_who_have_an_illness_are_followed_for_it():
    ill = set(reasons_of("follow_up", ADULT_MONTHS, ("Diabète de type 2",))) & set(FOLLOWED.values())
    assert ill == {"Suivi du diabète"}
