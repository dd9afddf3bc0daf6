"""The words of documents: codes that are stored, and what a file was found to be."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DocumentKind(StrEnum):
    """What a document is; labels and nature are in `rules.kinds`."""

    UNSORTED = "unsorted"
    IDENTITY = "identity"
    INSURANCE = "insurance"
    AGREEMENT = "agreement"
    ADMINISTRATIVE = "administrative"
    PHOTO = "photo"
    LETTER = "letter"
    REPORT = "report"
    LABORATORY = "laboratory"
    IMAGING = "imaging"
    PRESCRIPTION = "prescription"
    CERTIFICATE = "certificate"
    VACCINATION = "vaccination"
    TRACING = "tracing"
    CLINICAL_PHOTO = "clinical_photo"
    OTHER = "other"


class Nature(StrEnum):
    """Who may see it: `UNSORTED` whoever files documents, `CLINICAL` those who care for the patient."""

    UNSORTED = "unsorted"
    ADMINISTRATIVE = "administrative"
    CLINICAL = "clinical"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind as it is shown: code, French label, nature, lucide icon."""

    code: DocumentKind
    label: str
    nature: Nature
    icon: str


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What people say about a document; a blank title is made from the name of the file."""

    kind: str = DocumentKind.UNSORTED
    title: str = ""
    dated_on: date | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """What a file was found to be: media type, usual extension, whether a browser may show it beside our pages."""

    mime: str
    extension: str
    shown_inline: bool
