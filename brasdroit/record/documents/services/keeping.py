"""Filing, naming, removing and restoring documents."""

from __future__ import annotations

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.errors import Conflict, Invalid
from brasdroit.foundation.live.topics import topic_of
from brasdroit.foundation.service import publish, service, touch, trace
from brasdroit.practice.missions.permissions import require_delegation
from brasdroit.record.documents.events import DocumentFiled
from brasdroit.record.documents.models import Document
from brasdroit.record.documents.permissions import FILE
from brasdroit.record.documents.services.checks import checked_facts, find_document
from brasdroit.record.documents.services.storing import FILING
from brasdroit.record.documents.types import DocumentFacts, DocumentKind
from brasdroit.record.patients.services.changes import find_patient, save_changes, texts


@service(FILE, mission=FILING)
def edit_document(*, actor: Actor, document_id: UUID, facts: DocumentFacts, version: int | None) -> Document:
    """Change kind, title and date. Raises Invalid by field, Conflict "stale"."""
    require_delegation(actor=actor, mission=FILING)
    document = find_document(actor, document_id)
    said = checked_facts(facts, document.title)
    _refuse_portrait(document, said.kind)
    values = {"kind": said.kind, "title": said.title, "dated_on": said.dated_on}
    if changes := save_changes(document, values, version):
        _tell("document.edited", document, {"fields": sorted(changes)})
    return document


@service(FILE, mission=FILING)
def attach_document(
    *, actor: Actor, document_id: UUID, patient_id: UUID | None, facts: DocumentFacts | None, version: int | None
) -> Document:
    """File a document in a patient's record, move it to the right one, or (None) put it back among those to be filed.

    Its former versions follow. Raises NotFound for a foreign patient, Invalid by field, Conflict "stale".
    """
    require_delegation(actor=actor, mission=FILING)
    document, before = find_document(actor, document_id), None
    if patient_id:
        find_patient(patient_id)
    said = checked_facts(facts or DocumentFacts(document.kind, document.title, document.dated_on), document.title)
    _refuse_portrait(document, said.kind)
    before = document.patient_id
    values = {"patient_id": patient_id, "kind": said.kind, "title": said.title, "dated_on": said.dated_on}
    if not save_changes(document, values, version):
        return document
    Document.objects.filter(series=document.series).exclude(pk=document.pk).update(patient_id=patient_id)
    if before and before != patient_id:
        trace("document.moved_away", subject=document, about_id=before)
        touch(topic_of("patient", before))
    _tell("document.filed" if patient_id else "document.unfiled", document, {"kind": said.kind})
    if patient_id:
        publish(DocumentFiled(document.pk, patient_id, said.kind))
    return document


@service(FILE, mission=FILING)
def remove_document(*, actor: Actor, document_id: UUID, reason: str, version: int | None = None) -> Document:
    """Take a document off the screens, with the reason; its row and its file stay. Raises Invalid without a reason."""
    require_delegation(actor=actor, mission=FILING)
    document = find_document(actor, document_id)
    said = texts(Document, deleted_reason=reason)["deleted_reason"]
    if not said:
        text = "Dites pourquoi ce document est retiré."
        raise Invalid(text, fields={"reason": [text]})
    document.deleted_at, document.deleted_reason = timezone.now(), said
    document.deleted_by_name = actor.display_name
    document.save_edit(expected_version=version, fields=["deleted_at", "deleted_reason", "deleted_by_name"])
    _tell("document.removed", document, {"kind": document.kind})
    return document


@service(FILE, mission=FILING)
def restore_document(*, actor: Actor, document_id: UUID) -> Document:
    """Bring a removed document back. Raises Conflict when another photo took its place meanwhile."""
    require_delegation(actor=actor, mission=FILING)
    document = find_document(actor, document_id, removed=True)
    document.deleted_at, document.deleted_reason, document.deleted_by_name = None, "", ""
    try:
        with transaction.atomic():
            document.save_edit(expected_version=None, fields=["deleted_at", "deleted_reason", "deleted_by_name"])
    except IntegrityError as error:
        raise Conflict("Une autre photo du patient a pris sa place entre-temps.", code="photo_taken") from error
    _tell("document.restored", document, {"kind": document.kind})
    return document


def _refuse_portrait(document: Document, kind: str) -> None:
    if (document.kind == DocumentKind.PHOTO) != (kind == DocumentKind.PHOTO):
        text = "La photo du patient se prend et se change depuis sa fiche."
        raise Invalid(text, fields={"kind": [text]})


def _tell(action: str, document: Document, details: dict[str, object]) -> None:
    trace(action, subject=document, about_id=document.patient_id, details=details)
    touch("documents", *([topic_of("patient", document.patient_id)] if document.patient_id else []))
