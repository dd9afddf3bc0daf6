"""What changing the matrix of missions means, and what a new delegation still lacks."""

from collections.abc import Collection, Iterable
from datetime import date

from brasdroit.practice.missions.types import Delegation, Device, MatrixChange
from brasdroit.reference.missions import Mission, Requirement, missions

_NUMBERS = ("aucune mission", "1 mission")


def compare_matrix(before: Collection[str], after: Collection[str], on: date) -> MatrixChange:
    """The difference between two sets of codes, in catalogue order; those outside the catalogue are `unknown`."""
    catalogue = missions(on)
    added = tuple(code for code in catalogue if code in after and code not in before)
    removed = tuple(code for code in catalogue if code in before and code not in after)
    kept = tuple(code for code in catalogue if code in before and code in after)
    unknown = tuple(sorted(set(after) - catalogue.keys()))
    return MatrixChange(added, removed, kept, unknown, _explain(added, removed, kept))


def entrusting_problems(delegation: Delegation, devices: Iterable[Device], on: date) -> tuple[str, ...]:
    """French sentences on what to complete before the doctor signs `delegation`; empty when it may be signed."""
    mission = missions(on).get(delegation.mission)
    if mission is None:
        return ("Cette action ne figure pas dans le catalogue des missions : elle ne peut pas être confiée.",)
    found = [*_date_problems(delegation), *_device_problems(mission, delegation, devices)]
    if Requirement.PROTOCOL in mission.requirements and delegation.protocol_id is None:
        found.append("Joignez le protocole : cette mission ne se confie pas sans lui.")
    return tuple(found)


def _date_problems(delegation: Delegation) -> list[str]:
    if delegation.valid_until is not None and delegation.valid_until < delegation.valid_from:
        return ["La fin de la mission précède son début : corrigez l’une des deux dates."]
    return []


def _device_problems(mission: Mission, delegation: Delegation, devices: Iterable[Device]) -> list[str]:
    if Requirement.AUTOMATIC_DEVICE in mission.requirements and not delegation.device_ids:
        return ["Nommez au moins un appareil totalement automatique pour cette mission."]
    return [
        f"L’appareil {device.label} n’est pas déclaré totalement automatique : retirez-le ou déclarez-le."
        for device in devices
        if device.id in delegation.device_ids and device.fully_automatic is not True
    ]


def _explain(added: tuple[str, ...], removed: tuple[str, ...], kept: tuple[str, ...]) -> str:
    if not added and not removed:
        return f"Rien ne change : {_count(len(kept))}."
    parts = [f"{_count(len(added))} de plus"] if added else []
    parts += [f"{_count(len(removed))} de moins, dès maintenant"] if removed else []
    sentence = " ; ".join(parts)
    signature = " Votre signature est nécessaire." if added else ""
    return f"{sentence}.{signature}"


def _count(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else f"{number} missions"
