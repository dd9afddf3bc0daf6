"""Noting doses, correcting one, taking one back. Several at once, all or none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.errors import Conflict, Invalid, NotFound
from brasdroit.foundation.service import publish, service
from brasdroit.pathway.immunisation.events import ImmunizationsChanged
from brasdroit.pathway.immunisation.models import Immunization
from brasdroit.pathway.immunisation.permissions import MISSION, RECORD, require_mission
from brasdroit.pathway.immunisation.rules.recording import identify, refusals, written_partial
from brasdroit.pathway.immunisation.types.record import DoseFacts, ImmunizationStatus
from brasdroit.practice.members.types import Role
from brasdroit.record.patients.models import Patient
from brasdroit.record.patients.services.changes import find_patient, note
from brasdroit.record.patients.services.inputs import plain_text, width

_TEXTS = ("lot", "site", "route", "rank_told", "prescribed_by", "administered_by")
MOST = 40


@service(RECORD, mission=MISSION)
def record_doses(*, actor: Actor, patient_id: UUID, doses: Sequence[DoseFacts]) -> list[Immunization]:
    """Note the doses of a card or a box: all of them, or none when one is refused; at most 40.

    Idempotent on each dose's `id`. Raises Forbidden (delegation), NotFound, Invalid whose fields are « place.field »
    (« 0.product », « 2.given »), the place being that of the dose in `doses`.
    """
    patient = find_patient(patient_id)
    require_mission(actor, patient)
    if not 0 < len(doses) <= MOST:
        text = f"Notez au moins une vaccination, et {MOST} au plus à la fois."
        raise Invalid(text, code="doses_count")
    known = {row.pk: row for row in Immunization.objects.filter(pk__in=[each.id for each in doses], patient=patient)}
    fresh = [(place, each) for place, each in enumerate(doses) if each.id not in known]
    values = _checked(fresh, patient)
    made = {each.id: _made(actor, patient, each.id, found) for (_, each), found in zip(fresh, values, strict=True)}
    for row in made.values():
        row.save(force_insert=True)
        note("immunization.recorded", row, patient.pk)
    if made:
        publish(ImmunizationsChanged(patient.pk, tuple(made)))
    return [known.get(each.id) or made[each.id] for each in doses]


@service(RECORD, mission=MISSION)
def correct_dose(
    *, actor: Actor, patient_id: UUID, immunization_id: UUID, facts: DoseFacts, version: int | None, reason: str = ""
) -> Immunization:
    """Replace a dose by what is right; the former row stays in the history. Idempotent on `facts.id`.

    Raises Forbidden, NotFound, Conflict when somebody corrected it meanwhile, Invalid with fields « 0.field ».
    """
    patient = find_patient(patient_id)
    require_mission(actor, patient)
    if done := Immunization.objects.filter(pk=facts.id, patient=patient).first():
        return done
    former = _current(patient, immunization_id)
    (values,) = _checked([(0, facts)], patient)
    _close(former, reason, version)
    row = _made(actor, patient, facts.id, values)
    row.supersedes = former
    row.save(force_insert=True)
    note("immunization.corrected", row, patient.pk)
    publish(ImmunizationsChanged(patient.pk, (row.pk,)))
    return row


@service(RECORD, mission=MISSION)
def enter_in_error(
    *, actor: Actor, patient_id: UUID, immunization_id: UUID, reason: str, version: int | None = None
) -> Immunization:
    """Take back a dose that was never given to this patient; it stays in the history with the reason.

    Raises Forbidden, NotFound, Conflict, Invalid without a reason.
    """
    patient = find_patient(patient_id)
    require_mission(actor, patient)
    row = _current(patient, immunization_id)
    if not reason.strip():
        text = "Dites pourquoi cette vaccination est retirée."
        raise Invalid(text, code="reason_missing", fields={"reason": [text]})
    _close(row, reason, version)
    note("immunization.entered_in_error", row, patient.pk)
    publish(ImmunizationsChanged(patient.pk, (row.pk,)))
    return row


def _current(patient: Patient, immunization_id: UUID) -> Immunization:
    row: Immunization | None = Immunization.objects.filter(pk=immunization_id, patient=patient).first()
    if row is None:
        raise NotFound("Cette vaccination n’existe pas ou plus.")
    if row.status != ImmunizationStatus.COMPLETED:
        raise Conflict(
            "Cette vaccination a déjà été corrigée ou retirée. Rechargez la page pour voir l’état actuel.", code="stale"
        )
    return row


def _close(row: Immunization, reason: str, version: int | None) -> None:
    row.status, row.change_reason = ImmunizationStatus.IN_ERROR.value, _text("reason", reason, "change_reason")
    row.save_edit(expected_version=version, fields=["status", "change_reason"])


def _text(field: str, value: str, column: str) -> str:
    try:
        return plain_text(value, width(Immunization, column))
    except ValueError as error:
        raise Invalid(str(error), fields={field: [str(error)]}) from error


def _checked(doses: Sequence[tuple[int, DoseFacts]], patient: Patient) -> list[dict[str, Any]]:
    """The columns of each dose; Invalid naming every fault by place."""
    problems: dict[str, list[str]] = {}
    values = []
    for place, facts in doses:
        found, wrong = _read(facts, patient)
        values.append(found)
        problems |= {f"{place}.{field}": [sentence] for field, sentence in wrong.items()}
    if problems:
        raise Invalid(next(iter(problems.values()))[0], code="dose_refused", fields=problems)
    return values


def _read(facts: DoseFacts, patient: Patient) -> tuple[dict[str, Any], dict[str, str]]:
    problems = refusals(facts, patient.birth_date, timezone.localdate())
    named = identify(facts.product)
    told = {name: getattr(facts, name) for name in _TEXTS}
    told |= {"product": named.name, "given": "" if facts.given_on else written_partial(facts.given_text)}
    columns = {"product": "product_name", "given": "given_text"}
    values: dict[str, Any] = {}
    for name, text in told.items():
        column = columns.get(name, name)
        try:
            values[column] = plain_text(text, width(Immunization, column))
        except ValueError as error:
            problems.setdefault(name, str(error))
    codes = {"product_nuva": named.nuva, "product_cip13": named.cip13, "evidence": facts.evidence.value}
    return {**values, **codes, "given_on": facts.given_on, "expires_on": facts.expires_on}, problems


def _made(actor: Actor, patient: Patient, identifier: UUID, values: dict[str, Any]) -> Immunization:
    by_doctor = actor.role == Role.DOCTOR
    return Immunization(
        id=identifier,
        patient=patient,
        recorded_by_id=actor.membership_id,
        recorded_by_name=actor.display_name,
        reviewed_by_id=actor.membership_id if by_doctor else None,
        reviewed_by_name=actor.display_name if by_doctor else "",
        reviewed_at=timezone.now() if by_doctor else None,
        **values,
    )
