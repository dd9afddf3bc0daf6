"""May this appointment be written here? The same answer for a booking, a move and a resize, explained in French.

These rules explain; the exclusion constraint of the database decides between two rivals of the same second.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from brasdroit.foundation.clock.formats import clock_time, day_in_words
from brasdroit.reception.agenda.rules.instants import Span, end_minute_of, minute_of
from brasdroit.reception.agenda.rules.openings import closing_reason, openings_of_day
from brasdroit.reception.agenda.rules.slots import LONGEST, SHORTEST, Occupation, free_slots
from brasdroit.reception.agenda.rules.wording import instant_text, next_slots_text
from brasdroit.reception.agenda.types import (
    Busy,
    Decision,
    Opening,
    OverbookingRule,
    Role,
    Schedule,
    SlotSearch,
    Wanted,
)

PROPOSED, HORIZON_DAYS = 3, 60
MOVABLE = frozenset({"proposed", "pending", "booked"})
_OVERLAP = "overlap"


@dataclass(frozen=True, slots=True)
class Override:
    """A deliberate overbooking: who asks, the doctor's rule (None: never stated), how many that day already carry the mark."""

    role: Role
    rule: OverbookingRule | None
    count_that_day: int


def check_booking(
    wanted: Wanted, schedule: Schedule, busy: Iterable[Busy], *, now: datetime, override: Override | None = None
) -> Decision:
    """Whether an appointment may be written, else why not and what is free instead.

    Codes: ok, overbooking_allowed | past, too_short, too_long, closed, outside_openings, kind_not_accepted, reserved,
    overlap, room_taken | overbooking_refused, overbooking_full, undetermined (with an override only).
    """
    known = tuple(busy)
    zone = ZoneInfo(schedule.timezone)
    problem = _problem(wanted, schedule, known, now, zone)
    if problem is None:
        return Decision("ok", f"Libre {instant_text(wanted.start, zone)}.")
    if override is not None and problem.code == _OVERLAP:
        return overbooking(override.rule, override.role, override.count_that_day)
    return _with_next(problem, wanted, schedule, known, now, zone)


def check_move(
    wanted: Wanted,
    status: str,
    schedule: Schedule,
    busy: Iterable[Busy],
    *,
    now: datetime,
    override: Override | None = None,
) -> Decision:
    """Whether a drag or a resize holds. `status` is the FHIR Appointment status; adds the code not_movable."""
    if status not in MOVABLE:
        return Decision(
            "not_movable", "Ce rendez-vous est déjà commencé, terminé ou annulé\u202f: il ne se déplace plus."
        )
    return check_booking(wanted, schedule, busy, now=now, override=override)


def overbooking(rule: OverbookingRule | None, role: Role, count_that_day: int) -> Decision:
    """Whether a deliberate overbooking is allowed by the doctor. No rule stated answers "undetermined", never yes."""
    if rule is None:
        explanation = "Le médecin n’a pas dit s’il accepte les rendez-vous en surnombre. Demandez-lui de le préciser."
        return Decision("undetermined", explanation, missing=("overbooking_rule",))
    if not rule.allowed or role not in rule.roles:
        return Decision(
            "overbooking_refused", "Le médecin ne vous a pas autorisé à ajouter un rendez-vous en surnombre."
        )
    if count_that_day >= rule.per_day:
        limit = "aucun surnombre" if rule.per_day == 0 else f"{rule.per_day} surnombre{'s' if rule.per_day > 1 else ''}"
        return Decision("overbooking_full", f"Le médecin accepte {limit} par jour\u202f: la limite est atteinte.")
    explanation = f"Surnombre {count_that_day + 1} sur {rule.per_day} accepté par le médecin, il sera marqué comme tel."
    return Decision("overbooking_allowed", explanation)


def _problem(
    wanted: Wanted, schedule: Schedule, busy: tuple[Busy, ...], now: datetime, zone: ZoneInfo
) -> Decision | None:
    return (
        _bad_times(wanted, now)
        or _outside_openings(wanted, schedule, now, zone)
        or _taken(wanted, busy, zone)
    )  # fmt: skip


