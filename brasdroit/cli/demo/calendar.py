"""The days of the demonstration: who comes when, why, and how far today has got. Pure: the instant is an argument."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from brasdroit.cli.demo.cast import HOURS, TYPES
from brasdroit.cli.demo.people import Person
from brasdroit.cli.demo.reasons import ADULT_MONTHS, reasons_of

ZONE = ZoneInfo("Europe/Paris")
BEFORE, AFTER = timedelta(minutes=170), timedelta(minutes=220)
_REST_DAYS = 12  # the same person does not come again before
_MAY_COME_OFTEN = 3

Stretch = tuple[time, time]


@dataclass(frozen=True, slots=True)
class Slot:
    """One person's time with one doctor; `person` is an index of the list of people."""

    person: int
    doctor: str
    kind: str
    start: datetime
    end: datetime
    reason: str


def regular(doctor: str, day: date) -> tuple[Stretch, ...]:
    """The local hours of an ordinary day."""
    return HOURS[doctor].get(day.weekday(), ())


def lively(doctor: str, now: datetime, *, holiday: bool = False) -> tuple[Stretch, ...]:
    """What must be opened besides the ordinary hours so that the practice is at work at the local instant `now`.

    A few hours on each side of now, within the day: a Sunday or an evening shows a practice on duty.
    """
    day = now.date()
    open_hours = () if holiday else regular(doctor, day)
    inside = any(
        start <= (now - timedelta(hours=1)).time() and (now + timedelta(hours=1)).time() <= end
        for start, end in open_hours
    )
    if inside and (now + timedelta(hours=1)).date() == (now - timedelta(hours=1)).date() == day:
        return ()
    first, last = (
        _quarter(max(now - BEFORE, _midnight(now))),
        _quarter(min(now + AFTER, _midnight(now) + timedelta(hours=23, minutes=45))),
    )
    return tuple(_outside(first.time(), last.time(), open_hours))


def _midnight(now: datetime) -> datetime:
    return now.replace(hour=0, minute=0, second=0, microsecond=0)


def _quarter(moment: datetime) -> datetime:
    return moment.replace(minute=moment.minute // 15 * 15, second=0, microsecond=0)


def _outside(first: time, last: time, taken: Sequence[Stretch]) -> Iterator[Stretch]:
    """The parts of [first, last] that no stretch covers."""
    for start, end in sorted(taken):
        if first < min(start, last):
            yield first, min(start, last)
        first = max(first, end)
    if first < last:
        yield first, last


class Visits:
    """Draws who comes: each doctor sees his own households, those with long illnesses more often, nobody every week."""

    def __init__(self, people: Sequence[Person], seed: int) -> None:
        self._random = Random(seed)  # noqa: S311  # synthetic visits, no secret
        self._people = people
        self._pools = {doctor: self._pool(place) for place, doctor in enumerate(HOURS)}
        self._last: dict[int, date] = {}

    def _pool(self, place: int) -> list[int]:
        everybody = [each for each in self._people if each.duplicate_of is None]
        mine = [each for each in everybody if each.household % len(HOURS) == place] or everybody
        return [each.index for each in mine for _ in range(_MAY_COME_OFTEN if each.antecedents else 1)]

    def day(
        self,
        doctor: str,
        day: date,
        stretches: Sequence[Stretch],
        share: float,
        full: tuple[datetime, datetime] | None = None,
    ) -> list[Slot]:
        """The slots of one day, in order; `share` of the time is taken, all of it within `full`."""
        taken = []
        for first, last in stretches:
            clock, end = datetime.combine(day, first, ZONE), datetime.combine(day, last, ZONE)
            while (slot := self._next(doctor, clock)).end <= end:
                busy = full is not None and full[0] <= clock <= full[1]
                again = self._last.get(slot.person) == day  # a short list: nobody comes twice in a day
                if (busy or self._random.random() < share) and not again:
                    taken.append(slot)
                    self._last[slot.person] = day
                clock = slot.end
        return taken

    def _next(self, doctor: str, start: datetime) -> Slot:
        person = self._someone(doctor, start.date())
        kind = self._kind(person, start.date())
        months = int((start.date() - person.birth_date).days / 30.44)
        reason = self._random.choice(reasons_of(kind, months, person.antecedents or ()))
        return Slot(person.index, doctor, kind, start, start + timedelta(minutes=TYPES[kind].minutes), reason)

    def _someone(self, doctor: str, day: date) -> Person:
        pool = self._pools[doctor]
        for _ in range(20):
            person = self._people[self._random.choice(pool)]
            before = self._last.get(person.index)
            if person.birth_date <= day and (before is None or abs((day - before).days) > _REST_DAYS):
                break
        return person

    def _kind(self, person: Person, day: date) -> str:
        years, chance = (day - person.birth_date).days / 365.25, self._random.random()
        if years < ADULT_MONTHS / 12:
            often = 0.55 if years < 6 else 0.25
            return "child" if chance < often else "urgent" if chance > 0.9 else "consultation"
        if chance < 0.10:
            return "urgent"
        if chance < 0.15:
            return "vaccination"
        if person.antecedents:
            return "follow_up" if chance < 0.75 else "check_up" if chance < 0.83 else "consultation"
        return "check_up" if chance > 0.92 else "video" if chance > 0.88 else "consultation"


def working_days(first: date, last: date, holidays: Mapping[date, object]) -> Iterator[date]:
    """The days from `first` to `last` included on which somebody receives."""
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        if day not in holidays and any(regular(doctor, day) for doctor in HOURS):
            yield day
