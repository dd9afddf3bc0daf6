"""Plain values of « Par où passer ? » (reference "profession", sections 3.2, 3.7, 3.8 and 3.9)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Diploma(StrEnum):
    """What the person holds; NONE is said, an empty set is not filled in."""

    BAC = "bac"
    MEDICAL_SECRETARY = "secretaire-medicale"
    DENTAL_ASSISTANT = "assistant-dentaire"
    NURSE = "DEI"
    CARE_ASSISTANT = "DEAS"
    CHILDCARE_ASSISTANT = "DEAP"
    OTHER_LEVEL_4 = "other-level-4"
    NONE = "none"


class Status(StrEnum):
    """The person's situation."""

    EMPLOYEE = "employee"
    JOB_SEEKER = "job-seeker"
    SCHOOL_LEAVER = "school-leaver"
    CAREER_CHANGE = "career-change"


class Route(StrEnum):
    """A way to the qualification."""

    APPRENTICESHIP = "apprenticeship"
    PROFESSIONALISATION = "professionalisation"
    CONTINUING = "continuing"
    VAE = "vae"
    POEC = "poec"
    ADAPTATION = "adaptation"


class RouteOutcome(StrEnum):
    """What the route ends with."""

    CQP = "cqp"
    ATTESTATION = "attestation"


@dataclass(frozen=True, slots=True)
class Profile:
    """What the person told, on day `on`; None is "not filled in". `contract_months`: length of a contract offered."""

    on: date
    birth_date: date | None = None
    diplomas: frozenset[Diploma] = frozenset()
    status: Status | None = None
    medical_secretary_years: float | None = None
    related_experience_hours: float | None = None
    disability: bool | None = None
    contract_months: int | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a route. `met` None: undetermined, `missing` names the facts that would tell."""

    code: str
    met: bool | None
    explanation: str
    sources: tuple[str, ...]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RouteAnswer:
    """One route: open only when every condition is met. `hours`: of training; None: no length is imposed."""

    route: Route
    label: str
    open: bool
    outcome: RouteOutcome
    hours: int | None
    reasons: tuple[Condition, ...]
    missing: tuple[str, ...]
    duration: str
    funding: str
    next_step: str
    notes: tuple[str, ...] = ()


class LengthVerdict(StrEnum):
    """Whether a contract's length suits the training's hours."""

    FITS = "fits"
    TOO_SHORT = "contract_too_short"
    TOO_LONG = "contract_too_long"
    AGREEMENT_NEEDED = "agreement_needed"


@dataclass(frozen=True, slots=True)
class ContractLength:
    """The check of a contract: bounds in working hours and in weeks, and the verdict with its French sentence."""

    verdict: LengthVerdict
    explanation: str
    sources: tuple[str, ...]
    contract_hours: int
    longest_hours: int
    shortest_hours: int | None = None
