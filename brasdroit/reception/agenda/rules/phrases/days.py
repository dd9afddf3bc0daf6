"""Pieces of a phrase that speak of days: each action narrows the reading and says it back in French, or returns None."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from brasdroit.foundation.clock.formats import MONTHS, WEEKDAYS, day_in_words
from brasdroit.reception.agenda.rules.phrases.reading import HORIZON_DAYS, Reading, folded, number
from brasdroit.reception.agenda.rules.wording import enumeration

LEAP_YEAR = 2028
PLAIN_MONTHS = tuple(folded(each).strip() for each in MONTHS)


def _day_in_full(reading: Reading, day_number: str, month: str | None, year: str | None) -> date | None:
    """The first such day from today on; without a month the next month that has it."""
    for offset in range(13 if month is None else 9 * 12):
        base = reading.today.replace(day=1) + relativedelta(months=offset)
        wanted_month = _month_number(month) if month else base.month
        wanted_year = _year(year) if year else base.year
        if (base.month, base.year) == (wanted_month, wanted_year):
            day = _valid_day(base, int(day_number))
            if day is not None and day >= reading.today:
                return day
    return None


def _month_number(text: str) -> int:
    return int(text) if text.isdecimal() else PLAIN_MONTHS.index(text) + 1


def _year(text: str) -> int:
    return int(text) + (2000 if len(text) == 2 else 0)


def _valid_day(base: date, wanted: int) -> date | None:
    try:
        return base.replace(day=wanted)
    except ValueError:
        return None


def _next_weekday(start: date, name: str) -> date:
    return start + timedelta(days=(WEEKDAYS.index(name) - start.weekday()) % 7)


def _bounded(reading: Reading, bound: str | None, day: date) -> str:
    """Apply « avant », « jusqu’à », « après », « à partir de » or nothing to a day, and say it back."""
    far = reading.today + timedelta(days=HORIZON_DAYS)
    if bound is None:
        reading.between(day, day)
        return day_in_words(day)
    if bound == "avant":
        reading.between(reading.today, max(day - timedelta(days=1), reading.today))
        return f"avant le {day_in_words(day)}"
    if bound.startswith(("d'ici", "jusqu")):
        reading.between(reading.today, day)
        return f"jusqu’au {day_in_words(day)}"
    start = day + timedelta(days=1) if bound == "apres" else day
    reading.between(start, max(far, start + timedelta(days=30)))
    return f"à partir du {day_in_words(start)}"


def on_date(reading: Reading, match: re.Match[str]) -> str | None:
    """« le 12 décembre », « avant le 12/12/2026 », « le 12 »."""
    day = _day_in_full(reading, match["number"], match["month"], match.groupdict().get("year"))
    if day is None:
        reading.problems.append(_impossible(match["number"], match["month"], match.groupdict().get("year")))
        return ""
    return _bounded(reading, match["bound"], day)


def _impossible(number: str, month: str | None, year: str | None) -> str:
    """Why no day to come is that one, in one sentence."""
    if not month:
        return f"Aucun mois n’a de {number}\u202f: vérifiez la date."
    named = month if month.isdecimal() else MONTHS[_month_number(month) - 1]
    said = ("/" if month.isdecimal() else " ").join(filter(None, (number, named, year)))
    if not _exists(int(number), _month_number(month), _year(year) if year else LEAP_YEAR):
        return f"Le {said} n’existe pas\u202f: vérifiez la date."
    return f"Le {said} n’est pas à venir\u202f: donnez une date des prochains mois."


def _exists(number: int, month: int, year: int) -> bool:
    try:
        date(year, month, number)
    except ValueError:
        return False
    return True


def week_of(reading: Reading, match: re.Match[str]) -> str | None:
    """« la semaine du 14 décembre »."""
    day = _day_in_full(reading, match["number"], match["month"], None)
    return None if day is None else _whole_week(reading, day)


def _whole_week(reading: Reading, day: date) -> str:
    monday = day - timedelta(days=day.weekday())
    reading.between(monday, monday + timedelta(days=6))
    return f"semaine du {day_in_words(monday)}"


def relative_day(reading: Reading, match: re.Match[str]) -> str:
    """« demain », « avant après-demain »."""
    offset = {"aujourd'hui": 0, "demain": 1, "apres-demain": 2, "apres demain": 2}[match["day"]]
    return _bounded(reading, match["bound"], reading.today + timedelta(days=offset))


def this_or_next(reading: Reading, match: re.Match[str]) -> str:
    """« cette semaine », « le mois prochain »."""
    words = match[0]
    following = "prochain" in words or "d'apres" in words
    if "semaine" in words:
        return _whole_week(reading, reading.today + timedelta(days=7 if following else 0))
    start = reading.today.replace(day=1) + relativedelta(months=1 if following else 0)
    return _whole_month(reading, start)


def _whole_month(reading: Reading, start: date) -> str:
    reading.between(start, start + relativedelta(months=1, days=-1))
    return f"{MONTHS[start.month - 1]} {start.year}"


def in_month(reading: Reading, match: re.Match[str]) -> str:
    """« en janvier »: the current month or the next one of that name."""
    start = reading.today.replace(day=1)
    while start.month != _month_number(match["month"]):
        start += relativedelta(months=1)
    return _whole_month(reading, start)


def distance(reading: Reading, match: re.Match[str]) -> str:
    """« dans 3 mois »: around that day, the more widely the further it is."""
    unit = match["unit"]
    day = _after(reading.today, number(match["count"]), unit)
    if unit.startswith("semaine"):
        return _whole_week(reading, day)
    around = (0, 3) if unit.startswith("jour") else (7, 14)
    reading.between(day - timedelta(days=around[0]), day + timedelta(days=around[1]))
    return f"vers le {day_in_words(day, reading.today)}"


def _after(today: date, count: int, unit: str) -> date:
    """A hundred years at most, so that no number said can leave the calendar."""
    if unit.startswith("jour"):
        return today + timedelta(days=count)
    if unit.startswith("semaine"):
        return today + timedelta(weeks=count)
    return today + relativedelta(months=min(count * (12 if unit.startswith("an") else 1), 1200))


def bounded_weekday(reading: Reading, match: re.Match[str]) -> str:
    """« avant vendredi », « à partir de lundi »."""
    return _bounded(reading, match["bound"], _next_weekday(reading.today + timedelta(days=1), match["day"]))


def one_weekday(reading: Reading, match: re.Match[str]) -> str:
    """« ce jeudi », « jeudi prochain »: the next one after today; « jeudi en huit »: a week later."""
    weeks = {"en huit": 1, "en quinze": 2}.get(match["which"] or "", 0)
    day = _next_weekday(reading.today + timedelta(days=1), match["day"] or match["named"])
    return _bounded(reading, None, day + timedelta(weeks=weeks))


def any_weekday(reading: Reading, match: re.Match[str]) -> str:
    """« un mercredi »: any of them; several are alternatives."""
    reading.weekdays.add(WEEKDAYS.index(match["day"]))
    return match["day"]


def excluded_weekdays(reading: Reading, match: re.Match[str]) -> str:
    """« sauf le lundi et le mardi »."""
    named = [each for each in WEEKDAYS if each in match[0]]
    reading.excluded |= {WEEKDAYS.index(each) for each in named}
    return f"sauf le {enumeration(named, 'et le')}"


def edge_of_week(reading: Reading, match: re.Match[str]) -> str:
    """« en début de semaine »: Monday and Tuesday; « en fin de semaine »: Thursday and Friday."""
    reading.weekdays |= {0, 1} if match["edge"] == "debut" else {3, 4}
    return f"en {'début' if match['edge'] == 'debut' else 'fin'} de semaine"


def within(reading: Reading, match: re.Match[str]) -> str:
    """« d’ici 3 semaines », « sous 10 jours »: from today to that day."""
    last = _after(reading.today, number(match["count"]), match["unit"])
    return _bounded(reading, "avant" if match["bound"] == "avant" else "d'ici", last)


def coming_weekend(reading: Reading, match: re.Match[str]) -> str:
    """« ce week-end »."""
    sunday = _next_weekday(reading.today, "dimanche")
    reading.between(sunday - timedelta(days=1), sunday)
    return f"week-end du {day_in_words(sunday - timedelta(days=1))}"


def part_of_week(reading: Reading, match: re.Match[str]) -> str:
    """« en semaine », « le week-end »."""
    reading.weekdays |= {5, 6} if "end" in match[0] else set(range(5))
    return "le week-end" if "end" in match[0] else "en semaine"
