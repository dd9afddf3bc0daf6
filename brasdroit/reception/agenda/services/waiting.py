"""The waiting list: who would come earlier, and what is proposed when a slot is freed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.clock.formats import datetime_in_words
from brasdroit.foundation.errors import Conflict, Invalid, NotFound
from brasdroit.foundation.service import service, touch, trace
from brasdroit.reception.agenda.events import SlotFreed
from brasdroit.reception.agenda.models import Appointment, WaitingListEntry
from brasdroit.reception.agenda.permissions import BOOKING_MISSION as MISSION
from brasdroit.reception.agenda.permissions import FOLLOW, WAITING_LIST
from brasdroit.reception.agenda.selectors.setup import Practitioner, agenda_setup
from brasdroit.reception.agenda.selectors.waiting import matching, open_entries, slot_key
from brasdroit.reception.agenda.services.booking import Booking, book
from brasdroit.reception.agenda.services.changes import Change, move
from brasdroit.reception.agenda.services.inputs import known_patient, line
from brasdroit.reception.agenda.services.turns import practitioner_of, require_mission, require_mission_of_one, type_of
from brasdroit.reception.agenda.types import FreeSlot, WaitingStatus
from brasdroit.record.tasks.services import TaskRequest, create_task
from brasdroit.record.tasks.types import TaskSource

TOPIC = "waiting_list"
_ANSWER_FIELDS = [
    "status", "refusals", "slot_practitioner_id", "slot_start", "slot_end", "declined_slots", "closed_at"
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class WaitingFacts:
    """What the patient would take; empty means "any". `instead_of_id` is the later appointment to be replaced."""

    id: UUID
    patient_id: UUID
    type_id: UUID
    practitioner_ids: tuple[UUID, ...] = ()
    first_day: date | None = None
    last_day: date | None = None
    weekdays: tuple[int, ...] = ()
    after: time | None = None
    before: time | None = None
    priority: bool = False
    notice_minutes: int = 60
    phone: str = ""
    note: str = ""
    instead_of_id: UUID | None = None


@service(WAITING_LIST, mission=MISSION)
def add_waiting(*, actor: Actor, facts: WaitingFacts) -> WaitingListEntry:
    """Put a patient on the waiting list; the same `id` again answers the first entry.

    Raises Invalid (patient, type, dates in the wrong order); NotFound for a foreign appointment; Forbidden.
    """
    require_mission_of_one(actor, MISSION, _practitioners(facts.practitioner_ids))
    known = WaitingListEntry.objects.filter(pk=facts.id).first()
    if known is not None:
        return known
    _check(actor, facts)
    entry = WaitingListEntry.objects.create(
        id=facts.id, patient_id=facts.patient_id, type_id=facts.type_id, instead_of_id=facts.instead_of_id,
        practitioners=[str(each) for each in facts.practitioner_ids], weekdays=list(facts.weekdays),
        first_day=facts.first_day, last_day=facts.last_day, after=facts.after, before=facts.before,
        priority=facts.priority, notice_minutes=facts.notice_minutes, phone=line(facts.phone, "phone", 20),
        note=line(facts.note, "note"),
    )  # fmt: skip
    trace("waiting_list.added", subject=entry, about_id=facts.patient_id)
    touch(TOPIC)
    return entry


@service(WAITING_LIST, mission=MISSION)
def propose_slot(
    *, actor: Actor, entry_id: UUID, practitioner_id: UUID, start: datetime, minutes: int | None = None
) -> WaitingListEntry:
    """Note that a slot was proposed to the patient, who has not answered yet.

    Raises Invalid for somebody without an agenda here, NotFound, Conflict, Forbidden.
    """
    require_mission(actor, MISSION, practitioner_of(agenda_setup(), practitioner_id))
    entry = _locked(entry_id)
    length = minutes or entry.type.minutes
    entry.status = WaitingStatus.PROPOSED.value
    entry.slot_practitioner_id, entry.slot_start = practitioner_id, start
    entry.slot_end = start + timedelta(minutes=length)
    return _keep(entry, "waiting_list.proposed")


@service(WAITING_LIST, mission=MISSION)
def decline_slot(
    *, actor: Actor, entry_id: UUID, practitioner_id: UUID | None = None, start: datetime | None = None
) -> WaitingListEntry:
    """Note that the patient does not take the slot (the one named, else the one proposed to him).

    He stays on the list, after those who refused less, and that slot is not proposed to him again. Raises NotFound.
    """
    entry = _locked(entry_id)
    who, when = practitioner_id or entry.slot_practitioner_id, start or entry.slot_start
    require_mission_of_one(actor, MISSION, _practitioners([who] if who else _wanted(entry)))
    if who and when:
        entry.declined_slots = sorted({*entry.declined_slots, slot_key(who, when)})
    entry.status, entry.refusals = WaitingStatus.WAITING.value, entry.refusals + 1
    entry.slot_practitioner_id = entry.slot_start = entry.slot_end = None
    return _keep(entry, "waiting_list.declined")


@service(WAITING_LIST, mission=MISSION)
def reconsider_slot(*, actor: Actor, entry_id: UUID, practitioner_id: UUID, start: datetime) -> WaitingListEntry:
    """Take back a refusal noted by mistake: the slot may be proposed to the patient again. Raises NotFound, Conflict."""
    entry, key = _locked(entry_id), slot_key(practitioner_id, start)
    require_mission_of_one(actor, MISSION, _practitioners([practitioner_id]))
    if key not in entry.declined_slots:
        raise Conflict("Cette personne n’a pas refusé cette place. Rechargez la page.", code="not_declined")
    entry.declined_slots = [each for each in entry.declined_slots if each != key]
    entry.refusals = max(entry.refusals - 1, 0)
    return _keep(entry, "waiting_list.reconsidered")


@service(WAITING_LIST, mission=MISSION)
def accept_slot(*, actor: Actor, entry_id: UUID, booking: Booking) -> Appointment:
    """Give the slot to the patient: the later appointment he had moves there, or a new one is booked; he leaves the list.

    Raises as `book` and `move` do; the entry then stays as it was.
    """
    entry = _locked(entry_id)
    require_mission(actor, MISSION, agenda_setup().practitioners.get(booking.practitioner_id))
    appointment = _brought_forward(actor, entry, booking) or _newly_booked(actor, entry, booking)
    entry.status, entry.closed_at = WaitingStatus.ACCEPTED.value, timezone.now()
    _keep(entry, "waiting_list.accepted")
    return appointment


@service(WAITING_LIST, mission=MISSION)
def withdraw_waiting(*, actor: Actor, entry_id: UUID) -> WaitingListEntry:
    """Take a patient off the list. Raises NotFound, Conflict when he is off it already, Forbidden."""
    entry = _locked(entry_id)
    require_mission_of_one(actor, MISSION, _practitioners(_wanted(entry)))
    entry.status, entry.closed_at = WaitingStatus.WITHDRAWN.value, timezone.now()
    return _keep(entry, "waiting_list.withdrawn")


@service(FOLLOW)
def offer_freed_slot(*, actor: Actor, freed: SlotFreed) -> UUID | None:
    """Ask the team to call the first patient of the waiting list whom a freed slot fits; None when it fits nobody."""
    setup = agenda_setup()
    slot = FreeSlot(str(freed.practitioner_id), freed.start, freed.end)
    matches = matching(setup, slot, open_entries(), now=timezone.now())
    if not matches:
        return None
    entry, match = matches[0]
    practitioner = setup.practitioners[freed.practitioner_id].short_name
    when = datetime_in_words(freed.start.astimezone(setup.zone))
    others = (
        f" {len(matches) - 1} autre(s) personne(s) de la liste d’attente peuvent aussi venir." if matches[1:] else ""
    )
    request = TaskRequest(
        title=f"Proposer la place libérée du {when}, {practitioner}",
        source=TaskSource.AGENDA,
        reason=f"Liste d’attente\u202f: {', '.join(match.reasons)}.{others}",
        patient_id=entry.patient_id,
        due_on=min(setup.local_day(freed.start), timezone.localdate()),
        origin_id=freed.appointment_id,
    )
    return create_task(actor=actor, request=request).pk


def _check(actor: Actor, facts: WaitingFacts) -> None:
    known_patient(facts.patient_id)
    setup = agenda_setup()
    type_of(setup, facts.type_id, actor)
    problems = {}
    if any(each not in setup.practitioners for each in facts.practitioner_ids):
        problems["practitioners"] = ["Cette personne n’a pas d’agenda dans le cabinet."]
    if facts.first_day and facts.last_day and facts.last_day < facts.first_day:
        problems["last_day"] = ["La dernière date vient avant la première\u202f: vérifiez les deux."]
    if facts.after and facts.before and facts.before <= facts.after:
        problems["before"] = ["L’heure de fin vient avant l’heure de début\u202f: vérifiez les deux."]
    if problems:
        raise Invalid("La demande n’est pas complète.", fields=problems)
    if facts.instead_of_id and not _replaceable(facts.instead_of_id, facts.patient_id).exists():
        raise NotFound


def _replaceable(appointment_id: UUID, patient_id: UUID) -> QuerySet[Appointment]:
    rows: QuerySet[Appointment] = Appointment.objects.filter(pk=appointment_id, patient_id=patient_id)
    return rows


def _locked(entry_id: UUID) -> WaitingListEntry:
    rows = WaitingListEntry.objects.select_for_update(of=("self",)).select_related("type")
    entry: WaitingListEntry | None = rows.filter(pk=entry_id).first()
    if entry is None:
        raise NotFound
    if entry.status not in {WaitingStatus.WAITING, WaitingStatus.PROPOSED}:
        raise Conflict("Cette personne n’est plus sur la liste d’attente. Rechargez la page.", code="already_closed")
    return entry


def _wanted(entry: WaitingListEntry) -> list[UUID]:
    return [UUID(each) for each in entry.practitioners]


def _practitioners(ids: Iterable[UUID]) -> list[Practitioner]:
    known = agenda_setup().practitioners
    return [known[each] for each in ids if each in known]


def _keep(entry: WaitingListEntry, action: str) -> WaitingListEntry:
    entry.save_edit(expected_version=None, fields=_ANSWER_FIELDS)
    trace(action, subject=entry, about_id=entry.patient_id)
    touch(TOPIC)
    return entry


def _brought_forward(actor: Actor, entry: WaitingListEntry, booking: Booking) -> Appointment | None:
    if entry.instead_of_id is None:
        return None
    change = Change(
        entry.instead_of_id, booking.start, booking.minutes, booking.practitioner_id, booking.room_id, "Liste d’attente"
    )
    return move(actor=actor, change=change)


def _newly_booked(actor: Actor, entry: WaitingListEntry, booking: Booking) -> Appointment:
    return book(actor=actor, booking=replace(booking, patient_id=entry.patient_id, type_id=entry.type_id))