def _bad_times(wanted: Wanted, now: datetime) -> Decision | None:
    start, end = _span(wanted)
    if start < minute_of(now):
        return Decision("past", "Cet horaire est déjà passé.")
    if end - start < SHORTEST:
        return Decision("too_short", f"Un rendez-vous dure au moins {SHORTEST} minutes.")
    if end - start > LONGEST:
        return Decision("too_long", f"Un rendez-vous dure au plus {LONGEST // 60} heures.")
    return None


def _outside_openings(wanted: Wanted, schedule: Schedule, now: datetime, zone: ZoneInfo) -> Decision | None:
    day = wanted.start.astimezone(zone).date()
    openings = openings_of_day(schedule, day, (wanted.practitioner,), now=now)
    if not openings:
        reason = closing_reason(schedule, day, wanted.practitioner) or "pas de consultation"
        return Decision("closed", f"Fermé le {day_in_words(day)}\u202f: {reason}.")
    touching = [each for each in openings if _covers_part(each, wanted)]
    if not _covered(wanted, touching):
        hours = ", ".join(f"{_local(each.start, zone)} à {_local(each.end, zone)}" for each in openings)
        return Decision("outside_openings", f"Hors des heures d’ouverture du {day_in_words(day)} ({hours}).")
    if wanted.kind is not None and any(each.kinds and wanted.kind not in each.kinds for each in touching):
        return Decision("kind_not_accepted", "Ce type de rendez-vous n’est pas prévu à cette heure.")
    kept = [each.reserved_until for each in touching if each.reserved_until is not None]
    if kept and not wanted.urgent:
        return Decision("reserved", f"Place gardée pour les urgences jusqu’au {instant_text(max(kept), zone)}.")
    return None


def _taken(wanted: Wanted, busy: tuple[Busy, ...], zone: ZoneInfo) -> Decision | None:
    span = _span(wanted)
    others = [
        each for each in busy if not (wanted.reference and each.reference == wanted.reference) and _touches(each, span)
    ]
    for each in others:
        if each.practitioner == wanted.practitioner:
            return Decision(_OVERLAP, f"Déjà occupé de {_local(each.start, zone)} à {_local(each.end, zone)}.")
    for each in others:
        if wanted.room is not None and each.room == wanted.room:
            return Decision(
                "room_taken", f"La salle est prise de {_local(each.start, zone)} à {_local(each.end, zone)}."
            )
    return None


def _with_next(
    problem: Decision, wanted: Wanted, schedule: Schedule, busy: tuple[Busy, ...], now: datetime, zone: ZoneInfo
) -> Decision:
    start, end = _span(wanted)
    first = max(wanted.start.astimezone(zone).date(), now.astimezone(zone).date())
    search = SlotSearch(
        first_day=first,
        last_day=first + timedelta(days=HORIZON_DAYS),
        minutes=min(max(end - start, SHORTEST), LONGEST),
        practitioners=(wanted.practitioner,),
        kind=wanted.kind,
        urgent=wanted.urgent,
        limit=PROPOSED,
    )
    after = max(now, wanted.start, key=minute_of)
    slots = free_slots(search, schedule, Occupation(busy, ignoring=wanted.reference), now=after)
    explanation = f"{problem.explanation} {next_slots_text(slots, zone)}"
    return replace(problem, explanation=explanation, next_slots=slots)


def _span(wanted: Wanted) -> Span:
    return minute_of(wanted.start), end_minute_of(wanted.end)


def _touches(busy: Busy, span: Span) -> bool:
    return minute_of(busy.start) < span[1] and end_minute_of(busy.end) > span[0]


def _covers_part(opening: Opening, wanted: Wanted) -> bool:
    start, end = _span(wanted)
    return minute_of(opening.start) < end and minute_of(opening.end) > start


def _covered(wanted: Wanted, openings: list[Opening]) -> bool:
    cursor, end = _span(wanted)
    for each in openings:
        if minute_of(each.start) <= cursor:
            cursor = max(cursor, minute_of(each.end))
    return cursor >= end


def _local(instant: datetime, zone: ZoneInfo) -> str:
    return clock_time(instant.astimezone(zone))
