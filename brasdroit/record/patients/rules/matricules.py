"""The matricule INS: form, key, assigning authority, and where each authority may be used (safety §1.2).

Nothing is ever derived from a matricule (neither sex nor date nor place): it does not follow a change of civil status.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from brasdroit.foundation.codes.checks import CodeKind, check, compacted
from brasdroit.record.patients.types import Answer, InsIdentifier, OidKind

_ROOT = "1.2.250.1.213.1.4."
OIDS: Mapping[str, OidKind] = MappingProxyType(
    {
        f"{_ROOT}8": OidKind.NIR,
        f"{_ROOT}9": OidKind.NIA,
        f"{_ROOT}10": OidKind.TEST,
        f"{_ROOT}11": OidKind.DEMONSTRATION,
    }
)
PRODUCTION_KINDS = frozenset({OidKind.NIR, OidKind.NIA})
SOURCES = ("Guide d’implémentation de l’INS v3.0 (matricule et OID)",)
_MATRICULE = re.compile(r"[0-9]{5}(?:[0-9]{2}|2[AB])[0-9]{8}")


def check_ins(ins: InsIdentifier, *, production: bool) -> Answer:
    """Whether a matricule with its OID is well formed and belongs in a production (or a test) database."""
    if fault := matricule_fault(ins.matricule):
        return _refused("matricule_invalid", fault)
    kind = OIDS.get(ins.oid)
    if kind is None:
        return _refused("oid_unknown", f"L’OID «\u202f{ins.oid}\u202f» n’est pas celui d’une autorité INS.")
    if (kind in PRODUCTION_KINDS) is not production:
        where = "un matricule de test n’entre pas dans" if production else "un matricule réel n’entre pas dans"
        base = "la base de production" if production else "une base de test"
        return _refused("oid_wrong_environment", f"Cet OID ne convient pas\u202f: {where} {base}.")
    return Answer.yes("ins_valid", "Le matricule INS et son OID sont bien formés.", SOURCES)


def matricule_fault(matricule: str) -> str | None:
    """Why 15 characters are not a matricule (form or key), in one French sentence; None when they are one."""
    if not _MATRICULE.fullmatch(matricule):
        return "Un matricule INS compte 15 caractères\u202f: 13 et les 2 chiffres de la clé."
    return check(CodeKind.NIR, matricule).reason


def ins_key(ins: InsIdentifier) -> tuple[str, str]:
    """What two INS are compared by: the couple, never the bare matricule."""
    return compacted(ins.matricule), ins.oid


def _refused(code: str, text: str) -> Answer:
    return Answer.no(code, text, SOURCES)
