"""The plan of the backups, as typed."""

from __future__ import annotations

from typing import Any

from django import forms

from brasdroit.foundation.backup.services import PlanFacts
from brasdroit.web.accounts.forms import line
from brasdroit.web.practice.organisation.forms import VersionForm
from brasdroit.web.ui.forms import REQUIRED, FrenchTimeField

_KEPT = {**REQUIRED, "invalid": "Écrivez un nombre.", "min_value": "Zéro au moins.", "max_value": "366 au plus."}


def _kept(label: str, help_text: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=366, help_text=help_text, error_messages=_KEPT)


class PlanForm(VersionForm):
    """When, where, how many are kept."""

    active = forms.BooleanField(label="Sauvegarder chaque jour", required=False)
    at = FrenchTimeField(
        label="À partir de",
        help_text="L’ordinateur était éteint à cette heure\u202f: la sauvegarde se fait à son retour.",
    )
    folder = line(
        "Dossier", 500, required=False,
        help_text="Sur un autre disque, ou un autre ordinateur. Vide\u202f: dans le dossier des données, sur le même disque.",
    )  # fmt: skip
    daily = _kept("Jours gardés", "La dernière sauvegarde de chacun des derniers jours.")
    weekly = _kept("Semaines gardées", "La dernière de chacune des dernières semaines.")
    monthly = _kept("Mois gardés", "La dernière de chacun des derniers mois.")

    def facts(self) -> PlanFacts:
        """As the service takes them."""
        facts: PlanFacts = self.facts_of(PlanFacts)
        return facts


def initial_of_plan(plan: Any) -> dict[str, Any]:
    """What the form shows first."""
    return {name: getattr(plan, name) for name in ("version", "active", "at", "folder", "daily", "weekly", "monthly")}
