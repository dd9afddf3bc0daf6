from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from brasdroit import wiring
from brasdroit.foundation.audit.log import reads
from brasdroit.foundation.errors import Conflict, Forbidden, Invalid, NotFound
from brasdroit.foundation.guard import writes_allowed
from brasdroit.foundation.identifiers import new_id
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.practice.members.models import Member
from brasdroit.reception.agenda import selectors
from brasdroit.reception.agenda.services import (
    Cancellation,
    ExceptionFacts,
    OpeningFacts,
    ReserveFacts,
    TypeFacts,
    WaitingFacts,
    accept_slot,
    add_exception,
    add_opening,
    add_reserve,
    add_waiting,
    cancel,
    change_opening,
    create_feed,
    decline_slot,
    end_exception,
    end_opening,
    keep_reserve,
    propose_slot,
    release_reserve,
    retire_type,
    revoke_feed,
    save_type,
    withdraw_waiting,
)
from brasdroit.reception.agenda.types import ExceptionKind
from brasdroit.record.models import Task
from tests.factories.agenda import MONDAY, PARIS, Desk, booking, local, make_appointment, make_desk, make_patient
from tests.factories.practice import entrust

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + timedelta(days=1)
NOW = local(9) - timedelta(days=3)


@pytest.fixture
def desk() -> Desk:
    return make_desk()


@pytest.fixture
def _wired() -> None:
    wiring.wire()


def free(desk: Desk, day: date = MONDAY, minutes: int = 60) -> list[str]:
    return [f"{each.start:%H:%M}" for each in selectors.free_slots_of_day(desk.actor(), day, minutes=minutes)]


def waiting(desk: Desk, **fields: Any) -> WaitingFacts:
    patient = make_patient(desk.tenant_id)
    return WaitingFacts(id=new_id(), patient_id=patient.pk, type_id=desk.kind.pk, **fields)


def test_a_new_opening_is_free_at_once_and_gone_when_ended(desk: Desk) -> None:
    facts = OpeningFacts(new_id(), desk.doctor.pk, 0, time(14), time(16), date(2024, 1, 1))
    opening = add_opening(actor=desk.actor("doctor"), facts=facts)
    assert free(desk) == ["09:00", "10:00", "11:00", "14:00", "15:00"]
    end_opening(actor=desk.actor("doctor"), opening_id=opening.pk)
    assert free(desk) == ["09:00", "10:00", "11:00"]


def test_an_absence_lists_the_appointments_it_hits(desk: Desk) -> None:
    hit, spared = make_appointment(desk, local(9)), make_appointment(desk, local(9, day=TUESDAY))
    facts = ExceptionFacts(new_id(), ExceptionKind.ABSENCE, MONDAY, MONDAY, desk.doctor.pk, reason="Formation")
    exception = add_exception(actor=desk.actor("doctor"), facts=facts)
    found = selectors.hit_by(desk.actor(), MONDAY, TUESDAY, practitioner_id=desk.doctor.pk)
    assert [each.id for each in found] == [hit.pk]
    assert spared.pk not in [each.id for each in found]
    assert selectors.agenda_view(desk.actor(), MONDAY).columns[0].closed == {MONDAY: "Formation"}
    end_exception(actor=desk.actor("doctor"), exception_id=exception.pk)
    assert selectors.hit_by(desk.actor(), MONDAY, TUESDAY) == []


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"last_day": date(2030, 3, 1)}, "last_day"),
        ({"start": time(10), "end": time(9)}, "end"),
        ({"kind": ExceptionKind.EXTRA}, "start"),
        ({"practitioner_id": uuid4()}, "practitioner"),
        ({"room_id": uuid4()}, "room"),
    ],
    ids=["days", "times", "extra", "person", "room"],
)
def test_an_exception_that_makes_no_sense_is_refused(desk: Desk, fields: dict[str, Any], field: str) -> None:
    values = {"id": new_id(), "kind": ExceptionKind.ABSENCE, "first_day": MONDAY, "last_day": MONDAY, **fields}
    with pytest.raises(Invalid) as refusal:
        add_exception(actor=desk.actor("doctor"), facts=ExceptionFacts(**values))
    assert list(refusal.value.fields) == [field]


