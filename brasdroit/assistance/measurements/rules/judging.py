"""Judging one value: refused, doubtful, alert or ok. Only facts are said; the doctor interprets."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from brasdroit.assistance.measurements.rules.parsing import check_limits, parse
from brasdroit.assistance.measurements.rules.thresholds import threshold_alert
from brasdroit.assistance.measurements.rules.words import age_in_months, french_number, interval_in_french, with_unit
from brasdroit.assistance.measurements.types import Judgement, Level, PastValue, PatientFacts, Setting
from brasdroit.reference.measurements import Capture, Measure, checks, checks_source, measures

_MONTH, _HALF_YEAR = timedelta(days=31), timedelta(days=184)


class _Case(NamedTuple):
    measure: Measure
    value: Decimal
    patient: PatientFacts
    history: Sequence[PastValue]
    setting: Setting
    on: date

    @property
    def last(self) -> PastValue | None:
        """The latest earlier value."""
        past = [item for item in self.history if item.on <= self.on]
        return max(past, key=lambda item: item.on, default=None)


def read(
    code: str, text: str, patient: PatientFacts, history: Sequence[PastValue], setting: Setting, on: date
) -> tuple[Decimal | None, Judgement]:
    """What was typed for one measure, and its judgement; never raises on any text."""
    parsed = parse(code, text, on)
    if parsed.refusal is not None:
        return None, parsed.refusal
    return parsed.values[0], judge(code, parsed.values[0], patient, history, setting, on)


def judge(
    code: str, value: Decimal, patient: PatientFacts, history: Sequence[PastValue], setting: Setting, on: date
) -> Judgement:
    """The judgement of `value` (in the measure's unit) on day `on`; `history` in any order, same measure.

    Pressures are judged together by `judge_blood_pressure`. Raises KeyError for an unknown measure.
    """
    case = _Case(measures(on)[code], value, patient, history, setting, on)
    for check in (_check_capture, _check_limits, _check_doubt, _check_weight_loss, _check_thresholds):
        if problem := check(case):
            return problem
    return _fine(case)


def body_mass_index(weight: Decimal, height: Decimal) -> Decimal | None:
    """kg/m², one decimal, from kilograms and centimetres; None when the height is not positive."""
    if height <= 0:
        return None
    return round(weight / (height / 100) ** 2, 1)


def _check_capture(case: _Case) -> Judgement | None:
    if case.measure.capture is Capture.CLINICIAN and case.setting.by_assistant:
        return Judgement(Level.REFUSED, "not_automatic", case.measure.note, (case.measure.source,))
    return None


def _check_limits(case: _Case) -> Judgement | None:
    return check_limits(case.measure, case.value)


def _check_doubt(case: _Case) -> Judgement | None:
    doubt = _DOUBTS.get(case.measure.code)
    if doubt is None or case.last is None or case.setting.confirmed:
        return None
    text = doubt(case, case.last)
    if not text:
        return None
    source = checks_source(_MARGINS[case.measure.code], case.on)
    return Judgement(Level.DOUBTFUL, "differs_from_last", f"{text} : refaire la mesure, ou confirmer.", (source,))


def _change_text(case: _Case, last: PastValue) -> str:
    change = case.value - last.value
    less_more = "de moins" if change < 0 else "de plus"
    amount = with_unit(abs(change), case.measure)
    return f"{amount} {less_more} {interval_in_french(last.on, case.on)}"


def _weight_doubt(case: _Case, last: PastValue) -> str:
    """A gain is expected while a child grows; a loss never is."""
    percent = abs(case.value - last.value) * 100 / last.value
    growing = case.value > last.value and _is_growing(case)
    return _change_text(case, last) if percent >= checks(case.on)["weight_jump_percent"] and not growing else ""


def _height_doubt(case: _Case, last: PastValue) -> str:
    growing = case.value > last.value and _is_growing(case)
    gap = abs(case.value - last.value)
    return _change_text(case, last) if gap >= checks(case.on)["height_jump_cm"] and not growing else ""


def _is_growing(case: _Case) -> bool:
    """The age on the day of the last value decides: someone measured as a child may have grown since."""
    if case.patient.birth_date is None or case.last is None:
        return False
    return age_in_months(case.patient.birth_date, case.last.on) < checks(case.on)["growing_until_month"]


def _jump_doubt(case: _Case, last: PastValue) -> str:
    margin = checks(case.on)[_MARGINS[case.measure.code]]
    return _change_text(case, last) if abs(case.value - last.value) >= margin else ""


def _check_weight_loss(case: _Case) -> Judgement | None:
    if case.measure.code != "weight" or not _is_adult(case):
        return None
    for name, window in (("weight_loss_month_percent", _MONTH), ("weight_loss_half_year_percent", _HALF_YEAR)):
        heaviest = max((p for p in case.history if case.on - window <= p.on < case.on), key=_weight, default=None)
        if heaviest and (heaviest.value - case.value) * 100 >= checks(case.on)[name] * heaviest.value:
            percent = french_number(round((heaviest.value - case.value) * 100 / heaviest.value, 1))
            text = f"{_change_text(case, heaviest)} (−{percent} %). Alerte envoyée au médecin."
            return Judgement(Level.ALERT, "weight_loss", text, (checks_source(name, case.on),))
    return None


def _is_adult(case: _Case) -> bool:
    birth_date = case.patient.birth_date
    return birth_date is not None and age_in_months(birth_date, case.on) >= checks(case.on)["adult_from_month"]


def _weight(past: PastValue) -> Decimal:
    return past.value


def _check_thresholds(case: _Case) -> Judgement | None:
    return threshold_alert(case.measure, case.value, case.patient.birth_date, case.setting.thresholds, case.on)


def _fine(case: _Case) -> Judgement:
    if case.patient.birth_date is None:
        text = "Âge inconnu : les seuils d’alerte n’ont pas été vérifiés. Complétez la date de naissance."
        return Judgement(Level.OK, "age_unknown", text, (case.measure.source,), ("birth_date",))
    return Judgement(Level.OK, "ok", "", (case.measure.source,))


_DOUBTS: dict[str, Callable[[_Case, PastValue], str]] = {
    "weight": _weight_doubt,
    "height": _height_doubt,
    "pulse": _jump_doubt,
    "spo2": _jump_doubt,
    "temperature": _jump_doubt,
}
_MARGINS = {
    "weight": "weight_jump_percent",
    "height": "height_jump_cm",
    "pulse": "pulse_jump",
    "spo2": "spo2_jump",
    "temperature": "temperature_jump",
}
