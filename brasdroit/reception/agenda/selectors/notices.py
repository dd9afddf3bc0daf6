"""What is handed to the patient about his appointment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.audit.log import record_read
from brasdroit.foundation.clock.formats import numeric_date
from brasdroit.foundation.codes.phones import phone_display
from brasdroit.foundation.errors import NotFound
from brasdroit.foundation.permissions import require
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.reception.agenda.models import Appointment
from brasdroit.reception.agenda.permissions import SEE
from brasdroit.reception.agenda.selectors.cards import Card, cards
from brasdroit.reception.agenda.selectors.setup import AgendaSetup, agenda_setup
from brasdroit.reception.agenda.types import AppointmentStatus, Notice
from brasdroit.record.patients.rules.labels import SEX
from brasdroit.record.patients.selectors.sheet import PrintedIns, printed_ins
from brasdroit.record.patients.types import Sex
from brasdroit.reference.places import place_words

FASTING = "Venez à jeun\u202f: ni manger ni boire autre chose que de l’eau avant le rendez-vous."


@dataclass(frozen=True, slots=True)
class Confirmation:
    """The appointment, the notice drawn from it, and whose it is: birth traits, and the INS of a qualified identity."""

    card: Card
    notice: Notice
    practice: str
    traits: str
    ins: PrintedIns | None


def confirmation_of(actor: Actor, appointment_id: UUID) -> Confirmation:
    """The confirmation of one appointment, with how to prepare for it. The read is traced. Raises NotFound, Forbidden."""
    require(actor, SEE)
    with tenant_scope(actor.tenant_id):
        setup = agenda_setup()
        rows = Appointment.objects.filter(pk=appointment_id).select_related("site", "patient")
        found: Appointment | None = rows.first()
        if found is None:
            raise NotFound
        card = cards(rows, setup, actor)[0]
    record_read(actor, "appointment.confirmation_read", subject=found, about_id=found.patient_id)
    return Confirmation(
        card, _notice(setup, found, card), setup.name, _traits(found.patient), printed_ins(found.patient)
    )


def _traits(patient: Any) -> str:
    place = patient.birth_place_label or place_words(patient.birth_place)
    born = f"{numeric_date(patient.birth_date)}{f' à {place}' if place else ''}"
    return f"{patient.birth_name} {patient.first_birth_given_name}, {SEX[Sex(patient.sex)].lower()}, {born}"


def _notice(setup: AgendaSetup, found: Appointment, card: Card) -> Notice:
    site = found.site
    address = ", ".join(filter(None, [site.address, f"{site.postal_code} {site.city}".strip()])) if site else ""
    preparation = "\n".join(filter(None, [FASTING if card.kind.fasting else "", card.kind.preparation]))
    phone = (site.phone if site else "") or setup.phone
    return Notice(
        uid=f"{found.pk}@brasdroit",
        sequence=found.sequence,
        start=card.start,
        end=card.end,
        title="Rendez-vous",
        practitioner=card.practitioner,
        address=address,
        phone=phone_display(phone) if phone else "",
        preparation=preparation,
        documents=card.kind.documents,
        cancelled=found.status == AppointmentStatus.CANCELLED,
    )
