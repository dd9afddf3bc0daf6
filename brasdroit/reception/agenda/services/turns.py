"""Whose turn it is, and whether the time is free: what every change of the agenda goes through.

Rivals wait for one another before they look: SQLite lets one writer in at a time from the beginning of the transaction;
PostgreSQL is asked for a lock per practitioner and per room for that day. Who comes second sees the first one's booking and
is told what is free instead. The exclusion constraints stay behind as the last word (ADR 0005).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import cast
from uuid import UUID

from django.db import IntegrityError
from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.db.turns import wait_for
from brasdroit.foundation.errors import Conflict, Forbidden, Invalid
from brasdroit.practice.members.types import Role
from brasdroit.practice.missions.permissions import require_delegation
from brasdroit.reception.agenda import types
from brasdroit.reception.agenda.rules import Override, check_booking, openings_of_day
from brasdroit.reception.agenda.rules.bookings import HORIZON_DAYS
from brasdroit.reception.agenda.selectors.occupation import busy_between
from brasdroit.reception.agenda.selectors.setup import AgendaSetup, KnownType, Practitioner

TAKEN = "Ce créneau est déjà pris."
_TAKEN_CODES = frozenset({"overlap", "room_taken"})
_SAME_ID = re.compile(r"appointment(_pkey|\.id)\b")
_CONSTRAINTS = ("appointment_practitioner_once", "appointment_room_once")


@dataclass(frozen=True, slots=True)
class Place:
    """A time of a practitioner, in a room or not; `urgent` may use the emergency reserve."""

    practitioner: Practitioner
    kind: KnownType
    start: datetime
    end: datetime
    room_id: UUID | None = None
    site_id: UUID | None = None
    urgent: bool = False
    reference: str = ""

    def wanted(self) -> types.Wanted:
        """As the rules read it."""
        room = str(self.room_id) if self.room_id else None
        return types.Wanted(
            str(self.practitioner.id), self.start, self.end, str(self.kind.id), room, self.reference, self.urgent
        )


def practitioner_of(setup: AgendaSetup, practitioner_id: UUID) -> Practitioner:
    """The practitioner. Raises Invalid when nobody of that identifier has an agenda here."""
    found = setup.practitioners.get(practitioner_id)
    if found is None:
        raise _invalid("practitioner", "Cette personne n’a pas d’agenda dans le cabinet. Choisissez-en une autre.")
    return found


def type_of(setup: AgendaSetup, type_id: UUID, actor: Actor) -> KnownType:
    """The appointment type. Raises Invalid when it is not in use; Forbidden when it is not for this role."""
    found = setup.types.get(type_id)
    if found is None or not found.active:
        raise _invalid("type", "Ce type de rendez-vous n’est plus en usage. Choisissez-en un autre.")
    if not actor.is_system and actor.role not in found.roles:
        raise Forbidden(
            f"«\u202f{found.name}\u202f» n’est pas un rendez-vous que votre rôle peut donner. Demandez au médecin.",
            code="type_not_yours",
        )
    return found


def require_mission(actor: Actor, mission: str, practitioner: Practitioner | None) -> None:
    """Check the assistant's delegation by the doctor concerned (any doctor when the agenda is not a doctor's)."""
    doctor_id = practitioner.id if practitioner is not None and practitioner.role == Role.DOCTOR else None
    require_delegation(actor=actor, mission=mission, doctor_id=doctor_id)


def require_mission_of_one(actor: Actor, mission: str, practitioners: Iterable[Practitioner]) -> None:
    """Check that one of these practitioners entrusted the mission (any doctor of the practice when there are none).

    Raises Forbidden with the sentence about the first of them.
    """
    refusal: Forbidden | None = None
    for each in tuple(practitioners) or (None,):
        try:
            return require_mission(actor, mission, each)
        except Forbidden as error:
            refusal = refusal or error
    if refusal:
        raise refusal
    return None


def placed(
    setup: AgendaSetup,
    practitioner: Practitioner,
    kind: KnownType,
    start: datetime,
    minutes: int,
    *,
    room_id: UUID | None = None,
    urgent: bool = False,
    reference: str = "",
) -> Place:
    """The place meant: whole minutes, and the room of the opening when none is asked for. Raises Invalid on a foreign room."""
    if room_id is not None and room_id not in setup.rooms:
        raise _invalid("room", "Cette salle n’existe pas ou n’est plus utilisée.")
    begin = start.astimezone(UTC).replace(second=0, microsecond=0)
    opening = _opening_at(setup, practitioner, begin)
    room = room_id or (UUID(opening.room) if opening and opening.room else None)
    site = setup.rooms[room].site_id if room and room in setup.rooms else _site_of(setup, opening)
    return Place(practitioner, kind, begin, begin + timedelta(minutes=minutes), room, site, urgent, reference)


def wait_for_turn(*places: tuple[UUID, UUID | None, date]) -> None:
    """Wait until no rival is writing on these practitioners and rooms on these days; held until the transaction ends."""
    wait_for(*(f"{key}:{day}" for practitioner, room, day in places for key in (practitioner, room) if key))


def occupied(setup: AgendaSetup, place: Place) -> list[types.Busy]:
    """What holds the practitioner's and the room's time on that day: one query, exact once the turn has come."""
    first, last = _day_bounds(setup, place.start)
    rooms = [place.room_id] if place.room_id else []
    return busy_between(first, last, practitioner_ids=[place.practitioner.id], room_ids=rooms)


def check_place(
    setup: AgendaSetup, place: Place, actor: Actor, *, overbook: bool = False, busy: list[types.Busy] | None = None
) -> bool:
    """Make sure that the place may be taken; answers whether it is a deliberate overbooking.

    Raises Conflict with the next slots when somebody holds it, Invalid when it is closed, past, reserved or refused.
    """
    held = occupied(setup, place) if busy is None else busy
    override = _override(setup, place, actor, held) if overbook else None
    decision = check_booking(place.wanted(), setup.schedule, held, now=timezone.now(), override=override)
    if decision.code not in {"ok", "overbooking_allowed"}:
        refuse(explained(setup, place) if override is None else decision)
    return decision.code == "overbooking_allowed"


def explained(setup: AgendaSetup, place: Place) -> types.Decision:
    """The refusal with what is free instead, looked for over the coming weeks."""
    now = timezone.now()
    until = max(place.start, now) + timedelta(days=HORIZON_DAYS + 1)
    own = str(place.practitioner.id)
    rooms = {UUID(each.room) for each in setup.schedule.templates if each.practitioner == own and each.room}
    rooms |= {place.room_id} if place.room_id else set()
    busy = busy_between(min(place.start, now), until, practitioner_ids=[place.practitioner.id], room_ids=rooms)
    return check_booking(place.wanted(), setup.schedule, busy, now=now)


def refuse(decision: types.Decision) -> None:
    """Raise what the decision means: Conflict for a time that somebody holds, Invalid for the rest."""
    if decision.code in _TAKEN_CODES:
        raise Conflict(f"{TAKEN} {decision.explanation}", code=decision.code, alternatives=decision.next_slots)
    raise Invalid(decision.explanation, code=decision.code, fields={"start": [decision.explanation]})


@contextmanager
def last_word() -> Iterator[None]:
    """Turn the refusal of the database's own constraint into the sentence that a person reads."""
    try:
        yield
    except IntegrityError as error:
        if any(name in str(error) for name in _CONSTRAINTS):
            raise Conflict(f"{TAKEN} Choisissez-en un autre.", code="overlap") from error
        if _SAME_ID.search(str(error)):
            raise Conflict("Cette demande a déjà été envoyée. Rechargez la page.", code="sent_twice") from error
        raise


