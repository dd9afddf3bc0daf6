"""What a scanned code means here: an INS DataMatrix and the patients it may be, a product, or nothing known."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.codes.gs1 import Gs1Scan, parse_gs1
from brasdroit.foundation.permissions import require
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.record.patients.models import Patient
from brasdroit.record.patients.permissions import READ
from brasdroit.record.patients.rules.datamatrix import InsScan, is_ins_payload, parse_datamatrix
from brasdroit.record.patients.selectors.hits import PatientHit, best_hits, read_rows

LONGEST = 2000
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Difference:
    """A trait that differs between the code and the record: field name, what each says."""

    trait: str
    scanned: str
    recorded: str


@dataclass(frozen=True, slots=True)
class Scanned:
    """`kind`: ins, gs1 or unknown. `holder` carries the matricule; `alike` have the date of birth and the names."""

    kind: str
    ins: InsScan | None = None
    product: Gs1Scan | None = None
    holder: PatientHit | None = None
    differences: tuple[Difference, ...] = ()
    alike: tuple[PatientHit, ...] = ()


def scanned(actor: Actor, payload: str) -> Scanned:
    """Understand a payload (control characters as they are). Nothing is written."""
    require(actor, READ)
    text = payload[:LONGEST]
    if is_ins_payload(text):
        with tenant_scope(actor.tenant_id):
            return _person(parse_datamatrix(text))
    product = parse_gs1(text)
    return Scanned("gs1", product=product) if product.gtin else Scanned("unknown")


def _person(scan: InsScan) -> Scanned:
    known = Patient.objects.filter(active=True)
    same = Q(ins_matricule=scan.matricule, ins_oid=scan.oid)
    former = Q(former_ins__matricule=scan.matricule, former_ins__oid=scan.oid)
    rows = read_rows(known.filter(same), 1) or read_rows(known.filter(former), 1) if scan.matricule and scan.oid else []
    holder = next(iter(best_hits(rows, (), 1)), None)
    if holder:
        return Scanned("ins", ins=scan, holder=holder, differences=tuple(differences(scan, holder)))
    born = read_rows(known.filter(birth_date=scan.birth_date), 200) if scan.birth_date else []
    words = tuple((scan.birth_name or "").replace("-", " ").replace("'", " ").split()[:1])
    return Scanned("ins", ins=scan, alike=tuple(best_hits(born, words, _SHOWN)) if words else ())


def differences(scan: InsScan, hit: PatientHit) -> list[Difference]:
    """The strict traits on which the code and the record disagree."""
    pairs = [
        ("birth_name", scan.birth_name or "", hit.birth_name),
        ("birth_given_names", scan.birth_given_names or "", hit.birth_given_names),
        ("sex", scan.sex.value if scan.sex else "", hit.sex),
        ("birth_date", scan.birth_date.isoformat() if scan.birth_date else "", hit.birth_date.isoformat()),
    ]
    return [Difference(trait, said, held) for trait, said, held in pairs if said and held and said != held]
