"""Rights over the patients' records."""

from brasdroit.foundation.permissions import permission
from brasdroit.practice.members.types import Role

_TEAM = (Role.DOCTOR, Role.ASSISTANT, Role.SECRETARY)

READ = permission("patients.read", "consulter la fiche d’un patient", (*_TEAM, Role.MANAGER))
CREATE = permission("patients.create", "créer un patient", _TEAM)
EDIT = permission("patients.edit", "modifier la fiche d’un patient", _TEAM)
IDENTITY = permission("patients.identity", "modifier ou valider l’identité d’un patient", _TEAM)
READ_CLINICAL = permission(
    "patients.clinical.read", "consulter les informations médicales d’un patient", (Role.DOCTOR, Role.ASSISTANT)
)
EDIT_CLINICAL = permission(
    "patients.clinical.edit", "noter les informations médicales d’un patient", (Role.DOCTOR, Role.ASSISTANT)
)
REVIEW = permission("patients.clinical.review", "valider les informations médicales d’un patient", (Role.DOCTOR,))
READ_ACCESSES = permission(
    "patients.accesses.read", "voir qui a consulté la fiche d’un patient", (Role.DOCTOR, Role.MANAGER)
)
SEE_DUPLICATES = permission("patients.duplicates", "voir les doublons probables", (*_TEAM, Role.MANAGER))
MERGE = permission("patients.merge", "fusionner ou séparer des fiches de patients", (Role.DOCTOR, Role.MANAGER))

COLLECTING_MISSION = "CONS-04"
"""Collecting antecedents, treatments and habits (profession §1.2)."""
FILE_MISSION = "ADM-03"
"""Keeping the computer record, the steps of identity first: homonyms are told apart under it (profession §1.2)."""
REPORTING_MISSION = "COORD-05"
"""Reporting a fault of identity: one record that holds two persons (profession §1.2)."""
