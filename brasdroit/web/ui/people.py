"""How a person who acts is shown: initials, role in French."""

from __future__ import annotations

ROLE_LABELS = {
    "assistant": "Assistant médical",
    "doctor": "Médecin",
    "secretary": "Secrétaire médical",
    "nurse": "Infirmier",
    "manager": "Responsable du cabinet",
    "tutor": "Tuteur",
    "trainer": "Formateur",
    "jury": "Membre du jury",
    "learner": "En formation",
    "patient": "Patient",
}
TITLES = frozenset({"Dr", "Pr", "Mme", "M."})


def initials(name: str) -> str:
    """« SB » for « Sarah Benali », « CM » for « Dr Claire Martin »."""
    words = [word for word in name.split() if word not in TITLES]
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


def role_label(role: str) -> str:
    """The role as people say it; an unknown code is shown as it is."""
    return ROLE_LABELS.get(role, role)
