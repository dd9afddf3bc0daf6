"""The six operations of DESIGN §6, as the pages send them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from urllib.parse import quote
from uuid import UUID

from django.utils import timezone

from brasdroit.cli.bench.client import Request
from brasdroit.cli.bench.measure import Draw, cycle
from brasdroit.cli.bench.practice import BenchPractice
from brasdroit.cli.demo.house import DOCTORS
from brasdroit.cli.demo.people import Person, generate
from brasdroit.foundation.clock.formats import numeric_date
from brasdroit.foundation.identifiers import new_id
from brasdroit.foundation.search.text import fold
from brasdroit.reception.agenda.selectors import agenda_view, free_slots_of_day
from brasdroit.record.encounters.types import EncounterStatus
from brasdroit.record.patients.selectors.creation import search_before_creation

JSON = (("Accept", "application/json"),)
PALETTE = (("X-Palette", "1"),)
DAY_OF, FULL_DAY = 60, 5
# The nine queries of peers.md §4, asked among others that differ each time.
NINE = ("Lefèvre", "Lefevre", "lefevre", "LEFEVRE", "MARTIN", "Marie Martin", "Martin Marie", "Martn", "Elodie")
VITALS = (
    ("blood_pressure", "pressure", "128", "76"),
    ("pulse", "pressure", "72", ""),
    ("temperature", "thermometer", "36,8", ""),
    ("spo2", "oximeter", "98", ""),
    ("weight", "scale", "72,5", ""),
    ("height", "height", "172", ""),
)
Slot = tuple[UUID, datetime, UUID | None]


@dataclass(frozen=True, slots=True)
class Prepared:
    """What each operation draws its requests from; `race` are free slots nobody else is given."""

    draws: dict[str, Draw]
    race: list[Slot]


def prepare(practice: BenchPractice, count: int, needed: int) -> Prepared:
    """Everything that is not measured: free times, search proofs, visits under way, a full day."""
    free = _free(practice)
    race = [next(free) for _ in range(60)]
    bookings = [booking(practice, next(free), place) for place in range(needed)]
    after = next(free)[1].date() + timedelta(days=1)
    draws: dict[str, Draw] = {
        "patient_search": cycle(searches(count)),
        "patient_create": cycle([_creation(practice, person) for person in _strangers(needed)]),
        "appointment_create": cycle(bookings),
        "free_slots": cycle(_free_slots(practice, after)),
        "day_list": cycle([Request(f"/agenda/evenements/?jour={_full_day(practice)}", headers=JSON)]),
        "vitals_create": cycle(_vitals(practice, needed)),
    }
    return Prepared(draws, race)


def searches(count: int) -> list[Request]:
    """The nine queries, and nine kinds of queries about people of the list."""
    draw = Random(count)  # noqa: S311  # not a secret
    people = list(generate(min(count, 2000), 40913, timezone.localdate()))
    texts = [*NINE, *(text(draw.choice(people)) for _ in range(25) for text in _KINDS)]
    draw.shuffle(texts)
    return [Request(f"/recherche/?q={quote(text)}", headers=PALETTE) for text in texts]


_KINDS: tuple[Callable[[Person], str], ...] = (
    lambda who: who.birth_name,
    lambda who: fold(who.birth_name).lower(),
    lambda who: f"{who.first_given_name} {who.birth_name}",
    lambda who: f"{who.birth_name} {who.first_given_name}",
    lambda who: f"{who.birth_name[:2]}{who.birth_name[3:]} {who.first_given_name}",
    lambda who: f"{fold(who.first_given_name)} {who.birth_name[:3]}",
    lambda who: numeric_date(who.birth_date),
    lambda who: who.mobile.replace("+33", "0") or who.birth_name,
    lambda who: f"{who.birth_name} {who.birth_date.year}",
)


def _strangers(needed: int) -> Iterator[Person]:
    """People whom the list does not hold."""
    now = timezone.now()
    return generate(needed, int(now.timestamp()), now.date())


def _creation(practice: BenchPractice, person: Person) -> Request:
    actor = practice.house.actors["sarah"]
    letters = fold(person.birth_name).replace(" ", "")[:3]
    found = search_before_creation(actor, person.birth_date, letters)
    fields = {
        "id": str(new_id()), "token": found.token, "letters": letters, "birth_name": person.birth_name,
        "first_birth_given_name": person.first_given_name, "birth_given_names": person.given_names,
        "birth_date": numeric_date(person.birth_date), "sex": person.sex, "birth_place": person.birth_place,
        "used_name": person.used_name, "phone": person.mobile or person.landline, "email": person.email,
        "address_line": person.street, "postal_code": person.postal_code, "city": person.city,
        "treating_doctor_id": str(practice.house.members["martin"]),
        "distinct_reason": "Pièce d’identité vue\u202f: une autre personne",
    }  # fmt: skip
    return Request("/patients/nouveau/", tuple(fields.items()), wanted=302)


def _free(practice: BenchPractice) -> Iterator[Slot]:
    """Free times, from next week on."""
    house, today = practice.house, timezone.localdate()
    for offset in range(FULL_DAY + 1, 360):
        day = today + timedelta(days=offset)
        for slot in free_slots_of_day(house.actors["sarah"], day, minutes=10, type_id=house.types["vaccination"]):
            yield slot.practitioner_id, slot.start, slot.room_id


def booking(practice: BenchPractice, slot: Slot, place: int) -> Request:
    """The form of the booking page for a time."""
    who, start, room = slot
    patient = practice.patients[place % len(practice.patients)]
    fields = {
        "id": str(new_id()), "patient": str(patient), "type": str(practice.house.types["vaccination"]),
        "slot": f"{who}|{start.isoformat()}|{room or ''}", "reason": "Rappel",
    }  # fmt: skip
    return Request("/agenda/nouveau/", tuple(fields.items()), wanted=302)


def _free_slots(practice: BenchPractice, first: date) -> list[Request]:
    """What the booking page asks for a day that still has room."""
    house, kind = practice.house, practice.house.types["vaccination"]
    days = [first + timedelta(days=offset) for offset in range(20)]
    return [
        Request(f"/agenda/places/?type={kind}&avec={house.members[doctor]}&jour={day.isoformat()}")
        for day in days
        for doctor in DOCTORS
    ]


def _full_day(practice: BenchPractice) -> date:
    """A coming day on which sixty people are expected."""
    house, day = practice.house, timezone.localdate() + timedelta(days=FULL_DAY)
    missing = DAY_OF - len(agenda_view(house.actors["sarah"], day).cards)
    if missing > 0:
        free = free_slots_of_day(house.actors["sarah"], day, minutes=10, type_id=house.types["vaccination"])
        keys = {member: key for key, member in house.members.items()}
        practice.load([(keys[slot.practitioner_id], slot.start) for slot in free[::2][:missing]], ())
    return day


def _vitals(practice: BenchPractice, needed: int) -> list[Request]:
    """Visits under way with the doctor who entrusts the measures: each is measured once."""
    under_way = (EncounterStatus.ARRIVED, EncounterStatus.WAITING, EncounterStatus.WITH_ASSISTANT)
    times = [each for each in practice.past_times(needed * len(DOCTORS)) if each[0] == "martin"]
    return [_six(practice, encounter) for encounter in practice.load(times, under_way)]


def _six(practice: BenchPractice, encounter: UUID) -> Request:
    fields: list[tuple[str, str]] = []
    for code, device, value, second in VITALS:
        fields += [("code", code), (f"{code}.value", value), (f"{code}.device", str(practice.house.devices[device]))]
        fields += [(f"{code}.second", second)] if second else []
    return Request(f"/preparation/{encounter}/mesures/", tuple(fields), JSON, wanted=201)
