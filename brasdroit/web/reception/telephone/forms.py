"""Forms of the telephone."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms

from brasdroit.reception.telephone.rules import OUTCOME_LABELS, REASON_LABELS, RELATIONSHIP_LABELS, URGENCY_LABELS
from brasdroit.reception.telephone.services import CallSheet, InstructionSheet
from brasdroit.reception.telephone.types import Instruction, Urgency
from brasdroit.web.ui.forms import REQUIRED, FrenchDateField, FrenchPhoneField, FrenchTimeField

AHEAD_DAYS = 366
INSTRUCTIONS = ((Instruction.SAMU, "Appel au 15"), (Instruction.DOCTOR_NOW, "Passer le médecin maintenant"))
NOBODY = ("", "Personne en particulier")


def _choices(labels: Any, blank: str = "") -> list[tuple[str, str]]:
    return [*([("", blank)] if blank else []), *((str(code), label) for code, label in labels.items())]


class CallForm(forms.Form):
    """The telephone sheet; `people` are (member id, name)."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    patient = forms.UUIDField(required=False, widget=forms.HiddenInput)
    caller_name = forms.CharField(label="Qui appelle", max_length=120, required=False)
    caller_phone = FrenchPhoneField(label="Téléphone", required=False)
    relationship = forms.ChoiceField(
        label="Lien avec le patient", required=False, choices=_choices(RELATIONSHIP_LABELS, "Non précisé")
    )
    reason = forms.ChoiceField(label="Motif", choices=_choices(REASON_LABELS, "Choisissez"), error_messages=REQUIRED)
    text = forms.CharField(
        label="Ce que dit la personne", max_length=2000, required=False, widget=forms.Textarea({"rows": 4}),
        error_messages={"max_length": "Raccourcissez\u202f: 2000 caractères au plus."},
    )  # fmt: skip
    urgency = forms.ChoiceField(
        label="À traiter", choices=_choices(URGENCY_LABELS), initial=Urgency.ROUTINE, widget=forms.RadioSelect
    )
    outcome = forms.ChoiceField(label="Suite donnée", required=False, choices=_choices(OUTCOME_LABELS, "À décider"))
    recipient = forms.ChoiceField(label="Message pour", required=False)
    call_back_on = FrenchDateField(label="Rappeler le", required=False, future_days=AHEAD_DAYS)
    call_back_before = FrenchTimeField(label="Avant", required=False)

    def __init__(self, *arguments: Any, people: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["recipient"].choices = [NOBODY, *people]  # type: ignore[attr-defined]

    def sheet(self) -> CallSheet:
        """What the service is asked; only after ``is_valid``."""
        data = self.cleaned_data
        same = ("caller_name", "caller_phone", "relationship", "reason", "text", "urgency", "outcome")
        return CallSheet(
            patient_id=data["patient"],
            recipient_id=UUID(data["recipient"]) if data["recipient"] else None,
            call_back_on=data["call_back_on"],
            call_back_before=data["call_back_before"],
            **{name: data[name] for name in same},
        )


class InstructionForm(forms.Form):
    """An instruction the doctor signs."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    label = forms.CharField(label="Titre", max_length=120, error_messages=REQUIRED)
    expressions = forms.CharField(
        label="Mots de l’appelant", max_length=2000, widget=forms.Textarea({"rows": 4}), error_messages=REQUIRED,
        help_text="Une expression par ligne. Accents, pluriels et fautes de frappe sont reconnus.",
    )  # fmt: skip
    instruction = forms.ChoiceField(
        label="Consigne", choices=INSTRUCTIONS, widget=forms.RadioSelect, error_messages=REQUIRED
    )
    advice = forms.CharField(label="À dire ou à faire", max_length=300, required=False)

    def sheet(self) -> InstructionSheet:
        """What the service is asked; only after ``is_valid``."""
        data = self.cleaned_data
        words = tuple(line.strip() for line in data["expressions"].splitlines() if line.strip())
        return InstructionSheet(data["label"], words, data["instruction"], data["advice"])
