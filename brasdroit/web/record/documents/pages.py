"""What the pages of documents show, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.clock.ages import counted
from brasdroit.record.documents import selectors
from brasdroit.record.documents.rules.kinds import FILED, KINDS, kind_of
from brasdroit.record.documents.selectors import DocumentFilter
from brasdroit.record.documents.services.contents import CONTENTS
from brasdroit.record.documents.types import DocumentKind, Nature

ACCEPT = ".pdf,.jpg,.jpeg,.png,.tif,.tiff,.docx,.odt,.rtf,.txt"
KIND_CHOICES = [
    ("", "Tous les types"),
    *((kind.code.value, kind.label) for kind in KINDS if kind.code is not DocumentKind.PHOTO),
]
FORM_KINDS = [(kind.code.value, kind.label) for kind in FILED]
STATES = [("", "Dans la fiche"), ("1", "Retirés")]
_TONES = {Nature.UNSORTED: "wait", Nature.CLINICAL: "info", Nature.ADMINISTRATIVE: "plain"}
_SOURCES = {"upload": "déposé", "scan": "numérisé", "photo": "photographié", "generated": "produit par Brasdroit"}


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One document in words."""

    id: UUID
    title: str
    kind: str
    icon: str
    tone: str
    day: date
    received: Any
    who: str
    size: str
    format: str
    href: str
    preview: str
    patient: Any
    removed: str
    version: int


def row(document: Any, *, named: bool = True) -> DocumentRow:
    """A document in words; `named`: with its patient, who must be loaded."""
    kind, content = kind_of(document.kind), CONTENTS.get(document.mime)
    source = _SOURCES.get(document.source, document.source)
    return DocumentRow(
        id=document.pk,
        title=document.title,
        kind=kind.label,
        icon=kind.icon,
        tone=_TONES[kind.nature],
        day=document.dated_on or timezone.localtime(document.created_at).date(),
        received=document.created_at,
        who=f"{source} par {document.author_name}" if document.author_name else source,
        size=size_words(document.size),
        format=content.extension.upper() if content else document.mime,
        href=reverse("document", args=[document.pk]),
        preview=reverse("document_preview", args=[document.pk]) if document.preview_id else "",
        patient=document.patient if named else None,
        removed=f"Retiré par {document.deleted_by_name}\u202f: {document.deleted_reason}"
        if document.deleted_at
        else "",
        version=document.version,
    )


def rows(documents: Iterable[Any], *, named: bool = True) -> list[DocumentRow]:
    """Documents in words."""
    return [row(each, named=named) for each in documents]


def size_words(size: int) -> str:
    """« 312 octets », « 240 ko », « 1,2 Mo »."""
    if size < 1000:
        return f"{size} octets"
    return f"{size // 1000} ko" if size < 1_000_000 else f"{size / 1_000_000:.1f} Mo".replace(".", ",")


@dataclass(frozen=True, slots=True)
class Desk:
    """The page « Documents »: what waits to be filed, what came lately."""

    count: str
    to_file: list[DocumentRow]
    lately: list[DocumentRow]
    wanted: DocumentFilter


def desk(actor: Actor, wanted: DocumentFilter) -> Desk:
    """Two statements."""
    waiting = rows(selectors.to_file(actor, wanted))
    filed = [each for each in rows(selectors.lately(actor, wanted)) if each.patient or wanted.removed]
    return Desk(str(len(waiting) or ""), waiting, filed, wanted)


@dataclass(frozen=True, slots=True)
class PatientDocuments:
    """The tab « Documents » of a patient."""

    rows: list[DocumentRow]
    hidden: str
    wanted: DocumentFilter
    state: str


def of_patient(actor: Actor, patient_id: UUID, wanted: DocumentFilter) -> PatientDocuments:
    """One statement for those who read medical documents, two for the others."""
    shown = rows(selectors.documents_of(actor, patient_id, wanted), named=False)
    count = selectors.hidden_count(actor, patient_id)
    hidden = (
        f"{counted(count, 'document')} {'médicaux' if count > 1 else 'médical'} que votre rôle ne montre pas."
        if count
        else ""
    )
    return PatientDocuments(shown, hidden, wanted, "1" if wanted.removed else "")
