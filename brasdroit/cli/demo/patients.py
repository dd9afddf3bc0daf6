"""Loading generated people as patients, by batches, under the identity rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import TypeVar
from uuid import UUID

from brasdroit.cli.demo.people import Person
from brasdroit.foundation.actors import Actor
from brasdroit.record.patients.services.bulk import LoadedPatient, bulk_create_patients
from brasdroit.record.patients.services.inputs import PatientDraft
from brasdroit.record.patients.types import IdentityStatus, InsIdentifier

BATCH = 1000
T = TypeVar("T")


def batches(items: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """The items in lists of at most `size`."""
    waiting = iter(items)
    while part := list(islice(waiting, size)):
        yield part


def load_people(
    actor: Actor,
    people: Iterable[Person],
    today: date,
    *,
    doctors: Sequence[UUID],
    seen: Mapping[int, date] | None = None,
) -> Iterator[tuple[Person, UUID]]:
    """Load the people and tell the patient of each; those that the identity rules refuse are left out.

    `doctors` are the practice's, shared out among households; `seen` gives the day of each person's last visit.
    """
    vocabulary: dict[str, int] = {}
    for part in batches(people):
        rows = [_loaded(person, doctors, seen or {}) for person in part]
        report = bulk_create_patients(actor=actor, rows=rows, on=today, vocabulary=vocabulary)
        accepted = (person for place, person in enumerate(part) if place not in report.refused)
        yield from zip(accepted, report.created, strict=True)


def _loaded(person: Person, doctors: Sequence[UUID], seen: Mapping[int, date]) -> LoadedPatient:
    doctor = doctors[person.household % len(doctors)] if person.treating_doctor else None
    ins = InsIdentifier(person.matricule, person.oid) if person.matricule else None
    return LoadedPatient(draft_of(person, doctor), IdentityStatus(person.identity_status), ins, seen.get(person.index))


def draft_of(person: Person, doctor: UUID | None = None) -> PatientDraft:
    """The person as a form would give him."""
    return PatientDraft(
        birth_name=person.birth_name,
        first_birth_given_name=person.first_given_name,
        birth_given_names=person.given_names,
        birth_date=person.birth_date,
        birth_date_estimated=person.birth_date_estimated,
        sex=person.sex,
        birth_place=person.birth_place,
        used_name=person.used_name,
        phone=person.mobile or person.landline,
        phone_other=person.landline if person.mobile else "",
        email=person.email,
        address_line=person.street,
        postal_code=person.postal_code,
        city=person.city,
        city_code=person.city_insee,
        treating_doctor_id=doctor,
    )