def test_organising_is_entrusted_to_an_assistant_by_its_own_mission(desk: Desk) -> None:
    facts = OpeningFacts(new_id(), desk.doctor.pk, 0, time(14), time(16), date(2024, 1, 1))
    entrust(desk.doctor, desk.team.assistant, "ADM-02")
    with pytest.raises(Forbidden):
        add_opening(actor=desk.actor("assistant"), facts=facts)
    entrust(desk.doctor, desk.team.assistant, "ADM-13")
    assert add_opening(actor=desk.actor("assistant"), facts=facts).pk == facts.id


def test_time_kept_for_emergencies_is_given_back_for_a_day(desk: Desk) -> None:
    facts = ReserveFacts(new_id(), desk.doctor.pk, (0,), time(11), time(12), time(8))
    reserve = add_reserve(actor=desk.actor("doctor"), facts=facts)
    assert free(desk) == ["09:00", "10:00"]
    release_reserve(actor=desk.actor("doctor"), reserve_id=reserve.pk, day=MONDAY)
    assert free(desk) == ["09:00", "10:00", "11:00"]
    assert free(desk, MONDAY + timedelta(days=7)) == ["09:00", "10:00"]
    keep_reserve(actor=desk.actor("doctor"), reserve_id=reserve.pk, day=MONDAY)
    assert free(desk) == ["09:00", "10:00"]
    with pytest.raises(Invalid) as refused:
        release_reserve(actor=desk.actor("doctor"), reserve_id=reserve.pk, day=TUESDAY)
    assert list(refused.value.fields) == ["day"]


def test_an_opening_changes_from_a_day_on_and_the_former_one_stays_as_history(desk: Desk) -> None:
    [before] = [each for each in selectors.opening_list(desk.actor()) if each.weekday == 0]
    week = MONDAY + timedelta(days=7)
    facts = OpeningFacts(new_id(), desk.doctor.pk, 0, time(14), time(16), valid_from=week)
    for _ in range(2):  # the form was sent twice
        change_opening(actor=desk.actor("doctor"), opening_id=before.pk, facts=facts, today=MONDAY)
    assert (free(desk), free(desk, week)) == (["09:00", "10:00", "11:00"], ["14:00", "15:00"])
    known = [(each.start, each.valid_until) for each in selectors.opening_list(desk.actor()) if each.weekday == 0]
    assert known == [(time(9), week - timedelta(days=1)), (time(14), None)]


def test_what_is_past_or_somebody_elses_is_not_changed(desk: Desk) -> None:
    [before] = [each for each in selectors.opening_list(desk.actor()) if each.weekday == 0]
    facts = OpeningFacts(new_id(), desk.doctor.pk, 0, time(14), time(16), valid_from=MONDAY - timedelta(days=1))
    for wrong in (facts, replace(facts, practitioner_id=desk.team.assistant.pk, valid_from=MONDAY)):
        with pytest.raises(Invalid):
            change_opening(actor=desk.actor("doctor"), opening_id=before.pk, facts=wrong, today=MONDAY)
    with pytest.raises(NotFound):
        change_opening(actor=desk.actor("doctor"), opening_id=new_id(), facts=facts, today=MONDAY)


def test_types_are_created_changed_and_retired(desk: Desk) -> None:
    key, doctor = new_id(), desk.actor("doctor")
    save_type(actor=doctor, type_id=key, facts=TypeFacts("Vaccin", 10))
    save_type(actor=doctor, type_id=key, facts=TypeFacts("Vaccination", 10), version=1)
    with pytest.raises(Conflict):
        save_type(actor=doctor, type_id=key, facts=TypeFacts("Vaccins", 10), version=1)
    with pytest.raises(Invalid) as refusal:
        save_type(actor=doctor, type_id=new_id(), facts=TypeFacts("Vaccination", 900, roles=()))
    assert sorted(refusal.value.fields) == ["minutes", "name", "roles"]
    retire_type(actor=doctor, type_id=key)
    assert [each.name for each in selectors.setup_of(doctor).active_types()] == ["Consultation"]
    with pytest.raises(Forbidden):
        save_type(actor=desk.actor("assistant"), type_id=new_id(), facts=TypeFacts("Autre"))


