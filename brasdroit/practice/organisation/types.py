"""Kinds of rooms and devices, as codes with their French label."""

from collections.abc import Mapping
from enum import StrEnum


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
