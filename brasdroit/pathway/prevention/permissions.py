"""Who may read where a patient stands, and who says that he has read it."""

from __future__ import annotations

from brasdroit.foundation.audit.labels import actions
from brasdroit.foundation.permissions import permission
from brasdroit.practice.members.types import Role

READ = permission(
    "prevention.read", "consulter les vaccinations et les dépistages d’un patient", (Role.DOCTOR, Role.ASSISTANT)
)
REVIEW = permission("prevention.review", "valider les vaccinations et les dépistages notés", (Role.DOCTOR,))

actions(
    {
        "prevention.read": "Vaccinations et dépistages consultés",
        "prevention.printed": "Attestation de vaccinations éditée",
        "prevention.reviewed": "Vaccinations et dépistages validés",
    }
)
