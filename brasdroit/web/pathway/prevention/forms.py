"""Forms of doses, screenings and statements."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from brasdroit.foundation.clock.dates import parse_partial_date
from brasdroit.foundation.identifiers import new_id
from brasdroit.pathway.immunisation.rules.recording import written_partial
from brasdroit.pathway.immunisation.types.record import DoseFacts, Evidence
from brasdroit.pathway.screening.services import EntryFacts
from brasdroit.pathway.screening.types import ResultKind
from brasdroit.web.pathway.prevention import words
from brasdroit.web.ui.forms import REQUIRED, FrenchDateField

_FAR_DAYS = 20 * 365
LONG = {
    **REQUIRED,
    "max_length": "Ce texte est trop long.",
    "null_characters_not_allowed": "Ce texte contient un caractère invisible.",
    "invalid_choice": "Choisissez une des réponses proposées.",
    "invalid": "Cette valeur n’est pas valable.",
}


def text(label: str, most: int, *, required: bool = False, **options: Any) -> forms.CharField:
    """A line of text; how long it may be is told by the service."""
    return forms.CharField(label=label, max_length=most, required=required, error_messages=LONG, **options)


class PartialDateField(FrenchDateField):
    """A day, or a date known in part (« 2011 », « mars 2011 »), kept as text."""

    def to_python(self, value: Any) -> Any:
        """A date, a text that says at least the year, or None."""
        try:
            return super().to_python(value)
        except ValidationError:
            if known := written_partial(str(value)):
                return known
            raise


class ExpiryField(FrenchDateField):
    """The expiry as boxes say it: a day, or a month whose last day it means."""

    def to_python(self, value: Any) -> date | None:
        """The last day of use."""
        partial = parse_partial_date(str(value)) if value and not isinstance(value, date) else None
        if partial and partial.year and partial.month:
            return date(partial.year, partial.month, monthrange(partial.year, partial.month)[1])
        return super().to_python(value)


class DoseForm(forms.Form):
    """One line of a card, or one box. What is missing is told by the service, with the others."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    given = PartialDateField(label="Date", required=False, help_text="Même incomplète\u202f: 2011, mars 2011.")
    product = text("Vaccin", 400, widget=forms.TextInput(attrs={"list": "vaccins", "autocomplete": "off"}))
    lot = text("Lot", 100)
    expires_on = ExpiryField(label="Péremption", required=False, future_days=_FAR_DAYS)
    confirmed = forms.BooleanField(label="Péremption vérifiée, je garde cette dose", required=False)

    @property
    def is_blank(self) -> bool:
        """Whether nothing was written on this line."""
        names = ("given", "product", "lot", "expires_on")
        return not any(str(self[name].value() or "").strip() for name in names)

    def facts(self, card: Mapping[str, Any]) -> DoseFacts:
        """The dose, with what the card says of all of them."""
        found = self.cleaned_data
        given = found.get("given")
        return DoseFacts(
            id=found.get("id") or new_id(),
            product=found.get("product", ""),
            given_on=given if isinstance(given, date) else None,
            given_text=given if isinstance(given, str) else "",
            lot=found.get("lot", ""),
            expires_on=found.get("expires_on"),
            expiry_confirmed=bool(found.get("confirmed")),
            **card,
        )


class CardForm(forms.Form):
    """What is common to the doses of a card."""

    evidence = forms.ChoiceField(
        label="Comment le sait-on",
        choices=[("proved", "Carnet, certificat ou boîte vus"), ("declared", "Dit par le patient")],
        widget=forms.RadioSelect,
        initial="proved",
        error_messages=LONG,
    )
    administered_by = text("Injecté par", 400, help_text="Médecin, infirmier, pharmacien ou centre.")
    prescribed_by = text("Prescrit par", 400)

    def card(self) -> dict[str, Any]:
        """The facts shared by the doses."""
        return {**self.cleaned_data, "evidence": Evidence(self.cleaned_data["evidence"])}


class CorrectionForm(DoseForm, CardForm):
    """One dose again, with how it is known, who gave it, and why it changes."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = text("Pourquoi", 400)

    def card(self) -> dict[str, Any]:
        """How the dose is known, who prescribed and gave it."""
        found = self.cleaned_data
        told = {name: found.get(name, "") for name in ("administered_by", "prescribed_by")}
        return {**told, "evidence": Evidence(found["evidence"])}


class ScreeningForm(forms.Form):
    """A kit, an examination or a refusal."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label="Que notez-vous", choices=list(words.KINDS.items()), widget=forms.RadioSelect, initial="result",
        error_messages=LONG,
    )  # fmt: skip
    target = forms.ChoiceField(label="Dépistage ou examen", error_messages=LONG)
    done_on = FrenchDateField(label="Date")
    test = forms.ChoiceField(
        label="Examen fait", required=False, choices=[("", "Un seul examen possible"), *words.TEST.items()],
        error_messages=LONG,
    )  # fmt: skip
    result = forms.ChoiceField(
        label="Résultat", required=False, choices=[("", "Pas encore reçu"), *words.RESULTS.items()], error_messages=LONG
    )
    kit_number = text("Numéro du kit", 400, help_text="Scannez l’étiquette ou recopiez-la.")
    until = FrenchDateField(label="À reproposer le", required=False, future_days=_FAR_DAYS)
    note = text("Remarque", 1000)

    def __init__(self, *args: Any, targets: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        choice: Any = self.fields["target"]
        choice.choices = [("", "Choisissez"), *targets]
        self.fields["kit_number"].widget.attrs["data-scan"] = True

    def facts(self) -> EntryFacts:
        """The line as the service takes it."""
        found = dict(self.cleaned_data)
        identifier: UUID = found["id"] or new_id()
        result = ResultKind(found["result"]) if found["result"] else None
        kept = {name: found[name] for name in ("target", "done_on", "test", "kit_number", "until", "note")}
        return EntryFacts(id=identifier, result=result, **kept)
