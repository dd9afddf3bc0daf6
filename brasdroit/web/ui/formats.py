"""Template filters that write dates, times, telephones, durations and sentences as the French do."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from brasdroit.foundation.clock import formats
from brasdroit.foundation.clock.ages import age_wording, minutes_wording
from brasdroit.foundation.codes.phones import phone_display, phone_e164

_DOCTOR = ("Dr ", "Pr ")
THIN, HARD = "\u202f", "\u00a0"
_BEFORE_SIGN = re.compile(r"(?<=\S)[ \u00a0]?(?<![:;?!\u202f])([;?!]|:(?!\d|//))(?=\s|$|»|\u202f|\))")
_SPACED_SIGN = re.compile(r" ([:;?!])(?=\s|$|<)")
_OPENING, _CLOSING = re.compile(r"«\s*"), re.compile(r"\s*»")
_UNIT = re.compile(r"(?<=\d) (?=(?:min|h|j|kg|g|mg|ml|cm|mm|mmHg|°C|%|€|ans?|mois|SA)\b|[%€°])")


def _local(value: datetime) -> datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value


def _day(value: date | datetime) -> date:
    return _local(value).date() if isinstance(value, datetime) else value


def fr_date(value: date | datetime | None) -> str:
    """« 23/11/2026 »; nothing for nothing."""
    return formats.numeric_date(_day(value)) if value else ""


def fr_day(value: date | datetime | None) -> str:
    """« lundi 23 novembre », with the year when it is not the present one."""
    return formats.day_in_words(_day(value), timezone.localdate()) if value else ""


def fr_short_day(value: date | datetime | None) -> str:
    """« lun. 23/11 »."""
    return formats.short_day(_day(value)) if value else ""


def fr_relative_day(value: date | datetime | None) -> str:
    """« hier », « aujourd’hui », « demain », or the day in words."""
    return formats.relative_day(_day(value), timezone.localdate()) if value else ""


def fr_time(value: time | datetime | None) -> str:
    """« 9:40 »."""
    if value is None or value == "":
        return ""
    return formats.clock_time(_local(value) if isinstance(value, datetime) else value)


def fr_datetime(value: datetime | None) -> str:
    """« 23/11/2026 à 9:40 »."""
    return formats.numeric_datetime(_local(value)) if value else ""


def fr_age(value: date | None, on: date | None = None) -> str:
    """The age today (or on a day): « 12 jours », « 3 mois », « 65 ans »."""
    return age_wording(value, on or timezone.localdate()) if value else ""


def fr_duration(value: timedelta | int | None) -> str:
    """A length of time, or a number of minutes: « 45 min », « 1 h 05 »."""
    if value is None or value == "":
        return ""
    minutes = round(value.total_seconds() / 60) if isinstance(value, timedelta) else int(value)
    return minutes_wording(minutes).replace(" ", HARD)


def fr_phone(value: str | None) -> str:
    """« 06 12 34 56 78 », which does not break over two lines; what is no telephone stays as it is."""
    number = phone_e164(value) if value else None
    return phone_display(number).replace(" ", HARD) if number else (value or "")


def fr_number(value: Decimal | float | None, decimals: int = -1) -> str:
    """« 1 234,5 »: decimal comma, thin spaces between thousands; `decimals` fixes how many."""
    if value is None or value == "":
        return ""
    written = f"{value:,}" if decimals < 0 else f"{value:,.{decimals}f}"
    return written.replace(",", THIN).replace(".", ",")


def fr_euros(value: Decimal | int | None) -> str:
    """« 30,00 € »."""
    return f"{fr_number(Decimal(value), 2)}{HARD}€" if value not in (None, "") else ""


def typo(value: Any) -> SafeString:
    """A sentence that was typed, set as printers do: thin spaces before signs and inside guillemets, ’ for '.

    HTML that is safe already only has its spaces before signs narrowed.
    """
    if isinstance(value, SafeString):
        return mark_safe(_SPACED_SIGN.sub(rf"{THIN}\1", value))  # noqa: S308  (was safe already)
    text = str(value).replace("'", "’").replace(f" {THIN}", THIN)
    text = _BEFORE_SIGN.sub(rf"{THIN}\1", text)
    text = _CLOSING.sub(f"{THIN}»", _OPENING.sub(f"«{THIN}", text))
    return escape(_UNIT.sub(HARD, text))


def keeps_what_is_typed(form: forms.BaseForm) -> bool:
    """Whether a refused form keeps every box as typed: not where one hides a secret, nor where nothing is ever recorded."""
    secret = any(isinstance(field.widget, forms.PasswordInput) for field in form.fields.values())
    return not secret and getattr(form, "recorded", True)


def born(sex: str) -> str:
    """« née », « né », or « né(e) » when the sex is not known (code of `Sex`)."""
    return {"F": "née", "M": "né"}.get(sex, "né(e)")


def of(name: str) -> str:
    """« d’Inès Moreau », « du Dr Martin », « de Sarah Benali »."""
    if name.startswith(_DOCTOR):
        return f"du {name}"
    first = unicodedata.normalize("NFD", name[:1]).lower()[:1]
    return f"d’{name}" if first and first in "aeiouyœæ" else f"de {name}"


def the_doctor(name: str) -> str:
    """« le Dr Martin »; another name stands without an article."""
    return f"le {name}" if name.startswith(_DOCTOR) else name


FILTERS = (
    keeps_what_is_typed,
    fr_date, fr_day, fr_short_day, fr_relative_day, fr_time, fr_datetime, fr_age, fr_duration, fr_phone, fr_number,
    fr_euros, typo, born, of, the_doctor,
)  # fmt: skip
