"""What the files of the demonstration hold: antecedents, coverage, and measures that change as people do. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

from brasdroit.cli.demo.people import Person

_TREATMENTS = {
    "Hypertension artérielle": "Amlodipine 5 mg, un le matin",
    "Diabète de type 2": "Metformine 850 mg, deux par jour",
    "Hypothyroïdie": "Lévothyroxine 75 µg, le matin à jeun",
    "Asthme": "Salbutamol, à la demande",
    "Hypercholestérolémie": "Rosuvastatine 5 mg, le soir",
}
# By the age, in years, from which they are said.
_HABITS = (
    (0, ("Allaité au sein", "Lait infantile", "Fait ses nuits", "Gardé à la maison")),
    (2, ("Va à la crèche", "Goûte à tout", "Dort onze heures", "Tétine pour dormir")),
    (6, ("Joue dehors chaque jour", "Judo le mercredi", "Deux heures d’écran par jour", "Déjeune à la cantine")),
    (12, ("Football deux fois par semaine", "Téléphone au lit", "Va au collège à vélo", "Saute le petit déjeuner")),
    (18, ("Ne fume pas", "A arrêté de fumer", "Fume dix cigarettes par jour", "Marche chaque jour", "Travail de nuit")),
    (67, ("Ne fume pas", "A arrêté de fumer", "Jardine", "Marche chaque jour", "Vit seule, aidée par sa fille")),
)
_LONG = frozenset({"Diabète de type 2", "Insuffisance cardiaque", "Cancer du sein", "Maladie coronaire"})
_PAYERS = ("Mutuelle du Maine", "Harmonie du Bocage", "Prévoyance des Tilleuls")


@dataclass(frozen=True, slots=True)
class Value:
    """One measure; a blood pressure has both values. `device` is a key of `cast.DEVICES`."""

    code: str
    device: str
    value: Decimal
    diastolic: Decimal | None = None


def clinical(person: Person, today: date) -> dict[str, list[str]]:
    """Texts by kind; a kind absent was never asked, an empty list is « none known »."""
    if person.allergies is None or person.antecedents is None:
        return {}
    draw = Random(person.index)  # noqa: S311  # synthetic files, no secret
    told = {"allergy": list(person.allergies), "antecedent": list(person.antecedents)}
    treatments = [_TREATMENTS[each] for each in person.antecedents if each in _TREATMENTS]
    if treatments or draw.random() < 0.3:
        told["treatment"] = treatments
    if draw.random() < 0.5:
        told["lifestyle"] = [draw.choice(_habits(person, today))]
    return told


def _habits(person: Person, today: date) -> tuple[str, ...]:
    years = (today - person.birth_date).days / 365.25
    return next(words for age, words in reversed(_HABITS) if years >= age or age == 0)


def coverage(person: Person) -> list[tuple[str, str]]:
    """The lines of the coverage summary."""
    draw = Random(person.household)  # noqa: S311  # synthetic files, no secret
    complement = ("CSS", "") if draw.random() < 0.12 else ("AMC", draw.choice(_PAYERS))
    ald = [("ALD", "")] if _LONG & set(person.antecedents or ()) else []
    return [("AMO", "CPAM de la Sarthe"), complement, *ald]


class Body:
    """Somebody's own figures, drawn once; each visit varies around them and drifts with time."""

    def __init__(self, person: Person) -> None:
        self._random = Random(person.index * 31 + 7)  # noqa: S311  # synthetic measures, no secret
        self._person = person
        draw, man = self._random, person.sex == "M"
        self._height = draw.gauss(176 if man else 163, 6.5)
        self._mass_index = draw.gauss(25.5, 3.6)
        self._drift = draw.gauss(0.25, 0.9)  # kilograms a year
        self._rested = draw.gauss(71, 7)
        hypertension = 9 if "Hypertension artérielle" in (person.antecedents or ()) else 0
        self._pressure = draw.gauss(114, 6) + hypertension

    def visit(self, on: date, today: date) -> Iterator[Value]:
        """What is measured at a visit, before today."""
        years = (on - self._person.birth_date).days / 365.25
        yield from self._grown(years, (today - on).days / 365.25) if years >= 18 else self._growing(years)

    def _grown(self, years: float, ago: float) -> Iterator[Value]:
        draw = self._random
        upper = self._pressure + 0.22 * (years - 40) + draw.gauss(0, 5) + 2.5 * ago
        upper = min(max(upper, 94), 176)
        lower = min(max(upper * 0.55 + draw.gauss(8, 3), 52), upper - 22)
        yield Value("blood_pressure", "pressure", _whole(upper), _whole(lower))
        yield Value("pulse", "pressure", _whole(min(max(self._rested + draw.gauss(0, 5), 50), 105)))
        if draw.random() < 0.75:
            weight = self._mass_index * (self._height / 100) ** 2 - self._drift * ago + draw.gauss(0, 0.5)
            yield Value("weight", "scale", _tenth(min(max(weight, 42), 160)))
        if draw.random() < 0.12:
            yield Value("height", "height", _whole(self._height))
        if draw.random() < 0.25:
            yield Value("temperature", "thermometer", _tenth(draw.gauss(36.7, 0.25)))
        if draw.random() < 0.3:
            yield Value("spo2", "oximeter", _whole(min(99, draw.gauss(97.4, 1))))

    def _growing(self, years: float) -> Iterator[Value]:
        """A child a little above or below the middle, and staying there."""
        place = 1 + (self._rested - 71) / 140
        yield Value("weight", "scale", _tenth(max(_weight_at(years) * place, 2.6)))
        yield Value("height", "height", _tenth(_height_at(years) * (1 + (place - 1) / 3)))
        yield Value("temperature", "thermometer", _tenth(self._random.gauss(37, 0.4)))


_AGES = (0, 0.5, 1, 2, 4, 6, 8, 10, 12, 14, 16, 18)
_WEIGHTS = (3.3, 7.6, 9.3, 12, 16.2, 20.4, 25.5, 32, 41, 51, 58, 62)
_HEIGHTS = (50, 66.5, 75, 87, 103, 116, 128, 138, 150, 162, 168, 170)


def _weight_at(years: float) -> float:
    return _between(years, _WEIGHTS)


def _height_at(years: float) -> float:
    return _between(years, _HEIGHTS)


def _between(years: float, values: tuple[float, ...]) -> float:
    place = next((number for number, age in enumerate(_AGES) if age >= years), len(_AGES) - 1)
    if place == 0:
        return values[0]
    share = (years - _AGES[place - 1]) / (_AGES[place] - _AGES[place - 1])
    return values[place - 1] + (values[place] - values[place - 1]) * min(share, 1)


def _whole(value: float) -> Decimal:
    return Decimal(round(value))


def _tenth(value: float) -> Decimal:
    return Decimal(round(value * 10)) / 10
