"""The composition root: event -> handler, port -> connector, periodic work. The only file that knows everyone."""

from __future__ import annotations

from brasdroit.assistance.measurements.selectors.timeline import measurement_timeline
from brasdroit.assistance.preparation.selectors.timeline import questionnaire_timeline
from brasdroit.certification.deadlines.handlers import remind_everybody
from brasdroit.foundation.audit.chain import seal
from brasdroit.foundation.backup.contents import counted, keeps_files
from brasdroit.foundation.backup.services import tick
from brasdroit.foundation.events import subscribe
from brasdroit.foundation.files.rotation import go_on_quietly
from brasdroit.foundation.jobs.alive import EVERY_S, tell_alive
from brasdroit.foundation.jobs.periodic import every
from brasdroit.foundation.live.outbox import forget_old
from brasdroit.practice.members.events import MemberReturned
from brasdroit.practice.missions.handlers import on_member_returned
from brasdroit.reception.agenda.events import SlotFreed
from brasdroit.reception.agenda.handlers import on_encounter_moved, on_slot_freed
from brasdroit.reception.telephone.handlers import on_task_closed
from brasdroit.reception.telephone.selectors.timeline import call_timeline
from brasdroit.record.documents.selectors import document_timeline
from brasdroit.record.encounters.events import EncounterMoved
from brasdroit.record.patients.ports import row_noun, timeline_source
from brasdroit.record.tasks.events import TaskClosed


def wire() -> None:
    """Wire everything; calling it twice changes nothing."""
    _team()
    _agenda()
    _telephone()
    _record()
    _backup()
    _periodic()


def _team() -> None:
    subscribe(MemberReturned, on_member_returned)


def _agenda() -> None:
    subscribe(SlotFreed, on_slot_freed)
    subscribe(EncounterMoved, on_encounter_moved)


def _telephone() -> None:
    subscribe(TaskClosed, on_task_closed)


def _record() -> None:
    timeline_source("documents", document_timeline)
    timeline_source("calls", call_timeline)
    timeline_source("measures", measurement_timeline)
    timeline_source("questionnaires", questionnaire_timeline)
    for model, noun in {
        "reception.Call": "Appels",
        "reception.WaitingListEntry": "Liste d’attente",
        "reception.Appointment": "Rendez-vous",
        "assistance.Observation": "Mesures",
        "assistance.QuestionnaireResponse": "Questionnaires",
        "assistance.MeasurementAlert": "Alertes",
        "assistance.Preparation": "Préparations",
        "pathway.Immunization": "Vaccinations",
        "pathway.VaccinationStatement": "Historique vaccinal",
        "pathway.ScreeningEntry": "Dépistages",
    }.items():
        row_noun(model, noun)


def _backup() -> None:
    counted("patients", "record.Patient")
    counted("documents", "record.Document")
    keeps_files("record.Document", "file_id", "preview_id")


def _periodic() -> None:
    every(1, "audit.seal", seal)
    every(600, "live.forget", forget_old)
    every(EVERY_S, "worker.alive", tell_alive)
    every(60, "backup.tick", tick)
    every(120, "files.rotation", go_on_quietly)
    every(3600, "certification.reminders", remind_everybody)