def _override(setup: AgendaSetup, place: Place, actor: Actor, busy: list[types.Busy]) -> Override:
    day, own = setup.local_day(place.start), str(place.practitioner.id)
    others = [each for each in busy if each.practitioner == own and each.reference != place.reference]
    count = sum(each.overbooked and setup.local_day(each.start) == day for each in others)
    role = "doctor" if actor.is_system else actor.role
    return Override(cast("types.Role", role), place.practitioner.overbooking, count)


def _day_bounds(setup: AgendaSetup, instant: datetime) -> tuple[datetime, datetime]:
    day = setup.local_day(instant)
    first = datetime.combine(day, time.min, tzinfo=setup.zone)
    return first.astimezone(UTC), datetime.combine(day + timedelta(days=2), time.min, tzinfo=setup.zone).astimezone(UTC)


def _opening_at(setup: AgendaSetup, practitioner: Practitioner, instant: datetime) -> types.Opening | None:
    day = setup.local_day(instant)
    openings = openings_of_day(setup.schedule, day, (str(practitioner.id),), now=timezone.now())
    return next((each for each in openings if each.start <= instant < each.end), None)


def _site_of(setup: AgendaSetup, opening: types.Opening | None) -> UUID | None:
    return UUID(opening.site) if opening and opening.site else next(iter(setup.sites), None)


def _invalid(field: str, sentence: str) -> Invalid:
    return Invalid(sentence, fields={field: [sentence]})
