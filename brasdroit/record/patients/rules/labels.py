"""French labels of the stored codes."""

from collections.abc import Mapping
from types import MappingProxyType

from brasdroit.record.patients.types import (
    CaptureChannel,
    IdentityAttribute,
    IdentityStatus,
    ManagementCode,
    OidKind,
    Sex,
)

SEX: Mapping[Sex, str] = MappingProxyType(
    {Sex.MALE: "Masculin", Sex.FEMALE: "Féminin", Sex.INDETERMINATE: "Indéterminé"}
)
STATUS: Mapping[IdentityStatus, str] = MappingProxyType(
    {
        IdentityStatus.PROVISIONAL: "Identité provisoire",
        IdentityStatus.VALIDATED: "Identité validée",
        IdentityStatus.RETRIEVED: "Identité récupérée",
        IdentityStatus.QUALIFIED: "Identité qualifiée",
    }
)
ATTRIBUTE: Mapping[IdentityAttribute, str] = MappingProxyType(
    {
        IdentityAttribute.HOMONYM: "Identité homonyme",
        IdentityAttribute.DOUBTFUL: "Identité douteuse",
        IdentityAttribute.FICTITIOUS: "Identité fictive",
    }
)
CHANNEL: Mapping[CaptureChannel, str] = MappingProxyType(
    {
        CaptureChannel.MANUAL: "Saisie manuelle",
        CaptureChannel.HEALTH_CARD: "Carte Vitale",
        CaptureChannel.INSI: "Téléservice INSi",
        CaptureChannel.BARCODE: "Code à barres",
        CaptureChannel.RFID: "Puce RFID",
        CaptureChannel.HEALTH_CARD_APP: "Appli carte Vitale",
    }
)
OID_KIND: Mapping[OidKind, str] = MappingProxyType(
    {
        OidKind.NIR: "INS-NIR",
        OidKind.NIA: "INS-NIA",
        OidKind.TEST: "INS-NIR de test",
        OidKind.DEMONSTRATION: "INS-NIR de démonstration",
    }
)
MANAGEMENT: Mapping[ManagementCode, str] = MappingProxyType(
    {
        ManagementCode.EMPTY: "Vide",
        ManagementCode.DUPLICATE: "Doublon",
        ManagementCode.DEACTIVATED: "Désactivée",
        ManagementCode.POTENTIAL_DUPLICATE: "Doublon potentiel",
        ManagementCode.PROVEN_DUPLICATE: "Doublon avéré",
        ManagementCode.POTENTIAL_COLLISION: "Collision potentielle",
        ManagementCode.PROVEN_COLLISION: "Collision avérée",
        ManagementCode.FILIATION: "Filiation",
        ManagementCode.HIDDEN: "Cachée",
        ManagementCode.ANONYMOUS: "Anonyme",
        ManagementCode.VERIFIED_BY_PATIENT: "Vérifiée par le patient",
        ManagementCode.RECEIVED_FROM_ANOTHER_DOMAIN: "Reçue d’un autre domaine",
        ManagementCode.RECONCILED: "Rapprochée",
        ManagementCode.USURPED: "Usurpée",
        ManagementCode.HOMONYM_DETECTED: "Homonyme détecté",
        ManagementCode.INVALIDATED: "Invalidée",
        ManagementCode.HOMONYM_PROVEN: "Homonyme avéré",
        ManagementCode.FICTITIOUS: "Fictive",
        ManagementCode.DOUBTFUL: "Douteuse",
    }
)
TRAIT: Mapping[str, str] = MappingProxyType(
    {
        "birth_name": "nom de naissance",
        "first_birth_given_name": "premier prénom de naissance",
        "birth_given_names": "prénoms de naissance",
        "birth_date": "date de naissance",
        "sex": "sexe",
        "birth_place": "lieu de naissance",
    }
)
