"""May this assistant perform this mission for this doctor on this day (reference "profession", sections 1.3, 1.4)."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from brasdroit.practice.missions.rules.qualification import afgsu_valid_until, qualification_deadline
from brasdroit.practice.missions.types import (
    Assistant,
    DeadlineAnchor,
    Delegation,
    DelegationAnswer,
    Device,
    Doctor,
    Verdict,
    Wanted,
)
from brasdroit.reference.missions import Mission, Requirement, forbidden_acts, missions

_RULE_SOURCE = "Délégation du médecin (profession §1.4)"


class _Situation(NamedTuple):
    """Everything the checks read."""

    wanted: Wanted
    doctor: Doctor
    assistant: Assistant
    mission: Mission
    delegation: Delegation
    anchor: DeadlineAnchor


def evaluate_delegation(
    wanted: Wanted,
    doctor: Doctor,
    assistant: Assistant,
    delegations: Iterable[Delegation],
    anchor: DeadlineAnchor = DeadlineAnchor.STRICT,
) -> DelegationAnswer:
    """Whether `assistant` may do `wanted` for `doctor`, with the sentence to show.

    `delegations` may hold anyone's: only those of this doctor, assistant and mission count. When several are current,
    one that allows the act wins.
    """
    if forbidden := forbidden_acts(wanted.on).get(wanted.mission):
        text = f"{forbidden.label} ne se confie jamais à un assistant médical. Passez la main au {doctor.name}."
        return _refused("forbidden", text, forbidden.source)
    mission = missions(wanted.on).get(wanted.mission)
    if mission is None:
        return _refused(
            "unknown_mission", "Cette action ne figure pas dans le catalogue des missions. Adressez-vous au médecin."
        )
    mine = [
        d for d in delegations if (d.doctor_id, d.assistant_id, d.mission) == (doctor.id, assistant.id, mission.code)
    ]
    if not mine:
        return _never_entrusted(doctor, mission)
    answers = [_evaluate_one(_Situation(wanted, doctor, assistant, mission, d, anchor)) for d in mine]
    return max(answers, key=_closeness)


def _closeness(answer: DelegationAnswer) -> tuple[bool, bool]:
    """An allowed answer first, then one about a delegation in force rather than one already over."""
    return answer.allowed, answer.code not in {"revoked", "expired", "not_started", "unsigned"}


def _never_entrusted(doctor: Doctor, mission: Mission) -> DelegationAnswer:
    text = f"Le {doctor.name} ne vous a pas confié {mission.phrase}. Demandez-lui de l’ajouter dans Missions confiées."
    return _refused("not_entrusted", text)


def _evaluate_one(case: _Situation) -> DelegationAnswer:
    for check in _CHECKS:
        if problem := check(case):
            return problem
    return DelegationAnswer(
        Verdict.ALLOWED,
        "entrusted",
        f"Mission confiée par le {case.doctor.name} le {_fr(case.delegation.signed_on)}.",
        (_RULE_SOURCE, case.mission.source),
        (),
        case.delegation.id,
        _reminders(case),
    )


def _check_dates(case: _Situation) -> DelegationAnswer | None:
    held, on, who = case.delegation, case.wanted.on, case.doctor.name
    if held.revoked_on is not None and held.revoked_on <= on:
        return _refused("revoked", f"Le {who} a retiré {case.mission.phrase} le {_fr(held.revoked_on)}. {_ASK}")
    if held.signed_on is None or held.signed_on > on:
        return _refused(
            "unsigned",
            f"Le {who} n’a pas encore signé {case.mission.phrase}. Demandez-lui de signer dans Missions confiées.",
        )
    if on < held.valid_from:
        return _refused(
            "not_started", f"La mission commence le {_fr(held.valid_from)}. D’ici là, passez la main au {who}."
        )
    if held.valid_until is not None and on > held.valid_until:
        return _refused("expired", f"La mission confiée par le {who} a pris fin le {_fr(held.valid_until)}. {_ASK}")
    return None


def _check_people(case: _Situation) -> DelegationAnswer | None:
    on, staff = case.wanted.on, case.assistant
    if case.doctor.left_on is not None and on >= case.doctor.left_on:
        return _refused(
            "doctor_left",
            f"Le {case.doctor.name} a quitté le cabinet le {_fr(case.doctor.left_on)} : ses missions sont suspendues.",
        )
    if on < staff.contract_from or (staff.contract_until is not None and on > staff.contract_until):
        return _refused(
            "contract_ended",
            "Aucun contrat d’assistant médical ne couvre ce jour. Demandez au responsable de le mettre à jour.",
        )
    return None


def _check_qualification(case: _Situation) -> DelegationAnswer | None:
    deadline = qualification_deadline(case.assistant, case.anchor, case.wanted.on)
    if deadline is None:
        return None
    if deadline.by is not None and case.wanted.on > deadline.by:
        text = f"La qualification devait être obtenue au plus tard le {_fr(deadline.by)}. Parlez-en à votre employeur."
        return _refused("qualification_overdue", text, deadline.source)
    if deadline.missing:
        text = (
            "Les dates d’embauche et de prise de fonction manquent pour vérifier le délai de qualification. "
            "Demandez au responsable de les saisir."
        )
        return _undetermined("qualification_dates_missing", text, deadline.missing, deadline.source)
    return None


def _check_device(case: _Situation) -> DelegationAnswer | None:
    needs = case.mission.requirements
    device = case.wanted.device
    if device is None:
        if Requirement.AUTOMATIC_DEVICE not in needs or case.wanted.offering:
            return None
        return _undetermined("device_missing", "Choisissez l’appareil utilisé.", ("device",), case.mission.source)
    if not needs & {Requirement.AUTOMATIC_DEVICE, Requirement.AUTOMATIC_DEVICE_WHEN_USED}:
        return None
    return _judge_device(case, device)


def _judge_device(case: _Situation, device: Device) -> DelegationAnswer | None:
    who, source = case.doctor.name, case.mission.source
    if device.id not in case.delegation.device_ids:
        text = (
            f"Le {who} n’a pas nommé l’appareil {device.label} pour cette mission. "
            "Prenez un appareil nommé ou demandez-lui de l’ajouter."
        )
        return _refused("device_not_named", text, source)
    if device.fully_automatic is None:
        text = (
            f"Personne n’a déclaré si l’appareil {device.label} est totalement automatique. "
            f"Demandez au {who} de le déclarer."
        )
        return _undetermined("device_undeclared", text, ("device.fully_automatic",), source)
    if not device.fully_automatic:
        text = f"L’appareil {device.label} n’est pas totalement automatique : cet examen revient au médecin."
        return _refused("device_not_automatic", text, source)
    if not device.in_service:
        return _refused(
            "device_out_of_service",
            f"L’appareil {device.label} est hors service. Prenez un autre appareil nommé.",
            source,
        )
    return None


def _check_protocol(case: _Situation) -> DelegationAnswer | None:
    needs = case.mission.requirements
    always = Requirement.PROTOCOL in needs
    urgent = Requirement.PROTOCOL_WHEN_URGENT in needs and case.wanted.urgent
    if case.delegation.protocol_id is not None or not (always or urgent):
        return None
    if urgent:
        text = (
            f"Aucune procédure de régulation signée n’est jointe. Passez l’appel au {case.doctor.name} ou faites le 15."
        )
        return _refused("urgent_protocol_missing", text, case.mission.source)
    text = (
        "Aucun protocole n’est joint à cette mission. "
        f"Demandez au {case.doctor.name} de joindre le sien dans Missions confiées."
    )
    return _refused("protocol_missing", text, case.mission.source)


def _check_training(case: _Situation) -> DelegationAnswer | None:
    if Requirement.TRAINING not in case.mission.requirements:
        return None
    trainings, code = case.assistant.trainings, case.mission.code
    if code not in trainings:
        text = (
            f"Aucune formation n’est enregistrée pour {case.mission.phrase}. "
            "Demandez au responsable de joindre l’attestation."
        )
        return _refused("training_missing", text, case.mission.source)
    until = trainings[code]
    if until is not None and case.wanted.on >= until:
        return _refused(
            "training_expired",
            f"La formation n’est plus valable depuis le {_fr(until)}. Demandez une remise à niveau.",
            case.mission.source,
        )
    return None


def _check_afgsu(case: _Situation) -> DelegationAnswer | None:
    if Requirement.AFGSU not in case.mission.requirements:
        return None
    until = afgsu_valid_until(case.assistant.afgsu_on, case.assistant.afgsu_refreshed_on, case.wanted.on)
    if until is None or (case.assistant.afgsu_on or case.wanted.on) > case.wanted.on:
        return _refused(
            "afgsu_missing",
            "Aucune AFGSU n’est enregistrée. Demandez au responsable de joindre l’attestation.",
            case.mission.source,
        )
    if case.wanted.on >= until:
        return _refused(
            "afgsu_expired",
            f"Votre AFGSU n’est plus valable depuis le {_fr(until)}. Inscrivez-vous à une formation.",
            case.mission.source,
        )
    return None


def _reminders(case: _Situation) -> tuple[str, ...]:
    found = [case.mission.condition, case.delegation.conditions]
    if case.assistant.confidentiality_signed is not True:
        found.append("L’engagement de confidentialité de ce contrat est à signer.")
    return tuple(text for text in found if text)


def _refused(code: str, text: str, source: str = _RULE_SOURCE) -> DelegationAnswer:
    return DelegationAnswer(Verdict.REFUSED, code, text, (source,))


def _undetermined(code: str, text: str, missing: tuple[str, ...], source: str) -> DelegationAnswer:
    return DelegationAnswer(Verdict.UNDETERMINED, code, text, (source,), missing)


def _fr(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else "(date inconnue)"


_ASK = "Demandez-lui de la confier à nouveau dans Missions confiées."
_CHECKS: tuple[Callable[[_Situation], DelegationAnswer | None], ...] = (
    _check_dates,
    _check_people,
    _check_qualification,
    _check_protocol,
    _check_training,
    _check_afgsu,
    _check_device,
)
