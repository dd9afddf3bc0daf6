"""The practice that is measured: built once, kept in its own directory, with what the measurements need prepared."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from brasdroit.cli.demo.agenda import movers
from brasdroit.cli.demo.calendar import ZONE
from brasdroit.cli.demo.cast import team
from brasdroit.cli.demo.house import DOCTORS, House, entrust, open_house
from brasdroit.cli.demo.patients import batches, load_people
from brasdroit.cli.demo.people import Person, generate
from brasdroit.foundation.accounts.selectors import actor_of_membership
from brasdroit.foundation.actors import system_actor
from brasdroit.foundation.identifiers import new_id
from brasdroit.reception.agenda.services import LoadedAppointment, OpeningFacts, add_opening, bulk_load_appointments
from brasdroit.record.encounters.types import EncounterStatus, PastStep

SEED = 40913
MOST_VISITS = 100_000
FIRST_HOUR, LAST_HOUR, MINUTES = 8, 20, 10
PER_DAY = (LAST_HOUR - FIRST_HOUR) * 60 // MINUTES
SAMPLE = 3000
Tell = Callable[[str, int, int], None]


@dataclass(slots=True)
class Kept:
    """What is remembered from run to run. `sample`: some patients; `used`: past times already given."""

    load_s: float
    memberships: dict[str, str]
    ids: dict[str, dict[str, str]]
    tenant_id: str
    site_id: str
    sample: list[str]
    used: int = 0


class BenchPractice:
    """The practice, and what can be asked of it outside the measured time."""

    def __init__(self, kept: Kept, path: Path) -> None:
        self.kept, self._path = kept, path
        actors = {key: actor_of_membership(value) for key, value in kept.memberships.items()}
        ids = {name: {key: UUID(value) for key, value in part.items()} for name, part in kept.ids.items()}
        tenant_id = UUID(kept.tenant_id)
        self.house = House(
            tenant_id, {key: each for key, each in actors.items() if each}, ids["members"], ids["rooms"], ids["devices"],
            ids["types"], UUID(kept.site_id), system_actor(tenant_id),
        )  # fmt: skip
        self.patients = [UUID(each) for each in kept.sample]

    def past_times(self, count: int) -> Iterator[tuple[str, datetime]]:
        """(doctor, instant) of so many past times never given before."""
        for number in range(self.kept.used, self.kept.used + count):
            day, place = divmod(number // len(DOCTORS), PER_DAY)
            yield DOCTORS[number % len(DOCTORS)], _clock(timezone.localdate() - timedelta(days=day + 1), place)
        self.kept.used += count
        self.save()

    def load(self, wanted: Sequence[tuple[str, datetime]], steps: Sequence[EncounterStatus]) -> list[UUID]:
        """Appointments at these times, their visits moved through `steps`; answers the encounters."""
        rows = [self._row(place, doctor, start, steps) for place, (doctor, start) in enumerate(wanted)]
        found: list[UUID] = []
        for part in batches(rows, 500):
            encounters = bulk_load_appointments(actor=self.house.system, rows=part, booked_at=part[0].start)
            found += [encounters[row.id] for row in part]
        return found

    def _row(self, place: int, doctor: str, start: datetime, steps: Sequence[EncounterStatus]) -> LoadedAppointment:
        house, who = self.house, movers(self.house)
        path = tuple(
            PastStep(each, start + timedelta(minutes=number), who["sarah"]) for number, each in enumerate(steps)
        )
        return LoadedAppointment(
            new_id(), self.patients[place % len(self.patients)], house.members[doctor], house.types["vaccination"], start,
            start + timedelta(minutes=MINUTES), who["julie"], house.rooms[doctor], house.site_id, steps=path,
        )  # fmt: skip

    def save(self) -> None:
        """Remember, whole or not at all."""
        fresh = self._path.with_suffix(".new")
        fresh.write_text(json.dumps(asdict(self.kept)), encoding="utf-8")
        fresh.replace(self._path)


def practice_of(count: int, directory: Path, tell: Tell) -> BenchPractice:
    """The practice of `count` patients of this directory and database, built when it is not there yet."""
    path = directory / "bench.json"
    if path.exists():
        return BenchPractice(Kept(**json.loads(path.read_text(encoding="utf-8"))), path)
    today = timezone.localdate()
    house = open_house(today)
    entrust(house, today)
    _open_every_day(house, today)
    load_s, sample = _load(house, count, today, tell)
    practice = BenchPractice(_kept(house, load_s, sample), path)
    _visits(practice, min(count, MOST_VISITS), tell)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    practice.save()
    return practice


def _open_every_day(house: House, today: date) -> None:
    for doctor in DOCTORS:
        for weekday in range(7):
            facts = OpeningFacts(
                new_id(), house.members[doctor], weekday, time_of(FIRST_HOUR), time_of(LAST_HOUR), today,
                room_id=house.rooms[doctor],
            )  # fmt: skip
            add_opening(actor=house.actors[doctor], facts=facts)


def time_of(hour: int) -> Any:
    """The local hour."""
    return datetime(2000, 1, 1, hour).time()  # noqa: DTZ001  (a time of the wall clock)


def _load(house: House, count: int, today: date, tell: Tell) -> tuple[float, list[str]]:
    """Seconds spent loading (not generating) and some of the patients, spread over the list."""
    doctors = [house.members[key] for key in DOCTORS]
    step, sample, spent, done = max(1, count // SAMPLE), list[str](), 0.0, 0
    people = generate(count, SEED, today)
    for part in batches(people, 20_000):
        begin = time.perf_counter()
        loaded = list(load_people(house.system, part, today, doctors=doctors))
        spent += time.perf_counter() - begin
        done += len(part)
        sample += [str(patient) for person, patient in loaded if person.index % step == 0 and _adult(person, today)]
        tell("Patients", done, count)
    return round(spent, 2), sample[:SAMPLE]


def _adult(person: Person, today: date) -> bool:
    """Somebody whom every device of the practice may measure."""
    return 20 <= today.year - person.birth_date.year <= 70


def _kept(house: House, load_s: float, sample: list[str]) -> Kept:
    parts = {"members": house.members, "rooms": house.rooms, "devices": house.devices, "types": house.types}
    ids = {name: {key: str(value) for key, value in part.items()} for name, part in parts.items()}
    memberships = {key: str(each.membership_id) for key, each in house.actors.items()}
    return Kept(load_s, memberships, ids, str(house.tenant_id), str(house.site_id), sample)


def _visits(practice: BenchPractice, count: int, tell: Tell) -> None:
    done = 0
    for part in batches(practice.past_times(count), 5000):
        practice.load(part, (EncounterStatus.ARRIVED, EncounterStatus.WITH_DOCTOR, EncounterStatus.FINISHED))
        done += len(part)
        tell("Visites", done, count)


def _clock(day: date, place: int) -> datetime:
    return datetime.combine(day, time_of(FIRST_HOUR), ZONE) + timedelta(minutes=place * MINUTES)


def accounts() -> dict[str, str]:
    """The address of each account."""
    return {each.key: each.person.email for each in team(timezone.localdate())}
