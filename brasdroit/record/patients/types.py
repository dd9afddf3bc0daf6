"""The words of patient identity: codes that are stored, and the plain values that rules take and give.

Codes are those of the RNIV, the INS implementation guide and FR Core (safety §1); French labels are in `rules.labels`.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Sex(StrEnum):
    """Sex of the civil status; INSi and the DataMatrix know M and F only (safety §1.3, §1.11)."""

    MALE = "M"
    FEMALE = "F"
    INDETERMINATE = "I"


class IdentityStatus(StrEnum):
    """Confidence in an identity, one of four (RNIV EXI SI 07, safety §1.6)."""

    PROVISIONAL = "PROV"
    VALIDATED = "VALI"
    RETRIEVED = "RECUP"
    QUALIFIED = "QUAL"


class IdentityAttribute(StrEnum):
    """What warns about an identity beside its status (EXI ID 24 and 26, safety §1.7); codes of FR Core."""

    HOMONYM = "HOMA"
    DOUBTFUL = "DOUT"
    FICTITIOUS = "FICT"


class ManagementCode(StrEnum):
    """Codes of `fr-core-cs-identity-status-comment` 2.2.0 (safety §1.7)."""

    EMPTY = "VIDE"
    DUPLICATE = "DOUB"
    DEACTIVATED = "DESA"
    POTENTIAL_DUPLICATE = "DPOT"
    PROVEN_DUPLICATE = "DOUA"
    POTENTIAL_COLLISION = "COLP"
    PROVEN_COLLISION = "COLV"
    FILIATION = "FILI"
    HIDDEN = "CACH"
    ANONYMOUS = "ANOM"
    VERIFIED_BY_PATIENT = "IDVER"
    RECEIVED_FROM_ANOTHER_DOMAIN = "RECD"
    RECONCILED = "IDRA"
    USURPED = "USUR"
    HOMONYM_DETECTED = "HOMD"
    INVALIDATED = "INVA"
    HOMONYM_PROVEN = "HOMA"
    FICTITIOUS = "FICT"
    DOUBTFUL = "DOUT"


class CaptureChannel(StrEnum):
    """How an identity was captured or changed (EXI REC 02, safety §1.6)."""

    MANUAL = "SM"
    HEALTH_CARD = "CV"
    INSI = "INSI"
    BARCODE = "CB"
    RFID = "RFID"
    HEALTH_CARD_APP = "AV"


class NameKind(StrEnum):
    """Which writing rules a name follows (safety §1.4)."""

    FAMILY = "family"
    GIVEN = "given"


class OidKind(StrEnum):
    """What an INS assigning authority issues (safety §1.2)."""

    NIR = "nir"
    NIA = "nia"
    TEST = "test"
    DEMONSTRATION = "demonstration"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a rule says to a professional: whether it allows, a stable code, one French sentence, sources, what is missing.

    `allowed` is None when a missing fact leaves the question undetermined.
    """

    allowed: bool | None
    code: str
    explanation: str
    sources: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @classmethod
    def yes(cls, code: str, explanation: str, sources: tuple[str, ...]) -> "Answer":
        """The rule allows."""
        return cls(allowed=True, code=code, explanation=explanation, sources=sources)

    @classmethod
    def no(cls, code: str, explanation: str, sources: tuple[str, ...], missing: tuple[str, ...] = ()) -> "Answer":
        """The rule refuses; `missing` names what would be needed."""
        return cls(allowed=False, code=code, explanation=explanation, sources=sources, missing=missing)

    @classmethod
    def unknown(cls, code: str, explanation: str, sources: tuple[str, ...], missing: tuple[str, ...]) -> "Answer":
        """A missing fact leaves the question open."""
        return cls(allowed=None, code=code, explanation=explanation, sources=sources, missing=missing)


@dataclass(frozen=True, slots=True)
class BirthDate:
    """A stored birth date; `estimated` when part of it was supplied by the rule for incomplete dates (safety §1.5)."""

    value: date
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class InsIdentifier:
    """A matricule (15 characters, key included) with its OID: one never travels without the other (safety §1.2)."""

    matricule: str
    oid: str


@dataclass(frozen=True, slots=True)
class StrictTraits:
    """The traits that define the official identity (safety §1.3). `birth_place` is a COG code, None when unknown."""

    birth_name: str
    first_birth_given_name: str
    birth_date: BirthDate
    sex: Sex
    birth_place: str | None = None
    birth_given_names: str = ""


@dataclass(frozen=True, slots=True)
class ComplementaryTraits:
    """What else identifies the person in daily life; never filled in from the strict traits (EXI ID 08)."""

    used_name: str = ""
    used_given_name: str = ""
    phones: tuple[str, ...] = ()
    email: str = ""
    postal_code: str = ""
    city: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """An identity as the rules see it."""

    traits: StrictTraits
    complementary: ComplementaryTraits = field(default=ComplementaryTraits())
    status: IdentityStatus = IdentityStatus.PROVISIONAL
    attributes: frozenset[IdentityAttribute] = frozenset()
    ins: InsIdentifier | None = None
