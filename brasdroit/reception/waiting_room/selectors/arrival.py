"""The arrival: whom we expect, and everything to check about one of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.clock.ages import age_in_years, minutes_wording
from brasdroit.foundation.permissions import require
from brasdroit.foundation.search.text import fold
from brasdroit.reception.waiting_room.models import CheckIn
from brasdroit.reception.waiting_room.permissions import CHECK_IN
from brasdroit.reception.waiting_room.rules import lateness, minutes_between, missing_pieces
from brasdroit.reception.waiting_room.rules.order import TOLERANCE
from brasdroit.reception.waiting_room.types import FileFacts, Lateness, Piece
from brasdroit.record.encounters.models import Encounter
from brasdroit.record.encounters.selectors import encounter_detail
from brasdroit.record.encounters.types import EncounterStatus
from brasdroit.record.patients.models import Coverage, Patient
from brasdroit.record.patients.selectors.file import AdministrativeFile, administrative_file, patient_detail
from brasdroit.record.patients.selectors.search import SearchResult, search_patients
from brasdroit.record.patients.types import IdentityStatus

S = EncounterStatus
_EXPECTED = [S.BOOKED.value, S.NO_SHOW.value]
_VALIDATED = frozenset({IdentityStatus.VALIDATED, IdentityStatus.QUALIFIED})
ADULT = 18


@dataclass(frozen=True, slots=True)
class Expected:
    """Somebody booked today and not here yet."""

    encounter: Encounter
    late: int

    @property
    def late_text(self) -> str:
        """« En retard de 12 min » past the tolerance, else blank."""
        return f"En retard de {minutes_wording(self.late)}" if self.late > TOLERANCE else ""


@dataclass(frozen=True, slots=True)
class Found:
    """Whom the words typed may mean: first those booked today, then everybody."""

    expected: tuple[Expected, ...]
    search: SearchResult


@dataclass(frozen=True, slots=True)
class ArrivalFile:
    """All there is to check. `encounter` and `check_in` are None for somebody who comes without an appointment.

    `visits` counts earlier visits: 0 is a first time. `pieces` are missing by the rules.
    """

    patient: Patient
    encounter: Encounter | None
    check_in: CheckIn | None
    file: AdministrativeFile
    coverage: Coverage | None
    pieces: tuple[Piece, ...]
    lateness: Lateness | None
    visits: int
    last_visit: date | None


def arrivals(actor: Actor, text: str, now: datetime) -> Found:
    """Those booked today whom `text` may mean (blank: all), by time, then the patients found. Raises Forbidden."""
    require(actor, CHECK_IN)
    rows = Encounter.objects.filter(day=timezone.localdate(now), status__in=_EXPECTED).select_related(
        "patient", "doctor"
    )
    expected = [Expected(row, minutes_between(row.planned_start, now)) for row in rows.order_by("planned_start", "id")]
    if not text.strip():
        return Found(tuple(expected), SearchResult((), empty_query=True))
    result = search_patients(actor, text, timezone.localdate(now), near=True)
    known = {hit.id for hit in result.hits}
    fitting = [each for each in expected if each.encounter.patient_id in known or _fits(each.encounter, text)]
    return Found(tuple(fitting), result)


def _fits(row: Encounter, text: str) -> bool:
    words = fold(f"{row.patient.birth_name} {row.patient.used_name} {row.patient.first_birth_given_name}").split()
    return all(any(word.startswith(part) for word in words) for part in fold(text).split())


def arrival_of(actor: Actor, encounter_id: UUID, now: datetime) -> ArrivalFile:
    """The sheet of an encounter. Raises NotFound, Forbidden."""
    require(actor, CHECK_IN)
    encounter = encounter_detail(actor, encounter_id)
    check_in = CheckIn.objects.filter(encounter_id=encounter_id).first()
    return _sheet(actor, encounter.patient_id, encounter, check_in, now)


def arrival_without_booking(actor: Actor, patient_id: UUID, now: datetime) -> ArrivalFile:
    """The sheet of somebody who comes without an appointment. Raises NotFound, Forbidden."""
    require(actor, CHECK_IN)
    return _sheet(actor, patient_id, None, None, now)


def _sheet(
    actor: Actor, patient_id: UUID, encounter: Encounter | None, check_in: CheckIn | None, now: datetime
) -> ArrivalFile:
    patient, file = patient_detail(actor, patient_id), administrative_file(actor, patient_id)
    today = timezone.localdate(now)
    coverage = _main_coverage(file)
    past = Encounter.objects.filter(patient_id=patient_id, status=S.FINISHED, day__lt=today)
    days = list(past.order_by("-day").values_list("day", flat=True)[:200])
    return ArrivalFile(
        patient=patient,
        encounter=encounter,
        check_in=check_in,
        file=file,
        coverage=coverage,
        pieces=missing_pieces(_facts(patient, file, coverage, today), today),
        lateness=_lateness(encounter, now),
        visits=len(days),
        last_visit=days[0] if days else patient.last_seen_on,
    )


def pieces_of(actor: Actor, patient_id: UUID, today: date) -> tuple[Piece, ...]:
    """What the file lacks as it stands now. Raises NotFound, Forbidden."""
    patient, file = patient_detail(actor, patient_id), administrative_file(actor, patient_id)
    return missing_pieces(_facts(patient, file, _main_coverage(file), today), today)


def _main_coverage(file: AdministrativeFile) -> Coverage | None:
    return next((each for each in file.coverages if each.kind == "AMO"), None)


def _lateness(encounter: Encounter | None, now: datetime) -> Lateness | None:
    if encounter is None or encounter.walk_in or encounter.status not in _EXPECTED:
        return None
    minutes = minutes_between(encounter.planned_start, encounter.planned_end)
    found = lateness(timezone.localtime(encounter.planned_start), now, minutes)
    return found if found.minutes else None


def _facts(patient: Patient, file: AdministrativeFile, coverage: Coverage | None, today: date) -> FileFacts:
    return FileFacts(
        identity_validated=patient.identity_status in _VALIDATED and not patient.is_doubtful,
        phone=bool(patient.phone or patient.phone_other),
        address=bool(patient.city),
        covered=coverage is not None,
        coverage_ends=coverage.valid_to if coverage else None,
        coverage_seen=coverage.seen_on if coverage else None,
        treating_doctor=bool(patient.treating_doctor_id or patient.treating_doctor_name),
        minor=age_in_years(patient.birth_date, today) < ADULT if patient.birth_date <= today else False,
        representative=any(contact.kind == "legal_representative" for contact in file.contacts),
    )
