"""What may be entrusted to an assistant médical, what never can be, the presets and the qualification deadlines.

Facts: reference "profession", sections 1.2, 1.3, 2.7 and 3.6; every value carries its own source.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from brasdroit.reference.editions import Edition, NoEditionInForce, Value, load


class MissionKind(StrEnum):
    """The three official kinds of tasks."""

    ADMINISTRATIVE = "ADM"
    CONSULTATION = "CONS"
    COORDINATION = "COORD"


class Requirement(StrEnum):
    """What a mission asks for beyond the delegation itself; the first six are checked, the others are shown."""

    AUTOMATIC_DEVICE = "requires_automatic_device"
    AUTOMATIC_DEVICE_WHEN_USED = "requires_automatic_device_when_used"
    TRAINING = "requires_training"
    PROTOCOL = "requires_protocol"
    PROTOCOL_WHEN_URGENT = "requires_protocol_when_urgent"
    AFGSU = "requires_afgsu"
    DRAFT_ONLY = "draft_only"
    COLLECT_ONLY = "collect_only"
    AID_ONLY = "aid_only"
    ALERTS_DOCTOR = "alerts_doctor"
    CONSENT = "consent"
    IDENTITY_FIRST = "identity_first"
    DOCTOR_BILLING_IDENTITY = "doctor_billing_identity"
    TRACED_CYCLE = "traced_cycle"
    VALIDATED_DOCUMENTS = "validated_documents"


@dataclass(frozen=True, slots=True)
class Mission:
    """One task of the catalogue. `phrase` is the label with its article, ready for a sentence."""

    code: str
    kind: MissionKind
    label: str
    phrase: str
    condition: str
    requirements: frozenset[Requirement]
    source: str


@dataclass(frozen=True, slots=True)
class ForbiddenAct:
    """An act that no delegation makes possible."""

    code: str
    label: str
    source: str


@dataclass(frozen=True, slots=True)
class Preset:
    """A starting set of missions, which the doctor corrects."""

    code: str
    label: str
    missions: frozenset[str]


@lru_cache(maxsize=16)
def missions(on: date) -> Mapping[str, Mission]:
    """The catalogue in force on `on`, by code, in the official order; NoEditionInForce before 13/11/2019."""
    return MappingProxyType({key: _mission(value) for key, value in _book("catalogue", on).items()})


@lru_cache(maxsize=16)
def forbidden_acts(on: date) -> Mapping[str, ForbiddenAct]:
    """The acts that can never be entrusted, by code."""
    values = _book("forbidden", on).items()
    return MappingProxyType({key: ForbiddenAct(key, value.text(), value.source) for key, value in values})


@lru_cache(maxsize=16)
def presets(on: date) -> Mapping[str, Preset]:
    """The presets administratif, soignant and complet."""
    return MappingProxyType({key: _preset(value) for key, value in _book("presets", on).items()})


def qualification_regime(anchor: date) -> Edition:
    """The certification delays for a CPAM contract signed (or, without contract, a hiring) on `anchor`.

    Values, in years: `certify_after_hire`; until 21/06/2024 `enrol_after_hire`; from 22/06/2024
    `enrol_after_signature` and `certify_after_signature`.
    """
    book = load(__name__, "qualification")
    try:
        return book.on(anchor)
    except NoEditionInForce:
        return book.on(book.editions[0].valid_from)


def training(on: date) -> Edition:
    """`adaptation_after_post_start` and `afgsu_validity`, in years."""
    return _book("training", on)


def _book(name: str, on: date) -> Edition:
    return load(__name__, name).on(on)


def _mission(value: Value) -> Mission:
    raw = value.raw
    requirements = frozenset(Requirement(name) for name in raw["requirements"])
    kind = MissionKind(raw["kind"])
    return Mission(value.key, kind, raw["label"], raw["phrase"], raw["condition"], requirements, value.source)


def _preset(value: Value) -> Preset:
    return Preset(value.key, value.raw["label"], frozenset(value.raw["missions"]))
