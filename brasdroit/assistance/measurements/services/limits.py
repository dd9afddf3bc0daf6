"""The alert limits a doctor sets for his patients."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from brasdroit.assistance.measurements.models import DoctorThreshold
from brasdroit.assistance.measurements.permissions import LIMITS
from brasdroit.assistance.measurements.rules import french_number
from brasdroit.foundation.actors import Actor
from brasdroit.foundation.errors import Invalid, NotFound
from brasdroit.foundation.service import service, trace
from brasdroit.practice.members.selectors import member_of
from brasdroit.reference.measurements import Side, measures

_OLDEST = 130 * 12


@dataclass(frozen=True, slots=True)
class LimitRequest:
    """A limit to set: `limit` in the measure's unit; ages in completed months, `to_month` excluded (None: no end)."""

    measure: str
    side: str
    limit: Decimal
    reached: bool = True
    from_month: int = 216
    to_month: int | None = None


@service(LIMITS)
def set_limit(*, actor: Actor, request: LimitRequest) -> DoctorThreshold:
    """Set one's own limit; the former one of the same measure, side and age ends. Raises Invalid with the fields."""
    doctor, today = member_of(actor), timezone.localdate()
    _check(request, today)
    same = DoctorThreshold.objects.filter(
        doctor=doctor, measure=request.measure, side=request.side, from_month=request.from_month, ended_on=None
    )
    same.update(ended_on=today)
    row = DoctorThreshold.objects.create(
        doctor=doctor,
        measure=request.measure,
        side=request.side,
        limit=request.limit,
        reached=request.reached,
        from_month=request.from_month,
        to_month=request.to_month,
        valid_from=today,
        author_name=actor.display_name,
    )
    trace("measurement.limit_set", subject=row)
    return row


@service(LIMITS)
def end_limit(*, actor: Actor, limit_id: UUID) -> None:
    """Give up one's own limit: the proposed one applies again. Raises NotFound for another doctor's."""
    row = DoctorThreshold.objects.filter(pk=limit_id, doctor=member_of(actor), ended_on=None).first()
    if row is None:
        raise NotFound
    row.ended_on = timezone.localdate()
    row.save(update_fields=["ended_on"])
    trace("measurement.limit_ended", subject=row)


def _check(request: LimitRequest, on: date) -> None:
    measure = measures(on).get(request.measure)
    if measure is None or request.side not in set(Side):
        raise Invalid("Cette mesure n’existe pas\u202f: rechargez la page.", code="measure_unknown")
    fields = {}
    if not measure.minimum <= request.limit <= measure.maximum:
        bounds = f"{french_number(measure.minimum)} et {french_number(measure.maximum)} {measure.unit}"
        fields["limit"] = [f"Un seuil entre {bounds} est attendu."]
    if request.to_month is not None and not request.from_month < request.to_month <= _OLDEST:
        fields["to_month"] = ["L’âge de fin doit dépasser l’âge de début."]
    if fields:
        raise Invalid("Le seuil n’est pas complet.", fields=fields)
