"""The conditional skips of the CDC's supporting data."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from brasdroit.cli.cdsi.xml import codes, day, in_force, period, text
from brasdroit.pathway.immunisation.types import (
    ConditionalSkip,
    CountLogic,
    SkipCondition,
    SkipContext,
    SkipKind,
    SkipSet,
)

_KINDS = {
    "age": SkipKind.AGE,
    "completed series": SkipKind.COMPLETED_SERIES,
    "interval": SkipKind.INTERVAL,
    "vaccine count by age": SkipKind.VACCINE_COUNT,
    "vaccine count by date": SkipKind.VACCINE_COUNT,
    "vaccine count by date and age": SkipKind.VACCINE_COUNT,
}
_COUNTS = {"greater than": CountLogic.GREATER, "equal to": CountLogic.EQUAL, "less than": CountLogic.LESS}


def skip(element: Element) -> ConditionalSkip:
    """A ``<conditionalSkip>`` element. ValueError where a value is not of the standard."""
    return ConditionalSkip(
        context=SkipContext(text(element, "context").lower() or SkipContext.BOTH),
        sets=tuple(_set(one) for one in element.iterfind("set")),
        all_sets=text(element, "setLogic") == "AND",
    )


def _set(element: Element) -> SkipSet:
    return SkipSet(
        conditions=tuple(_condition(one) for one in element.iterfind("condition")),
        all_conditions=text(element, "conditionLogic") != "OR",
        description=text(element, "setDescription"),
        in_force=in_force(element),
    )


def _condition(element: Element) -> SkipCondition:
    kind, logic = text(element, "conditionType").lower(), text(element, "doseCountLogic").lower()
    if kind not in _KINDS or (logic and logic not in _COUNTS):
        raise ValueError(f"unknown skip condition {kind!r} {logic!r}")
    return SkipCondition(
        kind=_KINDS[kind],
        begin_age=period(element, "beginAge"),
        end_age=period(element, "endAge"),
        start=day(element, "startDate"),
        end=day(element, "endDate"),
        interval=period(element, "interval"),
        dose_count=int(text(element, "doseCount") or 0),
        count_logic=_COUNTS.get(logic, CountLogic.GREATER),
        valid_only=text(element, "doseType").lower() == "valid",
        products=codes(element, "vaccineTypes"),
        series_groups=codes(element, "seriesGroups"),
    )