@pytest.mark.usefixtures("_wired")
def test_a_freed_slot_becomes_a_task_to_call_the_first_who_waits(desk: Desk) -> None:
    made = make_appointment(desk, local(9))
    add_waiting(actor=desk.actor(), facts=waiting(desk, weekdays=(1,)))
    entry = add_waiting(actor=desk.actor(), facts=waiting(desk, weekdays=(0,), priority=True))
    cancel(actor=desk.actor(), cancellation=Cancellation(made.pk, "Empêchement"))
    with tenant_scope(desk.tenant_id):
        task = Task.objects.get()
    assert task.title == "Proposer la place libérée du lundi 4 mars à 9:00, Dr Martin"
    assert (task.patient_id, task.source) == (entry.patient_id, "agenda")


def test_a_slot_is_not_proposed_with_somebody_of_another_practice(desk: Desk) -> None:
    entry = add_waiting(actor=desk.actor(), facts=waiting(desk))
    stranger = make_desk("Cabinet du Port").doctor
    with pytest.raises(Invalid) as refused:
        propose_slot(actor=desk.actor(), entry_id=entry.pk, practitioner_id=stranger.pk, start=local(9))
    assert list(refused.value.fields) == ["practitioner"]


def test_the_days_of_a_reserve_say_where_they_stand(desk: Desk) -> None:
    make_appointment(desk, local(11))
    facts = ReserveFacts(new_id(), desk.doctor.pk, (0,), time(11), time(12), time(10))
    reserve = add_reserve(actor=desk.actor("doctor"), facts=facts)
    away = ExceptionFacts(
        new_id(), ExceptionKind.ABSENCE, MONDAY + timedelta(days=14), MONDAY + timedelta(days=14), desk.doctor.pk
    )
    add_exception(actor=desk.actor("doctor"), facts=away)
    reserve = release_reserve(actor=desk.actor("doctor"), reserve_id=reserve.pk, day=MONDAY + timedelta(days=7))

    def at(hour: int) -> list[tuple[int, bool, bool, int]]:
        found = selectors.reserve_days(desk.actor(), reserve, local(hour).astimezone(PARIS), weeks=4)
        return [((each.day - MONDAY).days, each.released, each.open_to_all, each.booked) for each in found]

    to_come = [(7, True, False, 0), (21, False, False, 0)]
    assert at(9) == [(0, False, False, 1), *to_come]
    assert at(10) == [(0, False, True, 1), *to_come]
    assert at(12) == to_come


def test_nothing_is_kept_for_emergencies_on_a_public_holiday(desk: Desk) -> None:
    facts = ReserveFacts(new_id(), desk.doctor.pk, (0,), time(11), time(12), time(10))
    reserve = add_reserve(actor=desk.actor("doctor"), facts=facts)
    easter = date(2030, 4, 22)
    found = selectors.reserve_days(desk.actor(), reserve, local(9, day=easter).astimezone(PARIS), weeks=2)
    assert [each.day for each in found] == [easter + timedelta(days=7)]


def test_a_slot_is_proposed_refused_then_taken(desk: Desk) -> None:
    entry = add_waiting(actor=desk.actor(), facts=waiting(desk))
    propose_slot(actor=desk.actor(), entry_id=entry.pk, practitioner_id=desk.doctor.pk, start=local(9))
    assert [each.slot_start for each in selectors.waiting_list(desk.actor())] == [local(9)]
    decline_slot(actor=desk.actor(), entry_id=entry.pk)
    assert [(each.slot_start, each.refusals) for each in selectors.waiting_list(desk.actor())] == [(None, 1)]
    asked = booking(desk, entry.patient, local(10))
    assert accept_slot(actor=desk.actor(), entry_id=entry.pk, booking=asked).start == local(10)
    assert selectors.waiting_list(desk.actor()) == []
    with pytest.raises(Conflict):
        withdraw_waiting(actor=desk.actor(), entry_id=entry.pk)


