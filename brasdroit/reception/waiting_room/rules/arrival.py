"""What the file of an arriving patient still lacks, and what the identity check of today is worth.

Sources: identity is checked at each visit, and a proof of high confidence validates it (safety §1.6, §1.8); the coverage is
confirmed at reception (profession §1.2, ADM-01).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date

from brasdroit.reception.waiting_room.types import FileFacts, IdentityAnswer, Piece

SOURCES = ("RNIV 1 v2.0, §3.3.3",)
STATED, UNCHECKED = "stated", "unchecked"
COVERAGE_STALE_DAYS = 365
FILE_PIECES = frozenset(
    {
        "identity",
        "representative",
        "phone",
        "address",
        "coverage",
        "coverage_ended",
        "coverage_stale",
        "treating_doctor",
    }
)
"""Codes of `missing_pieces`: the file itself says whether they are still missing."""


def missing_pieces(facts: FileFacts, on: date) -> tuple[Piece, ...]:
    """What to ask the patient for today, the identity first; empty when the file is complete."""
    checks = (
        (not facts.identity_validated, Piece("identity", "Pièce d’identité à présenter")),
        (facts.minor and not facts.representative, Piece("representative", "Représentant légal à noter")),
        (not facts.phone, Piece("phone", "Téléphone à noter")),
        (not facts.address, Piece("address", "Adresse à noter")),
        *_coverage_pieces(facts, on),
        (not facts.treating_doctor, Piece("treating_doctor", "Médecin traitant à noter")),
    )
    return tuple(piece for wanted, piece in checks if wanted)


def still_missing(noted: Iterable[str], pieces: Iterable[Piece]) -> list[str]:
    """The codes `noted` at the desk without those that the file, once corrected, lacks no more (`pieces`: what it lacks)."""
    lacking = {piece.code for piece in pieces}
    return [code for code in noted if code not in FILE_PIECES or code in lacking]


def _coverage_pieces(facts: FileFacts, on: date) -> tuple[tuple[bool, Piece], ...]:
    ended = facts.coverage_ends is not None and facts.coverage_ends < on
    seen = facts.coverage_seen
    stale = not ended and (seen is None or (on - seen).days > COVERAGE_STALE_DAYS)
    return (
        (not facts.covered, Piece("coverage", "Droits à enregistrer")),
        (facts.covered and ended, Piece("coverage_ended", "Droits terminés\u202f: demander une attestation à jour")),
        (facts.covered and stale, Piece("coverage_stale", "Droits non revus depuis un an")),
    )


def identity_answer(method: str, high_confidence: frozenset[str], *, validated: bool) -> IdentityAnswer:
    """What the identity check `method` (code of a proof, `stated` or `unchecked`) is worth for this patient."""
    if method in high_confidence:
        return IdentityAnswer("proof_seen", "Identité contrôlée sur une pièce à haut niveau de confiance.", SOURCES)
    if method == UNCHECKED:
        return IdentityAnswer("unchecked", "Identité non contrôlée\u202f: à faire avant le médecin.", SOURCES)
    if method == STATED and validated:
        return IdentityAnswer("stated_known", "Traits dits par le patient, conformes au dossier déjà validé.", SOURCES)
    text = "Ce contrôle ne valide pas l’identité\u202f: demandez une pièce à haut niveau de confiance."
    return IdentityAnswer("too_weak", text, SOURCES)


def digest_of(token: str) -> str:
    """What is kept of the secret address of a screen (SHA-256, hexadecimal)."""
    return hashlib.sha256(token.encode()).hexdigest()
