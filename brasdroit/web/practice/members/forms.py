"""Forms of the team."""

from __future__ import annotations

from typing import Any

from django import forms

from brasdroit.practice.members.types import (
    PROFILE_LABELS,
    ROLE_LABELS,
    SECTOR_LABELS,
    AssistantFacts,
    DoctorFacts,
    PersonFacts,
    ProfileFacts,
    Role,
)
from brasdroit.web.accounts.forms import REQUIRED, TITLES, line
from brasdroit.web.practice.organisation.forms import NUMBER, YEARS, VersionForm
from brasdroit.web.ui.forms import FrenchDateField


class PersonForm(VersionForm):
    """A person's names."""

    title = forms.ChoiceField(label="Titre", choices=TITLES, required=False)
    given_name = line("Prénom", 100)
    family_name = line("Nom", 100)
    phone = line("Téléphone", 20, required=False, inputmode="tel")

    def person(self) -> PersonFacts:
        """The person."""
        facts: PersonFacts = self.facts_of(PersonFacts)
        return facts


class DoctorForm(VersionForm):
    """A doctor's sheet."""

    rpps = line("RPPS", 11, required=False, inputmode="numeric")
    specialty = line("Spécialité", 80, required=False)
    sector = forms.ChoiceField(label="Secteur", choices=[("", "Non renseigné"), *SECTOR_LABELS.items()], required=False)
    overbooking_allowed = forms.BooleanField(label="Accepte des rendez-vous en surnombre", required=False)
    overbooking_max_per_day = forms.IntegerField(
        label="Au plus par jour", min_value=0, max_value=50, required=False, initial=0, error_messages=NUMBER
    )

    def profile(self) -> ProfileFacts:
        """The sheet."""
        most = self.cleaned_data.get("overbooking_max_per_day") or 0
        facts: DoctorFacts = self.facts_of(DoctorFacts, overbooking_max_per_day=most)
        return facts


class AssistantForm(VersionForm):
    """An assistant's sheet."""

    profile_code = forms.ChoiceField(
        label="Qualification", choices=list(PROFILE_LABELS.items()), error_messages=REQUIRED
    )
    contract_from = FrenchDateField(label="Début du contrat", future_days=YEARS)
    contract_until = FrenchDateField(label="Fin du contrat, ce jour compris", required=False, future_days=YEARS)
    hired_on = FrenchDateField(label="Embauche", required=False)
    post_started_on = FrenchDateField(label="Prise de fonction", required=False)
    cpam_signed_on = FrenchDateField(label="Signature du contrat avec la CPAM", required=False)
    certified_on = FrenchDateField(label="CQP obtenu le", required=False)
    adaptation_on = FrenchDateField(label="Formation d’adaptation terminée le", required=False)
    afgsu_on = FrenchDateField(label="AFGSU obtenue le", required=False)
    afgsu_refreshed_on = FrenchDateField(label="AFGSU actualisée le", required=False)
    kits_trained = forms.BooleanField(label="Formation aux tests et kits de dépistage suivie", required=False)
    kits_until = FrenchDateField(label="Formation valable jusqu’au", required=False, future_days=YEARS)
    confidentiality_signed_on = FrenchDateField(label="Engagement de confidentialité signé le", required=False)

    def profile(self) -> ProfileFacts:
        """The sheet; trainings are kept by the mission they open."""
        data = self.cleaned_data
        until = data["kits_until"].isoformat() if data["kits_until"] else None
        trainings = {"CONS-07": until} if data["kits_trained"] else {}
        facts: AssistantFacts = self.facts_of(AssistantFacts, profile=data["profile_code"], trainings=trainings)
        return facts


class NewMemberForm(PersonForm):
    """A person to add, with his role."""

    role = forms.ChoiceField(
        label="Rôle", choices=list(ROLE_LABELS.items()), widget=forms.RadioSelect, error_messages=REQUIRED
    )
    email = line("Adresse électronique", 254, help_text="Elle servira à se connecter.", inputmode="email")
    contract_from = FrenchDateField(label="Début du contrat (assistant)", required=False, future_days=YEARS)
    profile_code = forms.ChoiceField(
        label="Qualification (assistant)", choices=[("", "Sans objet"), *PROFILE_LABELS.items()], required=False
    )
    field_order = (
        "version",
        "role",
        "title",
        "given_name",
        "family_name",
        "email",
        "phone",
        "contract_from",
        "profile_code",
    )

    def clean(self) -> dict[str, Any]:
        """An assistant comes with a contract and a qualification."""
        data = super().clean() or {}
        if data.get("role") == Role.ASSISTANT:
            for name in ("contract_from", "profile_code"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, "Nécessaire pour un assistant médical.")
        return data

    def profile(self) -> ProfileFacts:
        """The first sheet of the role, to be completed later."""
        data = self.cleaned_data
        if data["role"] == Role.DOCTOR:
            return DoctorFacts()
        if data["role"] == Role.ASSISTANT:
            return AssistantFacts(profile=data["profile_code"], contract_from=data["contract_from"])
        return None


def sheet_form(role: str) -> type[DoctorForm | AssistantForm] | None:
    """The form of the role's sheet, None for a role without one."""
    if role == Role.DOCTOR:
        return DoctorForm
    return AssistantForm if role == Role.ASSISTANT else None


def sheet_initial(member: Any) -> dict[str, Any]:
    """What the sheet's form shows."""
    form = sheet_form(member.role)
    if form is None:
        return {}
    held = member.doctor_profile if member.role == Role.DOCTOR else member.assistant_profile
    values = {name: getattr(held, name) for name in form.base_fields if hasattr(held, name)}
    if member.role == Role.ASSISTANT:
        kits = held.trainings.get("CONS-07")
        values |= {"profile_code": held.profile, "kits_trained": "CONS-07" in held.trainings, "kits_until": kits}
    return values
