"""What can be begun from a patient's page, the patient already chosen."""

from __future__ import annotations

from django.urls import reverse

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.permissions import holds
from brasdroit.record.patients.selectors.banner import PatientBanner


def actions_of(actor: Actor, patient: PatientBanner) -> list[dict[str, str]]:
    """The links (`label`, `icon`, `href`) that the actor's rights allow; none for a file out of use or somebody dead."""
    if not patient.active or patient.deceased:
        return []
    chosen = f"?patient={patient.id}"
    offered = (
        ("agenda.book", "Nouveau rendez-vous", "calendar-plus", reverse("appointment_new") + chosen),
        ("telephone.answer", "Noter un appel", "phone", reverse("telephone_new") + chosen),
        ("arrival.check_in", "Arrivée", "door-open", _arrival(patient)),
    )
    return [{"label": label, "icon": icon, "href": href} for right, label, icon, href in offered if holds(actor, right)]


def _arrival(patient: PatientBanner) -> str:
    """The sheet of today's visit, else that of somebody without an appointment."""
    if patient.expected:
        return reverse("arrival_check", args=[patient.encounter_id])
    return reverse("arrival_walk_in", args=[patient.id])
