"""How a person who acts is shown."""

from __future__ import annotations

TITLES = frozenset({"Dr", "Pr", "Mme", "M."})


def initials(name: str) -> str:
    """« SB » for « Sarah Benali », « CM » for « Dr Claire Martin »."""
    words = [word for word in name.split() if word not in TITLES]
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()
