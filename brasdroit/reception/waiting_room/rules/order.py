"""The order of passage, the delays and the words of the waiting room.

Order, per practitioner: emergencies by arrival; then everybody by the time that counts for them. For an appointment it is
the appointment's time, however early the patient came; a patient later than the tolerance counts from the arrival; a
walk-in counts from the arrival plus the walk-in margin, so that nobody who booked and came in time is overtaken for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

from brasdroit.foundation.clock.ages import minutes_wording
from brasdroit.foundation.clock.formats import clock_time
from brasdroit.reception.waiting_room.types import Arrival, Coming, Consultation, DisplayEntry, Lateness, Passage

TOLERANCE, WALK_IN_MARGIN, ROUNDING, FULL_GAUGE = 10, 15, 5, 45
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


def minutes_between(start: datetime, end: datetime) -> int:
    """Whole minutes elapsed, never below 0; right across a change of the clocks."""
    return max((end.astimezone(UTC) - start.astimezone(UTC)) // timedelta(minutes=1), 0)


def order_of_passage(arrivals: Iterable[Arrival], *, tolerance: int = TOLERANCE) -> tuple[Arrival, ...]:
    """The arrivals in the order in which they should pass (several practitioners interleaved by time)."""
    return tuple(sorted(arrivals, key=lambda each: _key(each, tolerance)))


def passages(
    arrivals: Iterable[Arrival], consultations: Iterable[Consultation], *, now: datetime, tolerance: int = TOLERANCE
) -> tuple[Passage, ...]:
    """Rank, reason and expected wait of everybody, practitioner by practitioner in the order of passage.

    The wait adds what is left of the running consultation (5 minutes when it has outrun its time) and the planned time of
    those before; an appointment is not expected before its own time.
    """
    free_in = {each.practitioner: _left(each, now) for each in consultations}
    ranks: dict[str, int] = {}
    result = []
    for arrival in order_of_passage(arrivals, tolerance=tolerance):
        who = arrival.practitioner
        wait = max(free_in.get(who, 0), _until_appointment(arrival, now))
        free_in[who], ranks[who] = wait + arrival.minutes, ranks.get(who, 0) + 1
        result.append(Passage(arrival.reference, who, ranks[who], reason(arrival, tolerance=tolerance), _rounded(wait)))
    return tuple(result)


def delay(arrivals: Iterable[Arrival], *, now: datetime) -> int:
    """The delay of one practitioner (minutes): how long the longest overdue patient who came in time has waited past his time."""
    return max((_overdue(each, now) for each in arrivals), default=0)


def delays(arrivals: Iterable[Arrival], *, now: datetime) -> Mapping[str, int]:
    """The delay of every practitioner who has somebody waiting, in minutes."""
    result: dict[str, int] = {}
    for each in arrivals:
        result[each.practitioner] = max(result.get(each.practitioner, 0), _overdue(each, now))
    return result


def gauge(waited: int, full: int = FULL_GAUGE) -> float:
    """How full the waiting gauge is, 0.0 to 1.0; `full` minutes fill it."""
    return min(max(waited, 0) / full, 1.0)


def reason(arrival: Arrival, *, tolerance: int = TOLERANCE) -> str:
    """Why somebody has this place (French)."""
    if arrival.coming is Coming.EMERGENCY:
        return "urgence"
    if arrival.appointment_at is None:
        return f"sans rendez-vous, arrivé à {clock_time(arrival.arrived_at)}"
    if minutes_between(arrival.appointment_at, arrival.arrived_at) > tolerance:
        return f"rendez-vous de {clock_time(arrival.appointment_at)}, arrivé à {clock_time(arrival.arrived_at)}"
    return f"rendez-vous de {clock_time(arrival.appointment_at)}"


def lateness(appointment_at: datetime, now: datetime, minutes: int, *, tolerance: int = TOLERANCE) -> Lateness:
    """What to propose for a late patient whose appointment lasts `minutes`: on_time, late_keep, late_fit_in or late_rebook."""
    late = minutes_between(appointment_at, now)
    if late == 0:
        return Lateness(0, "on_time", "À l’heure.")
    if late <= tolerance:
        return Lateness(late, "late_keep", f"En retard de {minutes_wording(late)}\u202f: garde sa place.")
    if late < minutes + tolerance:
        return Lateness(
            late, "late_fit_in", f"En retard de {minutes_wording(late)}\u202f: passe après les patients à l’heure."
        )
    explanation = f"En retard de {minutes_wording(late)}\u202f: demander au médecin, ou proposer un autre rendez-vous."
    return Lateness(late, "late_rebook", explanation)


def waiting_text(waited: int) -> str:
    """« vient d’arriver », « attend 14 min », « attend 1 h 05 »."""
    return f"attend {minutes_wording(waited)}" if waited > 0 else "vient d’arriver"


def delay_text(late: int) -> str:
    """« à l’heure » up to 4 minutes, then « retard 10 min »."""
    return "à l’heure" if late < ROUNDING else f"retard {minutes_wording(late)}"


def expected_text(expected: int) -> str:
    """« passe maintenant », « environ 15 min »."""
    return "passe maintenant" if expected == 0 else f"environ {minutes_wording(expected)}"


def companions_text(companions: int) -> str:
    """« seul », « 1 accompagnant », « 2 accompagnants »."""
    return "seul" if companions == 0 else f"{companions} accompagnant{'s' if companions > 1 else ''}"


def call_number(practitioner_rank: int, arrival_rank: int) -> str:
    """« B 12 »: the practitioner's letter (rank from 0, without I and O that read as figures) and a number from 1 to 99.

    Raises ValueError on a negative practitioner rank or an arrival rank below 1.
    """
    if practitioner_rank < 0 or arrival_rank < 1:
        raise ValueError("practitioner rank starts at 0 and arrival rank at 1")
    return f"{LETTERS[practitioner_rank % len(LETTERS)]} {(arrival_rank - 1) % 99 + 1}"


def display(arrivals: Iterable[Arrival]) -> tuple[DisplayEntry, ...]:
    """The lines of the public screen: those called first, then the others by call number, which hides the order and the reason."""
    entries = [DisplayEntry(each.call_number, each.room if each.called else "", each.called) for each in arrivals]
    return tuple(sorted(entries, key=lambda each: (not each.called, _natural(each.call_number))))


def _key(arrival: Arrival, tolerance: int) -> tuple[int, datetime, datetime, str]:
    arrived = arrival.arrived_at.astimezone(UTC)
    if arrival.coming is Coming.EMERGENCY:
        return 0, arrived, arrived, arrival.reference
    return 1, _counting_from(arrival, tolerance), arrived, arrival.reference


def _counting_from(arrival: Arrival, tolerance: int) -> datetime:
    arrived = arrival.arrived_at.astimezone(UTC)
    if arrival.appointment_at is None:
        return arrived + timedelta(minutes=WALK_IN_MARGIN)
    booked = arrival.appointment_at.astimezone(UTC)
    return booked if arrived - booked <= timedelta(minutes=tolerance) else arrived


def _left(consultation: Consultation, now: datetime) -> int:
    return max(consultation.minutes - minutes_between(consultation.started_at, now), ROUNDING)


def _until_appointment(arrival: Arrival, now: datetime) -> int:
    if arrival.appointment_at is None or arrival.coming is Coming.EMERGENCY:
        return 0
    return minutes_between(now, arrival.appointment_at)


def _overdue(arrival: Arrival, now: datetime) -> int:
    if arrival.appointment_at is None or arrival.coming is Coming.EMERGENCY:
        return 0
    return minutes_between(max(arrival.appointment_at, arrival.arrived_at, key=lambda each: each.astimezone(UTC)), now)


def _rounded(minutes: int) -> int:
    return -(-minutes // ROUNDING) * ROUNDING


def _natural(number: str) -> tuple[str, int]:
    letter, _, rank = number.partition(" ")
    return letter, int(rank) if rank.isdecimal() else 0
