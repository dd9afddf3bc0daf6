"""Organising when the practice receives: weekly openings, exceptions, time kept for emergencies."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import TypeVar
from uuid import UUID

from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.clock.formats import numeric_date
from brasdroit.foundation.errors import Invalid, NotFound
from brasdroit.foundation.service import service, touch, trace
from brasdroit.foundation.tenancy.models import VersionedModel
from brasdroit.practice.members.models import Member
from brasdroit.practice.members.types import Role
from brasdroit.practice.missions.permissions import require_delegation
from brasdroit.practice.organisation.models import Room
from brasdroit.reception.agenda.models import EmergencyReserve, ScheduleException, WeeklyOpening
from brasdroit.reception.agenda.permissions import ORGANISE
from brasdroit.reception.agenda.permissions import PLANNING_MISSION as MISSION
from brasdroit.reception.agenda.services.inputs import line
from brasdroit.reception.agenda.types import ExceptionKind

TOPIC = "agenda"
M = TypeVar("M", bound=VersionedModel)


@dataclass(frozen=True, slots=True)
class OpeningFacts:
    """A weekly opening (local times; weekday 0 is Monday)."""

    id: UUID
    practitioner_id: UUID
    weekday: int
    start: time
    end: time
    valid_from: date
    valid_until: date | None = None
    every_weeks: int = 1
    room_id: UUID | None = None
    kinds: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class ExceptionFacts:
    """A dated change; no practitioner: everybody; no times: the whole day."""

    id: UUID
    kind: ExceptionKind
    first_day: date
    last_day: date
    practitioner_id: UUID | None = None
    start: time | None = None
    end: time | None = None
    weekdays: tuple[int, ...] = ()
    reason: str = ""
    room_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ReserveFacts:
    """Time kept for emergencies until `release_days` days before, at `release_at`."""

    id: UUID
    practitioner_id: UUID
    weekdays: tuple[int, ...]
    start: time
    end: time
    release_at: time
    release_days: int = 0


@service(ORGANISE, mission=MISSION)
def add_opening(*, actor: Actor, facts: OpeningFacts) -> WeeklyOpening:
    """Open a weekly stretch. Raises Invalid (times, dates, foreign room or person); Forbidden."""
    _require(actor, facts.practitioner_id)
    _check_times(facts.start, facts.end)
    if facts.valid_until and facts.valid_until < facts.valid_from:
        raise _invalid("valid_until", "La fin vient avant le début\u202f: vérifiez les deux dates.")
    room = _room(facts.room_id)
    opening = WeeklyOpening(
        id=facts.id, practitioner_id=facts.practitioner_id, weekday=facts.weekday, start=facts.start, end=facts.end,
        valid_from=facts.valid_from, valid_until=facts.valid_until, every_weeks=facts.every_weeks, room=room,
        site_id=room.site_id if room else None, kinds=[str(each) for each in facts.kinds],
    )  # fmt: skip
    return _created(opening, "agenda.opening_added")


@service(ORGANISE, mission=MISSION)
def change_opening(*, actor: Actor, opening_id: UUID, facts: OpeningFacts, today: date) -> WeeklyOpening:
    """Change a weekly opening from `facts.valid_from` on: the present one ends the day before and stays as history.

    An opening that has not begun by that day is replaced. The same `facts.id` again answers the first change. Raises
    Invalid (a day already past, times, room, another person's opening); NotFound; Forbidden.
    """
    known: WeeklyOpening | None = WeeklyOpening.objects.filter(pk=facts.id).first()
    if known is not None:
        return known
    opening = _found(WeeklyOpening, opening_id)
    if facts.practitioner_id != opening.practitioner_id:
        raise _invalid("practitioner", "Un horaire ne change pas de personne\u202f: ajoutez-en un à l’autre.")
    if facts.valid_from < today:
        raise _invalid(
            "valid_from", "Choisissez aujourd’hui ou un jour à venir\u202f: ce qui est passé reste tel quel."
        )
    until = opening.valid_until
    if until and until < facts.valid_from:
        raise _invalid("valid_from", f"Cet horaire finit le {numeric_date(until)}\u202f: choisissez un jour d’ici là.")
    changed = add_opening(actor=actor, facts=replace(facts, valid_until=until))
    if facts.valid_from <= opening.valid_from:
        _ended(opening, "agenda.opening_ended")
        return changed
    opening.valid_until = facts.valid_from - timedelta(days=1)
    opening.save_edit(expected_version=None, fields=["valid_until"])
    trace("agenda.opening_changed", subject=opening, details={"from": facts.valid_from.isoformat()})
    return changed


@service(ORGANISE, mission=MISSION)
def end_opening(*, actor: Actor, opening_id: UUID) -> WeeklyOpening:
    """Take a weekly opening out of the template; appointments already given stay. Raises NotFound, Forbidden."""
    opening = _found(WeeklyOpening, opening_id)
    _require(actor, opening.practitioner_id)
    return _ended(opening, "agenda.opening_ended")


@service(ORGANISE, mission=MISSION)
def add_exception(*, actor: Actor, facts: ExceptionFacts) -> ScheduleException:
    """Note an absence, a closure, a break or an extra opening. The appointments it hits are listed by `hit_by`.

    Raises Invalid (dates, times, an extra opening without a person or hours); Forbidden.
    """
    _require(actor, facts.practitioner_id)
    _check_exception(facts)
    exception = ScheduleException(
        id=facts.id, kind=facts.kind.value, practitioner_id=facts.practitioner_id, first_day=facts.first_day,
        last_day=facts.last_day, start=facts.start, end=facts.end, weekdays=list(facts.weekdays),
        reason=line(facts.reason, "reason", 120), room=_room(facts.room_id),
    )  # fmt: skip
    return _created(exception, "agenda.exception_added")


@service(ORGANISE, mission=MISSION)
def end_exception(*, actor: Actor, exception_id: UUID) -> ScheduleException:
    """Take an exception back. Raises NotFound, Forbidden."""
    exception = _found(ScheduleException, exception_id)
    _require(actor, exception.practitioner_id)
    return _ended(exception, "agenda.exception_ended")


@service(ORGANISE, mission=MISSION)
def add_reserve(*, actor: Actor, facts: ReserveFacts) -> EmergencyReserve:
    """Keep time for emergencies. Raises Invalid, Forbidden."""
    _require(actor, facts.practitioner_id)
    _check_times(facts.start, facts.end)
    if not facts.weekdays:
        raise _invalid("weekdays", "Choisissez au moins un jour de la semaine.")
    reserve = EmergencyReserve(
        id=facts.id, practitioner_id=facts.practitioner_id, weekdays=list(facts.weekdays), start=facts.start,
        end=facts.end, release_at=facts.release_at, release_days=facts.release_days,
    )  # fmt: skip
    return _created(reserve, "agenda.reserve_added")


@service(ORGANISE, mission=MISSION)
def end_reserve(*, actor: Actor, reserve_id: UUID) -> EmergencyReserve:
    """Stop keeping this time. Raises NotFound, Forbidden."""
    reserve = _found(EmergencyReserve, reserve_id)
    _require(actor, reserve.practitioner_id)
    return _ended(reserve, "agenda.reserve_ended")


@service(ORGANISE, mission=MISSION)
def release_reserve(*, actor: Actor, reserve_id: UUID, day: date) -> EmergencyReserve:
    """Give the kept time of one day, any day, back before its hour. Raises Invalid when none is kept then; NotFound."""
    reserve = _reserve_of(actor, reserve_id)
    if day.weekday() not in reserve.weekdays:
        raise _invalid("day", "Aucun temps n’est gardé ce jour-là\u202f: choisissez un des jours de cette réserve.")
    return _released(reserve, {*reserve.released_days, day.isoformat()}, day, "agenda.reserve_released")


@service(ORGANISE, mission=MISSION)
def keep_reserve(*, actor: Actor, reserve_id: UUID, day: date) -> EmergencyReserve:
    """Keep the time of one day for emergencies again, after it was released by hand. Raises NotFound, Forbidden."""
    reserve = _reserve_of(actor, reserve_id)
    return _released(reserve, {*reserve.released_days} - {day.isoformat()}, day, "agenda.reserve_kept")


def _reserve_of(actor: Actor, reserve_id: UUID) -> EmergencyReserve:
    reserve = _found(EmergencyReserve, reserve_id)
    _require(actor, reserve.practitioner_id)
    return reserve


def _released(reserve: EmergencyReserve, days: set[str], day: date, action: str) -> EmergencyReserve:
    reserve.released_days = sorted(days)
    reserve.save_edit(expected_version=None, fields=["released_days"])
    trace(action, subject=reserve, details={"day": day.isoformat()})
    touch(TOPIC, f"agenda:{day.isoformat()}")
    return reserve


def _require(actor: Actor, practitioner_id: UUID | None) -> None:
    """The delegation of the doctor whose hours change (any doctor for everybody's); also refuses a foreign person."""
    role = None
    if practitioner_id is not None:
        role = Member.objects.filter(pk=practitioner_id).values_list("role", flat=True).first()
        if role is None:
            raise _invalid("practitioner", "Cette personne ne fait pas partie du cabinet.")
    require_delegation(actor=actor, mission=MISSION, doctor_id=practitioner_id if role == Role.DOCTOR else None)


def _check_times(start: time, end: time) -> None:
    if end <= start:
        raise _invalid("end", "L’heure de fin vient avant l’heure de début\u202f: vérifiez les deux.")


def _check_exception(facts: ExceptionFacts) -> None:
    if facts.last_day < facts.first_day:
        raise _invalid("last_day", "La fin vient avant le début\u202f: vérifiez les deux dates.")
    if facts.start and facts.end:
        _check_times(facts.start, facts.end)
    if facts.kind is ExceptionKind.EXTRA and not (facts.practitioner_id and facts.start and facts.end):
        raise _invalid("start", "Une ouverture exceptionnelle demande une personne, une heure de début et une de fin.")


def _room(room_id: UUID | None) -> Room | None:
    if room_id is None:
        return None
    room: Room | None = Room.objects.filter(pk=room_id, active=True).first()
    if room is None:
        raise _invalid("room", "Cette salle n’existe pas ou n’est plus utilisée.")
    return room


def _found(model: type[M], key: UUID) -> M:
    row: M | None = model.objects.select_for_update(of=("self",)).filter(pk=key, ended_at=None).first()
    if row is None:
        raise NotFound
    return row


def _created(row: M, action: str) -> M:
    known: M | None = type(row).objects.filter(pk=row.pk).first()
    if known is not None:
        return known
    row.save(force_insert=True)
    trace(action, subject=row)
    touch(TOPIC)
    return row


def _ended(row: M, action: str) -> M:
    vars(row)["ended_at"] = timezone.now()
    row.save_edit(expected_version=None, fields=["ended_at"])
    trace(action, subject=row)
    touch(TOPIC)
    return row


def _invalid(field: str, sentence: str) -> Invalid:
    return Invalid(sentence, fields={field: [sentence]})
