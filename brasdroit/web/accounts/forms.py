"""Forms of access: the set-up, the first password, the PIN, the workstation."""

from __future__ import annotations

from typing import Any

from django import forms

from brasdroit.foundation.identifiers import new_id
from brasdroit.practice.members.types import DoctorFacts, PersonFacts, ProfileFacts, Role
from brasdroit.practice.organisation.types import OrganizationFacts

REQUIRED = {"required": "Ce champ est nécessaire."}
NEW_PASSWORD = {"autocomplete": "new-password"}
TITLES = (("", "Aucun"), ("Dr", "Dr"), ("Pr", "Pr"))


def line(label: str, limit: int, *, required: bool = True, help_text: str = "", **attrs: Any) -> forms.CharField:
    """A line of text as typed: the services judge what it holds."""
    widget = forms.TextInput(attrs={"autocomplete": "off", **attrs})
    messages = {**REQUIRED, "max_length": f"{limit} caractères au plus."}
    return forms.CharField(
        label=label, max_length=limit, required=required, help_text=help_text, widget=widget, error_messages=messages
    )


class InstallationForm(forms.Form):
    """The practice and its first administrator."""

    name = line("Nom du cabinet", 120, autofocus=True)
    phone = line("Téléphone du cabinet", 20, required=False, inputmode="tel")
    department = line("Département", 3, required=False, help_text="Pour les jours fériés : 72, 2A, 974.")
    role = forms.ChoiceField(
        label="Vous êtes",
        choices=[(Role.DOCTOR, Role.DOCTOR.label), (Role.MANAGER, Role.MANAGER.label)],
        widget=forms.RadioSelect,
        error_messages={
            **REQUIRED,
            "invalid_choice": "Choisissez médecin ou responsable\u202f: le premier compte n’est à personne d’autre.",
        },
    )
    title = forms.ChoiceField(label="Titre", choices=TITLES, required=False)
    given_name = line("Prénom", 100, autocomplete="given-name")
    family_name = line("Nom", 100, autocomplete="family-name")
    email = line("Votre adresse électronique", 254, autocomplete="username", inputmode="email")
    password = forms.CharField(
        label="Mot de passe",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs=NEW_PASSWORD),
        help_text="Au moins 12 caractères : quatre mots sans lien font un bon mot de passe.",
        error_messages=REQUIRED,
    )
    again = forms.CharField(
        label="Le même mot de passe",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs=NEW_PASSWORD),
        error_messages=REQUIRED,
    )

    def clean(self) -> dict[str, Any]:
        """Both passwords are the same."""
        data = super().clean() or {}
        if data.get("password") and data.get("again") and data["password"] != data["again"]:
            self.add_error("again", "Les deux mots de passe diffèrent : saisissez-les à nouveau.")
        return data

    def organization(self) -> OrganizationFacts:
        """The practice."""
        data = self.cleaned_data
        return OrganizationFacts(name=data["name"], phone=data["phone"], department=data["department"].upper())

    def person(self) -> PersonFacts:
        """The administrator."""
        data = self.cleaned_data
        return PersonFacts(data["given_name"], data["family_name"], data["email"], data["title"])

    def profile(self) -> ProfileFacts:
        """An empty sheet for a doctor, to be completed later."""
        return DoctorFacts() if self.cleaned_data["role"] == Role.DOCTOR else None


class FirstPasswordForm(forms.Form):
    """The password chosen from the invitation's link."""

    password = InstallationForm.base_fields["password"]
    again = InstallationForm.base_fields["again"]

    def clean(self) -> dict[str, Any]:
        """Both passwords are the same."""
        data = super().clean() or {}
        if data.get("password") and data.get("again") and data["password"] != data["again"]:
            self.add_error("again", "Les deux mots de passe diffèrent : saisissez-les à nouveau.")
        return data


class PinForm(forms.Form):
    """A personal PIN, after the password."""

    pin = forms.CharField(
        label="Code personnel",
        max_length=8,
        widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text="De 4 à 8 chiffres, pour les postes partagés du cabinet seulement.",
        error_messages=REQUIRED,
    )
    password = forms.CharField(
        label="Votre mot de passe",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages=REQUIRED,
    )


class WorkstationForm(forms.Form):
    """This computer, as a shared workstation."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    name = line("Nom du poste", 80, help_text="Comme on l’appelle au cabinet : Accueil, Salle de soins.")
    idle_minutes = forms.IntegerField(
        label="Verrouillage après",
        min_value=1,
        max_value=60,
        initial=5,
        help_text="Minutes sans geste.",
        error_messages={**REQUIRED, "invalid": "Écrivez un nombre de minutes."},
    )
