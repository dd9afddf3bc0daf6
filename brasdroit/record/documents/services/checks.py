"""What every act on a document verifies first."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.errors import Invalid, NotFound
from brasdroit.record.documents.models import Document
from brasdroit.record.documents.permissions import visible_kinds
from brasdroit.record.documents.rules.kinds import BY_CODE
from brasdroit.record.documents.types import DocumentFacts
from brasdroit.record.patients.services.inputs import plain_text, width


def find_document(actor: Actor, document_id: UUID, *, removed: bool = False) -> Document:
    """The current version of a document this person may see; NotFound otherwise."""
    found = Document.objects.filter(pk=document_id, superseded_at=None, kind__in=visible_kinds(actor))
    document: Document | None = found.filter(deleted_at__isnull=not removed).first()
    if document is None:
        raise NotFound("Ce document n’existe pas ou plus.")
    return document


def checked_facts(facts: DocumentFacts, title: str = "") -> DocumentFacts:
    """The facts as stored; a blank title takes `title`. Raises Invalid by field."""
    problems: dict[str, list[str]] = {}
    if facts.kind not in BY_CODE:
        problems["kind"] = ["Choisissez le type du document."]
    if facts.dated_on and facts.dated_on > timezone.localdate():
        problems["dated_on"] = ["Cette date est dans l’avenir."]
    said = _title(facts.title or title, problems)
    if problems:
        raise Invalid("Certaines informations sont à corriger.", fields=problems)
    return DocumentFacts(facts.kind, said, facts.dated_on)


def _title(text: str, problems: dict[str, list[str]]) -> str:
    try:
        said = plain_text(text, width(Document, "title"))
    except ValueError as error:
        problems["title"] = [str(error)]
        return ""
    if not said:
        problems["title"] = ["Donnez un titre au document."]
    return said
