"""Child growth on the WHO table: a position said as a fact, and the lines to draw (reference "prevention", 3.3)."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from brasdroit.assistance.measurements.rules.words import exact_months
from brasdroit.assistance.measurements.types import Curve, GrowthPosition, PatientFacts
from brasdroit.reference.measurements import GrowthRow, growth, growth_source

DEVIATIONS = (-3, -2, 0, 2, 3)
"""The lines of the table, in standard deviations."""

MEASURES = frozenset({"weight", "height", "head_circumference", "bmi"})
_CORRECTED_UNTIL_MONTH = 24
_NAMES = {-3: "−3 DS", -2: "−2 DS", 0: "la médiane", 2: "+2 DS", 3: "+3 DS"}


def growth_curves(measure: str, sex: str, on: date) -> tuple[Curve, ...]:
    """The five lines of a measure for `sex` (M, F); no line where the table has none."""
    rows = _rows(measure, sex, on)
    if not rows:
        return ()
    return tuple(
        Curve(deviation, tuple((row.month, row.values[measure][place]) for row in rows))
        for place, deviation in enumerate(DEVIATIONS)
    )


def growth_position(measure: str, value: Decimal, patient: PatientFacts, on: date) -> GrowthPosition:
    """Where `value` (kg, cm, kg/m²) stands on day `on`; linear between two rows, which the sentence says.

    No position without sex and birth date, outside the ages of the table, or before 24 months for a preterm child
    (the doctor corrects the age).
    """
    missing = tuple(name for name in ("birth_date", "sex") if getattr(patient, name) is None)
    if patient.birth_date is None or patient.sex not in {"M", "F"}:
        return _unknown("Position non calculée : complétez la date de naissance et le sexe.", on, missing or ("sex",))
    month = exact_months(patient.birth_date, on)
    if patient.preterm and month < _CORRECTED_UNTIL_MONTH:
        return _unknown("Enfant né avant terme : l’âge se corrige, la position revient au médecin.", on)
    rows = _rows(measure, patient.sex, on)
    if not rows or not rows[0].month <= month <= rows[-1].month:
        return _unknown("Pas de repère de l’OMS pour cet âge.", on)
    return _place(measure, value, month, rows, on)


def _place(measure: str, value: Decimal, month: Decimal, rows: Sequence[GrowthRow], on: date) -> GrowthPosition:
    younger = max((row for row in rows if row.month <= month), key=lambda row: row.month)
    older = min((row for row in rows if row.month >= month), key=lambda row: row.month)
    lines = _lines_at(measure, month, younger, older)
    note = f", interpolé entre {younger.month} et {older.month} mois" if younger is not older else ""
    text = f"{_channel(value, lines)} (OMS{note} ; à vérifier)."
    return GrowthPosition(_deviation(value, lines), text, younger is not older, (growth_source(on),))


def _lines_at(measure: str, month: Decimal, younger: GrowthRow, older: GrowthRow) -> tuple[Decimal, ...]:
    if younger is older:
        return younger.values[measure]
    share = (month - younger.month) / (older.month - younger.month)
    pairs = zip(younger.values[measure], older.values[measure], strict=True)
    return tuple(low + (high - low) * share for low, high in pairs)


def _channel(value: Decimal, lines: Sequence[Decimal]) -> str:
    names = [_NAMES[deviation] for deviation in DEVIATIONS]
    if value in lines:
        return f"Sur {names[lines.index(value)]}"
    above = sum(1 for line in lines if value > line)
    if above == 0:
        return f"En dessous de {names[0]}"
    if above == len(lines):
        return f"Au-dessus de {names[-1]}"
    return f"Entre {names[above - 1]} et {names[above]}"


def _deviation(value: Decimal, lines: Sequence[Decimal]) -> Decimal | None:
    """Standard deviations read between two lines, one decimal; None outside the table."""
    if not lines[0] <= value <= lines[-1]:
        return None
    place = next(index for index in range(1, len(lines)) if value <= lines[index])
    low, high = lines[place - 1], lines[place]
    step = DEVIATIONS[place] - DEVIATIONS[place - 1]
    return round(DEVIATIONS[place - 1] + step * (value - low) / (high - low), 1)


def _rows(measure: str, sex: str, on: date) -> list[GrowthRow]:
    return [row for row in growth(sex, on) if measure in row.values]


def _unknown(text: str, on: date, missing: tuple[str, ...] = ()) -> GrowthPosition:
    return GrowthPosition(None, text, interpolated=False, sources=(growth_source(on),), missing=missing)
