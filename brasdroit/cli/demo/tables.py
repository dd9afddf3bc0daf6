"""The lists of this folder, turned into tables that a single random number reads.

Drawing from a weighted list by bisection costs too much a million times: every list becomes an array in which each value
takes as many places as its weight, and a draw is one multiplication and one look-up.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple, TypeVar

import yaml

T = TypeVar("T")
SIZE = 8192
FIRST_DECADE, LAST_DECADE = 1920, 2020
_LANDLINE_PREFIX = {"01": "019900", "02": "026191", "03": "035301", "04": "046571", "05": "053649"}
_ZONES = {
    "01": "75 77 78 91 92 93 94 95",
    "02": "14 18 22 27 28 29 35 36 37 41 44 45 49 50 53 56 61 72 76 85 971 972 973 974 976",
    "03": "02 08 10 21 25 39 51 52 54 55 57 58 59 60 62 67 68 70 71 80 88 89 90",
    "05": "09 12 16 17 19 23 24 31 32 33 40 46 47 64 65 79 81 82 86 87",
}


class BirthName(NamedTuple):
    """A birth name, where it comes from, and the country (COG) where part of its bearers were born."""

    name: str
    origin: str
    country: str


class Commune(NamedTuple):
    """A commune: name, INSEE code, postal code, department, prefix of the landlines kept for fiction."""

    name: str
    insee: str
    postal_code: str
    department: str
    landline: str


class Condition(NamedTuple):
    """A line of the health lists: a label, how many in a thousand bear it, from which age."""

    label: str
    chance: float
    from_age: int


@dataclass(frozen=True, slots=True)
class Tables:
    """Everything a generated person is drawn from."""

    birth_names: list[BirthName]
    given: dict[tuple[str, int], list[str]]
    given_by_origin: dict[tuple[str, str], list[str]]
    communes: list[Commune]
    communes_by_origin: dict[str, list[Commune]]
    streets: list[str]
    allergies: tuple[Condition, ...]
    antecedents: tuple[Condition, ...]


@cache
def tables() -> Tables:
    """The tables, read once."""
    names, places, health = _read("names"), _read("places"), _read("health")
    communes = [(_commune(row), row[3]) for row in places["communes"]]
    return Tables(
        birth_names=spread(
            [
                (BirthName(each, group["origin"], group.get("country", "")), group["weight"])
                for group in names["birth_names"]
                for each in group["names"]
            ]
        ),
        given=_given(names["given_names"]),
        given_by_origin={
            (origin, sex): ranked(listed)
            for origin, sexes in names["given_by_origin"].items()
            for sex, listed in sexes.items()
        },
        communes=spread(communes),
        communes_by_origin={
            origin: spread([each for each in communes if each[0].department in departments])
            for origin, departments in places["origins"].items()
        },
        streets=places["streets"],
        allergies=_conditions(health["allergies"]),
        antecedents=_conditions(health["antecedents"]),
    )


def spread(weighted: Sequence[tuple[T, float]], size: int = SIZE) -> list[T]:
    """An array of about `size` places in which each value takes its share, at least one place."""
    total = sum(weight for _, weight in weighted)
    return [value for value, weight in weighted for _ in range(max(round(weight * size / total), 1))]


def ranked(values: list[str]) -> list[str]:
    """The array of a list given from the most to the least borne."""
    return spread([(each, 1 / (rank + 4)) for rank, each in enumerate(values)], 1024)


@cache
def ascii_slug(name: str) -> str:
    """A name as it stands in an e-mail address: « N’Guessan » -> « nguessan »."""
    plain = unicodedata.normalize("NFKD", name.replace("ı", "i").replace("ł", "l").replace("œ", "oe")).encode(
        "ascii", "ignore"
    )
    return "".join(
        each for each in plain.decode().lower().replace(" ", "-").replace("--", "-") if each.isalnum() or each == "-"
    )


def _read(name: str) -> Any:
    return yaml.safe_load((files(__package__) / f"{name}.yaml").read_text(encoding="utf-8"))


def _given(groups: list[dict[str, Any]]) -> dict[tuple[str, int], list[str]]:
    return {(group["sex"], decade): ranked(group["names"]) for group in groups for decade in group["decades"]}


def _commune(row: list[Any]) -> Commune:
    name, insee, postal_code = row[:3]
    department = insee[:3] if insee.startswith("97") else insee[:2]
    zone = next((zone for zone, listed in _ZONES.items() if department in listed.split()), "04")
    return Commune(name, insee, postal_code, department, f"+33{_LANDLINE_PREFIX[zone][1:]}")


def _conditions(rows: list[dict[str, Any]]) -> tuple[Condition, ...]:
    return tuple(Condition(row["label"], row["per_mille"] / 1000, row["from_age"]) for row in rows)
