"""Who already looks like the person about to be created: one statement, then the rules of resemblance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.clock.dates import PartialDate
from brasdroit.foundation.db.rows import bound, tenant_rows
from brasdroit.foundation.permissions import require
from brasdroit.foundation.search.document import Place, partial_date_terms, sound_term, token
from brasdroit.foundation.search.phonetics import fonem
from brasdroit.foundation.search.text import fold
from brasdroit.foundation.tenancy.context import current_tenant_id, tenant_scope
from brasdroit.record.patients.models import PATIENT_INDEX, Patient
from brasdroit.record.patients.permissions import SEE_DUPLICATES
from brasdroit.record.patients.rules.resemblance import Likeness, PersonFacts, Resemblance, compare, profile

# ruff: noqa: S608 - the statement is made of names of our own table; every value is bound
_CLOSE_NAMES, _HOMONYMS = 40, 5
_TABLE = Patient._meta.db_table
_FACTS = (
    "id", "birth_name", "used_name", "first_birth_given_name", "birth_given_names", "used_given_name", "birth_date",
    "birth_date_estimated", "sex", "birth_place", "phone", "phone_other", "email", "address_line", "postal_code",
    "ins_matricule", "ins_oid",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lookalike:
    """A patient who resembles the person, how far and why."""

    patient_id: UUID
    name: str
    birth_date: object
    resemblance: Resemblance


def lookalikes(patient: Patient, numbers: Mapping[str, int]) -> list[Lookalike]:
    """The patients that may be this person or are his homonyms, the most alike first.

    `patient` is not saved yet, or is left out; `numbers` are the numbers of his search terms that are known.
    One statement.
    """
    person, wanted = (
        profile(facts_of(patient)),
        _sounds(patient.birth_name, patient.used_name, patient.first_birth_given_name),
    )
    found = []
    for row in _candidates(patient, numbers):
        values = dict(zip(_FACTS, row, strict=True))
        if not wanted & _sounds(values["birth_name"], values["used_name"], values["first_birth_given_name"]):
            continue
        resemblance = compare(person, profile(_facts(values)))
        if resemblance.likeness is not Likeness.DIFFERENT:
            name = f"{values['birth_name']} {values['first_birth_given_name']}"
            found.append(Lookalike(values["id"], name, values["birth_date"], resemblance))
    return sorted(found, key=lambda each: -each.resemblance.score)


def facts_of(patient: Patient) -> PersonFacts:
    """What the rules of resemblance look at."""
    return _facts({name: getattr(patient, name) for name in _FACTS})


def facts_of_practice(actor: Actor) -> Iterator[tuple[UUID, PersonFacts]]:
    """Every active patient of the practice and what the rules look at. One statement, rows as they come."""
    require(actor, SEE_DUPLICATES)
    with tenant_scope(actor.tenant_id):
        for row in Patient.objects.filter(active=True).values_list(*_FACTS).iterator(5000):
            yield row[0], _facts(dict(zip(_FACTS, row, strict=True)))


def _candidates(patient: Patient, numbers: Mapping[str, int]) -> list[tuple[Any, ...]]:
    """Written by hand: up to eight reasons to look at somebody, each with its index, in one statement."""
    known: list[tuple[str, object]] = [("birth_date", patient.birth_date)]
    known += [(column, phone) for phone in _phones(patient) for column in ("phone", "phone_other")]
    known += [("email", patient.email)] if patient.email else []
    tenant = bound(Patient, "tenant", current_tenant_id())
    parts = [f"SELECT id FROM {_TABLE} WHERE tenant_id = %s AND {column} = %s" for column, _ in known]
    values = [each for column, value in known for each in (tenant, bound(Patient, column, value))]
    for groups, most in ((_close_groups(patient, numbers), _CLOSE_NAMES), (_name_groups(patient, numbers), _HOMONYMS)):
        if groups:
            sql, given = PATIENT_INDEX.keys(groups, most)
            parts.append(f"SELECT key FROM ({sql}) found{len(parts)}")
            values += given
    clause = f"active AND id <> %s AND id IN ({' UNION '.join(parts)})"
    return tenant_rows(Patient, _FACTS, clause, [bound(Patient, "id", patient.pk), *values])


def _phones(patient: Patient) -> list[str]:
    return [number for number in (patient.phone, patient.phone_other) if number]


def _close_groups(patient: Patient, numbers: Mapping[str, int]) -> list[list[int]]:
    """Both names by their sound, and the year or the day and month of birth: a date with one error keeps one of them."""
    day, names = patient.birth_date, _whole_names(patient)
    dates = partial_date_terms(PartialDate(year=day.year)) + partial_date_terms(
        PartialDate(month=day.month, day=day.day)
    )
    wanted = [[sound] for name in names if (sound := sound_term(name))]
    return _groups([*wanted, list(dates)], numbers) if len(wanted) == len(names) else []


def _name_groups(patient: Patient, numbers: Mapping[str, int]) -> list[list[int]]:
    """The birth name and the given name, whatever the date: some homonyms are worth a word."""
    return _groups([[name] for name in _whole_names(patient)], numbers)


def _whole_names(patient: Patient) -> list[str]:
    return [fold(name).replace(" ", "") for name in (patient.birth_name, patient.first_birth_given_name)]


def _groups(wanted: list[list[str]], numbers: Mapping[str, int]) -> list[list[int]]:
    """The tokens of a family name, of a given name and of dates, in this order; nothing when one is unknown."""
    places = (Place.FAMILY, Place.GIVEN, Place.GIVEN)
    groups = [
        [token(numbers[term], place) for term in terms if term in numbers]
        for terms, place in zip(wanted, places, strict=False)
    ]
    return groups if all(groups) else []


def _facts(values: Mapping[str, Any]) -> PersonFacts:
    return PersonFacts(
        birth_name=values["birth_name"],
        used_name=values["used_name"],
        given_names=values["birth_given_names"] or values["first_birth_given_name"],
        used_given_name=values["used_given_name"],
        birth_date=values["birth_date"],
        birth_date_estimated=values["birth_date_estimated"],
        sex=values["sex"],
        birth_place=values["birth_place"],
        phones=tuple(number for number in (values["phone"], values["phone_other"]) if number),
        email=values["email"],
        address=values["address_line"],
        postal_code=values["postal_code"],
        ins=(values["ins_matricule"], values["ins_oid"]) if values["ins_matricule"] else None,
    )


def _sounds(*names: str) -> set[str]:
    """Sounds and first letters of the words: two records of one person share at least one."""
    words = {word for name in names for word in fold(name).split()}
    return {fonem(word) for word in words} | {word[:3] for word in words}
