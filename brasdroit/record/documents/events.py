"""What happened to a document."""

from dataclasses import dataclass
from uuid import UUID

from brasdroit.foundation.events import Event


@dataclass(frozen=True, slots=True)
class DocumentFiled(Event):
    """A document came into a patient's record, or changed records; `kind` is its code."""

    document_id: UUID
    patient_id: UUID
    kind: str
