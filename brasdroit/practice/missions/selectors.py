"""Reading what is entrusted: the doctor's matrix, the assistant's own view, the history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.errors import NotFound
from brasdroit.foundation.service import bound_by_delegations
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.practice.members.models import Member
from brasdroit.practice.members.selectors import assistants
from brasdroit.practice.missions.models import Delegation, Protocol
from brasdroit.practice.missions.permissions import best, current_delegations
from brasdroit.practice.missions.types import KIND_LABELS, DelegationAnswer, EndReason, Wanted
from brasdroit.practice.organisation.models import Device
from brasdroit.reference.missions import Mission, Requirement, missions


@dataclass(frozen=True, slots=True)
class Entrusted:
    """What an actor may do on a day: everything for those no delegation binds."""

    everything: bool
    by_doctor: Mapping[UUID, frozenset[str]]

    def may(self, mission: str, doctor_id: UUID | None = None) -> bool:
        """Whether to offer the mission, for one doctor or for any."""
        if self.everything:
            return True
        if doctor_id is not None:
            return mission in self.by_doctor.get(doctor_id, frozenset())
        return any(mission in held for held in self.by_doctor.values())


@dataclass(frozen=True, slots=True)
class Cell:
    """A mission of the matrix for one assistant: the line in force if any, and what the rule says of it today."""

    key: str
    assistant: Member
    line: Delegation | None
    answer: DelegationAnswer | None
    devices: tuple[Device, ...] = ()

    @property
    def held(self) -> bool:
        """Whether the box is ticked."""
        return self.line is not None

    @property
    def suspended(self) -> bool:
        """Signed, and yet not possible today: the answer says why."""
        return self.answer is not None and not self.answer.allowed


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A mission and its cells, in the order of the assistants."""

    mission: Mission
    cells: tuple[Cell, ...]

    @property
    def needs(self) -> tuple[str, ...]:
        """What the mission asks for beyond the signature, in two words."""
        return tuple(text for need, text in _NEEDS.items() if need in self.mission.requirements)


@dataclass(frozen=True, slots=True)
class MatrixGroup:
    """One of the three official kinds of tasks."""

    code: str
    label: str
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """What a doctor entrusts today."""

    doctor: Member
    assistants: tuple[Member, ...]
    groups: tuple[MatrixGroup, ...]
    held: frozenset[str]


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One signed line and how it ended."""

    line: Delegation
    mission_label: str
    state: str


_NEEDS = {
    Requirement.AUTOMATIC_DEVICE: "appareil automatique",
    Requirement.TRAINING: "formation",
    Requirement.PROTOCOL: "protocole",
    Requirement.AFGSU: "AFGSU",
}


def entrusted(actor: Actor, on: date | None = None) -> Entrusted:
    """What to offer on screen to the actor on a day (today by default). One query, none for those not bound."""
    if not bound_by_delegations(actor):
        return Entrusted(everything=True, by_doctor={})
    day = on or timezone.localdate()
    with tenant_scope(actor.tenant_id):
        lines = [line for line in current_delegations(actor) if line.revoked_at is None]
    held: dict[UUID, set[str]] = defaultdict(set)
    for line in lines:
        answer = best(Wanted(line.mission, day, offering=True), [line])
        if answer and answer.allowed:
            held[line.doctor.pk].add(line.mission)
    return Entrusted(everything=False, by_doctor={doctor: frozenset(codes) for doctor, codes in held.items()})


def matrix(doctor: Member, on: date) -> Matrix:
    """The matrix of a doctor: missions by kind, one column per assistant present. Three queries."""
    team = tuple(assistants(on))
    lines = Delegation.objects.filter(doctor=doctor, revoked_at=None).select_related(
        "doctor", "assistant__assistant_profile"
    )
    by_cell = {f"{line.assistant_id}:{line.mission}": line for line in lines}
    devices = _devices()
    groups = _grouped(missions(on).values(), lambda one: _row(one, team, by_cell, devices, on))
    held = frozenset(key for key in by_cell if key.split(":")[0] in {str(person.pk) for person in team})
    return Matrix(doctor, team, groups, held)


def own_missions(member: Member, on: date) -> list[tuple[Member, tuple[MatrixGroup, ...]]]:
    """What each doctor entrusts to an assistant today, doctors by name. Two queries."""
    lines = Delegation.objects.filter(assistant=member, revoked_at=None, doctor__ended_on=None).select_related(
        "doctor", "assistant__assistant_profile"
    )
    by_doctor: dict[Member, dict[str, Delegation]] = defaultdict(dict)
    for line in lines:
        by_doctor[line.doctor][f"{line.assistant_id}:{line.mission}"] = line
    devices, catalogue = _devices(), missions(on).values()
    ordered = sorted(by_doctor.items(), key=lambda item: item[0].display_name)
    return [(doctor, _own_groups(member, held, catalogue, devices, on)) for doctor, held in ordered]


def history(*, doctor: Member | None = None, assistant: Member | None = None, limit: int = 200) -> list[HistoryLine]:
    """Signed lines, newest first, of a doctor, of an assistant, or of the practice. One query."""
    mine = Q()
    if doctor is not None:
        mine &= Q(doctor=doctor)
    if assistant is not None:
        mine &= Q(assistant=assistant)
    lines = Delegation.objects.filter(mine).select_related("doctor", "assistant").order_by("-id")[:limit]
    return [_history_line(line) for line in lines]


def doctors_with_missions(on: date) -> list[Member]:
    """The doctors present, for those who read every matrix. One query."""
    present = Q(ended_on=None) | Q(ended_on__gt=on)
    return list(Member.objects.filter(present, role="doctor").order_by("display_name"))


def protocols(doctor: Member) -> list[Protocol]:
    """The doctor's protocols, by title. One query."""
    return list(Protocol.objects.filter(doctor=doctor).order_by("title", "-created_at"))


