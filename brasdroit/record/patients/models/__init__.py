"""The patient and what describes him."""

from brasdroit.record.patients.models.clinical import ClinicalAbsence, ClinicalItem
from brasdroit.record.patients.models.files import Accommodation, Consent, Coverage, PatientContact
from brasdroit.record.patients.models.identity import InsHistory, PatientIdentityEvent
from brasdroit.record.patients.models.merge import DuplicatePair, DuplicateScan, PatientMerge, PatientSplit
from brasdroit.record.patients.models.patient import Patient
from brasdroit.record.patients.models.search import (
    PATIENT_INDEX,
    PatientSearchEntry,
    PatientSearchSlip,
    PatientSearchTerm,
)

__all__ = [
    "PATIENT_INDEX",
    "Accommodation",
    "ClinicalAbsence",
    "ClinicalItem",
    "Consent",
    "Coverage",
    "DuplicatePair",
    "DuplicateScan",
    "InsHistory",
    "Patient",
    "PatientContact",
    "PatientIdentityEvent",
    "PatientMerge",
    "PatientSearchEntry",
    "PatientSearchSlip",
    "PatientSearchTerm",
    "PatientSplit",
]
