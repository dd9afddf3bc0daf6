"""What the record keeps of a vaccination, and what is said of a vaccination history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class ImmunizationStatus(StrEnum):
    """FHIR R4 Immunization.status, the codes this workspace uses."""

    COMPLETED = "completed"
    IN_ERROR = "entered-in-error"


class Evidence(StrEnum):
    """How a dose is known: PROVED: a booklet, a certificate or the box was seen; DECLARED: somebody says so."""

    PROVED = "proved"
    DECLARED = "declared"


class StatementKind(StrEnum):
    """What is said of a history: read whole, no trace found after a search, or a contraindication a doctor certifies."""

    HISTORY_SEEN = "history-seen"
    NO_RECORD = "no-record"
    CONTRAINDICATION = "contraindication"


HISTORY = (StatementKind.HISTORY_SEEN, StatementKind.NO_RECORD)


@dataclass(frozen=True, slots=True)
class DoseFacts:
    """A vaccination as somebody gives it; `id` is the new row's.

    `given_on`, or `given_text` when the day is known in part (« 2011 », « 03/2011 »). `product`: brand, usual name
    (« ROR ») or CIP13. `expiry_confirmed`: the person saw that the lot had expired and keeps the dose.
    """

    id: UUID
    product: str
    given_on: date | None = None
    given_text: str = ""
    lot: str = ""
    expires_on: date | None = None
    site: str = ""
    route: str = ""
    rank_told: str = ""
    evidence: Evidence = Evidence.DECLARED
    prescribed_by: str = ""
    administered_by: str = ""
    expiry_confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """The vaccine somebody named: `name` as kept; codes are blank when unknown."""

    name: str
    nuva: str = ""
    cip13: str = ""
