"""What the team has to do: tasks asked by the doctors, by the agenda and by colleagues, some of them late or done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from random import Random
from uuid import UUID

from brasdroit.cli.demo.house import House
from brasdroit.foundation.identifiers import new_id
from brasdroit.reception.agenda.services import WaitingFacts, add_waiting
from brasdroit.record.tasks.services import TaskMove, TaskRequest, create_task, move_task
from brasdroit.record.tasks.types import TaskAction, TaskSource


@dataclass(frozen=True, slots=True)
class _Asked:
    """One task: who asks, what, why, who does it ("" anyone), in how many days, how far it is."""

    by: str
    title: str
    reason: str
    to: str
    days: int
    moves: tuple[TaskAction, ...] = ()
    urgent: bool = False
    before: time | None = None
    source: TaskSource = TaskSource.DOCTOR


_TAKEN, _DONE = (TaskAction.TAKE,), (TaskAction.TAKE, TaskAction.COMPLETE)
_ASKED = (
    _Asked("martin", "Prendre le rendez-vous de cardiologie", "Échographie demandée à la dernière consultation", "sarah", -3, _TAKEN),
    _Asked("martin", "Rappeler le laboratoire pour les résultats", "Prélèvement de lundi non reçu", "", -1, urgent=True),
    _Asked("martin", "Relire le courrier au rhumatologue, puis l’envoyer", "Brouillon préparé, à faire signer", "sarah", 0),
    _Asked("martin", "Remettre le carnet de tension", "Automesure trois jours avant le prochain rendez-vous", "ines", 0, before=time(18)),
    _Asked("martin", "Commander le vaccin contre la grippe", "Dernière boîte entamée", "sarah", 2),
    _Asked("nguyen", "Prévenir le patient\u202f: ordonnance prête", "Renouvellement demandé par téléphone", "julie", 0, urgent=True),
    _Asked("nguyen", "Demander le compte rendu d’hospitalisation", "Sortie la semaine dernière", "", 1, source=TaskSource.CLOSING),
    _Asked("nguyen", "Préparer la demande de transport", "Séances de kinésithérapie", "sarah", 4, source=TaskSource.CLOSING),
    _Asked("nguyen", "Trouver une place d’IRM", "Genou droit, pas d’urgence", "julie", 6, _TAKEN, source=TaskSource.CLOSING),
    _Asked("julie", "Scanner les courriers de la semaine", "Douze courriers dans la bannette", "ines", -2, source=TaskSource.COLLEAGUE),
    _Asked("julie", "Vérifier l’adresse\u202f: courrier revenu", "N’habite pas à l’adresse indiquée", "", 3, source=TaskSource.DATA_QUALITY),
    _Asked("sarah", "Demander la carte de mutuelle à jour", "Attestation périmée depuis le mois dernier", "julie", 5, source=TaskSource.DATA_QUALITY),
    _Asked("sarah", "Montrer à Inès la stérilisation", "Bloc 3, première mise en situation", "sarah", 7, source=TaskSource.COLLEAGUE),
    _Asked("martin", "Envoyer le volet de synthèse", "Admission en cure le mois prochain", "sarah", -6, _DONE),
    _Asked("nguyen", "Rappeler la pharmacie", "Dosage à confirmer", "julie", -1, _DONE),
    _Asked("martin", "Classer les électrocardiogrammes", "Trois tracés de la semaine", "ines", -4, _DONE),
)  # fmt: skip


def ask_tasks(house: House, patients: Sequence[UUID], today: date) -> int:
    """Ask every task of the table about somebody of the list; answers how many."""
    draw = Random(len(patients))  # noqa: S311  # synthetic work, no secret
    for asked in _ASKED:
        request = TaskRequest(
            title=asked.title, reason=asked.reason, source=asked.source, patient_id=draw.choice(patients),
            owner_id=house.members[asked.to] if asked.to else None, due_on=today + timedelta(days=asked.days),
            due_before=asked.before, urgent=asked.urgent, id=new_id(),
        )  # fmt: skip
        task = create_task(actor=house.actors[asked.by], request=request)
        for action in asked.moves:
            move_task(actor=house.actors[asked.to], task_id=task.pk, move=TaskMove(action.value))
    return len(_ASKED)


def fill_waiting_list(house: House, patients: Sequence[UUID], today: date) -> int:
    """Some patients who would come earlier; answers how many."""
    wishes: tuple[Callable[[UUID], WaitingFacts], ...] = (
        lambda who: WaitingFacts(new_id(), who, house.types["follow_up"], (house.members["martin"],), weekdays=(0, 3), after=time(17), note="Travaille jusqu’à 16 h 30"),
        lambda who: WaitingFacts(new_id(), who, house.types["consultation"], priority=True, last_day=today + timedelta(days=10)),
        lambda who: WaitingFacts(new_id(), who, house.types["child"], (house.members["nguyen"],), weekdays=(2,), note="Mercredi de préférence"),
        lambda who: WaitingFacts(new_id(), who, house.types["check_up"], before=time(10), notice_minutes=1440, note="À jeun"),
        lambda who: WaitingFacts(new_id(), who, house.types["follow_up"], notice_minutes=30, note="Habite à côté, peut venir vite"),
    )  # fmt: skip
    for wish, who in zip(wishes, patients, strict=False):
        add_waiting(actor=house.actors["julie"], facts=wish(who))
    return len(wishes)
