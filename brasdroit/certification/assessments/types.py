"""Plain values of an assessment case and of the proposal made to the jury (reference "profession", section 3.4)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType


class Appreciation(StrEnum):
    """What the tutor says of one competency."""

    MASTERED = "mastered"
    BEING_ACQUIRED = "being_acquired"
    NOT_ACQUIRED = "not_acquired"


class Outcome(StrEnum):
    """The state of one assessment. ABSENT: not acquired at this sitting, and not an attempt."""

    ACQUIRED = "acquired"
    NOT_ACQUIRED = "not_acquired"
    ABSENT = "absent"
    NOT_SAT = "not_sat"


class BlockProposal(StrEnum):
    """What is proposed to the jury for one block. PENDING: what is missing could still make it acquired."""

    ACQUIRED = "acquired"
    NOT_ACQUIRED = "not_acquired"
    PENDING = "pending"
    KEPT = "kept"


class CertificateProposal(StrEnum):
    """What is proposed to the jury for the certificate (or for the adaptation course's attestation)."""

    AWARD = "award"
    REFUSE = "refuse"
    PENDING = "pending"


class ReasonCode(StrEnum):
    """Why a block or a certificate is not proposed; the values are fixed by the interface of the command."""

    ASSESSMENTS_INSUFFICIENT = "assessments_insufficient"
    MANDATORY_MISSING = "mandatory_assessment_missing"
    TUTOR_MISSING = "tutor_missing"
    TUTOR_NOT_ACQUIRED = "tutor_not_acquired"
    NOT_SAT = "assessment_not_sat"
    AFGSU_MISSING = "afgsu_missing"
    AFGSU_EXPIRED = "afgsu_expired"
    BLOCK_NOT_ACQUIRED = "block_not_acquired"
    BLOCK_MISSING = "block_missing"
    PROFILE_NOT_ELIGIBLE = "profile_not_eligible"
    HOURS_MISSING = "hours_missing"


@dataclass(frozen=True, slots=True)
class AssessmentFacts:
    """One assessment as entered: criteria per competency (None: not judged yet), or the result itself, or an absence.

    Nothing at all (no competency, `acquired` None, not absent) is an assessment not yet sat.
    """

    competencies: Mapping[str, tuple[bool | None, ...]] = field(default_factory=lambda: MappingProxyType({}))
    acquired: bool | None = None
    absent: bool = False

    @property
    def entered(self) -> bool:
        """Whether anything was written about it."""
        return self.absent or self.acquired is not None or bool(self.competencies)


@dataclass(frozen=True, slots=True)
class BlockFacts:
    """One block of a candidate. `kept`: day on which it was acquired before this jury; None for a tutor: not said yet."""

    assessments: Mapping[str, AssessmentFacts] = field(default_factory=lambda: MappingProxyType({}))
    tutor: Mapping[str, Appreciation | None] = field(default_factory=lambda: MappingProxyType({}))
    kept: date | None = None


@dataclass(frozen=True, slots=True)
class Afgsu:
    """The emergency-care attestation: its level (None: not said), the day obtained and that of the last refresher."""

    obtained: date
    refreshed: date | None = None
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A candidate before a jury, under one framework (RNCP36358, RNCP40913)."""

    framework: str
    jury_date: date
    blocks: Mapping[str, BlockFacts]
    afgsu: Afgsu | None = None


@dataclass(frozen=True, slots=True)
class AdaptationCase:
    """A nurse or care assistant at the end of the adaptation course; hours signed half-day by half-day."""

    profile: str
    hours_signed: float | None


@dataclass(frozen=True, slots=True)
class Reason:
    """A code, its French explanation, where it comes from. `decides`: False when it could still be made good."""

    code: str
    explanation: str
    sources: tuple[str, ...]
    decides: bool = True


@dataclass(frozen=True, slots=True)
class BlockResult:
    """The proposal for one block."""

    code: str
    title: str
    proposal: BlockProposal
    assessments_acquired: int
    assessments_required: int
    outcomes: Mapping[str, Outcome]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The whole proposal. `notes` inform and decide nothing (expired registration, AFGSU 2 taken as AFGSU 1)."""

    blocks: Mapping[str, BlockResult]
    certificate: CertificateProposal
    reasons: tuple[Reason, ...]
    notes: tuple[Reason, ...] = ()
