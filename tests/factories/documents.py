"""Synthetic documents: real files of each accepted type, and those that must be refused."""

from __future__ import annotations

import io
import zipfile
from typing import Any
from uuid import UUID

from PIL import Image

from brasdroit.foundation.actors import Actor
from brasdroit.record.documents.models import Document
from brasdroit.record.documents.services import Upload, store_document
from brasdroit.record.documents.types import DocumentFacts

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
LOCKED_PDF = PDF.replace(b"/Root 1 0 R", b"/Root 1 0 R/Encrypt 5 0 R")
HEIC = b"\x00\x00\x00\x18ftypheic" + bytes(64)
DOCX_PARTS = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>"}
ODT_PARTS = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<content/>"}


def image(form: str = "JPEG", size: tuple[int, int] = (300, 200), **options: Any) -> bytes:
    """A picture with enough of a pattern to have a size."""
    out = io.BytesIO()
    picture = Image.linear_gradient("L").resize(size).convert("RGB")
    picture.save(out, form, **options)
    return out.getvalue()


def package(parts: dict[str, bytes]) -> bytes:
    """A zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def upload(content: bytes, name: str = "CR_cardio 2026.pdf") -> Upload:
    """A file as it comes."""
    return Upload(io.BytesIO(content), name, len(content))


def make_document(
    actor: Actor, patient_id: UUID | None = None, content: bytes = PDF, kind: str = "unsorted", **fields: Any
) -> Document:
    """A stored document."""
    facts = DocumentFacts(kind, fields.pop("title", ""), fields.pop("dated_on", None))
    return store_document(actor=actor, upload=upload(content), patient_id=patient_id, facts=facts).document
