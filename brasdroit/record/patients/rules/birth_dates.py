"""Incomplete birth dates (EXI ID 11 and 12, RNIV EXI PP 19; safety §1.5)."""

import re
from datetime import date

from brasdroit.foundation.clock.ages import age_in_years
from brasdroit.record.patients.types import Answer, BirthDate

SOURCES = ("Guide d’implémentation de l’INS v3.0, EXI ID 11 et EXI ID 12", "RNIV, EXI PP 19")
OLDEST_AGE = 130
_YEAR = re.compile(r"(?<!\d)(?:19|20|21)\d{2}(?!\d)")


def complete_birth_date(year: int, month: int | None = None, day: int | None = None) -> BirthDate:
    """The date to store for what is known: an unknown part is 1, but an unknown day and month give 31 December.

    ValueError when the parts make no date of the calendar.
    """
    if month is None and day is None:
        return BirthDate(date(year, 12, 31), estimated=True)
    estimated = month is None or day is None
    return BirthDate(date(year, month or 1, day or 1), estimated)


def year_ahead(text: str, on: date) -> int | None:
    """The first year written in a free text (« depuis 2030 ») that has not begun on the day `on`; None when there is none."""
    return next((year for found in _YEAR.findall(text) if (year := int(found)) > on.year), None)


def check_birth_date(birth: date, on: date, stated_age: int | None = None) -> Answer:
    """Whether a birth date is possible on the day `on`, and agrees with the stated age (to within one year)."""
    if birth > on:
        return Answer.no("birth_date_in_future", "La date de naissance est dans l’avenir.", SOURCES)
    age = age_in_years(birth, on)
    if age > OLDEST_AGE:
        return Answer.no("birth_date_too_old", f"La date de naissance donnerait {age} ans.", SOURCES)
    if stated_age is not None and abs(age - stated_age) > 1:
        text = f"La date de naissance donne {age} ans, l’âge annoncé est de {stated_age} ans."
        return Answer.no("birth_date_against_stated_age", text, SOURCES)
    return Answer.yes("birth_date_possible", "La date de naissance est possible.", SOURCES)
