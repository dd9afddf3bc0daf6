"""Dates and times as the French write them. No locale is read: the words are here."""

from datetime import date, datetime, time

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
WEEKDAYS_SHORT = ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim.")
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip


def thousands(number: int) -> str:
    """« 1 820 », thin no-break spaces between thousands."""
    return f"{number:,}".replace(",", "\u202f")


def numeric_date(day: date) -> str:
    """« 23/11/2026 »."""
    return f"{day:%d/%m}/{day.year:04d}"


def day_and_month(day: date) -> str:
    """« 23 novembre », « 1er mars »."""
    return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]}"


def written_date(day: date) -> str:
    """« 23 novembre 2026 », « 1er mars 1961 »."""
    return f"{day_and_month(day)} {day.year}"


def day_in_words(day: date, today: date | None = None) -> str:
    """« lundi 23 novembre »; the year is added when `today` is given and lies in another year."""
    words = f"{WEEKDAYS[day.weekday()]} {day_and_month(day)}"
    return f"{words} {day.year}" if today is not None and today.year != day.year else words


def short_day(day: date) -> str:
    """« lun. 23/11 »."""
    return f"{WEEKDAYS_SHORT[day.weekday()]} {day:%d/%m}"


def relative_day(day: date, today: date) -> str:
    """« hier », « aujourd’hui », « demain », or the day in words."""
    near = {-1: "hier", 0: "aujourd’hui", 1: "demain"}
    return near.get((day - today).days) or day_in_words(day, today)


def clock_time(moment: time | datetime) -> str:
    """« 9:40 »."""
    return f"{moment.hour}:{moment.minute:02d}"


def numeric_datetime(moment: datetime) -> str:
    """« 23/11/2026 à 9:40 », in the time zone that `moment` carries."""
    return f"{numeric_date(moment.date())} à {clock_time(moment)}"


def datetime_in_words(moment: datetime, today: date | None = None) -> str:
    """« lundi 23 novembre à 9:40 »."""
    return f"{day_in_words(moment.date(), today)} à {clock_time(moment)}"
