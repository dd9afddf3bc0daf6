"""Finding whom a row speaks of, among the patients known and the rows just read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from brasdroit.foundation.codes.phones import phone_e164
from brasdroit.record.patients.models import Patient
from brasdroit.record.patients.rules.resemblance import Likeness, PersonFacts, Profile, Resemblance, compare, profile

_COLUMNS = (
    "id", "birth_name", "used_name", "first_birth_given_name", "birth_given_names", "used_given_name", "birth_date",
    "sex", "birth_place", "phone", "phone_other", "email", "postal_code",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody a row may be: a patient of the base, or one of this very file (``pending``)."""

    patient_id: UUID
    person: Profile
    pending: bool = False


class Candidates:
    """Patients born on the days of a batch, and those the batch itself brings. One query."""

    def __init__(self, days: Iterable[date]) -> None:
        self._by_day: dict[date, list[Known]] = defaultdict(list)
        for row in Patient.objects.filter(birth_date__in=set(days), active=True).values(*_COLUMNS):
            self._by_day[row["birth_date"]].append(Known(row["id"], profile(_facts(row))))

    def add(self, patient_id: UUID, person: Profile) -> None:
        """A patient about to be created."""
        if person.facts.birth_date:
            self._by_day[person.facts.birth_date].append(Known(patient_id, person, pending=True))

    def best(self, person: Profile) -> tuple[Known, Resemblance] | None:
        """The one who resembles most, when he is likely to be the same person."""
        day = person.facts.birth_date
        initials = _initials(person)
        near = [one for one in self._by_day.get(day, []) if initials & _initials(one.person)] if day else []
        found = [(known, compare(person, known.person)) for known in near]
        alike = [pair for pair in found if pair[1].likeness in {Likeness.SAME, Likeness.PROBABLE}]
        return max(alike, key=lambda pair: (pair[1].likeness is Likeness.SAME, pair[1].score), default=None)


def person_of(values: Mapping[str, Any]) -> Profile:
    """A row's values, prepared for comparison."""
    return profile(_facts(values))


def _facts(values: Mapping[str, Any]) -> PersonFacts:
    phones = (phone_e164(str(values[name])) for name in ("phone", "phone_other") if values.get(name))
    return PersonFacts(
        birth_name=values.get("birth_name") or "",
        used_name=values.get("used_name") or "",
        given_names=values.get("birth_given_names") or values.get("first_birth_given_name") or "",
        used_given_name=values.get("used_given_name") or "",
        birth_date=values.get("birth_date"),
        sex=values.get("sex") or "",
        birth_place=values.get("birth_place") or "",
        phones=tuple(number for number in phones if number),
        email=values.get("email") or "",
        postal_code=values.get("postal_code") or "",
    )


def _initials(person: Profile) -> frozenset[str]:
    return frozenset(word[0] for word in (*person.families, *person.given) if word)
