"""Two records of one person become one; taken back, every table is as it was."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from brasdroit.foundation import events
from brasdroit.foundation.audit.log import reads
from brasdroit.foundation.errors import Conflict, Forbidden, Invalid, NotFound
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.record.documents.selectors import documents_of
from brasdroit.record.patients.events import PatientsMerged
from brasdroit.record.patients.models import ClinicalAbsence, ClinicalItem, InsHistory, Patient, PatientMerge
from brasdroit.record.patients.selectors.banner import patient_banner
from brasdroit.record.patients.selectors.comparison import compare_patients
from brasdroit.record.patients.selectors.duplicates import merges, survivor_of
from brasdroit.record.patients.selectors.file import accesses
from brasdroit.record.patients.selectors.links import links
from brasdroit.record.patients.selectors.search import search_patients
from brasdroit.record.patients.services.administrative import edit_administrative
from brasdroit.record.patients.services.merge import merge_patients, undo_merge
from tests.factories.agenda import Desk, make_desk
from tests.factories.merging import fill, fresh, known_patient, tables
from tests.factories.practice import actor_of, make_team, writing

pytestmark = pytest.mark.django_db
NIR, NIA = "1.2.250.1.213.1.4.8", "1.2.250.1.213.1.4.9"
MATRICULE, OTHER = "277010115400329", "285057512345673"


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def two(
    desk: Desk, first: dict[str, Any] | None = None, second: dict[str, Any] | None = None
) -> tuple[Patient, Patient]:
    a = known_patient(desk.tenant_id, "LEFEVRE", phone="+33612345678", **(first or {}))
    b = known_patient(desk.tenant_id, "LEFEBVRE", email="marie@example.org", **(second or {}))
    return a, b


def merge(desk: Desk, a: Patient, b: Patient, choices: dict[str, str] | None = None, **options: Any) -> PatientMerge:
    return merge_patients(
        actor=desk.actor("doctor"),
        merge_id=fresh(),
        survivor_id=a.pk,
        absorbed_id=b.pk,
        choices=choices or {},
        **options,
    )


def again(patient: Patient) -> Patient:
    with tenant_scope(patient.tenant_id):
        return Patient.objects.get(pk=patient.pk)


@pytest.mark.parametrize(
    "choices",
    [
        {},
        {"identity": "other", "email": "other", "phone": "other"},
        {"identity": "kept", "address": "other", "email": "kept"},
    ],
)
def test_a_merge_taken_back_leaves_every_table_as_it_was(desk: Desk, choices: dict[str, str]) -> None:
    a, b = two(desk, {"city": "Le Mans"}, {"city": "Allonnes", "birth_date": date(1961, 3, 15)})
    fill(desk, a, "un")
    fill(desk, b, "deux")
    before = tables()
    done = merge(desk, a, b, choices)
    merged = tables()
    undo_merge(actor=desk.actor("doctor"), merge_id=done.pk, reason="Deux sœurs")
    assert tables() == before
    assert sorted(name for name in before if merged[name] != before[name]) == [
        "reception.Appointment",
        "record.ClinicalItem",
        "record.Consent",
        "record.Coverage",
        "record.Document",
        "record.Encounter",
        "record.InsHistory",
        "record.Patient",
        "record.PatientContact",
        "record.PatientSearchEntry",
        "record.Task",
    ]


def test_everything_follows_but_what_the_survivor_has_already(desk: Desk) -> None:
    a, b = two(desk)
    fill(desk, a, "un")
    fill(desk, b, "deux")
    done = merge(desk, a, b)
    with tenant_scope(desk.tenant_id):
        behind = {link.key: link.rows(b.pk).count() for link in links() if link.rows(b.pk).exists()}
    assert behind == {"record.Accommodation.patient": 1, "record.ClinicalAbsence.patient": 1}
    assert {key: len(rows) for key, rows in done.left.items()} == behind
    assert [each.title for each in documents_of(desk.actor("doctor"), a.pk)] == ["Compte rendu deux", "Compte rendu un"]


def test_each_value_is_the_one_that_was_chosen(desk: Desk) -> None:
    a, b = two(desk, {"city": "Le Mans", "note": "Sonner deux fois"}, {"city": "Allonnes"})
    merge(desk, a, b, {"address": "other", "identity": "other"})
    kept = again(a)
    assert (kept.birth_name, kept.city, kept.phone, kept.email, kept.note) == (
        "LEFEBVRE",
        "Allonnes",
        "+33612345678",
        "marie@example.org",
        "Sonner deux fois",
    )


def test_the_absorbed_record_leads_to_the_survivor_and_is_found_no_more(desk: Desk) -> None:
    a, b = two(desk)
    c = known_patient(desk.tenant_id, "LEFEVRE", "MARIE-LOUISE")
    actor = desk.actor("doctor")
    merge(desk, a, b)
    merge(desk, c, a)
    assert survivor_of(actor, b.pk) == c.pk
    assert [hit.id for hit in search_patients(actor, "lefebvre marie", date(2026, 11, 23)).hits if hit.id == b.pk] == []
    with pytest.raises(NotFound):
        merge(desk, c, b)


def test_the_better_identity_is_kept_with_its_ins(desk: Desk) -> None:
    qualified = {"identity_status": "QUAL", "ins_matricule": MATRICULE, "ins_oid": NIR, "evidence_kind": "CN"}
    a, b = two(desk, {}, qualified)
    before = tables()
    done = merge(desk, a, b, {"identity": "kept"})
    kept = again(a)
    assert (kept.birth_name, kept.identity_status, kept.ins_matricule, kept.evidence_kind) == (
        "LEFEBVRE", "QUAL", MATRICULE, "CN",
    )  # fmt: skip
    undo_merge(actor=desk.actor("doctor"), merge_id=done.pk)
    assert tables() == before


def test_an_ins_that_is_not_kept_still_finds_the_survivor(desk: Desk) -> None:
    qualified = {"identity_status": "QUAL", "ins_matricule": MATRICULE, "ins_oid": NIR}
    a, b = two(desk, {"identity_status": "RECUP", "ins_matricule": OTHER, "ins_oid": NIA}, qualified)
    merge(desk, a, b)
    with tenant_scope(desk.tenant_id):
        rows = list(InsHistory.objects.filter(patient=a).values_list("matricule", "oid", "reason"))
    assert (again(a).ins_matricule, rows) == (MATRICULE, [(OTHER, NIA, "merged")])


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        ({"is_doubtful": True}, {}, "doubtful"),
        ({"is_fictitious": True}, {}, "fictitious"),
        (
            {"identity_status": "QUAL", "ins_matricule": MATRICULE, "ins_oid": NIR},
            {"identity_status": "QUAL", "ins_matricule": OTHER, "ins_oid": NIR},
            "ins_differs",
        ),
    ],
)
def test_what_may_not_be_joined_says_why(desk: Desk, first: dict[str, Any], second: dict[str, Any], code: str) -> None:
    a, b = two(desk, first, second)
    with pytest.raises(Invalid) as refused:
        merge(desk, a, b)
    assert refused.value.code == code
    assert compare_patients(desk.actor("doctor"), a.pk, b.pk).answer.code == code


def test_none_known_never_stands_beside_an_allergy(desk: Desk) -> None:
    a, b = two(desk)
    with writing(desk.tenant_id):
        ClinicalAbsence.objects.create(patient=a, kind="allergy", stated_on=date(2026, 1, 5), author_name="Sarah")
        ClinicalItem.objects.create(patient=b, kind="allergy", text="Pénicilline", author_name="Sarah")
    before = tables()
    done = merge(desk, a, b)
    with tenant_scope(desk.tenant_id):
        assert not ClinicalAbsence.objects.filter(patient=a, ended_at=None).exists()
    undo_merge(actor=desk.actor("doctor"), merge_id=done.pk)
    assert tables() == before


def test_what_was_changed_since_stays(desk: Desk) -> None:
    a, b = two(desk, {"city": "Le Mans"}, {"city": "Allonnes"})
    actor = desk.actor("doctor")
    done = merge(desk, a, b, {"address": "other"})
    edit_administrative(actor=actor, patient_id=a.pk, values={"city": "Tours"}, version=None)
    fill(desk, again(a), "depuis")
    undo_merge(actor=actor, merge_id=done.pk)
    assert (again(a).city, again(a).email, again(b).active) == ("Tours", "", True)
    assert [each.title for each in documents_of(actor, a.pk)] == ["Compte rendu depuis"]


def test_merges_are_taken_back_in_their_order_and_once(desk: Desk) -> None:
    a, b = two(desk)
    c = known_patient(desk.tenant_id, "LEFEVRE", "MARIE-LOUISE")
    actor, first = desk.actor("doctor"), merge(desk, a, b)
    second = merge(desk, c, a)
    with pytest.raises(Conflict) as refused:
        undo_merge(actor=actor, merge_id=first.pk)
    assert refused.value.code == "merged_since"
    for done in (second, first):
        undo_merge(actor=actor, merge_id=done.pk)
    with pytest.raises(Conflict):
        undo_merge(actor=actor, merge_id=first.pk)
    assert [bool(each.undone_at) for each in merges(actor)] == [True, True]


def test_the_same_form_sent_twice_merges_once_and_a_stale_one_is_told(desk: Desk) -> None:
    a, b = two(desk)
    asked: dict[str, Any] = {
        "actor": desk.actor("doctor"),
        "merge_id": fresh(),
        "survivor_id": a.pk,
        "absorbed_id": b.pk,
        "choices": {},
    }
    with pytest.raises(Conflict) as refused:
        merge_patients(**asked, versions=(1, 2))
    assert refused.value.code == "stale"
    assert merge_patients(**asked).pk == merge_patients(**asked).pk


def test_who_may_merge(desk: Desk) -> None:
    a, b = two(desk)
    for role in ("assistant", "secretary"):
        with pytest.raises(Forbidden):
            merge_patients(actor=desk.actor(role), merge_id=fresh(), survivor_id=a.pk, absorbed_id=b.pk, choices={})
    stranger = make_team("Cabinet du Port")
    with pytest.raises(NotFound):
        merge_patients(
            actor=actor_of(stranger.doctor), merge_id=fresh(), survivor_id=a.pk, absorbed_id=b.pk, choices={}
        )
    with pytest.raises(NotFound):
        undo_merge(actor=actor_of(stranger.doctor), merge_id=merge(desk, a, b).pk)


def test_the_event_tells_both_records(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[PatientsMerged] = []
    monkeypatch.setitem(events._handlers, PatientsMerged, [lambda _, event: heard.append(event)])
    a, b = two(desk)
    merge(desk, a, b)
    assert heard == [PatientsMerged(a.pk, b.pk)]


def test_a_comparison_costs_one_statement(desk: Desk, django_assert_num_queries: Any) -> None:
    a, b = two(desk)
    actor = desk.actor("secretary")
    with django_assert_num_queries(1):
        shown = compare_patients(actor, a.pk, b.pk)
    assert [(line.group, line.default, line.differs) for line in shown.lines] == [
        ("identity", 0, True),
        ("phone", 0, True),
        ("email", 1, True),
    ]


def test_the_access_log_of_the_survivor_tells_who_read_the_other_record(desk: Desk) -> None:
    first, second, third = (known_patient(desk.tenant_id, name) for name in ("ALBA", "BRUN", "CARO"))
    for patient in (first, second, third):
        patient_banner(desk.actor("secretary"), patient.pk)
    reads.flush()
    merge(desk, second, third)
    done = merge(desk, first, second)
    read = [line.about_id for line in accesses(desk.actor("doctor"), first.pk).lines if line.action == "patient.read"]
    assert sorted(map(str, read)) == sorted(map(str, [first.pk, second.pk, third.pk]))
    undo_merge(actor=desk.actor("doctor"), merge_id=done.pk)
    read = [line.about_id for line in accesses(desk.actor("doctor"), first.pk).lines if line.action == "patient.read"]
    assert read == [first.pk]
