"""Forms of the patients' pages; names and traits are checked by the services, which say more than a form can."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone

from brasdroit.foundation.clock.ages import age_in_years
from brasdroit.record.patients.rules import file_codes
from brasdroit.record.patients.rules.labels import ATTRIBUTE, SEX
from brasdroit.record.patients.services.administrative import ContactDraft, CoverageDraft
from brasdroit.record.patients.services.inputs import PatientDraft
from brasdroit.web.ui.forms import REQUIRED, FrenchDateField, postal_code

YEARS_AHEAD = 20 * 366
SEXES = [(code.value, label) for code, label in SEX.items()]
# The longest text a box may send; what a column takes is said by the service, with a sentence.
LONGEST = 2000
TOO_LONG = {
    **REQUIRED,
    "max_length": "Ce texte est trop long.",
    "null_characters_not_allowed": "Ce texte contient un caractère invisible.",
}


def line(label: str, *, required: bool = False, help_text: str = "", **attributes: Any) -> forms.CharField:
    """A box for one line of text."""
    widget = forms.TextInput({"autocomplete": "off", "spellcheck": "false", **attributes})
    return forms.CharField(
        label=label, required=required, max_length=LONGEST, help_text=help_text, widget=widget, error_messages=TOO_LONG
    )


OLDEST_EXPECTED = 125
"""Nobody is known to have lived so long: a greater age is a slip of the pen."""


class SearchFirstForm(forms.Form):
    """Birth date first, then at most three letters."""

    birth_date = FrenchDateField(label="Date de naissance")
    letters = line("Premières lettres du nom ou du prénom", required=True, help_text="Trois lettres au plus.", size="4")

    def clean_birth_date(self) -> date:
        """The date, refused when it lies ahead: the search would answer that nobody was born that day."""
        born: date = self.cleaned_data["birth_date"]
        if born > timezone.localdate():
            raise forms.ValidationError("La date de naissance est dans le futur.")
        if (age := age_in_years(born, timezone.localdate())) > OLDEST_EXPECTED:
            raise forms.ValidationError(f"Cette date donnerait {age} ans\u202f: vérifiez l’année.")
        return born


class TraitsForm(forms.Form):
    """The strict traits."""

    birth_name = line("Nom de naissance", required=True, help_text="Tel qu’il figure sur la pièce d’identité.")
    first_birth_given_name = line("Premier prénom de naissance", required=True)
    birth_given_names = line("Prénoms de naissance", help_text="Tous, dans l’ordre de la pièce d’identité.")
    birth_date = FrenchDateField(label="Date de naissance")
    birth_date_estimated = forms.BooleanField(label="Date incomplète ou estimée", required=False)
    sex = forms.ChoiceField(label="Sexe", choices=SEXES, widget=forms.RadioSelect, error_messages=REQUIRED)
    birth_place = line("Lieu de naissance (code INSEE)", help_text="Commune, ou 99 et le pays.", size="7")


class ContactDetailsForm(forms.Form):
    """How the patient is called and reached."""

    used_name = line("Nom utilisé", help_text="S’il diffère du nom de naissance.")
    used_given_name = line("Prénom utilisé")
    phone = line("Téléphone", inputmode="tel", placeholder="06 12 34 56 78")
    phone_other = line("Autre téléphone", inputmode="tel")
    email = line("Adresse électronique", inputmode="email")
    address_line = line("Adresse")
    address_extra = line("Complément d’adresse")
    postal_code = line("Code postal", inputmode="numeric", size="6")
    city = line("Commune")
    birth_place_label = line("Lieu de naissance, en clair")
    treating_doctor_id = forms.TypedChoiceField(
        label="Médecin traitant au cabinet", required=False, coerce=UUID, empty_value=None, choices=[("", "Aucun")]
    )
    treating_doctor_name = line("Médecin traitant ailleurs")
    note = line("Remarque administrative")

    def clean_postal_code(self) -> str:
        """Five digits, or a foreign code."""
        return postal_code(self.cleaned_data["postal_code"])

    def __init__(self, *arguments: Any, doctors: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["treating_doctor_id"].choices = [("", "Aucun"), *doctors]  # type: ignore[attr-defined]


class NewPatientForm(TraitsForm, ContactDetailsForm):
    """Everything at creation, with the proof of the search."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    token = forms.CharField(widget=forms.HiddenInput, max_length=1000)
    letters = forms.CharField(widget=forms.HiddenInput, max_length=10, required=False)
    distinct_reason = line("Pourquoi est-ce une autre personne ?".replace(" ?", "\u202f?"))

    def draft(self) -> PatientDraft:
        """What the service is asked; only after ``is_valid``."""
        names = PatientDraft.__dataclass_fields__
        return PatientDraft(**{name: value for name, value in self.cleaned_data.items() if name in names})


