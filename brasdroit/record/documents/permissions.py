"""Who receives, files and reads documents."""

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.audit.labels import actions
from brasdroit.foundation.permissions import may, permission
from brasdroit.practice.members.types import Role
from brasdroit.record.documents.rules.kinds import KINDS
from brasdroit.record.documents.types import Nature

_TEAM = (Role.DOCTOR, Role.ASSISTANT, Role.SECRETARY)

READ = permission("documents.read", "consulter les documents administratifs", _TEAM)
READ_CLINICAL = permission("documents.clinical.read", "consulter les documents médicaux", (Role.DOCTOR, Role.ASSISTANT))
FILE = permission("documents.file", "recevoir et classer des documents", _TEAM)


def visible_kinds(actor: Actor) -> list[str]:
    """The codes of the kinds whose content this person may see."""
    clinical = may(actor, READ_CLINICAL)
    return [kind.code.value for kind in KINDS if clinical or kind.nature is not Nature.CLINICAL]


actions(
    {
        "document.read": "Document ouvert",
        "document.page_read": "Fiche d’un document consultée",
        "document.preview_read": "Aperçu d’un document vu",
        "document.stored": "Document reçu",
        "document.replaced": "Nouvelle version d’un document",
        "document.edited": "Document renommé",
        "document.filed": "Document classé",
        "document.unfiled": "Document déclassé",
        "document.moved_away": "Document classé chez un autre patient",
        "document.removed": "Document retiré",
        "document.restored": "Document remis",
        "document.preview_drawn": "Aperçu d’un document préparé",
    }
)
