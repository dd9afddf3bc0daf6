"""Roles, qualifications and sectors, as codes with their French label."""

from collections.abc import Mapping
from enum import StrEnum


class Role(StrEnum):
    """What a person is in the practice; the code is stored and logged, the label is shown."""

    DOCTOR = "doctor"
    ASSISTANT = "assistant"
    SECRETARY = "secretary"
    MANAGER = "manager"

    @property
    def label(self) -> str:
        """« Assistant médical »."""
        return ROLE_LABELS[self]


ROLE_LABELS: Mapping[str, str] = {
    Role.DOCTOR: "Médecin",
    Role.ASSISTANT: "Assistant médical",
    Role.SECRETARY: "Secrétaire médical",
    Role.MANAGER: "Responsable du cabinet",
}


def role_label(code: str) -> str:
    """The French label of a role's code; the code itself for one of another edition."""
    return ROLE_LABELS.get(code, code)


class Profile(StrEnum):
    """How an assistant médical qualifies (arrêté du 7 novembre 2019, art. 1; profession §1.1)."""

    CQP = "CQP"
    NURSE = "DEI"
    CARE_ASSISTANT = "DEAS"
    CHILDCARE_ASSISTANT = "DEAP"
    IN_TRAINING = "in_training"

    @property
    def label(self) -> str:
        """« En formation CQP »."""
        return PROFILE_LABELS[self]


PROFILE_LABELS: Mapping[str, str] = {
    Profile.CQP: "CQP d’assistant médical",
    Profile.NURSE: "Diplôme d’État d’infirmier",
    Profile.CARE_ASSISTANT: "Diplôme d’État d’aide-soignant",
    Profile.CHILDCARE_ASSISTANT: "Diplôme d’État d’auxiliaire de puériculture",
    Profile.IN_TRAINING: "En formation CQP",
}


class Sector(StrEnum):
    """The doctor's agreement with the health insurance (profession §2.2)."""

    ONE = "1"
    TWO_OPTAM = "2-optam"
    TWO = "2"
    NONE = "none"

    @property
    def label(self) -> str:
        """« Secteur 2 avec OPTAM »."""
        return SECTOR_LABELS[self]


SECTOR_LABELS: Mapping[str, str] = {
    Sector.ONE: "Secteur 1",
    Sector.TWO_OPTAM: "Secteur 2 avec OPTAM",
    Sector.TWO: "Secteur 2",
    Sector.NONE: "Non conventionné",
}
