"""What the assistant collected today from the people she prepared: their words, their answers, their measures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from brasdroit.assistance.measurements.services import record_measures
from brasdroit.assistance.measurements.types import Reading
from brasdroit.assistance.preparation.services import save_words
from brasdroit.cli.demo.health import Body
from brasdroit.cli.demo.house import House
from brasdroit.cli.demo.people import Person
from brasdroit.cli.demo.today import Present
from brasdroit.foundation.errors import DomainError
from brasdroit.foundation.identifiers import new_id
from brasdroit.record.encounters.types import EncounterStatus

_S = EncounterStatus
_PREPARED = frozenset({_S.READY_FOR_DOCTOR, _S.WITH_DOCTOR, _S.LEAVING})
# The second one is measured again: far from the last visit, it is doubtful until then.
_PRESSURES = (("128/76",), ("172/98", "170/96"), ("134/82",), ("118/70",))
_WORDS = (
    "Vient pour son renouvellement. Se dit fatiguée depuis deux semaines, dort mal.",
    "A mesuré sa tension chez lui\u202f: souvent au-dessus de 15. Pas de douleur.",
    "Va bien. Demande si le vaccin contre la grippe est nécessaire.",
    "Mal au genou en descendant l’escalier, surtout le matin.",
)

_OF_CHILDREN = (
    "Son père dit qu’il mange bien et dort neuf heures. Carnet de santé apporté.",
    "A toussé toute la nuit. Sa mère a donné du paracétamol ce matin.",
    "Va bien. Question des parents sur les écrans.",
)


def collect(house: House, people: Sequence[Person], present: Sequence[Present], now: datetime) -> int:
    """Write what Sarah collected for Dr Martin; answers for how many people."""
    prepared = [each for each in present if each.slot.doctor == "martin" and each.status in _PREPARED]
    for place, each in enumerate(prepared):
        person = people[each.slot.person]
        words = _WORDS if _grown(person, now) else _OF_CHILDREN
        save_words(actor=house.actors["sarah"], encounter_id=each.encounter_id, words=words[place % len(words)])
        _measure(house, person, each, _PRESSURES[place % len(_PRESSURES)], now)
    under_way = [each for each in present if each.status is _S.WITH_ASSISTANT]
    for each in under_way:
        words = _WORDS if _grown(people[each.slot.person], now) else _OF_CHILDREN
        save_words(actor=house.actors["sarah"], encounter_id=each.encounter_id, words=words[-1])
    return len(prepared) + len(under_way)


def _grown(person: Person, now: datetime) -> bool:
    return (now.date() - person.birth_date).days > 18 * 366


def _measure(house: House, person: Person, visit: Present, pressures: Sequence[str], now: datetime) -> None:
    grown = _grown(person, now)
    readings = [("blood_pressure", "pressure", each) for each in pressures]
    growth = [
        (each.code, each.device, str(each.value).replace(".", ","))
        for each in Body(person).visit(now.date(), now.date())
        if each.code in {"weight", "height"}
    ]
    wanted = (*readings, ("pulse", "pressure", "74")) if grown else growth
    for code, device, text in (*wanted, ("temperature", "thermometer", "36,9")):
        reading = Reading(
            code, text, house.devices[device], "left" if code == "blood_pressure" else "", "sitting" if grown else "",
            taken_at=now - timedelta(minutes=4), id=new_id(),
        )  # fmt: skip
        try:
            record_measures(actor=house.actors["sarah"], encounter_id=visit.encounter_id, readings=[reading])
        except DomainError:  # refused for this person: the demonstration goes on without it
            continue
