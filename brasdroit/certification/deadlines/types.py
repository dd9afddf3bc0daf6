"""Plain values of the qualification deadlines (reference "profession", section 2.7)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class What(StrEnum):
    """What must be done by the day."""

    ENROL = "enrol"
    CERTIFY = "certify"
    ADAPTATION = "adaptation"
    AFGSU = "afgsu"


class Anchor(StrEnum):
    """The fact a delay runs from."""

    CPAM_SIGNATURE = "cpam_contract_signed_on"
    HIRE = "hired_on"
    POST_START = "post_started_on"
    AFGSU = "afgsu_on"
    AFGSU_REFRESHED = "afgsu_refreshed_on"


@dataclass(frozen=True, slots=True)
class DeadlineFacts:
    """What anchors the delays; `adaptation`: a DEI, DEAS or DEAP, who follows the adaptation course, not the CQP."""

    adaptation: bool
    cpam_signed_on: date | None = None
    hired_on: date | None = None
    post_started_on: date | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """Last day, included, to do `what`. `strict`: the earliest of those shown for the same `what`.

    `regime`: the edition of the delays (amendment-7, convention-2024) or the law's; `rule`: one French sentence.
    """

    what: What
    by: date
    anchor: Anchor
    rule: str
    sources: tuple[str, ...]
    regime: str
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The deadlines, earliest first, and the dates that would be needed to know the others."""

    items: tuple[Deadline, ...]
    missing: tuple[Anchor, ...]


class Urgency(StrEnum):
    """Where a day stands: PASSED, then by the reminder that has been reached (1, 3, 6 or 12 months before)."""

    PASSED = "passed"
    MONTH = "1"
    QUARTER = "3"
    HALF_YEAR = "6"
    YEAR = "12"
    LATER = "later"
