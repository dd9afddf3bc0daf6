"""The arrival sheet as a form."""

from __future__ import annotations

from typing import Any

from django import forms

from brasdroit.reception.waiting_room.services import CheckInSheet, FileChanges, WalkIn
from brasdroit.reception.waiting_room.services.file import CONTACT_FIELDS
from brasdroit.web.reception.arrival.labels import BY_HAND, COVERAGE_CHECKS, PIECE_LABELS
from brasdroit.web.ui.forms import REQUIRED, FrenchDateField, FrenchPhoneField, postal_code

CHOOSE_IDENTITY = {
    "required": "Dites comment l’identité a été contrôlée.",
    "invalid_choice": "Choisissez dans la liste.",
}
COVERAGE_YEARS_AHEAD = 5 * 366


class ArrivalForm(forms.Form):
    """What reception checks; `identities` are (code, label), `doctors` (id, name) for a visit without appointment."""

    identity_check = forms.ChoiceField(
        label="Identité contrôlée", widget=forms.RadioSelect, error_messages=CHOOSE_IDENTITY
    )
    phone = FrenchPhoneField(label="Téléphone", required=False)
    email = forms.CharField(label="Adresse électronique", max_length=254, required=False)
    address_line = forms.CharField(label="Adresse", max_length=120, required=False)
    postal_code = forms.CharField(label="Code postal", max_length=10, required=False)
    city = forms.CharField(label="Commune", max_length=80, required=False)
    contact_confirmed = forms.BooleanField(label="Coordonnées relues avec le patient", required=False)
    coverage_check = forms.ChoiceField(
        label="Droits à l’assurance maladie", choices=COVERAGE_CHECKS, widget=forms.RadioSelect, required=False
    )
    coverage_until = FrenchDateField(label="Droits jusqu’au", required=False, future_days=COVERAGE_YEARS_AHEAD)
    missing = forms.MultipleChoiceField(label="Il manque encore", required=False, widget=forms.CheckboxSelectMultiple)
    companions = forms.IntegerField(label="Accompagnants", min_value=0, max_value=20, required=False)
    note = forms.CharField(label="À savoir aujourd’hui", max_length=300, required=False)
    patient_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *arguments: Any, identities: list[tuple[str, str]], pieces: list[str], **options: Any) -> None:
        super().__init__(*arguments, **options)
        codes = [*pieces, *(code for code in BY_HAND if code not in pieces)]
        self.fields["identity_check"].choices = identities  # type: ignore[attr-defined]
        self.fields["missing"].choices = [(code, PIECE_LABELS[code]) for code in codes]  # type: ignore[attr-defined]

    def clean_postal_code(self) -> str:
        """Five digits, or a foreign code."""
        return postal_code(self.cleaned_data["postal_code"])

    def sheet(self) -> CheckInSheet:
        """What the service is asked; only after ``is_valid``."""
        data = self.cleaned_data
        changes = FileChanges(
            contact={name: data[name] for name in CONTACT_FIELDS},
            patient_version=data["patient_version"],
            coverage_until=data["coverage_until"],
        )
        return CheckInSheet(
            identity_check=data["identity_check"],
            coverage_check=data["coverage_check"],
            contact_confirmed=data["contact_confirmed"],
            missing=tuple(data["missing"]),
            companions=data["companions"] or 0,
            note=data["note"],
            changes=changes,
        )


class WalkInForm(ArrivalForm):
    """The same, for somebody without an appointment: for whom, and why."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    doctor = forms.ChoiceField(label="Pour quel médecin", error_messages=REQUIRED)
    reason = forms.CharField(label="Motif dit par le patient", max_length=300, required=False)
    emergency = forms.BooleanField(label="Urgence\u202f: passe en premier, le médecin est prévenu", required=False)

    def __init__(self, *arguments: Any, doctors: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["doctor"].choices = doctors  # type: ignore[attr-defined]

    def walk_in(self, patient_id: Any) -> WalkIn:
        """What the service is asked; only after ``is_valid``."""
        data = self.cleaned_data
        return WalkIn(data["id"], patient_id, data["doctor"], data["reason"], emergency=data["emergency"])
