"""What goes into the search for duplicates, and what comes out."""

from dataclasses import dataclass

from brasdroit.record.patients.rules.profiles import PersonFacts


@dataclass(frozen=True, slots=True)
class Entry:
    """One record of the file: its identifier there, and what it says."""

    id: str
    facts: PersonFacts


@dataclass(frozen=True, slots=True)
class Match:
    """Two records judged to be one person: the score from 0.5 to 1, the French reasons, the weightiest first."""

    a: str
    b: str
    score: float
    reasons: tuple[str, ...]
