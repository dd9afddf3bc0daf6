"""The board in words: one card per visit, with what may be done with it by whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.clock.ages import counted, minutes_wording
from brasdroit.foundation.clock.formats import clock_time, day_in_words
from brasdroit.practice.missions.selectors import Entrusted, entrusted
from brasdroit.reception.waiting_room.rules import delay_text, expected_text, lateness, minutes_between
from brasdroit.reception.waiting_room.selectors.board import HERE, Board, Lane, Visit
from brasdroit.record.encounters.rules import chip
from brasdroit.record.encounters.types import EncounterStatus
from brasdroit.record.patients.rules.naming import capitalised
from brasdroit.web.reception.waiting_room.actions import Move, closing, more_moves, moves
from brasdroit.web.reception.waiting_room.chips import Chip, chips

S = EncounterStatus
FULL_GAUGE = 45
LONG_WAIT = 20
KEPT_LEFT = 1
KEPT_EXPECTED = 4
_LOOKS = {S.FINISHED: "done", S.WITH_DOCTOR: "now", S.WITH_ASSISTANT: "mine", S.BOOKED: "expected"}


@dataclass(frozen=True, slots=True)
class Card:
    """One visit as the board shows it. `look`: emergency, done, now, mine, here or expected."""

    id: UUID
    href: str
    time: str
    birth_name: str
    used_name: str
    given_name: str
    why: str
    look: str
    chips: list[Chip]
    waited: int | None
    waited_text: str
    long_wait: bool
    number: str
    turn: str
    turn_why: str
    version: int
    moves: list[Move]
    more: list[Move]


@dataclass(frozen=True, slots=True)
class LaneView:
    """One doctor's column: his name, delay in words, cards; `left` are folded away."""

    id: UUID
    name: str
    short_name: str
    delay: str
    late: bool
    mine: bool
    cards: list[Card]
    left: list[Card] = field(default_factory=list)
    later: list[Card] = field(default_factory=list)
    summary: str = ""


@dataclass(frozen=True, slots=True)
class BoardView:
    """The whole board, and how it stands in one sentence."""

    lanes: list[LaneView]
    sentence: str
    topics: str


@dataclass(frozen=True, slots=True)
class OpenVisit:
    """A visit of a past day that nobody closed, and who may close it how; `hint` where this person may not."""

    card: Card
    day: str
    status: str
    moves: list[Move]
    hint: str


def open_visits(visits: Iterable[Visit], board: Board, actor: Actor) -> list[OpenVisit]:
    """The visits to close. One query for an assistant, none for others."""
    rights = entrusted(actor, timezone.localdate(board.now))
    return [_open_visit(visit, board, actor, rights) for visit in visits]


def _open_visit(visit: Visit, board: Board, actor: Actor, rights: Entrusted) -> OpenVisit:
    found = closing(visit, actor, rights)
    hint = "" if found else f"À clore par le {visit.encounter.doctor.short_name}."
    return OpenVisit(
        _card(visit, board, actor, rights),
        day_in_words(visit.encounter.day, timezone.localdate(board.now)),
        chip(visit.status).word,
        found,
        hint,
    )


def board_view(board: Board, actor: Actor, *, only: UUID | None = None, fold: bool = False) -> BoardView:
    """The board in words; `only` keeps the lane of one member, `fold` folds those expected later. One query for an assistant, none for others."""
    rights = entrusted(actor, timezone.localdate(board.now))
    lanes = [lane for lane in board.lanes if only is None or lane.doctor.pk == only]
    views = [_lane(lane, board, actor, rights, fold=fold) for lane in lanes]
    views.sort(key=lambda lane: not lane.mine)
    return BoardView(views, day_sentence(board), f"waiting_room agenda:{timezone.localdate(board.now).isoformat()}")


