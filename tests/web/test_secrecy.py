"""What a role may not know shows on no page, and whoever looks at a patient leaves a line in his access log."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from brasdroit.foundation.audit.labels import known_actions
from brasdroit.foundation.audit.log import reads
from brasdroit.foundation.audit.models import AuditEntry
from brasdroit.record.tasks.services import TaskRequest, create_task
from tests.factories.secrecy import SECRET, SOUGHT, Told, addresses, make_told

pytestmark = pytest.mark.django_db
PATIENT_PARTS = {"patient_id", "encounter_id", "document_id", "task_id", "call_id", "appointment_id", "entry_id"}


@pytest.fixture
def told() -> Told:
    return make_told()


def signed_in(told: Told, role: str) -> Client:
    client = Client()
    client.force_login(getattr(told.desk.team, role).membership.user)
    return client


def pages(told: Told) -> list[tuple[str, str]]:
    """(name, address) of every page whose parts are known here."""
    known = [(name, {part: told.ids[part] for part in parts}) for name, parts in addresses() if {*parts} <= {*told.ids}]
    plain = [(name, reverse(name, kwargs=parts)) for name, parts in known]
    asked = [
        ("agenda_events", {}),
        ("patients", {"q": SOUGHT}),
        ("search", {"q": SOUGHT}),
        ("telephone", {"q": SOUGHT, "etat": "all"}),
    ]
    asked += [("agenda", {"vue": view}) for view in ("jour", "semaine", "liste")]
    asked += [("tasks", {"pour": whose, "etat": state}) for whose in ("mine", "team") for state in ("open", "closed")]
    days = {"jour": told.day.isoformat(), "debut": told.day.isoformat(), "fin": told.day.isoformat()}
    return plain + [(name, f"{reverse(name)}?{urlencode({**days, **more})}") for name, more in asked]


def shown(answer: Any) -> str:
    return b"".join(answer).decode(errors="replace") if answer.streaming else answer.content.decode(errors="replace")


def telling(told: Told, role: str) -> set[str]:
    """The names of the pages on which the confidence shows."""
    client = signed_in(told, role)
    return {name for name, address in pages(told) if SECRET in shown(client.get(address)).lower()}


def test_no_page_tells_the_manager_what_was_told_in_confidence(told: Told) -> None:
    assert telling(told, "manager") == set()


def test_the_secretary_reads_why_people_come_and_nothing_of_the_medical_file(told: Told) -> None:
    assert telling(told, "secretary") == {
        "agenda", "agenda_events", "appointment", "arrival_check", "call", "call_edit", "day", "patient", "patient_history", "task",
        "task_edit", "tasks", "telephone", "waiting_list", "waiting_room",
    }  # fmt: skip


def untraced(told: Told, role: str) -> set[str]:
    """The names of the pages about the patient that leave no line of a read in his access log."""
    client, labels, missing = signed_in(told, role), dict(known_actions()), set()
    for name, parts in addresses():
        if not PATIENT_PARTS & {*parts} or not {*parts} <= {*told.ids}:
            continue
        reads.flush()
        before = AuditEntry.objects.filter(about_id=told.patient.pk).count()
        answer = client.get(reverse(name, kwargs={part: told.ids[part] for part in parts}))
        if answer.status_code != 200:
            continue
        shown(answer)
        reads.flush()
        lines = AuditEntry.objects.filter(about_id=told.patient.pk).order_by("-id")
        fresh = [line.action for line in lines][: lines.count() - before]
        if not fresh or not {*fresh} <= {*labels}:
            missing.add(f"{name} {fresh}")
    return missing


@pytest.mark.parametrize("role", ["doctor", "manager"])
def test_whoever_looks_at_a_patient_leaves_a_line_in_french(told: Told, role: str) -> None:
    assert untraced(told, role) == set()


def test_the_manager_is_offered_the_tabs_he_may_open(told: Told) -> None:
    client = signed_in(told, "manager")
    tabs = client.get(reverse("patient", args=[told.patient.pk])).context["tabs"]
    assert [tab["label"] for tab in tabs] == ["Résumé", "Identité", "Coordonnées", "Couverture", "Historique"]
    assert {client.get(tab["href"]).status_code for tab in tabs} == {200}


def test_the_manager_reads_what_is_addressed_to_him(told: Told) -> None:
    asked = TaskRequest(f"Facture {SOUGHT}", patient_id=told.patient.pk, owner_id=told.desk.team.manager.pk)
    task = create_task(actor=told.desk.actor("doctor"), request=asked)
    client = signed_in(told, "manager")
    assert f"Facture {SOUGHT}" in shown(client.get(reverse("tasks")))
    moved = {"action": "hand_over", "to": str(told.desk.team.secretary.pk)}
    assert client.post(reverse("task_move", args=[task.pk]), moved)["Location"] == reverse("tasks")
    assert client.get(reverse("task", args=[task.pk])).status_code == 404
    assert client.post(reverse("task_move", args=[task.pk]), {"action": "complete"}).status_code == 404
    client.post(reverse("task_undo", args=[task.pk]))
    assert client.get(reverse("task", args=[task.pk])).status_code == 200


def test_no_log_line_names_whom_one_looks_for(told: Told, caplog: pytest.LogCaptureFixture) -> None:
    client = signed_in(told, "manager")
    for address in ("/telephone/?q=Rouviere", "/nulle-part/?q=Rouviere", "/patients/doublons/rechercher/?q=Rouviere"):
        client.get(address)
    guarded = Client(enforce_csrf_checks=True)
    guarded.force_login(told.desk.team.secretary.membership.user)  # type: ignore[union-attr]
    guarded.post("/patients/nouveau/chercher/", {"naissance": "14/03/1961", "lettres": "rou"})
    assert len(caplog.records) == 4
    assert [word for word in ("Rouviere", "14/03/1961", "rou") if word in caplog.text] == []
