"""What the indicators are asked for."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms

from brasdroit.reception.waiting_room.selectors.indicators import Grouping, Period
from brasdroit.web.ui.forms import FrenchDateField

GROUPINGS = ((Grouping.DAY, "Par jour"), (Grouping.WEEK, "Par semaine"), (Grouping.DOCTOR, "Par médecin"))
ALL_DOCTORS = ("", "Tous les médecins")


class PeriodForm(forms.Form):
    """Days, doctor and grouping; what is left empty is the last seven days, everybody, by day."""

    du = FrenchDateField(label="Du", required=False)
    au = FrenchDateField(label="Au", required=False)
    medecin = forms.ChoiceField(label="Médecin", required=False)
    par = forms.ChoiceField(label="Regrouper", choices=GROUPINGS, required=False)

    def __init__(self, *arguments: Any, doctors: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["medecin"].choices = [ALL_DOCTORS, *doctors]  # type: ignore[attr-defined]

    def period(self, today: date) -> Period:
        """The period asked for; only after ``is_valid``."""
        data = self.cleaned_data
        last = data["au"] or today
        doctor = UUID(data["medecin"]) if data["medecin"] else None
        return Period(data["du"] or last - timedelta(days=6), last, doctor)

    @staticmethod
    def usual(today: date) -> Period:
        """The last seven days of everybody."""
        return Period(today - timedelta(days=6), today)

    def grouping(self) -> Grouping:
        """By what to put together."""
        return Grouping(self.cleaned_data["par"] or Grouping.DAY)
