"""The patient and what describes him."""

from brasdroit.record.patients.models.clinical import ClinicalAbsence, ClinicalItem
from brasdroit.record.patients.models.files import Accommodation, Consent, Coverage, PatientContact
from brasdroit.record.patients.models.identity import InsHistory, PatientIdentityEvent
from brasdroit.record.patients.models.patient import Patient

__all__ = [
    "Accommodation",
    "ClinicalAbsence",
    "ClinicalItem",
    "Consent",
    "Coverage",
    "InsHistory",
    "Patient",
    "PatientContact",
    "PatientIdentityEvent",
]
