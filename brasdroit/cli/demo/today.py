"""Today, as far as it has got: people gone, with the doctors, being prepared, waiting, late and expected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from brasdroit.cli.demo.agenda import Writer, holidays_around
from brasdroit.cli.demo.calendar import Slot, Visits, lively, regular
from brasdroit.cli.demo.cast import HOURS
from brasdroit.cli.demo.house import House
from brasdroit.cli.demo.reasons import LEFT_UNSEEN
from brasdroit.foundation.identifiers import new_id
from brasdroit.reception.agenda.services import ExceptionFacts, add_exception
from brasdroit.reception.agenda.types import ExceptionKind
from brasdroit.record.encounters.services import move_step, take_charge
from brasdroit.record.encounters.types import EncounterStatus

_S = EncounterStatus
_FULL = timedelta(minutes=80)
_PATH = (_S.ARRIVED, _S.WAITING, _S.WITH_ASSISTANT, _S.READY_FOR_DOCTOR, _S.WITH_DOCTOR, _S.LEAVING, _S.FINISHED)
# Where the people of each doctor stand, from the one whose time is now backwards and forwards: Dr Martin runs late.
_AROUND = {
    "martin": {-2: _S.LEAVING, -1: _S.WITH_DOCTOR, 0: _S.READY_FOR_DOCTOR, 1: _S.WITH_ASSISTANT, 2: _S.WAITING, 3: _S.ARRIVED},
    "nguyen": {-3: _S.BOOKED, -1: _S.LEAVING, 0: _S.WITH_DOCTOR, 1: _S.WAITING, 2: _S.WAITING},
}  # fmt: skip
_MISSED, _LEFT = {"martin": -7, "nguyen": -5}, {"nguyen": -6}


@dataclass(frozen=True, slots=True)
class Present:
    """One visit of today and how far it has got."""

    slot: Slot
    encounter_id: UUID
    status: EncounterStatus


def open_today(house: House, now: datetime) -> None:
    """Open what must be open today for the practice to be at work at the local instant `now`."""
    for doctor in HOURS:
        for start, end in lively(doctor, now, holiday=now.date() in holidays_around(now.date())):
            facts = ExceptionFacts(
                new_id(), ExceptionKind.EXTRA, now.date(), now.date(), house.members[doctor], start, end,
                reason="Permanence", room_id=house.rooms[doctor],
            )  # fmt: skip
            add_exception(actor=house.actors[doctor], facts=facts)


def fill_today(writer: Writer, visits: Visits, now: datetime) -> list[Present]:
    """Book today and move everybody as far as the instant `now` says."""
    present: list[Present] = []
    for doctor in HOURS:
        slots = _slots(writer, visits, doctor, now)
        current = max((place for place, slot in enumerate(slots) if slot.start <= now), default=0)
        encounters = writer.load(slots)
        for place, (slot, encounter_id) in enumerate(zip(slots, encounters, strict=True)):
            status = _status(doctor, place - current, slot, now)
            _move(writer.house, slot, encounter_id, status, now)
            present.append(Present(slot, encounter_id, status))
    return present


def _slots(writer: Writer, visits: Visits, doctor: str, now: datetime) -> list[Slot]:
    usual = () if now.date() in holidays_around(now.date()) else regular(doctor, now.date())
    hours = sorted([*usual, *lively(doctor, now, holiday=not usual)])
    drawn = visits.day(doctor, now.date(), hours, 0.8, full=(now - _FULL, now + _FULL))
    return [slot for slot in drawn if slot.person in writer.patients]


def _status(doctor: str, place: int, slot: Slot, now: datetime) -> EncounterStatus:
    if place in _AROUND[doctor] and abs(slot.start - now) < timedelta(hours=2):
        return _AROUND[doctor][place]
    if place > 0:
        return _S.BOOKED
    if place == _MISSED[doctor]:
        return _S.NO_SHOW
    return _S.LEFT_WITHOUT_BEING_SEEN if place == _LEFT.get(doctor) else _S.FINISHED


def _move(house: House, slot: Slot, encounter_id: UUID, status: EncounterStatus, now: datetime) -> None:
    for to, at, who in _moves(slot, status, now):
        if to is _S.WITH_ASSISTANT:
            take_charge(actor=house.actors[who], encounter_id=encounter_id, assistant_id=house.members[who])
        reason = LEFT_UNSEEN if to is _S.LEFT_WITHOUT_BEING_SEEN else ""
        move_step(actor=house.actors[who], encounter_id=encounter_id, to=to, at=at, reason=reason)


def _moves(slot: Slot, status: EncounterStatus, now: datetime) -> Iterator[tuple[EncounterStatus, datetime, str]]:
    """The moves up to a status, with who makes them; instants go forward and never pass `now`."""
    if status is _S.BOOKED:
        return
    if status is _S.NO_SHOW:
        yield status, min(slot.end, now), "julie"
        return
    path = _path(slot, status)
    begun = min(slot.start - timedelta(minutes=6), now - timedelta(minutes=2 + 5 * (len(path) - 1)))
    length = (
        min(timedelta(minutes=len(path) * 8), now - begun)
        if status in {_S.FINISHED, _S.LEAVING}
        else now - begun - timedelta(minutes=1)
    )
    for number, to in enumerate(path):
        share = number / max(len(path) - 1, 1)
        yield to, begun + length * (share * 0.9), _who(slot, to)


def _path(slot: Slot, status: EncounterStatus) -> Sequence[EncounterStatus]:
    if status is _S.LEFT_WITHOUT_BEING_SEEN:
        return (_S.ARRIVED, _S.WAITING, status)
    path = _PATH[: _PATH.index(status) + 1]
    prepared = status in {_S.WITH_ASSISTANT, _S.READY_FOR_DOCTOR} or slot.doctor == "martin"
    return path if prepared else [each for each in path if each not in {_S.WITH_ASSISTANT, _S.READY_FOR_DOCTOR}]


def _who(slot: Slot, to: EncounterStatus) -> str:
    if to in {_S.WITH_DOCTOR, _S.LEAVING}:
        return slot.doctor
    return "sarah" if to in {_S.WITH_ASSISTANT, _S.READY_FOR_DOCTOR} else "julie"
