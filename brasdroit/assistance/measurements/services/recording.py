"""Taking measures: read, judge, store, tell the doctor. One or several at once, all or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from brasdroit.assistance.measurements.models import Observation
from brasdroit.assistance.measurements.permissions import RECORD, Act, answers, require_measures
from brasdroit.assistance.measurements.rules import judge, judge_blood_pressure, parse
from brasdroit.assistance.measurements.rules.devices import device_kinds, measure_of
from brasdroit.assistance.measurements.rules.repeats import agrees
from brasdroit.assistance.measurements.selectors.history import (
    facts_of,
    is_result,
    last_pressure,
    own_limits,
    past_values,
    pressure_facts_of,
    recent_of,
)
from brasdroit.assistance.measurements.services.alerts import raise_alerts, tell_screens, withdraw_alerts
from brasdroit.assistance.measurements.services.computed import with_body_mass_index
from brasdroit.assistance.measurements.types import (
    BLOOD_PRESSURE,
    Judgement,
    Level,
    ObservationStatus,
    PatientFacts,
    Reading,
    Setting,
)
from brasdroit.foundation.actors import Actor
from brasdroit.foundation.bulk import insert_objects
from brasdroit.foundation.db.prepared import Prepared
from brasdroit.foundation.errors import Conflict, Invalid
from brasdroit.foundation.identifiers import new_id
from brasdroit.foundation.service import bound_by_delegations, service, trace
from brasdroit.practice.missions.types import DelegationAnswer
from brasdroit.practice.organisation.models import Device
from brasdroit.record.encounters.models import Encounter
from brasdroit.record.encounters.selectors import encounter_detail
from brasdroit.record.encounters.types import EncounterStatus
from brasdroit.reference.measurements import Capture, Measure, measures

NOT_HERE = frozenset(
    {
        EncounterStatus.BOOKED,
        EncounterStatus.CANCELLED,
        EncounterStatus.NO_SHOW,
        EncounterStatus.LEFT_WITHOUT_BEING_SEEN,
        EncounterStatus.FINISHED,
    }
)
_LONGEST_SITE = 20


@dataclass(slots=True)
class Case:
    """Everything a judgement reads, loaded once."""

    actor: Actor
    encounter: Encounter
    on: date
    now: datetime
    rows: list[Observation]
    facts: PatientFacts
    setting: Setting
    devices: Mapping[UUID, Device]
    allowed: Mapping[Act, DelegationAnswer]

    def before(self) -> list[Observation]:
        """Rows of the earlier encounters, latest first."""
        return [row for row in self.rows if row.encounter_id != self.encounter.pk]

    def here(self, code: str) -> list[Observation]:
        """Rows of one measure in this encounter, oldest first."""
        return [row for row in reversed(self.rows) if row.encounter_id == self.encounter.pk and row.code == code]


@service(RECORD, mission="CONS-02")
def record_measures(*, actor: Actor, encounter_id: UUID, readings: Sequence[Reading]) -> list[Observation]:
    """Store the measures of an encounter: all of them, or none when one is refused.

    An assistant needs the delegation of each measure's own mission by the encounter's doctor, with the device named.
    A doubtful value is stored as registered: it waits for a second measure or a confirmation. Out: the observations in
    the order of `readings`. Raises Forbidden (delegation), Invalid with the sentence of each field, Conflict when the
    value to correct has changed, NotFound.
    """
    _refuse_twice(readings)
    correcting = bool(readings) and all(one.replaces for one in readings)
    case = load_case(actor, encounter_id, readings, correcting=correcting)
    require_measures(case.allowed)
    known = {row.pk: row for row in case.rows}
    fields: dict[str, list[str]] = {}
    made: list[Observation] = []
    for reading in readings:
        if reading.id in known:
            made.append(known[reading.id])
            continue
        row, judgement = build(case, reading)
        if row is None:
            fields[reading.code] = [judgement.explanation]
        else:
            made.append(row)
    if fields:
        raise Invalid(next(iter(fields.values()))[0], code="measure_refused", fields=fields)
    _store(case, [row for row in made if row.pk not in known], readings)
    return made


def _refuse_twice(readings: Sequence[Reading]) -> None:
    if len({reading.code for reading in readings}) < len(readings):
        raise Invalid(
            "Une même mesure figure deux fois\u202f: enregistrez-les l’une après l’autre.", code="measure_twice"
        )


def _refuse_absent(encounter: Encounter) -> None:
    status = EncounterStatus(encounter.status)
    if status not in NOT_HERE:
        return
    text = "enregistrez d’abord l’arrivée du patient."
    if status is EncounterStatus.FINISHED:
        text = "seules les mesures déjà prises se corrigent."
    raise Invalid(f"Cette visite n’est pas en cours\u202f: {text}", code="not_here")


def load_case(actor: Actor, encounter_id: UUID, readings: Sequence[Reading], *, correcting: bool = False) -> Case:
    """Read once what the judgements need: encounter, earlier values, limits, devices, delegations. Five queries.

    Nobody measures a patient who is not here; `correcting`: what was measured is still corrected after he left.
    """
    encounter = encounter_detail(actor, encounter_id)
    if not correcting:
        _refuse_absent(encounter)
    if not readings:
        raise Invalid("Saisissez au moins une mesure.", code="nothing_measured")
    on = timezone.localdate()
    codes = {reading.code for reading in readings}
    if codes & {"weight", "height"}:
        codes |= {"weight", "height", "bmi"}
    devices = _devices(readings)
    acts = [act_of(reading, on) for reading in readings]
    return Case(
        actor=actor,
        encounter=encounter,
        on=on,
        now=timezone.now(),
        rows=recent_of(encounter.patient_id, codes),
        facts=pressure_facts_of(encounter.patient, on) if BLOOD_PRESSURE in codes else facts_of(encounter.patient),
        setting=Setting(own_limits(encounter.doctor_id, encounter.doctor.short_name, on), bound_by_delegations(actor)),
        devices=devices,
        allowed=answers(actor, encounter.doctor, acts, devices, on),
    )


def _devices(readings: Sequence[Reading]) -> dict[UUID, Device]:
    wanted = {reading.device_id for reading in readings if reading.device_id}
    return {one.pk: one for one in _DEVICES(keys=sorted(wanted))} if wanted else {}


_DEVICES: Prepared[Device] = Prepared(lambda keys: Device.objects.filter(pk__in=keys), keys=(UUID,))


def known_measure(code: str, on: date) -> Measure:
    """The measure of a code; Invalid for an unknown one."""
    try:
        return measure_of(code, measures(on))
    except KeyError:
        raise Invalid("Cette mesure n’existe pas\u202f: rechargez la page.", code="measure_unknown") from None


def act_of(reading: Reading, on: date) -> Act:
    """The delegation a reading needs: what no device takes asks for none."""
    measure = known_measure(reading.code, on)
    return Act(measure.mission, reading.device_id or (_NO_DEVICE if measure.devices else None))


_NO_DEVICE = UUID(int=0)
"""Asked of the delegations when the reading names no device: they answer « choisissez l’appareil »."""


def build(case: Case, reading: Reading) -> tuple[Observation | None, Judgement]:
    """The unsaved observation of a reading with its judgement; None when it is refused."""
    measure = known_measure(reading.code, case.on)
    parsed = parse(reading.code, reading.text, case.on)
    if parsed.refusal is not None:
        return None, parsed.refusal
    refusal = _refused_device(case, reading, measure) or _refused_moment(case, reading)
    if refusal:
        return None, refusal
    judgement = judged(case, reading, parsed.values)
    if judgement.level is Level.REFUSED:
        return None, judgement
    return _observation(case, reading, measure, parsed.values, judgement), judgement


def judged(case: Case, reading: Reading, values: tuple[Decimal, ...]) -> Judgement:
    """What the rules say of the values; a second measure near the first settles the doubt."""
    settled = reading.confirmed or _measured_again(case, reading, values[0])
    setting = Setting(case.setting.thresholds, case.setting.by_assistant, settled)
    before = case.before()
    if reading.code == BLOOD_PRESSURE:
        return judge_blood_pressure((values[0], values[1]), case.facts, last_pressure(before), setting, case.on)
    return judge(reading.code, values[0], case.facts, past_values(before, reading.code), setting, case.on)


def _measured_again(case: Case, reading: Reading, value: Decimal) -> bool:
    waiting = (row for row in case.here(reading.code) if row.status == ObservationStatus.REGISTERED)
    return any(agrees(reading.code, row.value, value, case.on) for row in waiting)


def _refused_device(case: Case, reading: Reading, measure: Measure) -> Judgement | None:
    if reading.device_id is None:
        return None
    device = case.devices.get(reading.device_id)
    if device is None or device.kind not in device_kinds(measure):
        text = f"{measure.label}\u202f: cet appareil ne convient pas. Choisissez-en un autre."
        return Judgement(Level.REFUSED, "wrong_device", text)
    return None


def _refused_moment(case: Case, reading: Reading) -> Judgement | None:
    if reading.taken_at is not None and reading.taken_at > case.now:
        return Judgement(Level.REFUSED, "in_the_future", "L’heure de la mesure est dans le futur. Vérifiez-la.")
    return None


def _observation(
    case: Case, reading: Reading, measure: Measure, values: tuple[Decimal, ...], judgement: Judgement
) -> Observation:
    device = case.devices.get(reading.device_id) if reading.device_id else None
    answer = case.allowed.get(act_of(reading, case.on))
    waits = judgement.level is Level.DOUBTFUL
    return Observation(
        id=reading.id or new_id(),
        patient_id=case.encounter.patient_id,
        encounter_id=case.encounter.pk,
        code=reading.code,
        value=values[0],
        diastolic=values[1] if len(values) > 1 else None,
        unit=measure.ucum,
        device=device,
        device_label=device.label if device else "",
        method=_method(case, measure),
        body_site=reading.body_site[:_LONGEST_SITE],
        position=reading.position[:_LONGEST_SITE],
        sequence=len([row for row in case.here(reading.code) if row.pk != reading.replaces]) + 1,
        taken_at=reading.taken_at or case.now,
        status=ObservationStatus.REGISTERED if waits else ObservationStatus.PRELIMINARY,
        level=judgement.level,
        judgement_code=judgement.code,
        judgement=judgement.explanation,
        entered_by_id=case.actor.membership_id,
        entered_by_name=case.actor.display_name,
        delegation_id=UUID(answer.delegation_id) if answer and answer.delegation_id else None,
    )


def _method(case: Case, measure: Measure) -> str:
    """By a clinician when no delegation binds who measures, else as the measure is captured."""
    if measure.capture is Capture.TOLD or case.setting.by_assistant:
        return measure.capture.value
    return Capture.CLINICIAN.value


def _store(case: Case, rows: list[Observation], readings: Sequence[Reading]) -> None:
    wanted = {reading.code: reading for reading in readings if reading.replaces}
    for row in rows:
        if row.code in wanted:
            _replace(case, row, wanted[row.code])
    rows = with_body_mass_index(case.encounter, case.rows, rows, case.facts, case.setting, case.on)
    insert_objects(rows)
    if rows:
        trace(
            "measurement.recorded",
            subject=case.encounter,
            about_id=case.encounter.patient_id,
            details={"count": len(rows)},
        )
    tell_screens(raise_alerts(case.encounter, rows, case.rows, case.on, case.now))


def _replace(case: Case, row: Observation, reading: Reading) -> None:
    """End the former value; what the doctor had already seen needs a reason, and comes back to him."""
    former = next((one for one in case.rows if one.pk == reading.replaces), None)
    if former is None or former.code != row.code:
        raise Conflict(
            "Une autre personne a corrigé cette mesure entre-temps. Relisez-la, puis corrigez.", code="stale"
        )
    if former.status == ObservationStatus.FINAL and not reading.reason.strip():
        text = "Le médecin a déjà vu cette mesure\u202f: indiquez pourquoi vous la corrigez."
        raise Invalid(text, code="reason_missing", fields={"reason": [text]})
    if is_result(former) and former.reviewed_at and row.status == ObservationStatus.PRELIMINARY:
        row.status = ObservationStatus.AMENDED
    row.supersedes, row.sequence = former, former.sequence
    former.status, former.change_reason = ObservationStatus.IN_ERROR, reading.reason.strip()[:200]
    former.save_edit(expected_version=None, fields=["status", "change_reason"])
    withdraw_alerts(former, case.now)
    trace("measurement.corrected", subject=former, about_id=case.encounter.patient_id)
