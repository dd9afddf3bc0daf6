"""Who may record vaccinations, and under which delegation."""

from __future__ import annotations

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.audit.labels import actions
from brasdroit.foundation.permissions import permission
from brasdroit.practice.members.types import Role
from brasdroit.practice.missions.permissions import require_delegation
from brasdroit.record.patients.models import Patient

RECORD = permission("immunization.record", "noter des vaccinations", (Role.DOCTOR, Role.ASSISTANT))
CERTIFY = permission("immunization.certify", "certifier une contre-indication à un vaccin", (Role.DOCTOR,))

MISSION = "CONS-05"
"""Checking and updating the vaccination status; never vaccinating (profession §1.2)."""


def require_mission(actor: Actor, patient: Patient) -> None:
    """Let the running service write; the patient's treating doctor must have entrusted it, any doctor when he has none here."""
    require_delegation(actor=actor, mission=MISSION, doctor_id=patient.treating_doctor_id)


actions(
    {
        "immunization.recorded": "Vaccination notée",
        "immunization.corrected": "Vaccination corrigée",
        "immunization.entered_in_error": "Vaccination retirée",
        "immunization.loaded": "Vaccinations reprises d’un autre logiciel",
        "immunization.history_stated": "Historique vaccinal vérifié",
        "immunization.contraindication_certified": "Contre-indication certifiée",
        "immunization.contraindication_ended": "Contre-indication levée",
    }
)
