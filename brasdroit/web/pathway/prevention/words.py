"""The words of prevention on screen and on paper."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from brasdroit.foundation.clock.formats import numeric_date
from brasdroit.pathway.prevention.types import ObligationStatus, PreventionItem, Status
from brasdroit.pathway.screening.rules.recording import TESTS
from brasdroit.reference.screening import edition_on

THIN = "\u202f"


class Word(NamedTuple):
    """A state as it is shown: word, tone, icon."""

    label: str
    tone: str
    icon: str


STATUS: dict[Status, Word] = {
    Status.OVERDUE: Word("En retard", "alert", "circle-alert"),
    Status.DUE: Word("À faire", "wait", "circle-dot"),
    Status.CONTRAINDICATED: Word("Contre-indiqué", "alert", "ban"),
    Status.UNDETERMINED: Word("À préciser", "info", "circle-dashed"),
    Status.NOT_YET: Word("Plus tard", "plain", "calendar-clock"),
    Status.UP_TO_DATE: Word("À jour", "ok", "circle-check"),
    Status.COMPLETE: Word("Complet", "ok", "check-check"),
    Status.AGED_OUT: Word("Âge dépassé", "plain", "circle-minus"),
    Status.NOT_INDICATED: Word("Non concerné", "plain", "circle-minus"),
}
OBLIGATION: dict[ObligationStatus, Word] = {
    ObligationStatus.COMPLIANT: Word("Obligation respectée", "ok", "scale"),
    ObligationStatus.IN_PROGRESS: Word("Obligation en cours", "info", "scale"),
    ObligationStatus.MISSING: Word("Obligation manquante", "alert", "scale"),
    ObligationStatus.CERTIFIED_CONTRAINDICATION: Word("Obligation levée", "plain", "scale"),
}
DISEASES = {
    "dtp": "Diphtérie, tétanos, poliomyélite",
    "pertussis": "Coqueluche",
    "hib": "Haemophilus influenzae b",
    "hepatitis-b": "Hépatite B",
    "pneumococcus": "Pneumocoque",
    "rotavirus": "Rotavirus",
    "men-b": "Méningocoque B",
    "men-acwy": "Méningocoques ACWY",
    "men-c": "Méningocoque C",
    "mmr": "Rougeole, oreillons, rubéole",
    "hpv": "Papillomavirus (HPV)",
    "varicella": "Varicelle",
    "zoster": "Zona",
    "influenza": "Grippe",
    "covid-19": "Covid-19",
    "rsv": "Virus respiratoire syncytial",
    "bcg": "Tuberculose (BCG)",
    "hepatitis-a": "Hépatite A",
    "yellow-fever": "Fièvre jaune",
}
EVIDENCE = {"proved": "Preuve vue", "declared": "Déclarée"}
RESULTS = {
    "negative": "normal ou négatif",
    "positive": "positif ou anormal",
    "inadequate": "ininterprétable, à refaire",
}
KINDS = {"result": "Examen ou résultat", "kit": "Kit remis", "refusal": "Refus"}
TEST = {code: label for tests in TESTS.values() for code, label in tests.items()}
FACTS = {
    "history": "l’historique vaccinal",
    "sex": "le sexe",
    "result": "le résultat",
    "diabetes-risk-factors": "les facteurs de risque de diabète",
    "smoking-history": "le tabagisme",
}


def label_of(item: PreventionItem) -> str:
    """The disease, or the name of the screening."""
    return DISEASES.get(item.target) or item.explanation.split(f"{THIN}:")[0]


def sentence_of(item: PreventionItem) -> str:
    """The explanation without the name that stands before it."""
    said = item.explanation.partition(f"{THIN}: ")[2] or item.explanation
    return said[:1].upper() + said[1:]


def screenings(on: date) -> dict[str, str]:
    """Target -> label of every screening of the edition, the organised ones first."""
    edition = edition_on(on)
    found = {one.key: one.label for one in edition.periodic[:2]}
    found["cervical"] = edition.cervical.label
    found |= {one.key: one.label for one in edition.periodic[2:]}
    return found | {one.key: one.label for one in edition.windows}


def when(given_on: date | None, given_text: str) -> str:
    """« 14/03/2011 », « 03/2011 », « 2011 »."""
    return numeric_date(given_on) if given_on else given_text
