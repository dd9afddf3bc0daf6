"""How far two records look like one person: a score with its reasons, and one of four classes (safety §1.9).

Each comparison brings points (for when it agrees, against when it differs, none when a fact is missing), and one
French reason. The score is the logistic image of their sum. Points, worked examples and limits: docs/rules/identity.md.
The class never decides: a person merges or splits.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import exp

from brasdroit.record.patients.rules.agreements import FAMILY_AGREES, GIVEN_AGREES, agreements, sentence
from brasdroit.record.patients.rules.profiles import PersonFacts as PersonFacts
from brasdroit.record.patients.rules.profiles import Profile as Profile
from brasdroit.record.patients.rules.profiles import profile as profile

_MIDPOINT, _SLOPE = 7.0, 1.5
_SAME_SCORE, _PROBABLE_SCORE = 0.95, 0.5

POINTS = {
    "names_inverted": 8.0,
    "family_same": 5.0, "family_swapped_use": 4.5, "family_sounds_same": 4.0, "family_slip": 4.0, "family_part_same": 3.0,
    "family_close": 2.5, "family_near": 1.0, "family_differs": -4.0,
    "given_same": 3.0, "given_in_list": 2.5, "given_sounds_same": 2.5, "given_slip": 2.5, "given_shortened": 1.5,
    "given_close": 1.5, "given_initial": 1.0, "given_differs": -6.0,
    "birth_date_same": 6.0, "birth_date_swapped": 4.5, "birth_date_one_digit": 4.0, "birth_date_digits_swapped": 4.0,
    "birth_date_estimated": 3.0, "birth_date_part_differs": 0.0, "birth_date_two_digits": -2.5,
    "birth_date_differs": -5.0,
    "sex_same": 0.5, "sex_differs": -2.0, "birth_place_same": 1.5, "birth_place_differs": -2.0,
    "phone_same": 2.5, "email_same": 2.5, "address_close": 2.0, "address_street_close": 1.0, "postal_code_same": 0.5, "postal_code_slip": -0.5,
    "postal_code_differs": -0.5, "ins_same": 9.0, "ins_differs": -8.0, "identifier_same": 6.0,
}  # fmt: skip


class Likeness(StrEnum):
    """What the comparison suggests; `HOMONYM`: the names agree and a fact says that they are two persons."""

    SAME = "same"
    PROBABLE = "probable"
    HOMONYM = "homonym"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Reason:
    """One comparison: a stable code, one French sentence, the points it brings."""

    code: str
    text: str
    points: float


@dataclass(frozen=True, slots=True)
class Resemblance:
    """The answer: score from 0 to 1, class, and every reason, the weightiest first."""

    score: float
    likeness: Likeness
    reasons: tuple[Reason, ...]

    @property
    def one_person(self) -> bool:
        """True when the two records are thought to be of one person (same or probable)."""
        return self.likeness in (Likeness.SAME, Likeness.PROBABLE)


def compare(a: Profile, b: Profile) -> Resemblance:
    """How far two prepared records look like one person; a code without points is not told."""
    codes = [code for code in agreements(a, b) if code in POINTS]
    told = sorted(codes, key=lambda code: -abs(POINTS[code]))
    reasons = tuple(Reason(code, sentence(code, a, b), POINTS[code]) for code in told)
    score = 1 / (1 + exp((_MIDPOINT - sum(POINTS[code] for code in codes)) / _SLOPE))
    return Resemblance(round(score, 4), _likeness(score, set(codes)), reasons)


def _likeness(score: float, codes: set[str]) -> Likeness:
    if "ins_same" in codes:
        return Likeness.SAME if score >= _PROBABLE_SCORE else Likeness.PROBABLE
    names_agree = bool(codes & FAMILY_AGREES and codes & GIVEN_AGREES) or "names_inverted" in codes
    if names_agree and _two_persons(codes):
        return Likeness.HOMONYM
    if (codes & _NEVER_ONE and "identifier_same" not in codes) or ("sex_differs" in codes and codes & _GIVEN_NEAR):
        return Likeness.DIFFERENT
    if score >= _SAME_SCORE and _traits_identical(codes):
        return Likeness.SAME
    if score >= _PROBABLE_SCORE:
        return Likeness.PROBABLE
    return Likeness.HOMONYM if names_agree and codes & _DATE_APART else Likeness.DIFFERENT


def _traits_identical(codes: set[str]) -> bool:
    names = codes & _FAMILY_EXACT and codes & _GIVEN_EXACT
    return bool(names) and "birth_date_same" in codes and not codes & _CONTRADICTS


def _two_persons(codes: set[str]) -> bool:
    if "identifier_same" in codes:
        return False
    return bool(codes & _TWO_PERSONS) or ("birth_place_differs" in codes and not codes & _CORROBORATES)


_GIVEN_NEAR = {"given_slip", "given_close", "given_shortened", "given_initial"}
_DATE_APART = {"birth_date_two_digits", "birth_date_part_differs"}
_TWO_PERSONS = {"ins_differs", "birth_date_differs"}
_NEVER_ONE = {"ins_differs", "given_differs"}
_FAMILY_EXACT = {"family_same", "family_swapped_use", "names_inverted"}
_GIVEN_EXACT = {"given_same", "given_in_list", "names_inverted"}
_CONTRADICTS = {"sex_differs", "birth_place_differs"}
_CORROBORATES = {"phone_same", "email_same", "address_close"}
