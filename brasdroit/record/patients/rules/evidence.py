"""Proofs of identity and their confidence: an editable reference list, with no default choice (safety §1.8)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from brasdroit.foundation.clock.ages import age_in_years
from brasdroit.record.patients.types import Answer
from brasdroit.reference.editions import load

SOURCES = ("RNIV 1 v2.0, §3.3.3", "Guide d’implémentation de l’INS v3.0, EXI ID 19")
PARENT_EVIDENCE = "parent_high_confidence_evidence"
ADULT_AGE = 18


@dataclass(frozen=True, slots=True)
class Evidence:
    """One kind of proof: `key` is the stored code, `needs` what must be shown beside it, `to_verify` its weakness."""

    key: str
    label: str
    high_confidence: bool
    scope: str = ""
    needs: tuple[str, ...] = ()
    to_verify: bool = False


def evidence_list(on: date, practice_choice: Mapping[str, bool] | None = None) -> tuple[Evidence, ...]:
    """The proofs to offer on `on`, in the order of the reference; none is a default.

    `practice_choice` maps codes to the confidence that the practice gives them (EXI ID 19).
    """
    edition = load("brasdroit.reference.identity", "evidence").on(on)
    items = (replace(value.build(Evidence), to_verify=value.to_verify) for value in edition.values())
    choice = practice_choice or {}
    return tuple(replace(item, high_confidence=choice.get(item.key, item.high_confidence)) for item in items)


def accepts_evidence(evidence: Evidence, birth: date, on: date, *, parent_evidence_shown: bool | None = None) -> Answer:
    """Whether this proof, shown on `on`, validates the identity of a person born on `birth`.

    A minor without papers may be identified by a civil-status document together with the high-confidence proof of a
    parent or guardian; `parent_evidence_shown` None = not said yet.
    """
    if evidence.high_confidence:
        return Answer.yes("evidence_high_confidence", f"{evidence.label}\u202f: haut niveau de confiance.", SOURCES)
    if PARENT_EVIDENCE not in evidence.needs or age_in_years(birth, on) >= ADULT_AGE:
        text = f"{evidence.label}\u202f: ce document ne permet pas de valider l’identité."
        return Answer.no("evidence_too_weak", text, SOURCES)
    return _with_parent(evidence, shown=parent_evidence_shown)


def _with_parent(evidence: Evidence, *, shown: bool | None) -> Answer:
    missing = ("dispositif à haut niveau de confiance d’un parent ou du tuteur",)
    if shown is None:
        text = f"{evidence.label}\u202f: demandez aussi la pièce d’identité d’un parent ou du tuteur."
        return Answer.unknown("parent_evidence_unknown", text, SOURCES, missing)
    if not shown:
        text = f"{evidence.label}\u202f: insuffisant sans la pièce d’identité d’un parent ou du tuteur."
        return Answer.no("parent_evidence_missing", text, SOURCES, missing)
    text = f"{evidence.label} et pièce d’identité d’un parent ou du tuteur\u202f: identité validable."
    return Answer.yes("evidence_with_parent", text, SOURCES)
