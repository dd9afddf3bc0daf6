"""Who works at the Cabinet des Tilleuls, and what a practice like it has: rooms, devices, appointment types, hours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta

from brasdroit.practice.members.types import (
    AssistantFacts,
    DoctorFacts,
    PersonFacts,
    Profile,
    ProfileFacts,
    Role,
    Sector,
)
from brasdroit.practice.organisation.types import DeviceKind, OrganizationFacts, RoomKind, SiteFacts
from brasdroit.reception.agenda.services import TypeFacts

PASSWORD = "Les-tilleuls-du-Mans"  # noqa: S105  # shown on the sign-in page of the demonstration

PRACTICE = OrganizationFacts(
    name="Cabinet des Tilleuls", phone="+33261919872", email="accueil@example.org", department="72", idle_minutes=10
)
SITE = SiteFacts(
    name="Cabinet des Tilleuls",
    address="14 avenue des Tilleuls",
    postal_code="72000",
    city="Le Mans",
    phone="+33261919872",
)


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody of the practice, with his personal code for the shared workstation."""

    key: str
    person: PersonFacts
    role: Role
    pin: str
    profile: ProfileFacts = None


def team(today: date) -> tuple[Persona, ...]:
    """The team; contracts and certificates lie at plausible distances from today."""
    return (
        Persona("martin", _person("Claire", "Martin", "Dr"), Role.DOCTOR, "4826", DoctorFacts("10100000016", "Médecine générale", Sector.ONE, overbooking_allowed=True, overbooking_max_per_day=2)),
        Persona("nguyen", _person("Hoang", "Nguyen", "Dr"), Role.DOCTOR, "7391", DoctorFacts("10100000024", "Médecine générale", Sector.ONE)),
        Persona("sarah", _person("Sarah", "Benali"), Role.ASSISTANT, "5173", _certified(today)),
        Persona("ines", _person("Inès", "Faure"), Role.ASSISTANT, "8264", _in_training(today)),
        Persona("julie", _person("Julie", "Petit"), Role.SECRETARY, "6935"),
    )  # fmt: skip


def _person(given_name: str, family_name: str, title: str = "") -> PersonFacts:
    address = f"{given_name}.{family_name}@example.org".lower().replace("è", "e")
    return PersonFacts(given_name, family_name, address, title)


def _certified(today: date) -> AssistantFacts:
    start = _before(today, 5)
    return AssistantFacts(
        profile=Profile.CQP,
        contract_from=start,
        hired_on=start,
        post_started_on=start,
        cpam_signed_on=start + timedelta(days=30),
        certified_on=_before(today, 3),
        afgsu_on=_before(today, 3),
        confidentiality_signed_on=start,
    )


def _in_training(today: date) -> AssistantFacts:
    start = today - timedelta(days=210)
    return AssistantFacts(
        profile=Profile.IN_TRAINING,
        contract_from=start,
        hired_on=start,
        post_started_on=start,
        cpam_signed_on=start + timedelta(days=21),
        afgsu_on=today - timedelta(days=60),
        confidentiality_signed_on=start,
    )


def _before(day: date, years: int) -> date:
    return day - timedelta(days=round(years * 365.25))


ROOMS: Mapping[str, tuple[str, RoomKind]] = {
    "martin": ("Cabinet 1", RoomKind.CONSULTATION),
    "nguyen": ("Cabinet 2", RoomKind.CONSULTATION),
    "care": ("Salle de soins", RoomKind.CARE),
    "waiting": ("Salle d’attente", RoomKind.WAITING),
    "desk": ("Accueil", RoomKind.RECEPTION),
}

# key: kind, brand, model, serial, room, declared fully automatic by Dr Martin
DEVICES: Mapping[str, tuple[DeviceKind, str, str, str, str, bool]] = {
    "pressure": (DeviceKind.BLOOD_PRESSURE, "Omron", "M7 Intelli IT", "OM7-20211", "care", True),
    "scale": (DeviceKind.SCALE, "Seca", "878 dr", "SC878-0412", "care", True),
    "height": (DeviceKind.HEIGHT, "Seca", "264", "SC264-1107", "care", True),
    "thermometer": (DeviceKind.THERMOMETER, "Braun", "ThermoScan 7", "BT7-5520", "care", True),
    "oximeter": (DeviceKind.OXIMETER, "Nonin", "Onyx 9590", "NX-88213", "care", True),
    "glucose": (DeviceKind.GLUCOSE, "Roche", "Accu-Chek Guide", "AC-40117", "care", True),
    "ecg": (DeviceKind.ECG, "Schiller", "Cardiovit FT-1", "FT1-3309", "care", False),
    "manual": (DeviceKind.BLOOD_PRESSURE, "Spengler", "Lian Nano", "SP-9921", "martin", False),
    "fridge": (DeviceKind.REFRIGERATOR, "Liebherr", "HMFvh 4001", "LH-7718", "care", False),
    "defibrillator": (DeviceKind.DEFIBRILLATOR, "Zoll", "AED Plus", "ZA-6105", "desk", False),
}
MEASURING = ("pressure", "scale", "height", "thermometer", "oximeter", "glucose")

