"""Eighteen months of visits, and the weeks to come."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from brasdroit.cli.demo.calendar import ZONE, Slot, Visits, regular, working_days
from brasdroit.cli.demo.cast import HOURS, TYPES
from brasdroit.cli.demo.house import HISTORY_DAYS, House
from brasdroit.cli.demo.passages import Passages
from brasdroit.cli.demo.patients import batches
from brasdroit.foundation.clock.working import public_holidays
from brasdroit.foundation.errors import DomainError
from brasdroit.foundation.identifiers import new_id
from brasdroit.reception.agenda.services import Booking, LoadedAppointment, book, bulk_load_appointments
from brasdroit.record.encounters.types import EncounterStatus, Mover, PastStep

DENSITY = 0.62  # of a doctor's time, with the list below or a longer one
FULL_LIST = 2000
WEEKS_AHEAD = 5
DEPARTMENT = "72"
Loaded = tuple[Slot, UUID]


def movers(house: House) -> dict[str, Mover]:
    """The team, as the history names them."""
    return {key: Mover(each.membership_id, each.display_name, each.role) for key, each in house.actors.items()}


def holidays_around(today: date) -> dict[date, str]:
    """The public holidays of the history and of the weeks to come."""
    years = range((today - timedelta(days=HISTORY_DAYS)).year, (today + timedelta(weeks=WEEKS_AHEAD)).year + 1)
    return {day: name for year in years for day, name in public_holidays(year, DEPARTMENT).items()}


def past_slots(visits: Visits, today: date, count: int) -> list[list[Slot]]:
    """The slots of the history, day by day; a shorter list of patients comes less often."""
    share = DENSITY * min(1, count / FULL_LIST)
    first, last = today - timedelta(days=HISTORY_DAYS), today - timedelta(days=1)
    return [
        [slot for doctor in HOURS for slot in visits.day(doctor, day, regular(doctor, day), share)]
        for day in working_days(first, last, holidays_around(today))
    ]


class Writer:
    """Writes slots as appointments of the house."""

    def __init__(self, house: House, patients: Mapping[int, UUID], seed: int) -> None:
        self.house, self.patients = house, patients
        self.movers = movers(house)
        self.passages = Passages(self.movers, house.members, seed)
        self._random = Random(seed)  # noqa: S311  # synthetic visits, no secret

    def history(self, days: Sequence[Sequence[Slot]], tick: Callable[[int], None]) -> list[Loaded]:
        """Load the past, some weeks per transaction; answers the finished visits with their encounter."""
        finished: list[Loaded] = []
        for weeks in batches(days, 15):
            slots = [slot for day in weeks for slot in day if slot.person in self.patients]
            steps = [self.passages.steps(slot) for slot in slots]
            encounters = self.load(slots, steps)
            finished += [
                (slot, encounter)
                for slot, encounter, path in zip(slots, encounters, steps, strict=True)
                if path[-1].status is EncounterStatus.FINISHED
            ]
            tick(len(weeks))
        return finished

    def load(self, slots: Sequence[Slot], steps: Sequence[tuple[PastStep, ...]] = ()) -> list[UUID]:
        """Load slots, with their steps when they took their course; answers their encounters in order."""
        if not slots:
            return []
        rows = [self._row(slot, path) for slot, path in zip(slots, steps or [()] * len(slots), strict=True)]
        booked_at = self.passages.booked_at(slots[0].start)
        encounters = bulk_load_appointments(actor=self.house.system, rows=rows, booked_at=booked_at)
        return [encounters[row.id] for row in rows]

    def _row(self, slot: Slot, steps: tuple[PastStep, ...]) -> LoadedAppointment:
        house, remote = self.house, TYPES[slot.kind].place == "video"
        return LoadedAppointment(
            id=new_id(), patient_id=self.patients[slot.person], practitioner_id=house.members[slot.doctor],
            type_id=house.types[slot.kind], start=slot.start, end=slot.end, booked_by=self.movers["julie"], reason=slot.reason,
            room_id=None if remote else house.rooms[slot.doctor], site_id=house.site_id, urgent=slot.kind == "urgent", steps=steps,
        )  # fmt: skip

    def coming(self, visits: Visits, today: date, tick: Callable[[int], None]) -> int:
        """Book the weeks to come as the team would, fuller near today; answers how many were given."""
        given = 0
        for day in working_days(
            today + timedelta(days=1), today + timedelta(weeks=WEEKS_AHEAD), holidays_around(today)
        ):
            share = max(0.2, 0.85 - 0.02 * (day - today).days)
            given += sum(
                self._given(slot) for doctor in HOURS for slot in visits.day(doctor, day, regular(doctor, day), share)
            )
            tick(1)
        return given

    def _given(self, slot: Slot) -> bool:
        """Whether the slot could be booked: an absence or the time kept for emergencies refuses it."""
        if slot.person not in self.patients or slot.kind == "urgent":
            return False
        house = self.house
        booking = Booking(
            new_id(), self.patients[slot.person], house.members[slot.doctor], house.types[slot.kind], slot.start,
            reason=slot.reason,
        )  # fmt: skip
        try:
            book(actor=house.actors[self._random.choice(("julie", "julie", "sarah", "ines"))], booking=booking)
        except DomainError:
            return False
        return True


def last_visits(days: Sequence[Sequence[Slot]]) -> dict[int, date]:
    """The day each person was last seen."""
    return {slot.person: slot.start.date() for day in days for slot in day}


def local_now(now: datetime) -> datetime:
    """The instant on the wall of the practice."""
    return now.astimezone(ZONE)
