"""Who prepares, who reads the sheet, who writes the questionnaires."""

from brasdroit.foundation.audit.labels import actions
from brasdroit.foundation.permissions import permission
from brasdroit.practice.members.types import Role

_CARE = (Role.DOCTOR, Role.ASSISTANT)

PREPARE = permission("preparation.prepare", "préparer une consultation", _CARE)
READ = permission("preparation.read", "consulter la préparation d’un patient", _CARE)
CONSULT = permission("preparation.consult", "mener la consultation", (Role.DOCTOR,))
EDIT_QUESTIONNAIRES = permission("preparation.questionnaires", "écrire les questionnaires du cabinet", _CARE)

COLLECT = "CONS-04"
"""Collecting antecedents and habits, and preparing the questions asked for it (profession §1.2)."""

actions(
    {
        "preparation.read": "Préparation consultée",
        "preparation.words": "Motif noté avec les mots du patient",
        "preparation.answered": "Réponses au questionnaire notées",
        "preparation.reviewed": "Informations revues avec le patient",
        "preparation.set_aside": "Mesure écartée",
        "preparation.handed_over": "Patient remis au médecin",
        "preparation.asked": "Complément demandé",
        "preparation.acknowledged": "Préparation vue par le médecin",
        "preparation.commented": "Commentaire du médecin noté",
        "questionnaire.saved": "Questionnaire enregistré",
        "questionnaire.items_saved": "Questions enregistrées",
        "questionnaire.published": "Questionnaire publié",
    }
)
