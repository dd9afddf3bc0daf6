"""Reading documents: lists by right, contents verified and traced."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.audit.log import record_read
from brasdroit.foundation.errors import NotFound
from brasdroit.foundation.files import vault
from brasdroit.foundation.permissions import may, require
from brasdroit.foundation.search.text import fold
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.record.documents.models import Document
from brasdroit.record.documents.permissions import FILE, READ, READ_CLINICAL, visible_kinds
from brasdroit.record.documents.rules.kinds import kind_of
from brasdroit.record.documents.types import DocumentKind
from brasdroit.record.patients.permissions import READ as READ_PATIENTS
from brasdroit.record.patients.ports import TimelineEntry

LATELY, OF_A_PATIENT = 200, 500


@dataclass(frozen=True, slots=True)
class DocumentFilter:
    """What a list is narrowed to: words of the title (or of the patient's name), kind, removed ones instead."""

    words: str = ""
    kind: str = ""
    removed: bool = False


@dataclass(frozen=True, slots=True)
class OpenedDocument:
    """A document whose content was verified; `chunks` streams it."""

    document: Document
    chunks: Iterator[bytes]


def documents_of(actor: Actor, patient_id: UUID, wanted: DocumentFilter | None = None) -> list[Document]:
    """The documents of a patient, by their date, the newest first. One statement."""
    require(actor, READ)
    asked = wanted or DocumentFilter()
    with tenant_scope(actor.tenant_id):
        rows = _shown(actor, asked).filter(patient_id=patient_id).exclude(kind=DocumentKind.PHOTO)
        found = list(rows.order_by("-created_at")[:OF_A_PATIENT])
    kept = [each for each in found if _matches(asked.words, each.title, kind_of(each.kind).label)]
    return sorted(kept, key=lambda each: (each.dated_on or each.created_at.date(), each.created_at), reverse=True)


def hidden_count(actor: Actor, patient_id: UUID) -> int:
    """How many documents of the patient the role does not show; no statement for those who see all."""
    if may(actor, READ_CLINICAL):
        return 0
    with tenant_scope(actor.tenant_id):
        own = Document.objects.filter(patient_id=patient_id, deleted_at=None, superseded_at=None)
        return own.exclude(kind__in=visible_kinds(actor)).count()


def lately(actor: Actor, wanted: DocumentFilter | None = None) -> list[Document]:
    """The documents received lately, filed or not, the newest first; patients loaded. One statement."""
    require(actor, READ)
    asked = wanted or DocumentFilter()
    with tenant_scope(actor.tenant_id):
        rows = _shown(actor, asked).select_related("patient").exclude(kind=DocumentKind.PHOTO)
        found = list(rows.order_by("-created_at")[:LATELY])
    return [each for each in found if _matches(asked.words, each.title, str(each.patient or ""))]


def to_file(actor: Actor, wanted: DocumentFilter | None = None) -> list[Document]:
    """The documents without a patient, the oldest first. One statement."""
    require(actor, FILE)
    asked = wanted or DocumentFilter()
    with tenant_scope(actor.tenant_id):
        found = list(_shown(actor, asked).filter(patient=None).order_by("created_at")[:LATELY])
    return [each for each in found if _matches(asked.words, each.title)]


def to_file_count(actor: Actor) -> int:
    """How many documents wait for a patient. One statement."""
    if not may(actor, FILE):
        return 0
    with tenant_scope(actor.tenant_id):
        return _shown(actor, DocumentFilter()).filter(patient=None).count()


def document_detail(actor: Actor, document_id: UUID, *, traced: bool = True) -> Document:
    """One document, any version, removed or not, its patient loaded; the read is traced. NotFound. One statement."""
    found = _document(actor, document_id)
    if traced:
        record_read(actor, "document.page_read", subject=found, about_id=found.patient_id)
    return found


def _document(actor: Actor, document_id: UUID) -> Document:
    require(actor, READ)
    with tenant_scope(actor.tenant_id):
        found = Document.objects.select_related("patient").filter(pk=document_id, kind__in=visible_kinds(actor)).first()
    if found is None:
        raise NotFound("Ce document n’existe pas ou plus.")
    return found


def versions(actor: Actor, document: Document) -> list[Document]:
    """The versions of a document whose kind the role may see, the newest first. One statement."""
    require(actor, READ)
    with tenant_scope(actor.tenant_id):
        rows = Document.objects.filter(series=document.series, kind__in=visible_kinds(actor))
        return list(rows.order_by("-created_at"))


def open_document(actor: Actor, document_id: UUID, *, printed: bool = False) -> OpenedDocument:
    """The content, verified before the first byte leaves; the reading is traced.

    Raises NotFound, and VaultError when the file is missing or was altered.
    """
    document = _document(actor, document_id)
    _verify(document)
    details = {"kind": document.kind, "printed": printed}
    record_read(actor, "document.read", subject=document, about_id=document.patient_id, details=details)
    return OpenedDocument(document, vault.read(document.file_id))


def preview_picture(actor: Actor, document_id: UUID) -> bytes:
    """The small view, a JPEG; the read is traced. Raises NotFound when there is none."""
    document = _document(actor, document_id)
    if document.preview_id is None:
        raise NotFound("Ce document n’a pas d’aperçu.")
    record_read(actor, "document.preview_read", subject=document, about_id=document.patient_id)
    return b"".join(_sound(vault.read(document.preview_id)))


def photo_of(actor: Actor, patient_id: UUID) -> UUID | None:
    """The document that is the patient's photo, or None: the banner shows initials then. One statement."""
    with tenant_scope(actor.tenant_id):
        photos = Document.objects.filter(patient_id=patient_id, kind=DocumentKind.PHOTO)
        return photos.filter(superseded_at=None, deleted_at=None).values_list("pk", flat=True).first()


def photo_picture(actor: Actor, document_id: UUID) -> bytes:
    """The bytes of a patient's photo, a JPEG that we made; raises NotFound for any other document."""
    require(actor, READ_PATIENTS)
    with tenant_scope(actor.tenant_id):
        document = Document.objects.filter(pk=document_id, kind=DocumentKind.PHOTO, deleted_at=None).first()
    if document is None:
        raise NotFound("Ce patient n’a pas de photo.")
    return b"".join(_sound(vault.read(document.file_id)))


def document_timeline(actor: Actor, patient_id: UUID, length: int) -> Iterable[TimelineEntry]:
    """The patient's documents for his timeline: those the role may see, none without the right. One statement."""
    if not may(actor, READ):
        return
    rows = _shown(actor, DocumentFilter()).filter(patient_id=patient_id).exclude(kind=DocumentKind.PHOTO)
    for row in rows.order_by("-created_at")[:length]:
        kind = kind_of(row.kind)
        yield TimelineEntry(row.created_at, f"{kind.label}\u202f: {row.title}", row.author_name, icon=kind.icon)


def _shown(actor: Actor, wanted: DocumentFilter) -> QuerySet[Document]:
    kinds = [code for code in visible_kinds(actor) if wanted.kind in ("", code)]
    return Document.objects.filter(kind__in=kinds, superseded_at=None, deleted_at__isnull=not wanted.removed)


def _matches(words: str, *texts: str) -> bool:
    known = fold(" ".join(texts))
    return all(part in known for part in fold(words[:100]).split())


def _verify(document: Document) -> None:
    digest, size = hashlib.sha256(), 0
    for chunk in _sound(vault.read(document.file_id)):
        digest.update(chunk)
        size += len(chunk)
    if (size, digest.hexdigest()) != (document.size, document.sha256):
        raise _altered()


def _sound(chunks: Iterator[bytes]) -> Iterator[bytes]:
    try:
        yield from chunks
    except ValueError as error:  # a record cut short: the cipher refuses its length
        raise _altered() from error


def _altered() -> vault.VaultError:
    return vault.VaultError("Ce document est illisible\u202f: le fichier a été altéré.", code="file_altered")
