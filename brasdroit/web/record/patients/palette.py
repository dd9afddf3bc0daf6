"""Patients in the palette (Ctrl K)."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.clock.formats import numeric_date
from brasdroit.foundation.codes.phones import phone_display
from brasdroit.foundation.permissions import may
from brasdroit.record.patients.permissions import CREATE, READ
from brasdroit.record.patients.selectors.hits import PatientHit
from brasdroit.record.patients.selectors.search import search_patients
from brasdroit.web.ui.palette import LIMIT, Action, Group, Result, action


def find_patients(actor: Actor, query: str) -> Group | None:
    """The patients that the typed text may mean."""
    if not may(actor, READ):
        return None
    hits = search_patients(actor, query, timezone.localdate()).hits[:LIMIT]
    return Group("Patients", [_result(hit) for hit in hits]) if hits else None


def _result(hit: PatientHit) -> Result:
    born = f" (née {hit.born})" if hit.born and hit.sex == "F" else f" (né {hit.born})" if hit.born else ""
    place = hit.city or (phone_display(hit.phone) if hit.phone else "")
    note = " · ".join(
        part for part in (numeric_date(hit.birth_date), place, "orthographe proche" if hit.approximate else "") if part
    )
    return Result(reverse("patient", args=[hit.id]), f"{hit.given}{born}", "user", note, strong=hit.family)


def offer_actions() -> None:
    """What the palette offers to start."""
    action(Action("Nouveau patient", "user-plus", "patient_new", words="créer dossier", permission=CREATE.code))
