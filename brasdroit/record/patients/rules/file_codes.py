"""Codes of the administrative and medical file with their French labels; the codes are stored, the labels shown."""

from collections.abc import Mapping
from types import MappingProxyType

CONTACT_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "legal_representative": "Représentant légal",
        "trusted_person": "Personne de confiance",
        "emergency_contact": "Personne à prévenir",
        "carer": "Aidant",
    }
)
COVERAGE_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "AMO": "Assurance maladie obligatoire",
        "AMC": "Complémentaire",
        "CSS": "Complémentaire santé solidaire",
        "ALD": "Affection de longue durée",
        "MATERNITY": "Maternité",
        "AT_MP": "Accident du travail, maladie professionnelle",
        "INVALIDITY": "Invalidité",
        "AME": "Aide médicale de l’État",
        "ALSACE_MOSELLE": "Régime local d’Alsace-Moselle",
    }
)
ACCOMMODATION_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "language": "Autre langue",
        "reduced_mobility": "Mobilité réduite",
        "hearing": "Audition",
        "vision": "Vue",
        "understanding": "Compréhension",
        "anxiety": "Anxiété",
        "companion": "Vient accompagné",
        "other": "Autre besoin",
    }
)
ACCOMMODATION_ICONS: Mapping[str, str] = MappingProxyType(
    {
        "language": "languages",
        "reduced_mobility": "accessibility",
        "hearing": "ear",
        "vision": "eye",
        "understanding": "message-circle",
        "anxiety": "heart-handshake",
        "companion": "users",
        "other": "hand-helping",
    }
)
CLINICAL_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "allergy": "Allergies",
        "antecedent": "Antécédents",
        "treatment": "Traitement déclaré",
        "lifestyle": "Mode de vie",
    }
)
NONE_KNOWN: Mapping[str, str] = MappingProxyType(
    {
        "allergy": "Aucune allergie connue",
        "antecedent": "Aucun antécédent connu",
        "treatment": "Aucun traitement",
        "lifestyle": "Rien à signaler",
    }
)
CONSENT_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "sms_reminders": "Rappels par SMS",
        "email_messages": "Messages par courriel",
        "dmp": "Alimentation de Mon espace santé",
        "sharing": "Partage avec les autres soignants",
        "teleconsultation": "Téléconsultation",
        "student": "Présence d’un étudiant",
        "photo": "Photo dans la fiche",
    }
)
DECISIONS: Mapping[str, str] = MappingProxyType({"given": "Accepté", "refused": "Refusé", "withdrawn": "Retiré"})
MEANS: Mapping[str, str] = MappingProxyType({"oral": "Oral", "written": "Écrit", "online": "En ligne"})
EVENT_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "created": "Identité créée",
        "loaded": "Identité reprise d’un fichier",
        "traits": "Traits d’identité modifiés",
        "evidence": "Pièce d’identité contrôlée",
        "ins_attached": "INS enregistrée",
        "ins_read": "INS lue sur un document",
        "ins_invalidated": "INS invalidée",
        "attribute": "Attribut modifié",
        "merged": "Fiches fusionnées",
        "unmerged": "Fusion défaite",
        "split": "Fiche séparée",
        "unsplit": "Séparation défaite",
    }
)
JOURNAL: Mapping[str, str] = MappingProxyType(
    {
        "patient.read": "Fiche consultée",
        "patient.clinical_read": "Informations médicales consultées",
        "patient.identity_printed": "Fiche d’identité imprimée",
        "patient.created": "Patient créé",
        "patient.loaded": "Patients repris d’un fichier",
        "patient.administrative_changed": "Coordonnées modifiées",
        "patient.contact_added": "Contact ajouté",
        "patient.contact_changed": "Contact modifié",
        "patient.contact_ended": "Contact retiré",
        "patient.contact_restored": "Contact rétabli",
        "patient.coverage_added": "Droit ajouté",
        "patient.coverage_changed": "Droit modifié",
        "patient.coverage_ended": "Droit retiré",
        "patient.coverage_restored": "Droit rétabli",
        "patient.accommodation_added": "Besoin ajouté",
        "patient.accommodation_changed": "Besoin modifié",
        "patient.accommodation_ended": "Besoin retiré",
        "patient.accommodation_restored": "Besoin rétabli",
        "patient.consent_recorded": "Accord ou refus noté",
        "patient.death_recorded": "Décès noté",
        "patient.death_withdrawn": "Décès retiré",
        "patient.clinical_added": "Information médicale notée",
        "patient.clinical_changed": "Information médicale modifiée",
        "patient.clinical_none_stated": "Absence d’information médicale notée",
        "patient.clinical_reviewed": "Informations médicales validées",
        "patient.identity_traits": "Traits d’identité modifiés",
        "patient.identity_evidence": "Pièce d’identité contrôlée",
        "patient.identity_ins_attached": "INS enregistrée",
        "patient.identity_ins_read": "INS lue sur un document",
        "patient.identity_ins_invalidated": "INS invalidée",
        "patient.identity_attribute": "Attribut d’identité modifié",
        "patient.compared": "Fiche comparée à une autre",
        "patient.split_read": "Contenu de la fiche consulté pour la séparer",
        "patient.merged": "Fiches fusionnées",
        "patient.unmerged": "Fusion défaite",
        "patient.split": "Fiche séparée",
        "patient.unsplit": "Séparation défaite",
        "patient.files_loaded": "Dossiers repris d’un fichier",
        "patient.completed_by_import": "Fiche complétée par un fichier",
        "duplicates.pair_homonyms": "Homonymes déclarés",
        "duplicates.pair_open": "Doublon probable rouvert",
        "duplicates.scan_started": "Recherche de doublons demandée",
        "duplicates.scanned": "Fiches comparées entre elles",
        "duplicates.scan_done": "Recherche de doublons finie",
        "duplicates.scan_failed": "Recherche de doublons interrompue",
    }
)
