"""Forms of documents."""

from __future__ import annotations

from typing import Any

from django import forms

from brasdroit.record.documents.types import DocumentFacts
from brasdroit.web.record.documents.pages import FORM_KINDS
from brasdroit.web.ui.forms import REQUIRED, FrenchDateField

TOO_LONG = {
    **REQUIRED,
    "max_length": "Ce texte est trop long.",
    "null_characters_not_allowed": "Ce texte contient un caractère invisible.",
}


class DocumentForm(forms.Form):
    """Kind, title, date, and the record it belongs to."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(label="Type", choices=[("", "Choisissez le type"), *FORM_KINDS], error_messages=REQUIRED)
    title = forms.CharField(label="Titre", max_length=1000, error_messages=TOO_LONG)
    dated_on = FrenchDateField(label="Date du document", required=False)
    patient = forms.UUIDField(required=False, error_messages={"invalid": "Choisissez le patient dans la liste."})

    def facts(self) -> DocumentFacts:
        """What the service is told; only after ``is_valid``."""
        data = self.cleaned_data
        return DocumentFacts(data["kind"], data["title"], data["dated_on"])


class RemovalForm(forms.Form):
    """Why a document is taken off the screens."""

    reason = forms.CharField(label="Motif", max_length=1000, error_messages=TOO_LONG)


class PhotoForm(forms.Form):
    """The photo of a patient, with his agreement."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    file = forms.FileField(
        label="Photo",
        error_messages={"required": "Choisissez une photo.", "empty": "Ce fichier est vide."},
        widget=forms.ClearableFileInput({"accept": "image/jpeg,image/png", "capture": "user"}),
    )
    agreed = forms.BooleanField(
        label="Le patient, ou la personne qui le représente, accepte que sa photo soit dans sa fiche",
        error_messages={"required": "Demandez l’accord du patient avant de garder sa photo."},
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["file"].widget.is_required = True