def day_sentence(board: Board) -> str:
    """« 2 médecins, 41 rendez-vous. Le Dr Martin a 10 minutes de retard. »"""
    if not board.lanes:
        return "Aucun rendez-vous aujourd’hui."
    late = [lane for lane in board.lanes if delay_text(lane.delay) != "à l’heure"]
    counts = f"{counted(len(board.lanes), 'médecin')}, {board.booked} rendez-vous."
    if not late:
        return f"{counts} Tout le monde est à l’heure."
    late.sort(key=lambda lane: -lane.delay)
    said = [f"le {lane.doctor.short_name} a {_delay_words(lane.delay)} de retard" for lane in late]
    text = ", ".join(said)
    return f"{counts} {text[0].upper()}{text[1:]}."


def _delay_words(minutes: int) -> str:
    return counted(minutes, "minute") if minutes < 60 else minutes_wording(minutes)


def _lane(lane: Lane, board: Board, actor: Actor, rights: Entrusted, *, fold: bool) -> LaneView:
    mine = lane.doctor.membership_id == actor.membership_id
    visits = sorted(lane.visits, key=_for_doctor) if mine else lane.visits
    cards = [_card(visit, board, actor, rights) for visit in visits]
    later = [card for card in cards if card.look == "expected"][KEPT_EXPECTED:] if fold else []
    left = [card for card in cards if card.look == "done"]
    folded = left[:-KEPT_LEFT] if len(left) > KEPT_LEFT else []
    waiting = sum(visit.status in HERE for visit in lane.visits)
    return LaneView(
        id=lane.doctor.pk,
        name=lane.doctor.display_name,
        short_name=lane.doctor.short_name,
        delay=delay_text(lane.delay),
        late=delay_text(lane.delay) != "à l’heure",
        mine=mine,
        cards=[card for card in cards if card not in folded and card not in later],
        left=folded,
        later=later,
        summary=f"{counted(waiting, 'présent')}, {counted(lane.count(S.BOOKED), 'attendu')}",
    )


def _for_doctor(visit: Visit) -> int:
    """For the doctor: whom he sees now, emergencies, those ready for him, then the others in their order."""
    if visit.passage is None:
        return 4 if visit.status is S.BOOKED else 0
    return 1 if visit.emergency else 2 if visit.status is S.READY_FOR_DOCTOR else 3


def _card(visit: Visit, board: Board, actor: Actor, rights: Entrusted) -> Card:
    row = visit.encounter
    waiting = visit.waited if visit.status in {S.ARRIVED, S.WAITING, S.READY_FOR_DOCTOR} else None
    return Card(
        id=row.pk,
        href=reverse("arrival_check", args=[row.pk]),
        time=clock_time(timezone.localtime(row.planned_start)),
        birth_name=printed(row.patient.birth_name),
        used_name=printed(row.patient.used_name),
        given_name=capitalised(row.patient.used_given_name or row.patient.first_birth_given_name),
        why=row.reason or row.service_label,
        look=_look(visit),
        chips=chips(visit, actor, board.now),
        waited=min(waiting, FULL_GAUGE) if waiting is not None else None,
        waited_text=_waited_text(waiting),
        long_wait=(waiting or 0) >= LONG_WAIT,
        number=visit.check_in.call_number if visit.check_in and visit.status in HERE else "",
        turn=_turn(visit, board),
        turn_why=f"{visit.passage.reason}." if visit.passage else "",
        version=row.version,
        moves=moves(visit, actor, rights),
        more=more_moves(visit, actor, rights, board.now),
    )


def printed(name: str) -> str:
    """A name as printers set it."""
    return name.replace("'", "’")


def _look(visit: Visit) -> str:
    return "emergency" if visit.emergency and visit.passage else _LOOKS.get(visit.status, "here")


def _waited_text(waited: int | None) -> str:
    return f"Attente de {minutes_wording(waited)}" if waited is not None else ""


def _turn(visit: Visit, board: Board) -> str:
    """When the doctor is expected to see him, or what to do with somebody late."""
    row = visit.encounter
    if visit.passage:
        wait = visit.passage.expected_minutes
        return f"{'' if wait == 0 else 'passage dans '}{expected_text(wait)}"
    if visit.status is S.BOOKED:
        start = timezone.localtime(row.planned_start)
        late = lateness(start, board.now, minutes_between(row.planned_start, row.planned_end))
        return late.explanation if late.minutes else ""
    return ""
