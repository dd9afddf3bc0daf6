"""The appointment types that the practice books."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from uuid import UUID

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.errors import Invalid, NotFound
from brasdroit.foundation.service import service, touch, trace
from brasdroit.reception.agenda.models import AppointmentType
from brasdroit.reception.agenda.permissions import TYPES
from brasdroit.reception.agenda.services.inputs import line, lines

PLACES = ("practice", "video", "phone", "home")
SHORTEST, LONGEST = 5, 480
_FIELDS = [
    "name", "minutes", "preparation_minutes", "place", "preparation", "documents", "fasting", "roles", "colour", "shape",
    "questionnaire_code", "position",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class TypeFacts:
    """What a type is; durations in whole minutes, 5 to 480."""

    name: str
    minutes: int = 15
    preparation_minutes: int = 0
    place: str = "practice"
    preparation: str = ""
    documents: tuple[str, ...] = ()
    fasting: bool = False
    roles: tuple[str, ...] = ("doctor", "assistant", "secretary")
    colour: str = "accent"
    shape: str = "stethoscope"
    questionnaire_code: UUID | None = None
    position: int = 0


@service(TYPES)
def save_type(*, actor: Actor, type_id: UUID, facts: TypeFacts, version: int | None = None) -> AppointmentType:
    """Create the type, or change it when `type_id` is known and `version` given.

    Raises Invalid with the fields at fault; NotFound for a version of an unknown type; Conflict when stale.
    """
    values = _checked(type_id, facts)
    known: AppointmentType | None = AppointmentType.objects.filter(pk=type_id).first()
    if known is None and version is not None:
        raise NotFound
    if known is None:
        known = AppointmentType.objects.create(id=type_id, **values)
        trace("agenda.type_created", subject=known)
    elif version is not None:
        for name, value in values.items():
            setattr(known, name, value)
        known.save_edit(expected_version=version, fields=_FIELDS)
        trace("agenda.type_changed", subject=known)
    touch("agenda")
    return known


@service(TYPES)
def retire_type(*, actor: Actor, type_id: UUID) -> AppointmentType:
    """Stop giving this type; appointments already booked keep it. Raises NotFound."""
    known: AppointmentType | None = AppointmentType.objects.filter(pk=type_id, active=True).first()
    if known is None:
        raise NotFound
    known.active = False
    known.save_edit(expected_version=None, fields=["active"])
    trace("agenda.type_retired", subject=known)
    touch("agenda")
    return known


def _checked(type_id: UUID, facts: TypeFacts) -> dict[str, object]:
    name = line(facts.name, "name", 80, needed=True)
    problems: dict[str, list[str]] = {}
    if not SHORTEST <= facts.minutes <= LONGEST:
        problems["minutes"] = [f"Une durée va de {SHORTEST} à {LONGEST} minutes."]
    if facts.preparation_minutes > facts.minutes:
        problems["preparation_minutes"] = ["La préparation ne dépasse pas la durée du rendez-vous."]
    if facts.place not in PLACES:
        problems["place"] = ["Choisissez un lieu de la liste."]
    if not facts.roles:
        problems["roles"] = ["Choisissez au moins un métier qui peut donner ce rendez-vous."]
    if AppointmentType.objects.filter(name=name, active=True).exclude(pk=type_id).exists():
        problems["name"] = ["Un type de rendez-vous porte déjà ce nom\u202f: choisissez-en un autre."]
    if problems:
        raise Invalid("Ce type de rendez-vous n’est pas complet.", fields=problems)
    documents = [line(each, "documents", 120) for each in facts.documents if each.strip()]
    written = {"name": name, "preparation": lines(facts.preparation, "preparation"), "documents": documents}
    return asdict(facts) | {"roles": sorted(facts.roles)} | written
