"""Two records side by side: what differs, what would be kept, what would move."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.audit.log import record_read
from brasdroit.foundation.clock.formats import numeric_date
from brasdroit.foundation.codes.phones import phone_display
from brasdroit.foundation.errors import NotFound
from brasdroit.foundation.permissions import require
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.record.patients.models import Patient
from brasdroit.record.patients.permissions import SEE_DUPLICATES
from brasdroit.record.patients.rules.labels import SEX, STATUS
from brasdroit.record.patients.rules.merging import better_identity, check_merge
from brasdroit.record.patients.rules.resemblance import Resemblance, compare, profile
from brasdroit.record.patients.selectors.likeness import facts_of
from brasdroit.record.patients.types import Answer, IdentityStatus, Sex
from brasdroit.reference.places import place_words

IDENTITY = "identity"
GROUPS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    IDENTITY: (
        "Identité",
        (
            "birth_name", "first_birth_given_name", "birth_given_names", "birth_date", "birth_date_estimated", "sex",
            "birth_place", "birth_place_label", "identity_status", "ins_matricule", "ins_oid", "ins_checked_at",
            "evidence_kind", "evidence_seen_on",
        ),
    ),
    "used_name": ("Nom utilisé", ("used_name",)),
    "used_given_name": ("Prénom utilisé", ("used_given_name",)),
    "phone": ("Téléphone", ("phone",)),
    "phone_other": ("Autre téléphone", ("phone_other",)),
    "email": ("Adresse électronique", ("email",)),
    "address": ("Adresse", ("address_line", "address_extra", "postal_code", "city", "city_code")),
    "doctor": ("Médecin traitant", ("treating_doctor_id", "treating_doctor_name")),
    "note": ("Note", ("note",)),
    "deceased_on": ("Décès", ("deceased_on",)),
}  # fmt: skip
"""What is kept together: a group is taken whole from one record or from the other."""


@dataclass(frozen=True, slots=True)
class Line:
    """One group of values of both records, in words; `default` is 0 or 1, `fixed` when the rule leaves no choice."""

    group: str
    label: str
    values: tuple[tuple[str, ...], tuple[str, ...]]
    default: int
    differs: bool
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two records: the patients, how alike and why, whether they may be joined, which one to keep, line by line."""

    patients: tuple[Patient, Patient]
    resemblance: Resemblance
    answer: Answer
    keep: int
    lines: tuple[Line, ...]


def compare_patients(actor: Actor, first_id: UUID, second_id: UUID) -> Comparison:
    """Both records compared; two statements; both readings are traced. Raises NotFound for a foreign or merged one."""
    require(actor, SEE_DUPLICATES)
    with tenant_scope(actor.tenant_id):
        found = Patient.objects.select_related("treating_doctor").filter(pk__in=[first_id, second_id], active=True)
        known = {patient.pk: patient for patient in found}
    if len(known) != 2:
        raise NotFound("Une de ces deux fiches n’existe plus\u202f: elle a peut-être déjà été fusionnée.")
    pair = known[first_id], known[second_id]
    for patient in pair:
        record_read(actor, "patient.compared", subject=patient, about_id=patient.pk)
    return Comparison(
        pair, likeness_of(*pair), check_merge(pair[0].identity, pair[1].identity), _keep(*pair), _lines(*pair)
    )


def likeness_of(a: Patient, b: Patient) -> Resemblance:
    """How far two records look like one person."""
    return compare(profile(facts_of(a)), profile(facts_of(b)))


def chosen_values(kept: Patient, other: Patient, choices: Mapping[str, str]) -> dict[str, Any]:
    """The values the kept record takes: per group from himself ("kept") or from the other ("other"); unsaid, the fuller.

    The better established identity is taken whatever was said.
    """
    sides, best = (kept, other), better_identity(kept.identity, other.identity)
    values: dict[str, Any] = {}
    for group, (_, names) in GROUPS.items():
        place = {"kept": 0, "other": 1}.get(choices.get(group, ""), _default(group, names, sides))
        place = best if group == IDENTITY and best is not None else place
        values |= {name: getattr(sides[place], name) for name in names}
    seen = [day for side in sides if (day := side.last_seen_on)]
    return {**values, "is_homonym": kept.is_homonym or other.is_homonym, "last_seen_on": max(seen, default=None)}


def _lines(a: Patient, b: Patient) -> tuple[Line, ...]:
    fixed = better_identity(a.identity, b.identity)
    lines = []
    for group, (label, names) in GROUPS.items():
        values = _words(a, group), _words(b, group)
        if not any(values):
            continue
        forced = group == IDENTITY and fixed is not None
        default = _default(group, names, (a, b))
        lines.append(Line(group, label, values, default, differs=values[0] != values[1], fixed=forced))
    return tuple(lines)


def _default(group: str, names: tuple[str, ...], sides: tuple[Patient, Patient]) -> int:
    if group == IDENTITY:
        return better_identity(sides[0].identity, sides[1].identity) or 0
    empty = not any(getattr(sides[0], name) for name in names)
    return 1 if empty else 0


def _keep(a: Patient, b: Patient) -> int:
    best = better_identity(a.identity, b.identity)
    return best if best is not None else int(b.created_at < a.created_at)


def _words(patient: Patient, group: str) -> tuple[str, ...]:
    return tuple(words for words in _WORDS.get(group, lambda p: (getattr(p, group),))(patient) if words)


def _identity_words(p: Patient) -> tuple[str, ...]:
    place = p.birth_place_label or place_words(p.birth_place)
    return (
        f"{p.birth_name} {p.birth_given_names or p.first_birth_given_name}",
        f"{numeric_date(p.birth_date)}{' (date incomplète)' if p.birth_date_estimated else ''}",
        SEX[Sex(p.sex)],
        f"{'Née' if p.sex == Sex.FEMALE else 'Né'} à {place}" if place else "Lieu de naissance inconnu",
        STATUS[IdentityStatus(p.identity_status)],
        f"INS {p.ins_matricule}" if p.ins_matricule else "",
    )


def _date(day: date | None) -> tuple[str, ...]:
    return (numeric_date(day),) if day else ()


_WORDS: Mapping[str, Any] = {
    IDENTITY: _identity_words,
    "phone": lambda p: (phone_display(p.phone) if p.phone else "",),
    "phone_other": lambda p: (phone_display(p.phone_other) if p.phone_other else "",),
    "address": lambda p: (p.address_line, p.address_extra, f"{p.postal_code} {p.city}".strip()),
    "doctor": lambda p: (p.treating_doctor.short_name if p.treating_doctor else p.treating_doctor_name,),
    "deceased_on": lambda p: _date(p.deceased_on),
}
