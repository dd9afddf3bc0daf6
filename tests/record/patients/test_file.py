"""The administrative and medical file: what is noted, by whom, and what « aucune connue » means."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.audit.models import AuditEntry
from brasdroit.foundation.errors import Conflict, Forbidden, Invalid, NotFound
from brasdroit.foundation.identifiers import new_id
from brasdroit.record.patients.models import Patient
from brasdroit.record.patients.ports import TimelineEntry, timeline_source
from brasdroit.record.patients.selectors.banner import patient_banner
from brasdroit.record.patients.selectors.file import administrative_file, clinical_file, patient_detail
from brasdroit.record.patients.selectors.search import search_patients
from brasdroit.record.patients.selectors.timeline import timeline
from brasdroit.record.patients.services import administrative, clinical
from brasdroit.record.patients.services.administrative import ContactDraft, CoverageDraft
from tests.factories.merging import known_patient
from tests.factories.patients import TODAY, draft, load
from tests.factories.practice import Team, actor_of, entrust, make_team

pytestmark = pytest.mark.django_db


@pytest.fixture
def team() -> Team:
    return make_team()


@pytest.fixture
def patient(team: Team) -> Patient:
    return load(team.tenant_id, draft())[0]


@pytest.fixture
def assistant(team: Team) -> Actor:
    entrust(team.doctor, team.assistant, "ADM-03", "ADM-04", "CONS-04")
    return actor_of(team.assistant)


def test_contact_details_change_with_their_trace(assistant: Actor, patient: Patient) -> None:
    values = {"used_name": "Durand", "phone": "01 99 00 12 34", "city": "Le Mans"}
    changed = administrative.edit_administrative(actor=assistant, patient_id=patient.pk, values=values, version=1)
    assert (changed.used_name, changed.phone, changed.city, changed.version) == ("DURAND", "+33199001234", "Le Mans", 2)
    assert [hit.id for hit in search_patients(assistant, "durand", TODAY).hits] == [patient.pk]
    line = AuditEntry.objects.get(action="patient.administrative_changed")
    assert line.details["changes"]["city"] == ["", "Le Mans"]
    with pytest.raises(Conflict):
        administrative.edit_administrative(actor=assistant, patient_id=patient.pk, values={"city": "Tours"}, version=1)


def test_a_strict_trait_is_not_an_administrative_field(assistant: Actor, patient: Patient) -> None:
    same = administrative.edit_administrative(
        actor=assistant, patient_id=patient.pk, values={"birth_name": "Durand"}, version=1
    )
    assert (same.birth_name, same.version) == ("LEFEVRE", 1)


def test_a_contact_is_added_once_changed_and_taken_off(assistant: Actor, patient: Patient) -> None:
    key = new_id()
    who: dict[str, Any] = {"actor": assistant, "patient_id": patient.pk}
    for _ in range(2):
        administrative.save_contact(**who, contact_id=key, draft=ContactDraft("carer", "Paul Durand"))
    administrative.save_contact(**who, contact_id=key, draft=ContactDraft("trusted_person", "Paul Durand"), version=1)
    assert [each.kind for each in administrative_file(assistant, patient.pk).contacts] == ["trusted_person"]
    for ended, left in ((True, 0), (False, 1)):
        administrative.end_part(**who, part="contact", part_id=key, ended=ended)
        assert len(administrative_file(assistant, patient.pk).contacts) == left


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        (ContactDraft("friend", "Paul"), "kind"),
        (ContactDraft("carer", ""), "name"),
        (ContactDraft("carer", "Paul\x1b[31m"), "name"),
        (ContactDraft("carer", "a" * 10_000_000), "name"),
        (ContactDraft("carer", "Paul", phone="12"), "phone"),
        (ContactDraft("carer", "Paul", email="paul"), "email"),
    ],
)
def test_a_contact_that_is_refused(assistant: Actor, patient: Patient, wanted: ContactDraft, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        administrative.save_contact(actor=assistant, patient_id=patient.pk, contact_id=new_id(), draft=wanted)
    assert list(refused.value.fields) == [field]


def test_a_coverage_does_not_end_before_it_starts(assistant: Actor, patient: Patient) -> None:
    wanted = CoverageDraft("ALD", valid_from=date(2026, 5, 1), valid_to=date(2026, 4, 1))
    with pytest.raises(Invalid) as refused:
        administrative.save_coverage(actor=assistant, patient_id=patient.pk, coverage_id=new_id(), draft=wanted)
    assert list(refused.value.fields) == ["valid_to"]


def test_an_accommodation_once_for_each_need(assistant: Actor, patient: Patient) -> None:
    who: dict[str, Any] = {"actor": assistant, "patient_id": patient.pk, "kind": "language"}
    administrative.save_accommodation(**who, accommodation_id=new_id(), remark="portugais")
    with pytest.raises(Invalid):
        administrative.save_accommodation(**who, accommodation_id=new_id(), remark="arabe")
    assert [chip.label for chip in patient_banner(assistant, patient.pk).accommodations] == [
        "Autre langue\u202f: portugais"
    ]


def test_the_latest_answer_counts(assistant: Actor, patient: Patient) -> None:
    who: dict[str, Any] = {"actor": assistant, "patient_id": patient.pk, "kind": "sms_reminders", "means": "oral"}
    administrative.record_consent(**who, consent_id=new_id(), decision="given", decided_on=date(2026, 1, 5))
    administrative.record_consent(**who, consent_id=new_id(), decision="withdrawn", decided_on=date(2026, 2, 5))
    assert administrative_file(assistant, patient.pk).consents["sms_reminders"].decision == "withdrawn"
    with pytest.raises(Invalid):
        administrative.record_consent(
            **who, consent_id=new_id(), decision="given", decided_on=timezone.localdate() + timedelta(1)
        )


def test_a_death_is_noted_and_taken_back(assistant: Actor, patient: Patient) -> None:
    who: dict[str, Any] = {"actor": assistant, "patient_id": patient.pk}
    for impossible in (date(1961, 3, 13), timezone.localdate() + timedelta(1)):
        with pytest.raises(Invalid):
            administrative.record_death(**who, deceased_on=impossible, version=1)
    administrative.record_death(**who, deceased_on=date(2026, 11, 2), version=1)
    chips = [chip.label for chip in patient_banner(assistant, patient.pk).identity]
    assert chips == ["Identité provisoire", "Décès le 02/11/2026"]
    assert administrative.record_death(**who, deceased_on=None, version=2).deceased_on is None


def allergies(actor: Actor, patient: Patient) -> str:
    chip = patient_banner(actor, patient.pk).allergies
    return chip.label if chip else ""


def test_none_known_is_not_the_same_as_never_asked(assistant: Actor, patient: Patient) -> None:
    assert allergies(assistant, patient) == "Allergies non renseignées"
    for _ in range(2):
        clinical.state_none(actor=assistant, patient_id=patient.pk, kind="allergy")
    assert allergies(assistant, patient) == "Aucune allergie connue"
    told: dict[str, Any] = {"item_id": new_id(), "kind": "allergy", "text": "Pénicilline"}
    clinical.add_clinical_item(actor=assistant, patient_id=patient.pk, **told)
    assert allergies(assistant, patient) == "Allergie\u202f: Pénicilline"
    assert clinical_file(assistant, patient.pk)[0].absence is None
    with pytest.raises(Conflict):
        clinical.state_none(actor=assistant, patient_id=patient.pk, kind="allergy")


def test_what_an_assistant_notes_waits_for_the_doctor(assistant: Actor, patient: Patient, team: Team) -> None:
    key = new_id()
    who: dict[str, Any] = {"patient_id": patient.pk}
    clinical.add_clinical_item(actor=assistant, **who, item_id=key, kind="antecedent", text="Asthme", since="enfance")
    assert [part.waiting for part in clinical_file(assistant, patient.pk)] == [0, 1, 0, 0]
    with pytest.raises(Forbidden):
        clinical.review_clinical_items(actor=assistant, **who)
    doctor = actor_of(team.doctor)
    assert [clinical.review_clinical_items(actor=doctor, **who) for _ in range(2)] == [1, 0]
    changed: dict[str, Any] = {
        "item_id": key,
        "text": "Asthme sévère",
        "since": "enfance",
        "status": "active",
        "version": 1,
    }
    clinical.edit_clinical_item(actor=assistant, **who, **changed)
    assert [part.waiting for part in clinical_file(assistant, patient.pk)] == [0, 1, 0, 0]
    with pytest.raises(Conflict):
        clinical.edit_clinical_item(actor=doctor, **who, **{**changed, "text": "Asthme léger"})


def test_missions_close_what_no_doctor_entrusted(team: Team, patient: Patient) -> None:
    entrust(team.doctor, team.assistant, "ADM-03")
    actor = actor_of(team.assistant)
    with pytest.raises(Forbidden):
        clinical.state_none(actor=actor, patient_id=patient.pk, kind="allergy")
    with pytest.raises(Forbidden):
        administrative.edit_administrative(actor=actor, patient_id=patient.pk, values={"city": "Tours"}, version=1)


def test_a_secretary_does_not_read_medical_information(team: Team, patient: Patient) -> None:
    actor = actor_of(team.secretary)
    assert patient_banner(actor, patient.pk).allergies is None
    with pytest.raises(Forbidden):
        clinical_file(actor, patient.pk)


def test_a_foreign_patient_does_not_exist(patient: Patient) -> None:
    stranger = actor_of(make_team("Maison de santé du Port").doctor)
    for read in (patient_banner, patient_detail):
        with pytest.raises(NotFound):
            read(stranger, patient.pk)
    told: dict[str, Any] = {"item_id": new_id(), "kind": "allergy", "text": "Pénicilline"}
    with pytest.raises(NotFound):
        clinical.add_clinical_item(actor=stranger, patient_id=patient.pk, **told)
    assert (timeline(stranger, patient.pk), administrative_file(stranger, patient.pk).contacts) == ([], ())


def test_a_country_of_birth_is_told_by_its_code(team: Team) -> None:
    born = known_patient(team.tenant_id, birth_place="99352")
    banner = patient_banner(actor_of(team.secretary), born.pk)
    assert (banner.birth_place, banner.born_abroad) == ("pays 99352", True)


def test_the_banner_costs_five_statements(assistant: Actor, patient: Patient) -> None:
    for kind in ("language", "hearing", "vision"):
        administrative.save_accommodation(actor=assistant, patient_id=patient.pk, accommodation_id=new_id(), kind=kind)
    with CaptureQueriesContext(connection) as seen:
        patient_banner(assistant, patient.pk)
    assert len(seen) == 5


def test_an_upper_floor_adds_to_the_timeline(assistant: Actor, patient: Patient) -> None:
    at = timezone.now() + timedelta(days=1)
    timeline_source("test", lambda actor, patient_id, length: [TimelineEntry(at, "Vaccin prévu")])
    try:
        titles = [entry.title for entry in timeline(assistant, patient.pk)]
    finally:
        timeline_source("test", lambda actor, patient_id, length: [])
    assert titles == ["Vaccin prévu", "Identité reprise d’un fichier · Identité provisoire"]


def test_the_timeline_tells_the_consents(assistant: Actor, patient: Patient) -> None:
    administrative.record_consent(
        actor=assistant, patient_id=patient.pk, consent_id=new_id(), kind="dmp", decision="refused",
        decided_on=timezone.localdate(), means="oral",
    )  # fmt: skip
    told = "Consentement\u202f: Alimentation de Mon espace santé · refusé"
    assert timeline(assistant, patient.pk)[0].title == told
