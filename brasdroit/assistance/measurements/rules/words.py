"""Numbers, ages and intervals as the French read them."""

from datetime import date
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from brasdroit.reference.measurements import Measure


def french_number(value: Decimal) -> str:
    """A decimal comma and no useless zero: 72.50 is « 72,5 »."""
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace(".", ",")


def with_unit(value: Decimal, measure: Measure) -> str:
    """A value with its unit; a unit that begins with a slash is not spaced."""
    separator = "" if measure.unit.startswith("/") else "\u00a0"
    return f"{french_number(value)}{separator}{measure.unit}"


def age_in_months(birth_date: date, on: date) -> int:
    """Completed months on `on`; negative before birth."""
    gap = relativedelta(on, birth_date)
    return gap.years * 12 + gap.months - (1 if gap.days < 0 else 0)


def exact_months(birth_date: date, on: date) -> Decimal:
    """Months with their fraction, so that a birthday falls exactly on a row of a table; not negative."""
    months = max(age_in_months(birth_date, on), 0)
    start = birth_date + relativedelta(months=months)
    length = (birth_date + relativedelta(months=months + 1) - start).days
    return months + Decimal(max((on - start).days, 0)) / length


def interval_in_french(start: date, end: date) -> str:
    """The time between two days: « 12 jours », « 6 mois », « 2 ans »."""
    gap = relativedelta(end, start)
    months = gap.years * 12 + gap.months
    if months < 1:
        return "le même jour" if gap.days == 0 else f"en {gap.days} jour{'s' if gap.days > 1 else ''}"
    if months < 24:
        return f"en {months} mois"
    return f"en {gap.years} ans"
