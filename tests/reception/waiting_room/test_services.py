"""Arrivals, moves and screens: the owner, a colleague without right, a stranger."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from brasdroit.foundation.audit.models import AuditEntry
from brasdroit.foundation.errors import Conflict, Forbidden, Invalid, NotFound
from brasdroit.foundation.identifiers import new_id
from brasdroit.foundation.live.models import LiveEvent
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.reception.waiting_room.models import CheckIn
from brasdroit.reception.waiting_room.selectors.display import public_screen
from brasdroit.reception.waiting_room.services import (
    CheckInSheet,
    FileChanges,
    check_in,
    check_in_walk_in,
    correct_check_in,
    move_visit,
    open_display,
    revoke_display,
    undo_check_in,
    undo_last_step,
)
from brasdroit.record.encounters.models import Encounter
from brasdroit.record.encounters.types import EncounterStatus
from brasdroit.record.patients.models import Coverage, Patient
from tests.factories.agenda import make_patient
from tests.factories.practice import Team, actor_of, entrust, make_doctor, make_team
from tests.factories.reception import SEEN, make_visit, walk_in_of

pytestmark = pytest.mark.django_db
S = EncounterStatus


@pytest.fixture
def team() -> Team:
    return make_team()


def status_of(team: Team, encounter: Encounter) -> str:
    with tenant_scope(team.tenant_id):
        return Encounter.objects.get(pk=encounter.pk).status


def test_an_arrival_waits_with_a_number_and_tells_every_screen(team: Team) -> None:
    visit = make_visit(team)
    row = check_in(actor=actor_of(team.secretary), encounter_id=visit.pk, sheet=SEEN)
    assert (status_of(team, visit), row.call_number, row.rank) == (S.WAITING, "A 1", 1)
    assert "waiting_room" in set(LiveEvent.objects.filter(tenant_id=team.tenant_id).values_list("topic", flat=True))
    assert AuditEntry.objects.filter(action="arrival.checked_in", about_id=visit.patient_id).count() == 1


@pytest.mark.parametrize("days", [1, -1])
def test_nobody_arrives_for_the_appointment_of_another_day(team: Team, days: int) -> None:
    visit, actor = make_visit(team, day=timezone.localdate() + timedelta(days=days)), actor_of(team.secretary)
    for arrive in (
        lambda: check_in(actor=actor, encounter_id=visit.pk, sheet=SEEN),
        lambda: move_visit(actor=actor, encounter_id=visit.pk, to=S.ARRIVED),
    ):
        with pytest.raises(Conflict) as refused:
            arrive()
        assert (refused.value.code, "déplacez-le à aujourd’hui" in refused.value.message) == ("another_day", True)
    assert status_of(team, visit) == S.BOOKED


def test_a_second_click_changes_nothing(team: Team) -> None:
    visit, actor = make_visit(team), actor_of(team.secretary)
    first = check_in(actor=actor, encounter_id=visit.pk, sheet=SEEN)
    again = check_in(actor=actor, encounter_id=visit.pk, sheet=CheckInSheet("stated"))
    assert (again.pk, again.identity_check) == (first.pk, "CN")


def test_numbers_follow_each_other_by_doctor(team: Team) -> None:
    other = make_doctor(team.practice, "Nguyen", given_name="Hoang")
    visits = [make_visit(team), make_visit(team), make_visit(team, doctor=other)]
    numbers = [
        check_in(actor=actor_of(team.secretary), encounter_id=visit.pk, sheet=SEEN).call_number for visit in visits
    ]
    assert numbers == ["A 1", "A 2", "B 1"]


def test_an_assistant_receives_only_for_the_doctor_who_entrusted_it(team: Team) -> None:
    visit, actor = make_visit(team), actor_of(team.assistant)
    with pytest.raises(Forbidden):
        check_in(actor=actor, encounter_id=visit.pk, sheet=SEEN)
    assert status_of(team, visit) == S.BOOKED
    entrust(team.doctor, team.assistant, "ADM-01")
    assert check_in(actor=actor, encounter_id=visit.pk, sheet=CheckInSheet("stated")).call_number == "A 1"


def test_a_manager_and_a_stranger_receive_nobody(team: Team) -> None:
    visit, stranger = make_visit(team), make_team("Cabinet des Lilas")
    with pytest.raises(Forbidden):
        check_in(actor=actor_of(team.manager), encounter_id=visit.pk, sheet=SEEN)
    with pytest.raises(NotFound):
        check_in(actor=actor_of(stranger.secretary), encounter_id=visit.pk, sheet=SEEN)
    with pytest.raises(NotFound):
        check_in_walk_in(actor=actor_of(stranger.secretary), walk_in=walk_in_of(team), sheet=SEEN)


@pytest.mark.parametrize(
    ("sheet", "field"),
    [
        (CheckInSheet("handshake"), "identity_check"),
        (CheckInSheet("stated", "perhaps"), "coverage_check"),
        (CheckInSheet("stated", companions=21), "companions"),
        (CheckInSheet("stated", note="x\x00"), "note"),
        (CheckInSheet("stated", note="x" * 301), "note"),
    ],
)
def test_what_cannot_be_noted_is_refused_beside_its_field(team: Team, sheet: CheckInSheet, field: str) -> None:
    visit = make_visit(team)
    with pytest.raises(Invalid) as refusal:
        check_in(actor=actor_of(team.secretary), encounter_id=visit.pk, sheet=sheet)
    assert list(refusal.value.fields) == [field]
    assert status_of(team, visit) == S.BOOKED


def test_a_proof_seen_validates_the_identity_and_the_file_is_corrected_in_place(team: Team) -> None:
    patient = make_patient(team.tenant_id)
    visit = make_visit(team, patient)
    changes = FileChanges({"phone": "06 12 34 56 78", "city": "Le Mans"}, patient.version, date(2027, 6, 30))
    sheet = CheckInSheet("CN", "seen", contact_confirmed=True, changes=changes)
    check_in(actor=actor_of(team.secretary), encounter_id=visit.pk, sheet=sheet)
    with tenant_scope(team.tenant_id):
        held = Patient.objects.get(pk=patient.pk)
        coverage = Coverage.objects.get(patient=patient)
    assert (held.identity_status, held.evidence_kind, held.phone, held.city) == (
        "VALI",
        "CN",
        "+33612345678",
        "Le Mans",
    )
    assert (coverage.kind, coverage.valid_to, coverage.seen_on) == ("AMO", date(2027, 6, 30), timezone.localdate())


def test_contact_data_changed_meanwhile_refuses_the_whole_arrival(team: Team) -> None:
    patient = make_patient(team.tenant_id)
    visit = make_visit(team, patient)
    changes = FileChanges({"phone": "0612345678"}, patient.version + 7)
    with pytest.raises(Conflict):
        check_in(actor=actor_of(team.secretary), encounter_id=visit.pk, sheet=CheckInSheet("stated", changes=changes))
    assert status_of(team, visit) == S.BOOKED


def test_an_emergency_is_known_as_one_and_comes_once(team: Team) -> None:
    walk_in, actor = walk_in_of(team, emergency=True, reason="Malaise"), actor_of(team.secretary)
    rows = [check_in_walk_in(actor=actor, walk_in=walk_in, sheet=CheckInSheet("unchecked")) for _ in range(2)]
    assert [row.coming for row in rows] == ["emergency", "emergency"]
    with tenant_scope(team.tenant_id):
        encounter = Encounter.objects.get()
    assert (encounter.pk, encounter.priority, encounter.status) == (walk_in.id, "emergency", S.WAITING)


def test_an_arrival_is_undone_and_done_again_under_the_same_number(team: Team) -> None:
    visit, actor = make_visit(team), actor_of(team.secretary)
    check_in(actor=actor, encounter_id=visit.pk, sheet=SEEN)
    undo_check_in(actor=actor, encounter_id=visit.pk)
    assert status_of(team, visit) == S.BOOKED
    again = check_in(actor=actor, encounter_id=visit.pk, sheet=CheckInSheet("stated"))
    assert (again.call_number, again.identity_check, status_of(team, visit)) == ("A 1", "stated", S.WAITING)


def test_a_walk_in_undone_leaves_and_one_already_seen_stays(team: Team) -> None:
    walk_in, actor = walk_in_of(team), actor_of(team.secretary)
    check_in_walk_in(actor=actor, walk_in=walk_in, sheet=SEEN)
    undo_check_in(actor=actor, encounter_id=walk_in.id)
    visit = make_visit(team, status=S.WITH_DOCTOR)
    with pytest.raises(Conflict):
        undo_check_in(actor=actor, encounter_id=visit.pk)
    with tenant_scope(team.tenant_id):
        assert Encounter.objects.get(pk=walk_in.id).status == S.LEFT_WITHOUT_BEING_SEEN


def test_a_correction_started_from_an_old_sheet_is_told(team: Team) -> None:
    visit, actor = make_visit(team), actor_of(team.secretary)
    row = check_in(actor=actor, encounter_id=visit.pk, sheet=SEEN)
    correct_check_in(
        actor=actor, encounter_id=visit.pk, sheet=CheckInSheet("stated", companions=2), version=row.version
    )
    with pytest.raises(Conflict):
        correct_check_in(actor=actor, encounter_id=visit.pk, sheet=SEEN, version=row.version)
    with tenant_scope(team.tenant_id):
        assert CheckIn.objects.get().companions == 2


def test_an_assistant_takes_the_patient_and_takes_it_back(team: Team) -> None:
    entrust(team.doctor, team.assistant, "CONS-01")
    visit, actor = make_visit(team, status=S.WAITING), actor_of(team.assistant)
    moved = move_visit(actor=actor, encounter_id=visit.pk, to=S.WITH_ASSISTANT, version=visit.version)
    assert (moved.status, moved.assistant_id) == (S.WITH_ASSISTANT, team.assistant.pk)
    undo_last_step(actor=actor, encounter_id=visit.pk)
    assert status_of(team, visit) == S.WAITING
    move_visit(actor=actor_of(team.doctor), encounter_id=visit.pk, to=S.WITH_DOCTOR)
    with pytest.raises(Conflict):
        undo_last_step(actor=actor, encounter_id=visit.pk)


def test_a_screen_is_opened_and_closed_for_good(team: Team) -> None:
    visit, actor = make_visit(team), actor_of(team.secretary)
    check_in(actor=actor, encounter_id=visit.pk, sheet=SEEN)
    row, token = open_display(actor=actor, label="Salle du bas")
    assert [line.call_number for line in public_screen(token, timezone.now()).waiting] == ["A 1"]
    revoke_display(actor=actor, display_id=row.pk)
    for secret in (token, "wrong"):
        with pytest.raises(NotFound):
            public_screen(secret, timezone.now())


def test_a_stranger_closes_no_screen(team: Team) -> None:
    row, _ = open_display(actor=actor_of(team.secretary), label="Salle")
    with pytest.raises(NotFound):
        revoke_display(actor=actor_of(make_team("Cabinet des Lilas").secretary), display_id=row.pk)
    with pytest.raises(NotFound):
        revoke_display(actor=actor_of(team.secretary), display_id=new_id())
