"""The form of « Par où passer ? »: everything may stay empty, the answer says what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from brasdroit.certification.deadlines.types import DeadlineFacts
from brasdroit.certification.routes.rules import follows_adaptation
from brasdroit.certification.routes.types import Diploma, Profile, Status
from brasdroit.foundation.clock.formats import numeric_date
from brasdroit.web.certification.routes.pages import DIPLOMA_LABELS, STATUS_LABELS
from brasdroit.web.ui.forms import FrenchDateField

_NUMBER = {"invalid": "Écrivez un nombre entier.", "min_value": "Écrivez un nombre positif."}
_YES_NO = [("yes", "Oui"), ("no", "Non")]
_CHOICE_LABELS = {**DIPLOMA_LABELS, **STATUS_LABELS, **dict(_YES_NO)}
_UNKNOWN_CHOICE = {"invalid_choice": "Choisissez dans la liste."}
_FUTURE_DAYS = 730
_DATES = ("hired_on", "post_started_on", "cpam_contract_signed_on")


def _number(label: str, highest: int, *, lowest: int = 0, help_text: str = "") -> forms.IntegerField:
    messages = {**_NUMBER, "max_value": f"{highest} au plus.", "min_value": f"{lowest} au moins."}
    widget = forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    return forms.IntegerField(
        label=label, min_value=lowest, max_value=highest, required=False, help_text=help_text, error_messages=messages,
        widget=widget,
    )  # fmt: skip


class ProfileForm(forms.Form):
    """Who I am; nothing of it is kept."""

    recorded = False

    diplomas = forms.MultipleChoiceField(
        label="Mes diplômes", choices=list(DIPLOMA_LABELS.items()), required=False, widget=forms.CheckboxSelectMultiple,
        error_messages=_UNKNOWN_CHOICE,
    )  # fmt: skip
    status = forms.ChoiceField(
        label="Ma situation", choices=list(STATUS_LABELS.items()), required=False, widget=forms.RadioSelect,
        error_messages=_UNKNOWN_CHOICE,
    )  # fmt: skip
    birth_date = FrenchDateField(label="Ma date de naissance", required=False)
    disability = forms.ChoiceField(
        label="Un handicap est-il reconnu (RQTH) ?", choices=_YES_NO, required=False, widget=forms.RadioSelect,
        error_messages=_UNKNOWN_CHOICE,
    )  # fmt: skip
    medical_secretary_years = _number("Années comme secrétaire médicale", 60)
    related_experience_hours = _number(
        "Heures d’activité en rapport avec le métier", 200_000, help_text="Un an à temps plein : 1 607 h."
    )
    hired_on = FrenchDateField(label="Embauche", required=False, future_days=_FUTURE_DAYS)
    post_started_on = FrenchDateField(label="Prise de fonction d’assistant", required=False, future_days=_FUTURE_DAYS)
    cpam_contract_signed_on = FrenchDateField(
        label="Signature du contrat avec la CPAM", required=False, future_days=_FUTURE_DAYS,
        help_text="Par le médecin : c’est le contrat d’aide à l’emploi.",
    )  # fmt: skip
    contract_months = _number("Durée du contrat proposé, en mois", 120, lowest=1)

    def clean_diplomas(self) -> list[str]:
        """« Aucun » goes with nothing else."""
        chosen: list[str] = self.cleaned_data["diplomas"]
        if Diploma.NONE in chosen and len(chosen) > 1:
            raise forms.ValidationError("«\u202fAucun\u202f» ne va pas avec un diplôme\u202f: gardez l’un ou l’autre.")
        return chosen

    def clean(self) -> dict[str, Any]:
        """Born by today, employed since birth and within two years."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        today, birth = timezone.localdate(), given.get("birth_date")
        if birth and birth > today:
            self.add_error("birth_date", "Cette date n’est pas encore passée.")
        for name in _DATES:
            if fault := _employment_fault(given.get(name), birth, today + timedelta(days=_FUTURE_DAYS)):
                self.add_error(name, fault)
        return given

    def profile(self, on: date) -> Profile:
        """The profile told, on day `on`."""
        given = self.cleaned_data
        return Profile(
            on=on,
            birth_date=given["birth_date"],
            diplomas=frozenset(Diploma(code) for code in given["diplomas"]),
            status=Status(given["status"]) if given["status"] else None,
            medical_secretary_years=given["medical_secretary_years"],
            related_experience_hours=given["related_experience_hours"],
            disability=given["disability"] == "yes" if given["disability"] else None,
            contract_months=given["contract_months"],
        )

    def told(self) -> Iterator[tuple[str, str]]:
        """What was filled in, as (label, French text)."""
        for name, field in self.fields.items():
            if (value := self.cleaned_data[name]) not in field.empty_values:
                yield str(field.label), _said(field, value)

    def deadlines(self, profile: Profile) -> DeadlineFacts:
        """The dates told, for the deadlines."""
        given = self.cleaned_data
        return DeadlineFacts(
            adaptation=follows_adaptation(profile),
            cpam_signed_on=given["cpam_contract_signed_on"],
            hired_on=given["hired_on"],
            post_started_on=given["post_started_on"],
        )


def _employment_fault(day: date | None, birth: date | None, latest: date) -> str:
    if day is None:
        return ""
    if birth and day < birth:
        return "Cette date précède la naissance."
    return "Cette date est trop lointaine\u202f: deux ans au plus." if day > latest else ""


def _said(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.ChoiceField):
        return ", ".join(_CHOICE_LABELS[code] for code in (value if isinstance(value, list) else [value]))
    return numeric_date(value) if isinstance(value, date) else str(value)
