"""Curves and limits as the pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.urls import NoReverseMatch, reverse

from brasdroit.assistance.measurements.rules import french_number
from brasdroit.assistance.measurements.selectors import Series, day_of
from brasdroit.foundation.actors import Actor
from brasdroit.foundation.permissions import may
from brasdroit.reference.measurements import measures
from brasdroit.web.assistance.preparation import words
from brasdroit.web.record.patients.views.record import TAB_RIGHTS, TABS

SIDES = (("high", "Alerte au-dessus"), ("low", "Alerte en dessous"))
TAB = "patient_measures"
_DEVIATIONS = {-3: "−3 DS", -2: "−2 DS", 0: "médiane", 2: "+2 DS", 3: "+3 DS"}
_LATEST = 60


@dataclass(frozen=True, slots=True)
class Point:
    """One line of the table beside the curve."""

    when: Any
    value: str
    about: str
    by: str
    tone: str
    status: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A measure over time: `data` is drawn, `points` are read."""

    code: str
    label: str
    unit: str
    points: tuple[Point, ...]
    data: dict[str, Any]
    position: str
    source: str
    state: str


def chart(series: Series, patient: Any) -> Chart:
    """The curve and its table."""
    unit = series.measure.unit
    points = tuple(_point(row, unit) for row in reversed(series.points[-_LATEST:]))
    last = series.points[-1]
    return Chart(
        code=series.code,
        label=series.label,
        unit=unit,
        points=points,
        data=_data(series, patient),
        position=series.position.explanation if series.position else "",
        source=series.position.sources[0] if series.position and series.position.sources else "",
        state=f"{words.with_unit(last, unit)} le {day_of(last):%d/%m/%Y}",
    )


def _point(row: Any, unit: str) -> Point:
    tone = "alert" if row.level == "alert" else "plain"
    status = "" if row.reviewed_at else "À valider par le médecin"
    return Point(row.taken_at, words.with_unit(row, unit), words.circumstances(row), row.entered_by_name, tone, status)


def _data(series: Series, patient: Any) -> dict[str, Any]:
    """Seconds since 1970 and values; the lines of the growth table as dates of this child's ages."""
    pressure = series.code == "blood_pressure"
    lines: list[dict[str, Any]] = [
        {
            "label": _DEVIATIONS[curve.deviation],
            "points": [
                [_seconds(patient.birth_date + relativedelta(months=month)), float(value)]
                for month, value in curve.points
            ],
        }
        for curve in series.curves
    ]
    return {
        "label": "Systolique" if pressure else series.label,
        "unit": series.measure.unit,
        "decimals": series.measure.decimals,
        "points": [[int(row.taken_at.timestamp()), float(row.value)] for row in series.points],
        "second": [float(row.diastolic) for row in series.points if row.diastolic is not None],
        "lines": lines,
    }


def _seconds(day: date) -> int:
    return (day - date(1970, 1, 1)).days * 86400


def tabs(actor: Actor, patient_id: UUID) -> list[dict[str, object]]:
    """The tabs of the patient's file, this page being current."""
    found: list[dict[str, object]] = []
    for name, label in TABS:
        if name in TAB_RIGHTS and not may(actor, TAB_RIGHTS[name]):
            continue
        try:
            found.append({"label": label, "href": reverse(name, args=[patient_id]), "current": name == TAB})
        except NoReverseMatch:
            continue
    return found


@dataclass(frozen=True, slots=True)
class LimitLine:
    """A limit in words."""

    id: Any
    label: str
    text: str
    ages: str
    about: str


def limit_line(row: Any, today: date) -> LimitLine:
    """A limit of a doctor, or one of the reference."""
    measure = measures(today)[row.measure]
    sign = ("dès" if row.reached else "au-dessus de") if row.side == "high" else ("jusqu’à" if row.reached else "sous")
    about = f"depuis le {row.valid_from:%d/%m/%Y}" if hasattr(row, "valid_from") else "proposé, à vérifier"
    if getattr(row, "ended_on", None):
        about += f", jusqu’au {row.ended_on:%d/%m/%Y}"
    return LimitLine(
        getattr(row, "pk", None),
        measure.label,
        f"{sign} {french_number(row.limit)}\u00a0{measure.unit}",
        _ages(row.from_month, row.to_month),
        about,
    )


def _ages(start: int, end: int | None) -> str:
    if end is None:
        return f"dès {_age(start)}" if start else "tous les âges"
    return f"de {_age(start)} à {_age(end)}" if start else f"avant {_age(end)}"


def _age(months: int) -> str:
    return f"{months // 12} ans" if months >= 24 else f"{months} mois"
