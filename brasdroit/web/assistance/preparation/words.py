"""Measures in French words, as the sheet and the doctor's page say them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from brasdroit.assistance.measurements.rules import french_number

ARMS = (("right", "Bras droit"), ("left", "Bras gauche"))
POSITIONS = (("sitting", "Assis"), ("lying", "Couché"), ("standing", "Debout"))
SHORT = {"blood_pressure": "PA"}
_WHERE = {**{code: label.lower() for code, label in ARMS}, **{code: label.lower() for code, label in POSITIONS}}
SPARK_WIDTH, SPARK_HEIGHT, SPARK_POINTS, _MARGIN = 84, 28, 8, 3
THIN = "\u202f"


def value_text(row: Any) -> str:
    """« 168/96 », « 48,2 »."""
    first = french_number(row.value)
    return first if row.diastolic is None else f"{first}/{french_number(row.diastolic)}"


def with_unit(row: Any, unit: str) -> str:
    """« 168/96 mmHg », « 74/min »."""
    space = "" if unit.startswith("/") else "\u00a0"
    return f"{value_text(row)}{space}{unit}"


def read_by_doctor(text: str) -> str:
    """An alert as the doctor reads it: that it was sent to him, he sees."""
    return text.replace(" Alerte envoyée au médecin.", "").replace(" Alerte envoyée au médecin ; mesurez", " Mesurez")


def ordinal(number: int) -> str:
    """« 1re », « 2e »."""
    return "1re" if number == 1 else f"{number}e"


def circumstances(row: Any) -> str:
    """« bras droit, assis, 1re mesure »; nothing when nothing was noted."""
    parts = [_WHERE[code] for code in (row.body_site, row.position) if code in _WHERE]
    parts += [f"{ordinal(row.sequence)} mesure"] if row.code == "blood_pressure" else []
    return ", ".join(parts)


def short_date(row: Any, today: date) -> str:
    """« 12/05 » in the present year, « 12/05/2024 » before."""
    day = timezone.localdate(row.taken_at)
    return f"{day:%d/%m}" if day.year == today.year else f"{day:%d/%m/%Y}"


def last_text(past: Sequence[Any], today: date) -> str:
    """« 12/05 : 142/84 », or that there is none."""
    return f"{short_date(past[0], today)}{THIN}: {value_text(past[0])}" if past else "jamais mesuré ici"


def change_text(row: Any, past: Sequence[Any], unit: str) -> str:
    """« +3 kg depuis le 12/05/2026 »; nothing without an earlier value or a change."""
    if not past or row.diastolic is not None:
        return ""
    change: Decimal = row.value - past[0].value
    if not change:
        return "inchangé"
    sign = "+" if change > 0 else "−"
    space = "" if unit.startswith("/") else "\u00a0"
    return f"{sign}{french_number(abs(change))}{space}{unit}"


def spark_points(past: Sequence[Any], here: Sequence[Any]) -> str:
    """The points of the small line of the last values (`past` latest first, `here` oldest first); empty under two."""
    values = [float(row.value) for row in (*reversed(past[:SPARK_POINTS]), *here)][-SPARK_POINTS:]
    if len(values) < 2:
        return ""
    low, high = min(values), max(values)
    step = (SPARK_WIDTH - 2 * _MARGIN) / (len(values) - 1)
    span = SPARK_HEIGHT - 2 * _MARGIN
    heights = [0.5 if high == low else (value - low) / (high - low) for value in values]
    return " ".join(f"{_MARGIN + i * step:.1f},{SPARK_HEIGHT - _MARGIN - h * span:.1f}" for i, h in enumerate(heights))
