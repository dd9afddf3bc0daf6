"""Measurements, read from tests/rules/measurements."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from brasdroit.assistance.measurements.rules import (
    age_in_months,
    body_mass_index,
    french_number,
    growth_curves,
    growth_position,
    judge,
    judge_blood_pressure,
    parse,
    read,
    summarise_readings,
)
from brasdroit.assistance.measurements.types import Arm, Level, PastValue, PatientFacts, PressureReading, Setting
from brasdroit.reference.measurements import AlertLimit, Capture, Side, default_alerts, growth, measures

CASES = Path(__file__).parents[2] / "rules" / "measurements"
TODAY = date(2026, 11, 23)
BORN = date(1961, 3, 14)
FIELDS = ["blood_pressure", *measures(TODAY)]
PATIENT_KEYS = {"birth_date", "sex", "pregnant", "arrhythmia", "preterm"}


def load_cases(name: str) -> list[Any]:
    cases = yaml.safe_load((CASES / name).read_text(encoding="utf-8"))
    return [pytest.param(case, id=case.get("case", f"{case.get('field')} {case.get('text')}")) for case in cases]


def patient(case: dict[str, Any], **base: Any) -> PatientFacts:
    return PatientFacts(**{"birth_date": BORN, **base, **{key: case[key] for key in PATIENT_KEYS & case.keys()}})


def limit(given: dict[str, Any]) -> AlertLimit:
    typed = {"side": Side(given["side"]), "limit": Decimal(given["limit"]), "author": "Dr Nguyen"}
    return AlertLimit(**{**given, **typed})


def setting(case: dict[str, Any], own: list[dict[str, Any]]) -> Setting:
    thresholds = tuple(limit(item) for item in own)
    return Setting(thresholds, case.get("by_assistant", True), case.get("confirmed", False))


@pytest.mark.parametrize("case", load_cases("parse.yaml"))
def test_parse(case: dict[str, Any]) -> None:
    parsed = parse(case["field"], case["text"], TODAY)
    assert [str(value) for value in parsed.values] == case.get("values", [])
    assert (parsed.refusal.code if parsed.refusal else None) == case.get("refused")
    if "says" in case:
        assert parsed.refusal is not None
        assert parsed.refusal.explanation == case["says"]


@pytest.mark.parametrize("case", load_cases("judge.yaml"))
def test_judge(case: dict[str, Any]) -> None:
    past = [PastValue(Decimal(case["last"][0]), case["last"][1])] if "last" in case else []
    own = setting(case, case.get("own", []))
    judgement = judge(case["measure"], Decimal(case["value"]), patient(case, sex="F"), past, own, TODAY)
    assert (judgement.level.value, judgement.code) == (case["level"], case["code"]), judgement.explanation
    assert judgement.explanation == case.get("says", judgement.explanation)
    assert list(judgement.missing) == case.get("missing", [])
    assert judgement.sources
    assert all(judgement.sources)


@pytest.mark.parametrize("case", load_cases("blood_pressure.yaml"))
def test_blood_pressure(case: dict[str, Any]) -> None:
    systolic, diastolic = (Decimal(number) for number in case["value"])
    last = (Decimal(case["last"][0]), Decimal(case["last"][1])) if "last" in case else None
    own = [
        {"measure": name, "side": "high", "limit": number, "reached": True, "from_month": 216, "to_month": None}
        for name, number in (("systolic", "160"), ("diastolic", "100"))
        if case.get("own")
    ]
    facts = patient(case, sex="M", arrhythmia=False)
    judgement = judge_blood_pressure((systolic, diastolic), facts, last, setting(case, own), TODAY)
    assert (judgement.level.value, judgement.code) == (case["level"], case["code"]), judgement.explanation
    assert judgement.explanation == case.get("says", judgement.explanation)
    assert list(judgement.missing) == case.get("missing", [])


@pytest.mark.parametrize("case", load_cases("growth.yaml"))
def test_growth(case: dict[str, Any]) -> None:
    found = growth_position(case["measure"], Decimal(case["value"]), patient(case), TODAY)
    assert found.explanation == case["says"]
    assert (None if found.z is None else str(found.z)) == case["z"]
    assert found.interpolated == case.get("interpolated", False)
    assert list(found.missing) == case.get("missing", [])


@given(
    field=st.sampled_from(FIELDS), text=st.text(max_size=60) | st.from_regex(r"[-−]?[0-9]{0,9}[.,/ m°][0-9]{0,9} ?\w*")
)
def test_any_text_is_either_understood_or_refused_with_a_sentence(field: str, text: str) -> None:
    parsed = parse(field, text, TODAY)
    if parsed.refusal is None:
        assert len(parsed.values) == (2 if field == "blood_pressure" else 1)
    else:
        assert parsed.values == ()
        assert parsed.refusal.explanation.endswith(".")


@given(
    field=st.sampled_from([code for code, m in measures(TODAY).items() if m.capture is not Capture.COMPUTED]),
    data=st.data(),
)
def test_what_is_shown_can_be_typed_again(field: str, data: st.DataObject) -> None:
    measure = measures(TODAY)[field]
    numbers = st.decimals(measure.minimum, measure.maximum, places=measure.decimals)
    value = data.draw(numbers)
    assert parse(field, french_number(value), TODAY).values in {(value,), (value * 100,)}


def test_read_is_parse_then_judge() -> None:
    facts, own = PatientFacts(BORN), Setting()
    value, judgement = read("pulse", "101", facts, [], own, TODAY)
    assert (value, judgement.code) == (Decimal(101), "above_threshold")
    value, judgement = read("pulse", "beaucoup", facts, [], own, TODAY)
    assert (value, judgement.code) == (None, "not_a_number")


def test_body_mass_index() -> None:
    assert body_mass_index(Decimal("72.5"), Decimal(176)) == Decimal("23.4")
    assert body_mass_index(Decimal("72.5"), Decimal(0)) is None


def reading(minute: int, systolic: int, diastolic: int, arm: Arm = Arm.RIGHT) -> PressureReading:
    at = datetime(2026, 11, 23, 9, 0) + timedelta(minutes=minute)  # noqa: DTZ001 (local time of the practice)
    return PressureReading(Decimal(systolic), Decimal(diastolic), arm, at)


def test_no_reading_leaves_three_to_take() -> None:
    summary = summarise_readings([], TODAY)
    assert (summary.systolic, summary.remaining, summary.judgement.code) == (None, 3, "no_reading")


def test_one_reading_is_shown_and_two_remain_a_minute_apart() -> None:
    summary = summarise_readings([reading(0, 168, 96)], TODAY)
    assert (summary.systolic, summary.diastolic, summary.remaining) == (Decimal(168), Decimal(96), 2)
    assert summary.next_at == reading(1, 0, 0).at


def test_the_mean_keeps_the_last_two_and_rounds_half_up() -> None:
    summary = summarise_readings([reading(0, 168, 96), reading(1, 150, 91), reading(2, 145, 90)], TODAY)
    assert (summary.systolic, summary.diastolic) == (Decimal(148), Decimal(91))
    assert (summary.remaining, summary.next_at, summary.judgement.code) == (0, None, "one_arm")


@pytest.mark.parametrize(
    ("left", "code", "arm"),
    [
        ((150, 90), "arms_agree", Arm.LEFT),
        ((151, 90), "arm_difference", Arm.LEFT),
        ((129, 80), "arm_difference", Arm.RIGHT),
    ],
)
def test_the_arms_are_compared(left: tuple[int, int], code: str, arm: Arm) -> None:
    summary = summarise_readings([reading(0, 140, 85), reading(1, *left, Arm.LEFT)], TODAY)
    assert (summary.judgement.code, summary.arm) == (code, arm)


def test_the_difference_between_arms_is_said() -> None:
    summary = summarise_readings([reading(0, 140, 85), reading(1, 154, 85, Arm.LEFT)], TODAY)
    expected = "Écart de 14 mmHg entre les deux bras. Alerte envoyée au médecin ; mesurez au bras le plus haut."
    assert (summary.judgement.level, summary.judgement.explanation) == (Level.ALERT, expected)


def test_curves_hold_five_lines_over_the_same_ages() -> None:
    curves = growth_curves("head_circumference", "F", TODAY)
    assert [curve.deviation for curve in curves] == [-3, -2, 0, 2, 3]
    assert [month for month, _ in curves[2].points] == [0, 1, 2, 4, 6, 9, 12, 18, 24, 36, 48]
    assert curves[2].points[0] == (0, Decimal("33.9"))
    assert growth_curves("pulse", "F", TODAY) == ()


@pytest.mark.parametrize("sex", ["M", "F"])
def test_lines_of_the_growth_table_never_cross(sex: str) -> None:
    lines = [values for row in growth(sex, TODAY) for values in row.values.values()]
    assert [line for line in lines if list(line) != sorted(set(line))] == []


def test_age_in_completed_months() -> None:
    ages = [age_in_months(date(2024, 2, 29), on) for on in (date(2024, 3, 28), date(2024, 3, 29), date(2024, 2, 28))]
    assert ages == [0, 1, -1]


def test_default_alerts_are_all_to_verify_and_inside_the_hard_limits() -> None:
    catalogue = measures(TODAY)
    assert [item for item in default_alerts(TODAY) if not item.to_verify] == []
    outside = [
        a for a in default_alerts(TODAY) if not catalogue[a.measure].minimum < a.limit < catalogue[a.measure].maximum
    ]
    assert outside == []
    assert [measure.order for measure in catalogue.values()] == list(range(1, 14))
