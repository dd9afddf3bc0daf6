"""Forms of the practice, its sites, rooms and devices: they read what is typed, the services judge it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms

from brasdroit.foundation.codes.phones import phone_display
from brasdroit.practice.organisation.types import (
    DEVICE_LABELS,
    ROOM_LABELS,
    DeviceFacts,
    OrganizationFacts,
    RoomFacts,
    SiteFacts,
)
from brasdroit.web.accounts.forms import REQUIRED, line
from brasdroit.web.ui.forms import FrenchDateField

NUMBER = {**REQUIRED, "invalid": "Écrivez un nombre.", "min_value": "Au moins 1.", "max_value": "120 au plus."}
YEARS = 365 * 20


class VersionForm(forms.Form):
    """A form that names the version it started from; empty for something new."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def facts_of(self, kind: type[Any], **more: Any) -> Any:
        """The facts, as the service takes them."""
        names = kind.__dataclass_fields__
        return kind(**{name: value for name, value in self.cleaned_data.items() if name in names} | more)


class OrganizationForm(VersionForm):
    """The practice's own sheet."""

    name = line("Nom du cabinet", 120)
    finess = line("FINESS", 20, required=False, inputmode="numeric")
    siret = line("SIRET", 20, required=False, inputmode="numeric")
    phone = line("Téléphone", 20, required=False, inputmode="tel")
    email = line("Adresse électronique", 254, required=False, inputmode="email")
    department = line("Département", 3, required=False, help_text="Il décide des jours fériés\u202f: 72, 2A, 974.")
    time_zone = forms.ChoiceField(
        label="Fuseau horaire",
        choices=[
            ("Europe/Paris", "France métropolitaine"), ("America/Guadeloupe", "Guadeloupe"),
            ("America/Martinique", "Martinique"), ("America/Cayenne", "Guyane"), ("Indian/Reunion", "La Réunion"),
            ("Indian/Mayotte", "Mayotte"), ("America/Miquelon", "Saint-Pierre-et-Miquelon"),
            ("Pacific/Noumea", "Nouvelle-Calédonie"), ("Pacific/Tahiti", "Polynésie française"),
        ],
    )  # fmt: skip
    idle_minutes = forms.IntegerField(
        label="Verrouillage après", min_value=1, max_value=120, help_text="Minutes sans geste.", error_messages=NUMBER
    )

    def facts(self) -> OrganizationFacts:
        """The practice."""
        department = self.cleaned_data["department"].upper()
        facts: OrganizationFacts = self.facts_of(OrganizationFacts, department=department)
        return facts


class SiteForm(VersionForm):
    """A site."""

    name = line("Nom du site", 80)
    address = line("Adresse", 200, required=False)
    postal_code = line("Code postal", 5, required=False, inputmode="numeric")
    city = line("Ville", 80, required=False)
    phone = line("Téléphone", 20, required=False, inputmode="tel")
    active = forms.BooleanField(label="Ouvert aux patients", required=False, initial=True)

    def facts(self) -> SiteFacts:
        """The site."""
        facts: SiteFacts = self.facts_of(SiteFacts)
        return facts


class RoomForm(VersionForm):
    """A room."""

    name = line("Nom de la pièce", 80)
    site_id = forms.ChoiceField(label="Site", error_messages=REQUIRED)
    kind = forms.ChoiceField(label="Sorte de pièce", choices=list(ROOM_LABELS.items()))
    active = forms.BooleanField(label="En usage", required=False, initial=True)

    def __init__(self, *args: Any, sites: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site_id"].choices = [(str(one.pk), one.name) for one in sites]  # type: ignore[attr-defined]

    def facts(self) -> RoomFacts:
        """The room."""
        facts: RoomFacts = self.facts_of(RoomFacts, site_id=UUID(self.cleaned_data["site_id"]))
        return facts


class DeviceForm(VersionForm):
    """A device."""

    kind = forms.ChoiceField(label="Sorte d’appareil", choices=list(DEVICE_LABELS.items()))
    brand = line("Marque", 60, required=False)
    model = line("Modèle", 60, required=False)
    serial = line("Numéro de série", 60, required=False)
    room_id = forms.ChoiceField(label="Pièce", required=False)
    last_check = FrenchDateField(label="Dernier contrôle", required=False)
    next_check = FrenchDateField(label="Prochain contrôle", required=False, future_days=YEARS)
    in_service = forms.BooleanField(label="En service", required=False, initial=True)

    def __init__(self, *args: Any, rooms: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(one.pk), f"{one.site.name}, {one.name}") for one in rooms]
        self.fields["room_id"].choices = [("", "Aucune en particulier"), *choices]  # type: ignore[attr-defined]

    def facts(self) -> DeviceFacts:
        """The device."""
        room = self.cleaned_data["room_id"]
        facts: DeviceFacts = self.facts_of(DeviceFacts, room_id=UUID(room) if room else None)
        return facts


def initial_of(row: Any, form: type[forms.Form]) -> dict[str, Any]:
    """What a form shows of a row: its columns of the same name, telephones in pairs."""
    if row is None:
        return {}
    values = {name: getattr(row, name) for name in form.base_fields if hasattr(row, name)}
    if values.get("phone"):
        values["phone"] = phone_display(values["phone"])
    return values
