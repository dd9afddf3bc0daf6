"""Synthetic people of a French practice, streamed household by household: the same seed and day give the same people.

Every number, address and matricule is fictive: telephone numbers lie in the ranges that ARCEP keeps for works of fiction,
e-mail addresses in the domains of RFC 2606, matricules carry the test OID (reference safety §1.2) with a correct key. About
two records in a hundred hold a problem on purpose, named in `problem`, so that the identity screens have something to solve.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from random import Random
from typing import NamedTuple

from brasdroit.cli.demo.tables import (
    FIRST_DECADE,
    LAST_DECADE,
    BirthName,
    Commune,
    Condition,
    ascii_slug,
    spread,
    tables,
)

TEST_OID = "1.2.250.1.213.1.4.10"
MOBILE = "+3363998"
# Adults of a practice's list by age: youngest, width of the class in years, share. Children come with their parents.
_ADULTS = (
    (18, 7, 9),
    (25, 10, 15),
    (35, 10, 17),
    (45, 10, 17),
    (55, 10, 17),
    (65, 10, 15),
    (75, 10, 8),
    (85, 10, 4),
    (95, 9, 0.4),
)
_ADULT_CLASSES = spread([((start * 365.25, width * 365.25), share) for start, width, share in _ADULTS], 1024)
# Households up to each threshold: alone, couple, couple with children; above: one parent with children.
_ALONE, _COUPLE, _FAMILY = 0.34, 0.52, 0.90
_DUPLICATE, _HOMONYM, _INCOMPLETE = 0.012, 0.014, 0.018
_STATUSES = spread([("QUAL", 70), ("RECUP", 12), ("VALI", 6), ("PROV", 12)], 256)
_DOMAINS = ("example.org", "example.net", "example.com")


@dataclass(slots=True)  # not frozen: freezing costs a tenth of the time of a million people
class Person:
    """One record of the list. A list never asked for is None; a list asked for and empty is ()."""

    index: int
    household: int
    birth_name: str
    used_name: str
    given_names: str
    first_given_name: str
    sex: str
    birth_date: date
    birth_date_estimated: bool
    birth_place: str
    identity_status: str
    matricule: str
    oid: str
    street: str
    postal_code: str
    city: str
    city_insee: str
    mobile: str
    landline: str
    email: str
    treating_doctor: bool
    allergies: tuple[str, ...] | None
    antecedents: tuple[str, ...] | None
    problem: str
    duplicate_of: int | None


class _Home(NamedTuple):
    """What the members of a household share."""

    number: int
    commune: Commune
    street: str
    landline: str


class _Member(NamedTuple):
    """Somebody about to be drawn: age in days, sex, birth name, name taken by marriage."""

    days: float
    sex: str
    name: BirthName
    used_name: str


def generate(n: int, seed: int, today: date, *, town: str = "") -> Iterator[Person]:
    """`n` people in a stream, the same for the same seed and day.

    In: how many (0 or more), the seed, the day on which ages are counted, the INSEE code of a commune of `places.yaml`
    where most households live (none: all over France). Indexes follow one another from 0. Problems: "duplicate"
    (`duplicate_of` is the index of the first record), "homonym", "incomplete_date", or "" for none. A homonym lives in a
    household of its own, numbered below 0. Raises ValueError on an unknown commune.
    """
    maker, index, number = _Maker(seed, today, town), 0, 0
    while index < n:
        for person in maker.household(number, index):
            if index == n:
                return
            yield person
            index += 1
        number += 1


class _Maker:
    """Draws people. Holds the random source and the serial numbers already given to each sex, month and place of birth."""

    def __init__(self, seed: int, today: date, town: str) -> None:
        self._draw = Random(seed).random  # noqa: S311  # synthetic people, no secret
        self._today = today
        self._last_day = today.toordinal()
        self._tables = tables()
        self._serials: dict[str, int] = {}
        self._town = _commune_of(town) if town else None

    def household(self, number: int, index: int) -> Iterator[Person]:
        """The records of one household, the deliberate problems among them."""
        draw, lists = self._draw, self._tables
        name = lists.birth_names[int(draw() * len(lists.birth_names))]
        home = self._home(number, name.origin)
        for member in self._members(name):
            person = self._person(index, home, member)
            yield person
            index += 1
            chance = draw()
            if chance < _HOMONYM:
                yield self._duplicate(person, index) if chance < _DUPLICATE else self._homonym(person, index)
                index += 1

    def _home(self, number: int, origin: str) -> _Home:
        draw, lists = self._draw, self._tables
        communes = lists.communes
        if origin in lists.communes_by_origin and draw() < 0.6:
            communes = lists.communes_by_origin[origin]
        commune = communes[int(draw() * len(communes))]
        if self._town is not None and draw() < 0.85:
            commune = self._town
        street = f"{1 + int(draw() * 120)} {lists.streets[int(draw() * len(lists.streets))]}"
        landline = f"{commune.landline}{int(draw() * 10000):04d}" if draw() < 0.45 else ""
        return _Home(number, commune, street, landline)

    def _members(self, name: BirthName) -> list[_Member]:
        draw = self._draw
        start, width = _ADULT_CLASSES[int(draw() * len(_ADULT_CLASSES))]
        days = start + draw() * width
        kind = draw()
        if kind < _ALONE:
            return [_Member(days, "F" if draw() < 0.54 else "M", name, "")]
        if kind < _COUPLE or not 22 * 365 < days < 62 * 365:
            return self._couple(days, name)
        if kind < _FAMILY:
            return self._couple(days, name) + self._children(days, name)
        return [_Member(days, "F" if draw() < 0.83 else "M", name, ""), *self._children(days, name)]

    def _couple(self, days: float, name: BirthName) -> list[_Member]:
        """Two adults; the older the couple, the more often one bears the other's name."""
        draw, names = self._draw, self._tables.birth_names
        other = names[int(draw() * len(names))]
        used = name.name if draw() < min(days / 30000, 0.85) else ""
        second = max(days + (draw() - 0.6) * 3000, 6600.0)
        return [_Member(days, "M", name, ""), _Member(second, "F", other, used)]

    def _children(self, days: float, name: BirthName) -> list[_Member]:
        draw = self._draw
        children = []
        for _ in range(1 + int(draw() * 3)):
            age = draw() * 7300
            if days - age > 7200:
                children.append(_Member(age, "F" if draw() < 0.488 else "M", name, ""))
        return children

    def _person(self, index: int, home: _Home, member: _Member) -> Person:
        draw = self._draw
        born = date.fromordinal(self._last_day - int(member.days))
        first, given = self._given_names(member, born.year)
        place = self._birth_place(home, member.name)
        status = _STATUSES[int(draw() * len(_STATUSES))]
        matricule = self._matricule(member.sex, born, place) if status in ("QUAL", "RECUP") else ""
        if not matricule and status != "PROV":
            status = "VALI"
        years = member.days / 365.25
        mobile = f"{MOBILE}{int(draw() * 10000):04d}" if years > 12 and draw() < 0.93 else ""
        known = draw() < 0.9
        estimated = status == "PROV" and draw() < 0.03
        return Person(
            index, home.number, member.name.name, member.used_name, given, first, member.sex,
            _incomplete(born, draw()) if estimated else born, estimated, place,
            status, matricule, TEST_OID if matricule else "", home.street, home.commune.postal_code, home.commune.name,
            home.commune.insee, mobile, home.landline, self._email(first, member.name.name, years), draw() < 0.82,
            self._conditions(self._tables.allergies, years) if known else None,
            self._conditions(self._tables.antecedents, years) if known else None,
            "incomplete_date" if estimated else "", None,
        )  # fmt: skip

    def _given_names(self, member: _Member, year: int) -> tuple[str, str]:
        """The first given name and the whole list, according to the origin for half of those who have one."""
        draw, lists = self._draw, self._tables
        decade = min(max(year // 10 * 10, FIRST_DECADE), LAST_DECADE)
        common = lists.given[member.sex, decade]
        own = lists.given_by_origin.get((member.name.origin, member.sex))
        chosen = own if own is not None and draw() < 0.5 else common
        first = chosen[int(draw() * len(chosen))]
        more = draw()
        if more < 0.45:
            return first, first
        second = common[int(draw() * len(common))]
        if more < 0.8 or second == first:
            return first, first if second == first else f"{first} {second}"
        third = common[int(draw() * len(common))]
        return first, f"{first} {second}" if third in (first, second) else f"{first} {second} {third}"

    def _birth_place(self, home: _Home, name: BirthName) -> str:
        """The COG code of the place of birth: often the commune of residence, abroad for some, else anywhere."""
        draw, communes = self._draw, self._tables.communes
        chance = draw()
        if name.country and chance < 0.35:
            return name.country
        return home.commune.insee if chance < 0.7 else communes[int(draw() * len(communes))].insee

    def _matricule(self, sex: str, born: date, place: str) -> str:
        """The next matricule of that sex, month and place, with its key; "" once the 999 serials are used up."""
        root = f"{'2' if sex == 'F' else '1'}{born.year % 100:02d}{born.month:02d}{place}"
        serial = self._serials.get(root, 0) + 1
        if serial > 999:
            return ""
        self._serials[root] = serial
        digits = root if root.isdecimal() else root.replace("2A", "19").replace("2B", "18")
        return f"{root}{serial:03d}{97 - int(f'{digits}{serial:03d}') % 97:02d}"

    def _email(self, first: str, name: str, years: float) -> str:
        draw = self._draw
        if years < 16 or draw() > 0.7 - years / 300:
            return ""
        number = int(draw() * 300)
        return f"{ascii_slug(first)}.{ascii_slug(name)}{number or ''}@{_DOMAINS[number % 3]}"

    def _conditions(self, listed: tuple[Condition, ...], years: float) -> tuple[str, ...]:
        draw = self._draw
        return tuple([each.label for each in listed if years >= each.from_age and draw() < each.chance])

    def _duplicate(self, person: Person, index: int) -> Person:
        """The same person entered a second time in a hurry, with one slip."""
        draw = self._draw
        slip = _SLIPS[int(draw() * len(_SLIPS))]
        copy = replace(person, index=index, identity_status="PROV", matricule="", oid="", email="", allergies=None, antecedents=None,
            used_name="", given_names=person.first_given_name, problem="duplicate", duplicate_of=person.index,
        )  # fmt: skip
        return slip(copy, person, draw())

    def _homonym(self, person: Person, index: int) -> Person:
        """Another person of the same names and year of birth, who lives elsewhere."""
        draw = self._draw
        first_day = date(person.birth_date.year, 1, 1).toordinal()
        born = date.fromordinal(min(first_day + int(draw() * 365), self._last_day))
        home = self._home(-index, "")
        return replace(person, index=index, household=home.number, birth_date=born, birth_date_estimated=False, birth_place=home.commune.insee, identity_status="PROV",
            matricule="", oid="", street=home.street, postal_code=home.commune.postal_code, city=home.commune.name,
            city_insee=home.commune.insee, mobile=f"{MOBILE}{int(draw() * 10000):04d}", landline=home.landline, email="",
            used_name="", allergies=None, antecedents=None, problem="homonym", duplicate_of=None,
        )  # fmt: skip


def _commune_of(insee: str) -> Commune:
    found = next((each for each in tables().communes if each.insee == insee), None)
    if found is None:
        raise ValueError(f"no commune {insee} in places.yaml")
    return found


def _incomplete(born: date, chance: float) -> date:
    """What is stored when the day, or the day and the month, are unknown (reference safety §1.5)."""
    return date(born.year, born.month, 1) if chance < 0.5 else date(born.year - 1, 12, 31)


def _lost_letter(copy: Person, _: Person, chance: float) -> Person:
    place = 1 + int(chance * (len(copy.birth_name) - 1))
    return replace(copy, birth_name=copy.birth_name[:place] + copy.birth_name[place + 1 :])


def _swapped_letters(copy: Person, _: Person, chance: float) -> Person:
    name = copy.birth_name
    place = int(chance * (len(name) - 1))
    return replace(copy, birth_name=name[:place] + name[place : place + 2][::-1] + name[place + 2 :])


def _swapped_names(copy: Person, _: Person, __: float) -> Person:
    return replace(
        copy, birth_name=copy.first_given_name, first_given_name=copy.birth_name, given_names=copy.birth_name
    )


def _name_by_marriage(copy: Person, person: Person, _: float) -> Person:
    return replace(copy, birth_name=person.used_name or person.birth_name.upper())


def _swapped_day(copy: Person, _: Person, __: float) -> Person:
    born = copy.birth_date
    return (
        replace(copy, birth_date=date(born.year, born.day, born.month))
        if born.day <= 12 and born.day < born.month
        else copy
    )


def _no_accent(copy: Person, _: Person, __: float) -> Person:
    return replace(
        copy, birth_name=ascii_slug(copy.birth_name).upper(), first_given_name=ascii_slug(copy.first_given_name).upper()
    )


def _other_phone(copy: Person, _: Person, chance: float) -> Person:
    return replace(copy, mobile=f"{MOBILE}{int(chance * 10000):04d}", landline="")


_SLIPS = (_lost_letter, _swapped_letters, _swapped_names, _name_by_marriage, _swapped_day, _no_accent, _other_phone)
