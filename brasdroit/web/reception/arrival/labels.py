"""French words of the arrival sheet."""

from __future__ import annotations

PIECE_LABELS = {
    "identity": "Pièce d’identité à présenter",
    "representative": "Représentant légal à noter",
    "phone": "Téléphone à noter",
    "address": "Adresse à noter",
    "coverage": "Droits à enregistrer",
    "coverage_ended": "Attestation de droits à jour",
    "coverage_stale": "Droits à revoir",
    "treating_doctor": "Médecin traitant à noter",
    "vitale_card": "Carte Vitale",
    "complementary": "Carte de complémentaire",
    "letter": "Courrier ou ordonnance du confrère",
    "results": "Résultats d’examens",
    "authorisation": "Autorisation d’un parent",
}
"""Everything that may be missing at an arrival, by code."""
BY_HAND = ("vitale_card", "complementary", "letter", "results", "authorisation")
"""What only the person at the desk can see missing."""
COVERAGE_CHECKS = (
    ("seen", "Carte ou attestation vue"),
    ("declared", "Inchangés, dits par le patient"),
    ("missing", "Non présentés aujourd’hui"),
)
