"""Alert limits: the doctor's own first, then the proposed ones, then the rates of children."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from brasdroit.assistance.measurements.rules.words import age_in_months, exact_months, french_number, with_unit
from brasdroit.assistance.measurements.types import Judgement, Level
from brasdroit.reference.measurements import (
    AgeRates,
    AlertLimit,
    Measure,
    Side,
    checks,
    children_rates,
    children_rates_source,
    default_alerts,
)

_WORDS = {Side.HIGH: "Au-dessus du", Side.LOW: "En dessous du"}


def limits_in_force(
    measure: str, birth_date: date | None, own: Sequence[AlertLimit], on: date
) -> dict[Side, AlertLimit]:
    """The limit of each side that applies at this age; a doctor's limit replaces the proposed one of its side."""
    if birth_date is None:
        return {}
    month = age_in_months(birth_date, on)
    found: dict[Side, AlertLimit] = {}
    for limit in (*default_alerts(on), *own):
        if limit.measure == measure and _covers(limit, month):
            found[limit.side] = limit
    return found


def is_beyond(limit: AlertLimit, value: Decimal) -> bool:
    """Whether a value passes the limit (or reaches it, when the limit itself counts)."""
    if limit.reached and value == limit.limit:
        return True
    return value > limit.limit if limit.side is Side.HIGH else value < limit.limit


def threshold_alert(
    measure: Measure, value: Decimal, birth_date: date | None, own: Sequence[AlertLimit], on: date
) -> Judgement | None:
    """The alert of a value beyond a limit in force, else beyond the rates of a child; None when there is none."""
    limits = limits_in_force(measure.code, birth_date, own, on)
    for limit in limits.values():
        if is_beyond(limit, value):
            return beyond(limit, with_unit(limit.limit, measure))
    return None if birth_date is None else _child_alert(measure, value, birth_date, frozenset(limits), on)


def beyond(limit: AlertLimit, shown: str) -> Judgement:
    """The alert sentence: whose threshold, and which one."""
    owner = f"seuil du {limit.author}" if limit.author else "seuil proposé"
    mark = ", à vérifier" if limit.to_verify else ""
    text = f"{_WORDS[limit.side]} {owner} ({shown}{mark}). Alerte envoyée au médecin."
    return Judgement(
        Level.ALERT, f"{'above' if limit.side is Side.HIGH else 'below'}_threshold", text, (limit_source(limit),)
    )


def limit_source(limit: AlertLimit) -> str:
    """Who or what set a limit."""
    return f"Seuil fixé par le {limit.author}" if limit.author else limit.source


def _covers(limit: AlertLimit, month: int) -> bool:
    return limit.from_month <= month and (limit.to_month is None or month < limit.to_month)


def _child_alert(
    measure: Measure, value: Decimal, birth_date: date, covered: frozenset[Side], on: date
) -> Judgement | None:
    """Sides that the doctor's own limits cover are left to them."""
    bounds = child_bounds(measure.code, birth_date, on)
    if bounds is None:
        return None
    low, high, interpolated = bounds
    side = Side.LOW if value < low else Side.HIGH if value > high else None
    if side is None or side in covered:
        return None
    mark = ", interpolé" if interpolated else ""
    shown = f"{french_number(low)} à {with_unit(high, measure)}{mark}, à vérifier"
    text = f"Hors des repères de l’âge ({shown}). Alerte envoyée au médecin."
    return Judgement(Level.ALERT, "outside_age_range", text, (children_rates_source(on),))


def child_bounds(measure: str, birth_date: date, on: date) -> tuple[Decimal, Decimal, bool] | None:
    """Lowest and highest usual rate of a child, rounded to 1, and whether it was interpolated; None for an adult."""
    if measure not in {"pulse", "respiratory_rate"} or on < birth_date:
        return None
    if age_in_months(birth_date, on) >= checks(on)["adult_from_month"]:
        return None
    return _interpolate(measure, exact_months(birth_date, on), children_rates(on))


def _interpolate(measure: str, month: Decimal, rows: Sequence[AgeRates]) -> tuple[Decimal, Decimal, bool]:
    older = next((row for row in rows if row.month >= month), rows[-1])
    younger = max((row for row in rows if row.month <= month), key=lambda row: row.month)
    start, end = getattr(younger, measure), getattr(older, measure)
    if older.month == younger.month:
        return Decimal(start[0]), Decimal(start[1]), False
    share = min((month - younger.month) / (older.month - younger.month), Decimal(1))
    low, high = (round(Decimal(a) + (b - a) * share) for a, b in zip(start, end, strict=True))
    return Decimal(low), Decimal(high), True
