"""Kinds of rooms and devices, as codes with their French label, and the facts of the forms."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


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


class RoomKind(StrEnum):
    """What a room is for."""

    CONSULTATION = "consultation"
    CARE = "care"
    RECEPTION = "reception"
    WAITING = "waiting"
    STERILISATION = "sterilisation"
    STORAGE = "storage"
    OTHER = "other"

    @property
    def label(self) -> str:
        """« Salle de soins »."""
        return ROOM_LABELS[self]


ROOM_LABELS: Mapping[str, str] = {
    RoomKind.CONSULTATION: "Cabinet de consultation",
    RoomKind.CARE: "Salle de soins",
    RoomKind.RECEPTION: "Accueil",
    RoomKind.WAITING: "Salle d’attente",
    RoomKind.STERILISATION: "Local de stérilisation",
    RoomKind.STORAGE: "Réserve",
    RoomKind.OTHER: "Autre pièce",
}


class DeviceKind(StrEnum):
    """What a device measures or does."""

    BLOOD_PRESSURE = "blood_pressure"
    SCALE = "scale"
    HEIGHT = "height"
    THERMOMETER = "thermometer"
    OXIMETER = "oximeter"
    GLUCOSE = "glucose"
    ECG = "ecg"
    SPIROMETER = "spirometer"
    MULTIPARAMETER = "multiparameter"
    AUTOCLAVE = "autoclave"
    REFRIGERATOR = "refrigerator"
    DEFIBRILLATOR = "defibrillator"
    OTHER = "other"

    @property
    def label(self) -> str:
        """« Tensiomètre »."""
        return DEVICE_LABELS[self]


DEVICE_LABELS: Mapping[str, str] = {
    DeviceKind.BLOOD_PRESSURE: "Tensiomètre",
    DeviceKind.SCALE: "Pèse-personne",
    DeviceKind.HEIGHT: "Toise",
    DeviceKind.THERMOMETER: "Thermomètre",
    DeviceKind.OXIMETER: "Oxymètre de pouls",
    DeviceKind.GLUCOSE: "Lecteur de glycémie",
    DeviceKind.ECG: "Électrocardiographe",
    DeviceKind.SPIROMETER: "Spiromètre",
    DeviceKind.MULTIPARAMETER: "Moniteur multiparamétrique",
    DeviceKind.AUTOCLAVE: "Autoclave",
    DeviceKind.REFRIGERATOR: "Réfrigérateur à médicaments",
    DeviceKind.DEFIBRILLATOR: "Défibrillateur",
    DeviceKind.OTHER: "Autre appareil",
}


@dataclass(frozen=True, slots=True)
class OrganizationFacts:
    """What a practice tells of itself; numbers and telephones as typed."""

    name: str
    finess: str = ""
    siret: str = ""
    phone: str = ""
    email: str = ""
    department: str = ""
    time_zone: str = "Europe/Paris"
    idle_minutes: int = 10


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """An address."""

    name: str
    address: str = ""
    postal_code: str = ""
    city: str = ""
    phone: str = ""
    active: bool = True


@dataclass(frozen=True, slots=True)
class RoomFacts:
    """A room of the site ``site_id``."""

    site_id: UUID
    name: str
    kind: str = RoomKind.CONSULTATION
    active: bool = True


@dataclass(frozen=True, slots=True)
class DeviceFacts:
    """A device, apart from what a doctor declares about it."""

    kind: str
    brand: str = ""
    model: str = ""
    serial: str = ""
    room_id: UUID | None = None
    last_check: date | None = None
    next_check: date | None = None
    in_service: bool = True
