"""A team, a patient of its doctor, and doses as somebody reads them from a card."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.identifiers import new_id
from brasdroit.pathway.immunisation.models import Immunization
from brasdroit.pathway.immunisation.services import record_doses
from brasdroit.pathway.immunisation.types.record import DoseFacts, Evidence
from brasdroit.pathway.screening.services import EntryFacts
from brasdroit.record.patients.models import Patient
from tests.factories.practice import Team, actor_of, entrust, make_team, writing

EVERYTHING = ("CONS-05", "CONS-06", "CONS-07")


@dataclass(frozen=True, slots=True)
class Counter:
    """Sarah at the counter, entrusted by Dr Martin, and Bernard Petit in front of her."""

    team: Team
    patient: Patient

    @property
    def assistant(self) -> Actor:
        """Sarah."""
        return actor_of(self.team.assistant)

    @property
    def doctor(self) -> Actor:
        """Dr Martin."""
        return actor_of(self.team.doctor)

    def note(self, *doses: DoseFacts, actor: Actor | None = None) -> list[Immunization]:
        """Record these doses."""
        return record_doses(actor=actor or self.doctor, patient_id=self.patient.pk, doses=doses)


def make_counter(*, missions: tuple[str, ...] = EVERYTHING, born: date | None = None, sex: str = "M") -> Counter:
    """A patient of 66 years, whose doctor is Dr Martin."""
    team = make_team()
    entrust(team.doctor, team.assistant, *missions)
    born_on = born or timezone.localdate() - timedelta(days=66 * 365 + 100)
    with writing(team.tenant_id):
        patient = Patient.objects.create(
            birth_name="PETIT",
            first_birth_given_name="BERNARD",
            birth_date=born_on,
            sex=sex,
            treating_doctor=team.doctor,
        )
    return Counter(team, patient)


def dose(product: str, days_ago: int | None = 30, **fields: Any) -> DoseFacts:
    """A dose proved by a card, given so many days ago; None: no day, `given_text` says it."""
    given = timezone.localdate() - timedelta(days=days_ago) if days_ago is not None else None
    return DoseFacts(**{"id": new_id(), "product": product, "given_on": given, "evidence": Evidence.PROVED, **fields})


def entry(target: str, days_ago: int = 10, **fields: Any) -> EntryFacts:
    """A line about a screening, so many days ago."""
    return EntryFacts(**{"id": new_id(), "target": target, "done_on": days_before(days_ago), **fields})


def days_before(count: int) -> date:
    """The day so many days before today."""
    return timezone.localdate() - timedelta(days=count)
