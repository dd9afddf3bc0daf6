"""Filling the patients' files: what is known of them, what was measured over the months, what makes a visit easier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from brasdroit.assistance.measurements.services.bulk import LoadedMeasure, bulk_load_measures
from brasdroit.cli.demo.agenda import Loaded, movers
from brasdroit.cli.demo.cast import DEVICES, TYPES
from brasdroit.cli.demo.health import Body, Value, clinical, coverage
from brasdroit.cli.demo.house import House
from brasdroit.cli.demo.patients import batches
from brasdroit.cli.demo.people import Person
from brasdroit.foundation.identifiers import new_id
from brasdroit.record.encounters.types import Mover
from brasdroit.record.patients.services.administrative import ContactDraft, save_accommodation, save_contact
from brasdroit.record.patients.services.bulk_files import LoadedFile, bulk_load_files
from brasdroit.record.patients.services.duplicates import start_scan

_NEEDS = (
    ("hearing", "Parler face à lui, distinctement"),
    ("reduced_mobility", "Fauteuil roulant : salle de soins"),
    ("language", "Parle arabe ; sa fille traduit"),
    ("vision", "Malvoyante\u202f: la guider jusqu’au cabinet"),
    ("companion", "Vient avec son aidant"),
    ("anxiety", "Prévenir avant chaque geste"),
)
_SEEN_EVERY = 40


def fill_files(house: House, people: Sequence[Person], patients: Mapping[int, UUID], now: datetime) -> None:
    """Medical lines and coverage of everybody, by the doctor; needs and contacts of some, by the desk."""
    known = [person for person in people if person.index in patients]
    for part in batches(known):
        files = [LoadedFile(patients[each.index], clinical(each, now.date()), coverage(each)) for each in part]
        seen_on = now.date() - timedelta(days=90)
        bulk_load_files(
            actor=house.actors["martin"], files=files, reviewed_at=now - timedelta(days=90), seen_on=seen_on
        )
    _needs(house, known, patients)
    _children(house, known, patients)
    start_scan(actor=house.actors["martin"])


def _needs(house: House, people: Sequence[Person], patients: Mapping[int, UUID]) -> None:
    for place, person in enumerate(people[::_SEEN_EVERY]):
        kind, remark = _NEEDS[place % len(_NEEDS)]
        save_accommodation(
            actor=house.actors["julie"], patient_id=patients[person.index], accommodation_id=new_id(), kind=kind,
            remark=remark,
        )  # fmt: skip


def _children(house: House, people: Sequence[Person], patients: Mapping[int, UUID]) -> None:
    """The legal representative of some children: an adult of the same household."""
    adults = {each.household: each for each in people if each.treating_doctor and each.birth_date.year < 2005}
    for person in [each for each in people if each.birth_date.year > 2010 and each.household in adults][:80]:
        parent = adults[person.household]
        draft = ContactDraft(
            "legal_representative", f"{parent.first_given_name} {parent.used_name or parent.birth_name}", "Parent",
            parent.mobile,
        )  # fmt: skip
        save_contact(actor=house.actors["julie"], patient_id=patients[person.index], contact_id=new_id(), draft=draft)


def load_measures(
    house: House, people: Sequence[Person], visits: Sequence[Loaded], patients: Mapping[int, UUID], today: date
) -> int:
    """What Sarah measured at the prepared visits of the past; answers how many values."""
    bodies: dict[int, Body] = {}
    sarah = movers(house)["sarah"]
    draw = Random(len(visits))  # noqa: S311  # synthetic measures, no secret
    rows: list[LoadedMeasure] = []
    for slot, encounter in visits:
        if TYPES[slot.kind].preparation_minutes < 8 and draw.random() > 0.15:
            continue
        body = bodies.setdefault(slot.person, Body(people[slot.person]))
        rows += [
            _row(house, sarah, each, patients[slot.person], encounter, slot.start, slot.doctor)
            for each in body.visit(slot.start.date(), today)
        ]
    for part in batches(rows, 4000):
        bulk_load_measures(actor=house.actors["martin"], rows=part, on=today)
    return len(rows)


def _row(
    house: House, who: Mover, value: Value, patient: UUID, encounter: UUID, at: datetime, doctor: str
) -> LoadedMeasure:
    kind, brand, model, *_ = DEVICES[value.device]
    return LoadedMeasure(
        patient, encounter, value.code, value.value, at, house.members[doctor], value.diastolic, house.devices[value.device],
        f"{kind.label} {brand} {model}", who.membership_id, who.display_name,
    )  # fmt: skip
