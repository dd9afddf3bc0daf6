"""Why people come, by appointment type, and what the team has to do."""

from __future__ import annotations

from collections.abc import Collection, Mapping

REASONS: Mapping[str, tuple[str, ...]] = {
    "follow_up": ("Renouvellement d’ordonnance", "Résultats de prise de sang", "Suivi après hospitalisation"),
    "consultation": (
        "Mal de gorge depuis deux jours", "Toux qui dure", "Mal de dos", "Certificat de sport", "Fatigue",
        "Boutons sur le bras", "Maux de tête", "Douleur à l’épaule", "Mal au ventre", "Sommeil difficile",
    ),
    "check_up": ("Bilan annuel", "Bilan avant opération", "Bilan avec prise de sang", "Mon bilan prévention"),
    "urgent": ("Fièvre depuis hier", "Chute ce matin", "Douleur brutale à la cheville", "Mal d’oreille", "Coupure à la main"),
    "vaccination": ("Vaccin contre la grippe", "Rappel de vaccin", "Vaccin contre la Covid-19", "Vaccin avant voyage"),
    "video": ("Résultats d’examens", "Prolongation d’arrêt", "Question sur le traitement"),
}  # fmt: skip

# What a child comes for, from how many months to how many.
CHILD: Mapping[str, tuple[tuple[int, int, str], ...]] = {
    "child": (
        (0, 2, "Examen du premier mois"), (2, 7, "Vaccins du nourrisson"), (8, 11, "Examen des 9 mois"),
        (11, 15, "Vaccins des 12 mois"), (22, 27, "Examen des 2 ans"), (34, 40, "Examen des 3 ans"),
        (70, 80, "Examen des 6 ans"), (130, 168, "Examen des 11 à 13 ans"), (0, 30, "Certificat pour la crèche"),
        (0, 192, "Suivi de la croissance"), (6, 72, "Fièvre et otite"),
    ),
    "consultation": (
        (0, 36, "Rhume, dort mal"), (6, 192, "Mal de gorge depuis deux jours"), (6, 192, "Toux qui dure"),
        (24, 192, "Mal au ventre"), (12, 192, "Boutons sur le bras"), (72, 192, "Certificat de sport"),
    ),
    "urgent": ((0, 192, "Fièvre depuis hier"), (18, 192, "Chute ce matin"), (12, 192, "Mal d’oreille")),
    "vaccination": ((60, 84, "Rappel de vaccin"), (120, 192, "Rappel de vaccin"), (0, 24, "Vaccins du nourrisson")),
}  # fmt: skip

# What an illness is followed for.
FOLLOWED: Mapping[str, str] = {
    "Hypertension artérielle": "Suivi de la tension",
    "Diabète de type 2": "Suivi du diabète",
    "Hypothyroïdie": "Suivi de la thyroïde",
    "Arthrose": "Douleurs du genou, suivi",
    "Insuffisance cardiaque": "Renouvellement, et essoufflement",
    "BPCO": "Suivi du souffle",
}


def reasons_of(kind: str, months: int, antecedents: Collection[str]) -> list[str]:
    """What somebody of that age (in months) and with those illnesses may come for, for a kind of appointment."""
    young = [text for first, last, text in CHILD.get(kind, ()) if first <= months <= last]
    if kind == "child" or months < ADULT_MONTHS:
        return young or ["Suivi de la croissance"]
    followed = [text for illness, text in FOLLOWED.items() if illness in antecedents]
    return [*REASONS[kind], *(followed if kind == "follow_up" else ())]


ADULT_MONTHS = 192
LEFT_UNSEEN = "Ne pouvait pas attendre"
CANCELLED = ("Empêchement du patient", "Guéri", "Rendez-vous pris ailleurs", "Panne de voiture")
