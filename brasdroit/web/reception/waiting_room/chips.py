"""The chips of a card: where the patient stands, and what must not be forgotten."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.clock.ages import counted, minutes_wording
from brasdroit.foundation.clock.formats import clock_time
from brasdroit.reception.waiting_room.rules import companions_text, minutes_between
from brasdroit.reception.waiting_room.rules.arrival import UNCHECKED
from brasdroit.reception.waiting_room.rules.order import TOLERANCE
from brasdroit.reception.waiting_room.selectors.board import HERE, Visit
from brasdroit.record.encounters.rules import chip as status_chip
from brasdroit.record.encounters.types import EncounterStatus, Wording
from brasdroit.record.patients.rules.file_codes import ACCOMMODATION_ICONS, ACCOMMODATION_KINDS
from brasdroit.record.patients.types import IdentityStatus

S = EncounterStatus
_SEXES = {"M": Wording.MASCULINE, "F": Wording.FEMININE}


@dataclass(frozen=True, slots=True)
class Chip:
    """As the component chip takes it."""

    label: str
    tone: str
    icon: str
    title: str = ""


def wording(sex: str) -> Wording:
    """How adjectives agree with the patient."""
    return _SEXES.get(sex, Wording.NEUTRAL)


def chips(visit: Visit, actor: Actor, now: datetime) -> list[Chip]:
    """Urgency first, then the state, then what to mind while the patient is expected or here."""
    found = [Chip("Urgence", "alert", "siren")] if visit.emergency and visit.status in HERE else []
    found.append(state_chip(visit, actor, now))
    if visit.status is not S.FINISHED:
        found += list(_reminders(visit))
    return found


def state_chip(visit: Visit, actor: Actor, now: datetime) -> Chip:
    """Where the patient stands, in words that agree with him and with the reader."""
    if say := _STATES.get(visit.status):
        return say(visit, actor, now)
    shown = status_chip(visit.status, wording(visit.encounter.patient.sex))
    return Chip(shown.word, shown.tone.value, shown.icon)


def _booked(visit: Visit, actor: Actor, now: datetime) -> Chip:
    late = minutes_between(visit.encounter.planned_start, now)
    if late > TOLERANCE:
        return Chip(f"En retard de {minutes_wording(late)}", "wait", "alarm-clock")
    word = status_chip(S.BOOKED, wording(visit.encounter.patient.sex)).word
    return Chip(word, "plain", "clock")


def _waiting(visit: Visit, actor: Actor, now: datetime) -> Chip:
    waited = visit.waited or 0
    return Chip(f"Attend {minutes_wording(waited)}" if waited else "Vient d’arriver", "wait", "armchair")


def _with_assistant(visit: Visit, actor: Actor, now: datetime) -> Chip:
    who, room = visit.encounter.assistant, visit.encounter.room
    mine = who is not None and who.membership_id == actor.membership_id
    name = "moi" if mine else who.short_name if who else "l’assistant"
    return Chip(f"Avec {name}{f', {room.name.lower()}' if room else ''}", "accent", "user-check")


def _ready(visit: Visit, actor: Actor, now: datetime) -> Chip:
    word = "Prête" if visit.encounter.patient.sex == "F" else "Prêt"
    mine = visit.encounter.doctor.membership_id == actor.membership_id
    return Chip(f"{word} pour {'vous' if mine else 'le médecin'}", "ok", "clipboard-check")


def _with_doctor(visit: Visit, actor: Actor, now: datetime) -> Chip:
    doctor = visit.encounter.doctor
    mine = doctor.membership_id == actor.membership_id
    return Chip("Avec moi" if mine else f"Avec le {doctor.short_name}", "accent", "stethoscope")


def _finished(visit: Visit, actor: Actor, now: datetime) -> Chip:
    at = visit.encounter.finished_at or visit.encounter.status_at
    word = status_chip(S.FINISHED, wording(visit.encounter.patient.sex)).word
    return Chip(f"{word} {clock_time(timezone.localtime(at))}", "plain", "check")


_STATES: dict[EncounterStatus, Callable[[Visit, Actor, datetime], Chip]] = {
    S.BOOKED: _booked,
    S.ARRIVED: _waiting,
    S.WAITING: _waiting,
    S.WITH_ASSISTANT: _with_assistant,
    S.READY_FOR_DOCTOR: _ready,
    S.WITH_DOCTOR: _with_doctor,
    S.FINISHED: _finished,
}


def _reminders(visit: Visit) -> Iterator[Chip]:
    if _identity_open(visit):
        yield Chip("Identité à vérifier", "wait", "id-card")
    for kind, note in visit.accommodations:
        yield Chip(ACCOMMODATION_KINDS.get(kind, kind), "info", ACCOMMODATION_ICONS.get(kind, "hand-helping"), note)
    if visit.check_in and visit.status in HERE:
        if visit.check_in.missing:
            yield Chip(f"{counted(len(visit.check_in.missing), 'pièce')} à demander", "wait", "file-exclamation-point")
        if visit.check_in.companions:
            yield Chip(companions_text(visit.check_in.companions), "plain", "users")


def _identity_open(visit: Visit) -> bool:
    patient = visit.encounter.patient
    open_status = patient.identity_status in {IdentityStatus.PROVISIONAL, IdentityStatus.RETRIEVED}
    unchecked = visit.check_in is not None and visit.check_in.identity_check == UNCHECKED
    return bool(open_status or patient.is_doubtful or unchecked)
