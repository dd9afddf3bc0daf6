"""What the engine answers to a test case, beside what is expected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from brasdroit.cli.cdsi.cases import TestCase
from brasdroit.pathway.immunisation.rules import CompiledSchedule, evaluate_and_forecast
from brasdroit.pathway.immunisation.types import (
    DoseEvaluation,
    DoseReason,
    DoseStatus,
    Forecast,
    GroupForecast,
    SeriesKind,
    SeriesStatus,
)

_STATUSES = {
    DoseStatus.VALID: "valid",
    DoseStatus.NOT_VALID: "not valid",
    DoseStatus.EXTRANEOUS: "extraneous",
    DoseStatus.SUBSTANDARD: "sub-standard",
}
_BEST_FIRST = tuple(_STATUSES)
_OVER = frozenset({SeriesStatus.AGED_OUT, SeriesStatus.NOT_RECOMMENDED})
_NOT_ITS_PRODUCT = frozenset({DoseReason.WRONG_PRODUCT, DoseReason.PRODUCT_AGE, DoseReason.WRONG_TRADE_NAME})
_REASONS = {
    "age: too young": frozenset({DoseReason.AGE_TOO_YOUNG, DoseReason.PRODUCT_AGE}),
    "age: too old": frozenset({DoseReason.AGE_TOO_OLD}),
    "interval: too soon": frozenset({DoseReason.INTERVAL_TOO_SOON}),
    "interval too soon": frozenset({DoseReason.INTERVAL_TOO_SOON}),
    "inadvertent vaccine": frozenset({DoseReason.INADVERTENT, *_NOT_ITS_PRODUCT}),
    "live virus conflict": frozenset({DoseReason.CONFLICT}),
    "not a preferable or allowable vaccine": _NOT_ITS_PRODUCT,
    "series already complete": frozenset({DoseReason.SERIES_FINISHED}),
}
"""The reason a workbook gives (it calls inadvertent what the data only leaves out of its lists); the engine may find several."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of one case that is not as expected."""

    id: str
    field: str
    expected: str
    got: str


def differences(case: TestCase, schedule: CompiledSchedule) -> list[Difference]:
    """Every difference between the workbook and the engine, in the order of the columns."""
    outcome = evaluate_and_forecast(schedule, case.patient, case.on)
    answers = [one for one in outcome.groups if one.group.casefold() == case.group]
    found = [*_doses(case, answers, outcome.groups), *_forecast(case, _told(answers))]
    return [Difference(case.identifier, *one) for one in found if one[1] != one[2]]


def _doses(
    case: TestCase, answers: Sequence[GroupForecast], others: Sequence[GroupForecast]
) -> Iterator[tuple[str, str, str]]:
    """A dose that holds nothing of the group of the case is judged in its own group."""
    for place, expected in enumerate(case.expected.doses):
        if expected.status:
            judged = _evaluations(place, _of_kind(answers, expected.kind)) or _evaluations(place, others)
            yield f"Evaluation_Status_{place + 1}", expected.status, _status(judged)
            yield f"Evaluation_Reason_{place + 1}", expected.reason, _reason(expected.reason, judged)


def _of_kind(answers: Sequence[GroupForecast], kind: str) -> Sequence[GroupForecast]:
    """The answers of the series type the workbook speaks of, where there is one."""
    return [one for one in answers if one.kind.value == kind] or answers


def _evaluations(place: int, answers: Iterable[GroupForecast]) -> list[DoseEvaluation]:
    return [one for answer in answers for series in answer.best for one in series.evaluations if one.index == place]


def _status(judged: Sequence[DoseEvaluation]) -> str:
    """A combined dose that counts for one antigen of the group counts."""
    found = {one.status for one in judged}
    return next((_STATUSES[status] for status in _BEST_FIRST if status in found), "")


def _reason(expected: str, judged: Sequence[DoseEvaluation]) -> str:
    """The expected reason where it is one of those found, else all that were found. No reason expected: none asked."""
    found = {reason for one in judged for reason in one.reasons}
    if not expected or _REASONS.get(expected, frozenset()) & found:
        return expected
    return ", ".join(sorted(found))


def _told(answers: Sequence[GroupForecast]) -> Forecast | None:
    """A case tells one forecast: a series too late to follow says nothing beside another, a risk series goes first."""
    ranked = sorted(answers, key=lambda one: (one.forecast.status in _OVER, one.kind is not SeriesKind.RISK))
    return ranked[0].forecast if ranked else None


def _forecast(case: TestCase, forecast: Forecast | None) -> Iterator[tuple[str, str, str]]:
    expected = case.expected
    if forecast is None:
        yield "Series_Status", expected.series_status, ""
        return
    yield "Series_Status", expected.series_status, forecast.status.value.replace("_", " ")
    yield "Forecast_#", expected.forecast_number, str(forecast.dose_number or "")
    yield "Earliest_Date", _iso(expected.earliest), _iso(forecast.earliest)
    yield "Recommended_Date", _iso(expected.recommended), _iso(forecast.recommended)
    yield "Past_Due_Date", _iso(expected.past_due), _iso(forecast.past_due)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def report(cases: Sequence[TestCase], schedule: CompiledSchedule) -> dict[str, Any]:
    """How many cases pass, per vaccine group, and what differs in the others."""
    groups: dict[str, dict[str, int]] = {}
    failed: list[Difference] = []
    for case in cases:
        found = differences(case, schedule)
        count = groups.setdefault(case.label, {"total": 0, "passed": 0})
        count["total"] += 1
        count["passed"] += not found
        failed += found
    passed = sum(count["passed"] for count in groups.values())
    return {"total": len(cases), "passed": passed, "by_group": groups, "failed": failed}
