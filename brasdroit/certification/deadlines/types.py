"""Plain values of the qualification deadlines (reference "profession", section 2.7)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class What(StrEnum):
    """What must be done by the day."""

    ENROL = "enrol"
    CERTIFY = "certify"
    ADAPTATION = "adaptation"
    AFGSU = "afgsu"

    @property
    def label(self) -> str:
        """« Inscription en formation »."""
        return _WHAT_LABELS[self]


_WHAT_LABELS: Mapping[str, str] = {
    What.ENROL: "Inscription en formation",
    What.CERTIFY: "Certification",
    What.ADAPTATION: "Formation d’adaptation",
    What.AFGSU: "AFGSU",
}


class Anchor(StrEnum):
    """The fact a delay runs from."""

    CPAM_SIGNATURE = "cpam_contract_signed_on"
    HIRE = "hired_on"
    POST_START = "post_started_on"
    AFGSU = "afgsu_on"
    AFGSU_REFRESHED = "afgsu_refreshed_on"

    @property
    def label(self) -> str:
        """« date d’embauche »: the fact as the assistant's sheet names it."""
        return _ANCHOR_LABELS[self]


_ANCHOR_LABELS: Mapping[str, str] = {
    Anchor.CPAM_SIGNATURE: "signature du contrat avec la CPAM",
    Anchor.HIRE: "date d’embauche",
    Anchor.POST_START: "date de prise de fonction",
    Anchor.AFGSU: "date d’obtention de l’AFGSU",
    Anchor.AFGSU_REFRESHED: "date de réactualisation de l’AFGSU",
}


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

    @property
    def label(self) -> str:
        """« Dans moins de 3 mois »."""
        return _URGENCY_LABELS[self]


_URGENCY_LABELS: Mapping[str, str] = {
    Urgency.PASSED: "Dépassée",
    Urgency.MONTH: "Dans moins d’un mois",
    Urgency.QUARTER: "Dans moins de 3 mois",
    Urgency.HALF_YEAR: "Dans moins de 6 mois",
    Urgency.YEAR: "Dans l’année",
    Urgency.LATER: "Plus tard",
}


class Standing(StrEnum):
    """Where an assistant stands on a day."""

    QUALIFIED = "qualified"
    TO_CERTIFY = "to_certify"
    TO_ADAPT = "to_adapt"

    @property
    def label(self) -> str:
        """« CQP à obtenir »."""
        return _STANDING_LABELS[self]


_STANDING_LABELS: Mapping[str, str] = {
    Standing.QUALIFIED: "Qualifié",
    Standing.TO_CERTIFY: "CQP à obtenir",
    Standing.TO_ADAPT: "Formation d’adaptation à suivre",
}


@dataclass(frozen=True, slots=True)
class DatedDeadline:
    """A deadline seen from a day; `reminder`: the next reminder to come, None when the last one is past."""

    deadline: Deadline
    urgency: Urgency
    reminder: date | None


@dataclass(frozen=True, slots=True)
class Situation:
    """Where an assistant stands and what is still ahead of him, earliest first, with the dates that are missing."""

    standing: Standing
    deadlines: tuple[DatedDeadline, ...]
    missing: tuple[Anchor, ...]

    @property
    def next_by(self) -> date | None:
        """The first day that counts; None when nothing is ahead."""
        return next((item.deadline.by for item in self.deadlines if item.deadline.strict), None)


@dataclass(frozen=True, slots=True)
class Reminder:
    """A deadline to remind an assistant and the employer of; `months` before the day: the closest reminder reached."""

    assistant_id: UUID
    deadline: Deadline
    months: int