def cell(doctor: Member, assistant_id: UUID, mission: str, on: date) -> Cell:
    """One cell of a doctor's matrix; NotFound for nobody's assistant or no mission of the catalogue."""
    person = assistants(on).filter(pk=assistant_id).first()
    known = missions(on).get(mission)
    if person is None or known is None:
        raise NotFound
    lines = Delegation.objects.filter(doctor=doctor, assistant=person, mission=mission, revoked_at=None)
    held = {f"{person.pk}:{mission}": line for line in lines.select_related("doctor", "assistant__assistant_profile")}
    return _cell(known, person, held, _devices(), on)


def _grouped(catalogue: Iterable[Mission], make: Callable[[Mission], MatrixRow]) -> tuple[MatrixGroup, ...]:
    rows: dict[str, list[MatrixRow]] = defaultdict(list)
    for mission in catalogue:
        rows[mission.kind].append(make(mission))
    return tuple(MatrixGroup(kind, KIND_LABELS[kind], tuple(found)) for kind, found in rows.items())


def _own_groups(
    member: Member,
    held: Mapping[str, Delegation],
    catalogue: Iterable[Mission],
    devices: Mapping[str, Device],
    on: date,
) -> tuple[MatrixGroup, ...]:
    mine = [mission for mission in catalogue if f"{member.pk}:{mission.code}" in held]
    return _grouped(mine, lambda one: _row(one, (member,), held, devices, on))


def _row(
    mission: Mission, team: tuple[Member, ...], lines: Mapping[str, Delegation], devices: Mapping[str, Device], on: date
) -> MatrixRow:
    return MatrixRow(mission, tuple(_cell(mission, person, lines, devices, on) for person in team))


def _cell(
    mission: Mission, person: Member, lines: Mapping[str, Delegation], devices: Mapping[str, Device], on: date
) -> Cell:
    key = f"{person.pk}:{mission.code}"
    line = lines.get(key)
    if line is None:
        return Cell(key, person, None, None)
    answer = best(Wanted(mission.code, on, offering=True), [line])
    return Cell(key, person, line, answer, tuple(devices[one] for one in line.device_ids if one in devices))


def _devices() -> dict[str, Device]:
    return {str(device.pk): device for device in Device.objects.all()}


def _history_line(line: Delegation) -> HistoryLine:
    known = missions(line.valid_from).get(line.mission)
    state = EndReason(line.end_reason).label if line.revoked_at else "En vigueur"
    return HistoryLine(line, known.label if known else line.mission, state)
