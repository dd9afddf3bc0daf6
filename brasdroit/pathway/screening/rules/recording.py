"""Which tests belong to which screening, and what an entry must be."""

from __future__ import annotations

from datetime import date

TESTS: dict[str, dict[str, str]] = {
    "colorectal": {
        "FIT": "test immunologique (kit)",
        "colonoscopy": "coloscopie",
        "ct-colonography": "coloscanner",
    },
    "breast": {"mammography": "mammographie"},
    "cervical": {"cytology": "cytologie (frottis)", "HPV": "test HPV", "biopsy": "biopsie"},
}
"""Target -> the tests the schedule tells apart, in French; the other screenings have one test only."""

KITS = ("colorectal",)
"""Screenings that begin with a kit handed over ("prevention", section 2.1)."""


def test_problem(target: str, test: str) -> str:
    """Why this test is not one of this screening; empty when it is."""
    known = TESTS.get(target, {})
    if known and test not in known:
        return f"Choisissez l’examen\u202f: {', '.join(known.values())}."
    return "" if known or not test else "Ce dépistage n’a qu’un examen\u202f: laissez «\u202fExamen\u202f» vide."


def day_problem(done_on: date | None, born_on: date, today: date) -> str:
    """Why nothing can have been made that day; empty when it can."""
    if done_on is None:
        return "Indiquez la date."
    if done_on > today:
        return "Cette date est dans l’avenir."
    return "Cette date précède la naissance." if done_on < born_on else ""


def refusal_problem(until: date | None, today: date) -> str:
    """Why a refusal cannot last until then; empty when it can. A refusal always has an end: the offer is made again."""
    if until is None:
        return "Indiquez jusqu’à quand\u202f: la proposition sera refaite à cette date."
    if until <= today:
        return "Cette date est passée\u202f: indiquez quand reproposer."
    return "Cinq ans au plus\u202f: la proposition doit être refaite." if until.year > today.year + 5 else ""
