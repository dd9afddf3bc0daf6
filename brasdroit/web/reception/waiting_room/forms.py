"""Forms of the waiting room."""

from __future__ import annotations

from django import forms

from brasdroit.record.encounters.types import EncounterStatus
from brasdroit.web.ui.forms import REQUIRED


class MoveForm(forms.Form):
    """A move of a visit; `version` is the one the screen showed."""

    to = forms.ChoiceField(choices=[(status.value, status.value) for status in EncounterStatus])
    reason = forms.CharField(max_length=300, required=False)
    version = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1)


class DisplayForm(forms.Form):
    """A screen to open."""

    label = forms.CharField(label="Nom de l’écran", max_length=80, error_messages=REQUIRED)
