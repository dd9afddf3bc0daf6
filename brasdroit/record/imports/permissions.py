"""Who may bring in a patient list."""

from brasdroit.foundation.audit.labels import actions
from brasdroit.foundation.permissions import permission
from brasdroit.practice.members.types import Role

IMPORT = permission(
    "imports.run", "importer une liste de patients", (Role.DOCTOR, Role.ASSISTANT, Role.SECRETARY, Role.MANAGER)
)
MISSION = "ADM-03"

actions(
    {
        "import.prepared": "Fichier de patients reçu",
        "import.mapped": "Colonnes d’un fichier reconnues",
        "import.mapping_saved": "Correspondance de colonnes gardée",
        "import.queued": "Reprise de fichier demandée",
        "import.running": "Reprise de fichier commencée",
        "import.done": "Reprise de fichier finie",
        "import.failed": "Reprise de fichier interrompue",
        "import.batch": "Lignes d’un fichier reprises",
        "import.decided": "Ligne de fichier décidée",
    }
)
