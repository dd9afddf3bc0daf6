"""What the demonstration's people were given and examined for: most followed, some late, some never asked. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from brasdroit.cli.demo.people import Person

# Vaccine, age in days, share of those who got it. Two schedules: born before and since 2018.
_CHILD = (
    ("HEXYON", 61, 0.97), ("PREVENAR 13", 61, 0.97), ("HEXYON", 122, 0.96), ("PREVENAR 13", 122, 0.96),
    ("PRIORIX", 366, 0.95), ("HEXYON", 335, 0.95), ("PREVENAR 13", 335, 0.94), ("PRIORIX", 500, 0.9),
    ("NEISVAC", 153, 0.85), ("NEISVAC", 368, 0.85), ("REPEVAX", 2250, 0.85), ("GARDASIL 9", 4200, 0.5),
    ("GARDASIL 9", 4420, 0.45), ("REPEVAX", 4230, 0.75),
)  # fmt: skip
_ELDER = (
    ("INFANRIXQUINTA", 62, 0.9), ("INFANRIXQUINTA", 93, 0.9), ("INFANRIXQUINTA", 124, 0.9), ("INFANRIXQUINTA", 520, 0.85),
    ("M-M-RVAXPRO", 380, 0.85), ("M-M-RVAXPRO", 900, 0.7), ("REVAXIS", 2200, 0.8), ("REVAXIS", 4300, 0.7),
    ("ENGERIX B 20 µg", 4350, 0.4), ("ENGERIX B 20 µg", 4390, 0.4), ("ENGERIX B 20 µg", 4600, 0.35),
)  # fmt: skip
_BOOSTERS = (25, 45, 65)
_CHILDREN_FROM = date(2008, 1, 1)
_MARKETED = {"NEISVAC": date(2018, 1, 1), "M-M-RVAXPRO": date(1986, 1, 1), "ENGERIX B 20 µg": date(1994, 1, 1)}
"""Given to nobody before: part of the programme since then, or not sold yet."""
_BRANDS = date(1999, 1, 1)
"""Cards of the years before name the diseases rather than the brand."""
_BEFORE_BRANDS = {"INFANRIXQUINTA": "DTCP", "REVAXIS": "DTP", "M-M-RVAXPRO": "ROR"}
_YEAR = 365.25
_ASKED = 0.62
"""Share of the people whose card somebody read."""


@dataclass(frozen=True, slots=True)
class Given:
    """A dose of the past."""

    product: str
    on: date
    lot: str = ""


@dataclass(frozen=True, slots=True)
class Examined:
    """A normal examination of the past."""

    target: str
    on: date
    test: str = ""


def is_read(person: Person) -> bool:
    """Whether somebody read this person's card from end to end."""
    return _draw(person, 1).random() < _ASKED


def doses(person: Person, today: date) -> Iterator[Given]:
    """What the card of this person holds, before today."""
    draw, late = _draw(person, 2), 0
    for product, days, share in _ELDER if person.birth_date < _CHILDREN_FROM else _CHILD:
        late += draw.randrange(0, 9)
        on = person.birth_date + timedelta(days=days + late)
        if on < today and draw.random() < share and on >= _MARKETED.get(product, on):
            yield Given(_then(product, on), on, _lot(draw))
    yield from _adult(person, today, draw)


def _then(product: str, on: date) -> str:
    return _BEFORE_BRANDS.get(product, product) if on < _BRANDS else product


def _adult(person: Person, today: date, draw: Random) -> Iterator[Given]:
    for age in _BOOSTERS:
        on = person.birth_date + timedelta(days=round(age * _YEAR) + draw.randrange(0, 500))
        if on < today and draw.random() < 0.68:
            product = "BOOSTRIXTETRA" if age == 25 and on.year >= 2013 else "REVAXIS"
            yield Given(_then(product, on), on, _lot(draw))
    if _age(person, today) >= 65:
        yield from _older(today, draw)


def _older(today: date, draw: Random) -> Iterator[Given]:
    """Influenza most winters, the pneumococcus and the zoster of some."""
    for years in (1, 2, 3):
        if draw.random() < 0.6:
            yield Given(
                "INFLUVAC", date(today.year - years, 10, 20) + timedelta(days=draw.randrange(0, 40)), _lot(draw)
            )
    if draw.random() < 0.3:
        yield Given("PREVENAR 20", today - timedelta(days=draw.randrange(60, 500)), _lot(draw))
    if draw.random() < 0.2:
        first = today - timedelta(days=draw.randrange(100, 400))
        yield Given("SHINGRIX", first, _lot(draw))
        if first + timedelta(days=80) < today and draw.random() < 0.7:
            yield Given("SHINGRIX", first + timedelta(days=75), _lot(draw))


def examinations(person: Person, today: date) -> Iterator[Examined]:
    """The normal screenings of this person, before today."""
    draw, age = _draw(person, 3), _age(person, today)
    if 50 <= age < 75 and draw.random() < 0.45:
        yield Examined("colorectal", today - timedelta(days=draw.randrange(30, 1400)), "FIT")
    if person.sex == "F" and 50 <= age < 75 and draw.random() < 0.6:
        yield Examined("breast", today - timedelta(days=draw.randrange(30, 1100)), "mammography")
    if person.sex == "F" and 26 <= age < 66 and draw.random() < 0.65:
        yield Examined("cervical", today - timedelta(days=draw.randrange(30, 1500)), "HPV" if age >= 30 else "cytology")
    if age >= 40 and draw.random() < 0.7:
        yield Examined("hypertension", today - timedelta(days=draw.randrange(1, 400)))


def _age(person: Person, today: date) -> int:
    return int((today - person.birth_date).days / _YEAR)


def _lot(draw: Random) -> str:
    return f"{draw.choice('ABHKTXW')}{draw.randrange(1000, 9999)}"


def _draw(person: Person, salt: int) -> Random:
    return Random(person.index * 97 + salt)  # noqa: S311  # synthetic cards, no secret