class VersionForm(forms.Form):
    """What every change carries."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class EditTraitsForm(VersionForm, TraitsForm):
    """A change of strict traits."""

    evidence_shown = forms.BooleanField(
        label="Lu à l’instant sur une pièce d’identité à haut niveau de confiance", required=False
    )
    reason = line("Pourquoi ce changement")


class EditContactDetailsForm(VersionForm, ContactDetailsForm):
    """A change of the contact details."""


class EvidenceForm(VersionForm):
    """A proof of identity was shown."""

    evidence_kind = forms.ChoiceField(label="Pièce présentée", error_messages=REQUIRED)
    traits_confirmed = forms.TypedChoiceField(
        label="Les traits de la fiche sont ceux de la pièce",
        choices=[("yes", "Oui, tous"), ("no", "Non")],
        widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
        error_messages=REQUIRED,
    )
    parent_evidence_shown = forms.BooleanField(label="Pièce d’un parent ou du tuteur présentée aussi", required=False)

    def __init__(self, *arguments: Any, proofs: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["evidence_kind"].choices = [("", "Choisir…"), *proofs]  # type: ignore[attr-defined]


class AttributesForm(VersionForm):
    """What warns about an identity."""

    attributes = forms.MultipleChoiceField(
        label="Attributs",
        choices=[(code.value, label) for code, label in ATTRIBUTE.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    reason = line("Pourquoi")


class InsForm(VersionForm):
    """A matricule read on a document, or scanned."""

    matricule = line("Matricule INS", required=True, help_text="15 caractères, clé comprise.", inputmode="numeric")
    oid = line("OID", required=True)


class InvalidateInsForm(VersionForm):
    """The INS is not, or no longer, that of the person."""

    reason = line("Pourquoi invalider cette INS", required=True)


class PartForm(forms.Form):
    """One line of the file: new, or changed when a version comes with it."""

    part_id = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ContactForm(PartForm):
    """Somebody beside the patient."""

    kind = forms.ChoiceField(label="Qui", choices=list(file_codes.CONTACT_KINDS.items()))
    name = line("Nom et prénom", required=True)
    relationship = line("Lien", placeholder="mère, voisin, tutrice…")
    phone = line("Téléphone", inputmode="tel")
    email = line("Adresse électronique", inputmode="email")
    note = line("Remarque")

    def draft(self) -> ContactDraft:
        """What the service is asked."""
        return ContactDraft(**{name: self.cleaned_data[name] for name in ContactDraft.__dataclass_fields__})


class CoverageForm(PartForm):
    """One line of the coverage summary."""

    kind = forms.ChoiceField(label="Droit", choices=list(file_codes.COVERAGE_KINDS.items()))
    payer = line("Organisme")
    number = line("Numéro d’adhérent ou de contrat")
    valid_from = FrenchDateField(label="Du", required=False, future_days=YEARS_AHEAD)
    valid_to = FrenchDateField(label="Au", required=False, future_days=YEARS_AHEAD)
    seen_on = FrenchDateField(label="Justificatif vu le", required=False)

    def draft(self) -> CoverageDraft:
        """What the service is asked."""
        return CoverageDraft(**{name: self.cleaned_data[name] for name in CoverageDraft.__dataclass_fields__})


class AccommodationForm(PartForm):
    """What makes the visit possible."""

    kind = forms.ChoiceField(label="Besoin", choices=list(file_codes.ACCOMMODATION_KINDS.items()))
    note = line("Précision", placeholder="portugais, fauteuil roulant, lit sur les lèvres…")


class ConsentForm(forms.Form):
    """What the patient answered."""

    part_id = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label="À quoi", choices=list(file_codes.CONSENT_KINDS.items()))
    decision = forms.ChoiceField(label="Réponse", choices=list(file_codes.DECISIONS.items()), widget=forms.RadioSelect)
    means = forms.ChoiceField(label="Comment", choices=list(file_codes.MEANS.items()))
    decided_on = FrenchDateField(label="Le")


class ClinicalForm(PartForm):
    """What the patient says about his health."""

    kind = forms.CharField(widget=forms.HiddenInput, max_length=20)
    text = line("Ce que dit le patient", required=True)
    since = line("Depuis", placeholder="2011, enfance…", size="12")
    status = forms.ChoiceField(
        label="État",
        choices=[("active", "En cours"), ("resolved", "Passé"), ("in_error", "Noté par erreur")],
        required=False,
    )


class DeathForm(VersionForm):
    """The day of death; empty takes the note back."""

    deceased_on = FrenchDateField(label="Date du décès", required=False)
