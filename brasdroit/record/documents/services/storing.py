"""Receiving documents: checked, encrypted, told when they are known already."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.errors import Conflict, Invalid
from brasdroit.foundation.files import vault
from brasdroit.foundation.identifiers import new_id
from brasdroit.foundation.live.topics import topic_of
from brasdroit.foundation.permissions import require
from brasdroit.foundation.service import publish, service, touch, trace
from brasdroit.practice.missions.permissions import require_delegation
from brasdroit.record.documents.events import DocumentFiled
from brasdroit.record.documents.models import Document
from brasdroit.record.documents.permissions import FILE
from brasdroit.record.documents.rules.names import title_of
from brasdroit.record.documents.services.checks import checked_facts, find_document
from brasdroit.record.documents.services.contents import JPEG, checked_content
from brasdroit.record.documents.services.pictures import may_be_drawn, portrait, preview_of_image
from brasdroit.record.documents.services.previews import draw_preview
from brasdroit.record.documents.types import Content, DocumentFacts, DocumentKind
from brasdroit.record.patients.permissions import EDIT
from brasdroit.record.patients.services.administrative import record_consent
from brasdroit.record.patients.services.changes import find_patient

FILING, KEEPING = "ADM-09", "ADM-03"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came: seekable stream, the name its owner gave it, size in bytes."""

    stream: BinaryIO
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of a file. `created` False: the record holds that very content already, and `document` is it.

    `elsewhere`: the same content also lies in another record, or waits to be filed.
    """

    document: Document
    created: bool
    elsewhere: bool = False


def store_document(
    *,
    actor: Actor,
    upload: Upload,
    patient_id: UUID | None = None,
    document_id: UUID | None = None,
    facts: DocumentFacts | None = None,
    source: str = "upload",
) -> Stored:
    """Keep a document, in a patient's record or (None) among those to be filed.

    The same content in the same place, or the same `document_id`, answers the document already there. The file is read,
    encrypted and made durable before the transaction, so that nobody waits for it before writing.
    Raises Invalid (field "file") when the content is refused, NotFound for a foreign patient.
    """
    require(actor, FILE)
    with _kept(upload) as kept:
        stored: Stored = _store(
            actor=actor, kept=kept, name=upload.name, patient_id=patient_id, document_id=document_id, facts=facts,
            source=source,
        )  # fmt: skip
        if not stored.created:
            kept.forget()
    return stored


@service(FILE, mission=FILING)
def _store(
    *,
    actor: Actor,
    kept: _Kept,
    name: str,
    patient_id: UUID | None,
    document_id: UUID | None,
    facts: DocumentFacts | None,
    source: str,
) -> Stored:
    require_delegation(actor=actor, mission=FILING)
    if patient_id:
        find_patient(patient_id)
    said = checked_facts(facts or DocumentFacts(), title_of(name))
    if document_id and (known := Document.objects.filter(pk=document_id).first()):
        return Stored(known, created=False)
    return _stored(actor, kept, said, patient_id, document_id or new_id(), source)


def replace_document(*, actor: Actor, document_id: UUID, upload: Upload, version: int | None = None) -> Document:
    """Put a new version of a document in its place; the former one stays in its history. The file is kept beforehand.

    Raises Invalid (field "file"); Conflict "same_content" when nothing would change, "stale" when it changed meanwhile.
    """
    require(actor, FILE)
    with _kept(upload) as kept:
        document: Document = _replace(actor=actor, document_id=document_id, kept=kept, version=version)
    return document


@service(FILE, mission=FILING)
def _replace(*, actor: Actor, document_id: UUID, kept: _Kept, version: int | None) -> Document:
    require_delegation(actor=actor, mission=FILING)
    former = find_document(actor, document_id)
    _refuse_same(kept, former)
    former.superseded_at = timezone.now()
    former.save_edit(expected_version=version, fields=["superseded_at"])
    said = DocumentFacts(former.kind, former.title, former.dated_on)
    return _create(actor, kept, said, former.patient_id, new_id(), former.source, series=former.series)


def set_photo(*, actor: Actor, patient_id: UUID, upload: Upload, agreed: bool, consent_id: UUID) -> Document:
    """Make this the patient's photo: re-encoded, square, without the camera's data; the former one stays in history.

    Raises Invalid (field "agreed") unless the patient, or who represents him, agreed; the agreement is kept as a consent.
    The picture is drawn and kept before the transaction.
    """
    require(actor, EDIT)
    if not agreed:
        text = "Demandez l’accord du patient, ou de la personne qui le représente, avant de garder sa photo."
        raise Invalid(text, code="consent_needed", fields={"agreed": [text]})
    with _kept(upload, _keep_portrait) as kept:
        document: Document = _show_portrait(actor=actor, patient_id=patient_id, kept=kept, consent_id=consent_id)
    return document


@service(EDIT, mission=KEEPING)
def _show_portrait(*, actor: Actor, patient_id: UUID, kept: _Kept, consent_id: UUID) -> Document:
    require_delegation(actor=actor, mission=KEEPING)
    patient = find_patient(patient_id)
    record_consent(
        actor=actor, patient_id=patient_id, consent_id=consent_id, kind="photo", decision="given",
        decided_on=timezone.localdate(), means="oral",
    )  # fmt: skip
    former = Document.objects.filter(
        patient=patient, kind=DocumentKind.PHOTO, superseded_at=None, deleted_at=None
    ).first()
    if former:
        former.superseded_at = timezone.now()
        former.save_edit(expected_version=None, fields=["superseded_at"])
    said = DocumentFacts(DocumentKind.PHOTO, "Photo du patient")
    return _create(actor, kept, said, patient_id, new_id(), "photo", series=former.series if former else None)


def _refuse_same(kept: _Kept, former: Document) -> None:
    if kept.sha256 == former.sha256:
        raise Conflict("Ce fichier est identique au document déjà présent.", code="same_content")


@dataclass(frozen=True, slots=True)
class _Kept:
    content: Content
    file_id: UUID
    size: int
    sha256: str
    preview_id: UUID | None

    def forget(self) -> None:
        vault.erase(self.file_id)
        if self.preview_id:
            vault.erase(self.preview_id)


def _keep(upload: Upload) -> _Kept:
    content = checked_content(upload.stream, upload.size, settings.MAX_DOCUMENT_BYTES)
    small = preview_of_image(upload.stream, content.mime)
    upload.stream.seek(0)
    file_id, size, digest = vault.store(_chunks(upload.stream))
    preview_id = vault.store([small])[0] if small else None
    return _Kept(content, file_id, size, digest, preview_id)


def _keep_portrait(upload: Upload) -> _Kept:
    checked_content(upload.stream, upload.size, settings.MAX_DOCUMENT_BYTES)
    return _Kept(JPEG, *vault.store([portrait(upload.stream)]), None)


@contextmanager
def _kept(upload: Upload, keep: Callable[[Upload], _Kept] = _keep) -> Iterator[_Kept]:
    """The file in the vault, and nothing left of it there when the block is refused."""
    kept = keep(upload)
    try:
        yield kept
    except BaseException:
        kept.forget()
        raise


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    while chunk := stream.read(_CHUNK):
        yield chunk


def _stored(
    actor: Actor, kept: _Kept, said: DocumentFacts, patient_id: UUID | None, document_id: UUID, source: str
) -> Stored:
    same = list(Document.objects.filter(sha256=kept.sha256, deleted_at=None, superseded_at=None)[:20])
    if here := next((each for each in same if each.patient_id == patient_id), None):
        return Stored(here, created=False)
    return Stored(_create(actor, kept, said, patient_id, document_id, source), created=True, elsewhere=bool(same))


def _create(
    actor: Actor,
    kept: _Kept,
    said: DocumentFacts,
    patient_id: UUID | None,
    document_id: UUID,
    source: str,
    series: UUID | None = None,
) -> Document:
    document = Document.objects.create(
        id=document_id,
        patient_id=patient_id,
        kind=said.kind,
        title=said.title,
        dated_on=said.dated_on,
        mime=kept.content.mime,
        size=kept.size,
        sha256=kept.sha256,
        file_id=kept.file_id,
        preview_id=kept.preview_id,
        source=source,
        author_id=actor.membership_id,
        author_name=actor.display_name,
        series=series or document_id,
    )
    _tell(document, replaced=series is not None)
    return document


def _tell(document: Document, *, replaced: bool) -> None:
    action = "document.replaced" if replaced else "document.stored"
    details = {"kind": document.kind, "mime": document.mime, "size": document.size}
    trace(action, subject=document, about_id=document.patient_id, details=details)
    touch("documents", *([topic_of("patient", document.patient_id)] if document.patient_id else []))
    if document.patient_id:
        publish(DocumentFiled(document.pk, document.patient_id, document.kind))
    if may_be_drawn(document.mime):
        draw_preview.enqueue(str(document.tenant_id), str(document.pk))