TYPES: Mapping[str, TypeFacts] = {
    "follow_up": TypeFacts(
        "Consultation de suivi", 20, 8, documents=("Carte Vitale", "Ordonnance en cours", "Résultats d’examens récents"),
        preparation="Apportez vos derniers résultats et la liste de vos médicaments. L’assistante vous reçoit d’abord.",
        colour="accent", shape="stethoscope", position=1,
    ),
    "consultation": TypeFacts(
        "Consultation", 15, 5, documents=("Carte Vitale",), preparation="Venez cinq minutes avant l’heure.",
        colour="info", shape="user-round", position=2,
    ),
    "child": TypeFacts(
        "Examen de l’enfant", 30, 10, documents=("Carte Vitale du parent", "Carnet de santé"),
        preparation="Apportez le carnet de santé. Un parent ou un représentant légal accompagne l’enfant.",
        colour="wait", shape="baby", position=3,
    ),
    "check_up": TypeFacts(
        "Bilan annuel", 30, 15, fasting=True, documents=("Carte Vitale", "Carnet de vaccination"),
        preparation="Venez à jeun depuis 12 heures\u202f: ni repas ni boisson sucrée\u202f; l’eau est permise.",
        colour="ok", shape="clipboard-list", position=4,
    ),
    "urgent": TypeFacts(
        "Demande du jour", 10, 3, documents=("Carte Vitale",), preparation="Le médecin vous reçoit entre deux rendez-vous.",
        colour="alert", shape="zap", position=5,
    ),
    "vaccination": TypeFacts(
        "Vaccination", 10, 5, documents=("Carte Vitale", "Vaccin", "Carnet de vaccination"),
        preparation="Gardez le vaccin au froid jusqu’à votre arrivée.", colour="accent", shape="syringe", position=6,
    ),
    "video": TypeFacts(
        "Téléconsultation", 15, 0, place="video", documents=("Carte Vitale",),
        preparation="Installez-vous au calme. Le lien vous parvient avant l’heure.", colour="info", shape="video", position=7,
    ),
}  # fmt: skip

# Local hours of each doctor by weekday (0 is Monday).
HOURS: Mapping[str, Mapping[int, tuple[tuple[time, time], ...]]] = {
    "martin": {
        0: ((time(8, 30), time(12, 30)), (time(14), time(18, 30))),
        1: ((time(8, 30), time(12, 30)), (time(14), time(18, 30))),
        2: ((time(8, 30), time(12, 30)),),
        3: ((time(8, 30), time(12, 30)), (time(14), time(19))),
        4: ((time(8, 30), time(12, 30)), (time(14), time(18))),
    },
    "nguyen": {
        0: ((time(9), time(12, 30)), (time(14), time(19))),
        1: ((time(9), time(12, 30)), (time(14), time(19))),
        2: ((time(9), time(12, 30)), (time(14), time(19))),
        3: ((time(9), time(12, 30)),),
        4: ((time(9), time(12, 30)), (time(14), time(18, 30))),
        5: ((time(9), time(12)),),
    },
}

# What each doctor entrusts: Dr Martin more than Dr Nguyen, and less to somebody in training.
_DESK = ("ADM-01", "ADM-02", "ADM-03", "ADM-04", "ADM-09", "ADM-13", "COORD-01")
_PREPARE = ("CONS-01", "CONS-02", "CONS-03", "CONS-04")
ENTRUSTED: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("martin", "sarah"): (
        *_DESK, "ADM-05", "ADM-06", "ADM-07", "ADM-08", "ADM-10", "ADM-12", *_PREPARE, "CONS-05", "CONS-06", "CONS-08",
        "CONS-09", "CONS-10", "CONS-11", "CONS-12", "CONS-13", "COORD-02", "COORD-04", "COORD-05",
    ),
    ("nguyen", "sarah"): (*_DESK, "ADM-07", "CONS-01", "CONS-04", "CONS-10", "CONS-11", "CONS-13"),
    ("martin", "ines"): (*_DESK, *_PREPARE, "CONS-10"),
    ("nguyen", "ines"): ("ADM-01", "ADM-02", "ADM-03", "ADM-09"),
}  # fmt: skip
