"""Plain values for delegations (reference "profession", section 1.4)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from brasdroit.practice.members.types import Profile


class DeadlineAnchor(StrEnum):
    """Which delay of the convention 2024 the practice follows; STRICT keeps the earlier of the two."""

    STRICT = "strict"
    CPAM_SIGNATURE = "cpam_signature"
    HIRE = "hire"


class Verdict(StrEnum):
    """UNDETERMINED: a fact is missing; the act is not allowed until it is known."""

    ALLOWED = "allowed"
    REFUSED = "refused"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True, slots=True)
class Doctor:
    """The delegating doctor. `name` reads after « Le », as in « Dr Martin ». `left_on`: first day away."""

    id: str
    name: str
    left_on: date | None = None


@dataclass(frozen=True, slots=True)
class Assistant:
    """The assistant, for one contract. Days are included except `*_until` of trainings, first day not valid.

    `hired_on`, `post_started_on`, `cpam_signed_on` anchor the qualification deadlines; `cpam_signed_on` None means
    that there is no CPAM contract. `adaptation_on`: attestation of the adaptation course (DEI, DEAS, DEAP).
    `trainings`: first day no longer valid of a training, by mission code (None: no limit).
    `confidentiality_signed`: the commitment for this contract is signed (None: not filled in).
    """

    id: str
    name: str
    profile: Profile
    contract_from: date
    contract_until: date | None = None
    hired_on: date | None = None
    post_started_on: date | None = None
    cpam_signed_on: date | None = None
    certified_on: date | None = None
    adaptation_on: date | None = None
    afgsu_on: date | None = None
    afgsu_refreshed_on: date | None = None
    trainings: Mapping[str, date | None] = field(default_factory=lambda: MappingProxyType({}))
    confidentiality_signed: bool | None = None


@dataclass(frozen=True, slots=True)
class Device:
    """A device of the practice; `fully_automatic` is declared by a doctor (None: nobody said)."""

    id: str
    label: str
    fully_automatic: bool | None
    in_service: bool = True


@dataclass(frozen=True, slots=True)
class Delegation:
    """One mission, one doctor, one assistant. `valid_until`: last day included; `revoked_on`: first day without."""

    id: str
    doctor_id: str
    assistant_id: str
    mission: str
    valid_from: date
    valid_until: date | None = None
    signed_on: date | None = None
    revoked_on: date | None = None
    device_ids: frozenset[str] = frozenset()
    protocol_id: str | None = None
    conditions: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the assistant is about to do: a mission code (or a forbidden act's code) on day `on`.

    `urgent`: an urgent call. `offering`: only decide whether to show the action, the device being chosen later.
    """

    mission: str
    on: date
    device: Device | None = None
    urgent: bool = False
    offering: bool = False


@dataclass(frozen=True, slots=True)
class DelegationAnswer:
    """The answer shown to the assistant: one French sentence that tells what to do, its sources, what is missing.

    `reminders` are sentences that do not block.
    """

    verdict: Verdict
    code: str
    explanation: str
    sources: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    delegation_id: str | None = None
    reminders: tuple[str, ...] = ()

    @property
    def allowed(self) -> bool:
        """True only when everything is known and in order."""
        return self.verdict is Verdict.ALLOWED


@dataclass(frozen=True, slots=True)
class Deadline:
    """Last day (included) to be qualified, the facts that gave it, and those that are missing."""

    by: date | None
    anchors: Mapping[str, date]
    missing: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class MatrixChange:
    """What a change of the matrix means: codes in the order of the catalogue, and one French sentence."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    kept: tuple[str, ...]
    unknown: tuple[str, ...]
    explanation: str

    @property
    def needs_signature(self) -> bool:
        """A doctor signs what he adds; taking away is immediate."""
        return bool(self.added)


@dataclass(frozen=True, slots=True)
class Grant:
    """A mission a doctor is about to sign for an assistant; `valid_until`: last day included."""

    assistant_id: UUID
    mission: str
    valid_from: date
    valid_until: date | None = None
    conditions: str = ""
    device_ids: tuple[str, ...] = ()
    protocol_id: UUID | None = None

    @property
    def cell(self) -> str:
        """The key of the matrix's cell: « assistant:code »."""
        return f"{self.assistant_id}:{self.mission}"


@dataclass(frozen=True, slots=True)
class Signature:
    """How and when the doctor proved that it is he who signs (password, totp, passkey)."""

    method: str
    at: datetime


class EndReason(StrEnum):
    """Why a signed line ended."""

    REVOKED = "revoked"
    REPLACED = "replaced"

    @property
    def label(self) -> str:
        """« Retirée »."""
        return {"revoked": "Retirée", "replaced": "Remplacée"}[self.value]


KIND_LABELS: Mapping[str, str] = {
    "ADM": "Tâches administratives",
    "CONS": "Préparation et déroulement de la consultation",
    "COORD": "Organisation et coordination",
}
