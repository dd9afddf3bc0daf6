"""Who may follow screenings, and under which delegations."""

from __future__ import annotations

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.audit.labels import actions
from brasdroit.foundation.permissions import permission
from brasdroit.practice.members.types import Role
from brasdroit.practice.missions.permissions import require_delegation
from brasdroit.record.patients.models import Patient

RECORD = permission("screening.record", "noter des dépistages", (Role.DOCTOR, Role.ASSISTANT))
LOAD = permission("screening.load", "reprendre les dépistages d’un autre logiciel", (Role.DOCTOR,))

MISSION = "CONS-06"
"""Updating screenings and reminding (profession §1.2)."""
KIT_MISSION = "CONS-07"
"""Handing over tests and kits, trained and under a protocol (profession §1.2)."""


def require_mission(actor: Actor, patient: Patient, mission: str) -> None:
    """Let the running service write; the patient's treating doctor must have entrusted it, any doctor when he has none here."""
    require_delegation(actor=actor, mission=mission, doctor_id=patient.treating_doctor_id)


actions(
    {
        "screening.kit_handed_over": "Kit de dépistage remis",
        "screening.result_recorded": "Résultat de dépistage noté",
        "screening.refusal_recorded": "Refus de dépistage noté",
        "screening.entered_in_error": "Ligne de dépistage retirée",
        "screening.loaded": "Dépistages repris d’un autre logiciel",
    }
)
