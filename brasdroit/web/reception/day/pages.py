"""Ma journée in words: the figures, the room, what to do, what to do while the patients are here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.clock.ages import age_wording, counted
from brasdroit.foundation.clock.formats import clock_time, day_in_words
from brasdroit.practice.members.types import Role
from brasdroit.reception.agenda.selectors.offers import next_offer
from brasdroit.reception.waiting_room.selectors.board import Board, Visit, board, waiting_for_doctor
from brasdroit.reception.waiting_room.selectors.figures import DayFigures, day_figures
from brasdroit.record.encounters.types import EncounterStatus
from brasdroit.record.patients.rules.naming import capitalised
from brasdroit.record.tasks.selectors import TaskFilter, tasks, tasks_of_patients
from brasdroit.web.reception.agenda.pages import offer_href
from brasdroit.web.reception.arrival.labels import PIECE_LABELS
from brasdroit.web.reception.waiting_room.pages import BoardView, board_view, printed
from brasdroit.web.record.tasks.pages import TaskRow
from brasdroit.web.record.tasks.pages import rows as task_rows

S = EncounterStatus
TODO_SHOWN = 8
CARE_TEAM = frozenset({Role.ASSISTANT, Role.DOCTOR, Role.SECRETARY})


@dataclass(frozen=True, slots=True)
class Present:
    """What can be done for somebody while he is here."""

    birth_name: str
    given_name: str
    age: str
    href: str
    where: str
    lines: list[str]


@dataclass(frozen=True, slots=True)
class OfferView:
    """A free slot and the first of the waiting list."""

    lane_id: UUID
    time: str
    doctor: str
    patient: str
    patient_id: UUID
    phone: str
    why: str
    href: str


@dataclass(frozen=True, slots=True)
class Urgent:
    """An emergency that waits for the doctor, or a patient ready for him."""

    title: str
    href: str
    text: str


@dataclass(frozen=True, slots=True)
class DayView:
    """The page."""

    title: str
    board: BoardView
    stats: list[dict[str, str]]
    todo: list[TaskRow]
    todo_more: int
    todo_note: str
    present: list[Present]
    urgent: list[Urgent]
    offer: OfferView | None = None
    only_mine: bool = False


def day_view(actor: Actor, now: datetime, *, everybody: bool) -> DayView:
    """Ma journée of a doctor, an assistant or a secretary; the number of queries does not depend on the day.

    `everybody`: a doctor asks for the whole room instead of his lane.
    """
    found = board(actor, now)
    mine = next((lane.doctor.pk for lane in found.lanes if lane.doctor.membership_id == actor.membership_id), None)
    only = mine if actor.role == Role.DOCTOR and not everybody else None
    todo = tasks(actor, now.date(), TaskFilter())
    return DayView(
        title=day_in_words(now.date()).capitalize(),
        board=board_view(found, actor, only=only, fold=True),
        stats=stats(day_figures(found, actor), actor),
        todo=task_rows(todo[:TODO_SHOWN], actor, now),
        todo_more=max(len(todo) - TODO_SHOWN, 0),
        todo_note=f"{len(todo)} en attente" if todo else "",
        present=_present(actor, found, now),
        urgent=_urgent(found, only),
        offer=_offer(actor, now) if only is None else None,
        only_mine=only is not None,
    )


def stats(figures: DayFigures, actor: Actor) -> list[dict[str, str]]:
    """The strip: each figure with its unit, and its comparison or its definition."""
    return [
        {"label": "Attente moyenne", **_minutes(figures.waiting.mean), "note": _longest(figures)},
        _prepared(figures, actor),
        {
            "label": _given_label(actor),
            **_minutes(figures.given_back),
            "note": "préparation avant le médecin",
        },
        {
            "label": "Prochaine pause",
            "value": clock_time(figures.pause) if figures.pause else "–",
            "note": _rest(figures),
        },
    ]


def _minutes(value: int | None) -> dict[str, str]:
    return {"value": str(value), "unit": "min"} if value is not None else {"value": "–"}


def _longest(figures: DayFigures) -> str:
    return (
        f"la plus longue {figures.waiting.longest} min" if figures.waiting.longest is not None else "personne n’attend"
    )


def _prepared(figures: DayFigures, actor: Actor) -> dict[str, str]:
    label = "Préparés par vous" if actor.role == Role.ASSISTANT else "Préparés par l’équipe"
    part = figures.prepared_by_me if actor.role == Role.ASSISTANT else figures.prepared
    whole = figures.prepared if actor.role == Role.ASSISTANT else figures.seen
    note = "de l’équipe aujourd’hui" if actor.role == Role.ASSISTANT else "patients vus aujourd’hui"
    return {"label": label, "value": str(part), "unit": f"sur {whole}", "note": note}


def _given_label(actor: Actor) -> str:
    return "Temps qui vous est rendu" if actor.role == Role.DOCTOR else "Temps rendu aux médecins"


def _rest(figures: DayFigures) -> str:
    return f"{counted(figures.left, 'patient')} d’ici là" if figures.pause else "plus personne n’est attendu"


def _present(actor: Actor, found: Board, now: datetime) -> list[Present]:
    here = {visit.encounter.patient_id: visit for visit in found.here}
    asked: dict[UUID, list[str]] = {patient_id: [] for patient_id in here}
    for task in tasks_of_patients(actor, list(here), now.date()):
        if task.patient_id:
            asked[task.patient_id].append(task.title)
    lines = {pk: [*asked[pk], *_missing(visit)] for pk, visit in here.items()}
    return [_person(visit, lines[pk]) for pk, visit in here.items() if lines[pk]]


def _missing(visit: Visit) -> list[str]:
    codes = visit.check_in.missing if visit.check_in else []
    return [PIECE_LABELS.get(code, code) for code in codes]


def _person(visit: Visit, lines: list[str]) -> Present:
    row = visit.encounter
    where = row.room.name.lower() if row.room and visit.status in {S.WITH_ASSISTANT, S.WITH_DOCTOR} else "en attente"
    given = capitalised(row.patient.used_given_name or row.patient.first_birth_given_name)
    age = age_wording(row.patient.birth_date, row.day)
    return Present(printed(row.patient.birth_name), given, age, reverse("arrival_check", args=[row.pk]), where, lines)


def _urgent(found: Board, only: UUID | None) -> list[Urgent]:
    lanes = [lane for lane in found.lanes if only is None or lane.doctor.pk == only]
    waiting = [visit for lane in lanes for visit in lane.visits if visit.emergency and visit.passage]
    return [_emergency(visit) for visit in waiting]


def _emergency(visit: Visit) -> Urgent:
    patient = visit.encounter.patient
    name = f"{printed(patient.birth_name)} {capitalised(patient.first_birth_given_name)}"
    title = f"Urgence pour le {visit.encounter.doctor.short_name} : {name}"
    at = clock_time(timezone.localtime(visit.encounter.arrived_at or visit.encounter.status_at))
    return Urgent(title, reverse("arrival_check", args=[visit.encounter.pk]), f"Arrivée à {at}, à voir maintenant.")


def _offer(actor: Actor, now: datetime) -> OfferView | None:
    found = next_offer(actor, now)
    if found is None:
        return None
    slot, line = found.slot, found.line
    return OfferView(
        slot.practitioner_id, clock_time(slot.start), slot.practitioner, line.patient, line.patient_id, line.phone,
        line.kind.name, offer_href(slot.practitioner_id, slot.start, slot.end),
    )  # fmt: skip


def count_for_rail(actor: Actor) -> int:
    """Who waits for the doctor, wherever he is in the workspace; nothing for the others."""
    return waiting_for_doctor(actor, timezone.localtime()) if actor.role == Role.DOCTOR else 0
