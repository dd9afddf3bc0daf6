"""Creating a patient: only after the search, never twice, and never a probable duplicate without a reason."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any
from uuid import UUID

from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.bulk import insert_objects
from brasdroit.foundation.db.prepared import Prepared
from brasdroit.foundation.db.turns import wait_for
from brasdroit.foundation.errors import Conflict, Invalid
from brasdroit.foundation.service import publish, service, trace
from brasdroit.practice.members.selectors import is_doctor
from brasdroit.practice.missions.permissions import require_delegation
from brasdroit.record.patients.events import PatientCreated
from brasdroit.record.patients.models import PATIENT_INDEX, Patient, PatientIdentityEvent
from brasdroit.record.patients.permissions import CREATE
from brasdroit.record.patients.selectors.creation import searched_before
from brasdroit.record.patients.selectors.likeness import Lookalike, lookalikes
from brasdroit.record.patients.services.inputs import PatientDraft, checked, plain_text
from brasdroit.record.patients.types import CaptureChannel

_DRAFT_FIELDS = tuple(field.name for field in fields(PatientDraft))
_REASON_LENGTH = 300


@dataclass(frozen=True, slots=True)
class Creation:
    """What came out. `created` is False when the same form had been sent before; `homonyms` are worth a word."""

    patient: Patient
    created: bool
    homonyms: tuple[Lookalike, ...] = ()


@service(CREATE, mission="ADM-03")
def create_patient(
    *,
    actor: Actor,
    patient_id: UUID,
    draft: PatientDraft,
    search_token: str,
    distinct_reason: str = "",
    channel: CaptureChannel = CaptureChannel.MANUAL,
) -> Creation:
    """Create a patient, provisional until a proof of identity is checked; the same `patient_id` twice answers the first.

    `search_token` comes from `search_before_creation`. `distinct_reason` says why a probable duplicate is another person.
    Raises Invalid (fields), Invalid "search_first", Conflict "probable_duplicate" with the lookalikes as alternatives.
    """
    on = timezone.localdate()
    require_delegation(actor=actor, mission="ADM-03", on=on)
    clean = checked({name: getattr(draft, name) for name in _DRAFT_FIELDS}, on)
    # Two desks that create the same person at once look for lookalikes one after the other.
    wait_for(f"patient:{actor.tenant_id}:{clean['birth_date']}")
    if existing := _SENT_BEFORE(patient=patient_id):
        return Creation(existing[0], created=False)
    _require_search(actor, search_token, clean)
    patient = Patient(id=patient_id, **_with_doctor(clean))
    vocabulary = PATIENT_INDEX.vocabulary(patient.terms)
    alike = lookalikes(patient, vocabulary)
    reason = _distinct(alike, distinct_reason)
    insert_objects([patient])
    PATIENT_INDEX.put({patient.pk: patient.terms}, vocabulary, read=True)
    _event(actor, patient, channel, reason, alike)
    homonyms = tuple(each for each in alike if not each.resemblance.one_person)
    return Creation(patient, created=True, homonyms=homonyms)


_SENT_BEFORE: Prepared[Patient] = Prepared(lambda patient: Patient.objects.filter(pk=patient), patient=UUID)


def _require_search(actor: Actor, token: str, clean: dict[str, Any]) -> None:
    names = tuple(clean[name] for name in ("birth_name", "first_birth_given_name", "used_name", "used_given_name"))
    if not searched_before(actor, token, clean["birth_date"], names):
        raise Invalid(
            "Cherchez d’abord ce patient par sa date de naissance, puis par les premières lettres de son nom.",
            code="search_first",
        )


def _with_doctor(clean: dict[str, Any]) -> dict[str, Any]:
    doctor_id = clean["treating_doctor_id"]
    if doctor_id and not is_doctor(doctor_id):
        raise Invalid(
            "Ce médecin n’est pas du cabinet.", fields={"treating_doctor_id": ["Choisissez un médecin du cabinet."]}
        )
    return clean


def _distinct(alike: list[Lookalike], reason: str) -> str:
    """The reason why the probable duplicates are other persons; blank when there are none."""
    probable = [each for each in alike if each.resemblance.one_person]
    try:
        said = plain_text(reason, _REASON_LENGTH)
    except ValueError as error:
        raise Invalid(str(error), fields={"distinct_reason": [str(error)]}) from error
    if probable and not said:
        raise Conflict(
            "Ce patient existe probablement déjà. Ouvrez sa fiche, ou dites pourquoi il s’agit d’une autre personne.",
            code="probable_duplicate",
            alternatives=probable,
        )
    return said if probable else ""


def _event(actor: Actor, patient: Patient, channel: CaptureChannel, reason: str, alike: list[Lookalike]) -> None:
    event = PatientIdentityEvent(
        patient=patient,
        kind="created",
        status_after=patient.identity_status,
        channel=channel,
        reason=reason,
        changes={"lookalikes": [str(each.patient_id) for each in alike]} if alike else {},
        author_id=actor.membership_id,
        author_name=actor.display_name,
    )
    insert_objects([event])
    details = {"channel": channel, "despite": len(alike)} if reason else {"channel": channel}
    trace("patient.created", subject=patient, about_id=patient.pk, details=details)
    publish(PatientCreated(patient.pk))
