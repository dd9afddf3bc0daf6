"""Public holidays, held against a table frozen here, and working days."""

from datetime import date

import pytest

from brasdroit.foundation.clock.working import add_working_days, next_working_day, public_holidays, working_days

NATIONAL_2026 = [
    (1, 1, "Jour de l’an"), (4, 6, "Lundi de Pâques"), (5, 1, "Fête du Travail"), (5, 8, "Fête de la Victoire"),
    (5, 14, "Ascension"), (5, 25, "Lundi de Pentecôte"), (7, 14, "Fête nationale"), (8, 15, "Assomption"),
    (11, 1, "Toussaint"), (11, 11, "Armistice"), (12, 25, "Noël"),
]  # fmt: skip


def test_national_holidays_of_2026():
    assert [(day.month, day.day, name) for day, name in public_holidays(2026).items()] == NATIONAL_2026


@pytest.mark.parametrize("department", ["57", "67", "68"])
def test_moselle_and_alsace_have_two_more(department):
    added = set(public_holidays(2026, department)) - set(public_holidays(2026))
    assert added == {date(2026, 4, 3), date(2026, 12, 26)}


@pytest.mark.parametrize(("department", "days"), [("75", 11), ("2A", 11), ("971", 15), ("974", 12)])
def test_number_of_holidays(department, days):
    assert len(public_holidays(2026, department)) == days


def test_working_days_skip_holidays_and_weekends():
    assert add_working_days(date(2026, 5, 7), 1) == date(2026, 5, 11)
    assert add_working_days(date(2026, 5, 11), -1) == date(2026, 5, 7)
    assert add_working_days(date(2026, 5, 7), 1, saturdays=True) == date(2026, 5, 9)
    assert next_working_day(date(2026, 12, 26), "67") == date(2026, 12, 28)
    assert next_working_day(date(2026, 12, 26), saturdays=True) == date(2026, 12, 26)


def test_working_days_of_a_week():
    week = working_days(date(2026, 11, 9), date(2026, 11, 15))
    assert [day.day for day in week] == [9, 10, 12, 13]
