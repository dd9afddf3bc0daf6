"""Filling the cards of the demonstration: doses, examinations, and whose history was read whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from brasdroit.cli.demo.house import House
from brasdroit.cli.demo.patients import batches
from brasdroit.cli.demo.people import Person
from brasdroit.cli.demo.vaccines import doses, examinations, is_read
from brasdroit.pathway.immunisation.services import LoadedDose, bulk_load_doses
from brasdroit.pathway.screening.services import LoadedResult, bulk_load_results


def fill_cards(house: House, people: Sequence[Person], patients: Mapping[int, UUID], now: datetime) -> int:
    """Write the cards somebody read, by the doctor; answers how many people have one. The others were never asked."""
    known = [person for person in people if person.index in patients and is_read(person)]
    for part in batches(known):
        _fill(house, part, patients, now)
    return len(known)


def _fill(house: House, people: Sequence[Person], patients: Mapping[int, UUID], now: datetime) -> None:
    doctor, read_at, today = house.actors["martin"], now - timedelta(days=60), now.date()
    given = [
        LoadedDose(patients[each.index], dose.product, dose.on, dose.lot)
        for each in people
        for dose in doses(each, today)
    ]
    whole = [patients[each.index] for each in people]
    bulk_load_doses(actor=doctor, doses=given, whole=whole, reviewed_at=read_at)
    results = [
        LoadedResult(patients[each.index], one.target, one.on, one.test)
        for each in people
        for one in examinations(each, today)
    ]
    bulk_load_results(actor=doctor, results=results, reviewed_at=read_at)
