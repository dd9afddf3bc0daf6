"""Forms of duplicates and collisions."""

from __future__ import annotations

from django import forms

from brasdroit.record.patients.services.inputs import PatientDraft
from brasdroit.web.record.patients.forms import TraitsForm, line
from brasdroit.web.ui.forms import REQUIRED

NEW = "new"


class MergeForm(forms.Form):
    """Which record is kept, and what was on the screen."""

    id = forms.UUIDField()
    keep = forms.ChoiceField(choices=[("first", ""), ("second", "")], error_messages=REQUIRED)
    first_version = forms.IntegerField()
    second_version = forms.IntegerField()
    reason = forms.CharField(max_length=2000, required=False)


class SplitForm(forms.Form):
    """To whom the chosen rows go, and why."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    token = forms.CharField(widget=forms.HiddenInput, max_length=1000)
    target = forms.CharField(
        max_length=40, error_messages={"required": "Dites qui est l’autre personne, ou créez son identité."}
    )
    reason = line("Ce qui montre que la fiche réunit deux personnes", required=True)
    distinct_reason = line("Pourquoi est-ce une autre personne que celles qui lui ressemblent")


class SecondIdentityForm(TraitsForm):
    """The identity of the second person, when he has no record yet."""

    def draft(self) -> PatientDraft:
        """What the service is asked; only after ``is_valid``."""
        return PatientDraft(**self.cleaned_data)
