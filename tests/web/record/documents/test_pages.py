"""The pages of documents, as several people see them, and what leaves with a document."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from brasdroit.foundation.audit.log import reads
from brasdroit.foundation.audit.models import AuditEntry
from brasdroit.record.documents import selectors
from tests.factories.agenda import make_patient
from tests.factories.documents import DOCX_PARTS, PDF, image, make_document, package
from tests.factories.practice import Team, actor_of, make_team

pytestmark = pytest.mark.django_db
HX = {"HX-Request": "true"}


@pytest.fixture
def team() -> Team:
    return make_team()


@pytest.fixture
def patient_id(team: Team) -> UUID:
    return make_patient(team.tenant_id).pk


def signed_in(member: Any) -> Client:
    client = Client()
    client.force_login(member.membership.user)
    return client


def sent(content: bytes = PDF, name: str = "Bilan sanguin.pdf") -> dict[str, Any]:
    return {"file": SimpleUploadedFile(name, content)}


def test_a_dropped_document_waits_then_is_filed(team: Team, patient_id: UUID) -> None:
    client = signed_in(team.secretary)
    answer = client.post(reverse("document_drop"), sent(), headers=HX)
    assert (answer.status_code, "documents-changed" in answer["HX-Trigger"]) == (204, True)
    document = selectors.to_file(actor_of(team.secretary))[0]
    assert "<b>Bilan sanguin</b>" in client.get(reverse("documents")).content.decode()
    typed = {"title": "Bilan sanguin", "kind": "", "patient": str(patient_id), "version": "1"}
    page = reverse("document", args=[document.pk])
    refused = client.post(page, {**typed, "dated_on": "32/13/2026"})
    assert (refused.status_code, "Ce champ est nécessaire." in refused.content.decode()) == (422, True)
    filed = client.post(page, {**typed, "kind": "laboratory", "dated_on": "02/03/2026"})
    assert filed["Location"] == reverse("documents")
    tab = signed_in(team.doctor).get(reverse("patient_documents", args=[patient_id])).content.decode()
    assert tab.count("<b>Bilan sanguin</b>") == 1
    hidden = client.get(reverse("patient_documents", args=[patient_id])).content.decode()
    assert ("<b>Bilan sanguin</b>" in hidden, "1 document médical que votre rôle ne montre pas." in hidden) == (
        False,
        True,
    )


def test_a_refused_file_says_why_to_both_kinds_of_pages(team: Team, patient_id: UUID) -> None:
    client, address = signed_in(team.secretary), reverse("patient_document_drop", args=[patient_id])
    page = client.post(address, sent(b"MZ" + bytes(200), "radio.pdf"))
    live = client.post(address, sent(b"MZ" + bytes(200), "radio.pdf"), headers=HX)
    assert (page.status_code, live.status_code) == (422, 422)
    assert "Ce fichier est un programme" in page.content.decode()
    assert "Ce fichier est un programme" in live["HX-Trigger"]
    assert client.post(address, {}).status_code == 422


def test_the_same_file_twice_is_told(team: Team, patient_id: UUID) -> None:
    client, address = signed_in(team.doctor), reverse("patient_document_drop", args=[patient_id])
    client.post(address, sent())
    again = client.post(address, sent(), headers=HX)
    assert "n\\u2019a pas \\u00e9t\\u00e9 ajout\\u00e9 deux fois" in again["HX-Trigger"]
    assert len(selectors.documents_of(actor_of(team.doctor), patient_id)) == 1


@pytest.mark.parametrize(
    ("content", "asked", "disposition", "media"),
    [
        (PDF, "", 'inline; filename="Titre.pdf"', "application/pdf"),
        (PDF, "?telecharger=1", 'attachment; filename="Titre.pdf"', "application/pdf"),
        (image("PNG"), "", 'inline; filename="Titre.png"', "image/png"),
        (b"Texte", "", 'inline; filename="Titre.txt"', "text/plain; charset=utf-8"),
        (image("TIFF"), "", 'attachment; filename="Titre.tiff"', "image/tiff"),
        (package(DOCX_PARTS), "", 'attachment; filename="Titre.docx"', None),
    ],
)
def test_a_content_leaves_harmless(
    team: Team, patient_id: UUID, content: bytes, asked: str, disposition: str, media: str | None
) -> None:
    document = make_document(actor_of(team.doctor), patient_id, content, title="Titre")
    answer = signed_in(team.doctor).get(reverse("document_content", args=[document.pk]) + asked)
    assert b"".join(answer.streaming_content) == content  # type: ignore[attr-defined]
    assert answer["Content-Disposition"] == disposition
    assert answer["Content-Type"] == (media or document.mime)
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "private, no-store")
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")
    assert ("sandbox" in answer["Content-Security-Policy"]) is (document.mime != "application/pdf")


def test_what_is_opened_and_printed_is_in_the_journal(team: Team, patient_id: UUID) -> None:
    document = make_document(actor_of(team.doctor), patient_id)
    client = signed_in(team.doctor)
    for asked in ("", "?imprimer=1"):
        client.get(reverse("document_content", args=[document.pk]) + asked)
    reads.flush()
    rows = AuditEntry.objects.filter(action="document.read", about_id=patient_id).order_by("id")
    assert [row.details["printed"] for row in rows] == [False, True]


def test_a_document_is_replaced_removed_and_brought_back(team: Team, patient_id: UUID) -> None:
    document = make_document(actor_of(team.doctor), patient_id, title="Compte rendu", kind="report")
    client = signed_in(team.doctor)
    replaced = client.post(reverse("document_version", args=[document.pk]), sent(image(), "v2.jpg"), headers=HX)
    newer = UUID(replaced["HX-Redirect"].strip("/").split("/")[-1])
    assert "Ancienne version" in client.get(reverse("document", args=[document.pk])).content.decode()
    address = reverse("document_remove", args=[newer])
    assert client.post(address, {"reason": " "}).status_code == 422
    removed = client.post(address, {"reason": "Doublon"}, headers=HX)
    assert reverse("document_restore", args=[newer]) in removed["HX-Trigger"]
    tab = reverse("patient_documents", args=[patient_id])
    assert "<b>Compte rendu</b>" not in client.get(tab).content.decode()
    assert "Doublon" in client.get(tab + "?retires=1").content.decode()
    client.post(reverse("document_restore", args=[newer]))
    assert "<b>Compte rendu</b>" in client.get(tab).content.decode()


def test_a_stale_form_keeps_what_was_typed(team: Team, patient_id: UUID) -> None:
    document = make_document(actor_of(team.doctor), patient_id, kind="report")
    client, typed = signed_in(team.doctor), {"title": "Premier", "kind": "report", "version": "1"}
    address = reverse("document", args=[document.pk])
    assert client.post(address, typed).status_code == 302
    stale = client.post(address, {**typed, "title": "Second"})
    assert (stale.status_code, 'value="Second"' in stale.content.decode()) == (422, True)
    assert "Une autre personne a modifié" in stale.content.decode()


def test_a_photo_needs_the_agreement_and_is_shown(team: Team, patient_id: UUID) -> None:
    client, address = signed_in(team.secretary), reverse("patient_photo", args=[patient_id])
    form = {"id": "0191b2c5-0000-7000-8000-000000000001"}
    assert client.post(address, {**form, **sent(image(), "p.jpg")}).status_code == 422
    kept = client.post(address, {**form, "agreed": "on", **sent(image(), "p.jpg")})
    assert kept["Location"] == reverse("patient", args=[patient_id])
    photo_id = selectors.photo_of(actor_of(team.secretary), patient_id)
    assert photo_id is not None
    picture = client.get(reverse("document_photo", args=[photo_id]))
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/jpeg")
    assert reverse("document_photo", args=[photo_id]) in client.get(address).content.decode()


def test_a_stranger_and_a_role_without_right_see_nothing(team: Team, patient_id: UUID) -> None:
    document = make_document(actor_of(team.doctor), patient_id, image(), kind="report")
    stranger, secretary = signed_in(make_team("Cabinet du Port").doctor), signed_in(team.secretary)
    for name in ("document", "document_content", "document_preview", "document_photo"):
        address = reverse(name, args=[document.pk])
        assert [who.get(address).status_code for who in (stranger, secretary)] == [404, 404]
    for name in ("document_remove", "document_restore", "document_unfile"):
        assert stranger.post(reverse(name, args=[document.pk]), {"reason": "x"}).status_code == 404
    assert stranger.post(reverse("patient_document_drop", args=[patient_id]), sent()).status_code == 404
    assert stranger.get(reverse("patient_documents", args=[patient_id])).status_code == 404
    assert signed_in(team.manager).get(reverse("documents")).status_code == 403


def test_the_lists_cost_the_same_for_one_and_three(team: Team, patient_id: UUID) -> None:
    client, counts = signed_in(team.doctor), []
    for number in range(3):
        make_document(actor_of(team.doctor), None, f"a{number}".encode())
        make_document(actor_of(team.doctor), patient_id, f"b{number}".encode())
        for address in (reverse("documents"), reverse("patient_documents", args=[patient_id])):
            client.get(address)
            with CaptureQueriesContext(connection) as seen:
                client.get(address)
            counts.append(len(seen))
    assert counts[:2] == counts[4:]
    assert max(counts) <= 16
