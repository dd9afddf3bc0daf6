"""Missed appointments, counted and said without judgement."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dateutil.relativedelta import relativedelta


def missed_count(missed: Iterable[date], on: date, months: int = 12) -> int:
    """How many missed appointments fall in the `months` before `on`, that day included."""
    since = on - relativedelta(months=months)
    return sum(since < day <= on for day in missed)


def missed_text(count: int, months: int = 12) -> str:
    """« Aucun rendez-vous manqué en 12 mois », « 2 rendez-vous manqués en 12 mois »."""
    if count == 0:
        return f"Aucun rendez-vous manqué en {months} mois"
    return f"{count} rendez-vous manqué{'s' if count > 1 else ''} en {months} mois"
