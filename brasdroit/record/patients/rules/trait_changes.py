"""What changing a strict trait does to an identity that is no longer provisional (safety §1.6, [memory] there)."""

from dataclasses import dataclass, fields

from brasdroit.record.patients.rules.labels import TRAIT
from brasdroit.record.patients.rules.statuses import carries_ins
from brasdroit.record.patients.types import Answer, IdentityStatus, StrictTraits

SOURCES = ("RNIV 1 v2.0, statuts de l’identité (à vérifier)",)


@dataclass(frozen=True, slots=True)
class TraitChange:
    """The consequence: traits that differ (field names), the status to store, whether the INS stays."""

    answer: Answer
    changed: tuple[str, ...]
    status: IdentityStatus
    ins_kept: bool


def changed_traits(before: StrictTraits, after: StrictTraits) -> tuple[str, ...]:
    """Names of the strict traits that differ, in their official order."""
    return tuple(f.name for f in fields(StrictTraits) if getattr(before, f.name) != getattr(after, f.name))


def change_of_traits(
    status: IdentityStatus, before: StrictTraits, after: StrictTraits, *, evidence_shown: bool
) -> TraitChange:
    """What storing `after` in place of `before` does.

    A retrieved or qualified identity loses its INS. It stays (or becomes) validated only if the new trait is read on a
    high-confidence proof shown now (`evidence_shown`); otherwise it is provisional. The answer is always allowed: it
    warns.
    """
    changed = changed_traits(before, after)
    if not changed:
        answer = Answer.yes("no_strict_trait_changed", "Aucun trait strict ne change.", SOURCES)
        return TraitChange(answer, changed, status, carries_ins(status))
    proven = evidence_shown and status in (IdentityStatus.VALIDATED, IdentityStatus.QUALIFIED)
    target = IdentityStatus.VALIDATED if proven else IdentityStatus.PROVISIONAL
    return TraitChange(_warning(status, target, changed), changed, target, ins_kept=False)


def _warning(status: IdentityStatus, target: IdentityStatus, changed: tuple[str, ...]) -> Answer:
    names = ", ".join(TRAIT[name] for name in changed)
    if status is target and not carries_ins(status):
        return Answer.yes("strict_trait_changed", f"Trait strict modifié\u202f: {names}.", SOURCES)
    losses = ["l’INS est invalidée et devra être redemandée"] if carries_ins(status) else []
    losses += ["l’identité redevient provisoire"] if target is IdentityStatus.PROVISIONAL else []
    text = f"Trait strict modifié ({names})\u202f: {', '.join(losses)}."
    return Answer.yes("strict_trait_change_lowers_status", text, SOURCES)
