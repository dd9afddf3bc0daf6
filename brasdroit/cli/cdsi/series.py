"""One antigen series of the CDC's supporting data."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from brasdroit.cli.cdsi.skips import skip
from brasdroit.cli.cdsi.xml import codes, day, in_force, period, text, texts
from brasdroit.pathway.immunisation.types import (
    Age,
    AllowableVaccine,
    Gender,
    Indication,
    Interval,
    IntervalFrom,
    PreferableVaccine,
    Season,
    Selection,
    Series,
    SeriesDose,
    SeriesKind,
)

_KINDS = {"Standard": SeriesKind.STANDARD, "Risk": SeriesKind.RISK, "Evaluation Only": SeriesKind.EVALUATION_ONLY}


def series(element: Element) -> Series:
    """A ``<series>`` element. ValueError where a value is not of the standard."""
    kind = text(element, "seriesType")
    if kind not in _KINDS:
        raise ValueError(f"unknown series type {kind!r}")
    return Series(
        name=text(element, "seriesName"),
        antigen=text(element, "targetDisease"),
        vaccine_group=text(element, "vaccineGroup"),
        doses=tuple(_dose(one, number) for number, one in enumerate(element.iterfind("seriesDose"), 1)),
        kind=_KINDS[kind],
        selection=_selection(element),
        equivalent_groups=codes(element, "equivalentSeriesGroups"),
        genders=frozenset(Gender(one.lower()) for one in texts(element, "requiredGender")),
        indications=tuple(
            _indication(one) for one in element.iterfind("indication") if text(one, "observationCode/code")
        ),
        guidance=tuple(texts(element, "seriesAdminGuidance")),
    )


def _selection(element: Element) -> Selection:
    return Selection(
        default=text(element, "selectSeries/defaultSeries") == "Yes",
        product_path=text(element, "selectSeries/productPath") == "Yes",
        group=text(element, "selectSeries/seriesGroup"),
        group_name=text(element, "selectSeries/seriesGroupName"),
        priority=text(element, "selectSeries/seriesPriority"),
        preference=int(text(element, "selectSeries/seriesPreference") or 1),
        min_age_to_start=period(element, "selectSeries/minAgeToStart"),
        max_age_to_start=period(element, "selectSeries/maxAgeToStart"),
    )


def _indication(element: Element) -> Indication:
    return Indication(
        observation=text(element, "observationCode/code"),
        description=text(element, "description"),
        begin_age=period(element, "beginAge"),
        end_age=period(element, "endAge"),
        guidance=text(element, "guidance"),
    )


def _dose(element: Element, number: int) -> SeriesDose:
    return SeriesDose(
        number=number,
        ages=tuple(_age(one) for one in element.iterfind("age") if len(one)),
        intervals=tuple(_interval(one) for one in element.iterfind("interval") if len(one)),
        allowable_intervals=tuple(_interval(one) for one in element.iterfind("allowableInterval") if len(one)),
        preferable=tuple(_preferable(one) for one in element.iterfind("preferableVaccine") if text(one, "cvx")),
        allowable=tuple(_allowable(one) for one in element.iterfind("allowableVaccine") if text(one, "cvx")),
        inadvertent=frozenset(texts(element, "inadvertentVaccine/cvx")),
        skips=tuple(skip(one) for one in element.iterfind("conditionalSkip") if one.find("set") is not None),
        recurring=text(element, "recurringDose") == "Yes",
        season=_season(element.find("seasonalRecommendation")),
    )


def _age(element: Element) -> Age:
    return Age(
        absolute_minimum=period(element, "absMinAge"),
        minimum=period(element, "minAge"),
        earliest_recommended=period(element, "earliestRecAge"),
        latest_recommended=period(element, "latestRecAge"),
        maximum=period(element, "maxAge"),
        in_force=in_force(element),
    )


def _interval(element: Element) -> Interval:
    target = text(element, "fromTargetDose")
    return Interval(
        counted_from=_counted_from(element),
        target_dose=int(target) if target else None,
        products=codes(element, "fromMostRecent"),
        observation=text(element, "fromRelevantObs/code") or None,
        absolute_minimum=period(element, "absMinInt"),
        minimum=period(element, "minInt"),
        earliest_recommended=period(element, "earliestRecInt"),
        latest_recommended=period(element, "latestRecInt"),
        priority=text(element, "intervalPriority") == "override",
        in_force=in_force(element),
    )


def _counted_from(element: Element) -> IntervalFrom:
    if text(element, "fromPrevious") == "Y":
        return IntervalFrom.PREVIOUS_DOSE
    if text(element, "fromTargetDose"):
        return IntervalFrom.TARGET_DOSE
    return IntervalFrom.PRODUCTS if text(element, "fromMostRecent") else IntervalFrom.OBSERVATION


def _preferable(element: Element) -> PreferableVaccine:
    volume = text(element, "volume")
    return PreferableVaccine(
        product=text(element, "cvx"),
        begin_age=period(element, "beginAge"),
        end_age=period(element, "endAge"),
        trade_name=text(element, "tradeName") or None,
        manufacturer=text(element, "mvx") or None,
        volume=float(volume) if volume else None,
        forecast=text(element, "forecastVaccineType") == "Y",
    )


def _allowable(element: Element) -> AllowableVaccine:
    return AllowableVaccine(text(element, "cvx"), period(element, "beginAge"), period(element, "endAge"))


def _season(element: Element | None) -> Season | None:
    if element is None or not len(element):
        return None
    return Season(day(element, "startDate"), day(element, "endDate"))
