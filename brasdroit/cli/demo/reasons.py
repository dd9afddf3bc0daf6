"""Why people come, by appointment type, and what the team has to do."""

from __future__ import annotations

from collections.abc import Mapping

REASONS: Mapping[str, tuple[str, ...]] = {
    "follow_up": (
        "Renouvellement d’ordonnance", "Suivi de la tension", "Suivi du diabète", "Résultats de prise de sang",
        "Suivi de la thyroïde", "Douleurs du genou, suivi", "Suivi après hospitalisation", "Renouvellement, et essoufflement",
    ),
    "consultation": (
        "Mal de gorge depuis deux jours", "Toux qui dure", "Mal de dos", "Certificat de sport", "Fatigue",
        "Boutons sur le bras", "Maux de tête", "Douleur à l’épaule", "Mal au ventre", "Sommeil difficile",
    ),
    "child": (
        "Examen des 9 mois", "Examen des 2 ans", "Examen des 6 ans", "Fièvre et otite", "Certificat pour la crèche",
        "Suivi de la croissance", "Vaccins du nourrisson",
    ),
    "check_up": ("Bilan annuel", "Bilan avant opération", "Bilan avec prise de sang", "Mon bilan prévention"),
    "urgent": ("Fièvre depuis hier", "Chute ce matin", "Douleur brutale à la cheville", "Mal d’oreille", "Coupure à la main"),
    "vaccination": ("Vaccin contre la grippe", "Rappel de vaccin", "Vaccin contre la Covid-19", "Vaccin avant voyage"),
    "video": ("Résultats d’examens", "Prolongation d’arrêt", "Question sur le traitement"),
}  # fmt: skip

LEFT_UNSEEN = "Ne pouvait pas attendre"
CANCELLED = ("Empêchement du patient", "Guéri", "Rendez-vous pris ailleurs", "Panne de voiture")
