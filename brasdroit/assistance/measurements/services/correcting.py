"""Settling a doubt, taking back a value entered by mistake."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from brasdroit.assistance.measurements.models import Observation
from brasdroit.assistance.measurements.permissions import RECORD, require_measures
from brasdroit.assistance.measurements.rules import french_number
from brasdroit.assistance.measurements.services.alerts import raise_alerts, tell_screens, withdraw_alerts
from brasdroit.assistance.measurements.services.computed import with_body_mass_index
from brasdroit.assistance.measurements.services.recording import Case, judged, load_case
from brasdroit.assistance.measurements.types import ObservationStatus, Reading
from brasdroit.foundation.actors import Actor
from brasdroit.foundation.errors import Conflict, Invalid, NotFound
from brasdroit.foundation.service import service, touch, trace


@service(RECORD, mission="CONS-02")
def confirm_measure(*, actor: Actor, observation_id: UUID, version: int | None = None) -> Observation:
    """Keep a doubtful value as it is; it is then judged against the alert limits. Confirming twice is once.

    Raises NotFound, Forbidden, Conflict when somebody changed it meanwhile.
    """
    row, case = _open(actor, observation_id)
    require_measures(case.allowed)
    if row.status != ObservationStatus.REGISTERED:
        return row
    values = (row.value,) if row.diastolic is None else (row.value, row.diastolic)
    judgement = judged(case, Reading(row.code, "", confirmed=True), values)
    row.status, row.level = ObservationStatus.PRELIMINARY, judgement.level
    row.judgement_code, row.judgement = judgement.code, judgement.explanation
    row.save_edit(expected_version=version, fields=["status", "level", "judgement_code", "judgement"])
    trace("measurement.confirmed", subject=row, about_id=row.patient_id)
    others = [one for one in case.rows if one.pk != row.pk]
    added = with_body_mass_index(case.encounter, others, [row], case.facts, case.setting, case.on)[1:]
    Observation.objects.bulk_create(added)
    tell_screens(raise_alerts(case.encounter, [row, *added], others, case.on, case.now))
    return row


@service(RECORD, mission="CONS-02")
def enter_in_error(*, actor: Actor, observation_id: UUID, reason: str = "", version: int | None = None) -> Observation:
    """Take back a value that should never have been entered; it stays in the history with the reason.

    Raises NotFound, Forbidden, Conflict, Invalid when the doctor has seen it and no reason is given.
    """
    row, case = _open(actor, observation_id)
    require_measures(case.allowed)
    if row.reviewed_at and not reason.strip():
        text = "Le médecin a déjà vu cette mesure\u202f: indiquez pourquoi vous la retirez."
        raise Invalid(text, code="reason_missing", fields={"reason": [text]})
    row.status, row.change_reason = ObservationStatus.IN_ERROR, reason.strip()[:200]
    row.save_edit(expected_version=version, fields=["status", "change_reason"])
    withdraw_alerts(row, timezone.now())
    _forget_index(case, row)
    trace("measurement.entered_in_error", subject=row, about_id=row.patient_id)
    touch("preparation")
    return row


def _open(actor: Actor, observation_id: UUID) -> tuple[Observation, Case]:
    row: Observation | None = Observation.objects.select_for_update(of=("self",)).filter(pk=observation_id).first()
    if row is None or row.encounter_id is None:
        raise NotFound
    if row.status == ObservationStatus.IN_ERROR:
        raise Conflict(_changed(row), code="stale")
    reading = Reading(row.code, "", device_id=row.device_id)
    return row, load_case(actor, row.encounter_id, [reading], correcting=True)


def _changed(row: Observation) -> str:
    newer = Observation.objects.filter(supersedes=row).first()
    if newer is None:
        return "Cette mesure a déjà été retirée. Rechargez la page pour voir l’état actuel."
    shown = french_number(newer.value) + (f"/{french_number(newer.diastolic)}" if newer.diastolic is not None else "")
    return f"{newer.entered_by_name} a corrigé cette mesure entre-temps ({shown}). Relisez-la, puis corrigez."


def _forget_index(case: Case, row: Observation) -> None:
    """Without its weight or its height, a computed index says nothing."""
    if row.code not in {"weight", "height"}:
        return
    for index in case.here("bmi"):
        index.status = ObservationStatus.IN_ERROR
        index.save_edit(expected_version=None, fields=["status"])
        withdraw_alerts(index, case.now)
