"""What people type, before it is kept."""

from __future__ import annotations

import re
from uuid import UUID

from brasdroit.foundation.db.prepared import Prepared
from brasdroit.foundation.errors import Invalid
from brasdroit.record.patients.models import Patient

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def line(text: str, field: str, limit: int = 300, *, needed: bool = False) -> str:
    """One line of text, its spaces put in order. Raises Invalid on control characters, a text too long or missing."""
    return _checked(" ".join(text.split()) if not _CONTROL.search(text) else text, field, limit, needed=needed)


def lines(text: str, field: str, limit: int = 2000) -> str:
    """Several lines of text. Raises as `line` does."""
    return _checked(text.replace("\r\n", "\n").strip(), field, limit, needed=False)


def _checked(text: str, field: str, limit: int, *, needed: bool) -> str:
    sentence = ""
    if _CONTROL.search(text):
        sentence = "Ce texte contient des caractères invisibles\u202f: retapez-le."
    elif len(text) > limit:
        sentence = f"Ce texte est trop long\u202f: {limit} caractères au plus, le vôtre en a {len(text)}."
    elif needed and not text:
        sentence = "Ce champ est nécessaire\u202f: remplissez-le."
    if sentence:
        raise Invalid(sentence, fields={field: [sentence]})
    return text


_BOOKABLE: Prepared[Patient] = Prepared(
    lambda patient: Patient.objects.filter(pk=patient).values_list("active", "deceased_on"), patient=UUID
)


def known_patient(patient_id: UUID) -> None:
    """Make sure that an appointment may be given to this patient: one small query. Raises Invalid otherwise."""
    found = next(iter(_BOOKABLE.columns(patient=patient_id)), None)
    sentence = "Choisissez un patient dans la liste, ou créez sa fiche."
    if found is not None:
        active, deceased_on = found
        if active and deceased_on is None:
            return
        merged = "Cette fiche a été réunie à une autre\u202f: choisissez celle qui est encore en usage."
        dead = "Cette fiche porte une date de décès\u202f: vérifiez l’identité avant de donner un rendez-vous."
        sentence = dead if active else merged
    raise Invalid(sentence, fields={"patient": [sentence]})
