"""The kinds of documents, their labels, and who they concern.

The nature decides who reads: medical documents are for those who care for the patient (safety §7); the practice's own
list, no legal nomenclature.
"""

from collections.abc import Mapping
from types import MappingProxyType

from brasdroit.record.documents.types import DocumentKind, Kind, Nature

_A, _C = Nature.ADMINISTRATIVE, Nature.CLINICAL

KINDS: tuple[Kind, ...] = (
    Kind(DocumentKind.UNSORTED, "À classer", Nature.UNSORTED, "inbox"),
    Kind(DocumentKind.LETTER, "Courrier médical", _C, "mail"),
    Kind(DocumentKind.REPORT, "Compte rendu", _C, "file-text"),
    Kind(DocumentKind.LABORATORY, "Résultat de biologie", _C, "flask-conical"),
    Kind(DocumentKind.IMAGING, "Imagerie", _C, "scan"),
    Kind(DocumentKind.PRESCRIPTION, "Ordonnance", _C, "pill"),
    Kind(DocumentKind.CERTIFICATE, "Certificat", _C, "file-badge"),
    Kind(DocumentKind.VACCINATION, "Carnet de vaccination", _C, "syringe"),
    Kind(DocumentKind.TRACING, "Tracé ou mesure", _C, "activity"),
    Kind(DocumentKind.CLINICAL_PHOTO, "Photo clinique", _C, "camera"),
    Kind(DocumentKind.OTHER, "Autre document médical", _C, "file"),
    Kind(DocumentKind.INSURANCE, "Droits et mutuelle", _A, "shield-check"),
    Kind(DocumentKind.AGREEMENT, "Consentement signé", _A, "file-signature"),
    Kind(DocumentKind.IDENTITY, "Pièce d’identité", _A, "id-card"),
    Kind(DocumentKind.ADMINISTRATIVE, "Autre document administratif", _A, "folder"),
    Kind(DocumentKind.PHOTO, "Photo du patient", _A, "user-round"),
)
BY_CODE: Mapping[str, Kind] = MappingProxyType({kind.code.value: kind for kind in KINDS})
FILED = tuple(kind for kind in KINDS if kind.code not in (DocumentKind.UNSORTED, DocumentKind.PHOTO))
"""The kinds a person chooses from: the photo of the patient has its own page."""


def kind_of(code: str) -> Kind:
    """The kind of a code; a code of another edition is shown as a medical document, which fewer people see."""
    return BY_CODE.get(code, BY_CODE[DocumentKind.OTHER])
