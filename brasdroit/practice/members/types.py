"""Roles, qualifications and sectors, as codes with their French label, and the facts of the forms."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from brasdroit.practice.organisation.types import ROLE_LABELS as ROLE_LABELS
from brasdroit.practice.organisation.types import Role as Role
from brasdroit.practice.organisation.types import role_label as role_label


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


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """Who a person is: ``title`` « Dr », « Pr » or nothing."""

    given_name: str
    family_name: str
    email: str = ""
    title: str = ""
    phone: str = ""

    @property
    def display_name(self) -> str:
        """« Dr Claire Martin »."""
        return " ".join(part for part in (self.title, self.given_name, self.family_name) if part)

    @property
    def short_name(self) -> str:
        """« Dr Martin » with a title, « Sarah » without."""
        return f"{self.title} {self.family_name}" if self.title else self.given_name


@dataclass(frozen=True, slots=True)
class DoctorFacts:
    """A doctor's number and habits; ``overbooking_max_per_day`` counts only when overbooking is allowed."""

    rpps: str = ""
    specialty: str = ""
    sector: str = ""
    overbooking_allowed: bool = False
    overbooking_max_per_day: int = 0


@dataclass(frozen=True, slots=True)
class AssistantFacts:
    """An assistant's contract and training; see ``AssistantProfile`` for what each date decides."""

    profile: str
    contract_from: date
    contract_until: date | None = None
    hired_on: date | None = None
    post_started_on: date | None = None
    cpam_signed_on: date | None = None
    certified_on: date | None = None
    adaptation_on: date | None = None
    afgsu_on: date | None = None
    afgsu_refreshed_on: date | None = None
    confidentiality_signed_on: date | None = None
    trainings: Mapping[str, str | None] = field(default_factory=dict)


ProfileFacts = DoctorFacts | AssistantFacts | None


@dataclass(frozen=True, slots=True)
class Invitation:
    """A person added. ``link`` sets the first password, once: None for somebody who already has an account.

    ``mailed``: it left by e-mail, and needs not be shown.
    """

    member_id: UUID
    link: str | None
    mailed: bool
