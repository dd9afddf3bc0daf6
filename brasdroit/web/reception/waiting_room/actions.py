"""What may be done with a visit from its card, by role, by status and by what the doctor entrusted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from brasdroit.foundation.actors import Actor
from brasdroit.practice.members.types import Role
from brasdroit.practice.missions.selectors import Entrusted
from brasdroit.reception.waiting_room.rules import minutes_between
from brasdroit.reception.waiting_room.rules.order import TOLERANCE
from brasdroit.reception.waiting_room.selectors.board import Visit
from brasdroit.record.encounters.rules import STEPS
from brasdroit.record.encounters.types import EncounterStatus

S = EncounterStatus
WELCOME = "ADM-01"
_IN_ROOM = (S.ARRIVED, S.WAITING)


@dataclass(frozen=True, slots=True)
class Move:
    """A button of a card: posts the status `to`, or leads to `href`."""

    label: str
    icon: str
    to: str = ""
    href: str = ""
    main: bool = False


_ASSISTANT = {
    **dict.fromkeys(_IN_ROOM, ((S.WITH_ASSISTANT, "Avec moi", "user-check"),)),
    S.WITH_ASSISTANT: ((S.READY_FOR_DOCTOR, "Prêt pour le {doctor}", "clipboard-check"),),
    S.LEAVING: ((S.FINISHED, "Parti", "door-open"),),
}
_DOCTOR = {
    **dict.fromkeys((*_IN_ROOM, S.WITH_ASSISTANT, S.READY_FOR_DOCTOR), ((S.WITH_DOCTOR, "Avec moi", "stethoscope"),)),
    S.WITH_DOCTOR: ((S.LEAVING, "Au départ", "door-open"),),
    S.LEAVING: ((S.FINISHED, "Parti", "check"),),
}
_SECRETARY = {S.LEAVING: ((S.FINISHED, "Parti", "door-open"),)}
_USUAL = {Role.ASSISTANT: _ASSISTANT, Role.DOCTOR: _DOCTOR, Role.SECRETARY: _SECRETARY}
_FURTHER = {
    S.READY_FOR_DOCTOR: ((S.WITH_ASSISTANT, "Reprendre la préparation", "rotate-ccw"),),
    S.WITH_DOCTOR: ((S.FINISHED, "Parti", "check"), (S.WITH_ASSISTANT, "Repasse avec l’assistant", "user-check")),
    S.WITH_ASSISTANT: ((S.WAITING, "Revient en salle d’attente", "armchair"),),
}

_CLOSING = (
    (S.FINISHED, "Parti", "check"),
    (S.WITH_DOCTOR, "Vu en consultation", "stethoscope"),
    (S.LEFT_WITHOUT_BEING_SEEN, "Parti sans être vu", "log-out"),
)


def moves(visit: Visit, actor: Actor, rights: Entrusted) -> list[Move]:
    """The usual next step, if this person may take it."""
    if visit.status is S.BOOKED:
        return [_arrival(visit)] if _may_welcome(visit, actor, rights) else []
    if actor.role == Role.DOCTOR and visit.encounter.doctor.membership_id != actor.membership_id:
        return []
    usual = _USUAL.get(Role(actor.role), {}).get(visit.status, ())
    return [_move(visit, *step) for step in usual if _may(visit, step[0], actor, rights)]


def more_moves(visit: Visit, actor: Actor, rights: Entrusted, now: datetime) -> list[Move]:
    """What is seldom needed: behind the card's menu."""
    found = [_move(visit, *step) for step in _FURTHER.get(visit.status, ()) if _may(visit, step[0], actor, rights)]
    late = visit.status is S.BOOKED and minutes_between(visit.encounter.planned_start, now) > TOLERANCE
    if late and _may_welcome(visit, actor, rights):
        found.append(Move("Pas venue" if visit.encounter.patient.sex == "F" else "Pas venu", "user-x", S.NO_SHOW))
    if visit.check_in is not None:
        href = reverse("arrival_check", args=[visit.encounter.pk])
        found.append(Move("Feuille d’arrivée", "clipboard-list", href=href))
    return found


def closing(visit: Visit, actor: Actor, rights: Entrusted) -> list[Move]:
    """How a visit that was left open is closed by this person."""
    if actor.role == Role.DOCTOR and visit.encounter.doctor.membership_id != actor.membership_id:
        return []
    return [_move(visit, *step) for step in _CLOSING if _may(visit, step[0], actor, rights)]


def _arrival(visit: Visit) -> Move:
    return Move("Arrivée", "door-open", href=reverse("arrival_check", args=[visit.encounter.pk]), main=True)


def _move(visit: Visit, to: EncounterStatus, label: str, icon: str) -> Move:
    word = label.format(doctor=visit.encounter.doctor.short_name)
    if visit.encounter.patient.sex == "F":
        word = word.replace("Prêt ", "Prête ").replace("Parti", "Partie")
    return Move(word, icon, to.value)


def _may(visit: Visit, to: EncounterStatus, actor: Actor, rights: Entrusted) -> bool:
    step = STEPS.get((visit.status, to))
    if step is None or actor.role not in set(step.roles):
        return False
    return not step.missions or any(rights.may(code, visit.encounter.doctor_id) for code in step.missions)


def _may_welcome(visit: Visit, actor: Actor, rights: Entrusted) -> bool:
    return actor.role in {Role.DOCTOR, Role.ASSISTANT, Role.SECRETARY} and rights.may(
        WELCOME, visit.encounter.doctor_id
    )
