"""Blood pressure: two numbers read as one, and the protocol of repeated readings (reference "prevention", 3.1)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from brasdroit.assistance.measurements.rules.parsing import check_limits
from brasdroit.assistance.measurements.rules.thresholds import beyond, is_beyond, limits_in_force
from brasdroit.assistance.measurements.rules.words import age_in_months, french_number
from brasdroit.assistance.measurements.types import (
    Arm,
    Judgement,
    Level,
    PatientFacts,
    PressureReading,
    PressureSummary,
    Setting,
)
from brasdroit.reference.measurements import AlertLimit, Side, checks, checks_source, measures

_PARTS = ("systolic", "diastolic")
_Pressure = tuple[Decimal, Decimal]


def judge_blood_pressure(
    pressure: _Pressure, patient: PatientFacts, last: _Pressure | None, setting: Setting, on: date
) -> Judgement:
    """The judgement of (systolic, diastolic) in mmHg; `last` is the value kept at the previous visit."""
    return (
        _check_scope(patient, setting, on)
        or _check_values(pressure, on)
        or _check_jump(pressure, last, setting, on)
        or _check_thresholds(pressure, patient, setting, on)
        or _fine(patient, setting, on)
    )


def _fine(patient: PatientFacts, setting: Setting, on: date) -> Judgement:
    """Nothing to say; for an assistant the scope stays undetermined while a fact that decides on it is unknown."""
    missing = _missing(patient)
    code = "scope_undetermined" if missing and setting.by_assistant else "ok"
    return Judgement(Level.OK, code, "", (_source("readings", on),), missing)


def _check_scope(patient: PatientFacts, setting: Setting, on: date) -> Judgement | None:
    """Children, pregnancy and arrhythmia are outside an assistant's automatic device."""
    if not setting.by_assistant:
        return None
    adult = checks(on)["adult_from_month"]
    child = patient.birth_date is not None and age_in_months(patient.birth_date, on) < adult
    reasons = {"enfant": child, "grossesse": patient.pregnant, "arythmie": patient.arrhythmia}
    named = [name for name, holds in reasons.items() if holds]
    if not named:
        return None
    text = f"Tension hors de l’appareil automatique ({', '.join(named)}) : elle revient au médecin."
    return Judgement(Level.REFUSED, "outside_automatic_scope", text, (_source("readings", on),))


def _check_values(pressure: _Pressure, on: date) -> Judgement | None:
    catalogue = measures(on)
    for code, value in zip(_PARTS, pressure, strict=True):
        if refusal := check_limits(catalogue[code], value):
            return refusal
    margin = checks(on)["pulse_pressure_margin"]
    if pressure[0] > pressure[1] + margin:
        return None
    text = (
        f"La systolique ({french_number(pressure[0])}) doit dépasser la diastolique ({french_number(pressure[1])}) "
        f"de plus de {margin} mmHg : refaites la mesure."
    )
    return Judgement(Level.REFUSED, "pressures_inconsistent", text, (_source("pulse_pressure_margin", on),))


def _check_jump(pressure: _Pressure, last: _Pressure | None, setting: Setting, on: date) -> Judgement | None:
    if last is None or setting.confirmed:
        return None
    gap = max(abs(now - before) for now, before in zip(pressure, last, strict=True))
    if gap < checks(on)["blood_pressure_jump"]:
        return None
    text = f"Écart de {gap} mmHg avec la dernière valeur ({_shown(last)}) : refaire la mesure, ou confirmer."
    return Judgement(Level.DOUBTFUL, "differs_from_last", text, (_source("blood_pressure_jump", on),))


def _check_thresholds(pressure: _Pressure, patient: PatientFacts, setting: Setting, on: date) -> Judgement | None:
    limits = [limits_in_force(code, patient.birth_date, setting.thresholds, on) for code in _PARTS]
    for side in (Side.HIGH, Side.LOW):
        pair = [found.get(side) for found in limits]
        for limit, value in zip(pair, pressure, strict=True):
            if limit is not None and is_beyond(limit, value):
                return beyond(limit, _shown_limits(limit, pair))
    return None


def _shown_limits(limit: AlertLimit, pair: Sequence[AlertLimit | None]) -> str:
    """« 160/100 » when one author set both, else the one that was passed, named."""
    systolic, diastolic = pair
    if systolic is not None and diastolic is not None and systolic.author == diastolic.author:
        return _shown((systolic.limit, diastolic.limit))
    name = "systolique" if limit.measure == "systolic" else "diastolique"
    return f"{name} {french_number(limit.limit)}"


def _missing(patient: PatientFacts) -> tuple[str, ...]:
    facts = {"birth_date": patient.birth_date, "arrhythmia": patient.arrhythmia}
    if patient.sex != "M":
        facts["pregnant"] = patient.pregnant
    return tuple(name for name, fact in facts.items() if fact is None)


def summarise_readings(readings: Sequence[PressureReading], on: date) -> PressureSummary:
    """What the protocol keeps of the readings (oldest first): the mean of the last two, on the higher arm.

    Half a mmHg is rounded up. The readings of the other arm count for the comparison only.
    """
    figures = checks(on)
    if not readings:
        return PressureSummary(None, None, None, int(figures["readings"]), None, Judgement(Level.OK, "no_reading"))
    arm = _higher_arm(readings)
    kept = [reading for reading in readings if reading.arm is arm]
    remaining = max(int(figures["readings"]) - len(kept), 0)
    last = kept[-int(figures["readings_averaged"]) :]
    wait = timedelta(seconds=int(figures["interval_seconds"]))
    return PressureSummary(
        _mean([reading.systolic for reading in last]),
        _mean([reading.diastolic for reading in last]),
        arm,
        remaining,
        _next_at(readings, wait) if remaining else None,
        _compare_arms(readings, on),
    )


def _next_at(readings: Sequence[PressureReading], wait: timedelta) -> datetime:
    return readings[-1].at + wait


def _by_arm(readings: Sequence[PressureReading], arm: Arm) -> _Pressure | None:
    mine = [reading for reading in readings if reading.arm is arm]
    if not mine:
        return None
    return _mean([reading.systolic for reading in mine]), _mean([reading.diastolic for reading in mine])


def _higher_arm(readings: Sequence[PressureReading]) -> Arm:
    """The arm with the higher mean; the latest one when both are equal."""
    means = {arm: mean for arm in Arm if (mean := _by_arm(readings, arm)) is not None}
    highest = max(means.values())
    best = [arm for arm, mean in means.items() if mean == highest]
    return readings[-1].arm if readings[-1].arm in best else best[0]


def _compare_arms(readings: Sequence[PressureReading], on: date) -> Judgement:
    left, right = (_by_arm(readings, arm) for arm in (Arm.LEFT, Arm.RIGHT))
    source = (_source("arm_difference", on),)
    if left is None or right is None:
        return Judgement(Level.OK, "one_arm", "", source)
    gap = max(abs(a - b) for a, b in zip(left, right, strict=True))
    if gap <= checks(on)["arm_difference"]:
        return Judgement(Level.OK, "arms_agree", "", source)
    text = f"Écart de {gap} mmHg entre les deux bras. Alerte envoyée au médecin ; mesurez au bras le plus haut."
    return Judgement(Level.ALERT, "arm_difference", text, source)


def _mean(values: Sequence[Decimal]) -> Decimal:
    return (sum(values, Decimal()) / len(values)).quantize(Decimal(1), ROUND_HALF_UP)


def _shown(pressure: _Pressure) -> str:
    return "/".join(french_number(value) for value in pressure)


def _source(name: str, on: date) -> str:
    return checks_source(name, on)
