"""What the doctor completes before signing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from brasdroit.foundation.identifiers import new_id
from brasdroit.practice.missions.types import Grant
from brasdroit.reference.missions import Mission, Requirement
from brasdroit.web.ui.forms import REQUIRED, FrenchDateField

FAR = 365 * 20
DEVICES = {Requirement.AUTOMATIC_DEVICE, Requirement.AUTOMATIC_DEVICE_WHEN_USED}
PROTOCOLS = {Requirement.PROTOCOL, Requirement.PROTOCOL_WHEN_URGENT}


class GrantForm(forms.Form):
    """One mission for one assistant: dates, conditions, devices, protocol."""

    valid_from = FrenchDateField(label="À partir du", future_days=FAR)
    valid_until = FrenchDateField(label="Jusqu’au, ce jour compris", required=False, future_days=FAR)
    conditions = forms.CharField(
        label="Vos conditions",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": "500 caractères au plus."},
    )
    device_ids = forms.MultipleChoiceField(
        label="Appareils nommés",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Cet appareil n’est pas proposé\u202f: choisissez-le à nouveau."},
    )
    protocol = forms.ChoiceField(label="Protocole", required=False)
    protocol_id = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=new_id)
    protocol_text = forms.CharField(
        label="Ou écrivez un nouveau protocole",
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    skip = forms.BooleanField(label="Laisser de côté pour l’instant", required=False)

    def __init__(
        self, *args: Any, mission: Mission, devices: Sequence[tuple[str, str]], protocols: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.mission = mission
        self.fields["device_ids"].choices = devices  # type: ignore[attr-defined]
        self.fields["protocol"].choices = [("", "Aucun"), *protocols]  # type: ignore[attr-defined]
        if not mission.requirements & DEVICES:
            del self.fields["device_ids"]
        if not mission.requirements & PROTOCOLS:
            for name in ("protocol", "protocol_id", "protocol_text"):
                del self.fields[name]

    def grant(self, assistant_id: UUID) -> Grant:
        """What the doctor signs."""
        data = self.cleaned_data
        chosen = data.get("protocol") or (data.get("protocol_id") if data.get("protocol_text") else None)
        start: date = data["valid_from"]
        devices = tuple(data.get("device_ids") or ())
        return Grant(
            assistant_id, self.mission.code, start, data["valid_until"], data["conditions"], devices,
            UUID(str(chosen)) if chosen else None,
        )  # fmt: skip


class SignatureForm(forms.Form):
    """The password that signs, when the doctor has not just proved who he is."""

    password = forms.CharField(
        label="Votre mot de passe, pour signer",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages=REQUIRED,
    )
