"""The moves of an encounter, who makes them, the times measured and the French words (issue 2, section 5)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from brasdroit.record.encounters.types import (
    Chip,
    EncounterStatus,
    Punctuality,
    Role,
    StatusEntry,
    Step,
    StepAnswer,
    StepKind,
    Times,
    Tone,
    Wording,
)

_S = EncounterStatus
_EVERYONE = frozenset(Role)
_CARE = frozenset({Role.DOCTOR, Role.ASSISTANT})
_DOCTOR = frozenset({Role.DOCTOR})
_WELCOME = frozenset({"ADM-01"})
_PREPARE = frozenset({"CONS-01", "CONS-02", "CONS-03", "CONS-04"})
_DEPART = frozenset({"ADM-01", "ADM-05", "CONS-13"})
_BOOK = _WELCOME | {"ADM-02"}

INITIAL = {False: _S.BOOKED, True: _S.ARRIVED}
"""The first status, by whether the patient walks in without an appointment."""

OVER = frozenset({_S.FINISHED, _S.CANCELLED, _S.NO_SHOW, _S.LEFT_WITHOUT_BEING_SEEN})
_IN_ROOM = (_S.ARRIVED, _S.WAITING)
_NOT_SEEN = (_S.ARRIVED, _S.WAITING, _S.WITH_ASSISTANT, _S.READY_FOR_DOCTOR)


def _forward(source: _S, target: _S, roles: frozenset[Role], missions: frozenset[str] = frozenset()) -> Step:
    return Step(source, target, StepKind.FORWARD, roles, missions)


def _correction(
    source: _S,
    target: _S,
    roles: frozenset[Role],
    missions: frozenset[str] = frozenset(),
    *,
    needs_reason: bool = False,
) -> Step:
    """Undoing a step asks for the same mission as the step: nobody takes back what he could not have done."""
    return Step(source, target, StepKind.CORRECTION, roles, missions, needs_reason)


def _ending(source: _S, target: _S, *, needs_reason: bool) -> Step:
    return Step(source, target, StepKind.ENDING, _EVERYONE, _WELCOME, needs_reason)


_STEPS = (
    _forward(_S.BOOKED, _S.ARRIVED, _EVERYONE, _WELCOME),
    _forward(_S.ARRIVED, _S.WAITING, _EVERYONE, _WELCOME),
    *(_forward(source, _S.WITH_ASSISTANT, _CARE, _PREPARE) for source in _IN_ROOM),
    _forward(_S.WITH_ASSISTANT, _S.READY_FOR_DOCTOR, _CARE, _PREPARE),
    *(_forward(source, _S.WITH_DOCTOR, _DOCTOR) for source in _NOT_SEEN),
    _forward(_S.READY_FOR_DOCTOR, _S.WITH_ASSISTANT, _CARE, _PREPARE),
    _forward(_S.WITH_DOCTOR, _S.WITH_ASSISTANT, _DOCTOR),
    _forward(_S.WITH_DOCTOR, _S.LEAVING, _DOCTOR),
    _forward(_S.WITH_DOCTOR, _S.FINISHED, _DOCTOR),
    _forward(_S.LEAVING, _S.FINISHED, _EVERYONE, _DEPART),
    _ending(_S.BOOKED, _S.CANCELLED, needs_reason=True),
    _ending(_S.BOOKED, _S.NO_SHOW, needs_reason=False),
    *(_ending(source, _S.LEFT_WITHOUT_BEING_SEEN, needs_reason=True) for source in _NOT_SEEN),
    _correction(_S.ARRIVED, _S.BOOKED, _EVERYONE, _WELCOME),
    _correction(_S.WAITING, _S.ARRIVED, _EVERYONE, _WELCOME),
    _correction(_S.WAITING, _S.BOOKED, _EVERYONE, _WELCOME),
    _correction(_S.WITH_ASSISTANT, _S.WAITING, _CARE, _PREPARE),
    _correction(_S.WITH_DOCTOR, _S.WAITING, _DOCTOR),
    _correction(_S.WITH_DOCTOR, _S.READY_FOR_DOCTOR, _DOCTOR),
    _correction(_S.LEAVING, _S.WITH_DOCTOR, _DOCTOR),
    _correction(_S.FINISHED, _S.LEAVING, _EVERYONE, _DEPART, needs_reason=True),
    _correction(_S.FINISHED, _S.WITH_DOCTOR, _DOCTOR, needs_reason=True),
    _correction(_S.CANCELLED, _S.BOOKED, _EVERYONE, _BOOK),
    _correction(_S.NO_SHOW, _S.BOOKED, _EVERYONE, _BOOK),
    _forward(_S.NO_SHOW, _S.ARRIVED, _EVERYONE, _WELCOME),
    _correction(_S.LEFT_WITHOUT_BEING_SEEN, _S.WAITING, _EVERYONE, _WELCOME),
)
STEPS = {(step.source, step.target): step for step in _STEPS}
"""Every allowed move, by (from, to)."""

_FHIR = {
    _S.BOOKED: "planned",
    _S.ARRIVED: "arrived",
    _S.WAITING: "arrived",
    _S.WITH_ASSISTANT: "triaged",
    _S.READY_FOR_DOCTOR: "triaged",
    _S.WITH_DOCTOR: "in-progress",
    _S.LEAVING: "in-progress",
    _S.FINISHED: "finished",
    _S.CANCELLED: "cancelled",
    _S.NO_SHOW: "cancelled",
    _S.LEFT_WITHOUT_BEING_SEEN: "cancelled",
}

_CHIPS: dict[EncounterStatus, tuple[str, Tone, bool, tuple[str, str, str]]] = {
    _S.BOOKED: ("calendar-clock", Tone.INFO, True, ("Attendu", "Attendue", "À venir")),
    _S.ARRIVED: ("map-pin-check", Tone.INFO, False, ("Arrivé", "Arrivée", "Sur place")),
    _S.WAITING: ("hourglass", Tone.WAIT, False, ("En attente", "En attente", "En attente")),
    _S.WITH_ASSISTANT: ("activity", Tone.ACCENT, False, ("En préparation", "En préparation", "En préparation")),
    _S.READY_FOR_DOCTOR: ("clipboard-check", Tone.OK, False, ("Prêt", "Prête", "Préparation finie")),
    _S.WITH_DOCTOR: ("stethoscope", Tone.ACCENT, False, ("Avec le médecin", "Avec le médecin", "Avec le médecin")),
    _S.LEAVING: ("door-open", Tone.INFO, False, ("Au départ", "Au départ", "Au départ")),
    _S.FINISHED: ("circle-check", Tone.OK, True, ("Parti", "Partie", "Visite finie")),
    _S.CANCELLED: ("circle-x", Tone.INFO, True, ("Annulé", "Annulé", "Annulé")),
    _S.NO_SHOW: ("user-x", Tone.ALERT, True, ("Pas venu", "Pas venue", "Absence")),
    _S.LEFT_WITHOUT_BEING_SEEN: (
        "log-out",
        Tone.ALERT,
        True,
        ("Parti sans être vu", "Partie sans être vue", "Départ sans consultation"),
    ),
}

_ROLE_NAMES = {Role.DOCTOR: "au médecin", Role.ASSISTANT: "à l’assistant médical", Role.SECRETARY: "au secrétariat"}
_SOURCE = "Déroulement de la consultation (issue 2, §5)"


def fhir_status(status: EncounterStatus) -> str:
    """The FHIR R4 EncounterStatus code. The finer status travels as an extension of the façade."""
    return _FHIR[status]


def chip(status: EncounterStatus, wording: Wording = Wording.NEUTRAL) -> Chip:
    """The chip of a status, agreeing with the patient."""
    icon, tone, dashed, words = _CHIPS[status]
    return Chip(icon, words[list(Wording).index(wording)], tone, dashed)


def next_steps(status: EncounterStatus, role: Role) -> tuple[Step, ...]:
    """The moves this role may make from `status`, the usual one first."""
    return tuple(step for step in _STEPS if step.source is status and role in step.roles)


def check_step(source: EncounterStatus, target: EncounterStatus, role: Role, reason: str = "") -> StepAnswer:
    """Whether `role` may move the encounter from `source` to `target`; a reason is asked where the visit ends early.

    The delegation of an assistant (one of `step.missions`) is checked by the caller with the missions' own rules.
    """
    if source is target:
        return _no("already_there", f"La visite est déjà à l’état « {chip(source).word} ».")
    step = STEPS.get((source, target))
    if step is None:
        text = (
            f"On ne passe pas de « {chip(source).word} » à « {chip(target).word} ». "
            "Rechargez la page pour voir l’état actuel."
        )
        return _no("step_not_possible", text)
    if role not in step.roles:
        return _no("role_not_allowed", f"Cette étape revient {_join_roles(step.roles)}. Passez-lui la main.", step)
    if step.needs_reason and not reason.strip():
        return StepAnswer(
            allowed=False,
            code="reason_missing",
            explanation="Indiquez le motif.",
            step=step,
            sources=(_SOURCE,),
            missing=("reason",),
        )
    return StepAnswer(allowed=True, code=step.kind.value, explanation="", step=step, sources=(_SOURCE,))


def _no(code: str, text: str, step: Step | None = None) -> StepAnswer:
    return StepAnswer(allowed=False, code=code, explanation=text, step=step, sources=(_SOURCE,))


def _join_roles(roles: frozenset[Role]) -> str:
    return " ou ".join(_ROLE_NAMES[role] for role in Role if role in roles)


def measure_times(history: Sequence[StatusEntry], now: datetime | None) -> Times:
    """The time spent in each part of the visit up to `now` (history oldest first); None: the last part is not counted.

    A correction gives the time of the mistaken state back to the state returned to.
    """
    spans = _spans(_corrected(history), now)
    return Times(
        waiting=_total(spans, _IN_ROOM),
        preparation=_total(spans, (_S.WITH_ASSISTANT,)),
        waiting_for_doctor=_total(spans, (_S.READY_FOR_DOCTOR,)),
        consultation=_total(spans, (_S.WITH_DOCTOR,)),
        departure=_total(spans, (_S.LEAVING,)),
        presence=_total(spans, (*_NOT_SEEN, _S.WITH_DOCTOR, _S.LEAVING)),
    )


def _corrected(history: Sequence[StatusEntry]) -> list[StatusEntry]:
    kept: list[StatusEntry] = []
    for entry in history:
        if not entry.correction:
            kept.append(entry)
        elif entry.status in [earlier.status for earlier in kept]:
            while kept[-1].status is not entry.status:
                kept.pop()
        elif kept:
            kept[-1] = StatusEntry(entry.status, kept[-1].at)
    return kept


def _spans(entries: Sequence[StatusEntry], now: datetime | None) -> list[tuple[EncounterStatus, timedelta]]:
    ends = [entry.at for entry in entries[1:]] + ([now] if now else [])
    return [
        (entry.status, max(end - entry.at, timedelta()))
        for entry, end in zip(entries, ends, strict=False)
        if entry.status not in OVER
    ]


def _total(spans: Sequence[tuple[EncounterStatus, timedelta]], wanted: tuple[EncounterStatus, ...]) -> timedelta | None:
    found = [duration for status, duration in spans if status in wanted]
    return sum(found, timedelta()) if found else None


def punctuality(booked_at: datetime, history: Sequence[StatusEntry], now: datetime) -> Punctuality:
    """Who is late, and by how much, in one French sentence (empty: nobody). A minute not complete does not count."""
    kept = _corrected(history)
    arrived = next((entry.at for entry in kept if entry.status in _IN_ROOM), None)
    seen = next((entry.at for entry in kept if entry.status in (_S.WITH_ASSISTANT, _S.WITH_DOCTOR)), None)
    if kept and kept[-1].status in OVER and arrived is None:
        return Punctuality(timedelta(), timedelta(), "")
    patient = max((arrived or seen or now) - booked_at, timedelta())
    if arrived is None and seen is None:
        return Punctuality(patient, timedelta(), _late("Le patient n’est pas arrivé : retard de", patient))
    practice = max((seen or _end(kept, now)) - max(booked_at, arrived or booked_at), timedelta())
    texts = (_late("Arrivée en retard de", patient), _late("Prise en charge en retard de", practice))
    return Punctuality(patient, practice, " ".join(text for text in texts if text))


def _end(kept: Sequence[StatusEntry], now: datetime) -> datetime:
    return kept[-1].at if kept[-1].status in OVER else now


def _late(text: str, duration: timedelta) -> str:
    minutes = duration // timedelta(minutes=1)
    return f"{text} {minutes_in_french(minutes)}." if minutes else ""


def minutes_in_french(minutes: int) -> str:
    """Whole minutes as read aloud: « 12 min », « 1 h 05 »."""
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest:02d}" if hours else f"{rest} min"
