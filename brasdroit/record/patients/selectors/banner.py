"""The banner that every page about a patient carries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, FilteredRelation, Q, QuerySet
from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.audit.log import record_read
from brasdroit.foundation.clock.ages import age_wording
from brasdroit.foundation.errors import NotFound
from brasdroit.foundation.permissions import may, require
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.record.encounters.rules import chip
from brasdroit.record.encounters.types import EncounterStatus
from brasdroit.record.patients.models import Patient
from brasdroit.record.patients.permissions import READ, READ_CLINICAL
from brasdroit.record.patients.rules import file_codes
from brasdroit.record.patients.rules.labels import SEX, STATUS
from brasdroit.record.patients.rules.naming import capitalised
from brasdroit.record.patients.selectors.sheet import PrintedIns, printed_ins
from brasdroit.record.patients.types import IdentityStatus, Sex
from brasdroit.reference.places import ABROAD, place_words

_STATUS_LOOK = {
    IdentityStatus.QUALIFIED: ("ok", "badge-check"),
    IdentityStatus.VALIDATED: ("info", "id-card"),
    IdentityStatus.RETRIEVED: ("info", "cloud-download"),
    IdentityStatus.PROVISIONAL: ("wait", "id-card"),
}

_OVER = frozenset({EncounterStatus.FINISHED.value, EncounterStatus.CANCELLED.value})


@dataclass(frozen=True, slots=True)
class BannerChip:
    """A chip: words, lucide icon, tone, longer words."""

    label: str
    icon: str
    tone: str = "plain"
    title: str = ""


@dataclass(frozen=True, slots=True)
class PatientBanner:
    """Who the page is about. `ins` is printed with it (qualified identities only). `allergies` is None for those who may not read medical information.

    `born_abroad`: the place of birth is a country, the only place known. `expected`: today’s visit is not over.
    """

    id: UUID
    birth_name: str
    given_name: str
    used_name: str
    birth_date: date
    birth_date_estimated: bool
    age: str
    birth_place: str
    born_abroad: bool
    sex: str
    sex_label: str
    identity: tuple[BannerChip, ...]
    allergies: BannerChip | None
    accommodations: tuple[BannerChip, ...]
    encounter: BannerChip | None
    encounter_id: UUID | None
    active: bool
    merged_into_id: UUID | None
    photo_id: UUID | None = None
    expected: bool = False
    deceased: bool = False
    ins: PrintedIns | None = None


def patient_banner(actor: Actor, patient_id: UUID, *, traced: bool = True) -> PatientBanner:
    """The banner's facts, in five statements; the read is traced. Raises NotFound for a foreign patient."""
    require(actor, READ)
    today = timezone.localdate()
    with tenant_scope(actor.tenant_id):
        patient = _with_photo().filter(pk=patient_id).first()
        if patient is None:
            raise NotFound("Ce patient n’existe pas ou plus.")
        if traced:
            record_read(actor, "patient.read", subject=patient, about_id=patient.pk)
        encounter = patient.encounters.filter(day=today).order_by("planned_start").first()
        return PatientBanner(
            id=patient.pk,
            birth_name=patient.birth_name.replace("'", "’"),
            given_name=capitalised(patient.used_given_name or patient.first_birth_given_name),
            used_name=patient.used_name.replace("'", "’"),
            birth_date=patient.birth_date,
            birth_date_estimated=patient.birth_date_estimated,
            age=_age(patient, today),
            birth_place=patient.birth_place_label or place_words(patient.birth_place),
            born_abroad=not patient.birth_place_label and patient.birth_place.startswith(ABROAD),
            sex=patient.sex,
            sex_label=SEX[Sex(patient.sex)],
            identity=identity_chips(patient),
            allergies=_allergies(patient) if may(actor, READ_CLINICAL) else None,
            accommodations=_accommodations(patient),
            encounter=_encounter(encounter) if encounter else None,
            encounter_id=encounter.pk if encounter else None,
            active=patient.active,
            merged_into_id=patient.merged_into_id,
            photo_id=patient.photo_id,
            expected=encounter is not None and encounter.status not in _OVER,
            deceased=patient.deceased_on is not None,
            ins=printed_ins(patient),
        )


def _with_photo() -> QuerySet[Any]:
    """The patients with `photo_id`, the document that shows their face (at most one, says a constraint)."""
    shown = Q(documents__kind="photo", documents__superseded_at=None, documents__deleted_at=None)
    patients = Patient.objects.annotate(photo=FilteredRelation("documents", condition=shown))
    return patients.annotate(photo_id=F("photo__id"))


def identity_chips(patient: Patient) -> tuple[BannerChip, ...]:
    """The status, then the attributes that warn, then death."""
    status = IdentityStatus(patient.identity_status)
    tone, icon = _STATUS_LOOK[status]
    chips = [BannerChip(STATUS[status], icon, tone)]
    chips += (
        [BannerChip("Homonyme", "users", "alert", "Un autre patient porte le même nom")] if patient.is_homonym else []
    )
    chips += [BannerChip("Identité douteuse", "shield-question-mark", "alert")] if patient.is_doubtful else []
    chips += [BannerChip("Identité fictive", "flask-conical", "info")] if patient.is_fictitious else []
    chips += [BannerChip(f"Décès le {patient.deceased_on:%d/%m/%Y}", "flower-2")] if patient.deceased_on else []
    return tuple(chips)


def _age(patient: Patient, today: date) -> str:
    until = patient.deceased_on or today
    return age_wording(patient.birth_date, until) if patient.birth_date <= until else ""


def _allergies(patient: Patient) -> BannerChip:
    lines = list(patient.clinical_items.filter(kind="allergy", status="active").values_list("text", "reviewed_at"))
    if not lines:
        absent = patient.clinical_absences.filter(kind="allergy", ended_at=None).exists()
        label = file_codes.NONE_KNOWN["allergy"] if absent else "Allergies non renseignées"
        return BannerChip(label, "shield-check" if absent else "circle-dashed", "plain" if absent else "wait")
    words = ", ".join(text for text, _ in lines)
    waiting = any(reviewed is None for _, reviewed in lines)
    label = words if len(words) <= 40 else f"{words[:40].rstrip()}…"
    return BannerChip(
        f"Allergie\u202f: {label}",
        "triangle-alert",
        "alert",
        f"{words}{' (à valider par le médecin)' if waiting else ''}",
    )


def _accommodations(patient: Patient) -> tuple[BannerChip, ...]:
    rows = patient.accommodations.filter(ended_at=None).order_by("created_at").values_list("kind", "note")
    return tuple(accommodation_chip(kind, note) for kind, note in rows)


def accommodation_chip(kind: str, note: str) -> BannerChip:
    """« Autre langue : portugais », with its icon."""
    label = file_codes.ACCOMMODATION_KINDS.get(kind, kind)
    icon = file_codes.ACCOMMODATION_ICONS.get(kind, "hand-helping")
    return BannerChip(f"{label}\u202f: {note}" if note else label, icon, "info")


def _encounter(encounter: object) -> BannerChip:
    shown = chip(EncounterStatus(encounter.status))  # type: ignore[attr-defined]
    at = timezone.localtime(encounter.planned_start)  # type: ignore[attr-defined]
    return BannerChip(f"Aujourd’hui à {at.hour}:{at:%M} · {shown.word}", shown.icon, shown.tone)
