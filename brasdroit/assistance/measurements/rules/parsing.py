"""Reading what is typed on the measurement sheet: French decimals, units, metres, two pressures in one field."""

import re
from datetime import date
from decimal import Decimal

from brasdroit.assistance.measurements.rules.words import french_number, with_unit
from brasdroit.assistance.measurements.types import Judgement, Level, Parsed
from brasdroit.reference.measurements import Capture, Measure, measures

_NUMBER = r"[0-9]{1,7}(?:[.,][0-9]{1,7})?"
_ONE = re.compile(rf"(?P<sign>[-−–]?)(?P<number>{_NUMBER})(?P<unit>[^0-9]*)")
_PAIR = re.compile(r"(?P<first>[0-9]{1,4})[/ \\-](?P<second>[0-9]{1,4})(?:\s?mm\s?hg)?", re.IGNORECASE)
_METRES = re.compile(r"(?P<metres>[0-3])m(?P<centimetres>[0-9]{2})(?:cm)?", re.IGNORECASE)
_DEGREES = re.compile(r"(?P<whole>[0-9]{2})°(?P<tenth>[0-9])c?", re.IGNORECASE)
_LONGEST = 40
_GLUCOSE_MMOL = Decimal("5.55")
_UNITS: dict[str, dict[str, Decimal]] = {
    "weight": {"kg": Decimal(1), "kilo": Decimal(1), "kilos": Decimal(1), "g": Decimal("0.001")},
    "height": {"cm": Decimal(1), "m": Decimal(100)},
    "temperature": dict.fromkeys(("°c", "c", "°", "degrés"), Decimal(1)),
    "glucose": {"g/l": Decimal(1), "mmol/l": 1 / _GLUCOSE_MMOL},
    "pulse": dict.fromkeys(("/min", "bpm", "/mn"), Decimal(1)),
    "respiratory_rate": dict.fromkeys(("/min", "/mn"), Decimal(1)),
    "head_circumference": {"cm": Decimal(1)},
    "waist": {"cm": Decimal(1)},
    "spo2": {"%": Decimal(1)},
    "systolic": {"mmhg": Decimal(1)},
    "diastolic": {"mmhg": Decimal(1)},
}
_SPACES = dict.fromkeys(map(ord, " \t\u00a0\u202f\u2009"), None)
_SHORTEST_CENTIMETRES = Decimal(3)


def parse(code: str, text: str, on: date) -> Parsed:
    """What was typed in the field `code` (a measure, or `blood_pressure`), in the measure's unit.

    Never raises on any text: a refusal carries the sentence to show. Raises KeyError for an unknown `code`.
    """
    if code == "blood_pressure":
        return _parse_pressure(text, on)
    measure = measures(on)[code]
    if measure.capture is Capture.COMPUTED:
        return _refuse("computed", f"{measure.label} : calculé à partir des autres mesures, ne le saisissez pas.")
    cleaned = text.translate(_SPACES)
    if not cleaned or len(cleaned) > _LONGEST:
        return _not_a_number(measure)
    return _parse_one(measure, cleaned)


def check_limits(measure: Measure, value: Decimal) -> Judgement | None:
    """The refusal of a value outside the hard limits or with too many decimals; None when it may be judged."""
    if not measure.minimum <= value <= measure.maximum:
        bounds = f"{french_number(measure.minimum)} à {with_unit(measure.maximum, measure)}"
        text = f"{measure.label} : {with_unit(value, measure)} n’est pas possible (de {bounds}). Vérifiez la saisie."
        return Judgement(Level.REFUSED, "outside_limits", text, (measure.source,))
    if value != round(value, measure.decimals):
        return Judgement(Level.REFUSED, "too_many_decimals", _decimals_text(measure), (measure.source,))
    return None


def _decimals_text(measure: Measure) -> str:
    if measure.decimals == 0:
        return f"{measure.label} : un nombre entier est attendu."
    return (
        f"{measure.label} : au plus {measure.decimals} chiffre{'s' if measure.decimals > 1 else ''} après la virgule."
    )


def _parse_one(measure: Measure, text: str) -> Parsed:
    if measure.code == "height" and (match := _METRES.fullmatch(text)):
        return _checked(measure, Decimal(match["metres"]) * 100 + Decimal(match["centimetres"]))
    if measure.code == "temperature" and (match := _DEGREES.fullmatch(text)):
        return _checked(measure, Decimal(f"{match['whole']}.{match['tenth']}"))
    if measure.code == "pain":
        text = text.removesuffix("/10")
    match = _ONE.fullmatch(text)
    if match is None:
        return _not_a_number(measure)
    if match["sign"]:
        return _refuse("negative", f"{measure.label} : une valeur négative n’est pas possible. Vérifiez la saisie.")
    return _with_unit(measure, Decimal(match["number"].replace(",", ".")), match["unit"].lower())


def _with_unit(measure: Measure, number: Decimal, unit: str) -> Parsed:
    known = _UNITS.get(measure.code, {})
    if unit and unit not in known:
        return _refuse("unknown_unit", f"{measure.label} : l’unité attendue est {measure.unit}. Vérifiez la saisie.")
    if not unit:
        metres = measure.code == "height" and number < _SHORTEST_CENTIMETRES
        return _checked(measure, number * 100 if metres else number)
    value = number * known[unit]
    return _checked(measure, round(value, measure.decimals) if unit == "mmol/l" else value)


def _parse_pressure(text: str, on: date) -> Parsed:
    match = _PAIR.fullmatch(" ".join(text[:_LONGEST].replace(" /", "/").replace("/ ", "/").split()))
    if match is None or len(text) > _LONGEST:
        return _refuse("not_a_pressure", "Écrivez les deux pressions en mmHg, par exemple 128/76.")
    values = (Decimal(match["first"]), Decimal(match["second"]))
    catalogue = measures(on)
    for code, value in zip(("systolic", "diastolic"), values, strict=True):
        if refusal := check_limits(catalogue[code], value):
            return Parsed((), refusal)
    return Parsed(values)


def _checked(measure: Measure, value: Decimal) -> Parsed:
    refusal = check_limits(measure, value)
    return Parsed((), refusal) if refusal else Parsed((value.normalize() + 0,))


def _not_a_number(measure: Measure) -> Parsed:
    example = {"height": "176", "weight": "72,5", "temperature": "37,2"}.get(
        measure.code, french_number(measure.minimum)
    )
    return _refuse("not_a_number", f"{measure.label} : un nombre est attendu, par exemple {example}.")


def _refuse(code: str, text: str) -> Parsed:
    return Parsed((), Judgement(Level.REFUSED, code, text))
