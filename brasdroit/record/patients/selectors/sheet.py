"""What printed papers say of an identity (safety §1.11, §1.12)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.audit.log import record_read
from brasdroit.foundation.clock.formats import numeric_date
from brasdroit.foundation.codes.phones import phone_display
from brasdroit.foundation.codes.symbols import datamatrix_svg
from brasdroit.record.patients.models import Patient
from brasdroit.record.patients.rules.datamatrix import CAPTION, DataMatrixRefused, build_datamatrix
from brasdroit.record.patients.rules.labels import OID_KIND, SEX, STATUS
from brasdroit.record.patients.rules.matricules import OIDS
from brasdroit.record.patients.selectors.file import patient_detail
from brasdroit.record.patients.types import OidKind

_NATURE = {OidKind.NIR: "NIR", OidKind.NIA: "NIA"}


@dataclass(frozen=True, slots=True)
class PrintedIns:
    """What the first page of a document shows of a qualified identity: the matricule with its nature, and its DataMatrix.

    `symbol` is the SVG of the symbol with its quiet zone, `caption` the words that stand under it (safety §1.11, §1.12).
    """

    matricule: str
    symbol: str
    caption: str = CAPTION


def printed_ins(patient: Patient) -> PrintedIns | None:
    """The matricule and the symbol of a patient already read; None unless his identity is qualified."""
    try:
        symbol = datamatrix_svg(build_datamatrix(patient.identity))
    except DataMatrixRefused:
        return None
    return PrintedIns(_matricule(patient), symbol)


LABELS_MOST = 24


def identity_labels(actor: Actor, patient_id: UUID, count: int) -> dict[str, Any]:
    """`count` labels (1 to 24) that say whose a tube, a form or a folder is; the printing is traced."""
    patient, number = patient_detail(actor, patient_id), min(max(count, 1), LABELS_MOST)
    record_read(actor, "patient.identity_printed", subject=patient, about_id=patient.pk, details={"labels": number})
    ins = printed_ins(patient)
    used = f"utilise {patient.used_name}" if patient.used_name not in {"", patient.birth_name} else ""
    return {
        "count": number,
        "name": f"{patient.birth_name} {patient.first_birth_given_name}",
        "lines": [line for line in (used, _born(patient), ins.matricule if ins else "") if line],
        "symbol": ins.symbol if ins else "",
        "caption": CAPTION,
    }


def _born(patient: Patient) -> str:
    place = f" ({patient.birth_place})" if patient.birth_place else ""
    return f"{patient.sex}, {numeric_date(patient.birth_date)}{place}"


def identity_sheet(actor: Actor, patient_id: UUID) -> dict[str, Any]:
    """The lines of the sheet; the matricule and its DataMatrix for a qualified identity only."""
    patient = patient_detail(actor, patient_id)
    record_read(actor, "patient.identity_printed", subject=patient, about_id=patient.pk)
    ins = printed_ins(patient)
    return {
        "printed_on": numeric_date(timezone.localdate()),
        "status": STATUS[patient.identity.status],
        "lines": [line for line in _lines(patient, qualified=bool(ins)) if line[1]],
        "symbol": ins.symbol if ins else "",
        "caption": CAPTION,
    }


def _lines(patient: Patient, *, qualified: bool) -> list[tuple[str, str]]:
    estimated = " (date incomplète)" if patient.birth_date_estimated else ""
    place = " ".join(part for part in (patient.birth_place_label, patient.birth_place) if part)
    phones = ", ".join(phone_display(number) for number in (patient.phone, patient.phone_other) if number)
    return [
        ("Nom de naissance", patient.birth_name),
        ("Prénom de naissance", patient.first_birth_given_name),
        ("Prénoms de naissance", patient.birth_given_names),
        ("Nom utilisé", patient.used_name),
        ("Prénom utilisé", patient.used_given_name),
        ("Sexe", SEX[patient.identity.traits.sex]),
        ("Date de naissance", f"{numeric_date(patient.birth_date)}{estimated}"),
        ("Lieu de naissance", place),
        ("Matricule INS", _matricule(patient) if qualified else ""),
        ("Téléphone", phones),
    ]


def _matricule(patient: Patient) -> str:
    kind = OIDS[patient.ins_oid]
    number = patient.ins_matricule
    return f"{number[:13]} {number[13:]} ({_NATURE.get(kind) or OID_KIND[kind]})"
