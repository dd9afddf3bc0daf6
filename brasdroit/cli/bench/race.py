"""Four rivals for each of sixty slots: who gets it, and what the others are told."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from brasdroit.cli.bench.client import Request, Session
from brasdroit.cli.bench.operations import Slot, booking
from brasdroit.cli.bench.practice import BenchPractice
from brasdroit.reception.agenda.selectors import agenda_view

RIVALS = 4
GIVEN, TAKEN = 302, 409


@dataclass(frozen=True, slots=True)
class Race:
    """`booked`: slots given; `double`: slots given twice; `refused_wrongly`: answers that are neither given nor taken,
    and slots that nobody got.
    """

    slots: int
    rivals: int
    booked: int
    double: int
    refused_wrongly: int


def run_race(practice: BenchPractice, session: Session, slots: list[Slot]) -> Race:
    """Let the rivals go at each slot together; the database says afterwards who holds it."""
    answers: list[list[int]] = [[0] * RIVALS for _ in slots]
    ready = threading.Barrier(RIVALS)
    rivals = [
        threading.Thread(target=_run, args=(practice, session, slots, answers, ready, me)) for me in range(RIVALS)
    ]
    for each in rivals:
        each.start()
    for each in rivals:
        each.join()
    holders = _holders(practice, slots)
    odd = sum(status not in {GIVEN, TAKEN} for line in answers for status in line)
    empty = sum(GIVEN not in line for line in answers)
    double = sum(holders[who, start] > 1 for who, start, _ in slots)
    return Race(len(slots), RIVALS, sum(holders[who, start] > 0 for who, start, _ in slots), double, odd + empty)


def _run(
    practice: BenchPractice, session: Session, slots: list[Slot], answers: list[list[int]], ready: threading.Barrier, me: int
) -> None:  # fmt: skip
    line = session.open()
    for place, slot in enumerate(slots):
        request: Request = booking(practice, slot, place * RIVALS + me)
        ready.wait()
        answers[place][me] = line.send(request).status
    line.close()


def _holders(practice: BenchPractice, slots: list[Slot]) -> Counter[tuple[object, object]]:
    zone = slots[0][1].tzinfo
    first = min(start.date() for _, start, _ in slots)
    days = (max(start.date() for _, start, _ in slots) - first) // timedelta(days=1) + 1
    view = agenda_view(practice.house.actors["sarah"], first, days)
    return Counter((card.practitioner_id, card.start.astimezone(zone)) for card in view.cards)
