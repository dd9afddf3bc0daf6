"""Attributes of an identity: which may stand together, and with which status (safety §1.7)."""

from brasdroit.record.patients.types import Answer, IdentityAttribute, IdentityStatus

SOURCES = ("Guide d’implémentation de l’INS v3.0, EXI ID 24 et EXI ID 26", "RNIV, EXI SI 09 et SI 22")
_ALLOWED = (
    frozenset[IdentityAttribute](),
    frozenset({IdentityAttribute.HOMONYM}),
    frozenset({IdentityAttribute.DOUBTFUL}),
    frozenset({IdentityAttribute.FICTITIOUS}),
    frozenset({IdentityAttribute.DOUBTFUL, IdentityAttribute.HOMONYM}),
)


def check_attributes(attributes: frozenset[IdentityAttribute], status: IdentityStatus) -> Answer:
    """Whether these attributes may stand together on an identity of `status`.

    The only pair is doubtful and homonym; doubtful and fictitious identities are provisional.
    """
    if attributes not in _ALLOWED:
        text = "Seuls les attributs «\u202fdouteuse\u202f» et «\u202fhomonyme\u202f» peuvent être associés."
        return Answer.no("attributes_incompatible", text, SOURCES)
    if status is not IdentityStatus.PROVISIONAL and attributes - {IdentityAttribute.HOMONYM}:
        text = "Une identité douteuse ou fictive est toujours provisoire."
        return Answer.no("attribute_needs_provisional", text, SOURCES)
    return Answer.yes("attributes_allowed", "Ces attributs sont autorisés.", SOURCES)
