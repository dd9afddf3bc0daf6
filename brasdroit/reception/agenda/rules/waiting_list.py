"""Who would take a freed slot: the entries that fit, in the order to call them, with the reasons of that order."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from brasdroit.foundation.clock.formats import day_in_words
from brasdroit.reception.agenda.rules.instants import end_minute_of, local_minute, minute_of
from brasdroit.reception.agenda.types import FreeSlot, WaitingEntry, WaitingMatch


def waiting_matches(
    slot: FreeSlot, entries: Iterable[WaitingEntry], *, now: datetime, kinds: frozenset[str] = frozenset(),
    timezone: str = "Europe/Paris",
) -> tuple[WaitingMatch, ...]:  # fmt: skip
    """The entries that fit a freed slot, best first.

    In: the slot, the list, the present instant, the appointment types the opening accepts (empty: all). Order: the
    doctor's priority, then the nearest deadline, then the fewest refusals, then the oldest request.
    """
    zone = ZoneInfo(timezone)
    fitting = [each for each in entries if misfit(each, slot, now=now, kinds=kinds, timezone=timezone) is None]
    fitting.sort(
        key=lambda each: (
            not each.priority,
            each.last_day or date.max,
            each.refusals,
            minute_of(each.since),
            each.reference,
        )
    )
    return tuple(WaitingMatch(each.reference, rank, _reasons(each, zone)) for rank, each in enumerate(fitting, start=1))


def misfit(
    entry: WaitingEntry,
    slot: FreeSlot,
    *,
    now: datetime,
    kinds: frozenset[str] = frozenset(),
    timezone: str = "Europe/Paris",
) -> str | None:
    """Why an entry does not fit a slot (French), or None when it does."""
    zone = ZoneInfo(timezone)
    day = slot.start.astimezone(zone).date()
    start, end = minute_of(slot.start), end_minute_of(slot.end)
    checks = (
        (entry.minutes > end - start, f"demande {entry.minutes} minutes, la place en a {end - start}"),
        (bool(entry.practitioners) and slot.practitioner not in entry.practitioners, "souhaite un autre praticien"),
        (
            entry.kind is not None and bool(kinds) and entry.kind not in kinds,
            "ce type de rendez-vous n’est pas prévu à cette heure",
        ),
        (entry.first_day is not None and day < entry.first_day, "n’est pas disponible avant"),
        (entry.last_day is not None and day > entry.last_day, "avait besoin d’une date plus proche"),
        (bool(entry.weekdays) and day.weekday() not in entry.weekdays, "n’est pas disponible ce jour de la semaine"),
        (entry.after is not None and start < local_minute(day, entry.after, zone), "n’est pas disponible si tôt"),
        (
            entry.before is not None and start + entry.minutes > local_minute(day, entry.before, zone),
            "n’est pas disponible si tard",
        ),
        (start - minute_of(now) < entry.notice_minutes, "n’a pas le temps de venir"),
    )
    return next((reason for fails, reason in checks if fails), None)


def _reasons(entry: WaitingEntry, zone: ZoneInfo) -> tuple[str, ...]:
    reasons = ["priorité donnée par le médecin"] if entry.priority else []
    if entry.last_day is not None:
        reasons.append(f"à voir avant le {day_in_words(entry.last_day)}")
    if entry.refusals:
        reasons.append(f"a déjà refusé {entry.refusals} proposition{'s' if entry.refusals > 1 else ''}")
    return (*reasons, f"attend depuis le {day_in_words(entry.since.astimezone(zone).date())}")
