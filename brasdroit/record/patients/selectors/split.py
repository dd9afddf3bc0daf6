"""What a record holds, row by row, for the person who says whose it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.audit.log import record_read
from brasdroit.foundation.clock.formats import numeric_date
from brasdroit.foundation.permissions import may, require
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.record.patients.permissions import MERGE, READ_CLINICAL
from brasdroit.record.patients.ports import row_nouns
from brasdroit.record.patients.rules import file_codes
from brasdroit.record.patients.selectors.links import Link, links

MOST = 300
Describe = Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class RowLine:
    """One row: its value in the form (`link:identifier`), the day, what it is."""

    value: str
    when: str
    text: str


@dataclass(frozen=True, slots=True)
class RowGroup:
    """The rows of one kind, the newest first."""

    title: str
    rows: tuple[RowLine, ...]


def record_rows(actor: Actor, patient_id: UUID) -> list[RowGroup]:
    """The rows that a person gives one by one, by kind; what belongs to another row follows it and is not shown.

    One statement for each kind; the reading is traced. Without the right to read medical information only the day shows.
    """
    require(actor, MERGE)
    record_read(actor, "patient.split_read", about_id=patient_id)
    with tenant_scope(actor.tenant_id):
        groups = [_group(link, patient_id, plain=not may(actor, READ_CLINICAL)) for link in links()]
    order = {title: place for place, title in enumerate(title for title, _ in _RECORD.values())}
    return sorted((group for group in groups if group.rows), key=lambda group: order.get(group.title, len(order)))


def _group(link: Link, patient_id: UUID, *, plain: bool) -> RowGroup:
    label = link.model._meta.label
    title, describe = _RECORD.get(label) or (row_nouns().get(label, "Autres éléments"), _nothing)
    return RowGroup(title, tuple(_lines(link, _own(link, patient_id), _nothing if plain else describe)))


def _own(link: Link, patient_id: UUID) -> QuerySet[Any]:
    alone = Q(**{f"{parent}__isnull": True for parent in link.parents()})
    return link.rows(patient_id).filter(alone).order_by("-created_at")[:MOST]


def _lines(link: Link, rows: QuerySet[Any], describe: Describe) -> Iterator[RowLine]:
    for row in rows:
        day = getattr(row, "day", None) or timezone.localtime(row.created_at).date()
        yield RowLine(f"{link.key}:{row.pk}", numeric_date(day), describe(row))


def _nothing(_: Any) -> str:
    return ""


def _labelled(labels: Mapping[str, str], *names: str) -> Describe:
    def describe(row: Any) -> str:
        words = (str(getattr(row, name)) for name in names if getattr(row, name))
        return "\u202f: ".join([labels.get(row.kind, row.kind), *words])

    return describe


_RECORD: Mapping[str, tuple[str, Describe]] = {
    "record.Encounter": ("Consultations", lambda row: row.service_label or row.reason),
    "record.Document": ("Documents", lambda row: row.title),
    "record.ClinicalItem": ("Informations médicales", _labelled(file_codes.CLINICAL_KINDS, "text")),
    "record.ClinicalAbsence": ("Absences déclarées", lambda row: file_codes.NONE_KNOWN.get(row.kind, row.kind)),
    "record.Task": ("Tâches", lambda row: row.title),
    "record.PatientContact": ("Entourage", _labelled(file_codes.CONTACT_KINDS, "name")),
    "record.Coverage": ("Couverture", _labelled(file_codes.COVERAGE_KINDS, "payer")),
    "record.Accommodation": ("Besoins particuliers", _labelled(file_codes.ACCOMMODATION_KINDS, "note")),
    "record.Consent": ("Accords", _labelled(file_codes.CONSENT_KINDS)),
    "record.InsHistory": ("Anciens matricules", lambda row: row.matricule),
    "record.ImportRow": ("Reprise de fichier", _nothing),
}
