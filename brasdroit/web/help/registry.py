"""Which page of the guide helps on which page of the workspace.

A name of an address stands for itself and for every longer one (`patient` for `patient_contact`); the longest wins.
"""

from __future__ import annotations

SITUATIONS: dict[str, str] = {
    "day": "ma-journee",
    "indicators": "indicateurs",
    "arrival": "accueillir-un-patient",
    "waiting_room": "salle-d-attente",
    "screens": "salle-d-attente",
    "screen": "salle-d-attente",
    "visit": "salle-d-attente",
    "telephone": "repondre-au-telephone",
    "call": "repondre-au-telephone",
    "red_flags": "repondre-au-telephone",
    "red_flag": "repondre-au-telephone",
    "emergency": "repondre-au-telephone",
    "patients": "trouver-un-patient",
    "patient": "trouver-un-patient",
    "search": "trouver-un-patient",
    "patient_new": "creer-un-patient",
    "patient_contact": "creer-un-patient",
    "patient_coverage": "creer-un-patient",
    "patient_identity": "identite-et-ins",
    "patient_evidence": "identite-et-ins",
    "patient_attributes": "identite-et-ins",
    "patient_ins": "identite-et-ins",
    "patient_death": "identite-et-ins",
    "scanner": "identite-et-ins",
    "patient_clinical": "preparer-un-patient",
    "patient_measures": "prendre-les-constantes",
    "patient_prevention": "vaccinations",
    "patient_documents": "documents",
    "patient_photo": "documents",
    "documents": "documents",
    "document": "documents",
    "duplicates": "doublons-et-collisions",
    "duplicate": "doublons-et-collisions",
    "patient_split": "doublons-et-collisions",
    "patient_collision": "doublons-et-collisions",
    "imports": "importer-des-patients",
    "import": "importer-des-patients",
    "tasks": "a-faire",
    "task": "a-faire",
    "appointment": "prendre-un-rendez-vous",
    "agenda": "organiser-l-agenda",
    "appointment_types": "organiser-l-agenda",
    "appointment_type": "organiser-l-agenda",
    "waiting": "liste-d-attente",
    "preparation": "preparer-un-patient",
    "preparation_measures": "prendre-les-constantes",
    "preparation_measure": "prendre-les-constantes",
    "preparation_devices": "prendre-les-constantes",
    "measurement": "prendre-les-constantes",
    "measurement_limits": "la-fiche-du-medecin",
    "consultation": "la-fiche-du-medecin",
    "questionnaires": "questionnaires",
    "questionnaire": "questionnaires",
    "delegations": "missions-confiees",
    "certification": "certification-et-echeances",
    "own_access": "poste-partage",
    "mfa": "poste-partage",
    "account": "poste-partage",
    "lock": "poste-partage",
    "workstations": "poste-partage",
    "workstation": "poste-partage",
    "practice": "le-cabinet",
    "rooms": "le-cabinet",
    "room": "le-cabinet",
    "site": "le-cabinet",
    "devices": "le-cabinet",
    "device": "le-cabinet",
    "members": "le-cabinet",
    "member": "le-cabinet",
    "backups": "sauvegardes",
    "journal": "le-cabinet",
    "installation": "premiere-installation",
    "first_steps": "premiere-installation",
}


def slug_for(url_name: str) -> str:
    """The page of the guide for a name of an address; "" where the whole guide is the help."""
    words = url_name.split("_")
    for length in range(len(words), 0, -1):
        if slug := SITUATIONS.get("_".join(words[:length])):
            return slug
    return ""
