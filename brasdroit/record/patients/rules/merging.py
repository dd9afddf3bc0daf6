"""When two records may be joined, and whose identity is kept (safety §1.6, §1.7, §1.9; docs/rules/merging.md)."""

from brasdroit.record.patients.types import Answer, Identity, IdentityAttribute, IdentityStatus

_SOURCES = ("RNIV 1 v2.0, doublons et collisions (à vérifier)", "Guide d’implémentation de l’INS v3.0, EXI ID 26")
_RANK = {
    IdentityStatus.PROVISIONAL: 0,
    IdentityStatus.VALIDATED: 1,
    IdentityStatus.RETRIEVED: 1,
    IdentityStatus.QUALIFIED: 2,
}


def check_merge(a: Identity, b: Identity) -> Answer:
    """Whether two records may be joined. Two matricules under one OID are two persons, until one of them is invalidated.

    A doubtful identity may hold several persons, so it is settled first; a fictitious one is nobody's.
    """
    fictitious = [IdentityAttribute.FICTITIOUS in each.attributes for each in (a, b)]
    if fictitious[0] is not fictitious[1]:
        return Answer.no(
            "fictitious", "Une identité fictive ne se fusionne pas avec celle d’une vraie personne.", _SOURCES
        )
    if any(IdentityAttribute.DOUBTFUL in each.attributes for each in (a, b)):
        text = "Une des deux identités est douteuse\u202f: levez d’abord le doute, elle réunit peut-être plusieurs personnes."
        return Answer.no("doubtful", text, _SOURCES)
    if a.ins and b.ins and a.ins.oid == b.ins.oid and a.ins.matricule != b.ins.matricule:
        text = (
            "Ces fiches portent deux matricules INS différents\u202f: ce sont deux personnes, ou l’un des deux est faux. "
            "Vérifiez-les, et invalidez celui qui est faux avant de fusionner."
        )
        return Answer.no("ins_differs", text, _SOURCES)
    return Answer.yes("mergeable", "Ces deux fiches peuvent être fusionnées.", _SOURCES)


def better_identity(a: Identity, b: Identity) -> int | None:
    """0 or 1: whose identity is the better established and must be kept; None when a person chooses.

    The strict traits, the status, the proof and the INS are kept together: they were verified together.
    """
    ranks = [_RANK[each.status] for each in (a, b)]
    if ranks[0] == ranks[1]:
        return None
    return 0 if ranks[0] > ranks[1] else 1
