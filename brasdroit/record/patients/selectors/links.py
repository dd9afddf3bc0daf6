"""Every foreign key to a patient, on whatever floor, found in the models themselves: nothing that points to him is forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet

from brasdroit.record.patients.models import Patient

STAYS = frozenset(
    {
        "record.Patient",  # who was merged into whom
        "record.PatientIdentityEvent",  # the story of an identity stays with that identity
        "record.PatientSearchEntry",  # the index is kept by its own hand
        "record.DuplicatePair",
        "record.PatientMerge",
        "record.PatientSplit",
    }
)


@dataclass(frozen=True, slots=True)
class Link:
    """A foreign key to the patient: its model and its name; `key` is how it is stored."""

    model: type[Model]
    name: str

    @property
    def key(self) -> str:
        """« record.Document.patient »."""
        return f"{self.model._meta.label}.{self.name}"

    def rows(self, patient_id: UUID) -> QuerySet[Any]:
        """The rows that point to the patient."""
        return self.model._default_manager.filter(**{self.name: patient_id})

    def parents(self) -> tuple[str, ...]:
        """Names of its links to rows that point to a patient themselves: it follows those (a measure, its encounter)."""
        movable = {link.model for link in links()}
        fields = [each for each in self.model._meta.concrete_fields if each.is_relation and each.name != self.name]
        return tuple(
            each.name for each in fields if each.related_model in movable and each.related_model is not self.model
        )


def links() -> tuple[Link, ...]:
    """Every link to a patient that follows him, hidden ones too, by key."""
    found: list[Link] = []
    for relation in Patient._meta.get_fields(include_hidden=True):
        model: Any = relation.related_model
        if relation.auto_created and not relation.concrete and model._meta.label not in STAYS:
            found.append(Link(model, relation.field.name))  # type: ignore[union-attr]
    return tuple(sorted(found, key=lambda link: link.key))