def test_a_freed_slot_goes_from_one_person_to_the_next_and_never_back_to_who_refused(desk: Desk) -> None:
    freed = make_appointment(desk, local(9))
    first = add_waiting(actor=desk.actor(), facts=waiting(desk, priority=True))
    second = add_waiting(actor=desk.actor(), facts=waiting(desk))
    assert selectors.freed_slots(desk.actor(), NOW) == []
    cancel(actor=desk.actor(), cancellation=Cancellation(freed.pk, "Empêchement"))
    [slot] = selectors.freed_slots(desk.actor(), NOW)
    assert (slot.practitioner_id, slot.start, slot.fits, slot.thinking) == (desk.doctor.pk, local(9), 2, "")
    assert calls(desk) == ([], [first.pk, second.pk], [])
    propose_slot(actor=desk.actor(), entry_id=first.pk, practitioner_id=desk.doctor.pk, start=local(9))
    assert calls(desk) == ([first.pk], [second.pk], [])
    decline_slot(actor=desk.actor(), entry_id=first.pk)
    assert calls(desk) == ([], [second.pk], [first.pk])
    accept_slot(actor=desk.actor(), entry_id=second.pk, booking=booking(desk, second.patient, local(9)))
    assert selectors.freed_slots(desk.actor(), NOW) == []


def calls(desk: Desk) -> tuple[list[UUID], list[UUID], list[UUID]]:
    """Who thinks about the slot of 9:00, who is to be called, who refused it."""
    found = selectors.candidates(desk.actor(), desk.doctor.pk, local(9), local(9, 15), NOW)
    assert found is not None
    return (
        [each.id for each in found.thinking], [each.id for each, _ in found.to_call], [each.id for each in found.refused]
    )  # fmt: skip


def test_the_later_appointment_is_brought_forward(desk: Desk) -> None:
    patient = make_patient(desk.tenant_id)
    later = make_appointment(desk, local(9, day=TUESDAY), patient)
    facts = WaitingFacts(id=new_id(), patient_id=patient.pk, type_id=desk.kind.pk, instead_of_id=later.pk)
    entry = add_waiting(actor=desk.actor(), facts=facts)
    assert (
        selectors.matches_for(desk.actor(), desk.doctor.pk, local(9, day=MONDAY + timedelta(days=2)), local(10)) == []
    )
    taken = accept_slot(actor=desk.actor(), entry_id=entry.pk, booking=booking(desk, patient, local(9)))
    assert (taken.pk, taken.start) == (later.pk, local(9))


def test_nobody_waits_for_a_foreign_patient_or_appointment(desk: Desk) -> None:
    stranger = make_desk("Cabinet des Ormes")
    foreign = make_appointment(stranger, local(9))
    with pytest.raises(Invalid):
        add_waiting(actor=desk.actor(), facts=WaitingFacts(new_id(), foreign.patient_id, desk.kind.pk))
    with pytest.raises(NotFound):
        add_waiting(actor=desk.actor(), facts=waiting(desk, instead_of_id=foreign.pk))


def test_a_feed_says_occupied_and_nothing_else(desk: Desk) -> None:
    make_appointment(desk, local(9), reason="Suivi")
    given = create_feed(actor=desk.actor("doctor"), practitioner_id=desk.doctor.pk, label="Téléphone")
    with tenant_scope(desk.tenant_id):
        calendar = selectors.feed_calendar(given.token).decode()
    assert [word for word in ("MARTIN", "Marie", "Suivi", "Consultation") if word in calendar] == []
    assert given.token not in str(vars(given.feed))
    reads.flush()
    assert [each.last_used is not None for each in selectors.feeds(desk.actor("doctor"))] == [True]
    revoke_feed(actor=desk.actor("doctor"), feed_id=given.feed.pk)
    with pytest.raises(NotFound):
        selectors.feed_calendar(given.token)


def test_a_feed_stops_when_its_practitioner_has_left(desk: Desk) -> None:
    given = create_feed(actor=desk.actor("doctor"), practitioner_id=desk.doctor.pk, label="Téléphone")
    today = timezone.localdate()
    with tenant_scope(desk.tenant_id), writes_allowed():
        Member.objects.filter(pk=desk.doctor.pk).update(ended_on=today + timedelta(days=1))
    assert selectors.feed_calendar(given.token).startswith(b"BEGIN:VCALENDAR") is True
    with tenant_scope(desk.tenant_id), writes_allowed():
        Member.objects.filter(pk=desk.doctor.pk).update(ended_on=today)
    with pytest.raises(NotFound):
        selectors.feed_calendar(given.token)
