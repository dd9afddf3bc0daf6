"""The arrival in words: whom to choose from, and what to check."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from brasdroit.foundation.clock.ages import counted
from brasdroit.foundation.clock.formats import numeric_date
from brasdroit.reception.waiting_room.rules import identity_answer
from brasdroit.reception.waiting_room.rules.arrival import STATED, UNCHECKED
from brasdroit.reception.waiting_room.selectors.arrival import ArrivalFile
from brasdroit.reception.waiting_room.services.file import validating_proofs
from brasdroit.record.encounters.types import EncounterStatus
from brasdroit.record.patients.rules.evidence import Evidence, evidence_list
from brasdroit.record.patients.types import IdentityStatus

S = EncounterStatus
_VALIDATED = frozenset({IdentityStatus.VALIDATED, IdentityStatus.QUALIFIED})
_WAITS = frozenset({S.BOOKED, S.NO_SHOW, S.ARRIVED, S.LEFT_WITHOUT_BEING_SEEN})
_PRESENT = frozenset({S.ARRIVED, S.WAITING})


@dataclass(frozen=True, slots=True)
class ArrivalView:
    """The page of one arrival."""

    title: str
    state: str
    found: ArrivalFile
    known: str
    expected: bool
    can_undo: bool
    leaves: bool
    number: str
    identity: str = ""

    @property
    def sentence(self) -> str:
        """The visit, then what is known of the patient."""
        return f"{self.state} {self.known}"


def arrival_view(found: ArrivalFile) -> ArrivalView:
    """One arrival in words."""
    row = found.encounter
    status = S(row.status) if row else S.BOOKED
    return ArrivalView(
        title="Arrivée" if status in _WAITS else "Feuille d’arrivée",
        state=_state(row) if row else "Sans rendez-vous aujourd’hui.",
        found=found,
        known=_known(found),
        expected=status in _WAITS,
        can_undo=row is not None and status in _PRESENT,
        leaves=row is not None and status in _PRESENT | {S.WITH_ASSISTANT, S.READY_FOR_DOCTOR},
        number=found.check_in.call_number if found.check_in else "",
        identity=_identity(found),
    )


def _identity(found: ArrivalFile) -> str:
    """What the identity check of today was worth; blank before it."""
    if found.check_in is None:
        return ""
    validated = found.patient.identity_status in _VALIDATED
    return identity_answer(found.check_in.identity_check, validating_proofs(), validated=validated).explanation


def _state(row: Any) -> str:
    at = timezone.localtime(row.planned_start)
    what = row.reason or row.service_label
    return f"{at.hour}:{at.minute:02d} avec le {row.doctor.short_name}{f', {what}' if what else ''}."


def _known(found: ArrivalFile) -> str:
    if not found.visits and found.last_visit is None:
        return "Première visite\u202f: demandez une pièce d’identité et lisez les traits avec le patient."
    last = f", la dernière le {numeric_date(found.last_visit)}" if found.last_visit else ""
    return f"Patient connu, {counted(found.visits, 'visite')}{last}."


def identities(found: ArrivalFile, now: datetime) -> list[tuple[str, str]]:
    """What the identity can be checked by: the usual one for this patient first, no default."""
    proofs = evidence_list(timezone.localdate(now))
    strong = [(each.key, each.label) for each in proofs if each.high_confidence]
    weak = [(each.key, f"{each.label} (ne valide pas)") for each in proofs if _weak(each)]
    stated = [(STATED, "Nom, prénom, date de naissance dits par le patient")]
    rest = [*weak, (UNCHECKED, "Non contrôlée pour l’instant")]
    validated = found.patient.identity_status in _VALIDATED
    return [*stated, *strong, *rest] if validated else [*strong, *stated, *rest]


def _weak(proof: Evidence) -> bool:
    """Proofs that people show though they validate nothing; rare ones nobody vouches for are left out."""
    return not proof.high_confidence and not proof.needs and (proof.key == "CV" or not proof.to_verify)


def initial(found: ArrivalFile) -> dict[str, Any]:
    """What the form shows at first: the file as it stands, and what was checked before."""
    patient, check = found.patient, found.check_in
    start = {name: getattr(patient, name) for name in ("phone", "email", "address_line", "postal_code", "city")}
    start |= {"patient_version": patient.version, "coverage_until": found.coverage.valid_to if found.coverage else None}
    if check is None:
        return start | {"missing": [piece.code for piece in found.pieces], "companions": 0}
    names = ("identity_check", "coverage_check", "contact_confirmed", "missing", "companions", "note", "version")
    return start | {name: getattr(check, name) for name in names}
