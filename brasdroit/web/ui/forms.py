"""Form fields that read what French hands type, and say what is wrong in one sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from brasdroit.foundation.clock.dates import UnreadableDate
from brasdroit.foundation.clock.days import parse_day
from brasdroit.foundation.clock.formats import clock_time, numeric_date
from brasdroit.foundation.codes.phones import phone_display, phone_e164
from brasdroit.foundation.errors import Conflict, DomainError, Invalid

FRENCH_POSTAL_CODE = 5
REQUIRED = {"required": "Ce champ est nécessaire."}
_TIME = re.compile(r"(\d{1,2})\s*(?:[:hH.]\s*(\d{2})?)?|(\d{1,2})(\d{2})")


class FrenchDateInput(forms.TextInput):
    """A text box for a date: typed faster than picked; it shows what it understood."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            {
                "inputmode": "numeric",
                "placeholder": "jj/mm/aaaa",
                "autocomplete": "off",
                "data-date": True,
                **(attrs or {}),
            }
        )

    def format_value(self, value: Any) -> str | None:
        """A date as « 23/11/2026 », anything else as it was typed."""
        if isinstance(value, datetime):
            value = value.date()
        return numeric_date(value) if isinstance(value, date) else super().format_value(value)


class FrenchDateField(forms.Field):
    """A date: « 14/03/1961 », « 14031961 », « 1er mars 1961 », « demain ». `future_days` is how far ahead it may lie."""

    widget = FrenchDateInput

    def __init__(self, *, future_days: int = 0, **options: Any) -> None:
        self.future_days = future_days
        super().__init__(**{"error_messages": REQUIRED, **options})

    def to_python(self, value: Any) -> date | None:
        """The date, None when nothing was typed."""
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value
        try:
            return parse_day(str(value), timezone.localdate(), future_days=self.future_days)
        except UnreadableDate as error:
            raise ValidationError(str(error), code="date") from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another date was typed."""
        try:
            return bool(self.to_python(data) != self.to_python(initial))
        except ValidationError:
            return True


class FrenchTimeInput(forms.TextInput):
    """A text box for a time of day."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            {"inputmode": "numeric", "placeholder": "9:40", "autocomplete": "off", "data-time": True, **(attrs or {})}
        )

    def format_value(self, value: Any) -> str | None:
        """A time as « 9:40 », anything else as it was typed."""
        return clock_time(value) if isinstance(value, time | datetime) else super().format_value(value)


class FrenchTimeField(forms.Field):
    """A time of day: « 9:40 », « 9h40 », « 9 h », « 940 »."""

    widget = FrenchTimeInput

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"error_messages": REQUIRED, **options})

    def to_python(self, value: Any) -> time | None:
        """The time, None when nothing was typed."""
        if value in self.empty_values:
            return None
        if isinstance(value, time):
            return value
        match = _TIME.fullmatch(" ".join(str(value).split()).replace(" ", ""))
        hour, minute = (match[1] or match[3], match[2] or match[4] or "0") if match else ("99", "0")
        if int(hour) > 23 or int(minute) > 59:
            raise ValidationError(
                f"«\u202f{value}\u202f» n’est pas une heure\u202f: écrivez par exemple 9:40.", code="time"
            )
        return time(int(hour), int(minute))


class FrenchPhoneInput(forms.TextInput):
    """A text box for a telephone number, shown in pairs of digits."""

    input_type = "tel"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            {
                "inputmode": "tel",
                "placeholder": "06 12 34 56 78",
                "autocomplete": "off",
                "data-phone": True,
                **(attrs or {}),
            }
        )

    def format_value(self, value: Any) -> str | None:
        """A stored number in pairs of digits, anything else as it was typed."""
        number = phone_e164(str(value)) if value else None
        return phone_display(number) if number else super().format_value(value)


class FrenchPhoneField(forms.CharField):
    """A telephone number, answered as E.164 (« +33612345678 »); an empty text when none was typed."""

    widget = FrenchPhoneInput

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"error_messages": REQUIRED, **options})

    def clean(self, value: Any) -> str:
        """The number as E.164."""
        typed = super().clean(value)
        number = phone_e164(typed) if typed else ""
        if number is None:
            raise ValidationError("Ce numéro n’est pas complet\u202f: un numéro français a dix chiffres.", code="phone")
        return number

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another number was typed, in whatever grouping."""
        return (phone_e164(str(initial or "")) or initial or "") != (phone_e164(str(data or "")) or data or "")


def postal_code(typed: str) -> str:
    """What was typed, when it is a code of five digits or one that names its country; ValidationError otherwise."""
    text = typed.strip()
    if text.isdigit() and len(text) != FRENCH_POSTAL_CODE:
        said = "Un code postal français a cinq chiffres, par exemple 72000. À l’étranger, mettez le pays devant\u202f: B-7210."
        raise ValidationError(said, code="postal_code")
    return text


def add_domain_errors(form: forms.BaseForm, error: DomainError, now: Mapping[str, Any] | None = None) -> None:
    """Show a refusal of the domain beside the fields it names, the rest above the form.

    When somebody else saved meanwhile, what he wrote (`now`, else the form's initial values) stands beside what is typed,
    and the form goes on from his version: saving again is then a decision.
    """
    fields = error.fields if isinstance(error, Invalid) else {}
    for name, sentences in fields.items():
        for sentence in sentences:
            form.add_error(name if name in form.fields else None, sentence)
    if not fields:
        form.add_error(None, error.message)
    if isinstance(error, Conflict) and error.code == "stale":
        _show_meanwhile(form, form.initial if now is None else now)


_UNSEEN = {"patient": "Le patient n’est plus le même dans la fiche\u202f: vérifiez-le."}


def _show_meanwhile(form: forms.BaseForm, now: Mapping[str, Any]) -> None:
    if now.get("version") is None:
        return
    sent: Any = form.data
    typed = sent.copy()
    typed[form.add_prefix("version")] = now["version"]
    for name, field in form.fields.items():
        if name not in now or name == "version" or not _differs(form, name, field, now[name]):
            continue
        if not field.widget.is_hidden:
            form.add_error(name, f"La fiche dit maintenant\u202f: {_as_read(field, now[name])}.")
        elif name in _UNSEEN:
            form.add_error(None, _UNSEEN[name])
    form.data = typed


def _differs(form: forms.BaseForm, name: str, field: forms.Field, now: Any) -> bool:
    if field.widget.value_omitted_from_data(form.data, form.files, form.add_prefix(name)):
        return False
    typed = form[name].data
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.MultipleChoiceField):
        return str("" if now is None else now) != str(typed or "")
    return field.has_changed(now, typed)


def _as_read(field: forms.Field, value: Any) -> str:
    """A stored value as the form's choices and boxes show it."""
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(_as_read(field, one) for one in value) or "rien"
    if isinstance(field, forms.BooleanField):
        return "oui" if value else "non"
    labels = {str(code): label for code, label in getattr(field, "choices", ())}
    shown = labels.get(str("" if value is None else value)) or field.widget.format_value(value)
    return f"«\u202f{shown}\u202f»" if shown else "rien"
