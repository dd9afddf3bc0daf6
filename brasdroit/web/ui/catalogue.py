"""`/composants/`: every component as it looks, for those who build pages and for the accessibility tests."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from brasdroit.foundation.errors import NotFound
from brasdroit.web.middleware.actor import public_page
from brasdroit.web.ui.components import BUTTON_TONES, COMPONENTS, TONES
from brasdroit.web.ui.declarations import Component
from brasdroit.web.ui.forms import FrenchDateField, FrenchPhoneField, FrenchTimeField


class SpecimenForm(forms.Form):
    """One field of each kind."""

    birth_name = forms.CharField(label="Nom de naissance", help_text="Tel qu’il figure sur la pièce d’identité.")
    birth_date = FrenchDateField(label="Date de naissance")
    phone = FrenchPhoneField(label="Téléphone", required=False)
    at = FrenchTimeField(label="Heure", initial=time(9, 40))
    site = forms.ChoiceField(label="Lieu", choices=[("a", "Cabinet des Tilleuls"), ("b", "Maison de santé du Port")])
    sex = forms.ChoiceField(label="Sexe", choices=[("F", "Féminin"), ("M", "Masculin")], widget=forms.RadioSelect)
    reasons = forms.MultipleChoiceField(
        label="Motifs",
        choices=[("r", "Renouvellement"), ("c", "Certificat")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    consent = forms.BooleanField(
        label="Accepte les rappels par SMS", required=False, help_text="Modifiable à tout moment."
    )
    notes = forms.CharField(label="Remarques", widget=forms.Textarea, required=False)


@public_page
def catalogue(request: HttpRequest) -> HttpResponse:
    """The catalogue, in debug and in demonstration only."""
    if not (settings.DEBUG or settings.DEMO):
        raise NotFound
    return render(request, "shell/catalogue.html", _specimens())


def _specimens() -> dict[str, Any]:
    wrong = SpecimenForm(
        {"birth_name": "Martin", "birth_date": "31/02/1980", "phone": "06 12", "at": "9:40", "site": "a"}
    )
    return {
        "declarations": [_declaration(component) for component in COMPONENTS.values()],
        "tones": TONES,
        "button_tones": BUTTON_TONES,
        "form": SpecimenForm(initial={"birth_date": date(1961, 3, 14)}),
        "wrong": wrong,
        "page": Paginator(range(230), 20).get_page(3),
        "tab_items": [
            {"label": "Synthèse", "href": "#tabs", "current": True},
            {"label": "Documents", "href": "#tabs", "count": 12},
            {"label": "Historique", "href": "#tabs"},
        ],
        "step_items": [
            {"label": "Motif", "href": "#steps", "state": "done"},
            {"label": "Mesures", "href": "#steps", "state": "current"},
            {"label": "Remise au médecin", "href": "#steps", "state": "to_do"},
        ],
        "stat_items": [
            {"label": "Attente moyenne", "value": "11", "unit": "min"},
            {"label": "Préparés par vous", "value": "6", "unit": "sur 9"},
            {"label": "Prochaine pause", "value": "12:30", "note": "dans 2 h 50"},
        ],
        "declared_columns": ["Nom", "Usage", "Réglages", "Emplacements"],
        "columns": ["Heure", "Patient", "Motif", "État"],
        "options": [("20", "Suivi, 20 min"), ("40", "Bilan, 40 min"), ("15", "Certificat, 15 min")],
        "errors": ["Cette adresse n’est pas complète\u202f: il manque ce qui suit le signe @."],
    }


def _declaration(component: Component) -> dict[str, Any]:
    props = [f"{name}*" if prop.required else name for name, prop in component.props.items()]
    slots = [f"{name}*" if needed else name for name, needed in component.slots.items()]
    return {"name": component.name, "about": component.about, "props": props, "slots": slots}
